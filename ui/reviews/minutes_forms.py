"""What is entered into a review's minutes: a decision, a note, that it was held, one taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from models.agenda_words import period_name
from models.commands.review_records import record, take_back
from models.errors import Problems
from models.handbook.reviews import DECISION, HELD, NOTE, review_named
from models.queries.minutes import Entry
from models.queries.people import PersonRow
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, fit_list, named
from ui.widgets.growing_text import GrowingText
from ui.widgets.text_line import TextLine

_PERSON = Qt.ItemDataRole.UserRole
_MOST = 8
_FORMS = {
    DECISION: ("Record a decision: {period}", "What was decided", "The decision is in the minutes"),
    NOTE: ("Record a note: {period}", "What is to be remembered", "The note is in the minutes"),
}


def entry_form(theme: Theme, review: str, kind: str) -> Form:
    """A decision or a note, in as many words as it takes."""
    title, asked, said = _FORMS[kind]
    words = named(GrowingText(theme, least=3, most=10), "words")

    def read() -> Asked:
        given = {"review": review, "kind": kind, "words": words.toPlainText()}
        return Asked(record, given, tr(said))

    return Form(tr(title, period=_period(review)), tr("Record"), [(tr(asked), words)], read)


def held_form(theme: Theme, review: str, team: Sequence[PersonRow], me: int | None) -> Form:
    """Who was there, and a word about it if any."""
    people = named(_people(theme, team, me), "people")
    words = named(TextLine(), "words")

    def read() -> Asked:
        there = [
            item.data(_PERSON)
            for item in map(people.item, range(people.count()))
            if item.checkState() == Qt.CheckState.Checked
        ]
        if team and not there:
            raise Problems("Who was there?", {"people": "Say who was there."})
        given = {"review": review, "kind": HELD, "words": words.text(), "people": there}
        return Asked(record, given, tr("That the review was held is in the minutes"))

    fields = [(tr("Who was there"), people), (tr("Note, if any"), words)]
    hint = tr("Space chooses; papers name their roles unless names are on.")
    title = tr("The review of {period} was held", period=_period(review))
    return Form(title, tr("Record"), fields, read, hint)


def take_back_form(entry: Entry) -> Form:
    """What it says, and that it stays."""
    whole = named(TextLine(), "entry")
    whole.setText(inline(entry.words) or tr("The review was held"))
    whole.setReadOnly(True)

    def read() -> Asked:
        return Asked(take_back, {"record_id": entry.id}, tr("The entry is taken back"))

    hint = tr("It stays in the minutes, and says that it was taken back.")
    return Form(tr("Take an entry back"), tr("Take back"), [(tr("Entry"), whole)], read, hint)


def _period(review: str) -> str:
    """The week or month of a review, as its page names it."""
    return tr(period_name(review_named(review)[1]))


def _people(theme: Theme, team: Sequence[PersonRow], me: int | None) -> QListWidget:
    box = QListWidget()
    box.setAccessibleName(tr("Who was there"))
    for one in team:
        item = QListWidgetItem(one.name)
        item.setData(_PERSON, one.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        chosen = Qt.CheckState.Checked if one.id == me else Qt.CheckState.Unchecked
        item.setCheckState(chosen)
        box.addItem(item)
    box.setCurrentRow(0)
    fit_list(theme, box, _MOST)
    return box
