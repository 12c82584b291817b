DROP INDEX work_items_of_assignee;

CREATE INDEX work_items_of_assignee ON work_items (assignee, due_at, created_at, place, id, status) WHERE status = 'open' AND assignee <> '';

DROP INDEX work_items_of_group;

CREATE INDEX work_items_of_group ON work_items (org_id, role, due_at, created_at, place, id, status, assignee) WHERE status = 'open' AND assignee = '';

DROP INDEX work_items_of_body;

CREATE INDEX work_items_of_body ON work_items (org_id, due_at, created_at, place, id, status) WHERE status = 'open';
