"""What a timeline shows of a case, as the record keeps it: bars, points and the decisive durations."""

from typing import Any

from workstation.domain.dates import ClinicalDate
from workstation.domain.facts import CaseFacts
from workstation.domain.messages import Label, Message
from workstation.domain.relapse import Anchor
from workstation.domain.ternary import Ternary
from workstation.domain.therapy import TreatmentEpisode
from workstation.domain.values import Coded
from workstation.services.bilingual import Bilingual, Both
from workstation.services.shown_times import shown_day

_RELAPSE_DATES = ("relapse_biopsy", "relapse_imaging", "relapse_suspected", "relapse_report")
Item = dict[str, Any]


def timeline_items(facts: CaseFacts, words: Bilingual) -> Item:
    """`bars`, `points` and `brackets` with days in ISO form; a span [first, last] where the day is not known."""
    day = facts.as_of
    return {
        "as_of": day.isoformat(),
        "as_of_label": words.told("assessment.as_of", day=Label(shown_day(day, "en"), shown_day(day, "zh"))),
        "bars": [bar for episode in facts.episodes for bar in _bars(episode, words)],
        "points": [*_events(facts, words), *_responses(facts, words)],
        "brackets": _brackets(facts, words),
    }


def _span(date: ClinicalDate | None) -> list[str] | None:
    hull = None if date is None else date.hull
    return None if hull is None else [hull.earliest.isoformat(), hull.latest.isoformat()]


def _bars(episode: TreatmentEpisode, words: Bilingual) -> list[Item]:
    """The course of an episode; of a last dose that documents date differently the later one stands dashed."""
    start = _span(episode.start) or _span(episode.last_dose)
    if start is None or episode.given is Ternary.NO:
        return []
    cycles = "" if episode.cycles is None else f" × {episode.cycles.number}"
    name = episode.name or words.label(Message("assessment.treatment")).en
    zh = episode.name or words.label(Message("assessment.treatment")).zh
    style = "given" if episode.given is Ternary.YES else "other"
    made: Item = {
        "label": {"en": name + cycles, "zh": zh + cycles},
        "start": start,
        "end": _end(episode),
        "style": style,
        "group": episode.group_id,
    }
    if episode.last_dose is None or not episode.last_dose.is_ambiguous:
        return [made]
    first, *others = episode.last_dose.alternatives
    made["end"] = [first.earliest.isoformat(), first.latest.isoformat()]
    return [made, *(_or_bar(episode, [o.earliest.isoformat(), o.latest.isoformat()], words) for o in others)]


def _end(episode: TreatmentEpisode) -> list[str] | None:
    """The last dose. Of a treatment dated by a month or a year alone, that month or year; None = not stated."""
    end = _span(episode.last_dose)
    if end is None and episode.start is not None and not episode.start.is_exact:
        return _span(episode.start)
    return end


def _or_bar(episode: TreatmentEpisode, span: list[str], words: Bilingual) -> Item:
    days = ClinicalDate.from_json({"raw": "", "precision": "month", "alternatives": [span]})
    label = words.say(Message("assessment.or_date", {"date": days}))
    return {"label": label, "start": span, "end": span, "style": "conflict", "group": episode.group_id}


def _point(label: Both, at: list[str], kind: str, lane: str, group: str | None) -> Item:
    return {"label": label, "at": at, "kind": kind, "lane": lane, "group": group}


def _events(facts: CaseFacts, words: Bilingual) -> list[Item]:
    made = []
    diagnosed = _span(_date(facts, "biopsy_sampling_date", None))
    if diagnosed is not None:
        made.append(_point(words.told("assessment.point.diagnosis"), diagnosed, "diagnosis", "event", None))
    for group_id in facts.groups.get("relapse", ()):
        at = next((s for n in _RELAPSE_DATES if (s := _span(_date(facts, n, group_id))) is not None), None)
        if at is not None:
            kind = _code(facts, "relapse_kind", group_id) or "relapse"
            made.append(_point(words.told(f"assessment.point.{kind}"), at, "relapse", "event", group_id))
    for group_id in facts.groups.get("transplant", ()):
        at = _span(_date(facts, "transplant_date", group_id))
        if at is not None:
            made.append(
                _point(words.told("assessment.point.transplant"), at, "transplant", "event", group_id)
            )
    return made


def _responses(facts: CaseFacts, words: Bilingual) -> list[Item]:
    made = []
    for episode in facts.episodes:
        at = _span(episode.response_date)
        if at is None or len(episode.best_response) != 1:
            continue
        code = episode.best_response[0]
        label = words.told(f"assessment.response.{code}")
        stated = episode.deauville[0] if len(episode.deauville) == 1 else ""
        if stated.isdigit():
            label = {language: f"{text}, Deauville {stated}" for language, text in label.items()}
        made.append(_point(label, at, code, "response", episode.group_id))
    return made


def _brackets(facts: CaseFacts, words: Bilingual) -> list[Item]:
    """From the last dose of first line to the relapse, where both have a date."""
    found = facts.timing.span(Anchor.LAST_DOSE)
    if found is None or found.span is None or found.start.hull is None or found.event.hull is None:
        return []
    label = words.say(Message("assessment.last_dose_to_relapse", {"span": found.span}))
    return [
        {
            "from": found.start.hull.earliest.isoformat(),
            "to": found.event.hull.earliest.isoformat(),
            "label": label,
        }
    ]


def _date(facts: CaseFacts, field_id: str, group_id: str | None) -> ClinicalDate | None:
    """The first date of a field, conflicting ones included: the drawing shows, it does not decide."""
    return next((v for v in facts.get(field_id, group_id).values if isinstance(v, ClinicalDate)), None)


def _code(facts: CaseFacts, field_id: str, group_id: str | None) -> str | None:
    value = facts.get(field_id, group_id).value
    return value.code if isinstance(value, Coded) else None
