"""The window's strings: all collected, all in Chinese, all compiled, with the placeholders they need."""

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from tests.translations import CHINESE, ENGLISH, FOLDER, collect, compile_into, untranslated
from workstation.gui import language, words


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed files brought up to date with the sources, in a folder of their own."""
    folder = tmp_path_factory.mktemp("translations")
    for name in (CHINESE, ENGLISH):
        shutil.copy(FOLDER / f"{name}.ts", folder)
    collect(folder)
    return folder


@pytest.mark.parametrize("name", [CHINESE, ENGLISH])
def test_nothing_is_left_to_translate(collected: Path, name: str) -> None:
    assert untranslated(collected / f"{name}.ts") == []


@pytest.mark.parametrize("name", [CHINESE, ENGLISH])
def test_the_compiled_file_is_fresh(tmp_path: Path, name: str) -> None:
    compile_into(FOLDER, tmp_path)
    assert (tmp_path / f"{name}.qm").read_bytes() == (FOLDER / f"{name}.qm").read_bytes()


def test_every_placeholder_is_in_the_translation() -> None:
    def marks(text: str | None) -> set[str]:
        return set(re.findall(r"%\d|%n|\{\w+\}", text or ""))

    wrong = []
    for message in ElementTree.parse(FOLDER / f"{CHINESE}.ts").getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [f.text for f in translation.findall("numerusform")] or [translation.text]
        wrong += [message.findtext("source") for f in forms if marks(message.findtext("source")) != marks(f)]
    assert wrong == []


def test_both_languages_can_be_spoken(qapp: QApplication) -> None:
    language.speak(qapp, "zh", FOLDER)
    assert QCoreApplication.translate("Actions", "Take next") == "领取下一例"
    assert QCoreApplication.translate("QWidgetTextControl", "&Paste").startswith("粘贴")
    assert words.language() == "zh"
    language.speak(qapp, "en", FOLDER)
    assert QCoreApplication.translate("Actions", "Take next") == "Take next"
    said = QCoreApplication.translate("Door", "User name or password is not right. %n tries left.", "", 1)
    assert said == "User name or password is not right. 1 try left."


def test_a_missing_file_is_no_silent_english(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        language.speak(qapp, "zh", tmp_path)


def test_no_space_parts_two_chinese_words_where_one_is_filled_in(qapp: QApplication) -> None:
    """The name of a view stands before "中第"; a space belongs between Han and Latin alone."""
    language.speak(qapp, "zh", FOLDER)
    said = QCoreApplication.translate("QueueScreen", "%1 of %2 in %3").replace("%3", "全部未完成")
    language.speak(qapp, "en", FOLDER)
    assert "全部未完成中第" in said
