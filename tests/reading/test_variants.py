"""A traditional character on a simplified page is what it looks like; a traditional page stays as it is."""

import pytest

from tests.reading.typed import text_of, typed
from workstation.reading.variants import _ALIKE, _can_write, as_printed

SIMPLIFIED = "患者诊断为弥漫大细胞淋巴瘤，复发，拟评估"


def read(*lines: str) -> list[str]:
    return [text_of(line) for line in as_printed([typed(line) for line in lines])]


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("性別：男", "性别：男"),
        ("高級別", "高級別"),
        ("內科", "内科"),
        ("黃某 戶籍", "黄某 户籍"),
        ("減量 強化", "减量 强化"),
    ],
)
def test_lookalikes_are_simplified_on_a_simplified_page(told: str, text: str) -> None:
    """級 does not look like 级: where it stands, a traditional hand wrote."""
    assert read(SIMPLIFIED, told) == [SIMPLIFIED, text]


def test_page_with_another_traditional_character_stays_as_it_is() -> None:
    assert read(SIMPLIFIED, "性別：男", "頸部腫塊") == [SIMPLIFIED, "性別：男", "頸部腫塊"]


@pytest.mark.parametrize("page", ["性別：男", "患者性別：男，診斷淋巴瘤", "CD20 positive"])
def test_page_that_is_not_simplified_stays_as_it_is(page: str) -> None:
    assert read(page) == [page]


def test_simplified_page_without_slips_stays_as_it_is() -> None:
    lines = [typed(SIMPLIFIED)]
    assert as_printed(lines) == lines


def test_every_pair_goes_from_one_script_to_the_other() -> None:
    for told, printed in _ALIKE.items():
        assert _can_write(chr(told), simplified=False)
        assert not _can_write(chr(told), simplified=True)
        assert _can_write(chr(int(printed)), simplified=True)
