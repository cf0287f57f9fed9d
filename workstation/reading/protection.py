"""Which layers the workers of a pool were started with, told as it becomes known."""

import threading
from collections.abc import Callable

from workstation.reading.sandbox import Layer

Listener = Callable[[tuple[Layer, ...]], None]


class Protection:
    """The layers of each kind of worker, as the last of its kind told them. Thread-safe."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Layer, ...]] = {}
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def learn(self, layers: tuple[Layer, ...]) -> None:
        """A worker has started with these."""
        with self._lock:
            kind = layers[0].worker if layers else ""
            news = bool(layers) and self._known.get(kind) != layers
            self._known[kind] = layers
            listeners = list(self._listeners) if news else []
        for listener in listeners:
            listener(self.layers)

    @property
    def layers(self) -> tuple[Layer, ...]:
        with self._lock:
            return tuple(layer for kind in sorted(self._known) for layer in self._known[kind])

    def tell(self, listener: Listener) -> None:
        """Now, where something is known, and at each news."""
        with self._lock:
            self._listeners.append(listener)
        if self.layers:
            listener(self.layers)
