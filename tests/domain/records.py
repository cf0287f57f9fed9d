"""Invented records, put together as a reviewer would: one answer after the other."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from workstation.criteria.dictionary import load_dictionary
from workstation.domain.dates import ClinicalDate, read_date
from workstation.domain.facts import CaseFacts, derive
from workstation.domain.fields import FieldDictionary, FieldType
from workstation.domain.findings import (
    ConflictDecision,
    Finding,
    FindingGroup,
    FindingState,
    LineOverride,
    Record,
    Standing,
)
from workstation.domain.lexicon import Lexicon
from workstation.domain.values import Coded, CodedList, Count, Value
from workstation.extraction.lexicon import load_lexicon
from workstation.settings import resources_dir

Answer = Value | str | int | tuple[str, ...]


@cache
def dictionary() -> FieldDictionary:
    return load_dictionary(resources_dir() / "fields")


@cache
def lexicon() -> Lexicon:
    return load_lexicon(resources_dir() / "lexicon")


@dataclass
class Draft:
    """Text becomes a date, a code or a list, as the field wants it."""

    as_of: date = date(2026, 11, 1)
    birth: ClinicalDate | None = None
    sex: str | None = None
    groups: list[FindingGroup] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    decisions: list[ConflictDecision] = field(default_factory=list)
    overrides: list[LineOverride] = field(default_factory=list)

    def say(
        self, field_id: str, answer: Answer, group: str | None = None, standing: Standing = Standing.STANDS
    ) -> str:
        name = f"f{len(self.findings) + 1}"
        value = self._value(field_id, answer)
        self.findings.append(
            Finding(name, field_id, group, FindingState.VALUE, value, str(answer), standing=standing)
        )
        return name

    def not_found(self, field_id: str, searched: int, group: str | None = None) -> None:
        name = f"f{len(self.findings) + 1}"
        self.findings.append(
            Finding(name, field_id, group, FindingState.NOT_FOUND, None, "", searched=searched)
        )

    def group(self, kind: str, answers: dict[str, Answer]) -> str:
        name = f"{kind}{len(self.groups) + 1}"
        self.groups.append(FindingGroup(name, kind, len(self.groups)))
        for field_id, answer in answers.items():
            self.say(field_id, answer, name)
        return name

    def episode(self, regimen: str = "", **answers: Answer) -> str:
        """`episode(regimen, start=…, last_dose=…, …)`; given, unless `status` says otherwise."""
        known: dict[str, Answer] = {"status": "given", **answers}
        if regimen:
            known["regimen"] = regimen
        return self.group(
            "episode", {f"episode_{name}": answer for name, answer in known.items() if answer != ""}
        )

    def relapse(self, kind: str = "relapse", **dates: str) -> str:
        answers: dict[str, Answer] = {f"relapse_{name}": text for name, text in dates.items()}
        return self.group("relapse", {"relapse_kind": kind, **answers})

    def transplant(self, day: str, status: str = "given") -> str:
        return self.group(
            "transplant",
            {"transplant_kind": "autologous", "transplant_date": day, "transplant_status": status},
        )

    def override(self, group: str, line: int, reason: str = "seen with the treating team") -> None:
        self.overrides.append(LineOverride(group, line, reason))

    def record(self) -> Record:
        return Record(
            tuple(self.groups),
            tuple(self.findings),
            tuple(self.decisions),
            tuple(self.overrides),
            self.as_of,
            self.birth,
            self.sex,
        )

    def facts(self) -> CaseFacts:
        return derive(self.record(), dictionary(), lexicon())

    def _value(self, field_id: str, answer: Answer) -> Value:
        if isinstance(answer, tuple):
            return CodedList(tuple(Coded(name, name) for name in answer))
        if isinstance(answer, int):
            return Count(answer)
        if not isinstance(answer, str):
            return answer
        about = dictionary().field(field_id)
        if about.type is FieldType.DATE:
            return read_date(answer)
        if about.vocabulary_source == "regimens":
            known = lexicon().regimen(answer)
            return Coded(answer, known.name) if known is not None else Coded(None, answer)
        return Coded(answer, answer)


def r_chop(draft: Draft, **answers: Answer) -> str:
    """Six cycles of R-CHOP, day-precise, completed in a complete response, unless said otherwise."""
    usual: dict[str, Answer] = {
        "start": "2024-01-10",
        "last_dose": "2024-04-24",
        "cycles": 6,
        "intent": "induction",
        "best_response": "cr",
        "response_timing": "end_of_treatment",
        "end_reason": "completed",
    }
    return draft.episode("r_chop", **{**usual, **answers})


def salvage(draft: Draft, regimen: str = "r_dhap", **answers: Answer) -> str:
    usual: dict[str, Answer] = {
        "start": "2024-12-10",
        "last_dose": "2025-01-20",
        "intent": "salvage",
        "cycles": 2,
    }
    return draft.episode(regimen, **{**usual, **answers})
