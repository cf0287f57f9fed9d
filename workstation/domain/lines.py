"""Lines of therapy, proposed from the episodes by the named rules and overruled by the reviewer."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workstation.domain.events import RelapseEvent
from workstation.domain.exposure import Kind, kind_of
from workstation.domain.findings import LineOverride
from workstation.domain.lexicon import Lexicon
from workstation.domain.line_rules import (
    CONTESTED,
    Case,
    LineRules,
    Rule,
    Verdict,
    counts,
    label,
    opens,
    switched,
)
from workstation.domain.messages import Message
from workstation.domain.ternary import Ternary, agreement
from workstation.domain.therapy import (
    AlternativeCount,
    Grouping,
    GroupingDecision,
    LineOfTherapy,
    Lines,
    TreatmentEpisode,
)

# An episode with one of these intents or kinds belongs to what follows it, not to what came before.
_LEADS = frozenset({"prephase", "bridging", "holding", "lymphodepletion"})
_LEADING_KINDS = frozenset({Kind.PREPHASE, Kind.LYMPHODEPLETION})
_GROUPING = {
    Ternary.YES: Grouping.OPENS,
    Ternary.NO: Grouping.JOINS,
    Ternary.UNKNOWN: Grouping.CANNOT_TELL,
}


def derive_lines(
    episodes: tuple[TreatmentEpisode, ...],
    lexicon: Lexicon,
    relapses: tuple[RelapseEvent, ...] = (),
    overrides: tuple[LineOverride, ...] = (),
    transformed: bool = False,
    other_is_lymphoma: bool = False,
    rules: LineRules | None = None,
) -> Lines:
    """The lines, with a reason for every grouping and every count that the documents leave possible.

    `episodes` in the order of time. `transformed`: an indolent lymphoma came before, so an episode
    without a stated disease may have treated that. `other_is_lymphoma`: the case is about a lymphoma of
    another kind, so that treatment of "another disease" is in the total, though never since LBCL. Where a
    contested rule changes the count, the other count stands beside it.
    """
    rules = rules or LineRules()
    plan = _Plan(
        Case(lexicon, relapses, rules), {o.group_id: o for o in overrides}, transformed, other_is_lymphoma
    )
    main = plan.group(episodes)
    alternatives = tuple(_alternatives(episodes, plan, main))
    return Lines(rules.version, main.lines, main.total, main.since_lbcl, main.decisions, alternatives)


def _alternatives(
    episodes: tuple[TreatmentEpisode, ...], plan: "_Plan", main: Lines
) -> Iterator[AlternativeCount]:
    for rule, name in CONTESTED:
        case = plan.case
        turned = replace(plan, case=Case(case.lexicon, case.relapses, switched(case.rules, name)))
        other = turned.group(episodes)
        if (other.total, other.since_lbcl) != (main.total, main.since_lbcl):
            reason = Message(f"lines.otherwise_{name}", {"count": count_text(other.total)})
            yield AlternativeCount(rule.value, other.total, other.since_lbcl, reason)


def count_text(options: tuple[int, ...]) -> str | Message:
    """`2`, or `1 or 2`."""
    if len(options) == 1:
        return str(options[0])
    return Message("lines.count_or", {"first": ", ".join(map(str, options[:-1])), "last": options[-1]})


@dataclass
class _Line:
    """A line while it is being put together."""

    options: frozenset[int]
    counted: list[TreatmentEpisode] = field(default_factory=list)
    attached: list[TreatmentEpisode] = field(default_factory=list)
    decisions: list[GroupingDecision] = field(default_factory=list)

    def finished(self) -> LineOfTherapy:
        diseases = dict.fromkeys(code for episode in self.counted for code in episode.disease)
        return LineOfTherapy(
            tuple(sorted(self.options)),
            tuple(episode.group_id for episode in self.counted),
            tuple(episode.group_id for episode in self.attached),
            tuple(diseases),
            tuple(self.decisions),
        )


@dataclass(frozen=True)
class _Plan:
    case: Case
    overrides: dict[str, LineOverride]
    transformed: bool
    other_is_lymphoma: bool

    def group(self, episodes: tuple[TreatmentEpisode, ...]) -> Lines:
        state = _State(self)
        for episode in episodes:
            state.take(episode)
        return state.finished()

    def treats_lbcl(self, episode: TreatmentEpisode) -> Ternary:
        """Not stated counts as LBCL, unless an indolent lymphoma came before."""
        if not episode.disease:
            return Ternary.UNKNOWN if self.transformed else Ternary.YES
        return agreement(Ternary.of(code == "lbcl") if code else Ternary.UNKNOWN for code in episode.disease)


class _State:
    """Walks over the episodes once, keeping every count that is possible so far."""

    def __init__(self, plan: _Plan) -> None:
        self._plan = plan
        self._lines: list[_Line] = []
        self._decisions: list[GroupingDecision] = []
        self._waiting: list[tuple[TreatmentEpisode, GroupingDecision]] = []
        self._before: list[TreatmentEpisode] = []
        self._total = frozenset({0})
        self._since_lbcl = frozenset({0})

    def take(self, episode: TreatmentEpisode) -> None:
        override = self._plan.overrides.get(episode.group_id)
        if episode.given is Ternary.NO:
            self._leave_out(episode, Rule.L0, "not_given")
        elif override is not None:
            self._obey(episode, override)
        elif episode.disease == ("other",) and not self._plan.other_is_lymphoma:
            self._leave_out(episode, Rule.L2, "other_disease")
        else:
            self._judge(episode)

    def finished(self) -> Lines:
        for episode, decision in self._waiting:
            self._attach(episode, decision)
        return Lines(
            self._plan.case.rules.version,
            tuple(line.finished() for line in self._lines),
            tuple(sorted(self._total)),
            tuple(sorted(self._since_lbcl)),
            tuple(self._decisions),
        )

    def _judge(self, episode: TreatmentEpisode) -> None:
        before = self._before[-1] if self._before else None
        counting = counts(self._plan.case, episode, before)
        if counting.answer is Ternary.NO:
            decision = self._decide(episode, counting.rule, Grouping.NOT_A_LINE, counting.reason)
            if set(episode.intent) & _LEADS or kind_of(episode, self._plan.case.lexicon) in _LEADING_KINDS:
                self._waiting.append((episode, decision))
            else:
                self._attach(episode, decision)
            return
        opening = self._opening(episode)
        self._place(episode, counting, opening)

    def _opening(self, episode: TreatmentEpisode) -> Verdict:
        """Against every episode that may be the one before; they must agree."""
        if not self._before:
            first = Message("lines.first", {"episode": label(episode)})
            return Verdict(Ternary.YES, Rule.L1, first)
        start = self._lines[-1].counted[0].start if self._lines and self._lines[-1].counted else None
        verdicts = [opens(self._plan.case, before, episode, start) for before in self._before]
        answer = agreement(verdict.answer for verdict in verdicts)
        chosen = next((v for v in reversed(verdicts) if v.answer is answer), verdicts[-1])
        return Verdict(answer, chosen.rule, chosen.reason)

    def _place(self, episode: TreatmentEpisode, counting: Verdict, opening: Verdict) -> None:
        given = episode.given
        answer = given.and_(counting.answer).and_(opening.answer)
        verdict = opening if counting.answer is Ternary.YES else counting
        reason = verdict.reason
        if given is Ternary.UNKNOWN:
            reason = Message("lines.needs_status", {"episode": label(episode)})
        numbers = frozenset(n + 1 for n in self._total)
        joined = opening.answer is Ternary.NO or (not self._lines and answer is Ternary.NO)
        if not (joined and self._lines):
            options = numbers if opening.answer is Ternary.YES else numbers | self._total - {0}
            self._lines.append(_Line(options))
        decision = self._decide(episode, verdict.rule, _GROUPING[answer], reason)
        self._lines[-1].counted.append(episode)
        self._lines[-1].decisions.append(decision)
        self._flush()
        self._count(episode, answer)
        self._remember(episode, given.and_(counting.answer))

    def _count(self, episode: TreatmentEpisode, opened: Ternary) -> None:
        self._total = _step(self._total, opened)
        self._since_lbcl = _step(self._since_lbcl, opened.and_(self._plan.treats_lbcl(episode)))

    def _remember(self, episode: TreatmentEpisode, surely: Ternary) -> None:
        """A surely counting episode is the only one that can be the previous one."""
        self._before = [episode] if surely is Ternary.YES else [*self._before, episode]

    def _obey(self, episode: TreatmentEpisode, override: LineOverride) -> None:
        """The reviewer's number rules; 0 = not a line. Later episodes go on counting from it."""
        names = {"episode": label(episode), "line": override.line, "reason": override.reason}
        message = "lines.override" if override.line else "lines.override_none"
        found = next((line for line in self._lines if line.options == {override.line}), None)
        grouping = Grouping.NOT_A_LINE if not override.line else Grouping.JOINS if found else Grouping.OPENS
        decision = self._decide(episode, Rule.OVERRIDE, grouping, Message(message, names), overridden=True)
        if not override.line:
            self._attach(episode, decision)
            return
        if found is None:
            found = _Line(frozenset({override.line}))
            self._lines.append(found)
            self._flush()
            for _ in range(max(self._total) + 1, override.line):
                self._since_lbcl = _step(self._since_lbcl, Ternary.UNKNOWN)
            self._since_lbcl = _step(self._since_lbcl, self._plan.treats_lbcl(episode))
        found.counted.append(episode)
        found.decisions.append(decision)
        self._total = frozenset(max(n, override.line) for n in self._total)
        self._since_lbcl = frozenset(min(n, max(self._total)) for n in self._since_lbcl)
        self._remember(episode, Ternary.YES)

    def _leave_out(self, episode: TreatmentEpisode, rule: Rule, message: str) -> None:
        reason = Message(f"lines.{message}", {"episode": label(episode)})
        self._decide(episode, rule, Grouping.NOT_COUNTED, reason)

    def _decide(
        self,
        episode: TreatmentEpisode,
        rule: Rule,
        grouping: Grouping,
        reason: Message,
        overridden: bool = False,
    ) -> GroupingDecision:
        decision = GroupingDecision(episode.group_id, rule.value, grouping, reason, overridden)
        self._decisions.append(decision)
        return decision

    def _attach(self, episode: TreatmentEpisode, decision: GroupingDecision) -> None:
        if self._lines:
            self._lines[-1].attached.append(episode)
            self._lines[-1].decisions.append(decision)

    def _flush(self) -> None:
        for episode, decision in self._waiting:
            self._attach(episode, decision)
        self._waiting.clear()


def _step(numbers: frozenset[int], opened: Ternary) -> frozenset[int]:
    further = frozenset(n + 1 for n in numbers)
    if opened is Ternary.YES:
        return further
    return numbers if opened is Ternary.NO else numbers | further
