"""Documents out of files: proposed from what was read, recomputed every time, and made so only once accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workstation.domain.messages import Message
from workstation.extraction.document_links import propose_links
from workstation.extraction.documents import describe_document, propose_documents
from workstation.extraction.other_patients import other_patient
from workstation.extraction.page_text import PageText, Source
from workstation.extraction.proposals import DocumentProposal, ReadText
from workstation.services.file_order import in_runs
from workstation.services.views import (
    DocumentFacts,
    DocumentProposals,
    ProposedDocument,
    ProposedLink,
    ReadOn,
)
from workstation.services.workspace import Workspace
from workstation.store import cases, document_pages, files, page_text, readings
from workstation.store.store import ReadTx
from workstation.store.tables.files import Document, Page

_TEXTS = ("title", "hospital", "author", "report_number", "patient_name", "patient_id")


@dataclass(frozen=True)
class _Pile:
    """The documents of a case whose pages were read, and those pages, numbered through. `patient`: the names of the
    case's patient. `fresh`: documents as they were imported, of which nobody has said anything; their pages have the
    first numbers, photographs in the order of their names."""

    patient: tuple[str, ...]
    documents: Mapping[str, Document]
    pages: Mapping[str, tuple[str, ...]]
    fresh: tuple[str, ...]
    texts: Mapping[str, PageText]

    def texts_of(self, page_ids: Sequence[str]) -> list[PageText]:
        return [self.texts[page_id] for page_id in page_ids]

    def pages_of(self, proposal: DocumentProposal) -> tuple[str, ...]:
        page_ids = tuple(self.texts)
        return tuple(page_ids[number] for number in proposal.pages)

    def others_on(self, proposal: DocumentProposal) -> dict[str, str]:
        """The pages that name another patient, and whom."""
        found = {}
        for page_id, number in zip(self.pages_of(proposal), proposal.pages, strict=True):
            read = [name for name in proposal.patients if name.place.page == number]
            other = other_patient(read, self.patient)
            if other is not None:
                found[page_id] = other.text
        return found


def document_proposals(ws: Workspace, case_id: str) -> DocumentProposals:
    """What the pages of a case make, as far as they were read. Documents that somebody has described, divided or
    set aside stay as they are; of those only what they say of themselves, and their links, are proposed."""
    with ws.read() as tx:
        pile = _pile(tx, case_id)
        linked: set[frozenset[str | None]] = {
            frozenset((row.document_id, row.other_id)) for row in document_pages.links(tx, case_id)
        }
    words = ws.rules.document_words
    loose = tuple(page_id for document_id in pile.fresh for page_id in pile.pages[document_id])
    made = propose_documents(pile.texts_of(loose), words)
    settled = [page_ids for document_id, page_ids in pile.pages.items() if document_id not in pile.fresh]
    standing = [describe_document(pile.texts_of(page_ids), words) for page_ids in settled]
    compared = (*standing, *made)
    proposed = [_proposed(pile, each) for each in compared]
    links = [
        ProposedLink(proposed[link.document].page_ids, proposed[link.other].page_ids, link.kind, link.reasons)
        for link in propose_links(compared, tuple(pile.texts.values()), words)
    ]
    return DocumentProposals(
        page_ids=loose,
        documents=tuple(proposed[len(standing) :]),
        described={each.stands_as: each for each in proposed if each.stands_as is not None},
        links=tuple(link for link in links if _ends(pile, link) not in linked),
        others={page_id: name for each in proposed for page_id, name in each.others.items()},
        seen={document_id: pile.documents[document_id].row_version for document_id in pile.fresh},
    )


def _ends(pile: _Pile, link: ProposedLink) -> frozenset[str | None]:
    """The documents that a link would join, as far as they stand."""
    return frozenset(_standing(pile, page_ids) for page_ids in (link.page_ids, link.other_page_ids))


def _standing(pile: _Pile, page_ids: tuple[str, ...]) -> str | None:
    return next((key for key, pages in pile.pages.items() if pages == page_ids), None)


def _pile(tx: ReadTx, case_id: str) -> _Pile:
    documents = {row.id: row for row in files.documents(tx, case_id) if row.set_aside_reason is None}
    placed: dict[str, list[Page]] = {}
    for place, page in files.document_pages(tx, list(documents)):
        placed.setdefault(place.document_id, []).append(page)
    unread = _unread(tx, case_id, [page.id for pages in placed.values() for page in pages])
    read = {
        key: placed[key] for key in documents if key in placed and not unread & {p.id for p in placed[key]}
    }
    names = files.file_names(tx, case_id)
    imported = [key for key, pages in read.items() if _is_as_imported(tx, documents[key], pages)]
    runs = in_runs({key: (names.get(read[key][0].file_id, ""), len(read[key])) for key in imported})
    fresh = tuple(runs)
    order = (*fresh, *(key for key in read if key not in fresh))
    sources = {
        page.id: Source(page.file_id, runs.get(key, key), _called(page, names))
        for key in order
        for page in read[key]
    }
    patient = cases.patient(tx, cases.case(tx, case_id).patient_id)
    return _Pile(
        (patient.name, *(alias.name for alias in cases.aliases(tx, patient.id))),
        documents,
        {key: tuple(page.id for page in pages) for key, pages in read.items()},
        fresh,
        _texts(tx, sources),
    )


def _called(page: Page, names: Mapping[str, str]) -> Message:
    """As the panel numbers the page, with its file where the case has several."""
    number, file = page.index + 1, names.get(page.file_id, "")
    if len(names) == 1 or not file:
        return Message("documents.page", {"page": number})
    return Message("documents.page_of_file", {"page": number, "file": file})


def _unread(tx: ReadTx, case_id: str, page_ids: Sequence[str]) -> set[str]:
    """The pages that still wait for an engine; those that none could read do not."""
    failed = {key for key, task in readings.tasks(tx, page_ids).items() if task.state == readings.FAILED}
    done = {*readings.current_readings(tx, page_ids), *failed, *readings.by_eye(tx, case_id, page_ids)}
    return set(page_ids) - done


def _is_as_imported(tx: ReadTx, row: Document, pages: Sequence[Page]) -> bool:
    """All pages of one file in its order, and not a word about what it is."""
    if row.type != "other" or row.date is not None or any((row.title, row.hospital, row.author, row.grade)):
        return False
    return [page.id for page in pages] == [page.id for page in files.pages_of_file(tx, pages[0].file_id)]


def _texts(tx: ReadTx, sources: Mapping[str, Source]) -> dict[str, PageText]:
    """The pages of these sources, in their order."""
    page_ids = tuple(sources)
    found, turns = readings.current_readings(tx, page_ids), files.turns(tx, page_ids)
    texts = {}
    for number, (page_id, source) in enumerate(sources.items()):
        reading = found.get(page_id)
        turn = turns.get(page_id, 0 if reading is None else reading.turn)
        texts[page_id] = PageText.of_words(number, page_text.laid(tx, page_id).words, turn, source=source)
    return texts


def _proposed(pile: _Pile, made: DocumentProposal) -> ProposedDocument:
    page_ids = pile.pages_of(made)
    texts = {name: value for name in _TEXTS if (value := getattr(made, name)) is not None}
    read_on = {**texts, "date": made.date} if made.date is not None else texts
    numbers, others = tuple(pile.texts), pile.others_on(made)
    return ProposedDocument(
        page_ids=page_ids,
        facts=DocumentFacts(
            type=made.type,
            title=_text(made.title),
            date=None if made.date is None else made.date.date,
            hospital=_text(made.hospital),
            author=_text(made.author),
            language=made.language,
        ),
        report_number=_text(made.report_number),
        patient_name=_text(made.patient_name),
        patient_id=_text(made.patient_id),
        read_on={
            name: ReadOn(numbers[value.place.page], value.place.box, value.place.quote)
            for name, value in read_on.items()
        },
        others=others,
        reasons=(*(_names_other(pile, *other) for other in others.items()), *made.reasons),
        stands_as=_standing(pile, page_ids),
    )


def _names_other(pile: _Pile, page_id: str, name: str) -> Message:
    page = pile.texts[page_id].called
    return Message("documents.page_of_other_patient", {"page": page, "name": name})


def _text(read: ReadText | None) -> str:
    return "" if read is None else read.text
