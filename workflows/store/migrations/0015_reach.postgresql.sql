DO $$
DECLARE
  old RECORD;
BEGIN
  FOR old IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = current_schema() AND policyname IN ('desk', 'machine')
  LOOP
    EXECUTE format('DROP POLICY %I ON %I', old.policyname, old.tablename);
  END LOOP;
END;
$$;

DROP INDEX work_items_by_due;

CREATE INDEX work_items_by_due ON work_items (due_at, created_at, place, id, org_id, status) INCLUDE (role, assignee, case_id) WHERE status = 'open';

DROP INDEX work_items_of_body;

CREATE INDEX work_items_of_body ON work_items (org_id, due_at, created_at, place, id, status) INCLUDE (role, assignee, case_id, element) WHERE status = 'open';

DROP INDEX work_items_of_assignee;

CREATE INDEX work_items_of_assignee ON work_items (assignee, due_at, created_at, place, id, status) INCLUDE (org_id, role, case_id) WHERE status = 'open' AND assignee <> '';

DROP INDEX work_items_of_group;

CREATE INDEX work_items_of_group ON work_items (org_id, role, due_at, created_at, place, id, status, assignee) INCLUDE (case_id) WHERE status = 'open' AND assignee = '';
