ALTER TABLE work_items ADD COLUMN limit_at INTEGER;

ALTER TABLE work_items ADD COLUMN binds_at INTEGER;

UPDATE work_items SET limit_at = (
  SELECT min(timers.due_at) FROM timers
  WHERE timers.case_id = work_items.case_id AND timers.kind = 'engine' AND timers.rule <> '' AND timers.status IN ('armed', 'stuck')
) WHERE status = 'open';

UPDATE work_items SET binds_at = coalesce(due_at, limit_at) WHERE due_at IS NOT NULL OR limit_at IS NOT NULL;

DROP INDEX work_items_by_due;

DROP INDEX work_items_of_assignee;

DROP INDEX work_items_of_group;

DROP INDEX work_items_of_body;
