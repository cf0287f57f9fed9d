"""The corpus of the demo, made once for all tests of this room."""

import os
from pathlib import Path

import pytest

from workstation import settings
from workstation.demo.corpus import Corpus, make_corpus, make_packets

JOURNEY = Path(__file__).parent.parent / "journey"


@pytest.fixture(scope="session")
def timed_corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, float]:
    """The corpus and the processor seconds it took, its workers' included."""
    before = sum(os.times()[:4])
    made = make_corpus(tmp_path_factory.mktemp("corpus"), settings.resources_dir())
    return made, sum(os.times()[:4]) - before


@pytest.fixture(scope="session")
def corpus(timed_corpus: tuple[Corpus, float]) -> Corpus:
    return timed_corpus[0]


@pytest.fixture(scope="session")
def journeys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Corpus]:
    """The packet of the main journey, and the ten pages of the second."""
    folder = tmp_path_factory.mktemp("journeys")
    first, second = JOURNEY / "packet.yaml", JOURNEY / "second_packet.yaml"
    resources = settings.resources_dir()
    return make_packets(folder, first, resources), make_packets(folder, second, resources)
