from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.fields import FieldType
from workstation.domain.values import Coded, CodedList, Count, Quantity, value_from_json, value_to_json
from workstation.messages import LANGUAGES
from workstation.services.rules import Rules, load_rules
from workstation.services.shown_values import ValueShower
from workstation.services.typed_values import ValueReader

RULES = load_rules()
READER = ValueReader(RULES.lexicon)
SHOWER = ValueShower(RULES.lexicon)
TYPED = [field for field in RULES.dictionary.fields if not field.derived]


def shown(rules: Rules, field_id: str, raw: str, language: str = "en") -> str:
    field = rules.dictionary.field(field_id)
    return ValueShower(rules.lexicon).show(
        field, ValueReader(rules.lexicon).typed(field, raw).value, language
    )


@pytest.mark.parametrize(
    ("field_id", "raw", "en", "zh"),
    [
        ("ecog", "1, 10 Nov 2026", "1, 10 Nov 2026", "1，2026-11-10"),
        ("ecog", "1 10 Nov 2026", "1, 10 Nov 2026", "1，2026-11-10"),
        ("platelets", "88 ×10⁹/L (9 Nov 2026)", "88 ×10^9/L, 9 Nov 2026", "88 ×10^9/L，2026-11-09"),
        ("creatinine", "88 umol/L, 31 Feb 2026", "88 umol/L, 31 Feb 2026", "88 umol/L，31 Feb 2026"),
        ("ecog", "1, 31 Feb 2026", "1, 31 Feb 2026", "1，31 Feb 2026"),
        ("haemoglobin", "≥ 90 g/L", "≥ 90 g/L", "≥ 90 g/L"),
        ("hbv_dna", "<20 IU/mL, Nov 2026", "< 20 IU/mL, Nov 2026", "< 20 IU/mL，2026-11"),
        ("alt", "80 U/L (ULN 40)", "80 U/L, ULN 40", "80 U/L，正常上限 40"),
        ("spo2", "97 % on room air", "97 %, room air", "97 %，未吸氧"),
        ("platelets", "60 10^9/L after transfusion", "60 10^9/L, after transfusion", "60 10^9/L，输血后"),
        ("episode_cycles", "6 of 8", "6 of 8", "6 / 8"),
        ("episode_start", "Mar 2026", "Mar 2026", "2026-03"),
        ("episode_start", "2023", "2023", "2023"),
        ("episode_start", "2026年3月27日", "27 Mar 2026", "2026-03-27"),
        ("hbsag", "阴性，2026-11-12", "negative, 12 Nov 2026", "阴性，2026-11-12"),
        ("cns_state", "none on examination", "none on examination (MRI or CSF)", "检查未见（MRI 或脑脊液）"),
    ],
)
def test_what_is_typed_and_how_it_is_shown(field_id: str, raw: str, en: str, zh: str) -> None:
    assert shown(RULES, field_id, raw) == en
    if field_id != "cns_state":
        assert shown(RULES, field_id, raw, "zh") == zh


def test_thousands_and_decimals_are_told_apart() -> None:
    field = RULES.dictionary.field("platelets")
    value = READER.typed(field, "75,000 /uL").value
    assert isinstance(value, Quantity)
    assert value.number == Decimal(75000)
    unclear = READER.typed(field, "7,5 10^9/L")
    assert unclear.warning is not None


def test_a_list_of_drugs_keeps_what_it_does_not_know() -> None:
    value = READER.typed(RULES.dictionary.field("episode_drugs"), "rituximab, cyclophosphamide and foo").value
    assert isinstance(value, CodedList)
    assert [item.code for item in value.items] == ["rituximab", "cyclophosphamide", None]


def test_a_name_of_several_regimens_is_not_guessed_at() -> None:
    typed = READER.typed(RULES.dictionary.field("episode_regimen"), "R-CEOP")
    assert isinstance(typed.value, Coded)
    assert typed.value.code is None
    assert typed.warning is not None
    assert typed.warning.id == "findings.several_meanings"


@pytest.mark.parametrize(
    ("field_id", "quote", "expected"),
    [
        ("episode_last_dose", "27/03/2026, full dose", "27 Mar 2026"),
        ("episode_last_dose", "last course in April 2026", "Apr 2026"),
        ("platelets", "Platelets 88 x 10^9/L 150-400", "88 x 10^9/L"),
        ("ecog", "ECOG performance status 1.", "1"),
        ("cd20_status", "CD20 (strong, diffuse) positive", "positive"),
        ("episode_regimen", "R-CHOP × 6, first given", "R-CHOP"),
        ("biopsy_site", "left inguinal lymph node", "left inguinal lymph node"),
    ],
)
def test_cited_words_state_a_value(field_id: str, quote: str, expected: str) -> None:
    field = RULES.dictionary.field(field_id)
    typed = READER.quoted(field, quote)
    assert typed is not None
    assert SHOWER.show(field, typed.value, "en") == expected


@pytest.mark.parametrize(
    ("field_id", "quote"),
    [
        ("hbsag", "not positive"),
        ("hbsag", "HBsAg: no reactive result"),
        ("hbsag", "positive in 2019, negative in 2026"),
        ("episode_last_dose", "between 1 Mar 2026 and 3 Apr 2026"),
        ("episode_last_dose", "last course"),
        ("platelets", "Platelets 88, haemoglobin 108"),
        ("episode_cycles", "six cycles"),
        ("diagnosis", "? diffuse large B-cell lymphoma"),
    ],
)
def test_words_that_leave_a_doubt_state_nothing(field_id: str, quote: str) -> None:
    assert READER.quoted(RULES.dictionary.field(field_id), quote) is None


@given(st.sampled_from(TYPED), st.text(min_size=1, max_size=30).filter(lambda text: text.strip()))
def test_anything_can_be_typed_anywhere(field: object, raw: str) -> None:
    chosen = next(one for one in TYPED if one is field)
    typed = READER.typed(chosen, raw)
    assert value_from_json(value_to_json(typed.value)) == typed.value
    for language in LANGUAGES:
        assert isinstance(SHOWER.show(chosen, typed.value, language), str)
        if typed.warning is not None:
            assert RULES.catalogue.render(typed.warning, language)
    READER.quoted(chosen, raw)


@given(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 40)), st.sampled_from(["of", "/"]))
def test_every_count_is_read_as_it_is_shown(number: int, of: int | None, sign: str) -> None:
    field = next(one for one in TYPED if one.type is FieldType.COUNT)
    raw = str(number) if of is None else f"{number} {sign} {of}"
    assert READER.typed(field, raw).value == Count(number, of)


@pytest.mark.parametrize("text", ["none on examination (MRI or CSF)", "检查（MRI 或脑脊液）未见病变"])
@pytest.mark.parametrize(
    "day", [", 2 Nov 2026", " 2 Nov 2026", " (2 Nov 2026)", "，2026-11-02", "（2026-11-02）"]
)
def test_a_label_that_ends_in_a_bracket_may_be_followed_by_its_day(text: str, day: str) -> None:
    value = READER.typed(RULES.dictionary.field("cns_state"), text + day).value
    assert isinstance(value, Coded)
    assert value.code == "none_on_examination"
    assert value.date is not None and value.date.is_exact


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("88 ×10^9/L, not transfused, 9 Nov 2026", "none"),
        ("88 ×10^9/L without G-CSF, 9 Nov 2026", "none"),
        ("88 ×10^9/L not on G-CSF, 9 Nov 2026", "none"),
        ("未输血 88×10^9/L 2026-11-09", "none"),
        ("未用升白针 88×10^9/L 2026-11-09", "none"),
        ("升白针后 88×10^9/L 2026-11-09", "gcsf"),
        ("88 ×10^9/L after transfusion, 9 Nov 2026", "transfusion"),
    ],
)
def test_support_denied_is_not_support_given(text: str, support: str) -> None:
    typed = READER.typed(RULES.dictionary.field("platelets"), text)
    assert isinstance(typed.value, Quantity)
    assert (typed.value.number, typed.value.support, typed.warning) == (Decimal(88), support, None)
