"""The first line of therapy for the large B-cell lymphoma, as the anchors of relapse timing need it."""

from dataclasses import dataclass

from workstation.domain.dates import ClinicalDate
from workstation.domain.exposure import Kind, kind_of
from workstation.domain.lexicon import Lexicon
from workstation.domain.possible import either_date
from workstation.domain.therapy import LineOfTherapy, Lines, TreatmentEpisode


@dataclass(frozen=True)
class FirstLine:
    """`last`: the last counting episode; several when it is open where the line ends. Dates are None when one
    that is needed is not stated. Maintenance, prophylaxis and radiotherapy do not move the last dose."""

    last: tuple[TreatmentEpisode, ...]
    start: ClinicalDate | None
    last_dose: ClinicalDate | None
    end_pet: ClinicalDate | None
    end_radiotherapy: ClinicalDate | None

    @property
    def name(self) -> str:
        return self.last[0].name


def find_first_line(
    lines: Lines, episodes: tuple[TreatmentEpisode, ...], lexicon: Lexicon
) -> FirstLine | None:
    """The first line that is not for an indolent lymphoma; None when no treatment counts. A second
    line that may belong to it makes every end possible."""
    by_id = {episode.group_id: episode for episode in episodes}
    candidates = [line for line in lines.lines if line.disease != ("indolent",)]
    if not candidates:
        return None
    parts = [candidates[0]]
    for line in candidates[1:]:
        if not set(line.number_options) & set(parts[-1].number_options):
            break
        parts.append(line)
    last = tuple(by_id[line.counted_ids[-1]] for line in parts)
    attached = tuple(by_id[name] for line in parts for name in line.attached_ids)
    return FirstLine(
        last,
        by_id[candidates[0].counted_ids[0]].start,
        _either([episode.last_dose for episode in last]),
        _end_pet(parts, by_id),
        _end_radiotherapy(attached, lexicon),
    )


def find_last_line(
    lines: Lines, episodes: tuple[TreatmentEpisode, ...], lexicon: Lexicon
) -> FirstLine | None:
    """The most recent line in the same form; what it was is certain even where its number is not."""
    by_id = {episode.group_id: episode for episode in episodes}
    if not lines.lines:
        return None
    line = lines.lines[-1]
    attached = tuple(by_id[name] for name in line.attached_ids)
    return FirstLine(
        (by_id[line.counted_ids[-1]],),
        by_id[line.counted_ids[0]].start,
        by_id[line.counted_ids[-1]].last_dose,
        _end_pet([line], by_id),
        _end_radiotherapy(attached, lexicon),
    )


def _either(dates: list[ClinicalDate | None]) -> ClinicalDate | None:
    known = [date for date in dates if date is not None and date.is_known]
    return either_date(known) if known and len(known) == len(dates) else None


def _end_pet(parts: list[LineOfTherapy], by_id: dict[str, TreatmentEpisode]) -> ClinicalDate | None:
    """The day of the response by PET at the end of treatment."""
    for line in reversed(parts):
        for name in reversed(line.episode_ids):
            episode = by_id[name]
            by_pet = episode.response_method == ("pet_ct",)
            if (
                by_pet
                and episode.response_timing == ("end_of_treatment",)
                and episode.response_date is not None
            ):
                return episode.response_date
    return None


def _end_radiotherapy(attached: tuple[TreatmentEpisode, ...], lexicon: Lexicon) -> ClinicalDate | None:
    """The end of planned radiotherapy; radiotherapy for a relapse is no part of the first line."""
    planned = (
        e for e in attached if "consolidation" in e.intent and kind_of(e, lexicon) is Kind.RADIOTHERAPY
    )
    return next((e.last_dose for e in planned), None)
