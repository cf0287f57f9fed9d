"""How far the reading is and how long it will take, in words."""

from PySide6.QtCore import QCoreApplication, QObject

from workstation.services.views import Progress

_LONG = 90 * 60.0


def time_left(seconds: float | None) -> str:
    """ "about 3 min left", rounded up; "" where nobody knows yet."""
    if seconds is None:
        return ""
    if seconds <= 60:
        return QCoreApplication.translate("Reading", "less than a minute left")
    if seconds < _LONG:
        said, unit = QCoreApplication.translate("Reading", "about %1 min left"), 60
    else:
        said, unit = QCoreApplication.translate("Reading", "about %1 h left"), 3600
    return said.replace("%1", str(-int(-seconds // unit)))


def joined(*parts: str) -> str:
    """Parts of a sentence with a comma between, without those that are empty."""
    said = [part for part in parts if part]
    whole = said[0] if said else ""
    for part in said[1:]:
        pattern = QCoreApplication.translate("Reading", "%1, %2")
        whole = pattern.replace("%1", whole).replace("%2", part)
    return whole


class ReadingWords(QObject):
    """Sentences with a number in them, which only an object can translate."""

    def progress(self, progress: Progress, paused: bool, of_case: bool) -> str:
        """ "This case: reading page 11 of 18, about 2 min left"; what could not be read at the end; "" when all is
        read. `of_case`: what is counted is one case, else all of them."""
        said = self._how_far(progress, paused)
        whole = self.tr("This case: %1") if of_case else self.tr("All cases: %1")
        return whole.replace("%1", said) if said else ""

    def _how_far(self, progress: Progress, paused: bool) -> str:
        if progress.done < progress.total and paused:
            ready = progress.done - progress.failed
            return self.tr("reading stopped, %n page(s) ready", "", ready)
        if progress.done < progress.total:
            said = self.tr("reading page %1 of %2")
            said = said.replace("%1", str(progress.done + 1)).replace("%2", str(progress.total))
            return joined(said, time_left(progress.seconds_left))
        return self.failures(progress.failed)

    def failures(self, failed: int) -> str:
        """ "1 page could not be read"; "" for none."""
        return self.tr("%n page(s) could not be read", "", failed) if failed else ""
