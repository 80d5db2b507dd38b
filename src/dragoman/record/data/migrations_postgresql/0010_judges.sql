-- Schema version 10: judgements by who made them: people's, few among the program's many, are found at once.

CREATE INDEX judgement_by ON judgement (by);
