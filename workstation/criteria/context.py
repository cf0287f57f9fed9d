"""What a rule is asked of: the facts of a case, with anything tried laid over them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workstation.criteria.rules import Defined, WithinMonths
from workstation.domain.facts import CaseFacts, Fact, UnknownReason
from workstation.domain.fields import Field, FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.domain.ternary import Ternary

Key = tuple[str, str | None]
TimingRule = WithinMonths | Defined


@dataclass(frozen=True)
class Context:
    """`tried`: facts laid over the record (what-if, one possibility of a conflict); `answers`: timing rules
    answered by assumption. Nothing of it is recorded."""

    facts: CaseFacts
    dictionary: FieldDictionary
    lexicon: Lexicon
    tried: Mapping[Key, Fact] = field(default_factory=dict)
    answers: Mapping[TimingRule, Ternary] = field(default_factory=dict)
    _known: Mapping[Key, Fact] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: CaseFacts, dictionary: FieldDictionary, lexicon: Lexicon) -> "Context":
        known = {(fact.field_id, fact.group_id): fact for fact in facts.facts}
        return cls(facts, dictionary, lexicon, _known=known)

    @property
    def as_of(self) -> date:
        return self.facts.as_of

    def field(self, field_id: str) -> Field:
        return self.dictionary.field(field_id)

    def fact(self, field_id: str, group_id: str | None = None) -> Fact:
        key = (field_id, group_id)
        found = self.tried.get(key) or self._known.get(key)
        return found or Fact(field_id, group_id, (), UnknownReason.MISSING)

    def groups(self, kind: str) -> tuple[str, ...]:
        return tuple(self.facts.groups.get(kind, ()))

    def facts_of(self, field_id: str) -> tuple[Fact, ...]:
        """The fact of the field, or of each of its groups; a missing one when there is no group."""
        kind = self.field(field_id).group
        if kind is None:
            grouped = tuple(key[1] for key in self._known if key[0] == field_id and key[1] is not None)
            return tuple(self.fact(field_id, group) for group in grouped or (None,))
        return tuple(self.fact(field_id, group) for group in self.groups(kind) or (None,))

    def with_facts(self, tried: Mapping[Key, Fact]) -> "Context":
        return Context(
            self.facts, self.dictionary, self.lexicon, {**self.tried, **tried}, self.answers, self._known
        )

    def with_answer(self, rule: TimingRule, answer: Ternary) -> "Context":
        answers = {**self.answers, rule: answer}
        return Context(self.facts, self.dictionary, self.lexicon, self.tried, answers, self._known)
