"""The four sentences of a recommendation, and whether it goes against the computed reading."""

from collections.abc import Sequence

from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.verdicts import RecommendationKind
from workstation.domain.messages import Label, Message, Param
from workstation.services.rules import Rules
from workstation.services.views import AssessmentView, MissingFact, SuitabilityView

MOST_NAMED = 4


def differs(assessment: AssessmentView, view: SuitabilityView) -> bool:
    """The reviewer says something else than the rules: of the sets named, else of the case as a whole."""
    if assessment.kind is None:
        return False
    named = [verdict for verdict in view.verdicts if verdict.set_id in assessment.set_ids]
    if named:
        kinds = {None if v.recommendation is None else v.recommendation.kind for v in named}
        return kinds != {assessment.kind}
    return view.computed is not None and view.computed.kind is not assessment.kind


def recommendation_sentence(rules: Rules, assessment: AssessmentView, view: SuitabilityView) -> Message:
    """One of the four sentences, filled in for the sets named or for what is missing."""
    kind = assessment.kind
    if kind is None:
        raise ValueError("nothing has been recommended")
    if kind in (RecommendationKind.MATCHES, RecommendationKind.DOES_NOT_MATCH):
        named = [one for one in rules.sets if one.id in assessment.set_ids]
        return Message(
            f"assessment.sentence.{kind.value}",
            {"sets": _joined([_named(one) for one in named], "semicolon")},
        )
    if kind is RecommendationKind.INFORMATION_MISSING:
        return Message(f"assessment.sentence.{kind.value}", {"facts": _missing(rules, view.missing)})
    return Message(f"assessment.sentence.{kind.value}", {"reason": _reason(assessment, view)})


def _reason(assessment: AssessmentView, view: SuitabilityView) -> Param:
    """What the rules leave to a specialist, for the sets named, else for the first that does; where the rules
    leave nothing to one, the reviewer's rationale says why."""
    said = [verdict for verdict in view.verdicts if verdict.set_id in assessment.set_ids] or view.verdicts
    for verdict in said:
        found = verdict.recommendation
        if found is not None and found.kind is RecommendationKind.NEEDS_DISCUSSION:
            return found.message.params["reason"]
    return Message("assessment.see_rationale")


def _named(one: CriteriaSet) -> Message:
    parts = {"product": one.product, "country": one.country, "line": one.line_name}
    return Message("assessment.set_named", parts)


def _missing(rules: Rules, missing: Sequence[MissingFact]) -> Message:
    """What decides a label, else what decides most."""
    leading = [item for item in missing if item.decides_label] or list(missing)
    if not leading:
        return Message("assessment.see_rationale")
    fields = dict.fromkeys(item.field_id for item in leading)
    return _joined([Message("assessment.field", {"field": _label(rules, field_id)}) for field_id in fields])


def _label(rules: Rules, field_id: str) -> Label:
    field = rules.dictionary.field(field_id)
    return Label(field.en, field.zh)


def _joined(parts: list[Message], sign: str = "comma") -> Message:
    """A list in words, cut after four with "and more"."""
    if not parts:
        return Message("assessment.see_rationale")
    made = parts[0]
    for part in parts[1:MOST_NAMED]:
        made = Message(f"assessment.{sign}", {"first": made, "second": part})
    return made if len(parts) <= MOST_NAMED else Message("assessment.and_more", {"first": made})
