-- Schema version 6: when a report was written as the record narrows it, with the clues; null where what was read stands.

ALTER TABLE origin ADD COLUMN written TEXT;
