CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append only';
END;
$$;

CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_stays BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hewei_desk') THEN
    CREATE ROLE hewei_desk NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END;
$$;

GRANT hewei_desk TO CURRENT_USER;

CREATE FUNCTION hewei_words() RETURNS TEXT[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(current_setting('hewei.reach', true), chr(10))
$$;

CREATE FUNCTION named_words(named TEXT) RETURNS SETOF TEXT LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT line FROM unnest(string_to_array(named, chr(10))) AS line WHERE line LIKE 'person:%' OR line LIKE 'court:%'
  UNION
  SELECT word.word
  FROM unnest(string_to_array(named, chr(10))) AS line
  JOIN organisations own ON own.id = substr(line, 5) AND line LIKE 'org:%' AND own.path <> ''
  JOIN organisations above ON above.path <> '' AND starts_with(own.path, above.path)
  CROSS JOIN LATERAL (VALUES ('under:' || above.path), ('at:' || own.path)) AS word (word)
$$;

CREATE FUNCTION item_words(org TEXT, role TEXT, people TEXT[]) RETURNS SETOF TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT 'group:' || org || '|' || role
  UNION ALL SELECT 'court:' || org WHERE role IN ('court_clerk', 'judge')
  UNION ALL SELECT 'person:' || person FROM unnest(people) AS person WHERE person <> ''
$$;

CREATE FUNCTION reach_of_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO case_reach (case_id, word) SELECT NEW.id, word FROM named_words(NEW.reach) AS word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END;
$$;

CREATE FUNCTION reach_of_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO case_reach (case_id, word)
  SELECT NEW.case_id, word FROM item_words(NEW.org_id, NEW.role, ARRAY[NEW.assignee, NEW.owner, NEW.done_by]) AS word
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END;
$$;

CREATE FUNCTION reach_of_watcher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO case_reach (case_id, word) VALUES (NEW.case_id, 'person:' || NEW.account_id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END;
$$;

CREATE FUNCTION reach_again(of_case TEXT) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH now_words AS (
    SELECT word FROM cases, LATERAL named_words(cases.reach) AS word WHERE cases.id = of_case
    UNION
    SELECT word FROM work_items w, LATERAL item_words(w.org_id, w.role, ARRAY[w.assignee, w.owner, w.done_by]) AS word
    WHERE w.case_id = of_case
    UNION
    SELECT 'person:' || account_id FROM watchers WHERE watchers.case_id = of_case
  ), gone AS (
    DELETE FROM case_reach WHERE case_id = of_case AND word NOT IN (SELECT word FROM now_words)
  )
  INSERT INTO case_reach (case_id, word) SELECT of_case, word FROM now_words ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION reach_pruned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM reach_again(CASE WHEN TG_TABLE_NAME = 'cases' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(OLD) ->> 'case_id' END);
  RETURN NULL;
END;
$$;

CREATE FUNCTION reach_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM reach_again(id) FROM cases
  WHERE EXISTS (
    SELECT FROM organisations o
    WHERE (starts_with(o.path, OLD.path) OR starts_with(o.path, NEW.path))
      AND 'org:' || o.id = ANY (string_to_array(cases.reach, chr(10)))
  );
  RETURN NULL;
END;
$$;

CREATE TRIGGER case_is_reached AFTER INSERT OR UPDATE OF reach ON cases
FOR EACH ROW EXECUTE FUNCTION reach_of_case();

CREATE CONSTRAINT TRIGGER case_is_left AFTER UPDATE OF reach ON cases DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.reach <> NEW.reach) EXECUTE FUNCTION reach_pruned();

CREATE TRIGGER item_is_reached AFTER INSERT OR UPDATE OF assignee, owner, done_by ON work_items
FOR EACH ROW EXECUTE FUNCTION reach_of_item();

CREATE CONSTRAINT TRIGGER item_is_left AFTER UPDATE OF assignee, owner ON work_items DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN ((OLD.assignee <> '' AND OLD.assignee <> NEW.assignee) OR (OLD.owner <> '' AND OLD.owner <> NEW.owner))
EXECUTE FUNCTION reach_pruned();

CREATE TRIGGER watcher_reaches AFTER INSERT ON watchers
FOR EACH ROW EXECUTE FUNCTION reach_of_watcher();

CREATE TRIGGER watcher_leaves AFTER DELETE ON watchers
FOR EACH ROW EXECUTE FUNCTION reach_pruned();

CREATE TRIGGER organisation_moves AFTER UPDATE OF path ON organisations
FOR EACH ROW WHEN (OLD.path <> NEW.path) EXECUTE FUNCTION reach_moved();
