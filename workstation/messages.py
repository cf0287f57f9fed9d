"""The catalogue of sentences: one file per language, one line per message id."""

import string
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from workstation.domain.dates import ClinicalDate, Span, show, show_span
from workstation.domain.errors import DataFileError, WorkstationError
from workstation.domain.messages import Label, Message, Param

LANGUAGES = ("en", "zh")


def parameters(sentence: str) -> frozenset[str]:
    """The names in braces. Raises ValueError for a stray brace or a format instruction."""
    names = set()
    for _, name, instruction, conversion in string.Formatter().parse(sentence):
        if name is None:
            continue
        if not name.isidentifier() or instruction or conversion:
            raise ValueError(f"only plain {{name}} is allowed: {sentence!r}")
        names.add(name)
    return frozenset(names)


@dataclass(frozen=True)
class Catalogue:
    """Sentences by language and id."""

    sentences: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, folder: Path) -> "Catalogue":
        """Read `en.yaml` and `zh.yaml`. Raises DataFileError for a file that is not a flat mapping
        of sentences.
        """
        return cls({language: _load(folder / f"{language}.yaml") for language in LANGUAGES})

    def __contains__(self, message_id: str) -> bool:
        return all(message_id in self.sentences[language] for language in LANGUAGES)

    def render(self, message: Message, language: str) -> str:
        """The sentence in `language` ('en' or 'zh'), parameters filled in, nested messages rendered too.

        Raises KeyError for an unknown id or a missing parameter: that is a bug.
        """
        sentence = self.sentences[language][message.id]
        shown = {name: self._show(value, language) for name, value in message.params.items()}
        return _fill_chinese(sentence, shown) if language == "zh" else sentence.format_map(shown)

    def render_error(self, error: WorkstationError, language: str) -> str:
        """The sentence of a known problem."""
        return self.render(Message(error.message_id, error.params), language)

    def _show(self, value: Param, language: str) -> str:
        match value:
            case Message():
                return self.render(value, language)
            case ClinicalDate():
                return show(value, language)
            case Span():
                return show_span(value, language)
            case Label():
                return value.zh if language == "zh" else value.en
        return str(value)


def _fill_chinese(sentence: str, shown: Mapping[str, str]) -> str:
    """Fill in, with a space exactly where a parameter makes Han and Latin meet."""
    filled = ""
    for text, name, _, _ in string.Formatter().parse(sentence):
        filled = _join(filled, text)
        if name is not None:
            filled = _join(filled, shown[name])
    return filled


def _join(before: str, after: str) -> str:
    """No space beside full-width punctuation or between Han characters, one between Han and Latin."""
    left, right = before.rstrip(" ")[-1:], after.lstrip(" ")[:1]
    spaced = before.endswith(" ") or after.startswith(" ")
    if not left or not right:
        return before + after
    if spaced and ((_is_wide(left) and _is_wide(right)) or _is_stop(left) or _is_stop(right)):
        return before.rstrip(" ") + after.lstrip(" ")
    meets = (_is_han(left) and _is_latin(right)) or (_is_latin(left) and _is_han(right))
    return f"{before} {after}" if meets and not spaced else before + after


def _is_wide(character: str) -> bool:
    """A Han character or full-width punctuation."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def _is_han(character: str) -> bool:
    return _is_wide(character) and character.isalpha()


def _is_stop(character: str) -> bool:
    return _is_wide(character) and not character.isalnum()


def _is_latin(character: str) -> bool:
    return character.isalnum() and not _is_wide(character)


def _load(path: Path) -> dict[str, str]:
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as problem:
        raise DataFileError("catalogue.unreadable", file=path.name, problem=str(problem)) from problem
    if not isinstance(content, dict):
        raise DataFileError("catalogue.not_flat", file=path.name, entry="")
    for message_id, sentence in content.items():
        if not isinstance(message_id, str) or not isinstance(sentence, str):
            raise DataFileError("catalogue.not_flat", file=path.name, entry=str(message_id))
        try:
            parameters(sentence)
        except ValueError as problem:
            raise DataFileError("catalogue.bad_braces", file=path.name, entry=message_id) from problem
    return content
