"""Case facts: what the findings amount to, with conflicts kept and derived values explained."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from workstation.domain.dates import ClinicalDate, is_before
from workstation.domain.derived_facts import (
    age_fact,
    clearance_fact,
    exposure_facts,
    ids_of,
    line_facts,
    timing_facts,
)
from workstation.domain.episodes import read_episodes
from workstation.domain.events import EVENT_FIELDS, RelapseEvent, Transplant, read_relapses, read_transplants
from workstation.domain.fact import Fact, UnknownReason
from workstation.domain.fields import Field, FieldDictionary, FieldType
from workstation.domain.findings import Record
from workstation.domain.lexicon import Lexicon
from workstation.domain.lines import derive_lines
from workstation.domain.messages import Message
from workstation.domain.possible import possible_codes, standing_ids, standing_values
from workstation.domain.quantities import unit_fits
from workstation.domain.relapse import RelapseTiming, time_relapse
from workstation.domain.ternary import Ternary
from workstation.domain.therapy import Lines, TreatmentEpisode
from workstation.domain.values import Coded, Quantity, Text, Value
from workstation.domain.warnings import RecordWarning, check

# Groups of the diagnosis list that are outside large B-cell lymphoma.
_OTHER_GROUPS = frozenset({"T/NK", "Hodgkin", "other B", "precursor"})

__all__ = ["CaseFacts", "Fact", "UnknownReason", "derive"]


@dataclass(frozen=True)
class CaseFacts:
    """Everything criteria may ask. `groups`: the group ids of each kind in the reviewer's order."""

    as_of: date
    facts: tuple[Fact, ...]
    episodes: tuple[TreatmentEpisode, ...]
    lines: Lines
    timing: RelapseTiming
    warnings: tuple[RecordWarning, ...] = ()
    relapses: tuple[RelapseEvent, ...] = ()
    transplants: tuple[Transplant, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _index: Mapping[tuple[str, str | None], Fact] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {(fact.field_id, fact.group_id): fact for fact in self.facts}
        if len(index) != len(self.facts):
            raise ValueError("two facts about one field and group")
        object.__setattr__(self, "_index", index)

    def get(self, field_id: str, group_id: str | None = None) -> Fact:
        """The fact, or an unknown one (MISSING) when nobody has answered the field."""
        found = self._index.get((field_id, group_id))
        return found or Fact(field_id, group_id, (), UnknownReason.MISSING)

    def every(self, field_id: str) -> tuple[Fact, ...]:
        """The fact of each group that has one, in the order of the groups."""
        return tuple(fact for fact in self.facts if fact.field_id == field_id)


def derive(record: Record, dictionary: FieldDictionary, lexicon: Lexicon) -> CaseFacts:
    """All facts of a case, as of the record's day. Pure: the same record gives the same facts."""
    stated = {(fact.field_id, fact.group_id): fact for fact in _stated(record, dictionary)}
    episodes, relapses, transplants = read_episodes(record), read_relapses(record), read_transplants(record)
    lines = derive_lines(
        episodes,
        lexicon,
        relapses,
        record.overrides,
        transformed=_is_transformed(record),
        other_is_lymphoma=_is_another_lymphoma(record, lexicon),
    )
    timing = time_relapse(lines, episodes, relapses, transplants, lexicon)
    derived = [
        *line_facts(lines, episodes),
        *exposure_facts(episodes, lexicon),
        age_fact(record),
        _clearance(record, stated, dictionary),
        *timing_facts(timing, _timing_ids(timing, stated, episodes)),
    ]
    kept = [fact for fact in stated.values() if not dictionary.field(fact.field_id).derived]
    return CaseFacts(
        record.as_of,
        (*kept, *derived),
        episodes,
        lines,
        timing,
        check(record, dictionary),
        relapses,
        transplants,
        {kind.id: tuple(group.id for group in record.groups_of(kind.id)) for kind in dictionary.groups},
    )


def _stated(record: Record, dictionary: FieldDictionary) -> Iterator[Fact]:
    """One fact for every field and group that has a standing finding, in the order of the dictionary."""
    for each in dictionary.fields:
        groups = [group.id for group in record.groups_of(each.group)] if each.group else [None]
        for group_id in groups:
            if record.standing(each.id, group_id):
                yield stated_fact(record, each, group_id)


def stated_fact(record: Record, about: Field, group_id: str | None = None) -> Fact:
    """The fact of one field and group: a value, the possibilities of a conflict, or looked for and
    not found.
    """
    ids = standing_ids(record, about.id, group_id)
    values = standing_values(record, about.id, group_id)
    if about.dated:
        values = latest(values)
    if not values:
        searched = max(finding.searched for finding in record.standing(about.id, group_id))
        explanation = Message("facts.not_found", {"count": searched})
        return Fact(about.id, group_id, (), UnknownReason.NOT_FOUND, ids, explanation)
    if len(values) > 1:
        explanation = Message("facts.conflict", {"count": len(values)})
        return Fact(about.id, group_id, values, UnknownReason.CONFLICTING, ids, explanation)
    doubt = _doubt(values[0], about)
    explanation_of = None if doubt is None else Message(f"facts.{doubt.value}")
    return Fact(about.id, group_id, values, doubt, ids, explanation_of)


def latest(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Of dated values those that may be the latest: one is left out only when another is surely later."""
    return tuple(value for value in values if not any(_surely_later(other, value) for other in values))


def _surely_later(one: Value, other: Value) -> bool:
    first, second = _sample_date(other), _sample_date(one)
    return first is not None and second is not None and is_before(first, second) is Ternary.YES


def _sample_date(value: Value) -> ClinicalDate | None:
    return value.date if isinstance(value, Coded | Quantity) else None


def _doubt(value: Value, about: Field) -> UnknownReason | None:
    """Why a single value cannot be used as it stands."""
    if isinstance(value, Text) and about.type is not FieldType.TEXT:
        return UnknownReason.AMBIGUOUS_TERM
    if isinstance(value, Quantity) and not unit_fits(value, about):
        return UnknownReason.UNIT_MISSING
    if isinstance(value, ClinicalDate) and not value.is_known:
        return UnknownReason.DATE_IMPRECISE
    if isinstance(value, Coded) and not value.code:
        return UnknownReason.AMBIGUOUS_TERM
    return None


def _is_transformed(record: Record) -> bool:
    return any(code != "none" for code in possible_codes(record, "transformed_from"))


def _is_another_lymphoma(record: Record, lexicon: Lexicon) -> bool:
    """The diagnosis is stated, and no document says that it is a large B-cell lymphoma or leaves it open."""
    terms = [lexicon.diagnosis(code) for code in possible_codes(record, "diagnosis")]
    return bool(terms) and all(term is not None and term.group in _OTHER_GROUPS for term in terms)


def _clearance(
    record: Record, stated: Mapping[tuple[str, str | None], Fact], dictionary: FieldDictionary
) -> Fact:
    weight, creatinine = (
        stated.get((name, None), Fact(name, None, (), UnknownReason.MISSING))
        for name in ("weight", "creatinine")
    )
    return clearance_fact(record, weight, creatinine, dictionary)


def _timing_ids(
    timing: RelapseTiming,
    stated: Mapping[tuple[str, str | None], Fact],
    episodes: tuple[TreatmentEpisode, ...],
) -> tuple[str, ...]:
    """The findings that timing rests on: responses and dates of the episodes, and the dates of the
    relapse.
    """
    names = ("episode_start", "episode_last_dose", "episode_best_response", "episode_end_reason")
    used = [stated.get((name, episode.group_id)) for episode in episodes for name in names]
    used += [stated.get((name, timing.event_id)) for name in EVENT_FIELDS.values()]
    return ids_of(fact for fact in used if fact is not None)
