"""Packets: whole reports about one patient, in the order that was drawn, with pages a person can put together."""

from itertools import pairwise

import pytest

from tests.benchmarks.corpus.packets import ARRANGEMENTS, REPORTS, Packet, PacketPage, make_packet

SCALE = 1.0


def text(page: PacketPage) -> str:
    return "".join((" " if word.spaced else "") + word.text for word in page.drawing.words)


def packets(language: str) -> list[Packet]:
    return [make_packet("tuning", language, number, SCALE) for number in range(6)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_belongs_to_one_report(language: str) -> None:
    for packet in packets(language):
        places = sorted(place for document in packet.documents for place in document)
        assert places == list(range(len(packet.pages)))
        assert REPORTS[0] <= len(packet.documents) <= REPORTS[1]
        for document in packet.documents:
            assert [packet.pages[place].number for place in document] == list(range(1, len(document) + 1))
            assert len({packet.pages[place].report for place in document}) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_lie_as_the_packet_says(language: str) -> None:
    made = packets(language)
    assert [packet.arrangement for packet in made] == [*ARRANGEMENTS, *ARRANGEMENTS]
    for packet in made:
        rises = all(one < other for document in packet.documents for one, other in pairwise(document))
        together = all(other - one == 1 for document in packet.documents for one, other in pairwise(document))
        assert rises == (packet.arrangement != "shuffled")
        assert together == (packet.arrangement == "in order")


def test_all_reports_are_about_one_patient() -> None:
    names = {"BRANDT", "NOVÁK", "WREN", "LINDQVIST", "OKAFOR", "MOREAU"}
    for packet in packets("en"):
        seen = {name for page in packet.pages for name in names if name in text(page)}
        assert len(seen) <= 1


def test_a_further_page_says_by_head_or_foot_what_it_belongs_to() -> None:
    counted, headed = set(), set()
    for packet in packets("en"):
        for page in packet.pages:
            if page.number > 1:
                is_counted = f"Page {page.number} of" in text(page)
                is_headed = page.drawing.words[0].size < max(word.size for word in page.drawing.words)
                assert is_counted or is_headed
                counted.add(is_counted)
                headed.add(is_headed)
    assert counted == headed == {True, False}


def test_a_packet_is_the_same_each_time() -> None:
    one, again = (make_packet("figures", "zh", 1, SCALE) for _ in range(2))
    assert one == again and one != make_packet("figures", "zh", 4, SCALE)
