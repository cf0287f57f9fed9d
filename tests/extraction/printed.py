"""Small pages written by hand: `# ` before a line is large print, `foot:` puts it at the lower edge, an empty line
leaves space, two spaces part columns."""

from workstation.domain.geometry import Box
from workstation.extraction.page_text import PageLine, PageText, Source

BODY, LARGE, SMALL = 0.010, 0.016, 0.008
NOWHERE = Source()


def page(number: int, text: str, turn: int = 0, source: Source = NOWHERE) -> PageText:
    """The page that these lines make, upright unless `turn` says otherwise."""
    lines, top = [], 0.05
    for raw in text.strip().splitlines():
        line = raw.strip()
        if not line:
            top += 0.015
        elif line.startswith("foot:"):
            lines.append(_line(line.removeprefix("foot:").strip(), 0.94, SMALL))
        else:
            height = LARGE if line.startswith("# ") else BODY
            lines.append(_line(line.removeprefix("# "), top, height))
            top += 0.02
    return PageText(number, tuple(lines), turn, source=source)


def _line(text: str, top: float, height: float) -> PageLine:
    return PageLine(text, Box(0.1, top, min(0.95, 0.1 + 0.011 * len(text)), top + height), height)


def pages(*texts: str) -> list[PageText]:
    return [page(number, text) for number, text in enumerate(texts)]
