"""The playbooks that come with the program: where a team has none of its own for a case."""

from functools import cache
from pathlib import Path
from typing import Final

from models.handbook.playbook import Playbook, read_playbook

# `resources` lies beside `models` in a checkout, in an installed wheel and in a bundle alike.
_FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "playbooks"


@cache
def default_playbooks() -> tuple[Playbook, ...]:
    """Those of `resources/playbooks`, each known by its file's name."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.md")))


def _read(path: Path) -> Playbook:
    title, _, body = path.read_text("utf-8").partition("\n")
    return read_playbook(path.stem, title.removeprefix("# ").strip(), body)
