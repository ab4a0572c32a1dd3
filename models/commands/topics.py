"""Topics of cases: the name that a person gives one, and an article that begins from one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.commands.articles import NewArticle, write_article
from models.entities import Article, Topic
from models.errors import KnownError
from models.handbook.articles import KNOWN_ISSUE
from models.typed_text import LONGEST_NAME, clean_name, one_line
from models.work import Work

_TITLES, _KEYS = 5, 20
"""So many titles and cases are told in an article that begins from a topic."""


@dataclass(frozen=True)
class NameGiven:
    """A name for the topic that is known by this product, category and words.

    `name_id` is the id of the name it has; without a `name` it is called by its words again.
    """

    product: str
    category: str
    words: tuple[str, ...]
    name: str
    name_id: int | None = None


def name_topic(work: Work, given: NameGiven) -> int | None:
    """Name a topic; the id of the name, None where it was taken away.

    Raises KnownError where another topic of the same product and category is called so.
    """
    work.kinds.add("topic")
    row = _named(work, given.name_id)
    if not one_line(given.name):
        if row is not None:
            work.session.delete(row)
        return None
    sound = clean_name("topic", given.name, LONGEST_NAME)
    same = select(Topic.id).where(
        Topic.name == sound, Topic.product == given.product, Topic.category == given.category,
        Topic.id != (given.name_id or 0),
    )  # fmt: skip
    if work.session.scalar(same) is not None:
        raise KnownError(
            "The name is taken", f"There is a topic called “{sound}” already.",
            "Choose another name.",
        )  # fmt: skip
    if row is None:
        row = Topic()
        work.session.add(row)
    row.name, row.product, row.category = sound, given.product, given.category
    row.words, row.named_at, row.person_id = list(given.words), work.now, work.person_id
    work.session.flush()
    return row.id


def _named(work: Work, name_id: int | None) -> Topic | None:
    """The name as it stands; whoever took it away meanwhile has made it nobody's."""
    if name_id is None:
        return None
    held = select(Topic).where(Topic.id == name_id).with_for_update()
    return work.session.scalar(held.execution_options(populate_existing=True))


def article_from_topic(
    work: Work, title: str, product: str, titles: Sequence[str], keys: Sequence[str]
) -> str:
    """The key of a new draft: a known issue that tells what customers say, and of which cases.

    `titles` are those of the topic's cases, the commonest first; `keys` are the cases'.
    """
    said = "\n".join(f"- {one_line(one)}" for one in titles[:_TITLES])
    cases = ", ".join(f"#{key}" for key in keys[:_KEYS])
    body = (
        f"## Symptom\n\nCustomers say:\n\n{said}\n\nSeen in {cases}.\n\n"
        "## Cause\n\n\n\n## Workaround\n\n\n\n## Fix\n\n"
    )
    new = NewArticle(KNOWN_ISSUE, title, body, product=product or None)
    article = work.session.get_one(Article, write_article(work, new))
    return article.key
