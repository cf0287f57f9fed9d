"""What is printed on the pages of the benchmark: the documents of the demo, filled up with text of others.

A page of the demo keeps its letterhead and its blocks; blocks of other documents of its language are put between
them until the page is as full as was drawn, so that no two pages of the corpus are alike.
"""

from dataclasses import replace
from functools import cache

import numpy as np

from workstation import settings
from workstation.demo.drawing import Colour, Drawing, PlacedWord, Stamp
from workstation.demo.layout import SHEETS, PageOverflowError, Sheet, compose
from workstation.demo.script import Block, Document, Hospital, Page, Style, load_folder, load_hospitals

STYLES: dict[str, tuple[Style, ...]] = {
    "en": ("serif", "sans", "band", "typed", "modern"),
    "zh": ("song", "hei"),
}
LETTERS = {"en": (900, 3200), "zh": (450, 1300)}
_FIXED = ("sig", "stamp")
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
    """Pages by document and number; with `table` those alone that hold a table of some rows."""
    return tuple(
        (document, number)
        for document in documents(language)
        for number, page in enumerate(document.pages, 1)
        if page.blocks and (not table or any(map(_is_table, page.blocks)))
    )


@cache
def _fillers(language: str) -> tuple[Block, ...]:
    return tuple(
        block
        for document, number in _sides(language, table=False)
        for block in document.pages[number - 1].blocks
        if not any(kind in block for kind in (*_FIXED, "gap"))
    )


def _is_table(block: Block) -> bool:
    return "table" in block and len(block["table"]["rows"]) >= _LEAST_TABLE_ROWS


def printed(
    language: str, points: float, scale: float, random: np.random.Generator, holds: str = "text"
) -> tuple[Document, int, Drawing]:
    """A page set in print of this size at `scale` pixels per point: its document, its number in it, the drawing."""
    sides = _sides(language, table=holds == "table")
    wanted = random.uniform(*LETTERS[language])
    while True:
        document, number = sides[random.integers(len(sides))]
        styles = STYLES[language]
        document = document.model_copy(update={"style": styles[random.integers(len(styles))]})
        try:
            drawing = compose(
                document, number, hospitals()[document.hospital], scale, _sheet(document, points)
            )
        except PageOverflowError:
            continue
        drawing = _filled(document, number, drawing, (points, scale), wanted, random)
        return document, number, _stamped(drawing, language, random) if holds == "stamps" else drawing


def _sheet(document: Document, points: float) -> Sheet:
    sheet = SHEETS[document.style]
    return replace(sheet, size=points, leading=sheet.leading * points / sheet.size)


def _letters(drawing: Drawing) -> int:
    return sum(len(word.text) for word in drawing.words)


def _filled(
    document: Document,
    number: int,
    drawing: Drawing,
    size: tuple[float, float],
    wanted: float,
    random: np.random.Generator,
) -> Drawing:
    """The page with blocks of others before its signature, until it has the letters or the next does not fit."""
    points, scale = size
    fillers = _fillers(document.language)
    while _letters(drawing) < wanted:
        page = document.pages[number - 1]
        at = next(
            (place for place, block in enumerate(page.blocks) if any(kind in block for kind in _FIXED)),
            len(page.blocks),
        )
        more = fillers[random.integers(len(fillers))]
        document = _with_page(
            document, number, page.model_copy(update={"blocks": (*page.blocks[:at], more, *page.blocks[at:])})
        )
        try:
            drawing = compose(
                document, number, hospitals()[document.hospital], scale, _sheet(document, points)
            )
        except PageOverflowError:
            break
    return drawing


def _with_page(document: Document, number: int, page: Page) -> Document:
    pages = (*document.pages[: number - 1], page, *document.pages[number:])
    return document.model_copy(update={"pages": pages})


def _stamped(drawing: Drawing, language: str, random: np.random.Generator) -> Drawing:
    """One to three stamps, each pressed on a word."""
    for _ in range(int(random.integers(1, 4))):
        word: PlacedWord = drawing.words[random.integers(len(drawing.words))]
        across, around = _STAMPS[language][random.integers(len(_STAMPS[language]))]
        drawing.stamps.append(
            Stamp(
                x=word.x,
                y=word.baseline,
                radius=random.uniform(36, 52) * drawing.scale,
                around=around,
                across=across,
                angle=random.uniform(-25, 25),
                colour=_INKS[random.integers(len(_INKS))],
                star=language == "zh",
            )
        )
    return drawing
