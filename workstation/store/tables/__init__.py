"""The tables, one module per part of the record; importing this package registers them all."""

from workstation.store.tables import audit, cases, files, people, queue, readings
from workstation.store.tables.base import Base

__all__ = ["Base", "audit", "cases", "files", "people", "queue", "readings"]
