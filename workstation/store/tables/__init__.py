"""The tables, one module per part of the record; importing this package registers them all."""

from workstation.store.tables import assessment, audit, cases, files, people, queue, readings, record
from workstation.store.tables.base import Base

__all__ = ["Base", "assessment", "audit", "cases", "files", "people", "queue", "readings", "record"]
