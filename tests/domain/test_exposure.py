"""What kind of treatment an episode is, and which drugs it is compared by."""

import pytest

from tests.domain.records import Draft, lexicon
from workstation.domain.episodes import read_episodes
from workstation.domain.exposure import Kind, agents, had_anthracycline, kind_of
from workstation.domain.ternary import Ternary
from workstation.domain.therapy import TreatmentEpisode


def episode(regimen: str = "", drugs: tuple[str, ...] = ()) -> TreatmentEpisode:
    draft = Draft()
    draft.episode(regimen, drugs=drugs) if drugs else draft.episode(regimen)
    return read_episodes(draft.record())[0]


@pytest.mark.parametrize(
    ("regimen", "kind"),
    [
        ("r_chop", Kind.SYSTEMIC),
        ("axi_cel", Kind.CAR_T),
        ("cart_trial", Kind.CAR_T),
        ("glofit", Kind.BISPECIFIC),
        ("asct", Kind.AUTOLOGOUS),
        ("allo", Kind.ALLOGENEIC),
        ("rt", Kind.RADIOTHERAPY),
        ("it_chemo", Kind.INTRATHECAL),
        ("beam", Kind.CONDITIONING),
        ("flu_cy", Kind.LYMPHODEPLETION),
        ("prephase", Kind.PREPHASE),
        ("hd_mtx", Kind.HD_MTX),
        ("r_mono", Kind.ANTI_CD20_ALONE),
        ("a regimen nobody knows", Kind.SYSTEMIC),
    ],
)
def test_kind_by_regimen(regimen: str, kind: Kind) -> None:
    assert kind_of(episode(regimen), lexicon()) is kind


@pytest.mark.parametrize(
    ("drugs", "kind"),
    [
        (("rituximab", "doxorubicin"), Kind.SYSTEMIC),
        (("dexamethasone",), Kind.STEROID),
        (("G-CSF",), Kind.SUPPORTIVE),
        (("methotrexate", "leucovorin"), Kind.HD_MTX),
        (("obinutuzumab",), Kind.ANTI_CD20_ALONE),
        (("glofitamab", "gemcitabine"), Kind.BISPECIFIC),
        (("relmacabtagene autoleucel",), Kind.CAR_T),
        (("a new drug",), Kind.UNNAMED),
    ],
)
def test_kind_by_drugs(drugs: tuple[str, ...], kind: Kind) -> None:
    assert kind_of(episode(drugs=drugs), lexicon()) is kind


def test_nothing_named_is_unnamed() -> None:
    draft = Draft()
    draft.episode(start="2024-01-01")
    assert kind_of(read_episodes(draft.record())[0], lexicon()) is Kind.UNNAMED


def test_agents_take_same_class_swaps_as_one_and_leave_steroids_out() -> None:
    usual = agents(episode("r_chop"), lexicon())
    swapped = agents(
        episode(drugs=("rituximab", "cyclophosphamide", "epirubicin", "vindesine", "dexamethasone")),
        lexicon(),
    )
    assert usual is not None and usual == swapped
    assert agents(episode(drugs=("rituximab", "a new drug")), lexicon()) is None
    assert agents(episode("R-CEOP"), lexicon()) is None


def test_drugs_on_the_page_overrule_the_name_of_the_regimen() -> None:
    without = episode("r_chop", drugs=("rituximab", "cyclophosphamide", "vincristine", "prednisone"))
    assert had_anthracycline(without, lexicon()) is Ternary.NO
    assert had_anthracycline(episode("r_chop"), lexicon()) is Ternary.YES


def test_the_classes_that_rules_name_are_those_of_the_lexicon() -> None:
    named = {
        "anthracycline",
        "anti-CD20 mAb",
        "corticosteroid",
        "supportive",
        "vinca",
        "platinum",
        "BTK inhibitor",
        "IMiD",
    }
    assert named <= {drug.drug_class for drug in lexicon().drugs}
