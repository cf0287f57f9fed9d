"""Where things are, and what this user has chosen.

The only module that knows whether the program runs from a checkout or from an installed wheel.
"""

import json
import logging
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

LANGUAGES = ("en", "zh")
SCHEMES = ("light", "dark")
TEXT_SIZES = (90, 100, 115, 130)

_APP = "workstation"
_log = logging.getLogger(__name__)


def data_root() -> Path:
    """The folder that holds `resources` and `migrations`: inside the wheel, else the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent


def resources_dir() -> Path:
    return data_root() / "resources"


def migrations_dir() -> Path:
    return data_root() / "migrations"


def user_data_dir() -> Path:
    """The user's own folder for what the program keeps (not made by this call)."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def demo_workspace_dir() -> Path:
    """Where the demo workspace lives: with the user's data, never in the checkout."""
    return user_data_dir() / "demo"


def settings_file() -> Path:
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "settings.json"


@dataclass(frozen=True)
class Settings:
    """One user's choices on this machine. An empty text means: as the system has it.

    `text_size` is in per cent. `keys`: the keys of actions by their ids, where the user changed them. Nothing about a
    patient, a case or a workspace belongs here.
    """

    language: str = ""
    scheme: str = ""
    text_size: int = 100
    reduced_motion: bool = False
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, is_valid in _RULES.items():
            if not is_valid(getattr(self, name)):
                raise ValueError(f"{name} cannot be {getattr(self, name)!r}")

    @classmethod
    def load(cls, path: Path | None = None) -> "Settings":
        """The saved choices. A missing file, or a value that is none of ours, gives the default."""
        try:
            saved = json.loads((path or settings_file()).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError) as problem:
            _log.warning("settings not read: %s", type(problem).__name__)
            return cls()
        return cls(**_valid(saved)) if isinstance(saved, dict) else cls()

    def save(self, path: Path | None = None) -> None:
        """Write beside and swap in, so that a crash leaves the old file or the new one."""
        target = path or settings_file()
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=target.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(self), file, indent=2)
            Path(beside).replace(target)
        finally:
            Path(beside).unlink(missing_ok=True)


_RULES: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value == "" or value in LANGUAGES,
    "scheme": lambda value: value == "" or value in SCHEMES,
    "text_size": lambda value: type(value) is int and value in TEXT_SIZES,
    "reduced_motion": lambda value: type(value) is bool,
    "keys": lambda value: _are_keys(value),
}


def _valid(saved: dict[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(Settings)}
    found = {name: value for name, value in saved.items() if name in names and _RULES[name](value)}
    if "keys" in found:
        found["keys"] = {action: tuple(keys) for action, keys in found["keys"].items()}
    return found


def _are_keys(value: Any) -> bool:
    """Texts by text, as a file holds them or as they are in use."""
    return isinstance(value, dict) and all(
        isinstance(action, str)
        and isinstance(keys, (list, tuple))
        and all(isinstance(key, str) for key in keys)
        for action, keys in value.items()
    )
