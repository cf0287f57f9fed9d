"""In what order files came that hold one page each: by their names, as far as these are counted."""

import re
from collections.abc import Mapping

_NUMBER = re.compile(r"(\d+)")


def in_runs(found: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """The run of each document that stands as it was imported, from the name and the pages of its file; in order.

    Photographs counted by their names (IMG_1, IMG_2) make one run and lie side by side in that order. Whatever else
    came is a run of its own: which of several files was imported first tells nothing.
    """
    firsts: dict[str, str] = {}
    runs = {}
    for key, (name, pages) in found.items():
        is_counted = pages == 1 and _NUMBER.search(name) is not None
        runs[key] = firsts.setdefault(_NUMBER.sub("#", name.casefold()), key) if is_counted else key
    place = {key: at for at, key in enumerate(found)}
    order = sorted(found, key=lambda key: (place[runs[key]], _numbers(found[key][0]), place[key]))
    return {key: runs[key] for key in order}


def _numbers(name: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(name)]
