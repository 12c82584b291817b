CREATE INDEX work_items_by_due ON work_items (binds_at, created_at, place, id, org_id, status, type, role) WHERE status = 'open';

CREATE INDEX work_items_of_body ON work_items (org_id, binds_at, created_at, place, id, status, type, role) WHERE status = 'open';
