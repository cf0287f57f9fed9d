"""What a change of the record has changed about the verdicts, in one sentence for whoever does not see the matrix."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from workstation.criteria.verdicts import RecommendationKind, SetVerdict
from workstation.domain.messages import Message
from workstation.gui.desk.suitability.states import kind_word

MOST = 3
"""Sets that are told by name; the others are counted."""

Kinds = Mapping[str, RecommendationKind | None]


def kinds_of(verdicts: Sequence[SetVerdict]) -> dict[str, RecommendationKind | None]:
    """How each set stands; None where it does not apply."""
    return {
        one.set_id: one.recommendation.kind if one.recommendation is not None else None for one in verdicts
    }


def verdict_news(before: Kinds, verdicts: Sequence[SetVerdict], say: Callable[[Message], str]) -> str:
    """The sets that stand otherwise than before; "" where none does."""
    now = kinds_of(verdicts)
    changed = [one for one in verdicts if one.set_id in before and before[one.set_id] != now[one.set_id]]
    told = []
    for one in changed[:MOST]:
        kind = now[one.set_id]
        word = (
            kind_word(kind) if kind is not None else QCoreApplication.translate("Verdict", "Does not apply")
        )
        told.append(f"{say(one.name)}: {word}")
    if len(changed) > MOST:
        more = QCoreApplication.translate("Verdict", "and %n more", None, len(changed) - MOST)
        told.append(more)
    return "; ".join(told)
