"""What pages tell the desk: the same from one side as from the pane that holds one side or two."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class PageNews(QWidget):
    """`cited`: (NewEvidence) the choice, to be cited for the focused field. `read_by_eye`: (NewEvidence, text) a box
    with what a reviewer reads in it. `changed`: (FormChange, page id) words or the state of a page were changed.
    `undo_asked`: take that back. `evidence_clicked`, `evidence_stepped`: evidence id, by mouse and by key; on a step
    the keys stay on the page. `page_shown`: (document id, page id) the page in the middle. `seen`: page ids.
    `record_wanted`: Esc back from a source that the record had asked for. `turned`: pages lie in another way.
    `again_asked`: a page is to be read again.
    """

    cited = Signal(object)
    read_by_eye = Signal(object, str)
    changed = Signal(object, str)
    undo_asked = Signal()
    evidence_clicked = Signal(str)
    evidence_stepped = Signal(str)
    page_shown = Signal(str, str)
    seen = Signal(list)
    record_wanted = Signal()
    turned = Signal()
    again_asked = Signal()

    def pass_on(self, other: "PageNews") -> None:
        """Tell what the other tells; but not which page is in the middle, which depends on where the keys act."""
        other.cited.connect(self.cited)
        other.read_by_eye.connect(self.read_by_eye)
        other.changed.connect(self.changed)
        other.undo_asked.connect(self.undo_asked)
        other.evidence_clicked.connect(self.evidence_clicked)
        other.evidence_stepped.connect(self.evidence_stepped)
        other.seen.connect(self.seen)
        other.record_wanted.connect(self.record_wanted)
        other.turned.connect(self.turned)
        other.again_asked.connect(self.again_asked)
