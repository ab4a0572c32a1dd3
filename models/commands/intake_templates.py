"""Templates of new cases: kept from a form, changed and deleted by anybody of the team."""

from collections.abc import Mapping

from sqlalchemy import select

from models.commands.levels import check_levels
from models.entities import IntakeTemplate
from models.errors import KnownError, Problems
from models.intake_texts import kept_of
from models.typed_text import LONGEST_TEXT, check_length, clean_name
from models.work import Work

LONGEST_NAME = 120


def keep_intake_template(
    work: Work, name: str, typed: Mapping[str, str], seen: int | None = None
) -> int:
    """Keep a form's texts under a name; its category says what for. Returns the template.

    `seen` is the version of the template of that name that this takes the place of: without it,
    or where somebody changed it since, the name is refused.
    """
    sound = clean_name("template", name, LONGEST_NAME)
    texts = kept_of(typed)
    if not texts:
        raise Problems(
            "Not a template yet", {"name": "The form says nothing that a template keeps."},
            "Fill in what such cases have in common, then keep it.",
        )  # fmt: skip
    check_levels(texts)
    for field, words in texts.items():
        check_length(field, words, LONGEST_TEXT)
    found = work.session.scalar(
        select(IntakeTemplate).where(IntakeTemplate.name == sound).with_for_update()
    )
    if found is None:
        found = IntakeTemplate(name=sound, category="", texts={})
        work.session.add(found)
    elif seen != found.version:
        raise _taken(sound, seen)
    found.category, found.texts = texts.get("category", ""), texts
    work.session.flush()
    work.kinds.add("template")
    return found.id


def delete_intake_template(work: Work, template_id: int) -> None:
    """Remove a template; cases begun with it stay as they are."""
    held = select(IntakeTemplate).where(IntakeTemplate.id == template_id).with_for_update()
    found = work.session.scalar(held)
    if found is None:
        raise KnownError("No such template", "This template is gone.", "Choose another.")
    work.session.delete(found)
    work.kinds.add("template")


def _taken(name: str, seen: int | None) -> Problems:
    if seen is None:
        said = f"There is a template called “{name}”."
        return Problems("The name is taken", {"name": said}, "Choose another name.")
    said = f"Somebody changed “{name}” meanwhile."
    return Problems("Changed meanwhile", {"name": said}, "Look at it, then keep yours again.")
