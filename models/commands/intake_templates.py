"""Templates of new cases: kept from a form, changed and deleted by anybody of the team."""

from collections.abc import Mapping

from sqlalchemy import select

from models.commands.levels import check_levels
from models.entities import IntakeTemplate
from models.errors import KnownError, Problems
from models.intake_texts import kept_of
from models.typed_text import LONGEST_TEXT, check_length, clean_name, one_line
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
    found = _named(work, sound)
    if found is not None and seen != found.version:
        raise _taken(sound, seen)
    return _put(work, found, sound, texts)


def take_back_intake_template(
    work: Work, name: str, before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> None:
    """Undo keeping or deleting a template: its texts are those of `before` again, None for none.

    Refused where they are not those of `after` any more: somebody changed it since.
    """
    name = one_line(name)
    found = _named(work, name)
    held = found.texts if found is not None else None
    if held != (None if after is None else kept_of(after)):
        raise KnownError(
            "Changed meanwhile", f"Somebody changed “{name}” meanwhile.", "It stays as it is."
        )
    if before is not None:
        _put(work, found, name, kept_of(before))
    elif found is not None:
        work.session.delete(found)
    work.kinds.add("template")


def delete_intake_template(work: Work, template_id: int) -> None:
    """Remove a template; cases begun with it stay as they are."""
    held = select(IntakeTemplate).where(IntakeTemplate.id == template_id).with_for_update()
    found = work.session.scalar(held)
    if found is None:
        raise KnownError("No such template", "This template is gone.", "Choose another.")
    work.session.delete(found)
    work.kinds.add("template")


def _named(work: Work, name: str) -> IntakeTemplate | None:
    held = select(IntakeTemplate).where(IntakeTemplate.name == name).with_for_update()
    return work.session.scalar(held)


def _put(work: Work, found: IntakeTemplate | None, name: str, texts: dict[str, str]) -> int:
    if found is None:
        found = IntakeTemplate(name=name, category="", texts={})
        work.session.add(found)
    found.category, found.texts = texts.get("category", ""), texts
    work.session.flush()
    work.kinds.add("template")
    return found.id


def _taken(name: str, seen: int | None) -> Problems:
    if seen is None:
        said = f"There is a template called “{name}”."
        return Problems("The name is taken", {"name": said}, "Choose another name.")
    said = f"Somebody changed “{name}” meanwhile."
    return Problems("Changed meanwhile", {"name": said}, "Look at it, then keep yours again.")
