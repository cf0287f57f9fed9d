"""Reading the treatment episodes from the findings of the `episode` groups."""

from dataclasses import replace

from workstation.domain.events import given_status
from workstation.domain.findings import FindingGroup, Record
from workstation.domain.possible import (
    possible_coded,
    possible_codes,
    possible_count,
    possible_date,
    standing_ids,
    standing_values,
)
from workstation.domain.ternary import Ternary
from workstation.domain.therapy import TreatmentEpisode
from workstation.domain.values import Coded, CodedList

EPISODE_FIELDS = (
    "episode_regimen",
    "episode_drugs",
    "episode_status",
    "episode_disease",
    "episode_start",
    "episode_last_dose",
    "episode_cycles",
    "episode_intent",
    "episode_best_response",
    "episode_response_date",
    "episode_response_method",
    "episode_response_timing",
    "episode_deauville",
    "episode_end_reason",
    "episode_residual",
)


def read_episodes(record: Record) -> tuple[TreatmentEpisode, ...]:
    """Every episode in the order of time; one without a date keeps its place behind the reviewer's
    previous one.
    """
    ordered: list[TreatmentEpisode] = []
    for group in record.groups_of("episode"):
        episode = _read(record, group)
        place = len(ordered)
        if _day(episode) is not None:
            while place and _is_later(ordered[place - 1], episode):
                place -= 1
        ordered.insert(place, episode)
    return tuple(ordered)


def _day(episode: TreatmentEpisode) -> int | None:
    for date in (episode.start, episode.last_dose):
        if date is not None and date.hull is not None:
            return date.hull.earliest.toordinal()
    return None


def _is_later(one: TreatmentEpisode, other: TreatmentEpisode) -> bool:
    first, second = _day(one), _day(other)
    return first is not None and second is not None and first > second


def _read(record: Record, group: FindingGroup) -> TreatmentEpisode:
    def codes(name: str) -> tuple[str, ...]:
        return possible_codes(record, name, group.id)

    ids = {name: standing_ids(record, name, group.id) for name in EPISODE_FIELDS}
    episode = TreatmentEpisode(
        group_id=group.id,
        position=group.position,
        regimen=possible_coded(record, "episode_regimen", group.id),
        drugs=_drugs(record, group.id),
        status=codes("episode_status"),
        disease=codes("episode_disease"),
        start=possible_date(record, "episode_start", group.id),
        last_dose=possible_date(record, "episode_last_dose", group.id),
        cycles=possible_count(record, "episode_cycles", group.id),
        intent=codes("episode_intent"),
        best_response=codes("episode_best_response"),
        response_date=possible_date(record, "episode_response_date", group.id),
        response_method=codes("episode_response_method"),
        response_timing=codes("episode_response_timing"),
        deauville=codes("episode_deauville"),
        end_reason=codes("episode_end_reason"),
        residual=codes("episode_residual"),
        finding_ids={name: found for name, found in ids.items() if found},
    )
    return _with_given(episode)


def _with_given(episode: TreatmentEpisode) -> TreatmentEpisode:
    """Status decides; without one, a last actual dose, counted cycles or a response show that it
    was given.
    """
    given = given_status(episode.status)
    if not episode.status:
        responded = any(code in ("cr", "pr", "sd", "pd") for code in episode.best_response)
        dosed = episode.last_dose is not None and episode.last_dose.is_known
        counted = episode.cycles is not None and episode.cycles.number > 0
        given = Ternary.YES if responded or dosed or counted else Ternary.UNKNOWN
    return replace(episode, given=given)


def _drugs(record: Record, group_id: str) -> tuple[Coded, ...]:
    """All drugs that any standing list names."""
    drugs: list[Coded] = []
    for value in standing_values(record, "episode_drugs", group_id):
        if isinstance(value, CodedList):
            drugs.extend(item for item in value.items if item not in drugs)
    return tuple(drugs)
