ALTER TABLE work_items ADD COLUMN owner TEXT NOT NULL DEFAULT '';

ALTER TABLE papers ADD COLUMN void_reason TEXT NOT NULL DEFAULT '';

ALTER TABLE incidents ADD COLUMN subject TEXT NOT NULL DEFAULT '';

ALTER TABLE incidents ADD COLUMN outcome TEXT NOT NULL DEFAULT '';

ALTER TABLE incidents ADD COLUMN note TEXT NOT NULL DEFAULT '';

ALTER TABLE messages ADD COLUMN keep_until INTEGER;

CREATE INDEX messages_ending ON messages (keep_until) WHERE delivered_at IS NULL AND keep_until IS NOT NULL;

CREATE INDEX outbox_of_case ON outbox (case_id) WHERE status = 'ready';

CREATE TABLE watchers (
  case_id TEXT NOT NULL REFERENCES cases (id),
  account_id TEXT NOT NULL,
  added_by TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (case_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX watchers_of_account ON watchers (account_id, at);

CREATE TABLE ledgers (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  element TEXT NOT NULL,
  rule TEXT NOT NULL,
  entries TEXT NOT NULL,
  left_micros INTEGER
) STRICT;

CREATE INDEX ledgers_of_case ON ledgers (case_id);

CREATE INDEX cases_of_version ON cases (version, id);
