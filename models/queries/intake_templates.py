"""The team's templates of new cases: those of the form's category first."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import IntakeTemplate
from models.errors import KnownError
from models.intake_texts import KEPT


@dataclass(frozen=True)
class IntakeTemplateRow:
    """A template as it is kept; `fits` where it is of the category that was asked for."""

    id: int
    name: str
    category: str
    texts: Mapping[str, str]
    version: int
    fits: bool = False


def intake_templates(session: Session, category: str = "") -> list[IntakeTemplateRow]:
    """Every template, by name; what this version does not know is left out of its texts."""
    wanted = category.strip().casefold()
    rows = [
        IntakeTemplateRow(
            one.id, one.name, one.category,
            {name: one.texts[name] for name in KEPT if isinstance(one.texts.get(name), str)},
            one.version, bool(wanted) and one.category.casefold() == wanted,
        ) for one in session.scalars(select(IntakeTemplate))
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (not row.fits, row.name.casefold(), row.id))


def intake_template_named(session: Session, name: str) -> IntakeTemplateRow:
    """One by its name, however its letters are cased; a `KnownError` names those there are."""
    rows = intake_templates(session)
    found = [row for row in rows if row.name.casefold() == name.strip().casefold()]
    if not found:
        known = ", ".join(row.name for row in rows) or "none yet"
        raise KnownError("No such template", f"There is no “{name}”.", f"There are: {known}.")
    return found[0]
