import os
import subprocess
import sys
from pathlib import Path

import pytest

from workstation import __main__ as command
from workstation.commands import VERBS, console
from workstation.domain.errors import InputError
from workstation.settings import Settings


def test_columns_stay_aligned_with_chinese_text() -> None:
    lines = console.table([("项目", "State"), ("字体", "ok"), ("Disk space", "正常")])
    columns = [
        console.display_width(line[: line.index(word)])
        for line, word in zip((lines[0], lines[2], lines[3]), ("State", "ok", "正常"), strict=True)
    ]
    assert columns == [12, 12, 12]
    assert lines[1] == "----------  -----"


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("淋巴瘤", 6), ("（１）", 6), ("é", 1), ("e\u0301", 1)]
)
def test_width_on_a_terminal(text: str, width: int) -> None:
    assert console.display_width(text) == width


def test_the_language_is_as_asked_then_as_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("workstation.settings.settings_file", lambda: tmp_path / "settings.json")
    Settings(language="zh").save()
    assert console.language_of("en") == "en"
    assert console.language_of("") == "zh"


@pytest.mark.parametrize(
    ("system", "language"),
    [("zh_CN", "zh"), ("Chinese (Simplified)_China", "zh"), ("de_DE", "en"), (None, "en")],
)
def test_else_the_language_is_the_systems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str | None, language: str
) -> None:
    monkeypatch.setattr("workstation.settings.settings_file", lambda: tmp_path / "none.json")
    monkeypatch.setattr("locale.getlocale", lambda: (system, "UTF-8"))
    assert console.language_of("") == language


@pytest.mark.parametrize("language", ["en", "zh"])
def test_check_prints_the_table_of_this_machine(capsys: pytest.CaptureFixture[str], language: str) -> None:
    code = command.main(["--language", language, "check"])
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    assert "RapidOCR" in printed.out
    assert "checkup." not in printed.out
    assert ("所需组件齐全" if language == "zh" else "Everything that is needed is here") in printed.out


def test_a_known_error_is_one_sentence_and_code_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object, __: object) -> int:
        raise InputError("checkup.lacking", items="some.yaml")

    monkeypatch.setitem(VERBS, "check", refuse)
    assert command.main(["--language", "en", "check"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("workstation: ")
    assert "some.yaml" in said
    assert said.count("\n") == 1


def test_a_bug_propagates(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object, __: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(VERBS, "check", fail)
    with pytest.raises(ZeroDivisionError):
        command.main(["check"])


def test_help_loads_no_room() -> None:
    program = (
        "import sys; from workstation.__main__ import parser; parser().format_help();"
        "print(*sorted(name for name in sys.modules if name.startswith('workstation.')))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(shown.stdout.split()) <= {
        "workstation.__main__",
        "workstation.domain",
        "workstation.domain.errors",
    }


def test_every_verb_of_the_command_line_has_a_function() -> None:
    offered = command.parser().format_help()
    assert all(f"    {verb} " in offered for verb in VERBS)


def test_the_password_is_the_first_line_of_the_descriptor() -> None:
    reading, writing = os.pipe()
    os.write(writing, "pässword 一\r\nnext line\n".encode())
    os.close(writing)
    assert console.Console("en").password(reading) == "pässword 一"


def test_a_descriptor_that_is_not_open_is_a_known_error() -> None:
    with pytest.raises(InputError) as told:
        console.Console("en").password(987)
    assert "987" in console.Console("zh").catalogue.render_error(told.value, "zh")
