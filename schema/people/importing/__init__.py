"""Staff files: read (table, columns, rows), checked against the database (plan), saved (save)."""
