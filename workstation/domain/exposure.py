"""What an episode exposed the patient to: its kind of treatment, its drug classes, anthracycline
and anti-CD20.

A class flag comes from the drugs when they are listed, else from the regimen, else it is unknown;
two regimens that share a name (R-CEOP with epirubicin or etoposide) leave the flag unknown.
Mitoxantrone is no anthracycline.
"""

from collections.abc import Iterable
from enum import StrEnum

from workstation.domain.lexicon import Drug, Lexicon, Regimen
from workstation.domain.ternary import Ternary, agreement, any_of
from workstation.domain.therapy import TreatmentEpisode
from workstation.domain.values import Coded

ANTHRACYCLINE = "anthracycline"
ANTI_CD20 = "anti-CD20 mAb"
_STEROID = "corticosteroid"
_SUPPORTIVE = "supportive"
# Drugs of one of these classes replace each other within a line (rule L7).
_SWAPPED = (ANTHRACYCLINE, "vinca", "platinum", ANTI_CD20)
_ORAL = ("BTK inhibitor", "IMiD")


class Kind(StrEnum):
    """What sort of treatment an episode is, as far as lines are concerned."""

    SYSTEMIC = "systemic"
    CAR_T = "car_t"
    BISPECIFIC = "bispecific"
    ALLOGENEIC = "allogeneic"
    AUTOLOGOUS = "autologous"
    RADIOTHERAPY = "radiotherapy"
    INTRATHECAL = "intrathecal"
    CONDITIONING = "conditioning"
    LYMPHODEPLETION = "lymphodepletion"
    PREPHASE = "prephase"
    HD_MTX = "hd_mtx"
    STEROID = "steroid"
    SUPPORTIVE = "supportive"
    ANTI_CD20_ALONE = "anti_cd20_alone"
    UNNAMED = "unnamed"


_MODALITIES = (
    ("car-t", Kind.CAR_T),
    ("conditioning", Kind.CONDITIONING),
    ("lymphodepletion", Kind.LYMPHODEPLETION),
    ("prephase", Kind.PREPHASE),
    ("intrathecal", Kind.INTRATHECAL),
    ("radiotherapy", Kind.RADIOTHERAPY),
    ("cns prophylaxis", Kind.HD_MTX),
)


def possible_regimens(episode: TreatmentEpisode, lexicon: Lexicon) -> tuple[Regimen, ...]:
    """The regimens that the episode may mean: by code, else by name; () when none is known."""
    found: dict[str, Regimen] = {}
    for coded in episode.regimen:
        regimen = lexicon.regimen(coded.code) if coded.code else None
        for candidate in (regimen,) if regimen else lexicon.regimens_named(coded.text):
            found[candidate.id] = candidate
    return tuple(found.values())


def known_drugs(episode: TreatmentEpisode, lexicon: Lexicon) -> tuple[tuple[Drug, ...], bool]:
    """The listed drugs that the lexicon knows, and whether the list is wholly known."""
    drugs: list[Drug] = []
    complete = True
    for coded in episode.drugs:
        drug = _find_drug(coded, lexicon)
        if drug is None:
            complete = False
        else:
            drugs.append(drug)
    return tuple(drugs), complete


def _find_drug(coded: Coded, lexicon: Lexicon) -> Drug | None:
    if coded.code:
        drug = lexicon.drug(coded.code)
        if drug is not None:
            return drug
    named = lexicon.drugs_named(coded.code or coded.text)
    return named[0] if len(named) == 1 else None


def kind_of(episode: TreatmentEpisode, lexicon: Lexicon) -> Kind:
    """By the regimen where it is known and all candidates agree, else by the listed drugs."""
    kinds = {_kind_of_regimen(regimen) for regimen in possible_regimens(episode, lexicon)}
    if len(kinds) == 1 and kinds != {Kind.SYSTEMIC}:
        return kinds.pop()
    drugs, complete = known_drugs(episode, lexicon)
    if drugs and complete:
        return _kind_of_drugs(drugs)
    return Kind.SYSTEMIC if kinds or drugs or episode.regimen else Kind.UNNAMED


def _kind_of_regimen(regimen: Regimen) -> Kind:
    modality = regimen.modality.casefold()
    for word, kind in _MODALITIES:
        if word in modality:
            return kind
    if "bispecific" in modality:
        return Kind.BISPECIFIC
    if "procedure" in modality:
        return Kind.ALLOGENEIC if "allo" in regimen.name.casefold() else Kind.AUTOLOGOUS
    return Kind.ANTI_CD20_ALONE if modality == "mab" and regimen.anti_cd20 == "Y" else Kind.SYSTEMIC


def _kind_of_drugs(drugs: tuple[Drug, ...]) -> Kind:
    classes = {drug.drug_class for drug in drugs}
    if any("CAR-T" in name for name in classes):
        return Kind.CAR_T
    if any("bispecific" in name for name in classes):
        return Kind.BISPECIFIC
    active = {name for name in classes if not name.casefold().startswith(_SUPPORTIVE)}
    if not active:
        return Kind.SUPPORTIVE
    if active == {_STEROID}:
        return Kind.STEROID
    if active == {ANTI_CD20}:
        return Kind.ANTI_CD20_ALONE
    generics = {drug.generic for drug in drugs if not drug.drug_class.casefold().startswith(_SUPPORTIVE)}
    return Kind.HD_MTX if generics == {"methotrexate"} else Kind.SYSTEMIC


def had_anthracycline(episode: TreatmentEpisode, lexicon: Lexicon) -> Ternary:
    """Did this episode, as far as it was given, hold an anthracycline?"""
    flags = [regimen.anthracycline for regimen in possible_regimens(episode, lexicon)]
    return _flag(episode, lexicon, ANTHRACYCLINE, flags)


def had_anti_cd20(episode: TreatmentEpisode, lexicon: Lexicon) -> Ternary:
    """Did this episode hold an anti-CD20 antibody? A bispecific is none."""
    flags = [regimen.anti_cd20 for regimen in possible_regimens(episode, lexicon)]
    return _flag(episode, lexicon, ANTI_CD20, flags)


def _flag(episode: TreatmentEpisode, lexicon: Lexicon, drug_class: str, flags: list[str]) -> Ternary:
    if episode.drugs:
        drugs, complete = known_drugs(episode, lexicon)
        if any(drug.drug_class == drug_class for drug in drugs):
            return Ternary.YES
        return Ternary.NO if complete else Ternary.UNKNOWN
    answers = {"Y": Ternary.YES, "N": Ternary.NO}
    return agreement(answers.get(flag, Ternary.UNKNOWN) for flag in flags)


def exposed(flags: Iterable[tuple[Ternary, Ternary]]) -> Ternary:
    """Over (given, flag) of every episode: was the patient exposed? UNKNOWN when there is no episode."""
    answers = [given.and_(flag) for given, flag in flags]
    return any_of(answers) if answers else Ternary.UNKNOWN


def agents(episode: TreatmentEpisode, lexicon: Lexicon) -> frozenset[str] | None:
    """The active agents without steroids, with drugs that replace each other (rule L7) as one; None when they
    are not known."""
    drugs, complete = known_drugs(episode, lexicon)
    if not episode.drugs:
        regimens = possible_regimens(episode, lexicon)
        if len({regimen.drugs for regimen in regimens}) != 1 or not regimens[0].drugs:
            return None
        found = [lexicon.drug(name) for name in regimens[0].drugs]
        drugs = tuple(drug for drug in found if drug is not None)
        complete = len(drugs) == len(found)
    if not complete or not drugs:
        return None
    active = (
        d for d in drugs if d.drug_class != _STEROID and not d.drug_class.casefold().startswith(_SUPPORTIVE)
    )
    drugs = tuple(active)
    return frozenset(drug.drug_class if drug.drug_class in _SWAPPED else drug.generic for drug in drugs)


def is_oral_continuous(episode: TreatmentEpisode, lexicon: Lexicon) -> bool:
    """Only agents that are dispensed with gaps (rule L15)."""
    drugs, complete = known_drugs(episode, lexicon)
    return bool(drugs) and complete and all(drug.drug_class in _ORAL for drug in drugs)
