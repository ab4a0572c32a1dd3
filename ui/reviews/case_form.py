"""Which case is to be added to a postmortem: by its key, or found by its words."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from models.errors import Problems
from models.queries.search import keys_of
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.key_field import FoundKey, KeyField
from ui.workspace import Workspace


def case_form(theme: Theme, workspace: Workspace, done: Callable[..., object]) -> Form:
    """`done` is given the `key`."""

    def find(words: str, asker: QObject, then: Callable[[Sequence[FoundKey]], None]) -> None:
        def show(found: Sequence[tuple[str, str]]) -> None:
            then([FoundKey(*one) for one in found])

        query = partial(keys_of, words=words, kind="case")
        workspace.read(query, show, asker, "find", lambda _error: then(()))

    field = named(KeyField(theme, find), "key")

    def read() -> Asked:
        key = field.key().strip()
        if not key:
            raise Problems("No case yet", {"key": "Say which case, by its key or its words."})
        return Asked(done, {"key": key}, "")

    return Form(
        tr("Add a case to the postmortem"), tr("Add it"),
        [(tr("Case"), field), ("", field.found)], read,
    )  # fmt: skip
