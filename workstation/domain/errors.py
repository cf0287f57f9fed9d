"""Errors that a user can act on. Everything else is a bug and propagates.

    WorkstationError
    ├── InputError              what was typed or dropped cannot be used
    ├── NotAllowedError         the role, the status or the rule of four eyes forbids it
    ├── StaleError              someone else changed the record since it was read
    ├── NotFoundError           the record asked for is not here
    ├── DataFileError           a data file of the application (fields, criteria, lexicon) is wrong
    └── StoreError              the workspace cannot be opened or written
        ├── WrongPasswordError
        ├── MissingKeysError    workspace.db without workspace.keys
        ├── NewerWorkspaceError written by a newer version
        ├── DiskFullError
        └── ReadOnlyError

Each carries a message id and its parameters; the sentence is rendered from the catalogue.
"""


class WorkstationError(Exception):
    """A known problem: `message_id` names the sentence, `params` fills it."""

    def __init__(self, message_id: str, **params: str | int) -> None:
        super().__init__(message_id, params)
        self.message_id = message_id
        self.params: dict[str, str | int] = params

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message_id, self.params)


def _rebuild(kind: type[WorkstationError], message_id: str, params: dict[str, str | int]) -> WorkstationError:
    return kind(message_id, **params)


class InputError(WorkstationError):
    """What was typed or dropped cannot be used."""


class NotAllowedError(WorkstationError):
    """The role, the status or the rule of four eyes forbids it."""


class StaleError(WorkstationError):
    """Someone else changed the record since it was read."""


class NotFoundError(WorkstationError):
    """The record asked for is not here."""


class DataFileError(WorkstationError):
    """A data file of the application is wrong; the parameters name file and entry."""


class StoreError(WorkstationError):
    """The workspace cannot be opened or written."""


class WrongPasswordError(StoreError):
    """User name or password is not right."""


class MissingKeysError(StoreError):
    """The key file that belongs to the database is not there."""


class NewerWorkspaceError(StoreError):
    """The database was written by a newer version."""


class DiskFullError(StoreError):
    """Nothing more can be written."""


class ReadOnlyError(StoreError):
    """The folder or file may not be written."""
