import json
from pathlib import Path

import pytest

from workstation import settings
from workstation.settings import Settings


def test_choices_come_back_as_saved(tmp_path: Path) -> None:
    chosen = Settings(language="zh", scheme="dark", text_size=115, reduced_motion=True)
    chosen.save(tmp_path / "deep" / "settings.json")
    assert Settings.load(tmp_path / "deep" / "settings.json") == chosen
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["settings.json"]


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "none.json") == Settings("", "", 100, False)


def test_a_value_that_is_none_of_ours_falls_back_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        json.dumps({"language": "fr", "scheme": "dark", "text_size": True, "of_a_later_version": 1})
    )
    assert Settings.load(path) == Settings(scheme="dark")


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b'"text"', b""])
def test_a_broken_file_never_stops_the_start(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert Settings.load(path) == Settings()


def test_a_wrong_choice_is_refused_when_made() -> None:
    with pytest.raises(ValueError, match="text_size"):
        Settings(text_size=101)


def test_an_unhashable_value_in_the_file_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": ["en"], "reduced_motion": True}))
    assert Settings.load(path) == Settings(reduced_motion=True)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    Settings(scheme="dark").save(path)

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(json, "dump", fail)
    with pytest.raises(OSError, match="disk full"):
        Settings(scheme="light").save(path)
    assert Settings.load(path) == Settings(scheme="dark")
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_a_checkout_holds_its_own_resources_and_the_demo_lies_outside() -> None:
    root = Path(settings.__file__).parents[1]
    assert settings.resources_dir() == root / "resources"
    assert settings.migrations_dir() == root / "migrations"
    assert not settings.demo_workspace_dir().is_relative_to(root)
