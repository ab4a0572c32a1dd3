"""Articles: written, saved as one version after another, given files, moved through their life."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import func, select

from models.commands.attachments import keep_content
from models.entities import Article, ArticleEvent, ArticleFile, ArticleVersion
from models.errors import KnownError, Problems
from models.file_names import safe_name
from models.file_reading import FileContent, check_size
from models.handbook.article_life import day_of
from models.handbook.articles import DRAFT, JUDGED, KINDS, PREFIXES, STATES, first_state
from models.typed_text import LONGEST_NAME, LONGEST_TITLE, check_lengths, one_line
from models.work import Work

_NUMBER: Final = re.compile(r"-(\d{1,9})$")


@dataclass(frozen=True)
class NewArticle:
    """An article to be written; without a `state` it begins in its kind's first."""

    kind: str
    title: str
    body: str
    state: str = ""
    product: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Edited:
    """What an article shall say; `base` is the number of the version that was changed."""

    article_id: int
    base: int
    title: str
    body: str
    state: str
    product: str | None
    fields: Mapping[str, Any]
    note: str = ""


class Clash(KnownError):
    """Somebody else saved the article since; `number` is their version."""

    def __init__(self, key: str, number: int) -> None:
        super().__init__(
            "Saved by somebody else", f"{key} has been saved by somebody else since you opened it.",
            "Put both into one, and save again; what you wrote is kept.",
        )  # fmt: skip
        self.number = number


def write_article(work: Work, new: NewArticle) -> int:
    """A new article, a draft of whoever writes it. Raises `Problems` by field."""
    state = new.state or first_state(new.kind)
    title, product = _checked(new.kind, new.title, state, new.product, new.fields)
    check_lengths({"body": new.body, "note": new.note})
    article = Article(
        key=_next_key(work, new.kind), kind=new.kind, title=title, body=new.body, status=DRAFT,
        state=state, product=product, fields=dict(new.fields), owner_id=work.person_id,
        changed_at=work.now,
    )  # fmt: skip
    work.session.add(article)
    work.session.flush()
    _keep_version(work, article, 1, new.note)
    return article.id


def save_article(work: Work, edited: Edited) -> int:
    """Save an article as its next version, and return its number; where nothing is another, the
    last one's.

    Raises `Clash` where another version is the last by now and says something else, and `Problems`
    by field.
    """
    article = held_article(work, edited.article_id)
    state = edited.state or article.state  # a version of before there were states tells none
    title, product = _checked(
        article.kind, edited.title, state, edited.product, edited.fields, article.fields
    )
    check_lengths({"body": edited.body, "note": edited.note})
    said = (title, edited.body, state, product, dict(edited.fields))
    latest = latest_number(work, article.id)
    if said == (article.title, article.body, article.state, article.product, article.fields):
        return latest
    if latest != edited.base:
        raise Clash(article.key, latest)
    article.title, article.body, article.state, article.product, article.fields = said
    article.changed_at = work.now
    _keep_version(work, article, latest + 1, edited.note)
    return latest + 1


def held_article(work: Work, article_id: int) -> Article:
    """The article, held until the write is over. Raises KnownError where it is gone."""
    held = select(Article).where(Article.id == article_id).with_for_update()
    found = work.session.scalar(held.execution_options(populate_existing=True))
    if found is None:
        raise KnownError("No such article", "This article is gone.", "Look for it by its words.")
    return found


def latest_number(work: Work, article_id: int) -> int:
    """The number of an article's last version; 0 where none was kept."""
    newest = select(func.max(ArticleVersion.number)).where(ArticleVersion.article_id == article_id)
    return work.session.scalar(newest) or 0


def record_life(
    work: Work, article: Article, kind: str, data: Mapping[str, Any], *, by_desk: bool = False
) -> None:
    """Append what happened to an article, of a kind of `handbook/articles.py`; what the desk does
    of itself nobody has done.

    What somebody says of it at a case changes nothing of the article itself.
    """
    check_lengths(data)
    work.session.add(
        ArticleEvent(article_id=article.id, kind=kind, at=work.now, data=dict(data),
                     person_id=None if by_desk else work.person_id)
    )  # fmt: skip
    if kind != JUDGED:
        article.changed_at = work.now
    work.kinds.add("article")


def attach_to_article(work: Work, article_id: int, files: Sequence[FileContent]) -> tuple[str, ...]:
    """Give an article files, each by the name its text may call it by; one that it has already,
    with the same content, is left out. Returns the names in the order of the files."""
    article = held_article(work, article_id)
    there = _names(work, article_id)
    names = []
    for file in files:
        name = safe_name(file.name)
        check_size(name, len(file.data))
        if there.get(name) != file.sha256:
            keep_content(work, file.sha256, file.data)
            work.session.add(
                ArticleFile(article_id=article_id, name=name, sha256=file.sha256, at=work.now,
                            person_id=work.person_id)
            )  # fmt: skip
            there[name] = file.sha256
            article.changed_at = work.now
        names.append(name)
    work.kinds.add("article")
    return tuple(names)


def _names(work: Work, article_id: int) -> dict[str, str]:
    its = select(ArticleFile).where(ArticleFile.article_id == article_id).order_by(ArticleFile.id)
    return {one.name: one.sha256 for one in work.session.scalars(its)}


def _keep_version(work: Work, article: Article, number: int, note: str) -> None:
    work.session.add(
        ArticleVersion(
            article_id=article.id, number=number, title=article.title, body=article.body,
            state=article.state, product=article.product, fields=dict(article.fields),
            author_id=work.person_id, at=work.now, note=one_line(note),
        )
    )  # fmt: skip
    work.session.flush()
    work.kinds.add("article")


def _next_key(work: Work, kind: str) -> str:
    """The next number of its kind; of two who take the same one, one is refused by the database."""
    prefix = PREFIXES[kind]
    keys = select(Article.key).where(Article.key.startswith(f"{prefix}-"))
    last = keys.order_by(func.length(Article.key).desc(), Article.key.desc()).limit(1)
    for asked in (last, keys):  # all of them only where the last one has no number
        told = map(_NUMBER.search, work.session.scalars(asked))
        if taken := [int(found[1]) for found in told if found]:
            return f"{prefix}-{max(taken) + 1}"
    return f"{prefix}-1"


def _checked(
    kind: str,
    title: str,
    state: str,
    product: str | None,
    fields: Mapping[str, Any],
    held: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[str, str | None]:
    """Title and product in one line; raises `Problems` by field, but for what was `held` before."""
    title, product = one_line(title), one_line(product or "") or None
    wrong = {}
    if kind not in KINDS:
        wrong["kind"] = f"“{kind}” is no kind of article."
    if not title:
        wrong["title"] = "An article needs a title."
    elif len(title) > LONGEST_TITLE:
        wrong["title"] = f"A title has at most {LONGEST_TITLE:,} letters."
    if state not in STATES.get(kind, ("",)):
        wrong["state"] = f"“{state}” is no state of this kind."
    if product and len(product) > LONGEST_NAME:
        wrong["product"] = f"A product has at most {LONGEST_NAME:,} letters."
    on = fields.get("review_on")
    if on and on != held.get("review_on") and day_of(on) is None:
        wrong["review_on"] = "Write the day as 2027-03-31."
    if wrong:
        raise Problems("Not an article yet", wrong)
    check_lengths(fields)
    return title, product
