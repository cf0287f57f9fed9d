"""Evaluates criteria sets: applicability first, then each layer on its own, never one big AND."""

from collections.abc import Iterable, Mapping, Sequence

from workstation.criteria.answers import Answer, both, unknown, weakest
from workstation.criteria.asking import ask
from workstation.criteria.context import Context, Key
from workstation.criteria.criteria_set import CriteriaSet, Criterion, LinePosition
from workstation.criteria.explain import changes
from workstation.criteria.joining import joined
from workstation.criteria.missing import plan
from workstation.criteria.routing import route
from workstation.criteria.rules import Mark, fields_of
from workstation.criteria.sentences import sentence
from workstation.criteria.verdicts import (
    Applicability,
    FactUsed,
    Layer,
    LayerSummary,
    Recommendation,
    RecommendationKind,
    Result,
    SetVerdict,
    Severity,
    Verdict,
)
from workstation.domain.facts import CaseFacts, Fact, UnknownReason
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.domain.messages import Label, Message
from workstation.domain.ternary import Ternary
from workstation.domain.values import Coded

_MARK_WORDS = {
    Mark.FOUND: "criteria.mark.found",
    Mark.SECONDARY: "criteria.mark.secondary",
    Mark.KNOWLEDGE: "criteria.mark.knowledge",
    Mark.UNVERIFIED: "criteria.mark.unverified",
}
_NEEDS = {LinePosition.SECOND: 1, LinePosition.THIRD_OR_LATER: 2}
_FITTING = {LinePosition.SECOND: "after_one_line", LinePosition.THIRD_OR_LATER: "after_two_or_more"}


def evaluate_sets(
    sets: Iterable[CriteriaSet],
    facts: CaseFacts,
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    what_if: Mapping[Key, Fact] | None = None,
    explained: bool = True,
) -> tuple[SetVerdict, ...]:
    """Every set answered, in the order given. `explained` False leaves out what would change each criterion,
    which costs most of the time."""
    return tuple(evaluate_set(one, facts, dictionary, lexicon, what_if, explained) for one in sets)


def evaluate_set(
    criteria_set: CriteriaSet,
    facts: CaseFacts,
    dictionary: FieldDictionary,
    lexicon: Lexicon,
    what_if: Mapping[Key, Fact] | None = None,
    explained: bool = True,
) -> SetVerdict:
    """The set answered for a case. `what_if`: facts tried in place of those recorded; nothing is kept."""
    context = Context.of(facts, dictionary, lexicon).with_facts(what_if or {})
    verdicts = tuple(evaluate_criterion(criterion, context, explained) for criterion in criteria_set.criteria)
    layers = tuple(_summary(layer, verdicts) for layer in Layer)
    applicability, reason = _applicability(criteria_set, context)
    return SetVerdict(
        set_id=criteria_set.id,
        set_version=criteria_set.version,
        name=_text(criteria_set.name),
        applicability=applicability,
        applicability_reason=reason,
        layers=layers,
        verdicts=verdicts,
        recommendation=_recommendation(criteria_set, applicability, layers, verdicts, context),
        cautions=_cautions(verdicts),
    )


def evaluate_criterion(criterion: Criterion, context: Context, explained: bool = True) -> Verdict:
    """One criterion answered. A criterion whose own source is unverified (mark ?) is never met or not met."""
    answer = ask(criterion.rule, context)
    marks = [mark for mark in (criterion.mark, answer.mark) if mark is not None]
    mark = weakest(marks)
    if mark is Mark.UNVERIFIED and answer.value is not Ternary.UNKNOWN:
        reason = UnknownReason.SOURCE_UNVERIFIED
        answer = unknown(reason, Message("criteria.unknown.open_source_unverified"))
    return Verdict(
        criterion_id=criterion.id,
        topic=_text(criterion.topic),
        layer=criterion.layer,
        severity=criterion.severity,
        result=Result.of(answer.value),
        borderline=answer.borderline,
        reason=answer.reason,
        message=answer.why,
        sentence=sentence(criterion.rule, context),
        facts=_facts(criterion, context),
        changes=changes(criterion.rule, context) if explained else (),
        source_key=criterion.source.key,
        locator=criterion.source.locator,
        retrieved=criterion.source.retrieved,
        mark=mark,
        mark_message=Message(_MARK_WORDS[mark]),
        approved_by=criterion.clinically_approved_by,
        approval=_approval(criterion),
        note=None if criterion.note is None else _text(criterion.note),
    )


def _text(label: Label) -> Message:
    return Message("criteria.label", {"text": label})


def _approval(criterion: Criterion) -> Message:
    if criterion.clinically_approved_by is None:
        return Message("criteria.not_approved")
    return Message("criteria.approved", {"name": criterion.clinically_approved_by})


def _facts(criterion: Criterion, context: Context) -> tuple[FactUsed, ...]:
    return tuple(
        FactUsed(fact.field_id, fact.group_id, fact.values, fact.unknown, fact.finding_ids)
        for field_id in fields_of(criterion.rule)
        for fact in context.facts_of(field_id)
    )


def _summary(layer: Layer, verdicts: Sequence[Verdict]) -> LayerSummary:
    here = [verdict for verdict in verdicts if verdict.layer is layer]
    counts = {result: sum(verdict.result is result for verdict in here) for result in Result}
    if not here:
        return LayerSummary(layer, None, False, 0, 0, 0)
    whole = both([_as_answer(verdict) for verdict in here])
    return LayerSummary(
        layer,
        Result.of(whole.value),
        whole.borderline,
        counts[Result.MET],
        counts[Result.UNKNOWN],
        counts[Result.NOT_MET],
    )


def _as_answer(verdict: Verdict) -> Answer:
    values = {Result.MET: Ternary.YES, Result.NOT_MET: Ternary.NO, Result.UNKNOWN: Ternary.UNKNOWN}
    return Answer(values[verdict.result], verdict.message, verdict.reason, verdict.borderline)


def _applicability(criteria_set: CriteriaSet, context: Context) -> tuple[Applicability, Message | None]:
    """Before any logic: a set for an earlier line, or fewer lines than the set needs. A disease outside does not
    match whatever the line. When the position is not known the set is evaluated, and its own criterion on lines
    says unknown."""
    outside = route(context)
    if outside is not None:
        return Applicability.APPLICABLE, outside.message
    values = context.fact("line_position").values
    positions = {value.code for value in values if isinstance(value, Coded) and value.code}
    possible = {_by_position(criteria_set.line, position) for position in positions}
    applicability = possible.pop() if len(possible) == 1 else Applicability.APPLICABLE
    return applicability, _why_not(applicability, criteria_set.line)


def _by_position(line: LinePosition, position: str) -> Applicability:
    """Rulings 11 and 16: a set for an earlier line is not applicable, one for a later line is not met."""
    if position == _FITTING[line]:
        return Applicability.APPLICABLE
    later = position == "after_two_or_more"
    return Applicability.NOT_APPLICABLE if later else Applicability.NOT_MET_NEEDS_LINES


def _why_not(applicability: Applicability, line: LinePosition) -> Message | None:
    if applicability is Applicability.APPLICABLE:
        return None
    if applicability is Applicability.NOT_APPLICABLE:
        return Message("criteria.applicability.earlier_line")
    return Message(f"criteria.applicability.needs_{_NEEDS[line]}")


def _recommendation(
    criteria_set: CriteriaSet,
    applicability: Applicability,
    layers: Sequence[LayerSummary],
    verdicts: Sequence[Verdict],
    context: Context,
) -> Recommendation | None:
    if applicability is Applicability.NOT_APPLICABLE:
        return None
    label_result = next(summary.result for summary in layers if summary.layer is Layer.LABEL)
    if applicability is not Applicability.APPLICABLE or label_result is Result.NOT_MET:
        return _sentence_of(RecommendationKind.DOES_NOT_MATCH, criteria_set)
    if label_result is Result.MET:
        return _sentence_of(RecommendationKind.MATCHES, criteria_set)
    return _open_recommendation(criteria_set, verdicts, context)


def _sentence_of(kind: RecommendationKind, criteria_set: CriteriaSet) -> Recommendation:
    params = {
        "product": criteria_set.product,
        "country": criteria_set.country,
        "line": criteria_set.line_name,
    }
    return Recommendation(kind, Message(f"criteria.recommendation.{kind.value}", params))


def _open_recommendation(
    criteria_set: CriteriaSet, verdicts: Sequence[Verdict], context: Context
) -> Recommendation:
    """Facts that would settle the label are asked for; what no fact settles goes to a specialist."""
    missing = plan(criteria_set, context)
    if missing.possible and missing.label:
        kind = RecommendationKind.INFORMATION_MISSING
        facts = joined("criteria.join.comma", [fact.wanted for fact in missing.label])
        return Recommendation(kind, Message(f"criteria.recommendation.{kind.value}", {"facts": facts}))
    kind = RecommendationKind.NEEDS_DISCUSSION
    undecided = [item for item in verdicts if item.layer is Layer.LABEL and item.result is Result.UNKNOWN]
    unsolvable = [item for item in undecided if item.reason is UnknownReason.AMBIGUOUS_TERM] or undecided
    reason = unsolvable[0].message
    return Recommendation(kind, Message(f"criteria.recommendation.{kind.value}", {"reason": reason}))


def _cautions(verdicts: Sequence[Verdict]) -> tuple[Message, ...]:
    return tuple(
        Message("criteria.caution", {"topic": verdict.topic, "why": verdict.message})
        for verdict in verdicts
        if verdict.layer is Layer.FITNESS
        and verdict.result is Result.NOT_MET
        and verdict.severity is not Severity.ADVISORY
    )
