CREATE INDEX work_items_by_due ON work_items (due_at, created_at, place, id, org_id, status) WHERE status = 'open';
