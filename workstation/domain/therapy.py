"""Treatment episodes and the lines of therapy derived from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workstation.domain.dates import ClinicalDate
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded, Count


class Grouping(StrEnum):
    """What a rule decided about an episode."""

    OPENS = "opens"
    JOINS = "joins"
    CANNOT_TELL = "cannot_tell"
    NOT_A_LINE = "not_a_line"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True)
class TreatmentEpisode:
    """One `episode` group. Codes are possibilities: () = not stated, 2+ = documents differ. A date whose
    documents differ has one alternative per document."""

    group_id: str
    position: int
    regimen: tuple[Coded, ...] = ()
    drugs: tuple[Coded, ...] = ()
    status: tuple[str, ...] = ()
    disease: tuple[str, ...] = ()
    start: ClinicalDate | None = None
    last_dose: ClinicalDate | None = None
    cycles: Count | None = None
    intent: tuple[str, ...] = ()
    best_response: tuple[str, ...] = ()
    response_date: ClinicalDate | None = None
    response_method: tuple[str, ...] = ()
    response_timing: tuple[str, ...] = ()
    deauville: tuple[str, ...] = ()
    end_reason: tuple[str, ...] = ()
    residual: tuple[str, ...] = ()
    finding_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    given: Ternary = Ternary.UNKNOWN

    @property
    def name(self) -> str:
        """The regimen as written, else the drugs, else ''."""
        if self.regimen:
            return self.regimen[0].text or str(self.regimen[0].code)
        return " + ".join(drug.text or str(drug.code) for drug in self.drugs)


@dataclass(frozen=True)
class GroupingDecision:
    """Why an episode opens, joins or is no line: the rule and a sentence that names episodes and dates."""

    episode_id: str
    rule: str
    grouping: Grouping
    reason: Message
    overridden: bool = False


@dataclass(frozen=True)
class LineOfTherapy:
    """`number_options`: the numbers it may have (one = known). `counted_ids`: the episodes that make it a
    line; `attached_ids`: what belongs to it without counting (maintenance, radiotherapy, transplant …)."""

    number_options: tuple[int, ...]
    counted_ids: tuple[str, ...]
    attached_ids: tuple[str, ...]
    disease: tuple[str, ...]
    decisions: tuple[GroupingDecision, ...]

    @property
    def episode_ids(self) -> tuple[str, ...]:
        return (*self.counted_ids, *self.attached_ids)


@dataclass(frozen=True)
class AlternativeCount:
    """What the count would be if one contested rule were switched; shown when it differs."""

    rule: str
    total: tuple[int, ...]
    since_lbcl: tuple[int, ...]
    reason: Message


@dataclass(frozen=True)
class Lines:
    """The proposal: lines in order, the possible counts, the reasons, and the counts under contested
    rules.
    """

    version: str
    lines: tuple[LineOfTherapy, ...]
    total: tuple[int, ...]
    since_lbcl: tuple[int, ...]
    decisions: tuple[GroupingDecision, ...]
    alternatives: tuple[AlternativeCount, ...] = ()

    def line_of(self, episode_id: str) -> LineOfTherapy | None:
        return next((line for line in self.lines if episode_id in line.episode_ids), None)
