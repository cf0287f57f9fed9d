"""Whatever a reviewer has recorded so far, facts can be derived and every sentence can be said."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.records import Answer, Draft, dictionary
from workstation.domain.facts import CaseFacts
from workstation.domain.messages import Message
from workstation.domain.refractory import DEFINITIONS
from workstation.messages import LANGUAGES, Catalogue
from workstation.settings import resources_dir

REGIMENS = (
    "r_chop",
    "da_epoch_r",
    "r_dhap",
    "r_mono",
    "hd_mtx",
    "rt",
    "beam",
    "asct",
    "allo",
    "axi_cel",
    "glofit",
    "len_mono",
    "prephase",
    "flu_cy",
    "R-CEOP",
    "something else",
)
DATES = st.one_of(
    st.integers(0, 1000).map(lambda n: (date(2023, 1, 1) + timedelta(days=n)).isoformat()),
    st.sampled_from(["2024", "2024-03", "03/04/2024", "31 Feb 2024", "2024年3月中旬", "Jun 2025"]),
)
CODED = (
    "status",
    "disease",
    "intent",
    "best_response",
    "response_method",
    "response_timing",
    "end_reason",
    "residual",
)


@st.composite
def episodes(draw: st.DrawFn) -> dict[str, Answer]:
    found: dict[str, Answer] = {"regimen": draw(st.sampled_from(REGIMENS))}
    for name in CODED:
        codes = [term.code for term in dictionary().field(f"episode_{name}").vocabulary]
        code = draw(st.none() | st.sampled_from(codes))
        if code is not None:
            found[name] = code
    for name in ("start", "last_dose", "response_date"):
        day = draw(st.none() | DATES)
        if day is not None:
            found[name] = day
    if draw(st.booleans()):
        found["cycles"] = draw(st.integers(1, 8))
    return found


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft()
    for answers in draw(st.lists(episodes(), max_size=4)):
        draft.group("episode", {f"episode_{name}": answer for name, answer in answers.items()})
    for day in draw(st.lists(DATES, max_size=2)):
        draft.relapse(draw(st.sampled_from(["relapse", "progression"])), biopsy=day)
    if draw(st.booleans()):
        draft.transplant(draw(DATES))
    if draw(st.booleans()):
        draft.say("transformed_from", draw(st.sampled_from(["none", "fl"])))
    has_episode = bool(draft.groups) and draft.groups[0].kind == "episode"
    if has_episode and draw(st.booleans()):
        draft.override(draft.groups[0].id, draw(st.integers(0, 3)))
    if has_episode and draw(st.booleans()):
        draft.say(
            "episode_end_reason", draw(st.sampled_from(["toxicity", "progression"])), draft.groups[0].id
        )
    return draft


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(resources_dir() / "messages")


def messages_in(thing: object) -> Iterator[Message]:
    if isinstance(thing, Message):
        yield thing
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from messages_in(item)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from messages_in(getattr(thing, field.name))


def check_counts(facts: CaseFacts) -> None:
    lines = facts.lines
    assert lines.total and lines.since_lbcl
    assert max(lines.since_lbcl) <= max(lines.total)
    counted = [name for line in lines.lines for name in line.episode_ids]
    assert len(counted) == len(set(counted)), "an episode is in two lines"
    assert {d.episode_id for d in lines.decisions} == {e.group_id for e in facts.episodes}, (
        "a reason is missing"
    )
    assert all(line.number_options for line in lines.lines)


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_every_record_has_facts_and_sentences(draft: Draft) -> None:
    facts = draft.facts()
    check_counts(facts)
    if facts.timing.readings:
        assert {r.definition for r in facts.timing.readings} >= {name for name, _, _ in DEFINITIONS}
    for message in messages_in(facts):
        for language in LANGUAGES:
            assert "{" not in catalogue().render(message, language)


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_an_unknown_reading_or_class_says_what_is_missing(draft: Draft) -> None:
    timing = draft.facts().timing
    for reading in timing.readings:
        if reading.answer.value == "unknown" and reading.definition != "POST-ASCT":
            assert reading.needs is not None, reading.definition
    if len(timing.classes) != 1:
        assert timing.needs is not None
