"""The parts of a page: head, running head, body, foot. Places are those of the upright page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from workstation.domain.geometry import Box
from workstation.extraction.document_words import DocumentWords, Match, lowered
from workstation.extraction.page_text import PageText, plain
from workstation.extraction.proposals import Place

_HEAD_SHARE, _HEAD_LINES = 0.32, 20
_RUNNING_SHARE, _RUNNING_LINES = 0.04, 3
_FOOT_TOP, _FOOT_LINES = 0.87, 2
_TAIL_LINES = 14
_LARGE, _LONGEST_HEAD = 1.15, 140
_SENTENCE = re.compile(r"[。;]|[\u4e00-\u9fff]\s*,|[,;] [a-z]|[a-z]{3}\.$")
_PARTED = re.compile(r"[·|•]")


@dataclass(frozen=True)
class PageParts:
    """A page with its lines in order from the top: `boxes`, `low` (lowered text) by place in `page.lines`.

    `head`: where a letterhead, a title and the patient would stand. `running`: the first lines alone. `foot`:
    those at the lower edge; `last`: the same, else the last two. `tail`: the end of the text, where a report is
    signed.
    """

    page: PageText
    boxes: tuple[Box, ...]
    low: tuple[str, ...]
    head: tuple[int, ...]
    running: tuple[int, ...]
    foot: tuple[int, ...]
    last: tuple[int, ...]
    tail: tuple[int, ...]
    height: float

    def place(self, line: int) -> Place:
        return Place(self.page.number, line, self.page.lines[line].box, self.page.lines[line].text)

    def is_large(self, line: int, times: float) -> bool:
        """Whether a line is printed larger than the page's usual print by this factor."""
        return self.page.lines[line].height >= times * self.height

    @property
    def body(self) -> tuple[int, ...]:
        """Every line that stands neither in the running head nor in the foot."""
        edges = {*self.running, *self.foot}
        return tuple(line for line in range(len(self.boxes)) if line not in edges)


def is_prose(parts: PageParts, line: int) -> bool:
    """Whether a line is of running text: long, or with the marks of a sentence and not in parts with marks between."""
    text = plain(parts.page.lines[line].text)
    if len(_PARTED.findall(text)) > 1:
        return False
    return len(text) > _LONGEST_HEAD or _SENTENCE.search(text) is not None


def is_running_head(parts: PageParts, line: int, words: DocumentWords) -> bool:
    """One line that tells title or hospital together with patient, number or date: 医院 · 报告 · 姓名. It is in small
    print, or all of these in one line with marks between."""
    low = parts.low[line]
    if line not in parts.running or is_prose(parts, line):
        return False
    named = words.title.stand_in(low), words.has("hospital", low)
    parted = len(_PARTED.findall(low))
    if parts.is_large(line, _LARGE):  # a line read as one word is as high as its highest sign
        return all(named) and parted > 1
    rest = _without(low, words.title.find(low))  # "Discharge summary" holds a label too
    told = any(char.isdigit() for char in low) or words.label.stand_in(rest) or words.has("continued", low)
    return any(named) and (told or parted > 1 or (all(named) and parted > 0))


def _without(low: str, found: Sequence[Match]) -> str:
    """A text with blanks where some words of it stand."""
    for match in found:
        low = low[: match.start] + " " * (match.end - match.start) + low[match.end :]
    return low


def parts_of(page: PageText) -> PageParts:
    boxes = tuple(page.upright(line) for line in page.lines)
    down = sorted(range(len(boxes)), key=lambda line: boxes[line].top)
    top = boxes[down[0]].top if down else 0.0
    foot = _foot(boxes, down)
    head = [line for line in down if boxes[line].top <= top + _HEAD_SHARE and line not in foot]
    return PageParts(
        page,
        boxes,
        tuple(lowered(line.text) for line in page.lines),
        tuple(head[:_HEAD_LINES]),
        tuple(line for line in head if boxes[line].top <= top + _RUNNING_SHARE)[:_RUNNING_LINES],
        foot,
        foot or tuple(down[-_FOOT_LINES:]),
        tuple(range(len(boxes)))[-_TAIL_LINES:],
        median(line.height for line in page.lines) if page.lines else 0.0,
    )


def _foot(boxes: Sequence[Box], down: Sequence[int]) -> tuple[int, ...]:
    """Lines at the lower edge; never more than half of a short page."""
    low = [line for line in down if boxes[line].top >= _FOOT_TOP]
    return tuple(low[-max(1, len(down) // 2) :])
