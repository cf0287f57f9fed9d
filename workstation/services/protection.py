"""How documents are opened on this machine, as sentences: which protective layers the workers have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from workstation.domain.messages import Message
from workstation.reading import Layer


@dataclass(frozen=True, slots=True)
class WorkerSeal:
    """The layers of one kind of worker. `found`: how many hold and which; `lacking`: which do not and why, or None."""

    worker: str
    held: int
    count: int
    found: Message
    lacking: Message | None


@dataclass(frozen=True, slots=True)
class Protection:
    """One sentence for all kinds of worker together, and what is known of each. `is_whole`: nothing is missing."""

    sentence: Message
    is_whole: bool
    seals: tuple[WorkerSeal, ...]


def protection_of(layers: Iterable[Layer]) -> Protection | None:
    """None where no worker has told yet. The weakest kind of worker counts."""
    seals = seals_of(layers)
    if not seals:
        return None
    weakest = min(seals, key=lambda seal: seal.held - seal.count)
    params: dict[str, int] = {"held": weakest.held, "of": weakest.count}
    if weakest.lacking is None:
        return Protection(Message("protection.sealed", params), True, seals)
    sentence = Message("protection.sealed_in_part", {**params, "why": weakest.lacking})
    return Protection(sentence, False, seals)


def seals_of(layers: Iterable[Layer]) -> tuple[WorkerSeal, ...]:
    """One for each kind of worker."""
    ordered = sorted(layers, key=lambda layer: layer.worker)
    return tuple(
        _seal(worker, tuple(own)) for worker, own in groupby(ordered, key=lambda layer: layer.worker)
    )


def _seal(worker: str, layers: Sequence[Layer]) -> WorkerSeal:
    held = [_name(layer) for layer in layers if layer.enforced]
    lacking = [
        Message("protection.reason", {"layer": _name(layer), "why": layer.why})
        for layer in layers
        if not layer.enforced
    ]
    found = Message(
        "protection.layers", {"held": len(held), "of": len(layers), "names": _listed(held, "protection.and")}
    )
    return WorkerSeal(
        worker, len(held), len(layers), found, _listed(lacking, "protection.also") if lacking else None
    )


def _name(layer: Layer) -> Message:
    name = Message(f"protection.layer.{layer.name}")
    if not layer.made_of:
        return name
    return Message("protection.layer_by", {"layer": name, "made_of": layer.made_of})


def _listed(items: Sequence[Message], joint: str) -> Message:
    if not items:
        return Message("protection.none")
    listed = items[0]
    for item in items[1:]:
        listed = Message(joint, {"before": listed, "item": item})
    return listed
