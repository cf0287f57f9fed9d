from pathlib import Path
from shutil import disk_usage

import pytest

from workstation import settings
from workstation.domain.messages import Message
from workstation.messages import LANGUAGES, Catalogue
from workstation.reading import Layer, ReadingPool
from workstation.reading.sandbox import LayerName
from workstation.services import checkup
from workstation.services.checkup import CheckRow, Standing, check_machine


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[CheckRow, ...]:
    with ReadingPool(reading_workers=1) as pool:
        return check_machine(pool, tmp_path_factory.mktemp("data"))


def test_this_machine_has_what_the_program_needs(rows: tuple[CheckRow, ...]) -> None:
    assert [row.subject.id for row in rows] == [
        "checkup.tesseract",
        "checkup.languages",
        "checkup.second_engine",
        "checkup.sandbox_page",
        "checkup.sandbox_text",
        "checkup.database",
        "checkup.font",
        "checkup.cjk_font",
        "checkup.disk",
    ]
    assert [row.subject.id for row in rows if row.standing is Standing.MISSING] == []


def test_the_second_engine_is_told_with_its_version(rows: tuple[CheckRow, ...]) -> None:
    assert rows[2].standing is Standing.PRESENT
    assert "rapidocr" in str(rows[2].found.params["items"])


def test_a_second_engine_that_is_not_installed_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "SECOND_ENGINE", ("rapidocr", "no-such-library"))
    row = checkup.second_engine()
    assert row.standing is Standing.MISSING
    assert row.advice is not None


def test_whatever_is_not_as_it_should_be_says_what_to_do(rows: tuple[CheckRow, ...]) -> None:
    assert all((row.advice is None) == (row.standing is Standing.PRESENT) for row in rows)


def test_a_missing_language_names_the_package_to_install() -> None:
    row = checkup.languages(["eng", "deu"])
    assert row.standing is Standing.MISSING
    assert row.found.params == {"items": "deu, eng"}
    assert row.advice is not None
    assert row.advice.params == {"packages": "tesseract-ocr-chi-sim tesseract-ocr-osd"}


def test_a_layer_that_does_not_hold_is_shown_with_the_systems_reason() -> None:
    layers = [
        Layer("text", LayerName.LIMITS, True, ""),
        Layer("page", LayerName.FILES, False, "not available on darwin"),
        Layer("page", LayerName.LIMITS, True, ""),
    ]
    page, text = checkup.sandbox_rows(layers)
    assert (page.subject.id, page.standing) == ("checkup.sandbox_page", Standing.LIMITED)
    assert said(page.found) == ("1 of 2 layers: limits", "2 层中已启用 1 层：资源限额")
    assert page.advice is not None
    assert "files (not available on darwin)" in said(page.advice)[0]
    assert (text.subject.id, text.standing, text.advice) == ("checkup.sandbox_text", Standing.PRESENT, None)


def said(message: Message) -> tuple[str, ...]:
    catalogue = Catalogue.load(settings.resources_dir() / "messages")
    return tuple(catalogue.render(message, language) for language in LANGUAGES)


def test_without_tesseract_the_table_is_still_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with ReadingPool(reading_workers=1) as pool:
        rows = {row.subject.id: row for row in check_machine(pool, tmp_path)}
    assert rows["checkup.tesseract"].standing is Standing.MISSING
    assert rows["checkup.sandbox"].standing is Standing.LIMITED
    assert rows["checkup.cjk_font"].standing is Standing.MISSING


def test_the_first_chinese_font_is_named() -> None:
    row = checkup.cjk_font(("Noto Sans CJK SC", "AR PL UMing CN"))
    assert (row.standing, row.found.params) == (Standing.PRESENT, {"items": "Noto Sans CJK SC"})


@pytest.mark.parametrize(
    ("least", "enough", "standing"),
    [(0, 0, Standing.PRESENT), (0, 10**12, Standing.LIMITED), (10**12, 10**12, Standing.MISSING)],
)
def test_disk_space_is_judged_where_the_workspaces_will_lie(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, least: int, enough: int, standing: Standing
) -> None:
    monkeypatch.setattr(checkup, "LEAST_FREE_MB", least)
    monkeypatch.setattr(checkup, "ENOUGH_FREE_MB", enough)
    row = checkup.disk_space(tmp_path / "not" / "yet" / "made")
    assert row.standing is standing
    assert row.found.params["folder"] == str(tmp_path)
    shown = float(str(row.found.params["free"])) * 1e9
    assert shown == pytest.approx(disk_usage(tmp_path).free, abs=5e8)
