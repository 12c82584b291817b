ALTER TABLE cases ADD COLUMN identities TEXT NOT NULL DEFAULT '';

ALTER TABLE cases ADD COLUMN reach TEXT NOT NULL DEFAULT '';

CREATE TABLE case_keys (
  case_id TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
  wrapped BLOB NOT NULL,
  master TEXT NOT NULL,
  destroyed_at INTEGER
) STRICT;

CREATE INDEX case_keys_of_master ON case_keys (master, case_id);

CREATE TABLE blind_index (
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (case_id, kind, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX blind_index_of_digest ON blind_index (digest, kind);

CREATE TABLE case_reach (
  case_id TEXT NOT NULL REFERENCES cases (id),
  word TEXT NOT NULL,
  PRIMARY KEY (case_id, word)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_reach_of_word ON case_reach (word, case_id);

CREATE TABLE audit (
  lane INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  case_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  reason TEXT NOT NULL,
  place TEXT NOT NULL,
  result TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (lane, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_of_case ON audit (case_id, at);

CREATE INDEX audit_by_time ON audit (at);
