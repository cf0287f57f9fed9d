"""The dictionary and the lexicon as the rules use them."""

from decimal import Decimal

import pytest

from tests.domain.records import dictionary, lexicon
from workstation.domain.fields import (
    Field,
    FieldDictionary,
    FieldType,
    GroupKind,
    Section,
    Term,
    Unit,
    fold_unit,
)
from workstation.domain.lexicon import Drug, Lexicon, Regimen, fold
from workstation.domain.quantities import in_field_unit, plain, unit_fits
from workstation.domain.values import Quantity


def test_units_are_found_in_many_spellings() -> None:
    creatinine = dictionary().field("creatinine")
    for written in ("umol/L", "µmol/L", "μmol/l", "UMOL/L", "u mol / L"):
        unit = creatinine.find_unit(written)
        assert unit is not None and unit.factor == 1, written
    milligrams = creatinine.find_unit("mg/dl")
    assert milligrams is not None and milligrams.factor == Decimal("88.4")
    assert creatinine.find_unit("kg") is None
    platelets = dictionary().field("platelets")
    assert platelets.find_unit("G/L") is not None and platelets.find_unit("g/L") is None
    assert fold_unit("×10⁹/L") == fold_unit("10⁹/l")


def test_quantities_are_brought_to_the_unit_of_the_field() -> None:
    creatinine = dictionary().field("creatinine")
    written = Quantity("", Decimal("1.2"), "mg/dL", upper_limit=Decimal("1.3"))
    converted = in_field_unit(written, creatinine)
    assert converted is not None and converted.unit == "umol/L"
    assert converted.number == Decimal("106.08") and converted.upper_limit == Decimal("114.92")
    assert in_field_unit(Quantity("", Decimal(1), ""), creatinine) is None
    assert not unit_fits(Quantity("", Decimal(1), "g/L"), creatinine)
    assert plain(Decimal("880.00")) == "880" and plain(Decimal("1E+2")) == "100"


def test_fields_check_themselves() -> None:
    with pytest.raises(ValueError, match="unit"):
        Field("x", "x", "x", "x", "x", FieldType.QUANTITY, "s")
    with pytest.raises(ValueError, match="vocabulary"):
        Field("x", "x", "x", "x", "x", FieldType.CODED, "s")
    terms = (Term("a", "a", "a"), Term("a", "b", "b"))
    with pytest.raises(ValueError, match="twice"):
        Field("x", "x", "x", "x", "x", FieldType.CODED, "s", vocabulary=terms)
    with pytest.raises(ValueError, match="positive"):
        Unit("kg", Decimal(0))


def test_a_dictionary_refuses_what_does_not_fit_together() -> None:
    text = Field("x", "x", "x", "x", "x", FieldType.TEXT, "s")
    with pytest.raises(ValueError, match="no section"):
        FieldDictionary("1", (), (), (text,))
    with pytest.raises(ValueError, match="one id"):
        FieldDictionary("1", (Section("s", "s", "s"),), (), (text, text))
    grouped = Field("y", "y", "y", "y", "y", FieldType.TEXT, "s", group="episode")
    with pytest.raises(ValueError, match="no group"):
        FieldDictionary("1", (Section("s", "s", "s"),), (), (grouped,))
    whole = FieldDictionary(
        "1", (Section("s", "s", "s"),), (GroupKind("episode", "e", "e", "s"),), (text, grouped)
    )
    assert whole.in_section("s") == (text, grouped) and whole.in_group("episode") == (grouped,)
    assert "x" in whole and "z" not in whole and whole.field("y").label("zh") == "y"


def test_names_are_found_whatever_their_width_and_case() -> None:
    assert [r.id for r in lexicon().regimens_named("ｒ‑chop")] == ["r_chop"]
    assert [d.generic for d in lexicon().drugs_named("利妥昔单抗")] == ["rituximab"]
    assert lexicon().regimens_named("nothing") == ()
    assert fold("R – CHOP") == "r - chop"


def test_a_name_of_two_regimens_gives_both() -> None:
    def regimen(name: str, anthracycline: str) -> Regimen:
        return Regimen(name, name, ("R-CEOP",), (), anthracycline, "Y", "N", "N", "chemo", "1L", 21)

    both = Lexicon("1", (), (regimen("epi", "Y"), regimen("etop", "N")), ())
    assert {r.id for r in both.regimens_named("r-ceop")} == {"epi", "etop"}
    with pytest.raises(ValueError, match="one drug id"):
        Lexicon("1", (Drug("a", "", (), "x"), Drug("a", "", (), "y")), (), ())
    with pytest.raises(ValueError, match="not one of"):
        regimen("x", "maybe")
