"""Every action of the application: id, name, where it acts, default keys. Data only; `keymap` gives it life.

Keys are portable text: Ctrl is ⌘ on macOS, and `mac` replaces them there. `Where` decides two things: when
a key acts, and with which other actions it may not share it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP


class Where(StrEnum):
    """Where an action acts. LIST is the queue's table; the page, the documents beside it and the matrix lie in
    the desk."""

    EVERYWHERE = "everywhere"
    QUEUE = "queue"
    LIST = "list"
    DESK = "desk"
    PAGE = "page"
    DOCUMENTS = "documents"
    FORM = "form"
    TIMELINE = "timeline"
    MATRIX = "matrix"
    SIGNOFF = "signoff"


INSIDE: Final = {
    Where.QUEUE: Where.EVERYWHERE,
    Where.DESK: Where.EVERYWHERE,
    Where.SIGNOFF: Where.EVERYWHERE,
    Where.LIST: Where.QUEUE,
    Where.PAGE: Where.DESK,
    Where.DOCUMENTS: Where.DESK,
    Where.FORM: Where.DESK,
    Where.TIMELINE: Where.DESK,
    Where.MATRIX: Where.DESK,
}
# Keys of these places act only while the place itself has the focus; the others act in the whole window.
FOCUSED: Final = frozenset(
    {Where.LIST, Where.PAGE, Where.DOCUMENTS, Where.FORM, Where.TIMELINE, Where.MATRIX}
)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `label` is English and translated in the context "Actions"; `number`, of one among several alike,
    is its %1. `fixed`: a list's own key, which cannot be changed."""

    id: str
    label: str
    where: Where
    keys: tuple[str, ...] = ()
    mac: tuple[str, ...] = ()
    icon: str = ""
    fixed: bool = False
    number: int = 0


def _a(
    name: str,
    label: object,
    where: Where,
    *keys: str,
    mac: tuple[str, ...] = (),
    icon: str = "",
    fixed: bool = False,
    number: int = 0,
) -> ActionSpec:
    return ActionSpec(name, str(label), where, keys, mac, icon, fixed, number)


_MAC_NEXT: Final = "Meta+Ctrl+Right"
_MAC_BACK: Final = "Meta+Ctrl+Left"
_EVERYWHERE: Final = (
    _a("help.keys", QT_TRANSLATE_NOOP("Actions", "Keys"), Where.EVERYWHERE, "F1", "?"),
    _a("app.menu", QT_TRANSLATE_NOOP("Actions", "Menu"), Where.EVERYWHERE, "F10", icon="menu"),
    _a(
        "app.search",
        QT_TRANSLATE_NOOP("Actions", "Search everything"),
        Where.EVERYWHERE,
        "Ctrl+K",
        icon="search",
    ),
    _a("app.commands", QT_TRANSLATE_NOOP("Actions", "Commands"), Where.EVERYWHERE, "Ctrl+Shift+P"),
    _a("pane.next", QT_TRANSLATE_NOOP("Actions", "Next pane"), Where.EVERYWHERE, "F6"),
    _a("pane.previous", QT_TRANSLATE_NOOP("Actions", "Previous pane"), Where.EVERYWHERE, "Shift+F6"),
    _a("go.back", QT_TRANSLATE_NOOP("Actions", "Back"), Where.EVERYWHERE, "Alt+Left", mac=("Ctrl+[",)),
    _a(
        "go.forward",
        QT_TRANSLATE_NOOP("Actions", "Forward"),
        Where.EVERYWHERE,
        "Alt+Right",
        mac=("Ctrl+]",),
        icon="forward",
    ),
    _a("edit.undo", QT_TRANSLATE_NOOP("Actions", "Undo"), Where.EVERYWHERE, "Ctrl+Z", icon="undo"),
    _a("edit.redo", QT_TRANSLATE_NOOP("Actions", "Redo"), Where.EVERYWHERE, "Ctrl+Shift+Z"),
    _a(
        "case.next",
        QT_TRANSLATE_NOOP("Actions", "Next case"),
        Where.EVERYWHERE,
        "Ctrl+PgDown",
        mac=(_MAC_NEXT,),
    ),
    _a(
        "case.previous",
        QT_TRANSLATE_NOOP("Actions", "Previous case"),
        Where.EVERYWHERE,
        "Ctrl+PgUp",
        mac=("Meta+Ctrl+Left",),
    ),
    _a(
        "case.next_open",
        QT_TRANSLATE_NOOP("Actions", "Next open case"),
        Where.EVERYWHERE,
        "Ctrl+Shift+PgDown",
    ),
    _a(
        "case.previous_open",
        QT_TRANSLATE_NOOP("Actions", "Previous open case"),
        Where.EVERYWHERE,
        "Ctrl+Shift+PgUp",
    ),
    _a("app.lock", QT_TRANSLATE_NOOP("Actions", "Lock now"), Where.EVERYWHERE, "Ctrl+Shift+K", icon="lock"),
    _a(
        "app.protection",
        QT_TRANSLATE_NOOP("Actions", "How documents are opened"),
        Where.EVERYWHERE,
        icon="shield",
    ),
    _a(
        "reading.show",
        QT_TRANSLATE_NOOP("Actions", "What is being read"),
        Where.EVERYWHERE,
        "Ctrl+Shift+Y",
        mac=("Meta+Ctrl+R",),
    ),
    _a("app.settings", QT_TRANSLATE_NOOP("Actions", "Settings"), Where.EVERYWHERE, "Ctrl+,"),
    _a("app.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), Where.EVERYWHERE, "Ctrl+Q"),
    _a("app.export", QT_TRANSLATE_NOOP("Actions", "Export"), Where.EVERYWHERE, "Ctrl+Shift+O", icon="export"),
    _a(
        "comment.here",
        QT_TRANSLATE_NOOP("Actions", "Comment here"),
        Where.EVERYWHERE,
        "Ctrl+/",
        icon="comment",
    ),
    _a(
        "case.add_documents",
        QT_TRANSLATE_NOOP("Actions", "Add documents"),
        Where.EVERYWHERE,
        "Ctrl+O",
        icon="import",
    ),
    _a(
        "case.import_report",
        QT_TRANSLATE_NOOP("Actions", "What became of added files"),
        Where.EVERYWHERE,
        "Ctrl+Shift+I",
    ),
)
_QUEUE: Final = (
    _a("queue.open", QT_TRANSLATE_NOOP("Actions", "Open"), Where.LIST, "Return", fixed=True),
    _a("queue.take_next", QT_TRANSLATE_NOOP("Actions", "Take next"), Where.QUEUE, "Ctrl+T", icon="flag"),
    _a("queue.new_case", QT_TRANSLATE_NOOP("Actions", "New case"), Where.QUEUE, "Ctrl+N", icon="plus"),
    _a("queue.defer", QT_TRANSLATE_NOOP("Actions", "Defer"), Where.QUEUE, "Ctrl+Shift+W", icon="clock"),
    _a(
        "queue.bin",
        QT_TRANSLATE_NOOP("Actions", "Move to the bin"),
        Where.LIST,
        "Del",
        mac=("Backspace", "Del"),
        icon="bin",
    ),
    _a("queue.restore", QT_TRANSLATE_NOOP("Actions", "Restore"), Where.LIST, "R", icon="undo"),
    _a("queue.filter", QT_TRANSLATE_NOOP("Actions", "Filter"), Where.QUEUE, "Ctrl+L", icon="filter"),
    _a("queue.clear_filters", QT_TRANSLATE_NOOP("Actions", "Clear filters"), Where.QUEUE, "Ctrl+Shift+L"),
    *(
        _a(
            f"queue.view_{n}",
            QT_TRANSLATE_NOOP("Actions", "Saved view %1"),
            Where.QUEUE,
            f"Alt+{n}",
            mac=(f"Ctrl+Alt+{n}",),
            number=n,
        )
        for n in range(1, 10)
    ),
)
_DESK: Final = (
    _a(
        "cite.supports",
        QT_TRANSLATE_NOOP("Actions", "Cite selection: supports"),
        Where.DESK,
        "Ctrl+Return",
        icon="cite",
    ),
    _a(
        "cite.contradicts",
        QT_TRANSLATE_NOOP("Actions", "Cite selection: contradicts"),
        Where.DESK,
        "Ctrl+Shift+Return",
    ),
    _a(
        "source.show",
        QT_TRANSLATE_NOOP("Actions", "Show source of the field"),
        Where.DESK,
        "Ctrl+E",
        icon="eye",
    ),
    _a(
        "field.not_found",
        QT_TRANSLATE_NOOP("Actions", "Looked for, not found"),
        Where.DESK,
        "Ctrl+B",
        icon="not-found",
    ),
    _a(
        "next.conflict", QT_TRANSLATE_NOOP("Actions", "Next conflict"), Where.DESK, "F4", mac=("Meta+Ctrl+C",)
    ),
    _a("previous.conflict", QT_TRANSLATE_NOOP("Actions", "Previous conflict"), Where.DESK, "Shift+F4"),
    _a(
        "next.doubtful",
        QT_TRANSLATE_NOOP("Actions", "Next doubtful word"),
        Where.DESK,
        "F7",
        mac=("Meta+Ctrl+W",),
    ),
    _a(
        "previous.doubtful",
        QT_TRANSLATE_NOOP("Actions", "Previous doubtful word"),
        Where.DESK,
        "Shift+F7",
        mac=("Meta+Ctrl+Shift+W",),
    ),
    _a("next.corrected", QT_TRANSLATE_NOOP("Actions", "Next corrected word"), Where.DESK, "Ctrl+F7"),
    _a(
        "previous.corrected",
        QT_TRANSLATE_NOOP("Actions", "Previous corrected word"),
        Where.DESK,
        "Ctrl+Shift+F7",
    ),
    _a(
        "next.unsupported",
        QT_TRANSLATE_NOOP("Actions", "Next unsupported value"),
        Where.DESK,
        "F8",
        mac=("Meta+Ctrl+U",),
    ),
    _a(
        "previous.unsupported",
        QT_TRANSLATE_NOOP("Actions", "Previous unsupported value"),
        Where.DESK,
        "Shift+F8",
    ),
    _a("record.findings", QT_TRANSLATE_NOOP("Actions", "Findings"), Where.DESK, "Ctrl+1"),
    _a("record.timeline", QT_TRANSLATE_NOOP("Actions", "Timeline"), Where.DESK, "Ctrl+2"),
    _a("record.suitability", QT_TRANSLATE_NOOP("Actions", "Suitability"), Where.DESK, "Ctrl+3"),
    _a("record.discussion", QT_TRANSLATE_NOOP("Actions", "Discussion"), Where.DESK, "Ctrl+4"),
    _a("record.history", QT_TRANSLATE_NOOP("Actions", "History"), Where.DESK, "Ctrl+5"),
    _a("pane.page", QT_TRANSLATE_NOOP("Actions", "To the page"), Where.DESK, "Alt+1", mac=("Ctrl+Alt+1",)),
    _a(
        "pane.documents",
        QT_TRANSLATE_NOOP("Actions", "To the documents"),
        Where.DESK,
        "Alt+2",
        mac=("Ctrl+Alt+2",),
    ),
    _a(
        "pane.record", QT_TRANSLATE_NOOP("Actions", "To the record"), Where.DESK, "Alt+3", mac=("Ctrl+Alt+3",)
    ),
    _a("pane.widths", QT_TRANSLATE_NOOP("Actions", "Pane widths"), Where.DESK, "F9"),
    _a(
        "pane.second",
        QT_TRANSLATE_NOOP("Actions", "Second page"),
        Where.DESK,
        "Shift+F9",
        icon="two-pane",
    ),
    _a("find.open", QT_TRANSLATE_NOOP("Actions", "Find"), Where.DESK, "Ctrl+F", icon="search"),
    _a("find.next", QT_TRANSLATE_NOOP("Actions", "Next hit"), Where.DESK, "F3", mac=("Ctrl+G",)),
    _a(
        "find.previous",
        QT_TRANSLATE_NOOP("Actions", "Previous hit"),
        Where.DESK,
        "Shift+F3",
        mac=("Ctrl+Shift+G",),
    ),
    _a(
        "packet.ask",
        QT_TRANSLATE_NOOP("Actions", "Ask the packet"),
        Where.DESK,
        "Ctrl+Shift+J",
        icon="search",
    ),
    _a("document.name", QT_TRANSLATE_NOOP("Actions", "Say what this document is"), Where.DESK, "F2"),
    _a(
        "documents.review",
        QT_TRANSLATE_NOOP("Actions", "Review the documents proposed"),
        Where.DESK,
        "Ctrl+D",
    ),
    _a(
        "documents.accept",
        QT_TRANSLATE_NOOP("Actions", "Accept the documents proposed"),
        Where.DESK,
        "Shift+F2",
        mac=("Meta+Ctrl+D",),
    ),
    _a(
        "page.as_text",
        QT_TRANSLATE_NOOP("Actions", "Page as text"),
        Where.DESK,
        "Ctrl+Shift+T",
        icon="page",
    ),
    _a("page.go", QT_TRANSLATE_NOOP("Actions", "Go to page"), Where.DESK, "Ctrl+G", mac=("Ctrl+Alt+G",)),
    _a("case.submit", QT_TRANSLATE_NOOP("Actions", "Submit"), Where.DESK, "Ctrl+Shift+M", icon="sign"),
    _a(
        "episode.new",
        QT_TRANSLATE_NOOP("Actions", "New treatment episode"),
        Where.DESK,
        "Ctrl+Shift+N",
        icon="plus",
    ),
)
_PAGE: Final = (
    _a("page.down", QT_TRANSLATE_NOOP("Actions", "Page down"), Where.PAGE, "Space", "PgDown"),
    _a("page.up", QT_TRANSLATE_NOOP("Actions", "Page up"), Where.PAGE, "Shift+Space", "PgUp"),
    _a("page.first", QT_TRANSLATE_NOOP("Actions", "First page"), Where.PAGE, "Home"),
    _a("page.last", QT_TRANSLATE_NOOP("Actions", "Last page"), Where.PAGE, "End"),
    _a(
        "page.zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Zoom in"),
        Where.PAGE,
        "+",
        "=",
        "Ctrl++",
        "Ctrl+=",
        icon="zoom-in",
    ),
    _a("page.zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom out"), Where.PAGE, "-", "Ctrl+-", icon="zoom-out"),
    _a("page.full_size", QT_TRANSLATE_NOOP("Actions", "100 %"), Where.PAGE, "1"),
    _a("page.fit_width", QT_TRANSLATE_NOOP("Actions", "Fit width"), Where.PAGE, "2", icon="fit"),
    _a("page.fit_page", QT_TRANSLATE_NOOP("Actions", "Fit page"), Where.PAGE, "3"),
    _a("page.turn", QT_TRANSLATE_NOOP("Actions", "Turn"), Where.PAGE, "T", icon="rotate"),
    _a("page.turn_all", QT_TRANSLATE_NOOP("Actions", "Turn all pages"), Where.PAGE, "Shift+T"),
    _a(
        "page.look",
        QT_TRANSLATE_NOOP("Actions", "Brightness and contrast"),
        Where.PAGE,
        "L",
        icon="brightness",
    ),
    _a("page.invert", QT_TRANSLATE_NOOP("Actions", "Invert"), Where.PAGE, "I"),
    _a("page.again", QT_TRANSLATE_NOOP("Actions", "Read this page again"), Where.PAGE, "F5"),
    _a(
        "page.again_other",
        QT_TRANSLATE_NOOP("Actions", "Read this page again in the other language"),
        Where.PAGE,
        "Shift+F5",
    ),
    _a("page.draw_box", QT_TRANSLATE_NOOP("Actions", "Draw box"), Where.PAGE, "B", icon="box-select"),
    _a(
        "page.correct",
        QT_TRANSLATE_NOOP("Actions", "Correct the words"),
        Where.PAGE,
        "E",
        "Return",
        icon="edit",
    ),
    _a("page.right", QT_TRANSLATE_NOOP("Actions", "Right as it is"), Where.PAGE, "K", icon="check"),
    _a("page.select_all", QT_TRANSLATE_NOOP("Actions", "Select the page's words"), Where.PAGE, "Ctrl+A"),
    _a("page.copy", QT_TRANSLATE_NOOP("Actions", "Copy"), Where.PAGE, "Ctrl+C"),
    _a("page.menu", QT_TRANSLATE_NOOP("Actions", "Menu of the page"), Where.PAGE, "Menu", "Shift+F10"),
    _a("page.read_part", QT_TRANSLATE_NOOP("Actions", "Read a part again"), Where.PAGE, "R", icon="again"),
    _a(
        "page.by_eye",
        QT_TRANSLATE_NOOP("Actions", "Reviewed by eye"),
        Where.PAGE,
        "U",
        icon="by-eye",
    ),
    _a("page.loose", QT_TRANSLATE_NOOP("Actions", "What no longer fits"), Where.PAGE, "C", icon="link"),
    _a("page.ask", QT_TRANSLATE_NOOP("Actions", "Ask the packet"), Where.PAGE, "/"),
    _a("evidence.previous", QT_TRANSLATE_NOOP("Actions", "Previous evidence"), Where.PAGE, ","),
    _a("evidence.next", QT_TRANSLATE_NOOP("Actions", "Next evidence"), Where.PAGE, "."),
)
_DOCUMENTS: Final = (
    _a("documents.ask", QT_TRANSLATE_NOOP("Actions", "Ask the packet"), Where.DOCUMENTS, "/"),
    _a("documents.split", QT_TRANSLATE_NOOP("Actions", "Split before this page"), Where.DOCUMENTS, "S"),
    _a(
        "documents.part",
        QT_TRANSLATE_NOOP("Actions", "Make the chosen pages a document"),
        Where.DOCUMENTS,
        "P",
    ),
    _a(
        "documents.merge",
        QT_TRANSLATE_NOOP("Actions", "Merge with the document before"),
        Where.DOCUMENTS,
        "M",
    ),
    _a("documents.up", QT_TRANSLATE_NOOP("Actions", "Move up"), Where.DOCUMENTS, "Alt+Up"),
    _a("documents.down", QT_TRANSLATE_NOOP("Actions", "Move down"), Where.DOCUMENTS, "Alt+Down"),
    _a(
        "documents.aside",
        QT_TRANSLATE_NOOP("Actions", "Another patient's: set aside, or use again"),
        Where.DOCUMENTS,
        "X",
    ),
    _a(
        "documents.link",
        QT_TRANSLATE_NOOP("Actions", "Link with another document"),
        Where.DOCUMENTS,
        "K",
        icon="link",
    ),
    _a("documents.link_copy", QT_TRANSLATE_NOOP("Actions", "It is a copy"), Where.DOCUMENTS, "C"),
    _a(
        "documents.link_translation",
        QT_TRANSLATE_NOOP("Actions", "It is a translation"),
        Where.DOCUMENTS,
        "T",
    ),
    _a("documents.link_newer", QT_TRANSLATE_NOOP("Actions", "It is a newer version"), Where.DOCUMENTS, "N"),
    _a("documents.unlink", QT_TRANSLATE_NOOP("Actions", "Remove the link"), Where.DOCUMENTS, "Shift+K"),
    _a(
        "documents.again",
        QT_TRANSLATE_NOOP("Actions", "Read this page again"),
        Where.DOCUMENTS,
        "F5",
        icon="again",
    ),
    _a("documents.pathology", QT_TRANSLATE_NOOP("Actions", "Type: pathology"), Where.DOCUMENTS, "1"),
    _a(
        "documents.treatment_history",
        QT_TRANSLATE_NOOP("Actions", "Type: treatment history"),
        Where.DOCUMENTS,
        "2",
    ),
    _a(
        "documents.discharge_summary",
        QT_TRANSLATE_NOOP("Actions", "Type: discharge summary"),
        Where.DOCUMENTS,
        "3",
    ),
    _a("documents.pet_ct", QT_TRANSLATE_NOOP("Actions", "Type: PET-CT"), Where.DOCUMENTS, "4"),
    _a("documents.laboratory", QT_TRANSLATE_NOOP("Actions", "Type: laboratory"), Where.DOCUMENTS, "5"),
    _a(
        "documents.echocardiogram",
        QT_TRANSLATE_NOOP("Actions", "Type: echocardiogram"),
        Where.DOCUMENTS,
        "6",
    ),
    _a("documents.other", QT_TRANSLATE_NOOP("Actions", "Type: another document"), Where.DOCUMENTS, "7"),
)
_PLACES: Final = (
    _a(
        "form.not_found",
        QT_TRANSLATE_NOOP("Actions", "Looked for, not found"),
        Where.FORM,
        "0",
        icon="not-found",
    ),
    _a("form.ask", QT_TRANSLATE_NOOP("Actions", "Ask the packet"), Where.FORM, "/"),
    _a("form.add_value", QT_TRANSLATE_NOOP("Actions", "Add another value"), Where.FORM, "Ins", icon="plus"),
    _a("episode.up", QT_TRANSLATE_NOOP("Actions", "Move episode up"), Where.FORM, "Alt+Up"),
    _a("episode.down", QT_TRANSLATE_NOOP("Actions", "Move episode down"), Where.FORM, "Alt+Down"),
    _a("timeline.peek", QT_TRANSLATE_NOOP("Actions", "Peek at the page"), Where.TIMELINE, "Space"),
    _a("timeline.ask", QT_TRANSLATE_NOOP("Actions", "Ask the packet"), Where.TIMELINE, "/"),
    _a("matrix.peek", QT_TRANSLATE_NOOP("Actions", "Peek at the page"), Where.MATRIX, "Space"),
    _a("matrix.ask", QT_TRANSLATE_NOOP("Actions", "Ask the packet"), Where.MATRIX, "/"),
    _a("matrix.open", QT_TRANSLATE_NOOP("Actions", "Open card"), Where.MATRIX, "Return", fixed=True),
)
_SIGNOFF: Final = (
    _a("signoff.seen", QT_TRANSLATE_NOOP("Actions", "Seen, next"), Where.SIGNOFF, "N", icon="eye"),
    _a(
        "signoff.return",
        QT_TRANSLATE_NOOP("Actions", "Return to reviewer"),
        Where.SIGNOFF,
        "Ctrl+Shift+R",
        icon="undo",
    ),
    _a("signoff.desk", QT_TRANSLATE_NOOP("Actions", "Open desk"), Where.SIGNOFF, "Ctrl+D"),
)

ACTIONS: Final = _EVERYWHERE + _QUEUE + _DESK + _PAGE + _DOCUMENTS + _PLACES + _SIGNOFF
