"""The sheets of the roadmap: an item, what is behind it, and that it has shipped."""

from functools import partial
from typing import Final

from models.commands.roadmap import add_item, edit_item, put_behind, ship_item
from models.handbook.roadmap import AHEAD, DROPPED, SHIPPED
from models.queries.roadmap import RoadmapRow
from models.roadmap_words import STATUS_WORDS
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.key_field import Find, KeyField
from ui.widgets.text_line import TextLine

_ADDRESS: Final = "such as https://tracker.example/PROJ-7"


def item_form() -> Form:
    """A new item."""
    title, key, url = (named(TextLine(), name) for name in ("title", "key", "url"))
    key.setPlaceholderText(tr("as the tracker calls it, such as PROJ-7; or leave it to Leadline"))
    url.setPlaceholderText(tr(_ADDRESS))

    def read() -> Asked:
        given = {"title": title.text(), "key": key.text(), "url": url.text()}
        return Asked(add_item, given, tr("It is on the roadmap"))

    fields = [(tr("What is to be made"), title), (tr("Key"), key), (tr("Address"), url)]
    hint = tr("Cases linked with this key or address on their page count behind it.")
    return Form(tr("Add an item to the roadmap"), tr("Add"), [*fields], read, hint)


def change_form(theme: Theme, row: RoadmapRow) -> Form:
    """Its words, its address, and how it stands."""
    title, url = (named(TextLine(), name) for name in ("title", "url"))
    title.setText(row.title)
    url.setText(row.url)
    url.setPlaceholderText(tr(_ADDRESS))
    states = (SHIPPED,) if row.status == SHIPPED else (*AHEAD, DROPPED)
    specs = [ChipSpec(name, tr(STATUS_WORDS[name])) for name in states]
    status = named(ChipRow(theme, tr("How it stands"), specs), "status")
    status.choose(row.status)

    def read() -> Asked:
        given = {
            "item_id": row.id, "title": title.text(), "url": url.text(),
            "status": status.chosen()[0],
        }  # fmt: skip
        return Asked(edit_item, given, tr("{key} is saved", key=inline(row.key)))

    fields = [(tr("What is to be made"), title), (tr("Address"), url),
              (tr("How it stands"), status)]  # fmt: skip
    return Form(tr("Edit {key}", key=inline(row.key)), tr("Save"), [*fields], read)


def behind_form(theme: Theme, row: RoadmapRow, find: Find) -> Form:
    """Which article."""
    to = named(KeyField(theme, find), "to")
    to.setPlaceholderText(tr("a known issue, such as KI-101, or words of it"))

    def read() -> Asked:
        given = {"item_id": row.id, "key": to.key()}
        return Asked(put_behind, given, tr("It is behind {key}", key=inline(row.key)))

    title = tr("Put an article behind {key}", key=inline(row.key))
    hint = tr("The cases that are linked with it count behind the item, too.")
    return Form(title, tr("Put it behind"), [(tr("Which one?"), to), ("", to.found)], read, hint,
                first=to)  # fmt: skip


def ship_form(row: RoadmapRow) -> Form:
    """In which version; what is asked for then."""
    version = named(TextLine(), "version")
    version.setPlaceholderText(tr("such as 4.3"))

    def read() -> Asked:
        given = {"item_id": row.id, "version": version.text()}
        return Asked(partial(ship_item), given, tr("{key} has shipped", key=inline(row.key)))

    hint = tr("Its articles are to be verified then, and each open case behind it gets a note to "
              "see whether it helps.")  # fmt: skip
    title = tr("{key} has shipped", key=inline(row.key))
    return Form(title, tr("It has shipped"), [(tr("In which version"), version)], read, hint)
