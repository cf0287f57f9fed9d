"""What the documents of a case are called: type and date, and a number where several would be called the same."""

from collections.abc import Sequence

from workstation.gui.words import document_type, document_type_short, shown_date
from workstation.services.views import DocumentView


class DocumentNames:
    """The names of these documents, none of which is called like another one. A file's name is never among them."""

    def __init__(self, documents: Sequence[DocumentView] = ()) -> None:
        alike: dict[tuple[str, str], list[str]] = {}
        for document in documents:
            alike.setdefault((document.type, shown_date(document.date)), []).append(document.id)
        self._numbers = {
            document_id: str(number)
            for same in alike.values()
            if len(same) > 1
            for number, document_id in enumerate(same, 1)
        }

    def type_of(self, document: DocumentView) -> str:
        """Its type, numbered where that is needed: "Pathology", "Document 12"."""
        return self._numbered(document_type(document.type), document)

    def short_type_of(self, document: DocumentView) -> str:
        """The same in short: "Path", "Doc 12"."""
        return self._numbered(document_type_short(document.type), document)

    def name_of(self, document: DocumentView) -> str:
        """Type and date: "Pathology, 24 Nov 2024"."""
        return ", ".join(part for part in (self.type_of(document), shown_date(document.date)) if part)

    def tab_of(self, document: DocumentView) -> str:
        """Type and date on a tab: "Pathology 24 Nov 2024"."""
        return f"{self.type_of(document)} {shown_date(document.date)}".strip()

    def short_tab_of(self, document: DocumentView) -> str:
        """The same in short: "Path 24 Nov 2024"."""
        return f"{self.short_type_of(document)} {shown_date(document.date)}".strip()

    def _numbered(self, word: str, document: DocumentView) -> str:
        return " ".join(part for part in (word, self._numbers.get(document.id, "")) if part)
