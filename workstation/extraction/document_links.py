"""How documents belong together: copies, translations, and reports that replace or supplement earlier ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workstation.domain.documents import LinkKind
from workstation.domain.messages import Message
from workstation.extraction.dates_in_text import dates_in
from workstation.extraction.document_words import DocumentWords, lowered
from workstation.extraction.labels import code_key
from workstation.extraction.page_parts import parts_of
from workstation.extraction.page_text import PageText, squeezed
from workstation.extraction.page_ties import are_one_number
from workstation.extraction.proposals import DocumentProposal, LinkProposal
from workstation.extraction.text_likeness import TextPieces, figures_in

_COPY_TEXT, _COPY_FIGURES = 0.45, 0.5
_LEAST_SHINGLES = 40
_TRANSLATION_TOKENS, _LEAST_TOKENS = 0.5, 8
_NUMBERED_TOKENS = 0.25
_LATIN = re.compile(r"[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*")
_HEAD_MARKS = ("copy", "translation", "amended")


@dataclass(frozen=True)
class _Reading:
    """What of a document is compared. `tokens`: dates, numbers and Latin words, the same in every language."""

    proposal: DocumentProposal
    pieces: TextPieces
    tokens: frozenset[str]
    codes: str
    marks: frozenset[str]
    number: str
    base: str


def propose_links(
    documents: Sequence[DocumentProposal], pages: Sequence[PageText], words: DocumentWords
) -> tuple[LinkProposal, ...]:
    """The links between documents of these pages; of each document at most one of each kind."""
    by_number = {page.number: page for page in pages}
    readings = [_reading(document, by_number, words) for document in documents]
    found: list[LinkProposal] = []
    for later in range(len(readings)):
        for earlier in range(later):
            link = _link(readings, earlier, later)
            if link is not None and not _is_told(found, link):
                found.append(link)
    return tuple(found)


def _is_told(found: Sequence[LinkProposal], link: LinkProposal) -> bool:
    """A copy of a copy is a copy of the first; what was translated once is not translated again."""
    copies = {each.document for each in found if each.kind is LinkKind.COPY_OF}
    same = any(each.document == link.document and each.kind is link.kind for each in found)
    return same or link.other in copies or link.document in copies


def _link(readings: Sequence[_Reading], earlier: int, later: int) -> LinkProposal | None:
    a, b = readings[earlier], readings[later]
    for kind, mark, judge in (
        (LinkKind.SUPERSEDES, "amended", _newer),
        (LinkKind.COPY_OF, "copy", _copy),
        (LinkKind.TRANSLATION_OF, "translation", _translation),
    ):
        is_earlier = mark in a.marks and mark not in b.marks
        one, other = (a, b) if is_earlier else (b, a)
        reasons = judge(one, other)
        if reasons:
            places = (earlier, later) if is_earlier else (later, earlier)
            return LinkProposal(*places, kind, reasons)
    return None


def _newer(one: _Reading, other: _Reading) -> tuple[Message, ...]:
    if "amended" not in one.marks or "amended" in other.marks or not other.number:
        return ()
    marked = Message("documents.link.amended")
    if one.base and one.base == other.base:
        return (marked, _same_number(other))
    if other.number in one.codes and one.proposal.type == other.proposal.type:
        return (marked, Message("documents.link.names_number", {"number": _written(other)}))
    return ()


def _copy(one: _Reading, other: _Reading) -> tuple[Message, ...]:
    numbered = bool(one.number and other.number)
    if one.proposal.language != other.proposal.language or not _may_be_one(one, other):
        return ()
    a, b = one.pieces, other.pieces
    if min(len(a.shingles), len(b.shingles)) < _LEAST_SHINGLES:
        return ()
    text = a.shared_text(b)
    figures = (
        a.shared_figures(b) if numbered else a.alike_figures(b)
    )  # a page of a report is a copy of it too
    if text < _COPY_TEXT or figures < _COPY_FIGURES:
        return ()
    same_text = Message("documents.link.same_text", {"percent": round(100 * text)})
    return (same_text, _same_number(other)) if numbered else (same_text,)


def _translation(one: _Reading, other: _Reading) -> tuple[Message, ...]:
    languages = one.proposal.language, other.proposal.language
    if "" in languages or languages[0] == languages[1] or one.proposal.type != other.proposal.type:
        return ()
    if not _may_be_one(one, other):
        return ()
    shared = one.tokens & other.tokens
    least = min(len(one.tokens), len(other.tokens))
    share = len(shared) / least if least else 0.0
    tokens = Message("documents.link.same_figures", {"count": len(shared)})
    if one.number and one.number == other.number and share >= _NUMBERED_TOKENS:
        return (_same_number(other), tokens)
    is_translation = share >= _TRANSLATION_TOKENS and len(shared) >= _LEAST_TOKENS
    return (tokens,) if is_translation else ()


def _may_be_one(one: _Reading, other: _Reading) -> bool:
    """Neither report number nor date forbids that two documents are the same report."""
    if one.number and other.number:
        return are_one_number(one.number, other.number)
    dates = one.proposal.date, other.proposal.date
    if dates[0] is None or dates[1] is None:
        return True
    return bool(set(dates[0].date.alternatives) & set(dates[1].date.alternatives))


def _same_number(reading: _Reading) -> Message:
    return Message("documents.link.same_number", {"number": _written(reading)})


def _written(reading: _Reading) -> str:
    number = reading.proposal.report_number
    return number.text if number is not None else reading.number


def _reading(document: DocumentProposal, pages: Mapping[int, PageText], words: DocumentWords) -> _Reading:
    own = [pages[number] for number in document.pages]
    text = "\n".join(line.text for page in own for line in page.lines)
    number = document.report_number.text if document.report_number is not None else ""
    return _Reading(
        document,
        TextPieces.of(text),
        frozenset(_tokens(text)),
        code_key(text),
        frozenset(_marks(own, words)),
        code_key(number),
        code_key(_without_suffix(number, words)),
    )


def _tokens(text: str) -> Iterator[str]:
    for line in text.splitlines():
        low, at = lowered(line), 0
        rest = ""
        for found in dates_in(low):
            yield str(found.date.alternatives)
            rest += low[at : found.start] + " "
            at = found.end
        rest += low[at:]
        yield from figures_in(rest)
        yield from (squeezed(word) for word in _LATIN.findall(rest) if any(c.isdigit() for c in word))


def _marks(pages: Sequence[PageText], words: DocumentWords) -> Iterator[str]:
    """Which marks stand in the head or the foot of a document: copy, translation, amended."""
    for page in pages:
        parts = parts_of(page)
        for line in (*parts.head, *parts.foot):
            yield from (mark for mark in _HEAD_MARKS if words.has(mark, parts.low[line]))


def _without_suffix(number: str, words: DocumentWords) -> str:
    """H26-11873 of "H26-11873 ADD-1"."""
    low = lowered(number)
    ends = [match.start for match in words.roles["number_suffix"].find(low) if match.start > 3]
    return number[: ends[0]] if ends else number
