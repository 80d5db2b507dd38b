-- Schema version 12: how often people of a country spoke for, against or neutrally about another. Derived; filled by the program right after this
-- (see `summed`), as by every resolution.

CREATE TABLE country_stance (
  speaker text COLLATE "C" NOT NULL,
  about text COLLATE "C" NOT NULL,
  stance text COLLATE "C" NOT NULL,
  said bigint NOT NULL,
  PRIMARY KEY (speaker, about, stance)
);
