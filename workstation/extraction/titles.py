"""The title of a report among the first lines of a page, also where it was read with mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from workstation.extraction.document_words import DocumentWords
from workstation.extraction.page_parts import PageParts, is_running_head
from workstation.extraction.page_text import is_han, plain, squeezed
from workstation.extraction.proposals import ReadText

_LARGE = 1.15
_OWN_SHARE = 0.55
_LONGEST = 90
_MOST_WORDS = 6
_SHORTEST, _LONGEST_TITLE, _LEAST_ALIKE = 4, 45, 70.0
_SIGNS_BEHIND = tuple(":,(-（：，;")
_SHORTEST_FUZZY = {True: 4, False: 8}
_LETTERS_PER_SLIP = {True: 5, False: 7}


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title. `type`: what it tells about the kind of report, "" for nothing. `size`: of its print, in tenths of the
    usual one of the page. `stands`: it has its line, or its
    column of a line, to itself, as a title does and a running head does not."""

    read: ReadText
    type: str
    line: int
    stands: bool
    is_large: bool
    size: int
    is_running: bool

    @property
    def tells(self) -> bool:
        """It is the title of the page or stands in its running head: no word of the text."""
        return self.stands or self.is_running


def find_title(parts: PageParts, words: DocumentWords) -> FoundTitle | None:
    """The best title in the head of a page: one that stands alone before one in running text, large print before
    small, one that names a kind of report before one that does not."""
    found = [title for line in parts.head for title in _titles(parts, line, words)]
    return max(found, key=_rank, default=None)


def _rank(title: FoundTitle) -> tuple[bool, bool, bool, int, int]:
    return title.stands, title.is_large, bool(title.type), title.size, -title.line


def _titles(parts: PageParts, line: int, words: DocumentWords) -> Iterator[FoundTitle]:
    text, low = plain(parts.page.lines[line].text), parts.low[line]
    is_running = is_running_head(parts, line, words)
    start = 0
    for segment in low.split("  "):
        end = start + len(segment)
        if 0 < len(segment) <= _LONGEST:
            found = _in_segment(segment, words)
            if found is not None:
                kind, at, behind, stands = found
                stands = stands or (at == 0 and parts.is_large(line, _LARGE) and _is_short(segment))
                stands = stands and not is_running
                shown = _shown(text[start:end], at, behind, stands)
                read = ReadText(shown, parts.place(line))
                size = round(10 * parts.page.lines[line].height / parts.height)
                yield FoundTitle(
                    read, kind, line, stands, parts.is_large(line, _LARGE), size, line in parts.running[:1]
                )
        start = end + 2


def _is_short(segment: str) -> bool:
    """ "Referral for CAR-T assessment": begins with a title, and is too short for a running head."""
    return len(segment.split()) <= _MOST_WORDS and not any(char.isdigit() for char in segment)


def _shown(segment: str, at: int, behind: int, stands: bool) -> str:
    """The title as it stands, with what follows it on its line, where it has that to itself."""
    shown = segment[at:] if stands else segment[at:behind]
    han = sum(is_han(char) for char in shown) * 2 >= len(shown.replace(" ", ""))
    return "".join(shown.split()) if han else " ".join(shown.split()).strip(" :：-·|")


def _in_segment(segment: str, words: DocumentWords) -> tuple[str, int, int, bool] | None:
    """Kind of report, place, and whether the title stands alone in the segment."""
    key = squeezed(segment)
    match = max(words.title.find(segment), key=lambda match: match.end - match.start, default=None)
    if match is None:
        return _almost(segment, key, words)
    named = words.roles["hospital"].find(segment[: match.start])
    before = squeezed(segment[named[-1].end if named else 0 : match.start])
    own = squeezed(segment[match.start : match.end])
    rest = segment[match.end :].strip()
    alone = len(own) >= _OWN_SHARE * (len(key) - len(squeezed(segment[: match.start])) + len(before))
    opens = not before and (not rest or rest.startswith(_SIGNS_BEHIND)) and not any(c.isdigit() for c in rest)
    return match.value, match.start, match.end, alone or opens


def _almost(segment: str, key: str, words: DocumentWords) -> tuple[str, int, int, bool] | None:
    """A title that has the segment to itself and was read with few wrong signs."""
    if not _SHORTEST <= len(key) <= _LONGEST_TITLE or key in words.headings:
        return None
    found = process.extractOne(key, words.title_keys, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
    if found is None:
        return None
    title = words.titles[found[2]]
    han = is_han(title.key[0])
    slips = max(1, len(title.key) // _LETTERS_PER_SLIP[han])
    if len(title.key) < _SHORTEST_FUZZY[han] or found[1] < 100.0 * (1.0 - slips / len(title.key)):
        return None
    return title.type, 0, len(segment), True
