"""Documents out of pages: which pages make one report, in what order, and what it says of itself.

    words = load_document_words(folder)
    pages = [PageText.of_words(number, reading.words, reading.turn) for number, reading in enumerate(readings)]
    for document in propose_documents(pages, words):
        document.pages, document.type, document.date, document.reasons

The pages may be shuffled and reports may lie between each other. Nothing but what is printed on the pages is
looked at, and which pages came in one file or in an order (`Source`): no date of a camera. Everything is recomputed
from the readings; nothing is kept.
"""

from collections.abc import Sequence

from workstation.domain.messages import Message
from workstation.extraction import document_facts as facts
from workstation.extraction.document_words import DocumentWords
from workstation.extraction.openings import opening_of
from workstation.extraction.other_patients import patient_names
from workstation.extraction.page_groups import grouped
from workstation.extraction.page_signs import PageSigns, signs_of
from workstation.extraction.page_text import PageText
from workstation.extraction.page_ties import report_numbers
from workstation.extraction.proposals import DocumentProposal
from workstation.extraction.report_dates import date_of


def propose_documents(pages: Sequence[PageText], words: DocumentWords) -> tuple[DocumentProposal, ...]:
    """The documents that some pages make, each page in exactly one; by the first of their pages as given."""
    signs = [signs_of(page, words) for page in pages]
    openings = [opening_of(page, words) for page in signs]
    numbers = report_numbers(signs)
    proposals = []
    for group in grouped(signs, openings):
        opened = [
            reason for place in group.pages if openings[place].opens for reason in openings[place].reasons
        ]
        number = next((numbers[place] for place in group.pages if numbers[place] is not None), None)
        chosen = [signs[place] for place in group.pages]
        proposals.append(_proposal(chosen, number, (*opened, *group.reasons), words))
    return tuple(proposals)


def describe_document(pages: Sequence[PageText], words: DocumentWords) -> DocumentProposal:
    """What pages that are known to make one document, in their order, say of it; `reasons` stay empty."""
    signs = [signs_of(page, words) for page in pages]
    number = next((number for number in report_numbers(signs) if number is not None), None)
    return _proposal(signs, number, (), words)


def _proposal(
    pages: Sequence[PageSigns], number: str | None, reasons: tuple[Message, ...], words: DocumentWords
) -> DocumentProposal:
    kind, title = facts.type_of(pages), facts.title_of(pages)
    return DocumentProposal(
        pages=tuple(page.page.number for page in pages),
        type=kind,
        language=facts.language_of(pages),
        title=None if title is None else title.read,
        date=date_of(pages, kind, words),
        hospital=facts.hospital_of(pages, words),
        author=facts.author_of(pages, words),
        report_number=facts.report_number_of(pages, number),
        patient_name=facts.labelled(pages, "patient_name"),
        patient_id=facts.labelled(pages, "patient_id"),
        patients=tuple(name for page in pages for name in patient_names(page, words)),
        reasons=reasons,
    )
