"""Reply templates: made, changed and deleted by anybody of the team."""

from collections.abc import Mapping

from sqlalchemy import select

from models.commands.meanwhile import refuse_overwriting
from models.entities import ReplyTemplate
from models.errors import KnownError, Problems
from models.handbook.policy import PRIORITIES
from models.reply_text import check_template
from models.typed_text import check_length, one_line
from models.work import Work

TEMPLATE_FIELDS = ("name", "category", "priority", "text")
LONGEST_LINE = 120


def add_template(work: Work, facts: Mapping[str, str]) -> int:
    """A new template with fields of `TEMPLATE_FIELDS`; raises `Problems` by field."""
    clean = _clean({**dict.fromkeys(TEMPLATE_FIELDS, ""), **facts})
    _refuse_taken(work, clean["name"])
    made = ReplyTemplate(**clean)
    work.session.add(made)
    work.session.flush()
    work.kinds.add("template")
    return made.id


def edit_template(
    work: Work, template_id: int, facts: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> None:
    """Change fields of `TEMPLATE_FIELDS`; what somebody else changed since `seen` is refused."""
    found = _template(work, template_id)
    now = {name: getattr(found, name) for name in TEMPLATE_FIELDS}
    changed = {name: said for name, said in _clean(facts).items() if said != now[name]}
    refuse_overwriting(now, changed, seen or {})
    if "name" in changed:
        _refuse_taken(work, changed["name"])
    for name, said in changed.items():
        setattr(found, name, said)
    work.kinds.add("template")


def delete_template(work: Work, template_id: int) -> None:
    """Remove a template; what was written with it stays."""
    work.session.delete(_template(work, template_id))
    work.kinds.add("template")


def _template(work: Work, template_id: int) -> ReplyTemplate:
    held = select(ReplyTemplate).where(ReplyTemplate.id == template_id).with_for_update()
    found = work.session.scalar(held)
    if found is None:
        raise KnownError("No such template", "This template is gone.", "Choose another.")
    return found


def _clean(facts: Mapping[str, str]) -> dict[str, str]:
    clean = {name: said if name == "text" else one_line(said) for name, said in facts.items()}
    wrong = {}
    if "name" in clean and not clean["name"]:
        wrong["name"] = "A template needs a name."
    if "text" in clean and not clean["text"].strip():
        wrong["text"] = "There are no words yet."
    if clean.get("priority") and clean["priority"] not in PRIORITIES:
        wrong["priority"] = f"“{clean['priority']}” is not a priority."
    if wrong:
        raise Problems("Not a template yet", wrong)
    for name in clean.keys() - {"text"}:
        check_length(name, clean[name], LONGEST_LINE)
    if "text" in clean:
        check_template(clean["text"])
    return clean


def _refuse_taken(work: Work, name: str) -> None:
    if work.session.scalar(select(ReplyTemplate.id).where(ReplyTemplate.name == name)) is not None:
        said = f"There is a template called “{name}”."
        raise Problems("The name is taken", {"name": said}, "Choose another name.")
