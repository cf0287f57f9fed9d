"""Documents found in packets: which pages begin one, which follow each other, and which documents are whole.

Each packet is measured as one file and, the same pages again, in the files of one of the ways in which reports arrive.
Most packets are measured on the words of the truth with some characters spoiled; a few are printed, scanned and read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from tests.benchmarks.corpus.packets import ARRANGEMENTS, Packet, make_packet
from tests.benchmarks.corpus.seeds import generator
from tests.benchmarks.measuring.comparison import told
from tests.benchmarks.measuring.figures import Figure, printed
from tests.benchmarks.measuring.programs import WORKERS, settled
from workstation import settings
from workstation.demo import files
from workstation.demo.paper import print_page
from workstation.demo.scan import RECIPES, scan_page
from workstation.demo.script import RecipeName
from workstation.demo.truth import TruthWord, page_truth
from workstation.extraction.document_words import DocumentWords, load_document_words
from workstation.extraction.documents import propose_documents
from workstation.extraction.page_text import PageText, Source
from workstation.reading import PageReading, ReadingPool, SourceFile

PACKETS, TUNING_PACKETS = 24, 6
"""Of a language; a third each in order, interleaved and shuffled."""
READ_PACKETS = (("en", 0), ("en", 1), ("zh", 2))
SPOILED = 0.01
"""The share of characters of the truth that are read as another."""
_SCALE = 200 / 72
_RECIPES: tuple[RecipeName, ...] = ("clean", "office", "copy")
_LOOKALIKE = dict(zip("0O1lI5S8B,.:;-人入大太日曰已己", "O0lI1S5B8.,;:~入人太大曰日己已", strict=True))

ARRIVALS = ("a file per report", "a file per page", "two reports in a file")

Links = frozenset[tuple[int, int]]
Documents = Sequence[Sequence[int]]


@dataclass
class Tally:
    """Found and true things, and those that are both."""

    found: int = 0
    true: int = 0
    both: int = 0

    def add(self, found: frozenset[object], true: frozenset[object]) -> None:
        self.found += len(found)
        self.true += len(true)
        self.both += len(found & true)

    def __str__(self) -> str:
        precision = 100.0 * self.both / self.found if self.found else 100.0
        recall = 100.0 * self.both / self.true if self.true else 100.0
        return f"precision {precision:.1f} %, recall {recall:.1f} %"


@dataclass
class Score:
    """Over all packets of a kind."""

    packets: int = 0
    pages: int = 0
    firsts: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    whole: Tally = field(default_factory=Tally)

    def add(self, found: Documents, true: Documents) -> None:
        self.packets += 1
        self.pages += sum(map(len, true))
        self.firsts.add(frozenset(each[0] for each in found), frozenset(each[0] for each in true))
        self.links.add(frozenset(links(found)), frozenset(links(true)))
        self.whole.add(frozenset(map(tuple, found)), frozenset(map(tuple, true)))


def links(documents: Documents) -> Iterator[tuple[int, int]]:
    """Each page with the one that follows it in its document."""
    for pages in documents:
        yield from pairwise(pages)


def run(purpose: str) -> Iterator[Figure]:
    words = load_document_words(settings.resources_dir() / "lexicon")
    count = TUNING_PACKETS if purpose == "tuning" else PACKETS
    for language in ("en", "zh"):
        scores: dict[str, Score] = {}
        for number in range(count):
            packet = make_packet(purpose, language, number, _SCALE)
            pages = list(spoiled_pages(packet, generator(purpose, language, "spoiled", str(number))))
            found = proposed(pages, words)
            for name in (packet.arrangement, "all"):
                scores.setdefault(name, Score()).add(found, packet.documents)
            arrival = ARRIVALS[(number + number // len(ARRANGEMENTS)) % len(ARRIVALS)]
            found = proposed(list(in_files(pages, files_of(packet, arrival))), words)
            for name in (arrival, "in files"):
                scores.setdefault(name, Score()).add(found, packet.documents)
        told(f"borders: {count} packets, {language}")
        for name in (*ARRANGEMENTS, "all", *ARRIVALS, "in files"):
            yield from _figures(f"borders, {language}, {name}", scores[name])
    yield from _figures("borders, read pages", _read_score(purpose, words))


def _figures(title: str, score: Score) -> Iterator[Figure]:
    measure = f"{title} ({score.packets} packets, {score.pages} pages)"
    yield printed(f"{measure}: first pages", str(score.firsts))
    yield printed(f"{measure}: pages that follow each other", str(score.links))
    yield printed(f"{measure}: whole documents", str(score.whole))


def proposed(pages: Sequence[PageText], words: DocumentWords) -> list[tuple[int, ...]]:
    return [proposal.pages for proposal in propose_documents(pages, words)]


def files_of(packet: Packet, arrival: str) -> Documents:
    """The places of the pages of each file: files of a page as they lie, those of reports in the order of these."""
    if arrival == "a file per page":
        return [(place,) for place in range(len(packet.pages))]
    size = 2 if arrival == "two reports in a file" else 1
    reports = packet.documents
    return [
        tuple(place for report in reports[start : start + size] for place in report)
        for start in range(0, len(reports), size)
    ]


def in_files(pages: Sequence[PageText], files: Documents) -> Iterator[PageText]:
    """The pages file by file, as a case gives them; each keeps its number."""
    for file, places in enumerate(map(tuple, files)):
        for place in places:
            yield replace(pages[place], source=Source(str(file), str(file)))


def spoiled_pages(packet: Packet, random: np.random.Generator) -> Iterator[PageText]:
    """The pages as if they had been read with some errors."""
    for place, page in enumerate(packet.pages):
        size = (page.drawing.width, page.drawing.height)
        truth = page_truth(str(page.report), page.number, page.drawing, np.eye(3), size)
        yield PageText.of_words(place, spoiled(truth.words, random))


def spoiled(words: Iterable[TruthWord], random: np.random.Generator) -> Iterator[TruthWord]:
    """Now and then a character is read as one that looks like it, or is lost; a word of one sign is never lost."""
    for word in words:
        signs = [sign if random.random() >= SPOILED else _LOOKALIKE.get(sign, "") for sign in word.text]
        yield replace(word, text="".join(signs) or word.text)


def _read_score(purpose: str, words: DocumentWords) -> Score:
    score = Score()
    with ReadingPool(reading_workers=WORKERS) as pool:
        for language, number in READ_PACKETS:
            packet = make_packet(purpose, language, number, _SCALE)
            data = _scanned(packet, generator(purpose, language, "scanned", str(number)))
            with SourceFile(data, "packet.pdf") as source:
                futures = [pool.read_page(source, index) for index in range(len(packet.pages))]
                pages = [_page_text(place, settled(future)) for place, future in enumerate(futures)]
            score.add(proposed(pages, words), packet.documents)
            told(f"borders: read {len(pages)} pages, {language}")
    return score


def _page_text(place: int, reading: PageReading | None) -> PageText:
    """A page that could not be read has no lines."""
    return PageText(place, ()) if reading is None else PageText.of_words(place, reading.words, reading.turn)


def _scanned(packet: Packet, random: np.random.Generator) -> bytes:
    """The packet as a PDF of scans, each report with the faults of one scanner."""
    recipes = [_RECIPES[int(random.integers(len(_RECIPES)))] for _ in packet.documents]
    pictures = []
    for page in packet.pages:
        seed = int(random.integers(1 << 62))
        recipe = replace(RECIPES[recipes[page.report]], dpi=200)
        scan = scan_page(print_page(page.drawing), recipe, 0, seed)
        pictures.append((files.picture(scan), False))
    return files.scanned_pdf(pictures)
