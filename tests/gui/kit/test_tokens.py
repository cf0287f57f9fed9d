"""The colours keep the contrast the design promises."""

import re

import pytest

from workstation.gui.kit.tokens import DARK, LIGHT, Scheme, State, Tokens, contrast, of_scheme

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_colour_is_plain_hex(tokens: Tokens) -> None:
    colours = {name: value for name, value in tokens.named().items() if name != "scheme"}
    assert [name for name, value in colours.items() if not re.fullmatch("#[0-9A-F]{6}", value)] == []


@BOTH
@pytest.mark.parametrize("strength", ["text", "text2", "text3"])
@pytest.mark.parametrize("ground", ["surface", "bg"])
def test_text_is_readable_where_it_stands(tokens: Tokens, strength: str, ground: str) -> None:
    assert contrast(getattr(tokens, strength), getattr(tokens, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", ["surface", "bg"])
def test_control_borders_are_visible(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.edge, getattr(tokens, ground)) >= 3.0


@BOTH
@pytest.mark.parametrize("state", list(State))
def test_states_are_readable_on_surface_and_tint(tokens: Tokens, state: State) -> None:
    assert contrast(tokens.ink(state), tokens.surface) >= 4.5
    assert contrast(tokens.ink(state), tokens.ground(state)) >= 4.5


@BOTH
def test_accent_carries_its_text(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_tint, tokens.tint) >= 4.5
    assert contrast(tokens.accent, tokens.surface) >= 4.5


def test_marks_on_paper_are_the_same_in_both_schemes() -> None:
    paper = {n: v for n, v in LIGHT.named().items() if n.startswith("paper_")}
    assert paper == {n: v for n, v in DARK.named().items() if n.startswith("paper_")}
    assert contrast(LIGHT.paper_accent, "#FFFFFF") >= 4.5


def test_scheme_finds_its_tokens() -> None:
    assert of_scheme(Scheme.DARK) is DARK
    assert of_scheme(Scheme.LIGHT) is LIGHT
