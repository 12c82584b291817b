CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append only');
END;

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append only');
END;
