"""What is missing, over all criteria sets: each open fact once, what decides most first."""

from collections.abc import Sequence
from dataclasses import replace

from workstation.criteria.missing import MissingFact as Missing
from workstation.criteria.missing import fewest_missing
from workstation.criteria.verdicts import Applicability, SetVerdict
from workstation.domain.facts import CaseFacts
from workstation.services.rules import Rules
from workstation.services.views import MissingFact


def missing_facts(rules: Rules, facts: CaseFacts, verdicts: Sequence[SetVerdict]) -> tuple[MissingFact, ...]:
    """The fewest facts with which each applicable set could say yes: those of a label first, then by the number
    of criteria they decide."""
    applicable = {v.set_id for v in verdicts if v.applicability is Applicability.APPLICABLE}
    merged: dict[tuple[str, str | None], MissingFact] = {}
    for one in rules.sets:
        if one.id in applicable:
            plan = fewest_missing(one, facts, rules.dictionary, rules.lexicon)
            for fact in plan.label:
                _merge(merged, one.id, fact, True)
            for fact in plan.rest:
                _merge(merged, one.id, fact, False)
    return tuple(
        sorted(merged.values(), key=lambda item: (not item.decides_label, -item.decides, item.field_id))
    )


def _merge(
    merged: dict[tuple[str, str | None], MissingFact], set_id: str, fact: Missing, of_label: bool
) -> None:
    place = fact.field_id, fact.group_id
    had = merged.get(place)
    if had is None:
        merged[place] = MissingFact(*place, fact.reason, fact.wanted, len(fact.decides), (set_id,), of_label)
    else:
        merged[place] = replace(
            had,
            decides=had.decides + len(fact.decides),
            set_ids=(*had.set_ids, set_id),
            decides_label=had.decides_label or of_label,
        )
