ALTER TABLE accounts ADD COLUMN password_until INTEGER;

ALTER TABLE logins ADD COLUMN way TEXT NOT NULL DEFAULT '';

ALTER TABLE logins ADD COLUMN agent TEXT NOT NULL DEFAULT '';

ALTER TABLE logins ADD COLUMN network TEXT NOT NULL DEFAULT '';

ALTER TABLE logins ADD COLUMN ended_at INTEGER;

CREATE INDEX logins_of_account ON logins (account_id, opened_at);

CREATE INDEX logins_by_seen ON logins (seen_at);

CREATE TABLE second_factors (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
  secret TEXT NOT NULL,
  confirmed_at INTEGER,
  last_step INTEGER NOT NULL,
  codes TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE external_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  linked_at INTEGER NOT NULL,
  linked_by TEXT NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX external_identities_of_account ON external_identities (account_id);

CREATE TABLE vouchers (
  hash TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  account_id TEXT NOT NULL,
  data TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX vouchers_ending ON vouchers (until);

CREATE TABLE separate_talks (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  mediator TEXT NOT NULL,
  at INTEGER NOT NULL,
  sealed TEXT NOT NULL
) STRICT;

CREATE INDEX separate_talks_of_mediator ON separate_talks (case_id, mediator, at);
