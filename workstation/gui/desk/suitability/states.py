"""Verdicts and recommendations as states and words."""

from PySide6.QtCore import QCoreApplication

from workstation.criteria.verdicts import Applicability, Layer, RecommendationKind, Result, Severity
from workstation.gui.kit.tokens import State

translate = QCoreApplication.translate
RESULT_STATES = {Result.MET: State.MET, Result.NOT_MET: State.NOT_MET, Result.UNKNOWN: State.UNKNOWN}
KIND_STATES = {
    RecommendationKind.MATCHES: State.MET,
    RecommendationKind.DOES_NOT_MATCH: State.NOT_MET,
    RecommendationKind.INFORMATION_MISSING: State.UNKNOWN,
    RecommendationKind.NEEDS_DISCUSSION: State.DISCUSSION,
}


def result_word(result: Result) -> str:
    """Met, not met, unknown."""
    return {
        Result.MET: translate("Verdict", "Met"),
        Result.NOT_MET: translate("Verdict", "Not met"),
        Result.UNKNOWN: translate("Verdict", "Unknown"),
    }[result]


def layer_word(layer: Layer) -> str:
    """The head of a column."""
    return {
        Layer.LABEL: translate("Layer", "Label"),
        Layer.TRIAL: translate("Layer", "Trial likeness"),
        Layer.GUIDELINE: translate("Layer", "Guideline"),
        Layer.FITNESS: translate("Layer", "Fitness, safety"),
        Layer.TIMING: translate("Layer", "Timing"),
    }[layer]


def kind_word(kind: RecommendationKind) -> str:
    """The first words of the four sentences, for segments and pills."""
    return {
        RecommendationKind.MATCHES: translate("Recommendation", "Appears to match"),
        RecommendationKind.DOES_NOT_MATCH: translate("Recommendation", "Does not appear to match"),
        RecommendationKind.INFORMATION_MISSING: translate("Recommendation", "Information missing"),
        RecommendationKind.NEEDS_DISCUSSION: translate("Recommendation", "Needs specialist discussion"),
    }[kind]


def severity_word(severity: Severity) -> str:
    """How much a criterion weighs."""
    return {
        Severity.HARD_STOP: translate("Severity", "hard stop"),
        Severity.SOFT_EXCLUSION: translate("Severity", "soft exclusion"),
        Severity.ADVISORY: translate("Severity", "advisory"),
    }[severity]


def applies(applicability: Applicability) -> bool:
    """Whether the layers of a set mean anything for this patient's line."""
    return applicability is not Applicability.NOT_APPLICABLE
