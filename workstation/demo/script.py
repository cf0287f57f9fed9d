"""The texts of the demo: patients, documents, packets, facts and expected answers, read from YAML.

One file is one case. The small block language of a page is described in `layout`; a fact's value is
written in the notation of `expected`.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workstation.domain.errors import DataFileError

Block = dict[str, Any]
Style = Literal["serif", "sans", "band", "typed", "modern", "song", "hei"]
RecipeName = Literal["clean", "office", "copy", "fax", "phone", "worn"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hospital(_Data):
    """An invented hospital, as its letterhead shows it."""

    name: str
    address: str = ""
    contact: str = ""
    boilerplate: str = ""
    stamp: str = ""


class Page(_Data):
    """One side of paper. A blank page has no blocks."""

    blocks: tuple[Block, ...] = ()
    turn: Literal[0, 90, 180, 270] = 0
    recipe: RecipeName | None = None
    seed: int = 0


class Document(_Data):
    """One report: its pages share letterhead, style and the faults of one scanner."""

    id: str
    type: Literal[
        "pathology",
        "treatment_history",
        "discharge_summary",
        "pet_ct",
        "laboratory",
        "echocardiogram",
        "other",
    ]
    title: str
    date: str
    hospital: str
    department: str = ""
    author: str = ""
    language: Literal["en", "zh", "mixed"] = "en"
    grade: Literal["primary_report", "contemporaneous_note", "later_summary", "history_taken", "own_account"]
    style: Style
    recipe: RecipeName = "office"
    right: tuple[str, ...] = ()
    ident: tuple[tuple[str, str], ...] = ()
    running: str = ""
    other_patient: bool = False
    pages: tuple[Page, ...]


class PacketFile(_Data):
    """One file of the packet: which pages it holds, in which container."""

    name: str
    kind: Literal["scan", "digital", "jpeg", "tiff"] = "scan"
    pages: tuple[str, ...] = ()
    same_as: str = ""
    exif_turn: bool = False


class Fact(_Data):
    """One decisive fact: what a reviewer types, what it means, and where it stands."""

    field: str
    group: str = ""
    raw: str
    value: str
    evidence: tuple[tuple[str, int, str], ...]


class Patient(_Data):
    name: str
    aliases: tuple[str, ...] = ()
    birth_date: str
    sex: Literal["female", "male"]
    record_number: str


class SetAnswer(_Data):
    """What a careful reader expects of one criteria set."""

    applicable: bool
    label: Literal["met", "not_met", "unknown", "not_applicable"]
    sentence: Literal[
        "matches", "does_not_match", "information_missing", "needs_discussion", "not_applicable"
    ]
    why: str


class Expected(_Data):
    """The answers a careful reader of `cart-criteria.md` expects, worked out by hand.

    Several `lines`, `relapse_classes` or spans are possibilities; none means that nothing can be expected.
    """

    lines: tuple[int, ...]
    lines_since_lbcl: tuple[int, ...]
    refractory: dict[str, Literal["yes", "no", "unknown"]]
    relapse_classes: tuple[str, ...]
    last_dose_to_relapse: tuple[str, ...] = ()
    sets: dict[str, SetAnswer]


class Case(_Data):
    """One patient's packet with everything a test may ask about it."""

    number: str
    patient: Patient
    question: str
    referrer: str
    urgency: Literal["urgent", "high", "normal"]
    urgency_reason: str = ""
    received: str
    due: str
    jurisdictions: tuple[str, ...] = ("CN",)
    documents: tuple[Document, ...]
    files: tuple[PacketFile, ...]
    facts: tuple[Fact, ...] = ()
    not_found: tuple[str, ...] = ()
    expected: Expected | None = None

    def document(self, document_id: str) -> Document:
        """Raises KeyError for an id the case does not have."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)


class _FileOfCases(_Data):
    cases: tuple[Case, ...] = Field(min_length=1)


def _facts(rows: list[list[Any]]) -> list[dict[str, Any]]:
    """Rows are written short: [field, group, raw, value, [[document, page, quote], ...]]."""
    names = ("field", "group", "raw", "value", "evidence")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _case(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "facts": _facts(data.get("facts", []))}


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of one YAML file (one mapping, or several under `cases`, beside which `hospitals` may stand).

    Raises DataFileError naming the file and what is wrong in it.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
        rows = data.get("cases", [data])
        return _FileOfCases.model_validate({"cases": [_case(row) for row in rows]}).cases
    except (yaml.YAMLError, ValidationError, ValueError, TypeError, KeyError) as error:
        raise DataFileError("criteria.bad_file", file=path.name, entry="demo", problem=str(error)) from error


def load_folder(folder: Path) -> tuple[Case, ...]:
    """Every case of a folder, in order of the case number."""
    cases = [case for path in sorted(folder.glob("*.yaml")) for case in load_cases(path)]
    return tuple(sorted(cases, key=lambda case: case.number))


def load_hospitals(path: Path) -> dict[str, Hospital]:
    """The invented hospitals by id, of the list itself or under `hospitals` of a script. Raises DataFileError."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
        rows = data.get("hospitals", {}) if "hospitals" in data or "cases" in data else data
        return {name: Hospital.model_validate(row) for name, row in rows.items()}
    except (yaml.YAMLError, ValidationError, TypeError, AttributeError) as error:
        raise DataFileError("criteria.bad_file", file=path.name, entry="demo", problem=str(error)) from error


@cache
def _loader() -> Any:
    """Safe loading; dates stay text, because a clinical date keeps what was written."""

    class TextLoader(yaml.SafeLoader):
        pass

    TextLoader.yaml_implicit_resolvers = {
        key: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return TextLoader
