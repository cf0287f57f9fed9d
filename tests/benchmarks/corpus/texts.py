"""What is printed on the pages of the benchmark: the documents of the demo, filled up with text of others.

A page of the demo keeps its letterhead and its blocks; blocks of other documents of its language are put between
them until the page is as full as was drawn, so that no two pages of the corpus are alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tests.benchmarks.corpus.degradations import Holds
from workstation import settings
from workstation.demo.drawing import Colour, Drawing, PlacedWord, Stamp
from workstation.demo.layout import A4_POINTS, SHEETS, Composer, PageOverflowError, Sheet, compose
from workstation.demo.script import Block, Document, Hospital, Page, Style, load_folder, load_hospitals

STYLES: dict[str, tuple[Style, ...]] = {
    "en": ("serif", "sans", "band", "typed", "modern"),
    "zh": ("song", "hei"),
}
LETTERS = {"en": (1800, 3400), "zh": (600, 1500)}
"""How many letters a page is to hold at least, where there is room: drawn between these."""
_TRIES = 3
_CONTINUED = 0.4
"""How many pages are a further page of their document: without letterhead, all of it text of others."""
_LEAST_TABLE_ROWS = 4
_STAMPS = {
    "en": (
        ("RECEIVED", "RECORDS OFFICE"),
        ("COPY", "DEPARTMENT OF PATHOLOGY"),
        ("VERIFIED", "REGIONAL HOSPITAL"),
    ),
    "zh": (
        ("诊断专用章", "江州市第三人民医院"),
        ("已审核", "临海大学附属肿瘤医院"),
        ("复印件", "病案管理科"),
    ),
}
_INKS: tuple[Colour, ...] = ((186, 28, 36), (40, 66, 150), (104, 48, 128))


@cache
def hospitals() -> dict[str, Hospital]:
    return load_hospitals(settings.resources_dir() / "demo" / "hospitals.yaml")


@cache
def documents(language: str) -> tuple[Document, ...]:
    """All documents of the demo in a language ("en", "zh")."""
    cases = load_folder(settings.resources_dir() / "demo" / "cases")
    return tuple(
        document
        for case in cases
        for document in case.documents
        if document.language == language and document.style in STYLES[language]
    )


@cache
def _sides(language: str, table: bool) -> tuple[tuple[Document, int], ...]:
    """Pages by document and number, without their stamps: those that hold a table of some rows, or the others."""
    return tuple(
        (_unstamped(document), number)
        for document in documents(language)
        for number, page in enumerate(document.pages, 1)
        if page.blocks and any(map(_is_table, page.blocks)) == table
    )


def _unstamped(document: Document) -> Document:
    pages = [
        page.model_copy(update={"blocks": tuple(block for block in page.blocks if "stamp" not in block)})
        for page in document.pages
    ]
    return document.model_copy(update={"pages": tuple(pages)})


@cache
def fillers(language: str, table: bool) -> tuple[tuple[Block, ...], ...]:
    """What is put between the blocks of a page: sections of other pages, a head with what stands under it.

    With `table` those alone that hold one, without it those alone that hold none.
    """
    sections: list[list[Block]] = []
    for document, number in (*_sides(language, table=False), *_sides(language, table=True)):
        sections.append([])
        for block in document.pages[number - 1].blocks:
            if "sig" in block:
                continue
            if "h" in block:
                sections.append([])
            sections[-1].append(block)
    return tuple(
        tuple(section)
        for section in sections
        if any("h" not in block for block in section) and any(map(_is_table, section)) == table
    )


def _is_table(block: Block) -> bool:
    return "table" in block and len(block["table"]["rows"]) >= _LEAST_TABLE_ROWS


@dataclass(frozen=True)
class Print:
    """A page as printed. `columns`: how many of its first words are a letterhead of two columns."""

    document: Document
    number: int
    drawing: Drawing
    columns: int


def printed(
    language: str, points: float, scale: float, random: np.random.Generator, holds: Holds = "text"
) -> Print:
    """A page set in print of this size at `scale` pixels per point."""
    if holds in ("table alone", "stamps alone"):
        return _bare(language, points, scale, random, holds == "stamps alone")
    sides = _sides(language, table=holds == "table")
    more = fillers(language, table=holds == "table")
    wanted = random.uniform(*LETTERS[language])
    while True:
        document, number = sides[int(random.integers(len(sides)))]
        styles = STYLES[language]
        document = document.model_copy(update={"style": styles[int(random.integers(len(styles)))]})
        if holds != "table" and random.random() < _CONTINUED:
            document = document.model_copy(update={"pages": (*document.pages, Page(blocks=({"gap": 1},)))})
            number = len(document.pages)
        try:
            drawing = compose(
                document, number, hospitals()[document.hospital], scale, sheet(document, points)
            )
        except PageOverflowError:
            continue
        drawing = _filled(document, number, drawing, (points, scale), wanted, more, random)
        if holds == "stamps":
            drawing = _stamped(drawing, language, random)
        return Print(document, number, drawing, _columns(document, number, drawing))


def _bare(language: str, points: float, scale: float, random: np.random.Generator, stamps: bool) -> Print:
    """A page without letterhead, text and foot: as many tables as fit, or stamps alone."""
    sides = _sides(language, table=True)
    document, number = sides[int(random.integers(len(sides)))]
    composer = Composer(sheet(document, points), scale)
    if stamps:
        return Print(document, number, _stamped(composer.drawing, language, random), 0)
    tables = [block for each, at in sides for block in each.pages[at - 1].blocks if _is_table(block)]
    kept = _counts(composer.drawing)
    try:
        for place in random.permutation(len(tables)):
            composer.block(tables[place])
            kept = _counts(composer.drawing)
    except PageOverflowError:
        words, rules = kept
        del composer.drawing.words[words:], composer.drawing.rules[rules:]
    return Print(document, number, composer.drawing, 0)


def _counts(drawing: Drawing) -> tuple[int, int]:
    return len(drawing.words), len(drawing.rules)


def _columns(document: Document, number: int, drawing: Drawing) -> int:
    """The words above the rule that ends a letterhead with something at its right."""
    if number > 1 or SHEETS[document.style].letterhead != "rule" or not document.right:
        return 0
    return sum(word.baseline < drawing.rules[0].y0 for word in drawing.words)


def sheet(document: Document, points: float) -> Sheet:
    """The sheet of a document's style in print of this size."""
    usual = SHEETS[document.style]
    return replace(usual, size=points, leading=usual.leading * points / usual.size)


def _letters(drawing: Drawing) -> int:
    return sum(len(word.text) for word in drawing.words)


def _filled(
    document: Document,
    number: int,
    drawing: Drawing,
    size: tuple[float, float],
    wanted: float,
    more: Sequence[tuple[Block, ...]],
    random: np.random.Generator,
) -> Drawing:
    """The page with sections of others before its signature, until it has the letters or none of some fits."""
    points, scale = size
    failed = 0
    while _letters(drawing) < wanted and failed < _TRIES:
        page = document.pages[number - 1]
        at = next(
            (place for place, block in enumerate(page.blocks) if "sig" in block),
            len(page.blocks),
        )
        blocks = (*page.blocks[:at], *more[int(random.integers(len(more)))], *page.blocks[at:])
        fuller = _with_page(document, number, page.model_copy(update={"blocks": blocks}))
        try:
            drawing = compose(fuller, number, hospitals()[document.hospital], scale, sheet(document, points))
        except PageOverflowError:
            failed += 1
        else:
            document = fuller
    return drawing


def _with_page(document: Document, number: int, page: Page) -> Document:
    pages = (*document.pages[: number - 1], page, *document.pages[number:])
    return document.model_copy(update={"pages": pages})


def _stamped(drawing: Drawing, language: str, random: np.random.Generator) -> Drawing:
    """One to three stamps, each pressed on a word, or anywhere on a page without any."""
    for _ in range(int(random.integers(1, 4))):
        across, around = _STAMPS[language][int(random.integers(len(_STAMPS[language])))]
        x, y = _spot(drawing, random)
        drawing.stamps.append(
            Stamp(
                x=x,
                y=y,
                radius=random.uniform(36, 52) * drawing.scale,
                around=around,
                across=across,
                angle=random.uniform(-25, 25),
                colour=_INKS[int(random.integers(len(_INKS)))],
                star=language == "zh",
            )
        )
    return drawing


def _spot(drawing: Drawing, random: np.random.Generator) -> tuple[float, float]:
    if drawing.words:
        word: PlacedWord = drawing.words[int(random.integers(len(drawing.words)))]
        return word.x, word.baseline
    width, height = (side * drawing.scale for side in A4_POINTS)
    return random.uniform(0.2, 0.8) * width, random.uniform(0.2, 0.8) * height
