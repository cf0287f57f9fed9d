"""Three-valued answers that carry why: Kleene logic with borderline flags, reasons and marks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workstation.criteria.rules import Mark
from workstation.domain.facts import UnknownReason
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary, all_of, any_of

_WEAKNESS = {Mark.FOUND: 0, Mark.SECONDARY: 1, Mark.KNOWLEDGE: 2, Mark.UNVERIFIED: 3}


@dataclass(frozen=True)
class Answer:
    """`why` names the fact that decided; `reason` is set exactly when the value is UNKNOWN; `mark` is the
    confidence of the part that decided, None = that of the criterion."""

    value: Ternary
    why: Message
    reason: UnknownReason | None = None
    borderline: bool = False
    mark: Mark | None = None

    def __post_init__(self) -> None:
        if (self.reason is None) == (self.value is Ternary.UNKNOWN):
            raise ValueError(f"reason {self.reason} does not fit {self.value}")


def unknown(reason: UnknownReason, why: Message, borderline: bool = False) -> Answer:
    return Answer(Ternary.UNKNOWN, why, reason, borderline)


def both(answers: Sequence[Answer]) -> Answer:
    """AND: one NO decides; else one UNKNOWN leaves it open. A NO is borderline when every NO is, a YES when
    any part is."""
    return _combine(answers, all_of([answer.value for answer in answers]), deciding=Ternary.NO)


def either(answers: Sequence[Answer]) -> Answer:
    """OR: one YES decides; else one UNKNOWN leaves it open. A YES is borderline when every YES is, a NO when
    any part is."""
    return _combine(answers, any_of([answer.value for answer in answers]), deciding=Ternary.YES)


def opposite(answer: Answer) -> Answer:
    return replace(answer, value=answer.value.not_())


def agreed(answers: Sequence[Answer], reason: UnknownReason, why: Message) -> Answer:
    """The answer every possibility gives; UNKNOWN with the reason when they differ."""
    values = {answer.value for answer in answers}
    if len(values) == 1:
        return replace(answers[0], borderline=any(answer.borderline for answer in answers))
    return unknown(reason, why)


def weakest(marks: Sequence[Mark]) -> Mark:
    return max(marks, key=_WEAKNESS.__getitem__)


def _combine(answers: Sequence[Answer], value: Ternary, deciding: Ternary) -> Answer:
    parts = [answer for answer in answers if answer.value is value]
    flags = [answer.borderline for answer in parts]
    marks = [answer.mark for answer in parts if answer.mark is not None]
    return replace(
        parts[0],
        borderline=all(flags) if value is deciding else any(flags),
        mark=weakest(marks) if marks else None,
    )
