-- What came of requests, offers, threats, plans and outreach. Derived: emptied and filled anew with every resolution.
CREATE TABLE follow_up (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES event (id),
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  answer TEXT REFERENCES event (id),
  fields TEXT NOT NULL
) STRICT;
CREATE INDEX follow_up_event ON follow_up (event);
CREATE INDEX follow_up_answer ON follow_up (answer);
