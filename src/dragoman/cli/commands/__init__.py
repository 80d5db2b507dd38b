"""One file a command; each takes its arguments, calls one worker of another room, and says what came of it."""
