"""Puts a language in force: Qt's translator for window strings, and the one data labels are shown in."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from workstation.gui import words

FILES: Final = {"en": "workstation_en.qm", "zh": "workstation_zh_CN.qm"}
_NAME: Final = "workstationTranslator"


def chosen(wish: str) -> str:
    """The language to use: the user's wish, or the desktop's when it is "" ("en" unless that is Chinese)."""
    if wish:
        return wish
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def speak(app: QApplication, language: str, folder: Path) -> None:
    """Use "en" or "zh" from now on; `folder` holds the compiled translations.

    English has a file too, for its plurals. Raises FileNotFoundError when the file is missing.
    """
    file = folder / FILES[language]
    if not file.is_file():
        raise FileNotFoundError(file)
    for old in app.findChildren(QTranslator, _NAME):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    words.use_language(language)
    if language == "zh":  # Qt's own words: the menu of a text field, the dialog that asks for a folder
        _install(app, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / "qtbase_zh_CN.qm")
    _install(app, file)
    QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))


def _install(app: QApplication, file: Path) -> None:
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    translator.load(str(file))
    QCoreApplication.installTranslator(translator)
