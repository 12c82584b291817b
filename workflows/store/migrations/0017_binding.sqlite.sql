CREATE INDEX work_items_by_due ON work_items (binds_at, created_at, place, id, org_id, status) WHERE status = 'open';

CREATE INDEX work_items_of_assignee ON work_items (assignee, binds_at, created_at, place, id, status) WHERE status = 'open' AND assignee <> '';

CREATE INDEX work_items_of_group ON work_items (org_id, role, binds_at, created_at, place, id, status, assignee) WHERE status = 'open' AND assignee = '';

CREATE INDEX work_items_of_body ON work_items (org_id, binds_at, created_at, place, id, status) WHERE status = 'open';
