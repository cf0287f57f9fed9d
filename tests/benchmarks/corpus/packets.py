"""Packets to find documents in: five to twelve reports about one patient, their pages in some order.

Reports are those of the demo, in styles of their own, rewritten for the patient of the packet and made longer by pages
of text of others. A further page says by its head or by its foot what it belongs to, and not all pages have both; but a
person can always tell: only where no other report is from the same hospital are heads left out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

import numpy as np

from tests.benchmarks.corpus.seeds import generator
from tests.benchmarks.corpus.texts import STYLES, fillers, hospitals, sheet
from workstation import settings
from workstation.demo.drawing import Drawing
from workstation.demo.layout import PageOverflowError, compose
from workstation.demo.script import Block, Case, Document, Page, Patient, load_folder
from workstation.demo.typeface import is_cjk

Arrangement = Literal["in order", "interleaved", "shuffled"]
ARRANGEMENTS: tuple[Arrangement, ...] = ("in order", "interleaved", "shuffled")
REPORTS = (5, 12)
LENGTHS, LENGTH_SHARES = (1, 2, 3, 4), (0.4, 0.35, 0.2, 0.05)
"""How many pages a report has, and how often."""
_NO_HEAD, _NO_COUNTER = 0.25, 0.25
_TOGETHER = 3
"""How many reports lie between each other where they are interleaved."""
_POINTS = (9.0, 11.0)
_LETTERS = {"en": 1200, "zh": 450}
_DATES = (
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%-d.%-m.%Y",
    "%-d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%Y-%m-%d",
    "%Y年%-m月%-d日",
)
_COUNTER = re.compile(r"\s*[·,]?\s*(?:[Pp]age \d+ of \d+|第\s*\d+\s*页.*)$")


@dataclass(frozen=True)
class PacketPage:
    """A page of a packet: which report of it, which page of that (from 1), and its print."""

    report: int
    number: int
    drawing: Drawing


@dataclass(frozen=True)
class Packet:
    """The pages in the order in which they lie."""

    language: str
    arrangement: Arrangement
    pages: tuple[PacketPage, ...]

    @property
    def documents(self) -> tuple[tuple[int, ...], ...]:
        """The truth: the places of each report's pages, in the report's own order."""
        reports: dict[int, list[tuple[int, int]]] = {}
        for place, page in enumerate(self.pages):
            reports.setdefault(page.report, []).append((page.number, place))
        return tuple(tuple(place for _, place in sorted(pages)) for pages in reports.values())


def make_packet(purpose: str, language: str, number: int, scale: float) -> Packet:
    """A packet by its name, its pages printed at `scale` pixels per point."""
    random = generator(purpose, language, "packet", str(number))
    arrangement = ARRANGEMENTS[number % len(ARRANGEMENTS)]
    reports = _reports(language, random)
    sources = Counter(report.hospital for report in reports)
    printed = [
        _print(report, place, scale, sources[report.hospital] == 1, random)
        for place, report in enumerate(reports)
    ]
    order = _arranged([len(pages) for pages in printed], arrangement, random)
    return Packet(language, arrangement, tuple(printed[report][page] for report, page in order))


@cache
def _cases(language: str) -> tuple[tuple[Case, Document], ...]:
    """Every report of the demo in a language, with the case that tells whose it is."""
    return tuple(
        (case, document)
        for case in load_folder(settings.resources_dir() / "demo" / "cases")
        for document in case.documents
        if document.language == language and document.style in STYLES[language] and not document.other_patient
    )


def _reports(language: str, random: np.random.Generator) -> list[Document]:
    """So many different reports, all about the same patient."""
    told = _cases(language)
    patient = told[int(random.integers(len(told)))][0].patient
    count = min(len(told), int(random.integers(REPORTS[0], REPORTS[1] + 1)))
    chosen = [told[place] for place in random.permutation(len(told))[:count]]
    return [_for_patient(document, case.patient, patient) for case, document in chosen]


def _for_patient(document: Document, was: Patient, now: Patient) -> Document:
    """The report with one patient's name, number and birth date in the place of another's."""
    if was == now:
        return document
    written = list(_spellings(was, now, document.language))
    return Document.model_validate(_rewritten(document.model_dump(), written))


def _spellings(was: Patient, now: Patient, language: str) -> Iterator[tuple[str, str]]:
    yield was.record_number, now.record_number
    born, bears = date.fromisoformat(was.birth_date), date.fromisoformat(now.birth_date)
    for form in _DATES:
        yield born.strftime(form), bears.strftime(form)
    for old, new in zip(_names(was, language), _names(now, language), strict=True):
        yield old, new
        yield old.upper(), new.upper()


def _names(patient: Patient, language: str) -> tuple[str, ...]:
    """ "Brandt, Jonas", "BRANDT, Jonas", "BRANDT Jonas", "Jonas Brandt", "Brandt"; a Chinese name has one spelling."""
    if language == "zh":
        return (next(name for name in (patient.name, *patient.aliases) if is_cjk(name[0])),)
    family, _, given = patient.name.partition(", ")
    given = given or family.split()[-1]
    capitals = family.upper()
    return patient.name, f"{capitals}, {given}", f"{capitals} {given}", f"{given} {family}", family


def _rewritten(value: Any, spellings: list[tuple[str, str]]) -> Any:
    if isinstance(value, str):
        for old, new in spellings:
            value = value.replace(old, new)
        return value
    if isinstance(value, dict):
        return {key: _rewritten(each, spellings) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rewritten(each, spellings) for each in value]
    return value


def _print(
    report: Document, place: int, scale: float, alone: bool, random: np.random.Generator
) -> list[PacketPage]:
    """All pages of a report, as many as were drawn, in a style of its own."""
    styles = STYLES[report.language]
    report = report.model_copy(update={"style": styles[int(random.integers(len(styles)))]})
    points = float(random.uniform(*_POINTS))
    length = max(int(random.choice(LENGTHS, p=LENGTH_SHARES)), len(report.pages))
    headless = random.random() < _NO_HEAD and alone
    uncounted = not headless and random.random() < _NO_COUNTER
    while True:
        try:
            longer = _lengthened(_headed(report, headless), length, random)
            drawings = [
                compose(longer, number, hospitals()[longer.hospital], scale, sheet(longer, points))
                for number in range(1, length + 1)
            ]
        except PageOverflowError:
            points -= 0.5
            continue
        if uncounted:
            drawings = [_without_counter(drawing) for drawing in drawings]
        return [PacketPage(place, number, drawing) for number, drawing in enumerate(drawings, 1)]


def _headed(report: Document, headless: bool) -> Document:
    """What stands at the top of further pages, without a count of pages: that is the foot's."""
    hospital = hospitals()[report.hospital]
    patient = [value for _, value in report.ident[:1]]
    running = report.running or " · ".join((hospital.name, report.title, *patient, *report.right[:1]))
    return report.model_copy(
        update={
            "running": "" if headless else _COUNTER.sub("", running),
            "right": tuple(line for line in report.right if not _COUNTER.search(line)),
        }
    )


def _lengthened(report: Document, length: int, random: np.random.Generator) -> Document:
    """The report with more pages of text of others; who signs, signs on the last."""
    signs = tuple(block for page in report.pages for block in page.blocks if "sig" in block)
    pages = [
        page.model_copy(update={"blocks": tuple(block for block in page.blocks if "sig" not in block)})
        for page in report.pages
    ]
    texts = fillers(report.language, table=False)
    while len(pages) < length:
        blocks: list[Block] = []
        while sum(len(str(block)) for block in blocks) < _LETTERS[report.language]:
            blocks += texts[int(random.integers(len(texts)))]
        pages.append(Page(blocks=tuple(blocks)))
    pages[-1] = pages[-1].model_copy(update={"blocks": (*pages[-1].blocks, *signs)})
    return report.model_copy(update={"pages": tuple(pages)})


def _without_counter(drawing: Drawing) -> Drawing:
    """The page without the last line of its foot, which counts pages."""
    if not drawing.words:
        return drawing
    last = drawing.words[-1].line
    return replace(drawing, words=[word for word in drawing.words if word.line != last])


def _arranged(
    lengths: list[int], arrangement: Arrangement, random: np.random.Generator
) -> list[tuple[int, int]]:
    """Report and page (both from 0) in the order in which they lie."""
    order = [(report, page) for report, length in enumerate(lengths) for page in range(length)]
    if arrangement == "shuffled":
        return [order[place] for place in random.permutation(len(order))]
    if arrangement == "in order":
        return order
    mixed: list[tuple[int, int]] = []
    for start in range(0, len(lengths), _TOGETHER):
        piles = [[each for each in order if each[0] == report] for report in range(start, start + _TOGETHER)]
        while any(piles):
            full = [pile for pile in piles if pile]
            mixed.append(full[int(random.integers(len(full)))].pop(0))
    return mixed
