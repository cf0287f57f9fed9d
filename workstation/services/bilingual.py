"""Texts in both languages at once, as a record keeps them: {"en": …, "zh": …}."""

from collections.abc import Iterable
from dataclasses import dataclass

from workstation.domain.messages import Label, Message
from workstation.messages import LANGUAGES, Catalogue

Both = dict[str, str]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Renders messages and labels of one catalogue in both languages."""

    catalogue: Catalogue

    def say(self, message: Message | None) -> Both:
        """Empty texts for None."""
        if message is None:
            return dict.fromkeys(LANGUAGES, "")
        return {language: self.catalogue.render(message, language) for language in LANGUAGES}

    def told(self, message_id: str, **params: str | int | Label | Message) -> Both:
        return self.say(Message(message_id, dict(params)))

    def label(self, message: Message) -> Label:
        return as_label(self.say(message))


def both(label: Label) -> Both:
    return {"en": label.en, "zh": label.zh}


def as_label(text: Both) -> Label:
    return Label(text["en"], text["zh"])


def join_or(labels: Iterable[Label]) -> Label:
    """Values that exclude each other: "27 Mar 2026 or Apr 2026"."""
    items = list(labels)
    return Label(" or ".join(item.en for item in items), " 或 ".join(item.zh for item in items))


def join_list(labels: Iterable[Label]) -> Label:
    """Things beside each other, the empty ones left out."""
    items = list(labels)
    return Label(
        ", ".join(item.en for item in items if item.en), "，".join(item.zh for item in items if item.zh)
    )
