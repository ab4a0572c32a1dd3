"""Topics of cases: the name that a person gives one."""

from dataclasses import dataclass

from sqlalchemy import select

from models.entities import Person, Topic
from models.errors import KnownError
from models.one_at_a_time import one_at_a_time
from models.search_words import words_of
from models.typed_text import LONGEST_NAME, clean_name, one_line
from models.work import Work


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

    Raises KnownError where another topic of the same product and category is called so, in
    whatever letters, or somebody named this one meanwhile.
    """
    work.kinds.add("topic")
    one_at_a_time(work.session, "topics")
    row = _named(work, given.name_id)
    if not one_line(given.name):
        if row is not None:
            work.session.delete(row)
        return None
    sound = clean_name("topic", given.name, LONGEST_NAME)
    _check_free(work, given, sound, is_new=row is None)
    if row is None:
        row = Topic()
        work.session.add(row)
    row.name, row.product, row.category = sound, given.product, given.category
    row.words, row.named_at, row.person_id = list(given.words), work.now, work.person_id
    work.session.flush()
    return row.id


def _check_free(work: Work, given: NameGiven, name: str, *, is_new: bool) -> None:
    others = work.session.execute(
        select(Topic.name, Topic.words, Person.name.label("who"))
        .outerjoin(Person, Person.id == Topic.person_id)
        .where(Topic.product == given.product, Topic.category == given.category,
               Topic.id != (given.name_id or 0))
    )  # fmt: skip
    for one in others:
        if words_of(one.name) == words_of(name):
            by = f", by {one.who}" if one.who else ""
            raise KnownError(
                "The name is taken", f"There is a topic called “{one.name}” already{by}.",
                "Choose another name.",
            )  # fmt: skip
        if is_new and list(one.words) == list(given.words):
            who = one.who or "Somebody else"
            raise KnownError(
                "It was named meanwhile", f"{who} called this topic “{one.name}” meanwhile.",
                "Look at the topics again, and rename it if it should be called otherwise.",
            )  # fmt: skip


def _named(work: Work, name_id: int | None) -> Topic | None:
    """The name as it stands; whoever took it away meanwhile has made it nobody's."""
    if name_id is None:
        return None
    held = select(Topic).where(Topic.id == name_id).with_for_update()
    return work.session.scalar(held.execution_options(populate_existing=True))
