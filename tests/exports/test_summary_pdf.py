import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.exports.sample import sample_package, sample_record
from workstation import settings
from workstation.domain.errors import InputError
from workstation.domain.messages import Message
from workstation.exports.case_summary import MOST_FACTS, MOST_MISSING, MOST_PRODUCTS, Say, build_summary
from workstation.exports.record_json import RecordPackage, canonical, sha256
from workstation.exports.summary_pdf import SummaryWriter, read_attached
from workstation.messages import LANGUAGES, Catalogue

CATALOGUE = Catalogue.load(settings.resources_dir() / "messages")


def say(language: str) -> Say:
    def render(message: Message) -> str:
        return CATALOGUE.render(message, language)

    return render


@pytest.fixture(scope="module")
def writer() -> SummaryWriter:
    return SummaryWriter(settings.resources_dir())


def text_of(pdf: bytes, page: int | None = None) -> str:
    """The text a reader would copy, by poppler; pages from 1."""
    only = [] if page is None else ["-f", str(page), "-l", str(page)]
    read = subprocess.run(
        ["pdftotext", *only, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return read.stdout.decode()


def test_page_one_caps_and_the_rest_follows() -> None:
    record = sample_record()
    record["verdicts"] = record["verdicts"] * 3
    package = RecordPackage(record, sha256(canonical(record)), None)
    summary = build_summary(package, "en", say("en"))
    assert (len(summary.deciding), len(summary.products), len(summary.missing)) == (
        MOST_FACTS,
        MOST_PRODUCTS,
        MOST_MISSING,
    )
    assert summary.missing_more == "and 2 more on the following pages"
    assert len(summary.sets) == len(record["verdicts"])


def test_a_summary_says_whether_it_is_signed() -> None:
    signed = build_summary(sample_package(), "en", say("en"))
    unsigned = build_summary(sample_package(signed=False), "en", say("en"))
    assert signed.case_line == "Case LY-0147, version 1, signed"
    assert unsigned.case_line == "Case LY-0147, version 1, not signed"
    assert [block.name for block in unsigned.people] == ["M. Keller, reviewer", "Not signed yet"]


def test_a_confidence_never_says_more_than_was_read() -> None:
    record = sample_record()
    record["deciding"][0]["confidence"] = 849_999
    package = RecordPackage(record, sha256(canonical(record)), None)
    assert build_summary(package, "en", say("en")).deciding[0].confidence == "84 %"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_say_what_the_record_says(writer: SummaryWriter, language: str) -> None:
    package = sample_package()
    pdf = writer.write(package, language, say(language))
    first = " ".join(text_of(pdf, 1).split())
    record = package.record
    assert record["recommendation"]["sentence"][language] in first
    assert "#not *markup*" in first
    assert record["patient"]["name"] in first
    assert CATALOGUE.render(Message("export.verdict.met"), language) in first
    whole = text_of(pdf)
    for rule in record["rules"]:
        assert rule["sha256"] in "".join(whole.split())
    assert package.record_sha256 in "".join(whole.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_disclaimer_stands_on_every_page(writer: SummaryWriter, language: str) -> None:
    pdf = writer.write(sample_package(), language, say(language))
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = len(document.pages)
    assert pages >= 3
    disclaimer = CATALOGUE.render(Message("export.disclaimer"), language)
    for page in range(1, pages + 1):
        assert disclaimer in " ".join(text_of(pdf, page).split())


def test_the_pdf_is_tagged_archival_and_its_fonts_travel_with_it(writer: SummaryWriter) -> None:
    pdf = writer.write(sample_package(), "zh", say("zh"))
    with pikepdf.open(BytesIO(pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "zh-CN"
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert all("yes" in row for row in rows)
    assert any("Inter" in row[0] for row in rows)
    assert any("NotoSansCJKsc" in row[0] for row in rows)


def test_the_record_comes_out_of_the_pdf_as_it_went_in(writer: SummaryWriter) -> None:
    package = sample_package()
    again = read_attached(writer.write(package, "en", say("en")))
    assert replace(again, pages={}) == replace(package, pages={})
    assert again.pages == {"language": "en", "writer": writer.name()}


def test_the_same_package_gives_the_same_bytes(writer: SummaryWriter) -> None:
    package = sample_package()
    pdf = writer.write(package, "en", say("en"))
    assert writer.write(package, "en", say("en")) == pdf
    attached = read_attached(pdf)
    assert writer.same_pages(attached, pdf, say("en")) is True
    assert writer.same_pages(attached, pdf + b" ", say("en")) is False
    elsewhere = replace(attached, pages={"language": "en", "writer": "another"})
    assert writer.same_pages(elsewhere, pdf, say("en")) is None


def test_a_crop_that_is_no_picture_is_refused(writer: SummaryWriter) -> None:
    package = sample_package()
    broken = replace(package, crops={"ab": b"<svg onload='x'/>"})
    with pytest.raises(ValueError, match="PNG"):
        writer.write(broken, "en", say("en"))


def test_without_a_chinese_font_nothing_is_written(
    writer: SummaryWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.exports.summary_pdf.HAN_FONTS", ("No Such Font",))
    with pytest.raises(InputError) as refused:
        writer.write(sample_package(), "zh", say("zh"))
    assert refused.value.message_id == "export.no_chinese_font"


def test_the_template_stands_with_the_other_resources() -> None:
    assert (Path(settings.resources_dir()) / "templates" / "summary.typ").is_file()
