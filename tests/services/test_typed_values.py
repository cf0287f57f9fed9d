from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.dates import read_date
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


CODES = [
    ("episode_regimen", "r_chop", ["RCHOP x6", "R-CHOP x 6", "R-CHOP 方案", "R-CHOP×6周期", "R-CHOP*4"]),
    ("episode_regimen", "r_chop", ["“R-CHOP”方案", "R-CHOP方案化疗第4周期", "6 cycles of R-CHOP"]),
    ("episode_regimen", "r_chop", ["R-CHOP (6 cycles)", "R CHOP x6 cycles", "方案：R-CHOP"]),
    ("episode_regimen", "r_chop14", ["R-CHOP 14", "R-CHOP-14 x 6"]),
    (
        "diagnosis",
        "dlbcl_nos",
        ["弥漫大B细胞淋巴瘤", "弥漫性大B细胞淋巴瘤，非特指型", "弥漫大B细胞淋巴瘤 NOS"],
    ),
    (
        "diagnosis",
        "dlbcl_nos",
        ["弥漫大B细胞淋巴瘤（非特指型）", "弥漫大B细胞淋巴瘤（DLBCL）", "DLBCL (NOS)"],
    ),
    (
        "diagnosis",
        "dlbcl_nos",
        ["DLBCL, non-GCB", "弥漫大B细胞淋巴瘤，非生发中心型", "诊断：弥漫大B细胞淋巴瘤"],
    ),
    ("diagnosis", "hgbl_myc_bcl2", ["HGBL with MYC and BCL2", "HGBL with MYC and BCL2 rearrangements"]),
    ("diagnosis", "pmbcl", ["原发纵膈大B细胞淋巴瘤"]),
    ("diagnosis", "lbcl_unspecified", ["LBCL", "大B细胞淋巴瘤"]),
    ("diagnosis", "alcl", ["间变性大细胞淋巴瘤"]),
    ("ecog", "1", ["ECOG 1", "PS 1", "ECOG PS 1", "ECOG评分：1分", "ECOG=1", "ECOG 1, Nov 2026"]),
    ("hbsag", "positive", ["HBsAg 阳性", "乙肝表面抗原：阳性", "(+)", "pos", "阳性（+）"]),
    ("hbsag", "negative", ["HBsAg(-)", "乙肝表面抗原（－） 2026-11-01", "(-)", "Neg.", "−", "阴性(-)"]),
    ("anti_hbc", "positive", ["HBcAb +", "抗-HBc 阳性"]),
    ("cd19_status", "positive", ["CD19+", "CD19 (+)", "CD19 +++", "positive (IHC)"]),
    ("cd20_status", "dim", ["CD20 弱阳性", "weakly positive"]),
    ("episode_best_response", "cr", ["完全缓解(CR)", "CR (PET)", "CR（PET-CT 评估）"]),
    ("episode_best_response", "pr", ["部分缓解（PR）"]),
    ("fish_myc", "rearranged", ["阳性", "FISH 阳性", "MYC重排阳性", "MYC rearrangement detected"]),
    ("fish_myc", "not_rearranged", ["MYC(-)", "未检测到MYC重排", "no MYC rearrangement"]),
    ("fish_myc", "not_done", ["未检测"]),
    ("active_infection", "none", ["no", "none", "无"]),
    ("transplant_given", "no", ["未行", "未行移植", "no transplant"]),
    ("stage", "4", ["IV期", "Ⅳ期", "stage IV"]),
    ("hbv_dna", "not_detected", ["undetectable", "not detected, 12 Nov 2026", "TND", "未检出", "阴性"]),
    (
        "hbv_dna",
        "not_detected",
        ["below the limit of detection", "低于检测下限 2026-11-02", "<20 IU/mL (TND)"],
    ),
    (
        "hbv_dna",
        "not_detected",
        ["not detectable (limit 10 IU/mL) 2026-11-03", "HBV-DNA 未检出（<20 IU/mL）"],
    ),
    ("hbv_dna", "not_detected", ["not detected (<20 copies/mL)"]),
    ("transformed_from", "none", ["no", "无"]),
    ("hcv_rna", "not_detected", ["HCV-RNA：未检出", "target not detected"]),
]


@pytest.mark.parametrize(
    ("field_id", "code", "raw"), [(field, code, raw) for field, code, raws in CODES for raw in raws]
)
def test_a_term_is_known_however_it_is_written(field_id: str, code: str, raw: str) -> None:
    typed = READER.typed(RULES.dictionary.field(field_id), raw)
    assert isinstance(typed.value, Coded)
    assert (typed.value.code, typed.warning) == (code, None)


UNREAD = [
    ("episode_regimen", ["R-CHOP x14", "R-CHOP x", "R-CHOP then R-DHAP", "R-ABC", "R一CHOP", "no R-CHOP"]),
    ("diagnosis", ["LBCL NOS", "大B细胞淋巴瘤，非特指型", "? DLBCL", "不除外弥漫大B细胞淋巴瘤"]),
    ("diagnosis", ["GCB", "双表达", "DLBCL, EBV+", "DLBCL/FL", "PMBCL (DLBCL)", "非弥漫大B细胞淋巴瘤"]),
    ("ecog", ["ECOG 0-1", "KPS 80", "ECOG"]),
    ("hbsag", ["一", "(一)", "—", "——", "+/-", "±", "阳性(-)", "not negative"]),
    ("cd20_status", ["CD19+", "positive (weak)", "CD20 (+) → (-)"]),
    ("episode_best_response", ["CR (PR)", "CR?", "PR→CR", "CR (Deauville 5)"]),
    ("active_infection", ["yes"]),
    ("hbv_dna", ["未检测", "not tested", "<LLOQ", "detected, <20 IU/mL", "未检出, 500 IU/mL"]),
    ("lvef", ["60-65%", "55–60 %"]),
    ("alt", ["31 U/L (9-11)", "31 U/L (3-20)"]),
    ("platelets", ["88e9/L", "8.8×10^4"]),
    ("episode_cycles", ["C4", "6 planned", "第4周期"]),
    ("episode_start", ["~Dec 2025", "约2025年12月", "12-Dec-25"]),
    ("episode_drugs", ["rituximab, foo"]),
]


@pytest.mark.parametrize(("field_id", "raw"), [(field, raw) for field, raws in UNREAD for raw in raws])
def test_what_is_not_clear_stays_as_written_and_says_so(field_id: str, raw: str) -> None:
    typed = READER.typed(RULES.dictionary.field(field_id), raw)
    assert typed.warning is not None
    assert getattr(typed.value, "code", None) is None


@pytest.mark.parametrize(
    ("field_id", "raw", "shown_as"),
    [
        ("haemoglobin", "Hb 108 g/L", "108 g/L"),
        ("haemoglobin", "血红蛋白：108g/L↓", "108 g/L"),
        ("lvef", "LVEF 58%", "58 %"),
        ("lvef", "62% (echo) 2026-11-01", "62 %, 1 Nov 2026"),
        ("lvef", "LVEF 62 % by echo", "62 %"),
        ("ki67", "Ki-67 约80%", "~80 %"),
        ("spo2", "97 % RA", "97 %, room air"),
        ("spo2", "94% on 2 L O2", "94 %, on oxygen"),
        ("spo2", "94%（吸氧2L/min）", "94 %, on oxygen"),
        ("spo2", "96% 未吸氧", "96 %, room air"),
        ("spo2", "97% 2026-11-01 RA", "97 %, room air, 1 Nov 2026"),
        ("alt", "31 U/L (0-45)", "31 U/L, ULN 45"),
        ("alt", "31 U/L 参考值 9–50", "31 U/L, ULN 50"),
        ("alt", "31 U/L 2026-11-10 ULN 40", "31 U/L, ULN 40, 10 Nov 2026"),
        ("alt", "ALT 31 U/L [0-45 U/L] 2026-11-10", "31 U/L, ULN 45, 10 Nov 2026"),
        ("alt", "31 U/L (11-2026)", "31 U/L, Nov 2026"),
        ("bilirubin", "12 umol/L (3.4-20.5)", "12 umol/L, ULN 20.5"),
        ("hbv_dna", "5.2×10^3 IU/mL", "5200 IU/mL"),
        ("hbv_dna", "5.2×10³ IU/mL", "5200 IU/mL"),
        ("hbv_dna", "<1.0E+02 IU/mL", "< 100 IU/mL"),
        ("hbv_dna", "HBV DNA定量 <20 IU/mL", "< 20 IU/mL"),
        ("hbv_dna", "低于20 IU/mL", "< 20 IU/mL"),
        ("hbv_dna", "<5000 IU/mL", "< 5000 IU/mL"),
        ("platelets", "8.8万/uL", "88000 /uL"),
        ("platelets", "8.8×10^4/uL", "88000 /uL"),
        ("creatinine", "88.0 umol/L", "88.0 umol/L"),
        ("episode_cycles", "6 (planned 6)", "6 of 6"),
        ("episode_cycles", "6（计划8个周期）", "6 of 8"),
        ("episode_cycles", "已行4个周期", "4"),
    ],
)
def test_numbers_as_people_write_them(field_id: str, raw: str, shown_as: str) -> None:
    field = RULES.dictionary.field(field_id)
    typed = READER.typed(field, raw)
    assert (SHOWER.show(field, typed.value, "en"), typed.warning) == (shown_as, None)


@pytest.mark.parametrize(
    ("field_id", "quote", "code"),
    [
        ("cd20_status", "CD20(+), CD3(-), Ki-67(80%+)", "positive"),
        ("cd20_status", "CD10(-), CD20 see note", None),
        ("cd20_status", "CD19+, CD20-, CD3-", "negative"),
        ("cd20_status", "CD20+/- in part", None),
        ("hbsag", "HBsAg - see report", None),
        ("hbv_dna", "HBV-DNA：未检出", "not_detected"),
    ],
)
def test_a_sign_counts_only_beside_the_name_it_belongs_to(
    field_id: str, quote: str, code: str | None
) -> None:
    typed = READER.quoted(RULES.dictionary.field(field_id), quote)
    assert getattr(typed and typed.value, "code", None) == code


@pytest.mark.parametrize(
    ("born", "raw", "shown_as"),
    [
        ("1958-03-01", "12-Dec-25", "12 Dec 2025"),
        ("1958", "1, 12-Dec-25", "1, 12 Dec 2025"),
        ("1921", "12-Dec-25", "12 Dec 1925 or 12 Dec 2025"),
        ("1958-03-01", "03/04/2026", "4 Mar 2026 or 3 Apr 2026"),
        ("2030", "12-Dec-25", "12 Dec 1925 or 12 Dec 2025"),
    ],
)
def test_a_reading_before_birth_is_none(born: str, raw: str, shown_as: str) -> None:
    field = RULES.dictionary.field("ecog" if raw.startswith("1,") else "episode_start")
    typed = ValueReader(RULES.lexicon, birth=read_date(born)).typed(field, raw)
    assert SHOWER.show(field, typed.value, "en") == shown_as


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
