"""Facts that are computed from other facts: lines, exposure, age, creatinine clearance, spans,
definitions.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from workstation.domain.dates import ClinicalDate, Length, add_months
from workstation.domain.exposure import exposed, had_anthracycline, had_anti_cd20
from workstation.domain.fact import Fact, UnknownReason
from workstation.domain.fields import FieldDictionary
from workstation.domain.findings import Record
from workstation.domain.lexicon import Lexicon
from workstation.domain.lines import count_text
from workstation.domain.messages import Message
from workstation.domain.quantities import in_field_unit
from workstation.domain.relapse import Anchor, AnchoredSpan, RelapseTiming, span_message
from workstation.domain.ternary import Ternary
from workstation.domain.therapy import Lines, TreatmentEpisode
from workstation.domain.values import Coded, Count, Quantity, Value

SPAN_FIELDS = (
    ("last_dose_to_relapse", (Anchor.LAST_DOSE,)),
    ("end_of_first_line_to_relapse", (Anchor.END_RADIOTHERAPY, Anchor.END_PET, Anchor.LAST_DOSE)),
    ("first_line_start_to_relapse", (Anchor.FIRST_LINE_START,)),
)
_FEMALE = Decimal("0.85")


# Lines


def line_facts(lines: Lines, episodes: tuple[TreatmentEpisode, ...]) -> Iterator[Fact]:
    """line_count, line_count_since_lbcl and line_position; each with every number that is possible."""
    ids = tuple(name for episode in episodes for found in episode.finding_ids.values() for name in found)
    if not episodes:
        for name in ("line_count", "line_count_since_lbcl", "line_position"):
            yield Fact(name, None, (), UnknownReason.MISSING)
        return
    for name, options in (("line_count", lines.total), ("line_count_since_lbcl", lines.since_lbcl)):
        explanation = Message("lines.count", {"count": count_text(options), "version": lines.version})
        yield _options(name, [Count(n) for n in options], ids, explanation)
    yield _position(lines, episodes, ids)


def _position(lines: Lines, episodes: tuple[TreatmentEpisode, ...], ids: tuple[str, ...]) -> Fact:
    """By the lines since LBCL. A line that is still going on leaves open whether it is already behind."""
    by_id = {episode.group_id: episode for episode in episodes}
    last = by_id[lines.lines[-1].counted_ids[-1]] if lines.lines else None
    ongoing = last is not None and "ongoing" in last.end_reason
    surely = last is not None and last.end_reason == ("ongoing",)
    found: dict[str, None] = {}
    for number in lines.since_lbcl:
        if number == 0:
            return Fact(
                "line_position", None, (), UnknownReason.MISSING, ids, Message("lines.none_since_lbcl")
            )
        if ongoing:
            found[_position_after(number - 1)] = None
        if not (surely and number == 1):
            found[_position_after(number)] = None
    message = Message(
        "lines.position_ongoing" if ongoing else "lines.position", {"count": count_text(lines.since_lbcl)}
    )
    return _options("line_position", [Coded(code, "") for code in found], ids, message)


def _position_after(number: int) -> str:
    return ("on_first_line", "after_one_line", "after_two_or_more")[min(number, 2)]


def exposure_facts(episodes: tuple[TreatmentEpisode, ...], lexicon: Lexicon) -> Iterator[Fact]:
    """anthracycline_given and anti_cd20_given, over every episode that was given."""
    for name, had in (("anthracycline_given", had_anthracycline), ("anti_cd20_given", had_anti_cd20)):
        flags = [(episode.given, had(episode, lexicon), episode) for episode in episodes]
        answer = exposed((given, flag) for given, flag, _ in flags)
        relevant = [e for given, flag, e in flags if given.and_(flag) is answer]
        names = ("episode_drugs", "episode_regimen")
        ids = tuple(i for e in relevant for key in names for i in e.finding_ids.get(key, ()))
        yield _yes_no(name, answer, ids, missing=not episodes)


def _yes_no(name: str, answer: Ternary, ids: tuple[str, ...], missing: bool) -> Fact:
    if answer is Ternary.UNKNOWN:
        reason = UnknownReason.MISSING if missing else UnknownReason.NOT_SPECIFIED
        return Fact(name, None, (), reason, ids, Message(f"lines.{name}.unknown"))
    return Fact(
        name, None, (Coded(answer.value, answer.value),), None, ids, Message(f"lines.{name}.{answer.value}")
    )


def _options(name: str, values: list[Value], ids: tuple[str, ...], explanation: Message) -> Fact:
    unknown = None if len(values) == 1 else UnknownReason.NOT_SPECIFIED
    return Fact(name, None, tuple(values), unknown, ids, explanation)


# Age and kidney function


def ages(birth: ClinicalDate | None, day: date) -> tuple[int, ...]:
    """Every age in completed years that is possible on a day."""
    found: set[int] = set()
    for interval in birth.alternatives if birth is not None else ():
        oldest, youngest = _age(interval.earliest, day), _age(interval.latest, day)
        found.update(range(max(youngest, 0), oldest + 1))
    return tuple(sorted(found))


def _age(born: date, day: date) -> int:
    years = day.year - born.year
    return years if add_months(born, 12 * years) <= day else years - 1


def age_fact(record: Record) -> Fact:
    found = ages(record.birth, record.as_of)
    if not found:
        return Fact("age", None, (), UnknownReason.MISSING)
    values = tuple(Count(age) for age in found)
    explanation = Message(
        "facts.age", {"birth": record.birth or "", "as_of": ClinicalDate.of_day(record.as_of)}
    )
    return Fact(
        "age", None, values, None if len(values) == 1 else UnknownReason.DATE_IMPRECISE, (), explanation
    )


def clearance_fact(record: Record, weight: Fact, creatinine: Fact, dictionary: FieldDictionary) -> Fact:
    """Creatinine clearance after Cockcroft and Gault in mL/min: (140 − age) × kg ÷ (72 × mg/dL), ×
    0.85 for women. Creatinine in umol/L is divided by 88.4. Every possible age, sex, weight and
    creatinine is tried; the lowest and the highest result stand when they differ."""
    name, ids = "creatinine_clearance", (*creatinine.finding_ids, *weight.finding_ids)
    factors = _sex_factors(record.sex)
    found_ages = ages(record.birth, record.as_of)
    kilograms = _numbers(weight, dictionary)
    micromoles = _numbers(creatinine, dictionary)
    missing = [
        part
        for part, known in (("age", found_ages), ("weight", kilograms), ("creatinine", micromoles))
        if not known
    ]
    if missing:
        reason = _why(missing, weight, creatinine)
        return Fact(name, None, (), reason, ids, Message(f"facts.clearance_needs_{missing[0]}"))
    results = sorted(
        {
            _clearance(*each)
            for each in product(
                found_ages, [q.number for q in kilograms], [q.number for q in micromoles], factors
            )
        }
    )
    values = tuple(_millilitres(number, creatinine) for number in dict.fromkeys((results[0], results[-1])))
    reason_open = None if len(values) == 1 else UnknownReason.NOT_SPECIFIED
    message = "facts.clearance" if len(factors) == 1 else "facts.clearance_sex"
    return Fact(name, None, values, reason_open, ids, Message(message))


def _sex_factors(sex: str | None) -> tuple[Decimal, ...]:
    known = (sex or "").strip().casefold()
    if known in ("f", "female", "女"):
        return (_FEMALE,)
    return (Decimal(1),) if known in ("m", "male", "男") else (_FEMALE, Decimal(1))


def _numbers(fact: Fact, dictionary: FieldDictionary) -> list[Quantity]:
    """The possible values in the field's unit; none when one of them is a bound or has no fitting unit."""
    if fact.field_id not in dictionary:
        return []
    field = dictionary.field(fact.field_id)
    found = [in_field_unit(value, field) for value in fact.values if isinstance(value, Quantity)]
    usable = [q for q in found if q is not None and q.comparator in ("", "~") and q.number > 0]
    return usable if len(usable) == len(fact.values) else []


def _clearance(age: int, kilograms: Decimal, micromoles: Decimal, factor: Decimal) -> Decimal:
    milligrams = micromoles / Decimal("88.4")
    result = Decimal(max(140 - age, 0)) * kilograms * factor / (72 * milligrams)
    return result.quantize(Decimal("0.01"))


def _millilitres(number: Decimal, creatinine: Fact) -> Quantity:
    """As old as the creatinine; without a day where documents give different days."""
    days = {value.date for value in creatinine.values if isinstance(value, Quantity)}
    return Quantity("", number, "mL/min", days.pop() if len(days) == 1 else None)


def _why(missing: list[str], weight: Fact, creatinine: Fact) -> UnknownReason:
    fact = {"weight": weight, "creatinine": creatinine}.get(missing[0])
    return UnknownReason.MISSING if fact is None or fact.unknown is None else fact.unknown


# Timing


def timing_facts(timing: RelapseTiming, ids: tuple[str, ...]) -> Iterator[Fact]:
    """The spans, the answer under each definition (the group is the definition's name) and the class."""
    for name, anchors in SPAN_FIELDS:
        spans = (timing.span(anchor) for anchor in anchors)
        yield _span_fact(name, next((span for span in spans if span is not None), None), ids)
    for reading in timing.readings:
        known = reading.answer is not Ternary.UNKNOWN
        values = (Coded(reading.answer.value, reading.answer.value),) if known else ()
        unknown = None if known else UnknownReason.NOT_SPECIFIED
        explanation = reading.reason if known else reading.needs or reading.reason
        yield Fact("refractory_to_first_line", reading.definition, values, unknown, ids, explanation)
    classes: list[Value] = [Coded(found.value, "") for found in timing.classes]
    yield _options("relapse_class", classes, ids, timing.needs or timing.reason)


def _span_fact(name: str, anchored: AnchoredSpan | None, ids: tuple[str, ...]) -> Fact:
    if anchored is None or anchored.span is None:
        return Fact(name, None, (), UnknownReason.MISSING, ids, Message("timing.no_span"))
    span = anchored.span
    ends = dict.fromkeys((months_of(span.shortest), months_of(span.longest)))
    values = tuple(Quantity("", number, "months") for number in ends)
    unknown = None if len(values) == 1 else UnknownReason.DATE_IMPRECISE
    return Fact(name, None, values, unknown, ids, span_message(anchored, span))


def months_of(length: Length) -> Decimal:
    """Whole months plus days ÷ 32, so that 12 months and a day is more than 12 and less than 13."""
    return Decimal(length.months) + Decimal(length.days) / 32


def ids_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for fact in facts for name in fact.finding_ids))
