"""The checked shape of a criteria file, and how its rules become `rules` objects."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from workstation.criteria import rules
from workstation.criteria.datafile import Many, Number, Strict
from workstation.domain.facts import UnknownReason
from workstation.domain.relapse import Anchor

_TEN_PERCENT = Decimal("0.1")

_Operator = Literal["<", "<=", "==", ">=", ">"]
_Mark = Literal["F", "F2", "K", "?"]
_Reason = Literal["not_specified", "ambiguous_term", "source_unverified"]
_Anchor = Literal["last_dose", "end_pet", "end_radiotherapy", "first_line_start", "transplant"]


def _as_date(value: Any) -> date:
    if isinstance(value, date):
        return value
    raise ValueError("write a day as 2026-11-23")


Day = Annotated[date, BeforeValidator(_as_date)]


class BilingualModel(Strict):
    en: str
    zh: str


class AgeModel(Strict):
    days: int | None = None
    months: int | None = None

    def age(self) -> rules.Age:
        return rules.Age(self.days, self.months)


class CountModel(Strict):
    op: _Operator
    value: int


class _LeafModel(Strict):
    field: str
    quantifier: Literal["one", "any", "all", "latest", "count"] = "one"
    where: dict[str, Many[str]] = Field(default_factory=dict)
    latest_by: str | None = None
    count: CountModel | None = None
    max_age: AgeModel | None = None
    unless_stated: bool | Literal["borderline"] = False
    beside: Many[str] = ()

    @model_validator(mode="after")
    def _counts_only_when_asked(self) -> "_LeafModel":
        if (self.count is not None) != (self.quantifier == "count"):
            raise ValueError("`count` goes with the quantifier count, and only with it")
        return self

    def _leaf(self, test: rules.Test) -> rules.Leaf:
        return rules.Leaf(
            field_id=self.field,
            test=test,
            quantifier=rules.Quantifier(self.quantifier),
            where={name: frozenset(codes) for name, codes in self.where.items()},
            latest_by=self.latest_by,
            count=None if self.count is None else (rules.Operator(self.count.op), self.count.value),
            max_age=None if self.max_age is None else self.max_age.age(),
            unless_stated=self.unless_stated is not False,
            beside=self.beside,
            silence_borderline=self.unless_stated == "borderline",
        )


class CodesModel(_LeafModel):
    codes: Many[str] = Field(alias="in")
    unknown: dict[str, _Reason] = Field(default_factory=dict)
    borderline: Many[str] = ()
    marks: dict[str, _Mark] = Field(default_factory=dict)

    def rule(self) -> rules.Rule:
        test = rules.InCodes(
            frozenset(self.codes),
            {code: UnknownReason(reason) for code, reason in self.unknown.items()},
            frozenset(self.borderline),
            {code: rules.Mark(mark) for code, mark in self.marks.items()},
        )
        return self._leaf(test)


class ComparedModel(_LeafModel):
    op: _Operator
    value: Number
    unit: str | None = None
    upper_limits: bool = False
    unsupported: bool = False
    near: Number | None = None

    def rule(self) -> rules.Rule:
        plain = self.unit is None and not self.upper_limits
        near = self.near if self.near is not None else None if plain else self.value * _TEN_PERCENT
        test = rules.Compared(
            rules.Operator(self.op), self.value, self.unit, self.upper_limits, self.unsupported, near
        )
        return self._leaf(test)


class UndetectableModel(_LeafModel):
    undetectable: Literal[True]

    def rule(self) -> rules.Rule:
        return self._leaf(rules.Undetectable())


class MonthsAgoModel(_LeafModel):
    months_ago: int

    def rule(self) -> rules.Rule:
        return self._leaf(rules.MonthsAgo(self.months_ago))


class FreshModel(_LeafModel):
    fresh: AgeModel

    def rule(self) -> rules.Rule:
        return self._leaf(rules.Fresh(self.fresh.age()))


class StatedModel(_LeafModel):
    stated: Literal[True]

    def rule(self) -> rules.Rule:
        return self._leaf(rules.Stated())


class _Within(Strict):
    anchor: _Anchor
    months: int
    beside: Many[_Anchor] = ()
    asks: Many[Many[str]]
    biopsied: bool = False


class WithinModel(Strict):
    within_months: _Within

    def rule(self) -> rules.Rule:
        within = self.within_months
        beside = tuple(Anchor(anchor) for anchor in within.beside)
        return rules.WithinMonths(Anchor(within.anchor), within.months, beside, within.asks, within.biopsied)


class DefinedModel(Strict):
    definition: str
    asks: Many[Many[str]]

    def rule(self) -> rules.Rule:
        return rules.Defined(self.definition, self.asks)


class OpenModel(Strict):
    open: _Reason

    def rule(self) -> rules.Rule:
        return rules.Open(UnknownReason(self.open))


class AllModel(Strict):
    all: Many["RuleModel"] = Field(min_length=1)

    def rule(self) -> rules.Rule:
        return rules.AllOf(tuple(part.rule() for part in self.all))


class AnyModel(Strict):
    any: Many["RuleModel"] = Field(min_length=1)

    def rule(self) -> rules.Rule:
        return rules.AnyOf(tuple(part.rule() for part in self.any))


class NotModel(Strict):
    negated: "RuleModel" = Field(alias="not")

    def rule(self) -> rules.Rule:
        return rules.Not(self.negated.rule())


_KEYS = ("all", "any", "not", "within_months", "definition", "open", "in", "op", "undetectable", "months_ago")


def _kind(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    return next((key for key in (*_KEYS, "fresh", "stated") if key in value), None)


_Branch = Annotated[AllModel, Tag("all")] | Annotated[AnyModel, Tag("any")] | Annotated[NotModel, Tag("not")]
_Timing = (
    Annotated[WithinModel, Tag("within_months")]
    | Annotated[DefinedModel, Tag("definition")]
    | Annotated[OpenModel, Tag("open")]
)
_Leaf = (
    Annotated[CodesModel, Tag("in")]
    | Annotated[ComparedModel, Tag("op")]
    | Annotated[UndetectableModel, Tag("undetectable")]
    | Annotated[MonthsAgoModel, Tag("months_ago")]
    | Annotated[FreshModel, Tag("fresh")]
    | Annotated[StatedModel, Tag("stated")]
)
RuleModel = Annotated[_Branch | _Timing | _Leaf, Discriminator(_kind)]


class SourceModel(Strict):
    key: str
    locator: str
    retrieved: Day


class CriterionModel(Strict):
    id: str
    layer: Literal["label", "trial", "guideline", "fitness", "timing"]
    severity: Literal["advisory", "soft_exclusion", "hard_stop"]
    topic: BilingualModel
    rule: RuleModel
    source: SourceModel
    confidence: _Mark
    note: BilingualModel | None = None
    clinically_approved_by: str | None

    @model_validator(mode="after")
    def _only_labels_stop(self) -> "CriterionModel":
        if self.severity == "hard_stop" and self.layer != "label":
            raise ValueError("only the label layer may hold a hard stop")
        return self


class OutcomeModel(Strict):
    text: BilingualModel
    source: str
    confidence: _Mark


class CaseModel(Strict):
    name: str
    facts: dict[str, Any]
    applicability: Literal["applicable", "not_applicable", "not_met_needs_lines"]
    recommendation: Literal["matches", "does_not_match", "information_missing", "needs_discussion"] | None
    layers: dict[str, Literal["met", "not_met", "unknown"]] = Field(default_factory=dict)
    verdicts: dict[str, str] = Field(default_factory=dict)


class BlockModel(Strict):
    """Criteria shared by several sets, under a version of their own."""

    block: str
    version: str
    criteria: Many[CriterionModel]


class SetModel(Strict):
    set: str
    version: str
    name: BilingualModel
    product: BilingualModel
    country: BilingualModel
    jurisdiction: str
    line: Literal["second", "third_or_later"]
    line_name: BilingualModel
    line_confidence: _Mark
    blocks: Many[str] = ()
    criteria: Many[CriterionModel]
    outcomes: Many[OutcomeModel] = ()
    worked_cases: Many[CaseModel]


for _model in (AllModel, AnyModel, NotModel, CriterionModel, BlockModel, SetModel):
    _model.model_rebuild()
