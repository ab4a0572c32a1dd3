"""How new cases of a kind begin at the sample desk."""

import tomllib
from pathlib import Path
from typing import Final

from models.commands.intake_templates import keep_intake_template
from models.work import Work

_FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "demo" / "intake_templates.toml"


def write_intake_templates(work: Work) -> None:
    """Every template that the sample team keeps."""
    for template in tomllib.loads(_FILE.read_text("utf-8"))["templates"]:
        texts = {field: words.strip() for field, words in template.items() if field != "name"}
        keep_intake_template(work, template["name"], texts)
