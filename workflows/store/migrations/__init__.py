"""The schema as a row of numbered steps; the tables are their sum.

A step is `<number>_<name>.sql`. It is written for SQLite, each statement followed by an empty line. For PostgreSQL
INTEGER reads BIGINT, BLOB reads BYTEA, TEXT is ordered by code point as in SQLite, and STRICT and WITHOUT ROWID fall
away. What the two cannot share stands in `<number>_<name>.sqlite.sql` and `<number>_<name>.postgresql.sql`. A step
that has been released is never changed: a new one is added.
"""
