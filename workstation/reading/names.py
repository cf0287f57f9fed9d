"""Names of files as strangers wrote them, made fit to be shown: readable, harmless and short."""

import os
import re
import unicodedata
from pathlib import Path

JOINT = " › "
"""Between what holds a file and the file: "packet.zip › report.pdf"."""
LONGEST = 200

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_LAST_COMMON_ROW = 0xD7
_STEPS = re.compile(r"[/\\]+")
_DRIVE = re.compile(r"^[A-Za-z]:")


def name_of(path: Path) -> str:
    """What a file on the disk is called here: as `shown`, and never empty."""
    return shown(decoded(os.fsencode(path.name))) or "?"


def decoded(raw: bytes) -> str:
    """A name that does not say how it is written: UTF-8, else Chinese (GBK), else as DOS or Windows wrote it.

    GBK gives letters for almost any bytes; it is believed where at least half of them are common characters.
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _chinese(raw) or _western(raw)


def _chinese(raw: bytes) -> str:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    letters = [letter for letter in text if not letter.isascii()]
    common = sum(_is_common(letter) for letter in letters)
    return text if 2 * common >= len(letters) else ""


def _is_common(letter: str) -> bool:
    """Among the signs and the 3,755 characters that GB 2312 puts first."""
    try:
        return letter.encode("gb2312")[0] <= _LAST_COMMON_ROW
    except UnicodeEncodeError:
        return False


def _western(raw: bytes) -> str:
    for encoding in ("cp437", "cp1252"):
        text = raw.decode(encoding, "replace")
        beyond = (letter for letter in text if not letter.isascii())
        if all(unicodedata.name(letter, "").startswith("LATIN") for letter in beyond):
            return text
    return raw.decode("cp437")


def shown(name: str) -> str:
    """The name without anything unseen (control characters, marks that turn the direction of writing), its
    folders joined by `JOINT`, none of them leading up or out; "" where nothing is left.

    A long name loses its middle, so that the kind at its end stays in sight.
    """
    composed = unicodedata.normalize("NFC", name)
    steps = (_seen(step) for step in _STEPS.split(_DRIVE.sub("", composed)))
    return shortened(JOINT.join(step for step in steps if step.strip(".")))


def _seen(step: str) -> str:
    kept = (" " if letter.isspace() else letter for letter in step if _is_kept(letter))
    return " ".join("".join(kept).split())


def _is_kept(letter: str) -> bool:
    return letter in "\t\n" or unicodedata.category(letter) not in _UNSEEN


def shortened(name: str, longest: int = LONGEST) -> str:
    """The name within so many characters."""
    if len(name) <= longest:
        return name
    tail = min(40, longest // 3)
    return f"{name[: longest - tail - 1]}…{name[-tail:]}"
