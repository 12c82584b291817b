CREATE TABLE party_links (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  party_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  revoked_by TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX party_links_by_token ON party_links (token_hash);

CREATE INDEX party_links_of_case ON party_links (case_id);

CREATE TABLE party_codes (
  link_id TEXT NOT NULL REFERENCES party_links (id),
  digest TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (link_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE party_visits (
  token_hash TEXT NOT NULL PRIMARY KEY,
  link_id TEXT NOT NULL REFERENCES party_links (id),
  csrf TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX party_visits_of_link ON party_visits (link_id);

CREATE TABLE signings (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  paper_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE INDEX signings_of_case ON signings (case_id, started_at);

CREATE INDEX signings_of_paper ON signings (paper_id);

CREATE TABLE notices (
  id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  event TEXT NOT NULL,
  case_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  errand TEXT NOT NULL,
  sent_at INTEGER
) STRICT;

CREATE INDEX notices_pending ON notices (due_at) WHERE errand = '';

CREATE INDEX notices_of_errand ON notices (errand) WHERE errand <> '';

CREATE INDEX notices_of_account ON notices (account_id, at);

CREATE TABLE notice_wishes (
  account_id TEXT NOT NULL PRIMARY KEY,
  data TEXT NOT NULL
) STRICT;
