-- Schema version 8: the lines of each report that may belong to its site, as fingerprints (63 bits each, little-endian, sorted), from which builds
-- learn what stands on many pages of a site. taken: those that the standing reading took for the site's; settled: 0 until a build has compared the two.

CREATE TABLE site_line (
  report_id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  lines BLOB NOT NULL,
  taken BLOB NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX site_line_site ON site_line (site);
CREATE INDEX site_line_unsettled ON site_line (site) WHERE settled = 0;
