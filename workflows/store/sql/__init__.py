"""The store on SQL: the same statements for SQLite and PostgreSQL, built once when the program starts."""
