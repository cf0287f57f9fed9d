"""The catalogue: the same sentences in both languages, and everything that code says has one."""

import re
from collections import Counter
from pathlib import Path

import pytest

from workstation.domain.dates import Length, Span, read_date
from workstation.domain.errors import DataFileError, NotAllowedError
from workstation.domain.messages import Label, Message
from workstation.messages import LANGUAGES, Catalogue, parameters
from workstation.settings import resources_dir

FOLDER = resources_dir() / "messages"
PACKAGE = Path(__file__).parents[1] / "workstation"
# A message id written out in code, as the first thing a message or a known problem is given.
WRITTEN = re.compile(r'(?:Message|\w+(?:Error|Problem))\(\s*"([a-z_]+(?:\.[A-Za-z0-9_]+)+)"')


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(FOLDER)


def test_both_languages_have_the_same_sentences(catalogue: Catalogue) -> None:
    assert set(catalogue.sentences["en"]) == set(catalogue.sentences["zh"])


def test_both_languages_fill_in_the_same_parameters(catalogue: Catalogue) -> None:
    en, zh = (catalogue.sentences[language] for language in LANGUAGES)
    different = [name for name in en if name in zh and parameters(en[name]) != parameters(zh[name])]
    assert different == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_id_stands_twice(language: str) -> None:
    lines = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8").splitlines()
    ids = Counter(line.split(":", 1)[0] for line in lines if line and not line.startswith(("#", " ")))
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_id_written_in_code_has_a_sentence(catalogue: Catalogue) -> None:
    missing = {
        f"{path.name}: {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in WRITTEN.findall(path.read_text(encoding="utf-8"))
        if name not in catalogue
    }
    assert missing == set()


def test_plain_words_only(catalogue: Catalogue) -> None:
    for sentences in catalogue.sentences.values():
        for name, sentence in sentences.items():
            assert sentence.strip(), name
            assert "!" not in sentence and "！" not in sentence, name
            assert not re.search(
                r"\b(ineligible|successfully|oops|please wait)\b", sentence, re.IGNORECASE
            ), name


def test_chinese_keeps_a_space_between_han_and_latin(catalogue: Catalogue) -> None:
    glued = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]")
    bare = {name: re.sub(r"\{\w+\}", "", text) for name, text in catalogue.sentences["zh"].items()}
    assert [name for name, text in bare.items() if glued.search(text)] == []


def test_parameters_are_shown_in_the_language_of_the_reader(catalogue: Catalogue) -> None:
    message = Message(
        "timing.span",
        {
            "anchor": Message("timing.anchor.last_dose"),
            "start": read_date("25 Aug 2025"),
            "event": Message("timing.event.biopsy"),
            "date": read_date("2026-03-27"),
            "span": Span(Length(7, 2), Length(7, 2), (214, 214)),
        },
    )
    en = "From the last dose (25 Aug 2025) to the biopsy (27 Mar 2026): 7 mo 2 d"
    assert catalogue.render(message, "en") == en
    assert catalogue.render(message, "zh") == "从末次用药（2025-08-25）到活检取材（2026-03-27）：7 个月 2 天"
    assert Message.from_json(message.to_json()) == message
    labelled = Message("warnings.unit_missing", {"field": Label("Weight", "体重")})
    assert catalogue.render(labelled, "zh").startswith("体重没有单位")
    assert Message.from_json(labelled.to_json()) == labelled


def test_chinese_values_take_no_space_and_latin_ones_keep_it(catalogue: Catalogue) -> None:
    started = Message("lines.episode", {"name": "R-CHOP", "start": read_date("2024-03-05")})
    shown = [
        catalogue.render(Message("lines.first", {"episode": each}), "zh")
        for each in ("R-CHOP", "化疗", started)
    ]
    assert shown == [
        "R-CHOP 是第一次全身治疗，为第 1 线。",
        "化疗是第一次全身治疗，为第 1 线。",
        "R-CHOP（2024-03-05）是第一次全身治疗，为第 1 线。",
    ]
    pet = {"first": Message("timing.anchor.end_pet"), "second": Message("timing.event.biopsy")}
    assert catalogue.render(Message("timing.both", pet), "zh") == "治疗结束时的 PET 和活检取材"
    with pytest.raises(KeyError):
        catalogue.render(Message("lines.first"), "zh")


def test_a_known_problem_has_its_sentence(catalogue: Catalogue) -> None:
    shown = catalogue.render_error(NotAllowedError("case.own_assessment"), "en")
    assert shown == "You wrote this assessment. Another supervisor signs it."


def test_an_unknown_id_or_a_missing_parameter_is_a_bug(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        catalogue.render(Message("no.such"), "en")
    with pytest.raises(KeyError):
        catalogue.render(Message("timing.needs_day"), "en")


@pytest.mark.parametrize(
    ("content", "message_id"),
    [
        ("- a list", "catalogue.not_flat"),
        ("a: {b: c}", "catalogue.not_flat"),
        ("a: 'stray { brace'", "catalogue.bad_braces"),
        ("a: '{name:>10}'", "catalogue.bad_braces"),
        ("a: [", "catalogue.unreadable"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, content: str, message_id: str) -> None:
    for language in LANGUAGES:
        (tmp_path / f"{language}.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError) as bad:
        Catalogue.load(tmp_path)
    assert bad.value.message_id == message_id and bad.value.params["file"] == "en.yaml"


def test_a_message_needs_an_id_and_can_be_a_key() -> None:
    with pytest.raises(ValueError, match="id"):
        Message(" ")
    assert len({Message("a", {"n": 1}), Message("a", {"n": 1}), Message("a", {"n": 2})}) == 2
