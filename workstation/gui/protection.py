"""How documents are opened, at the foot of every screen: a shield; words beside it where something is missing."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from workstation.domain.messages import Message
from workstation.gui import words
from workstation.gui.kit.bars import StatusBar
from workstation.messages import Catalogue
from workstation.reading import FileProblem, Layer
from workstation.services.protection import Protection, protection_of


class ProtectionSign(QObject):
    """Keeps what is known of the workers' layers and shows it in any status bar; nothing while nothing is known."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._known: Protection | None = None

    def learn(self, layers: tuple[Layer, ...]) -> None:
        """Workers have started with these layers."""
        self._known = protection_of(layers) or self._known

    def learn_problem(self, problem: FileProblem) -> None:
        """No worker starts here, for this reason."""
        self._known = Protection(Message(problem.message_id, problem.params), False, ())

    def show_in(self, bar: StatusBar) -> None:
        """Show it in the window's language."""
        if self._known is None:
            return
        missing = "" if self._known.is_whole else self.tr("Sealed in part")
        if not self._known.seals:
            missing = self.tr("Documents stay closed")
        bar.show_seal(self._say(self._known.sentence), missing)

    def details(self, bar: StatusBar) -> QMenu | None:
        """Open a list above the shield: the sentence, and the layers of each kind of worker."""
        if self._known is None:
            return None
        menu = QMenu(bar)
        for line in self._lines(self._known):
            menu.addAction(line).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = bar.seal.mapToGlobal(QPoint(bar.seal.width(), 0))
        menu.popup(corner - QPoint(menu.sizeHint().width(), menu.sizeHint().height()))
        return menu

    def _lines(self, known: Protection) -> list[str]:
        names = {"page": self.tr("Opens documents: %1"), "text": self.tr("Reads pictures of pages: %1")}
        layers = [names[seal.worker].replace("%1", self._say(seal.found)) for seal in known.seals]
        return [self._say(known.sentence), *layers]

    def _say(self, said: Message) -> str:
        return self._catalogue.render(said, words.language())
