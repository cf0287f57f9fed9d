"""The pages of the reading benchmark: which there are, and each of them made and kept under `.bench/corpus`.

A page is named by (purpose, language, kind, number), and its seed is drawn from that name. Two purposes, so two sets
of seeds: "figures" for what is reported, "tuning" for whoever works on the reader.
"""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2

from tests.benchmarks.corpus.degradations import BY_NAME, DEGRADATIONS, LYING, QUARTER_TURNS, Degradation
from tests.benchmarks.corpus.seeds import generator
from tests.benchmarks.corpus.texts import printed
from workstation import settings
from workstation.demo import files
from workstation.demo.drawing import Drawing
from workstation.demo.paper import print_page
from workstation.demo.scan import Matrix, moved_corners, scan_page
from workstation.demo.truth import PageTruth, TruthWord, page_truth
from workstation.domain.geometry import Quad

ROOT = Path(__file__).parents[3]
LANGUAGES = ("en", "zh")
JOBS = 2
_SAME_ROW = 0.7
"""Lines whose baselines lie no further apart than this share of their size stand in one row."""
_SCRIBBLE_RISE = 0.25
"""How far a signature reaches above and below its line, of its width."""


@dataclass(frozen=True, slots=True)
class PageName:
    """Which page. `purpose`: "figures" or "tuning"; `turn`: a quarter turn clockwise besides that of its kind."""

    purpose: str
    language: str
    kind: str
    number: int
    turn: int = 0

    @property
    def slug(self) -> str:
        turned = f"-turn{self.turn}" if self.turn else ""
        return f"{self.purpose}-{self.language}-{self.kind}-{self.number:03}{turned}"


@dataclass(frozen=True)
class MadePage:
    """A page on disk: a one-page PDF of a scan, what stands on it, and where stamps and signatures lie.

    `turn`: degrees clockwise by which it lies; places are fractions of the page as it lies. `by_rows`: the text once
    more where it begins with a letterhead of two columns, read row by row: of two people one reads it this way.
    """

    name: PageName
    path: Path
    truth: PageTruth
    covers: tuple[Quad, ...]
    turn: int
    by_rows: str

    @property
    def is_clean(self) -> bool:
        return BY_NAME[self.name.kind].clean


def page_names(
    purpose: str, language: str, count: int, kinds: Sequence[Degradation] = DEGRADATIONS
) -> tuple[PageName, ...]:
    """So many pages, kinds by their share, in an order in which every part holds all kinds alike."""
    whole = sum(kind.share for kind in kinds)
    exact = [(kind, kind.share * count / whole) for kind in kinds]
    counts = {kind.name: int(share) for kind, share in exact}
    for kind, _ in sorted(exact, key=lambda pair: int(pair[1]) - pair[1])[: count - sum(counts.values())]:
        counts[kind.name] += 1
    places = [
        ((number + 0.5) / counted, PageName(purpose, language, kind, number))
        for kind, counted in counts.items()
        for number in range(counted)
    ]
    return tuple(name for _, name in sorted(places, key=lambda pair: (pair[0], pair[1].kind)))


def lying_names(purpose: str, language: str, count: int) -> tuple[PageName, ...]:
    """So many pages, each in all four quarter turns: those of the benchmark, and those whose way up is hard to tell."""
    hard = round(count * sum(kind.share for kind in LYING) / 100)
    lying = [kind for kind in DEGRADATIONS if not kind.turned]
    names = (*page_names(purpose, language, count - hard, lying), *page_names(purpose, language, hard, LYING))
    return tuple(replace(name, turn=turn) for name in names for turn in (0, *QUARTER_TURNS))


def make_pages(names: Sequence[PageName], jobs: int = JOBS, folder: Path | None = None) -> list[MadePage]:
    """The pages, made where they are not there yet. `folder`: the cache, `.bench/corpus` unless given."""
    folder = (folder or ROOT / ".bench" / "corpus") / corpus_key()
    folder.mkdir(parents=True, exist_ok=True)
    missing = [(name, folder) for name in names if not _truth_path(folder, name).exists()]
    if missing and jobs == 1:
        list(map(_make, missing))
    elif missing:
        with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_one_thread) as pool:
            list(pool.map(_make, missing, chunksize=4))
    return [_load(folder, name) for name in names]


def _one_thread() -> None:
    cv2.setNumThreads(1)


@cache
def corpus_key() -> str:
    """Changes with everything a page is made of: the code of corpus and demo, and the texts."""
    resources = settings.resources_dir() / "demo"
    code = [
        Path(__file__).with_name(name) for name in ("degradations.py", "seeds.py", "texts.py", "pages.py")
    ]
    paths = [*code, *(ROOT / "workstation" / "demo").glob("*.py"), *resources.rglob("*.yaml")]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _truth_path(folder: Path, name: PageName) -> Path:
    return folder / f"{name.slug}.json"


def _make(job: tuple[PageName, Path]) -> None:
    name, folder = job
    kind = BY_NAME[name.kind]
    random = generator(name.purpose, name.language, name.kind, str(name.number))
    recipe = kind.recipe(random)
    own_turn = QUARTER_TURNS[random.integers(len(QUARTER_TURNS))] if kind.turned else 0
    turn = (own_turn + name.turn) % 360
    points = float(random.uniform(*kind.points))
    page = printed(name.language, points, recipe.dpi / 72, random, kind.holds)
    drawing = page.drawing
    scan = scan_page(print_page(drawing), recipe, turn, int(random.integers(1 << 62)))
    size = (scan.pixels.shape[1], scan.pixels.shape[0])
    truth = page_truth(page.document.id, page.number, drawing, scan.matrix, size)
    covers = [quad.to_json() for quad in _covers(drawing, scan.matrix, size)]
    pdf = files.scanned_pdf([(files.picture(scan), size[0] > size[1])])
    _write(folder / f"{name.slug}.pdf", pdf)
    by_rows = _by_rows(truth, drawing, page.columns)
    beside = {"truth": truth.to_json(), "covers": covers, "turn": turn, "by_rows": by_rows}
    _write(_truth_path(folder, name), json.dumps(beside, ensure_ascii=False).encode())


def _by_rows(truth: PageTruth, drawing: Drawing, columns: int) -> str:
    """The text of the page with the lines of its letterhead in the order of their rows."""
    if not columns:
        return truth.text
    starts = {word.line: word for word in reversed(drawing.words[:columns])}
    rows: list[tuple[float, float, int]] = []
    row = 0.0
    for word in sorted(starts.values(), key=lambda word: word.baseline):
        if word.baseline - row > _SAME_ROW * word.size:
            row = word.baseline
        rows.append((row, word.x, word.line))
    order = {line: place for place, (*_, line) in enumerate(sorted(rows))}
    head = sorted(truth.words[:columns], key=lambda word: order[word.line])
    return PageTruth(truth.document, truth.number, (*head, *truth.words[columns:])).text


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    part = path.with_suffix(f"{path.suffix}.part")
    part.write_bytes(data)
    part.replace(path)


def _covers(drawing: Drawing, matrix: Matrix, size: tuple[int, int]) -> list[Quad]:
    """Where stamps and signatures lie."""
    boxes = [
        (stamp.x - stamp.radius, stamp.y - stamp.radius, stamp.x + stamp.radius, stamp.y + stamp.radius)
        for stamp in drawing.stamps
    ]
    for scribble in drawing.scribbles:
        rise = _SCRIBBLE_RISE * scribble.width
        boxes.append(
            (
                scribble.x - rise / 4,
                scribble.y - rise,
                scribble.x + 1.1 * scribble.width,
                scribble.y + rise,
            )
        )
    return [
        Quad(*(float(value) for value in (moved_corners(box, matrix) / size).clip(0, 1).ravel()))
        for box in boxes
    ]


def _load(folder: Path, name: PageName) -> MadePage:
    beside: dict[str, Any] = json.loads(_truth_path(folder, name).read_text(encoding="utf-8"))
    told = beside["truth"]
    words = tuple(
        TruthWord(text, Quad.from_json(quad), line, block, bool(spaced))
        for text, quad, line, block, spaced in told["words"]
    )
    return MadePage(
        name,
        folder / f"{name.slug}.pdf",
        PageTruth(told["document"], told["page"], words),
        tuple(Quad.from_json(quad) for quad in beside["covers"]),
        beside["turn"],
        beside["by_rows"],
    )
