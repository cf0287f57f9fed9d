"""Whose pages they are: the patients that pages name, held against the one they were filed for."""

from collections.abc import Iterator, Sequence

from workstation.extraction.document_words import DocumentWords, lowered
from workstation.extraction.page_signs import PageSigns
from workstation.extraction.person_names import are_one_script, may_be_one_person
from workstation.extraction.proposals import ReadText

_NO_PERSON = ("hospital", "department", "role")


def patient_names(signs: PageSigns, words: DocumentWords) -> Iterator[ReadText]:
    """The patients named behind a label in the head or the foot of a page."""
    edges = {*signs.parts.head, *signs.parts.foot}
    for label in signs.labelled("patient_name"):
        low = lowered(label.text)
        if label.place.line in edges and not any(words.has(role, low) for role in _NO_PERSON):
            yield ReadText(label.text, label.place)


def other_patient(read: Sequence[ReadText], known: Sequence[str]) -> ReadText | None:
    """The first of the names read on a page that is none of the `known` names of its patient.

    None where no name was read, where one of those read may be the patient's, or where they are in a script in which
    the patient's name is not known: these decide nothing. Slips of spelling are borne.
    """
    pairs = [(name, other) for name in read for other in known if are_one_script(name.text, other)]
    if any(may_be_one_person(name.text, other) for name, other in pairs):
        return None
    return pairs[0][0] if pairs else None
