CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  number TEXT NOT NULL,
  pack TEXT NOT NULL,
  procedure TEXT NOT NULL,
  version TEXT NOT NULL,
  org_id TEXT NOT NULL,
  status TEXT NOT NULL,
  rev INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  search_text TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX cases_number ON cases (number);

CREATE INDEX cases_newest ON cases (opened_at, id);

CREATE INDEX cases_of_org ON cases (org_id, status, opened_at);

CREATE INDEX cases_by_status ON cases (status, opened_at, id);

CREATE TABLE case_revisions (
  case_id TEXT NOT NULL REFERENCES cases (id),
  rev INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  body BLOB NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (case_id, rev)
) STRICT;

CREATE TABLE work_items (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  place INTEGER NOT NULL,
  element TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  role TEXT NOT NULL,
  org_id TEXT NOT NULL,
  assignee TEXT NOT NULL,
  form TEXT NOT NULL,
  instructions TEXT NOT NULL,
  properties TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER,
  rule TEXT NOT NULL,
  explanation TEXT NOT NULL,
  explanation_en TEXT NOT NULL,
  done_by TEXT NOT NULL,
  done_at INTEGER
) STRICT;

CREATE INDEX work_items_of_case ON work_items (case_id, status);

CREATE INDEX work_items_of_group ON work_items (org_id, role, due_at) WHERE status = 'open' AND assignee = '';

CREATE INDEX work_items_of_assignee ON work_items (assignee, due_at) WHERE status = 'open' AND assignee <> '';

CREATE TABLE timers (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  element TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  started_on TEXT,
  due_at INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  explanation TEXT NOT NULL,
  explanation_en TEXT NOT NULL,
  gen INTEGER NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  fired_at INTEGER,
  lease_owner TEXT NOT NULL,
  lease_until INTEGER,
  ready_at INTEGER NOT NULL
) STRICT;

CREATE INDEX timers_ready ON timers (ready_at) WHERE status = 'armed';

CREATE INDEX timers_leased ON timers (due_at) WHERE status = 'armed' AND lease_until IS NOT NULL;

CREATE INDEX timers_of_case ON timers (case_id, status);

CREATE INDEX timers_provisional ON timers (case_id) WHERE status = 'armed' AND provisional = 1;

CREATE TABLE waits (
  case_id TEXT NOT NULL REFERENCES cases (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  correlation TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX waits_for ON waits (kind, name, correlation);

CREATE TABLE messages (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  correlation TEXT NOT NULL,
  payload TEXT NOT NULL,
  at INTEGER NOT NULL,
  delivered_to TEXT NOT NULL,
  delivered_at INTEGER
) STRICT;

CREATE INDEX messages_waiting ON messages (at) WHERE delivered_at IS NULL;

CREATE TABLE journal (
  seq INTEGER NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  element TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE INDEX journal_of_case ON journal (case_id);

CREATE INDEX journal_by_time ON journal (at, kind);

CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  max_attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  lease_owner TEXT NOT NULL,
  lease_until INTEGER,
  ready_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_ready ON outbox (kind, ready_at) WHERE status = 'ready';

CREATE TABLE papers (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  place INTEGER NOT NULL,
  template TEXT NOT NULL,
  title TEXT NOT NULL,
  title_en TEXT NOT NULL,
  number TEXT NOT NULL,
  status TEXT NOT NULL,
  wanted_at INTEGER NOT NULL,
  wanted_by TEXT NOT NULL,
  element TEXT NOT NULL,
  request_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  revision INTEGER NOT NULL,
  template_version TEXT NOT NULL,
  data_digest TEXT NOT NULL,
  pdf_sha256 TEXT NOT NULL,
  docx_sha256 TEXT NOT NULL,
  pages INTEGER NOT NULL,
  made_at INTEGER,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;

CREATE INDEX papers_of_case ON papers (case_id, place);

CREATE TABLE incidents (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  element TEXT NOT NULL,
  error TEXT NOT NULL,
  detail TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  resolved_at INTEGER,
  resolved_by TEXT NOT NULL
) STRICT;

CREATE INDEX incidents_newest ON incidents (opened_at);

CREATE INDEX incidents_of_case ON incidents (case_id);

CREATE TABLE numbers (
  series TEXT NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisations (
  id TEXT NOT NULL PRIMARY KEY,
  pack TEXT NOT NULL,
  kind TEXT NOT NULL,
  tier TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  path TEXT NOT NULL,
  short TEXT NOT NULL,
  sample INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE INDEX organisations_path ON organisations (path);

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  password TEXT NOT NULL,
  locale TEXT NOT NULL,
  active INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  pack TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX accounts_login ON accounts (login);

CREATE TABLE posts (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  org_id TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (account_id, org_id, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX posts_of_org ON posts (org_id, role);

CREATE TABLE mediators (
  account_id TEXT NOT NULL,
  org_id TEXT NOT NULL,
  specialities TEXT NOT NULL,
  rank TEXT NOT NULL,
  grade INTEGER,
  certificate TEXT NOT NULL,
  appointed_on TEXT,
  born_on TEXT,
  full_time INTEGER NOT NULL,
  sample INTEGER NOT NULL,
  PRIMARY KEY (account_id, org_id)
) STRICT;

CREATE INDEX mediators_of_org ON mediators (org_id);

CREATE TABLE logins (
  token_hash TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL,
  csrf TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_failures (
  key TEXT NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE procedure_versions (
  digest TEXT NOT NULL PRIMARY KEY,
  procedure TEXT NOT NULL,
  pack TEXT NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  title_en TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  note TEXT NOT NULL,
  files BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX procedure_versions_number ON procedure_versions (procedure, pack, number);

CREATE TABLE procedure_drafts (
  procedure TEXT NOT NULL PRIMARY KEY,
  files BLOB NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency_keys (
  key TEXT NOT NULL PRIMARY KEY,
  digest TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE form_drafts (
  item_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  data TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (item_id, account_id)
) STRICT;

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
