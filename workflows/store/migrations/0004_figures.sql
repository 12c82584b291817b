CREATE TABLE figures (
  case_id TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
  rev INTEGER NOT NULL,
  pack TEXT NOT NULL,
  org_id TEXT NOT NULL,
  tier TEXT NOT NULL,
  type TEXT NOT NULL,
  channel TEXT NOT NULL,
  mediator_id TEXT NOT NULL,
  is_open INTEGER NOT NULL
) STRICT;

CREATE INDEX figures_of_mediator ON figures (mediator_id) WHERE is_open = 1;

CREATE TABLE measures (
  case_id TEXT NOT NULL REFERENCES cases (id),
  measure TEXT NOT NULL,
  day TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (case_id, measure)
) STRICT, WITHOUT ROWID;

CREATE INDEX measures_by_day ON measures (day, measure);

ALTER TABLE mediators ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';

ALTER TABLE mediators ADD COLUMN id_number TEXT NOT NULL DEFAULT '';

ALTER TABLE mediators ADD COLUMN relatives TEXT NOT NULL DEFAULT '[]';

ALTER TABLE mediators ADD COLUMN interests TEXT NOT NULL DEFAULT '[]';
