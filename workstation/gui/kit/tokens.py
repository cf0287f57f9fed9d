"""The colours and measures of the design language: every drawn thing takes them from here.

Colours are sRGB hex text so that this module needs no Qt.
`contrast` is the WCAG 2 ratio by which they were chosen.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final


class Scheme(StrEnum):
    """Light or dark surface colours."""

    LIGHT = "light"
    DARK = "dark"


class State(StrEnum):
    """What a shape says. MET and NOT_MET belong to criteria only; CONFIRMED is a finding's plain check."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    BORDERLINE = "borderline"
    CONFLICT = "conflict"
    DISCUSSION = "discussion"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme: surfaces, lines, three strengths of text, one accent, five states with their tints."""

    scheme: Scheme
    bg: str
    surface: str
    sunken: str
    canvas: str
    line: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    tint: str
    on_tint: str
    met: str
    met_tint: str
    not_met: str
    not_met_tint: str
    unknown: str
    unknown_tint: str
    borderline: str
    borderline_tint: str
    conflict: str
    conflict_tint: str
    # Colours that lie on paper. Paper stays light, so they are the same in both schemes.
    paper_accent: str = "#1B5CBF"
    paper_doubt: str = "#B26A00"
    paper_hit: str = "#FFE45C"
    paper_conflict: str = "#742BA3"
    paper_ink: str = "#1A1F26"

    def ink(self, state: State) -> str:
        """The colour of a state's word and shape."""
        if state is State.DISCUSSION:
            return self.accent
        if state is State.CONFIRMED:
            return self.text3
        return str(getattr(self, state.value))

    def ground(self, state: State) -> str:
        """The tint a state's word stands on."""
        if state is State.DISCUSSION:
            return self.tint
        if state is State.CONFIRMED:
            return self.sunken
        return str(getattr(self, f"{state.value}_tint"))

    def named(self) -> dict[str, str]:
        """Every token by name, for the style sheet's placeholders."""
        return {f.name: str(getattr(self, f.name)) for f in fields(self)}


LIGHT: Final = Tokens(
    scheme=Scheme.LIGHT,
    bg="#F3F5F8",
    surface="#FFFFFF",
    sunken="#E9ECF1",
    canvas="#DDE1E8",
    line="#D5DAE2",
    edge="#848D9B",
    text="#1A1F26",
    text2="#464F5D",
    text3="#5D6776",
    accent="#1B5CBF",
    on_accent="#FFFFFF",
    tint="#E4EDFB",
    on_tint="#174FA6",
    met="#126743",
    met_tint="#E2F2E9",
    not_met="#A3261D",
    not_met_tint="#FBE8E6",
    unknown="#4C5666",
    unknown_tint="#E9ECF1",
    borderline="#855000",
    borderline_tint="#FBEFD8",
    conflict="#742BA3",
    conflict_tint="#F2E7FA",
)

DARK: Final = Tokens(
    scheme=Scheme.DARK,
    bg="#14171C",
    surface="#1B1F26",
    sunken="#101317",
    canvas="#0C0E11",
    line="#333B47",
    edge="#737E90",
    text="#E8EBF0",
    text2="#BAC2CF",
    text3="#98A3B3",
    accent="#7DB0FF",
    on_accent="#0B1524",
    tint="#1D2F4D",
    on_tint="#9CC3FF",
    met="#62D09D",
    met_tint="#153427",
    not_met="#FF938A",
    not_met_tint="#40201E",
    unknown="#B1BBCA",
    unknown_tint="#2A313C",
    borderline="#F0B65C",
    borderline_tint="#3A2B12",
    conflict="#D5A6F8",
    conflict_tint="#352247",
)


def of_scheme(scheme: Scheme) -> Tokens:
    """The tokens of one scheme."""
    return DARK if scheme is Scheme.DARK else LIGHT


class Space:
    """Distances in logical px."""

    XS: Final = 4
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24


class Height:
    """Heights in logical px at text size 100 %."""

    CONTROL: Final = 30
    SIGN: Final = 36
    HIT: Final = 28
    CHIP: Final = 28
    PILL: Final = 22
    QUEUE_ROW: Final = 46
    FINDING_ROW: Final = 34
    FINDING_ROW_COMPACT: Final = 32
    CRITERION_ROW: Final = 41
    LIST_ROW: Final = 32
    MENU_ROW: Final = 28
    APP_BAR: Final = 48
    APP_BAR_COMPACT: Final = 44
    TAB_ROW: Final = 40
    TAB_ROW_COMPACT: Final = 36
    STATUS_BAR: Final = 28


class Radius:
    """Corner radii in logical px; panels and tables have none."""

    CONTROL: Final = 6
    PILL: Final = 5
    FLOATING: Final = 8


class Motion:
    """Durations in ms."""

    FLASH: Final = 600
    FLASH_STILL: Final = 1200
    SCROLL: Final = 160
    CARD: Final = 120
    TOAST_IN: Final = 120
    TOAST_OUT: Final = 160
    TOAST_STAYS: Final = 6000
    PANE: Final = 140


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance of `#RRGGBB`, 0 black to 1 white."""

    def channel(start: int) -> float:
        value = int(colour[start : start + 2], 16) / 255
        return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
