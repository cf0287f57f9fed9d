"""Names of files as strangers write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.reading.names import LONGEST, decoded, shown


@pytest.mark.parametrize(
    "name", ["病理报告.pdf", "出院小结 2024.pdf", "镕的化验单.jpg", "PET-CT报告(复查).pdf", "影像科.zip"]
)
def test_chinese_names_come_out_readable(name: str) -> None:
    for encoding in ("gbk", "gb18030", "utf-8"):
        assert decoded(name.encode(encoding)) == name


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Müller Größe.pdf", "cp437"),
        ("Müller Größe.pdf", "cp1252"),
        ("Bérénice.pdf", "cp437"),
        ("plain.pdf", "ascii"),
    ],
)
def test_western_names_are_not_taken_for_chinese(name: str, encoding: str) -> None:
    assert decoded(name.encode(encoding)) == name


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("../../etc/passwd", "etc › passwd"),
        ("/var/.ssh/key", "var › .ssh › key"),
        ("C:\\Users\\anna\\report.pdf", "Users › anna › report.pdf"),
        ("a/./b//c.pdf", "a › b › c.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("re\0po\x1b[31mrt\u200b.pdf", "repo[31mrt.pdf"),
        ("two\nlines  of.pdf", "two lines of.pdf"),
        ("Mu\u0308ller.pdf", "Müller.pdf"),
        ("\udce4.pdf", ".pdf"),
        ("..", ""),
        ("\u202e\u200b", ""),
    ],
)
def test_names_are_shown_without_what_could_deceive(written: str, seen: str) -> None:
    assert shown(written) == seen


def test_a_long_name_keeps_its_end() -> None:
    name = shown("report " * 100 + "final.pdf")
    assert len(name) == LONGEST
    assert name.startswith("report ") and name.endswith("final.pdf") and "…" in name


@given(st.binary(max_size=300))
def test_whatever_bytes_are_a_name_that_can_be_shown(raw: bytes) -> None:
    name = shown(decoded(raw))
    assert len(name) <= LONGEST
    assert all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs") for letter in name)
    assert "/" not in name and "\\" not in name
    name.encode("utf-8")
