ALTER TABLE papers ADD COLUMN item INTEGER;

ALTER TABLE papers ADD COLUMN check_code TEXT NOT NULL DEFAULT '';

ALTER TABLE papers ADD COLUMN ofd_sha256 TEXT NOT NULL DEFAULT '';

CREATE INDEX papers_by_check_code ON papers (check_code) WHERE check_code <> '';

CREATE TABLE numbers_given (
  series TEXT NOT NULL,
  seq INTEGER NOT NULL,
  number TEXT NOT NULL,
  case_id TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (series, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE template_versions (
  id TEXT NOT NULL PRIMARY KEY,
  document TEXT NOT NULL,
  pack TEXT NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  digest TEXT NOT NULL,
  files TEXT NOT NULL,
  note TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at INTEGER
) STRICT;

CREATE INDEX template_versions_of_document ON template_versions (pack, document, number);

CREATE UNIQUE INDEX template_versions_open ON template_versions (pack, document) WHERE status IN ('draft', 'proposed');

CREATE UNIQUE INDEX template_versions_published ON template_versions (pack, document, number) WHERE status = 'published';
