"""What stands on a case summary: every row and text of it, frozen, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from workstation.exports.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Cell:
    """A verdict with its word. `verdict`: met, not_met, unknown or not_applicable; `count`: "5 of 6"."""

    verdict: str
    word: str
    borderline: bool
    count: str


@dataclass(frozen=True, slots=True)
class ProductRow:
    product: str
    indication: str
    applicable: bool
    reason: str
    cells: tuple[Cell | None, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class FactRow:
    label: str
    value: str
    sources: str
    confidence: str
    mark: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A place a value was read from: "A1", the words, how surely they were read, the crop by SHA-256."""

    page: str
    quote: str
    confidence: str
    polarity: str
    crop: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    value: str
    written: str
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class DetailRow:
    label: str
    mark: str
    values: tuple[ValueRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DetailGroup:
    title: str
    note: str
    rows: tuple[DetailRow, ...]


@dataclass(frozen=True, slots=True)
class DetailSection:
    title: str
    groups: tuple[DetailGroup, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    cell: Cell
    sentence: str
    reason: str
    facts: str
    changes: tuple[str, ...]
    source: str
    hard: bool


@dataclass(frozen=True, slots=True)
class LayerPart:
    title: str
    cell: Cell
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class SetPart:
    title: str
    rule: str
    approval: str
    verdict: Cell
    reason: str
    layers: tuple[LayerPart, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    letter: str
    text: str
    pages: str
    file: str


@dataclass(frozen=True, slots=True)
class PersonBlock:
    title: str
    name: str
    when: str


@dataclass(frozen=True)
class CaseSummary:
    """Every text of the summary, ready to be set."""

    language: str
    labels: Mapping[str, str]
    title: str
    disclaimer: str
    case_line: str
    date_line: str
    patient: str
    patient_line: str
    referrer: str
    referrer_place: str
    question: str
    kind: str
    sentence: str
    rationale: str
    differing: str
    layers: tuple[str, ...]
    products: tuple[ProductRow, ...]
    product_notes: tuple[str, ...]
    deciding: tuple[FactRow, ...]
    deciding_notes: tuple[str, ...]
    page_of: str
    timeline: Timeline | None
    missing: tuple[str, ...]
    missing_more: str
    documents_line: str
    people: tuple[PersonBlock, ...]
    details: tuple[DetailSection, ...]
    sets: tuple[SetPart, ...]
    marks: tuple[str, ...]
    open_questions: tuple[str, ...]
    documents: tuple[DocumentRow, ...]
    rules: tuple[tuple[str, str, str], ...]
    files: tuple[tuple[str, str], ...]
    seals: tuple[tuple[str, str], ...]
    record_short: str
    audit_short: str
    signed: bool
