"""The rules that group episodes into lines of therapy, each with a name, a switch and a sentence.

Source: the rule set L1–L15 for large B-cell lymphoma of the abstraction vocabulary (3.3) under the
rulings of the criteria reference: 3 (switch on an interim partial response opens a line; the other
count is shown when it differs), 6 (high-dose methotrexate is a line only as treatment of CNS
disease; a transplant never is), 10 (lines for an earlier indolent lymphoma are counted apart).

L1 and L2 go by the disease that each episode is said to have treated, not by 14 days around a
diagnosis date, because the biopsy on record may be that of the relapse.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from workstation.domain.dates import ClinicalDate, is_before, within_days
from workstation.domain.events import RelapseEvent
from workstation.domain.exposure import Kind, agents, is_oral_continuous, kind_of
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Message, Param
from workstation.domain.ternary import Ternary, agreement, any_of
from workstation.domain.therapy import TreatmentEpisode

RULES_VERSION = "lines-1"


class Rule(StrEnum):
    """The rules by the names of the vocabulary; L0 is the status, OVERRIDE the reviewer."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    L6 = "L6"
    L7 = "L7"
    L8 = "L8"
    L9 = "L9"
    L10 = "L10"
    L11 = "L11"
    L12 = "L12"
    L13 = "L13"
    L14 = "L14"
    L15 = "L15"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class LineRules:
    """The parameters. `off`: rules that are switched off. The four `…_opens` are contested: the
    count with the other answer is shown when it differs."""

    version: str = RULES_VERSION
    off: frozenset[Rule] = frozenset()
    window_days: int = 28
    closing_gap_days: int = 180
    warning_gap_days: int = 120
    interim_switch_opens: bool = True
    bridging_opens: bool = False
    anti_cd20_after_relapse_opens: bool = True
    palliative_radiotherapy_opens: bool = False

    def on(self, rule: Rule) -> bool:
        return rule not in self.off


CONTESTED: tuple[tuple[Rule, str], ...] = (
    (Rule.L5, "interim_switch_opens"),
    (Rule.L10, "bridging_opens"),
    (Rule.L13, "anti_cd20_after_relapse_opens"),
    (Rule.L14, "palliative_radiotherapy_opens"),
)


def switched(rules: LineRules, name: str) -> LineRules:
    """The same rules with one contested parameter turned over."""
    turned: dict[str, bool] = {name: not getattr(rules, name)}
    return replace(rules, **turned)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Verdict:
    """`answer`: counts as a line, or opens a new one; with the rule and the sentence."""

    answer: Ternary
    rule: Rule
    reason: Message


@dataclass(frozen=True)
class Case:
    """What the rules look at beside the episode itself."""

    lexicon: Lexicon
    relapses: tuple[RelapseEvent, ...]
    rules: LineRules


@dataclass(frozen=True)
class _Step:
    """One combination of possibilities: from `before` (in the current line since `line_start`) to `after`."""

    case: Case
    before: TreatmentEpisode
    after: TreatmentEpisode
    line_start: ClinicalDate | None
    end_reason: str | None
    response: str | None
    timing: str | None
    intent: str | None
    disease_before: str | None
    disease_after: str | None

    def says(self, answer: Ternary, rule: Rule, message_id: str, **more: Param) -> Verdict:
        names: dict[str, Param] = {"episode": label(self.after), "previous": label(self.before)}
        return Verdict(answer, rule, Message(f"lines.{message_id}", {**names, **more}))


def label(episode: TreatmentEpisode) -> Param:
    """How sentences name an episode: regimen or drugs, with the start where it is known."""
    name: Param = episode.name or Message("lines.unnamed")
    if episode.start is None or not episode.start.is_known:
        return name
    return Message("lines.episode", {"name": name, "start": episode.start})


def _options(codes: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(code or None for code in codes) or (None,)


# Does an episode count as a line at all?

_NEVER = {
    Kind.PREPHASE: "prephase",
    Kind.CONDITIONING: "conditioning",
    Kind.LYMPHODEPLETION: "lymphodepletion",
    Kind.INTRATHECAL: "intrathecal",
    Kind.STEROID: "steroid",
    Kind.SUPPORTIVE: "supportive",
    Kind.AUTOLOGOUS: "transplant",
}
_NEVER_BY_INTENT = {
    "prephase": (Rule.L8, "prephase"),
    "conditioning": (Rule.L8, "conditioning"),
    "lymphodepletion": (Rule.L8, "lymphodepletion"),
    "cns_prophylaxis": (Rule.L8, "cns_prophylaxis"),
    "consolidation": (Rule.L9, "consolidation"),
    "maintenance": (Rule.L9, "maintenance"),
}
_OWN_LINE = (Kind.CAR_T, Kind.BISPECIFIC, Kind.ALLOGENEIC)


def counts(case: Case, episode: TreatmentEpisode, before: TreatmentEpisode | None) -> Verdict:
    """Is the episode systemic treatment of its own right (YES), or does it belong to another line (NO)?"""
    kind = kind_of(episode, case.lexicon)
    verdicts = [_counts(case, episode, kind, intent, before) for intent in _options(episode.intent)]
    return _agreed(verdicts, episode, "needs_intent")


def _counts(
    case: Case, episode: TreatmentEpisode, kind: Kind, intent: str | None, before: TreatmentEpisode | None
) -> Verdict:
    def says(answer: Ternary, rule: Rule, message_id: str) -> Verdict:
        return Verdict(answer, rule, Message(f"lines.{message_id}", {"episode": label(episode)}))

    rules = case.rules
    if kind in _NEVER and rules.on(Rule.L8):
        return says(Ternary.NO, Rule.L8, _NEVER[kind])
    if kind is Kind.RADIOTHERAPY:
        return _radiotherapy(rules, intent, says)
    if intent in ("bridging", "holding") and kind is not Kind.CAR_T and rules.on(Rule.L10):
        return says(Ternary.of(rules.bridging_opens), Rule.L10, intent)
    if kind in _OWN_LINE:
        return says(Ternary.YES, Rule.L11, "counts")
    if intent in _NEVER_BY_INTENT and rules.on(_NEVER_BY_INTENT[intent][0]):
        return says(Ternary.NO, *_NEVER_BY_INTENT[intent])
    if kind is Kind.HD_MTX and intent is None and rules.on(Rule.L8):
        return says(Ternary.UNKNOWN, Rule.L8, "methotrexate_intent")
    if kind is Kind.ANTI_CD20_ALONE and rules.on(Rule.L13):
        return _anti_cd20(case, episode, intent, before, says)
    return says(Ternary.YES, Rule.L4, "counts")


_Says = Callable[[Ternary, Rule, str], Verdict]


def _radiotherapy(rules: LineRules, intent: str | None, says: _Says) -> Verdict:
    """Radiotherapy is no systemic treatment; alone at a relapse it may count by the protocol's
    choice (L14).
    """
    if intent in ("consolidation", "bridging", "holding", "cns_prophylaxis"):
        return says(Ternary.NO, Rule.L8, "radiotherapy_planned")
    return says(Ternary.of(rules.palliative_radiotherapy_opens), Rule.L14, "radiotherapy_alone")


def _anti_cd20(
    case: Case, episode: TreatmentEpisode, intent: str | None, before: TreatmentEpisode | None, says: _Says
) -> Verdict:
    """Alone, an anti-CD20 antibody is maintenance after a response and treatment after a relapse (L13)."""
    if episode.cycles is not None and episode.cycles.number == 1:
        return says(Ternary.NO, Rule.L8, "single_dose")
    if before is None or intent == "induction":
        return says(Ternary.YES, Rule.L4, "counts")
    failed = relapsed_between(case, before, episode)
    if intent in ("salvage", "palliative") or failed is Ternary.YES:
        return says(Ternary.of(case.rules.anti_cd20_after_relapse_opens), Rule.L13, "anti_cd20_relapse")
    responded = bool(before.best_response) and set(before.best_response) <= {"cr", "pr"}
    if responded and failed is Ternary.NO:
        return says(Ternary.NO, Rule.L13, "anti_cd20_maintenance")
    return says(Ternary.UNKNOWN, Rule.L13, "anti_cd20_intent")


# Does a counting episode open a new line after another one?


def opens(
    case: Case, before: TreatmentEpisode, after: TreatmentEpisode, line_start: ClinicalDate | None
) -> Verdict:
    """Does `after` open a new line? Every combination of what is possible is tried; they must agree."""
    return _agreed([_opens(step) for step in _steps(case, before, after, line_start)], after, "needs_reason")


def _steps(
    case: Case, before: TreatmentEpisode, after: TreatmentEpisode, line_start: ClinicalDate | None
) -> Iterator[_Step]:
    for combination in product(
        _options(before.end_reason),
        _options(before.best_response),
        _options(before.response_timing),
        _options(after.intent),
        _options(before.disease),
        _options(after.disease),
    ):
        yield _Step(case, before, after, line_start, *combination)


def _opens(step: _Step) -> Verdict:
    for rule in (
        _by_kind,
        _by_bridging,
        _by_disease,
        _by_failure,
        _by_switch,
        _by_response,
        _by_window,
        _by_agents,
    ):
        verdict = rule(step)
        if verdict is not None and step.case.rules.on(verdict.rule):
            return verdict
    return _by_new_agent(step)


def _by_kind(step: _Step) -> Verdict | None:
    kind = kind_of(step.after, step.case.lexicon)
    if kind not in _OWN_LINE:
        return None
    if kind is Kind.ALLOGENEIC and step.intent == "consolidation" and step.response in ("cr", "pr"):
        return step.says(Ternary.NO, Rule.L11, "allogeneic_consolidation")
    return step.says(Ternary.YES, Rule.L11, f"own_line_{kind.value}")


def _by_bridging(step: _Step) -> Verdict | None:
    """Only asked when bridging is chosen to count."""
    return step.says(Ternary.YES, Rule.L10, "counts") if step.intent in ("bridging", "holding") else None


def _by_disease(step: _Step) -> Verdict | None:
    if step.disease_before == "indolent" and step.disease_after == "lbcl":
        return step.says(Ternary.YES, Rule.L2, "transformed")
    return None


def _by_failure(step: _Step) -> Verdict | None:
    if step.response == "pd" or step.end_reason == "progression":
        return step.says(Ternary.YES, Rule.L5, "after_progression")
    if step.intent in ("salvage", "palliative"):
        return step.says(Ternary.YES, Rule.L5, "salvage")
    event = _relapse_between(step.case, step.before, step.after)
    if event is None or event.date is None:
        return None
    return step.says(Ternary.YES, Rule.L5, "after_relapse", date=event.date)


def _by_switch(step: _Step) -> Verdict | None:
    if step.end_reason == "toxicity":
        return step.says(Ternary.NO, Rule.L6, "toxicity")
    return step.says(Ternary.NO, Rule.L6, "planned_switch") if step.end_reason == "planned_switch" else None


def _by_response(step: _Step) -> Verdict | None:
    partial = step.response == "pr" and step.timing != "end_of_treatment"
    if step.response == "sd" or (step.end_reason == "inadequate_response" and not partial):
        return step.says(Ternary.YES, Rule.L5, "inadequate_response")
    if step.response != "pr" or _same_agents(step) is Ternary.YES:
        return None
    if step.timing == "end_of_treatment":
        return step.says(Ternary.YES, Rule.L5, "partial_at_end")
    answer = Ternary.of(step.case.rules.interim_switch_opens)
    return step.says(answer, Rule.L5, "interim_switch" if answer is Ternary.YES else "interim_same_line")


def _by_window(step: _Step) -> Verdict | None:
    start = step.after.start
    if step.line_start is None or start is None:
        return None
    if within_days(step.line_start, start, step.case.rules.window_days) is not Ternary.YES:
        return None
    return step.says(Ternary.NO, Rule.L3, "within_window", days=step.case.rules.window_days)


def _by_agents(step: _Step) -> Verdict | None:
    if _same_agents(step) is not Ternary.YES:
        return None
    if relapsed_between(step.case, step.before, step.after) is Ternary.UNKNOWN:
        return step.says(Ternary.UNKNOWN, Rule.L12, "needs_relapse_date")
    rules, gap = step.case.rules, gap_within(step.before, step.after, step.case.rules.warning_gap_days)
    if gap is Ternary.NO:
        return step.says(Ternary.NO, Rule.L12, "restarted", days=rules.warning_gap_days)
    if is_oral_continuous(step.after, step.case.lexicon):
        return step.says(Ternary.NO, Rule.L15, "oral_gap", days=rules.warning_gap_days)
    return step.says(Ternary.NO, Rule.L7, "same_agents")


def _by_new_agent(step: _Step) -> Verdict:
    """A new agent opens a line (L4), unless it may be a planned or forced change that nobody wrote down."""
    gap = gap_within(step.before, step.after, step.case.rules.closing_gap_days)
    if gap is Ternary.NO or step.intent == "induction" or step.intent == "cns_treatment":
        return step.says(Ternary.YES, Rule.L4, "new_agent")
    if step.end_reason is None:
        return step.says(Ternary.UNKNOWN, Rule.L4, "needs_end_reason")
    return step.says(Ternary.UNKNOWN, Rule.L4, "needs_intent")


def _same_agents(step: _Step) -> Ternary:
    """Does the second episode hold nothing that the first did not? Same-class swaps do not count."""
    before, after = agents(step.before, step.case.lexicon), agents(step.after, step.case.lexicon)
    if before is None or after is None:
        same = bool(step.before.name) and step.before.name == step.after.name
        return Ternary.YES if same else Ternary.UNKNOWN
    return Ternary.of(after <= before)


def gap_within(before: TreatmentEpisode, after: TreatmentEpisode, days: int) -> Ternary:
    """Is the pause between two episodes at most `days` days?"""
    if before.last_dose is None or after.start is None:
        return Ternary.UNKNOWN
    return within_days(before.last_dose, after.start, days)


def relapsed_between(case: Case, before: TreatmentEpisode, after: TreatmentEpisode) -> Ternary:
    """Is a relapse or progression dated between the two? NO only when none can be."""
    return any_of(_lies_between(event, before, after) for event in case.relapses)


def _relapse_between(case: Case, before: TreatmentEpisode, after: TreatmentEpisode) -> RelapseEvent | None:
    between = (event for event in case.relapses if _lies_between(event, before, after) is Ternary.YES)
    return next(between, None)


def _lies_between(event: RelapseEvent, before: TreatmentEpisode, after: TreatmentEpisode) -> Ternary:
    """The relapse is not before the first episode began and not after the second one began."""
    if event.date is None:
        return Ternary.UNKNOWN
    begun = before.start if before.start is not None and before.start.is_known else before.last_dose
    not_early = is_before(event.date, begun).not_() if begun is not None else Ternary.UNKNOWN
    not_late = is_before(after.start, event.date).not_() if after.start is not None else Ternary.UNKNOWN
    return not_early.and_(not_late)


def _agreed(verdicts: list[Verdict], episode: TreatmentEpisode, needs: str) -> Verdict:
    """The verdict on which every possibility agrees; else unknown, with the sentence that says
    what is open.
    """
    answer = agreement(verdict.answer for verdict in verdicts)
    if answer is not Ternary.UNKNOWN or len(verdicts) == 1:
        return verdicts[0]
    open_one = next((v for v in verdicts if v.answer is Ternary.UNKNOWN), verdicts[0])
    if open_one.answer is Ternary.UNKNOWN:
        return open_one
    return Verdict(Ternary.UNKNOWN, open_one.rule, Message(f"lines.{needs}", {"episode": label(episode)}))
