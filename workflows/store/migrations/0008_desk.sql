CREATE TABLE absences (
  id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL,
  substitute_id TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  set_by TEXT NOT NULL,
  at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

CREATE INDEX absences_of_account ON absences (account_id, until);

CREATE INDEX absences_of_substitute ON absences (substitute_id, until);

CREATE TABLE notes (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  mentions TEXT NOT NULL
) STRICT;

CREATE INDEX notes_of_case ON notes (case_id, at);

CREATE TABLE note_mentions (
  note_id TEXT NOT NULL REFERENCES notes (id),
  account_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  seen_at INTEGER,
  PRIMARY KEY (note_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX note_mentions_of_account ON note_mentions (account_id, at);

CREATE TABLE saved_filters (
  account_id TEXT NOT NULL,
  name TEXT NOT NULL,
  asked TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE items_seen (
  account_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_items_of_body ON work_items (org_id, due_at) WHERE status = 'open';

CREATE INDEX work_items_handled ON work_items (org_id, role, done_at) WHERE status = 'done';
