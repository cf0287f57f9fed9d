"""The real data files, loaded once."""

from pathlib import Path

import pytest

from workstation.criteria.criteria_set import CriteriaSet
from workstation.criteria.dictionary import load_dictionary
from workstation.criteria.sets import load_sets
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.extraction.lexicon import load_lexicon
from workstation.messages import Catalogue

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def dictionary() -> FieldDictionary:
    return load_dictionary(RESOURCES / "fields")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(RESOURCES / "lexicon")


@pytest.fixture(scope="session")
def sets(dictionary: FieldDictionary, lexicon: Lexicon) -> dict[str, CriteriaSet]:
    return {one.id: one for one in load_sets(RESOURCES / "criteria", dictionary, lexicon)}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(RESOURCES / "messages")
