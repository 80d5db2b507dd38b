-- Schema version 12: how often people of a country spoke for, against or neutrally about another. Derived; filled by the program right after this
-- (see `summed`), as by every resolution.

CREATE TABLE country_stance (
  speaker TEXT NOT NULL,
  about TEXT NOT NULL,
  stance TEXT NOT NULL,
  said INTEGER NOT NULL,
  PRIMARY KEY (speaker, about, stance)
) STRICT, WITHOUT ROWID;
