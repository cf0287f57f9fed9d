"""Joins phrases into one message, pairwise, so that each language has its own joint."""

from collections.abc import Sequence

from workstation.domain.messages import Message, Param


def join(message_id: str, parts: Sequence[Param]) -> Param:
    """Parts joined pairwise by a message with the parameters `first` and `rest`."""
    joined = parts[-1]
    for part in reversed(parts[:-1]):
        joined = Message(message_id, {"first": part, "rest": joined})
    return joined


def joined(message_id: str, parts: Sequence[Message]) -> Message:
    """As `join`, of messages."""
    whole = join(message_id, parts)
    return whole if isinstance(whole, Message) else Message("criteria.label", {"text": whole})
