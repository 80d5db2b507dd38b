-- Schema version 2: full-text search over titles and texts. The index keeps no copy of the text (external content), and since reports are
-- append-only one insert trigger keeps it right. The reports of a version 1 record are indexed on the way.

CREATE VIRTUAL TABLE report_text USING fts5 (title, text, content = 'report', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO report_text (report_text) VALUES ('rebuild');
CREATE TRIGGER report_text_insert AFTER INSERT ON report
BEGIN INSERT INTO report_text (rowid, title, text) VALUES (new.key, new.title, new.text); END;
