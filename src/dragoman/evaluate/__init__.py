"""Measures the program: speed, memory, start-up. Run as modules; nothing else in the package needs it."""
