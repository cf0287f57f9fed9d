"""Traditional characters on a page in simplified Chinese, put down as what was printed.

Some pairs differ by a stroke or less, and RapidOCR, which knows both scripts, takes one for the other (性別 for 性别).
Only those are changed: 腫 for 肿 is no slip of the eye, so whoever wrote it meant it.
"""

from collections.abc import Sequence
from dataclasses import replace

from workstation.reading.lines import Line
from workstation.reading.pages import is_han

_ALIKE = str.maketrans(
    "別戶吳黃內呂沒強溫脫稅悅換喚煥瘓淨決況減涼彥冊奧搖遙汙盜",
    "别户吴黄内吕没强温脱税悦换唤焕痪净决况减凉彦册奥摇遥污盗",
)
_LEAST_SIMPLIFIED = 5
_WRITTEN_IN = {True: "gb2312", False: "big5"}
"""What a simplified and a traditional computer could write when each knew only its own script."""


def as_printed(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page. Nothing is changed unless the page holds several characters that are simplified alone, and
    none that is traditional alone besides those that look alike."""
    signs = {sign for line in lines for piece in line.pieces for sign in piece.text if is_han(sign)}
    slips = {sign for sign in signs if ord(sign) in _ALIKE}
    if not slips or any(map(_is_traditional, signs - slips)):
        return list(lines)
    if sum(map(_is_simplified, signs)) < _LEAST_SIMPLIFIED:
        return list(lines)
    return [_changed(line) for line in lines]


def _changed(line: Line) -> Line:
    return replace(
        line, pieces=tuple(replace(piece, text=piece.text.translate(_ALIKE)) for piece in line.pieces)
    )


def _is_simplified(sign: str) -> bool:
    return _can_write(sign, simplified=True) and not _can_write(sign, simplified=False)


def _is_traditional(sign: str) -> bool:
    return _can_write(sign, simplified=False) and not _can_write(sign, simplified=True)


def _can_write(sign: str, *, simplified: bool) -> bool:
    try:
        sign.encode(_WRITTEN_IN[simplified])
    except UnicodeEncodeError:
        return False
    return True
