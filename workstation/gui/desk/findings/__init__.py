"""The findings form: light painted rows made from the field dictionary; one real editor at a time."""
