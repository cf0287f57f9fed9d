"""What a case summary says, in one language, frozen: built only from the record of a version and its signature.

Nothing is evaluated here; every sentence was fixed when the version was submitted. Page one caps at 8 deciding
facts, 5 products and 4 missing items; the lists behind them are complete on the following pages.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from workstation.domain.messages import Message
from workstation.exports.local_time import local_time
from workstation.exports.record_json import RecordPackage
from workstation.exports.summary_parts import (
    CaseSummary,
    Cell,
    CriterionRow,
    DetailGroup,
    DetailRow,
    DetailSection,
    DocumentRow,
    FactRow,
    LayerPart,
    PersonBlock,
    ProductRow,
    SetPart,
    SourceRow,
    ValueRow,
)
from workstation.exports.timeline import draw_timeline

MOST_FACTS = 8
MOST_PRODUCTS = 5
MOST_MISSING = 4
SHORT_HASH = 8

Say = Callable[[Message], str]


LABELS = (
    "patient", "referred_by", "question", "by_product", "product", "criteria_set", "deciding", "missing", "documents",
    "all_facts", "timeline", "criteria", "open_questions", "versions", "files", "seals", "legend", "record_hash",
    "therapy", "events", "responses", "written", "no_source", "derived", "hard", "advisory", "changes", "none_open",
    "nothing_missing", "package", "version", "hash", "facts_used", "differing", "unsigned", "continued", "doubtful",
    "conflict", "borderline", "contradicts", "marks", "not_verdict", "audit_hash",
)  # fmt: skip


def build_summary(package: RecordPackage, language: str, say: Say) -> CaseSummary:
    """The summary of an exported package in 'en' or 'zh'. `say` renders a message of the catalogue in that language."""
    if language not in ("en", "zh"):
        raise ValueError(f"not a language of the summary: {language!r}")
    return _Builder(package, language, say).build()


class _Builder:
    def __init__(self, package: RecordPackage, language: str, say: Say) -> None:
        self.package = package
        self.record = package.record
        self.language = language
        self.say_message = say

    def text(self, node: Mapping[str, str] | None) -> str:
        return "" if node is None else node[self.language]

    def say(self, message_id: str, **params: str | int) -> str:
        return self.say_message(Message(message_id, params))

    def joined(self, parts: Iterable[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(part for part in parts if part)

    def build(self) -> CaseSummary:
        record, package = self.record, self.package
        recommendation = record["recommendation"]
        layers = self._layer_titles()
        missing = tuple(dict.fromkeys(self.text(item["sentence"]) for item in record["missing"]))
        return CaseSummary(
            language=self.language,
            labels={name: self.say(f"export.label.{name}") for name in LABELS},
            title=self.say("export.title"),
            disclaimer=self.say("export.disclaimer"),
            case_line=self._case_line(),
            date_line=self._date_line(),
            patient=record["patient"]["name"],
            patient_line=self.text(record["patient"]["line"]),
            referrer=record["case"]["referrer"],
            referrer_place=record["case"]["referrer_place"],
            question=record["case"]["question"],
            kind=recommendation["kind"],
            sentence=self.text(recommendation["sentence"]),
            rationale=recommendation["rationale"],
            differing=recommendation["differing_reason"],
            layers=tuple(title for _, title in layers),
            products=tuple(self._product(item, layers) for item in record["verdicts"][:MOST_PRODUCTS]),
            product_notes=self._product_notes(),
            deciding=tuple(self._fact(row) for row in record["deciding"][:MOST_FACTS]),
            deciding_notes=tuple(self.text(note) for note in record["deciding_notes"]),
            page_of=self.say("export.page_of", number="#n", total="#t"),
            timeline=draw_timeline(record["timeline"], self.language),
            missing=missing[:MOST_MISSING],
            missing_more=self._more(len(missing) - MOST_MISSING),
            documents_line=self._documents_line(),
            people=self._people(),
            details=tuple(self._section(section) for section in record["form"]),
            sets=tuple(self._set(item) for item in record["verdicts"]),
            marks=self._marks(),
            open_questions=tuple(self.text(item) for item in record["open_questions"]),
            documents=tuple(self._document(item) for item in record["documents"]),
            rules=tuple((rule["package"], rule["version"], rule["sha256"]) for rule in record["rules"]),
            files=tuple((file["name"], file["sha256"]) for file in record["files"]),
            seals=self._seals(),
            record_short=package.record_sha256[:SHORT_HASH],
            audit_short=str(package.audit_head.get("hash", ""))[:SHORT_HASH],
            signed=package.signature is not None,
        )

    # Page one

    def _case_line(self) -> str:
        number, version = self.record["case"]["number"], self.record["version"]["number"]
        kind = "export.case_signed" if self.package.signature else "export.case_unsigned"
        return self.say(kind, number=number, version=version)

    def _date_line(self) -> str:
        return self.say(
            "export.dates",
            submitted=self.text(self.record["submitted_on"]),
            as_of=self.text(self.record["as_of_shown"]),
        )

    def _layer_titles(self) -> list[tuple[str, str]]:
        """The layers that any set has, in the order of their first appearance."""
        found: dict[str, str] = {}
        for item in self.record["verdicts"]:
            for layer in item["layers"]:
                found.setdefault(layer["id"], self.text(layer["title"]))
        return list(found.items())

    def _cell(self, node: Mapping[str, Any]) -> Cell:
        verdict = node["verdict"]
        count = self.say("export.count", met=node["met"], of=node["of"]) if node.get("of") else ""
        return Cell(verdict, self.say(f"export.verdict.{verdict}"), bool(node["borderline"]), count)

    def _product(self, item: Mapping[str, Any], layers: Sequence[tuple[str, str]]) -> ProductRow:
        by_id = {layer["id"]: self._cell(layer) for layer in item["layers"]}
        return ProductRow(
            product=self.text(item["product"]),
            indication=self.text(item["indication"]),
            applicable=item["applicable"],
            reason=self.text(item["reason"]),
            cells=tuple(by_id.get(layer_id) for layer_id, _ in layers),
            rule=self._rule(item),
        )

    def _rule(self, item: Mapping[str, Any]) -> str:
        return self.joined((f"{item['set_id'].replace('_', '-')} {item['version']}", item["mark"]))

    def _product_notes(self) -> tuple[str, ...]:
        notes = [self.text(note) for note in self.record["verdict_notes"]]
        rest = len(self.record["verdicts"]) - MOST_PRODUCTS
        return (*notes, self._more(rest)) if rest > 0 else tuple(notes)

    def _fact(self, row: Mapping[str, Any]) -> FactRow:
        sources = ", ".join(row["sources"]) if row["sources"] else self._without_source(row)
        star = " *" if row["mark"] == "conflict" else ""
        return FactRow(
            self.text(row["label"]),
            self.text(row["shown"]) + star,
            sources,
            self._percent(row["confidence"]),
            row["mark"],
        )

    def _without_source(self, row: Mapping[str, Any]) -> str:
        return {
            "derived": self.say("export.label.derived"),
            "no_source": self.say("export.label.no_source"),
        }.get(row["mark"], "")

    @staticmethod
    def _percent(confidence: int | None) -> str:
        """Millionths as whole percent, rounded down so that it never says more than was read."""
        return "" if confidence is None else f"{confidence // 10_000} %"

    def _more(self, count: int) -> str:
        return self.say("export.more", count=count) if count > 0 else ""

    def _documents_line(self) -> str:
        parts = [
            self.say("export.document", letter=d["letter"], text=self.text(d["text"]), pages=len(d["pages"]))
            for d in self.record["documents"]
            if d["set_aside"] is None
        ]
        seen = self.record["pages_seen"]
        kind = "export.pages_all_seen" if seen["seen"] == seen["of"] else "export.pages_seen"
        return " · ".join(parts) + " · " + self.say(kind, seen=seen["seen"], of=seen["of"])

    def _people(self) -> tuple[PersonBlock, ...]:
        author = PersonBlock(
            self.say("export.assessed_by"),
            self.record["author"]["printed_name"],
            self.say("export.submitted", when=self._local(self.record["submitted_at"])),
        )
        signature = self.package.signature
        if signature is None:
            return author, PersonBlock(self.say("export.signed_by"), self.say("export.label.unsigned"), "")
        statement = signature.statement
        meaning = self.say(f"export.meaning.{statement.meaning}")
        when = self.say("export.signed_when", meaning=meaning, when=self._local(statement.signed_at))
        return author, PersonBlock(self.say("export.signed_by"), statement.printed_name, when)

    def _local(self, instant: str) -> str:
        """An instant (UTC, ISO form) in the zone of the workspace, with its offset."""
        zone = ZoneInfo(self.record["workspace"]["time_zone"])
        return local_time(datetime.fromisoformat(instant), zone, self.language)

    # Following pages

    def _section(self, section: Mapping[str, Any]) -> DetailSection:
        groups = [DetailGroup("", "", self._rows(section["rows"]))] if section["rows"] else []
        groups += [
            DetailGroup(self.text(group["title"]), self.text(group["line"]), self._rows(group["rows"]))
            for group in section["groups"]
        ]
        return DetailSection(self.text(section["label"]), tuple(groups))

    def _rows(self, rows: Sequence[Mapping[str, Any]]) -> tuple[DetailRow, ...]:
        return tuple(self._detail(row) for row in rows)

    def _detail(self, row: Mapping[str, Any]) -> DetailRow:
        return DetailRow(
            self.text(row["label"]),
            row["mark"],
            tuple(self._value(value) for value in row["values"]),
            tuple(self.text(note) for note in row["notes"]),
        )

    def _value(self, value: Mapping[str, Any]) -> ValueRow:
        shown = self.text(value["shown"])
        written = value["raw"] if value["raw"].strip() and value["raw"].strip() != shown else ""
        sources = tuple(
            SourceRow(
                source["page"],
                source["quote"],
                self._percent(source["confidence"]),
                source["polarity"],
                source["crop"] or "",
            )
            for source in value["sources"]
        )
        return ValueRow(shown, written, sources)

    def _set(self, item: Mapping[str, Any]) -> SetPart:
        approved = item["approved_by"]
        return SetPart(
            title=self.joined((self.text(item["product"]), self.text(item["indication"]))),
            rule=self._rule(item),
            approval=self.say("export.approved", name=approved)
            if approved
            else self.say("export.not_approved"),
            verdict=self._cell(item),
            reason=self.text(item["reason"]),
            layers=tuple(
                LayerPart(
                    self.text(layer["title"]),
                    self._cell(layer),
                    tuple(self._criterion(criterion) for criterion in layer["criteria"]),
                )
                for layer in self._told_layers(item)
            ),
        )

    @staticmethod
    def _told_layers(item: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """All layers of a set that applies; of one that needs more lines the label, which says so; else none.
        The attached record holds them all."""
        shown: Mapping[str, Sequence[Mapping[str, Any]]] = {
            "applicable": item["layers"],
            "not_met_needs_lines": [layer for layer in item["layers"] if layer["id"] == "label"],
        }
        return shown.get(item["applicability"], ())

    def _marks(self) -> tuple[str, ...]:
        """What each confidence mark that is used means, the words once for all criteria."""
        layers = [layer for item in self.record["verdicts"] for layer in item["layers"]]
        words = {one["mark"]: self.text(one["mark_words"]) for layer in layers for one in layer["criteria"]}
        return tuple(words[mark] for mark in sorted(words))

    def _criterion(self, item: Mapping[str, Any]) -> CriterionRow:
        facts = [
            self.say(
                "export.fact_used",
                label=self.text(fact["label"]),
                value=self.text(fact["shown"]),
                sources=", ".join(fact["sources"]),
            )
            if fact["sources"]
            else self.say(
                "export.fact_used_bare", label=self.text(fact["label"]), value=self.text(fact["shown"])
            )
            for fact in item["facts"]
        ]
        return CriterionRow(
            cell=self._cell({**item, "met": 0, "of": 0}),
            sentence=self.text(item["sentence"]),
            reason=self.text(item["reason"]),
            facts="; ".join(facts) if self.language == "en" else "；".join(facts),
            changes=tuple(self.text(change) for change in item["changes"]),
            source=self.say("export.source", source=item["source"], mark=item["mark"]),
            hard=item["hard"],
        )

    def _document(self, item: Mapping[str, Any]) -> DocumentRow:
        files = self.joined(dict.fromkeys(page["file"] for page in item["pages"]))
        pages = self.say("export.page_count", pages=len(item["pages"]))
        text = self.text(item["text"])
        if item["set_aside"] is not None:
            text = self.joined((text, self.text(item["set_aside"])))
        return DocumentRow(item["letter"], text, pages, files)

    def _seals(self) -> tuple[tuple[str, str], ...]:
        package = self.package
        rows = [(self.say("export.seal.record"), package.record_sha256)]
        if package.audit_head:
            rows.append(
                (self.say("export.seal.audit", seq=package.audit_head["seq"]), package.audit_head["hash"])
            )
        if package.signature is not None:
            rows.append((self.say("export.seal.signature"), package.signature.signature))
            rows.append((self.say("export.seal.key"), package.signature.public_key))
        app = self.record["app"]
        rows.append((self.say("export.seal.app"), f"{app['name']} {app['version']}"))
        return tuple(rows)
