DROP INDEX journal_by_time;

CREATE INDEX journal_by_time ON journal (at, kind) WHERE kind <> 'Way';
