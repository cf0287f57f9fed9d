"""RapidOCR (PP-OCRv6 models of its wheel, on onnxruntime): finds lines on a page and reads strips of it.

Only inside a page worker that reads. Everything is loaded when it is made, before the sandbox closes, and runs in
the one thread that a worker has.
"""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray
from rapidocr.ch_ppocr_rec.typings import TextRecInput

from workstation.reading.cleaning import Grey, contrasted, flattened
from workstation.reading.letter_places import edges_of
from workstation.reading.pages import is_han

Quad = NDArray[np.float32]
"""Four corners (TL, TR, BR, BL as read) in pixels."""

VERSION = f"RapidOCR {version('rapidocr')}"
_GROUND_PX, _LEAST_SIDE_PX = 41, 32
_APART, _APART_AT_MARK = 1.1, 0.55
"""From one sign to the next, in heights of the strip: no word has such a gap (an M is almost as wide), and no mark
within Chinese unless more stands behind it than belongs to it."""
_MARKS = ",;:)"
_ROOM = 0.12
"""Between two words, in heights of the strip."""
_SPECKS = 0.04
_SPACES = {"9A": 0.12, "A9": 0.14, "AA": 0.17, ")9": 0.14, ")A": 0.14}
"""Kinds of signs (9: a figure, A: a letter) and the white between them, in heights of the strip, that is a space."""
_MODELS = Path(rapidocr.__file__).parent / "models"


class RapidOcr:
    """Both models, ready to run."""

    def __init__(self) -> None:
        engine: Any = rapidocr.RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.log_level": "critical",
                "Global.model_root_dir": str(_MODELS),
                "Det.limit_type": "max",
                "Rec.rec_batch_num": 1,
                "Rec.rec_img_shape": [3, 48, 48],
            }
        )
        self._detect: Any = engine._load_det_model()
        self._recognise: Any = engine._load_rec_model()
        self._warm()

    def _warm(self) -> None:
        """What the packages load with the first picture is loaded now."""
        blank = np.full((64, 320), 255, np.uint8)
        cv2.putText(blank, "1234567", (10, 48), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (0,), 3)
        self.find(blank, 320)
        self.read([blank])

    def find(self, page: Grey, longest_px: int) -> list[Quad]:
        """Where lines of text stand, looked for on the page reduced to this longest side, in full contrast: faint print
        is found that is missed without. From the top."""
        factor = min(1.0, max(longest_px / max(page.shape), _LEAST_SIDE_PX / min(page.shape)))
        small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        self._detect.limit_side_len = max(32, longest_px)
        clear = contrasted(flattened(np.asarray(small, np.uint8), _GROUND_PX))
        found = self._detect(cv2.cvtColor(clear, cv2.COLOR_GRAY2BGR))
        if found.boxes is None:
            return []
        scale = np.array([page.shape[1] / small.shape[1], page.shape[0] / small.shape[0]], np.float32)
        return [np.asarray(box, np.float32) * scale for box in found.boxes]

    def read(self, strips: Sequence[Grey]) -> list[list[dict[str, Any]]]:
        """The words of each strip: text, where it starts and ends along the strip (0..1), confidence."""
        if not strips:
            return []
        colour = [cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR) for strip in strips]
        found = self._recognise(TextRecInput(img=colour, return_word_box=True))
        rows = zip(found.txts, found.word_results, strips, strict=True)
        return [_words(text, info, strip) for text, info, strip in rows]


def _words(text: str, info: Any, strip: Grey) -> list[dict[str, Any]]:
    """Cut at the spaces that the network tells, and where signs of Latin print stand further apart than in any word. In
    a line of Chinese, of which it tells hardly any, the white between Latin signs is measured.

    A character stands where its column of the network's answer is.
    """
    if not text.strip():
        return []
    shape = strip.shape
    white, has_han = _white_columns(strip), any(map(is_han, text))
    count = max(1.0, float(info.line_txt_len))
    heights = shape[1] / shape[0] / count
    places = (column for group in info.word_cols for column in group)
    words: list[list[tuple[str, float, float]]] = [[]]
    last = 0
    for character, sure in zip(text, info.confs, strict=True):
        if character.isspace():
            words.append([])
            continue
        place = next(places)
        if words[-1] and _may_part(words[-1][-1][0], character):
            before = words[-1][-1][0]
            between = slice(int((last + 0.5) / count * shape[1]), int((place + 0.5) / count * shape[1]) + 1)
            in_han = has_han and _is_space(white[between], shape[0], before, character)
            least = _APART_AT_MARK if has_han and before in _MARKS else _APART
            if in_han or (place - last) * heights > least:
                words.append([])
        words[-1].append((character, (place + 0.5) / count, float(sure)))
        last = place
    told = [_word(word, 1.0 / count) for word in words if word]
    if has_han:
        return _with_edges(told, words, shape[0] / shape[1])
    _make_room(told, _ROOM * shape[0] / shape[1])
    return told


def _make_room(words: Sequence[dict[str, Any]], room: float) -> None:
    """Words that the network tells apart do not touch, however coarse its columns are: it is hardly ever wrong in it,
    and sees spaces in print so close that no white is left to measure."""
    for before, after in pairwise(words):
        middle = (before["end"] + after["start"]) / 2
        before["end"] = max(before["start"], min(before["end"], middle - room / 2))
        after["start"] = min(after["end"], max(after["start"], middle + room / 2))


def _with_edges(
    told: list[dict[str, Any]], words: Sequence[Sequence[tuple[str, float, float]]], height: float
) -> list[dict[str, Any]]:
    """The words of a line of Chinese, of which parts are picked, each with the edges of its characters."""
    edges = iter(edges_of([(sign, place) for word in words for sign, place, _ in word], height))
    for word in told:
        own = [next(edges) for _ in word["text"]]
        borders = [own[0][0], *((end + start) / 2 for (_, end), (start, _) in pairwise(own)), own[-1][1]]
        word["edges"] = [round(border, 5) for border in borders]
    return told


def _may_part(before: str, after: str) -> bool:
    """Not within Han: what is written there needs no space."""
    return not (is_han(before) or is_han(after))


def _white_columns(strip: Grey) -> NDArray[np.bool_]:
    """For each column of a strip, whether there is hardly any ink in it."""
    _, ink = cv2.threshold(strip, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(ink.sum(axis=0) <= max(1.0, _SPECKS * strip.shape[0]), np.bool_)


def _is_space(white: NDArray[np.bool_], height: int, before: str, after: str) -> bool:
    """Whether the widest white between two signs is that of a space; markers with their figures (CD20) stand wide, and
    figures beside each other wider."""
    least = _SPACES.get(_kind(before) + _kind(after))
    start, end = _widest(white)
    return least is not None and end - start >= least * height


def _widest(white: NDArray[np.bool_]) -> tuple[int, int]:
    """Where the widest white among some columns starts and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], white.astype(np.int8), [0]))))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return max(runs, key=lambda run: run[1] - run[0], default=(0, 0))


def _kind(sign: str) -> str:
    return "9" if sign.isdigit() else "A" if sign.isalpha() else sign


def _word(signs: list[tuple[str, float, float]], half: float) -> dict[str, Any]:
    places = [place for _, place, _ in signs]
    return {
        "text": "".join(character for character, _, _ in signs),
        "start": min(1.0, max(0.0, min(places) - half)),
        "end": min(1.0, max(places) + half),
        "conf": min(1.0, max(0.0, sum(sure for _, _, sure in signs) / len(signs))),
    }
