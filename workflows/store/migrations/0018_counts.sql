ALTER TABLE work_items ADD COLUMN type TEXT NOT NULL DEFAULT '';

UPDATE work_items SET type = coalesce((SELECT case_search.type FROM case_search WHERE case_search.case_id = work_items.case_id), '') WHERE status = 'open';

DROP INDEX work_items_by_due;

DROP INDEX work_items_of_body;

CREATE INDEX work_items_of_board ON work_items (org_id, assignee, type, binds_at, status, role, case_id) WHERE status = 'open';

CREATE INDEX work_items_of_element ON work_items (element, org_id, binds_at, status, role, assignee, case_id) WHERE status = 'open';

ALTER TABLE cases ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;

UPDATE cases SET counted = 1 WHERE EXISTS (SELECT 1 FROM figures WHERE figures.case_id = cases.id AND figures.rev = cases.rev);

CREATE INDEX cases_uncounted ON cases (id) WHERE counted = 0;

CREATE TABLE figure_sums (
  pack TEXT NOT NULL,
  span TEXT NOT NULL,
  measure TEXT NOT NULL,
  org_id TEXT NOT NULL,
  tier TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (pack, span, measure, org_id, tier)
) STRICT, WITHOUT ROWID;

INSERT INTO figure_sums (pack, span, measure, org_id, tier, amount)
SELECT figures.pack, measures.day, measures.measure, figures.org_id, figures.tier, sum(measures.amount)
FROM measures JOIN figures ON figures.case_id = measures.case_id
GROUP BY figures.pack, measures.day, measures.measure, figures.org_id, figures.tier;

INSERT INTO figure_sums (pack, span, measure, org_id, tier, amount)
SELECT figures.pack, substr(measures.day, 1, 7), measures.measure, figures.org_id, figures.tier, sum(measures.amount)
FROM measures JOIN figures ON figures.case_id = measures.case_id
GROUP BY figures.pack, substr(measures.day, 1, 7), measures.measure, figures.org_id, figures.tier;
