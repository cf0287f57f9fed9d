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
        self._lock = threading.RLock()

    def learn(self, layers: tuple[Layer, ...]) -> None:
        """A worker has started with these."""
        if not layers:
            return
        with self._lock:
            kind = layers[0].worker
            is_news = self._known.get(kind) != layers
            self._known[kind] = layers
            for listener in self._listeners if is_news else ():
                listener(self._layers())

    def _layers(self) -> tuple[Layer, ...]:
        return tuple(layer for kind in sorted(self._known) for layer in self._known[kind])

    def tell(self, listener: Listener) -> Callable[[], None]:
        """Now, where something is known, and at each news, until what is returned is called: then never again."""
        with self._lock:
            self._listeners.append(listener)
            if self._known:
                listener(self._layers())

        def stop() -> None:
            with self._lock:
                self._listeners.remove(listener)

        return stop
