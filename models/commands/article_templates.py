"""The team's own templates of articles: kept from a text, deleted by anybody of the team."""

from sqlalchemy import select

from models.entities import ArticleTemplate
from models.errors import KnownError, Problems
from models.handbook.articles import KINDS
from models.typed_text import LONGEST_TEXT, check_length, echoed, one_line
from models.work import Work

LONGEST_NAME = 120


def keep_article_template(work: Work, kind: str, name: str, body: str) -> int:
    """Keep a text under a name that no other template has; raises `Problems` by field."""
    said = one_line(name)
    wrong = {}
    if kind not in KINDS:
        wrong["kind"] = f"“{echoed(kind)}” is no kind of article."
    if not said:
        wrong["name"] = "A template needs a name."
    elif len(said) > LONGEST_NAME:
        wrong["name"] = f"A name has at most {LONGEST_NAME} letters."
    elif not body.strip():
        wrong["name"] = "There is no text yet that a template could keep."
    elif work.session.scalar(select(ArticleTemplate.id).where(ArticleTemplate.name == said)):
        wrong["name"] = f"There is a template called “{said}”."
    if wrong:
        raise Problems("Not a template yet", wrong)
    check_length("body", body, LONGEST_TEXT)
    made = ArticleTemplate(kind=kind, name=said, body=body)
    work.session.add(made)
    work.session.flush()
    work.kinds.add("template")
    return made.id


def delete_article_template(work: Work, template_id: int) -> None:
    """Remove it; articles begun with it stay as they are."""
    held = select(ArticleTemplate).where(ArticleTemplate.id == template_id).with_for_update()
    found = work.session.scalar(held)
    if found is None:
        raise KnownError("No such template", "This template is gone.", "Choose another.")
    work.session.delete(found)
    work.kinds.add("template")
