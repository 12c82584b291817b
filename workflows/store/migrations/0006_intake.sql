CREATE TABLE case_search (
  place INTEGER NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  org_id TEXT NOT NULL,
  status TEXT NOT NULL,
  procedure TEXT NOT NULL,
  type TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX case_search_case ON case_search (case_id);

CREATE INDEX case_search_newest ON case_search (opened_at, place);

CREATE INDEX case_search_org ON case_search (org_id, status, opened_at);

ALTER TABLE cases DROP COLUMN search_text;

DROP INDEX cases_newest;

DROP INDEX cases_of_org;

CREATE TABLE attachments (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  element TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  received_sha256 TEXT NOT NULL,
  status TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  looked_at INTEGER,
  finding TEXT NOT NULL
) STRICT;

CREATE INDEX attachments_of_case ON attachments (case_id, added_at);

CREATE TABLE imports (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  org_id TEXT NOT NULL,
  mapping TEXT NOT NULL,
  status TEXT NOT NULL,
  lines INTEGER NOT NULL,
  done INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE INDEX imports_newest ON imports (at);

CREATE TABLE imported_cases (
  case_id TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
  import_id TEXT NOT NULL REFERENCES imports (id),
  line INTEGER NOT NULL,
  org_id TEXT NOT NULL,
  number TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX imported_cases_line ON imported_cases (import_id, line);

CREATE UNIQUE INDEX imported_cases_number ON imported_cases (org_id, number);
