"""Small things remembered on this computer, in one JSON file."""

import json
from pathlib import Path
from typing import Literal

from desktop.paths import config_folder


def preferences_file() -> Path:
    """Where this computer's preferences are."""
    return config_folder() / "preferences.json"


class FilePreferences:
    """Reads the file once and writes it whole; a damaged one costs preferences only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, str] = _read(path)

    def get(self, name: str, default: str = "") -> str:
        """What was kept under `name`, or `default`."""
        return self._values.get(name, default)

    def set(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        draft = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._values, indent=1), "utf-8")
            draft.replace(self._path)
        except OSError:
            return  # remembered until the program ends


def chosen_colours(preferences: FilePreferences) -> Literal["system", "light", "dark"]:
    """Light or dark as the person chose; whatever else stands there means as the system."""
    kept = preferences.get("theme")
    return "light" if kept == "light" else "dark" if kept == "dark" else "system"


def _read(path: Path) -> dict[str, str]:
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return (
        {str(name): str(value) for name, value in values.items()}
        if isinstance(values, dict)
        else {}
    )
