"""What looks wrong in a record: shown beside the value, never changed and never dropped."""

from dataclasses import dataclass

from workstation.domain.messages import Message


@dataclass(frozen=True)
class RecordWarning:
    """One doubt. `field_id` and `group_id` say where to show it; `finding_ids` what it is about."""

    field_id: str
    group_id: str | None
    finding_ids: tuple[str, ...]
    message: Message
