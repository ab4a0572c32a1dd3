"""The reply templates of the sample team."""

import tomllib
from pathlib import Path
from typing import Final

from models.commands.templates import add_template
from models.work import Work

_REPLIES: Final = Path(__file__).resolve().parents[2] / "resources" / "demo" / "replies.toml"


def write_replies(work: Work) -> None:
    """Everything that the team keeps to write again."""
    for facts in tomllib.loads(_REPLIES.read_text("utf-8"))["replies"]:
        add_template(work, {**facts, "text": facts["text"].strip()})
