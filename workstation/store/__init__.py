"""What is remembered: the encrypted database, its records, search index, audit chain and key file.

Services open a transaction with `Store.write(user_id)` or `Store.read()` and hand it to the query functions
of this room (`cases`, `files`, `readings`, `people`, `search`, …). SQLAlchemy is imported nowhere else.
"""
