"""Which words of a line decide: found although they are misread, and nothing found where nothing stands."""

import pytest

from workstation.criteria.dictionary import load_dictionary
from workstation.extraction.decisive_words import DecisiveWords
from workstation.extraction.lexicon import load_lexicon
from workstation.settings import resources_dir


@pytest.fixture(scope="module")
def decisive() -> DecisiveWords:
    return DecisiveWords(
        load_lexicon(resources_dir() / "lexicon"), load_dictionary(resources_dir() / "fields")
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("First treatment with R-CH0P is planned", {"R-CH0P": "drug"}),
        ("Ritux1mab and polatuzurnab were given", {"Ritux1mab": "drug", "polatuzurnab": "drug"}),
        ("予 利妥昔单抗 治疗", {"利妥昔单抗": "drug"}),
        ("taken on Z4 Nov 2O24 from a node", {"Z4": "date", "Nov": "date", "2O24": "date"}),
        ("2024年3月5日 入院", {"2024年3月5日": "date"}),
        ("CD2O positive, CD10 is not in the lists", {"CD2O": "marker", "positive,": "marker"}),
        ("CD19 （ - ）", {"CD19": "marker", "（": "marker", "-": "marker"}),
        ("MYC not rearranged", {"MYC": "marker", "not": "marker", "rearranged": "marker"}),
        ("乙肝表面抗原 阴性", {"乙肝表面抗原": "marker", "阴性": "marker"}),
        ("creatinine was 8B umol/l.", {"8B": "number", "umol/l.": "number"}),
        ("血小板 120 ×10^9/L", {"120": "number", "×10^9/L": "number"}),
        ("Ki-67 8O%", {"8O%": "number"}),
        (
            "血常规： 中性粒细胞1.9×10⁹/L， 血小板112×10⁹/L。 LVEF62%。",
            {"中性粒细胞1.9×10⁹/L，": "number", "血小板112×10⁹/L。": "number", "LVEF62%。": "number"},
        ),
        ("Platelets, 88 × 10⁹/L", {"88": "number", "×": "number", "10⁹/L": "number"}),
        ("血小板112×10°/L 10^9/L", {"血小板112×10°/L": "number", "10^9/L": "number"}),
        ("Neutrophils 2.1 L", {"2.1": "number"}),
    ],
)
def test_what_decides_is_found_although_misread(
    decisive: DecisiveWords, line: str, found: dict[str, str]
) -> None:
    words = line.split()
    kinds = {word: kind.value for word, kind in zip(words, decisive.kinds(words), strict=True) if kind}
    assert kinds == found


@pytest.mark.parametrize(
    "line",
    [
        "The patient likes ice cream and was seen by Br Miller on ward 12.",
        "CD20 was looked at; the answer is positive in part",
        "No transplant was done and nothing else was given so far.",
        "Page 3 of 12",
        "Page 10/12, No 8q24, 第3页",
        "",
    ],
)
def test_plain_words_do_not_decide(decisive: DecisiveWords, line: str) -> None:
    assert set(decisive.kinds(line.split())) <= {None}
