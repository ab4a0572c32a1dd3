"""What is asked for at the steps of an article's life: whom, by when, and why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from models.commands.article_life import (
    archive_article,
    ask_review,
    have_verified,
    own_article,
    product_released,
    send_back,
)
from models.errors import Problems
from models.queries.article import ArticleDetail
from models.queries.people import PersonRow
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.growing_text import GrowingText
from ui.widgets.text_line import TextLine
from ui.widgets.wheel_free import WheelFreeBox

_NOBODY: Final = 0
_NO_DAY: Final = "none"
_DAYS: Final = (("2", "In 2 days"), ("7", "In a week"), ("14", "In two weeks"), (_NO_DAY, "No day"))


def review_form(
    theme: Theme, article: ArticleDetail, team: Sequence[PersonRow], today: date, me: int | None
) -> Form:
    """Whom, and by when; nobody is asked about what they wrote themselves."""
    others = [one for one in team if one.id != me]
    box = _people("reviewer", others, article.reviewer)
    days = named(ChipRow(theme, tr("By when"), [ChipSpec(at, tr(words)) for at, words in _DAYS]),
                 "due_on")  # fmt: skip
    days.choose("7")

    def read() -> Asked:
        if box.currentData() is None:
            raise Problems("Not asked", {"reviewer": "There is nobody else on the team yet."})
        ahead = days.chosen()[0]
        due_on = today + timedelta(days=int(ahead)) if ahead != _NO_DAY else None
        given = {"article_id": article.id, "reviewer_id": box.currentData(), "due_on": due_on}
        return Asked(ask_review, given, tr("{name} is asked to review it", name=box.currentText()))

    fields = [(tr("Who reviews it"), box), (tr("By when"), days)]
    return Form(tr("Review of {key}", key=inline(article.key)), tr("Ask"), fields, read)


def owner_form(article: ArticleDetail, team: Sequence[PersonRow]) -> Form:
    """Who is asked when it is to be verified."""
    box = _people("owner", team, article.owner, nobody=tr("Nobody: the leads are asked"))

    def read() -> Asked:
        given = {"article_id": article.id, "owner_id": box.currentData() or None}
        return Asked(own_article, given, tr("{key} is saved", key=inline(article.key)))

    hint = tr("They are asked when it is to be verified.")
    title = tr("Who keeps {key} true", key=inline(article.key))
    return Form(title, tr("Save"), [(tr("Owner"), box)], read, hint)


def released_form(article: ArticleDetail) -> Form:
    """Which product, and which version of it: all that is published about it is to be verified."""
    product, version = named(TextLine(), "product"), named(TextLine(), "version")
    product.setText(article.product)
    version.setPlaceholderText(tr("such as 4.3"))

    def read() -> Asked:
        if not product.text().strip():
            raise Problems("Not asked yet", {"product": "Say which product was released."})
        given = {"product": product.text(), "version": version.text()}
        return Asked(product_released, given, tr("What is published about it is to be verified"))

    hint = tr("What is published about the product is to be verified; it stays an answer.")
    fields = [(tr("Product"), product), (tr("Version"), version)]
    return Form(tr("A product was released"), tr("Have it verified"), [*fields], read, hint,
                first=version if article.product else product)  # fmt: skip


def why_form(theme: Theme, article: ArticleDetail, name: str) -> Form:
    """A step that needs a reason: “doubt”, “send_back”, “archive”."""
    command, title, done, asked, said, hint = _STEPS[name]
    why = named(GrowingText(theme, least=2, most=8), "why")

    def read() -> Asked:
        given = {"article_id": article.id, "why": why.toPlainText()}
        return Asked(command, given, tr(said, key=inline(article.key)))

    return Form(tr(title, key=inline(article.key)), tr(done), [(tr(asked), why)], read, tr(hint))


_Step = tuple[Callable[..., object], str, str, str, str, str]
_STEPS: Final[Mapping[str, _Step]] = {
    "doubt": (
        have_verified, "Have {key} verified", "Ask", "What speaks against it",
        "{key} is to be verified", "It stays an answer until somebody has looked at it.",
    ),
    "send_back": (
        send_back, "{key} back to a draft", "Make it a draft", "What is to be changed",
        "{key} is a draft", "As a draft it is no answer to a case.",
    ),
    "archive": (
        archive_article, "Archive {key}", "Archive", "Why nobody needs it any more",
        "{key} is archived", "It is found in the archive, and what links to it still leads here.",
    ),
}  # fmt: skip


def _people(name: str, team: Sequence[PersonRow], chosen: str, nobody: str = "") -> WheelFreeBox:
    box = named(WheelFreeBox(), name)
    choices: list[tuple[str, Any]] = [(nobody, _NOBODY)] if nobody else []
    for words, person_id in (*choices, *((one.name, one.id) for one in team)):
        box.addItem(words, person_id)
    box.setCurrentIndex(max(box.findText(chosen), 0) if chosen else 0)
    return box
