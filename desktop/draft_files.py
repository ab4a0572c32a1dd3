"""Drafts as files: one JSON file each, in a folder of the desk's that is not named after it."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from desktop.paths import data_folder
from models.schema import as_url

_NAME = re.compile(r"[a-z0-9-]+")


def drafts_folder(address: str) -> Path:
    """Where the drafts of a desk are: apart from those of other desks, and not named after it."""
    place = as_url(address).render_as_string(hide_password=True)
    return data_folder() / "drafts" / hashlib.sha256(place.encode()).hexdigest()[:16]


def put_draft(folder: Path, name: str, values: Mapping[str, str]) -> bool:
    """Write one draft whole, readable by its owner alone; False where that cannot be done."""
    path = folder / f"{name}.json"
    fresh = path.with_suffix(".new")
    try:
        if not values:
            path.unlink(missing_ok=True)
            return True
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(values), "ascii")
        fresh.replace(path)
    except OSError:
        return False
    return True


def read_drafts(folder: Path) -> dict[str, dict[str, str]]:
    """Every draft there is; a damaged file costs its own draft only."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            values = json.loads(path.read_text("ascii"))
        except (OSError, ValueError):
            continue
        if _NAME.fullmatch(path.stem) and isinstance(values, dict):
            found[path.stem] = {str(field): str(said) for field, said in values.items()}
    return found
