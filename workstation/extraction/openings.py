"""Whether a page opens a report: letterhead, title, patient, "page 1", or nothing of it."""

from collections.abc import Set
from dataclasses import dataclass

from workstation.domain.messages import Message
from workstation.extraction.document_words import DocumentWords
from workstation.extraction.page_parts import is_prose, is_running_head
from workstation.extraction.page_signs import IDENTITY, PageSigns

OPENS = 1.8
"""From this sum on a page opens a report: a large title, a title and the patient, or "page 1"."""
_FIRST_PAGE, _LATER_PAGE = 4.0, -6.0
_TITLE, _LARGE_TITLE = 1.5, 1.0
_HOSPITAL, _LARGE_HOSPITAL, _ADDRESS = 1.0, 1.0, 0.5
_PATIENT, _NUMBER, _OTHER_LABELS, _SALUTATION = 0.5, 0.5, 0.5, 1.0
_CONTINUED, _RUNNING_HEAD, _WITHIN = -4.0, -1.5, -1.0
_LARGE_HEAD = 1.0
_LARGE, _LARGE_FIRST = 1.15, 1.25
_FIRST_LINES = 6
_SUMMARIES = frozenset({"discharge_summary", "treatment_history", "other"})
_HEADS = frozenset({"pathology", "laboratory", "pet_ct", "echocardiogram"})
"""What summaries have a section about."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How much speaks for the page being the first of a report; `reasons` names what weighs most."""

    score: float
    reasons: tuple[Message, ...]

    @property
    def opens(self) -> bool:
        return self.score >= OPENS


def opening_of(signs: PageSigns, words: DocumentWords) -> Opening:
    found = (*_counted(signs), *_titled(signs), *_letterhead(signs, words), *_labelled(signs))
    score = sum(weight for weight, _ in found) + sum(_against(signs, words))
    return Opening(score, tuple(reason for weight, reason in found if weight > 0 and reason is not None))


_Weighed = tuple[float, Message | None]


def _counted(signs: PageSigns) -> list[_Weighed]:
    if signs.number is None:
        return []
    if signs.number > 1:
        return [(_LATER_PAGE, None)]
    return [(_FIRST_PAGE, Message("documents.opens.first_page", {"page": signs.page.called}))]


def _titled(signs: PageSigns) -> list[_Weighed]:
    title = signs.title
    if title is None or not title.stands:
        return []
    weight = _TITLE + (_LARGE_TITLE if title.is_large else 0.0)
    return [(weight, Message("documents.opens.title", {"page": signs.page.called, "title": title.read.text}))]


def begins_other(signs: PageSigns, kinds: Set[str]) -> bool:
    """Whether a page has a title of its own at its top that is of none of these kinds, those of a report before it.
    A summary holds heads such as "Laboratory results", in small print."""
    title = signs.title
    if title is None or not title.stands or not title.type or not kinds or title.type in kinds:
        return False
    if signs.is_continued or (signs.number is not None and signs.number > 1) or not _is_at_top(signs):
        return False
    return title.is_large or title.type not in _HEADS or not kinds & _SUMMARIES


def _is_at_top(signs: PageSigns) -> bool:
    """Nothing but a letterhead and labels stands above the title."""
    title, head = signs.title, signs.parts.head[:_FIRST_LINES]
    if title is None or title.line not in head:
        return False
    return not any(is_prose(signs.parts, line) for line in head[: head.index(title.line)])


def _letterhead(signs: PageSigns, words: DocumentWords) -> list[_Weighed]:
    parts = signs.parts
    first = parts.head[:_FIRST_LINES]
    named = [line for line in first if words.has("hospital", parts.low[line])]
    lines = [line for line in named if not is_running_head(parts, line, words) and not is_prose(parts, line)]
    found: list[_Weighed] = []
    if lines:
        large = any(parts.is_large(line, _LARGE) for line in lines)
        weight = _HOSPITAL + (_LARGE_HOSPITAL if large else 0.0)
        found.append((weight, Message("documents.opens.letterhead", {"page": signs.page.called})))
    elif first and parts.is_large(first[0], _LARGE_FIRST) and not _is_title(signs, first[0]):
        found.append((_LARGE_HEAD, Message("documents.opens.large_head", {"page": signs.page.called})))
    if any(words.has("letterhead", parts.low[line]) for line in parts.head):
        found.append((_ADDRESS, None))
    if any(words.has("salutation", parts.low[line]) for line in parts.head):
        found.append((_SALUTATION, None))
    return found


def _is_title(signs: PageSigns, line: int) -> bool:
    return signs.title is not None and signs.title.line == line


def _labelled(signs: PageSigns) -> list[_Weighed]:
    head = set(signs.parts.head)
    kinds = {label.kind for label in signs.labels if label.place.line in head}
    who = len(kinds & set(IDENTITY))
    found: list[_Weighed] = [(_PATIENT * who, None)]
    if "number" in kinds:
        found.append((_NUMBER, None))
    if len(kinds - set(IDENTITY) - {"number"}) >= 2:
        found.append((_OTHER_LABELS, None))
    return found


def _against(signs: PageSigns, words: DocumentWords) -> list[float]:
    found = [_CONTINUED] if signs.is_continued else []
    if signs.begins_within:
        found.append(_WITHIN)
    if any(is_running_head(signs.parts, line, words) for line in signs.parts.running):
        found.append(_RUNNING_HEAD)
    return found
