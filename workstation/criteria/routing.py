"""The early exit: a disease that is no large B-cell lymphoma, and where to send the case instead."""

from dataclasses import dataclass

from workstation.criteria.context import Context
from workstation.domain.facts import CaseFacts
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import DiagnosisTerm, Lexicon
from workstation.domain.messages import Label, Message
from workstation.domain.values import Coded

_INSIDE = frozenset({"LBCL", "unspecified"})
_ROUTES = {
    "fl": "fl",
    "mcl": "mcl",
    "emzl": "mzl",
    "nmzl": "mzl",
    "smzl": "mzl",
    "cll_sll": "cll",
    "bl": "burkitt",
    "b_all": "b_all",
}
_GROUP_ROUTES = {"T/NK": "t_nk", "Hodgkin": "hodgkin"}


@dataclass(frozen=True)
class Routing:
    """`message` says that the disease is outside; `route` says where it belongs (cart-criteria 1.2)."""

    diagnosis_id: str
    message: Message
    route: Message


def outside_lbcl(facts: CaseFacts, dictionary: FieldDictionary, lexicon: Lexicon) -> Routing | None:
    """Where to route a case whose diagnosis, on every possibility, is outside large B-cell lymphoma.

    Rests on three facts: diagnosis, its certainty (a suspicion is no exit) and transformation (a transformed
    indolent lymphoma is inside). None = inside, or not known.
    """
    return route(Context.of(facts, dictionary, lexicon))


def route(context: Context) -> Routing | None:
    """As `outside_lbcl`, of a context."""
    terms = _diagnoses(context)
    if not terms or any(term is None or not _is_outside(term) for term in terms):
        return None
    if "suspected" in _codes(context, "diagnosis_certainty") or _is_transformed(context):
        return None
    term = terms[0]
    assert term is not None
    where = _ROUTES.get(term.id) or _GROUP_ROUTES.get(term.group, "other")
    name = Label(term.en, term.zh)
    return Routing(
        term.id,
        Message("criteria.outside.message", {"diagnosis": name}),
        Message(f"criteria.outside.{where}", {"diagnosis": name}),
    )


def _diagnoses(context: Context) -> list[DiagnosisTerm | None]:
    values = context.fact("diagnosis").values
    codes = [value.code if isinstance(value, Coded) else None for value in values]
    return [None if code is None else context.lexicon.diagnosis(code) for code in codes]


def _is_outside(term: DiagnosisTerm) -> bool:
    return term.kind != "modifier" and term.group not in _INSIDE


def _codes(context: Context, field_id: str) -> set[str | None]:
    return {value.code for value in context.fact(field_id).values if isinstance(value, Coded)}


def _is_transformed(context: Context) -> bool:
    return bool(_codes(context, "transformed_from") - {"none", None})
