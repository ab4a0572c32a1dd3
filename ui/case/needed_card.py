"""What closing needs: the parts of the closing note, ticked as they become known."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.handbook.closing_draft import Drafted
from models.handbook.intake import CLOSING, closing_parts
from models.queries.case import CaseDetail
from models.wording import field_name
from ui.case.case_forms import draft_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.clipped_label import ClippedLabel
from ui.widgets.labels import muted

_NOTED = ("new", "in_progress", "waiting_customer", "waiting_third_party", "waiting_engineering",
          "resolved")  # fmt: skip


_INDENT = 22


class NeededCard(Card):
    """`part_chosen` carries the name of the part of the closing note the person wants to fill."""

    part_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Needed to close"))
        self._parts = {name: _Part(theme, name) for name in CLOSING}
        self._none = muted(tr("None was written."), wrap=True)
        self.content.setSpacing(4)
        self.content.addWidget(self._none)
        for name, part in self._parts.items():
            part.button.clicked.connect(lambda _=False, name=name: self.part_chosen.emit(name))
            self.content.addWidget(part)

    def show_case(self, case: CaseDetail) -> None:
        """Show the case's closing note so far; a closed case shows it as it is."""
        closed = case.row.status == "closed"
        self.set_title(tr("Closing note") if closed else tr("Needed to close"))
        self.setVisible(closed or case.row.status in _NOTED)
        self._none.setVisible(closed and not case.closing)
        needed = closing_parts(case.row.priority)
        drafted = {one.part: one for one in case.drafted}
        for name, part in self._parts.items():
            said = case.closing.get(name, "")
            part.setVisible(bool(said) or (name in needed and not closed))
            part.show_part(said, drafted.get(name), editable=not closed)


class _Part(QWidget):
    """A box, the part's name, and what is known of it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._name = tr(field_name(name))
        self.button = Button(theme, self._name, kind="quiet")
        self._box = muted()
        self._said = ClippedLabel(theme, 3, markdown=True)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._box)
        head.addWidget(self.button)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        below = QHBoxLayout()
        below.addSpacing(_INDENT)  # what is known of a part stands below its name, not its box
        below.addWidget(self._said)
        column.addLayout(below)

    def show_part(self, said: str, drafted: Drafted | None, *, editable: bool) -> None:
        """What is known of it, or as a draft what might be: that is not ticked."""
        self._box.setText("☑" if said else "☐")
        state = tr("known") if said else tr("drafted") if drafted else tr("missing")
        self.button.setAccessibleName(f"{self._name}: {state}")
        self.button.setEnabled(editable)
        if drafted is not None:
            said = tr("{draft}: {said}", draft=draft_words(drafted), said=drafted.words)
        self._said.show_text(said)
        self._said.setVisible(bool(said))
