"""How urgent a new case is: what the handbook suggests, its definitions, why it is another."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from models.handbook.policy import PRIORITIES
from models.handbook.suggestion import YES, suggested
from models.typed_instant import HOW
from models.wording import PRIORITIES as MEANINGS
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.field import Field
from ui.widgets.labels import muted
from ui.widgets.priority_badge import PriorityBadge
from ui.widgets.text_line import TextLine

_UNSET = "unset"


class PriorityCard(Card):
    """`changed` as a priority is chosen or a line is typed, `security_changed` as the incident is
    said to be one of security.

    The choice follows what is suggested until a person chooses another; then it asks why.
    """

    changed = Signal()
    security_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._suggested: str | None = None
        self._row = ChipRow(theme, tr("Priority"), [
            ChipSpec(_UNSET, tr("Not set yet")), *(ChipSpec(p, p) for p in PRIORITIES),
        ])  # fmt: skip
        self._why, self._received, self._named = TextLine(), TextLine(), TextLine()
        self._security = ChipRow(
            theme, tr("Security"), [ChipSpec(YES, tr("◆ Security incident"))], several=True
        )
        self._named.setPlaceholderText(tr("names, by commas"))
        self._received.setPlaceholderText(tr("now"))
        self._received.setToolTip(tr(HOW))
        self.fields = {
            "priority": Field(tr("Priority"), self._row),
            "priority_reason": Field(tr("Why another priority"), self._why),
            "security": Field("", self._security),
            "named": Field(
                tr("Seen by you, the leads and"), self._named, tr("A restricted case: nobody else.")
            ),
            "received_at": Field(tr("Received"), self._received),
        }
        self.content.setSpacing(theme.sizes.medium)
        self.content.addWidget(self.fields["priority"])
        self.content.addWidget(self.fields["priority_reason"])
        self.content.addLayout(self._definitions())
        self.content.addWidget(self.fields["security"])
        self.content.addWidget(self.fields["named"])
        self.content.addWidget(self.fields["received_at"])
        self._row.chosen_changed.connect(self._changed)
        self._security.chosen_changed.connect(self._security_changed)
        for line in (self._why, self._received, self._named):
            line.textChanged.connect(self._changed)
        self._say()

    def values(self) -> dict[str, str]:
        """What is chosen and typed; "" where nothing is."""
        chosen = self._row.chosen()[0]
        return {
            "priority": "" if chosen == _UNSET else chosen,
            "priority_reason": self._why.text() if self._asks_why() else "",
            "received_at": self._received.text(),
            "security": YES if self._security.chosen() else "",
            "named": self._named.text() if self._security.chosen() else "",
        }

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put back what a draft holds, of the whole form."""
        self._suggested = suggested(values)
        self._row.choose(values.get("priority", "") or _UNSET)
        self._why.setText(values.get("priority_reason", ""))
        self._received.setText(values.get("received_at", ""))
        self._security.choose(*filter(None, [values.get("security", "")]))
        self._named.setText(values.get("named", ""))
        self._say()

    def follow(self, values: Mapping[str, str]) -> None:
        """The form says something else: choose what is suggested, unless a person chose."""
        before, self._suggested = self._suggested, suggested(values)
        if self._row.chosen()[0] in (_UNSET, before):
            self._row.choose(self._suggested or _UNSET)
        self._say()

    def _asks_why(self) -> bool:
        return self._suggested is not None and self._row.chosen()[0] not in (
            _UNSET, self._suggested,
        )  # fmt: skip

    def _say(self) -> None:
        hint = (
            tr("The handbook suggests {name}.", name=self._suggested)
            if self._suggested
            else tr("Suggested once reach and urgency are known.")
        )
        self.fields["priority"].show_hint(hint)
        self.fields["priority_reason"].setVisible(self._asks_why())
        self.fields["named"].setVisible(bool(self._security.chosen()))

    def _security_changed(self) -> None:
        self._say()
        self.security_changed.emit()

    def _changed(self) -> None:
        self._say()
        self.changed.emit()

    def _definitions(self) -> QGridLayout:
        """The handbook's definitions, beside the choice (rule 20)."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.sizes.small)
        grid.setVerticalSpacing(self._theme.sizes.small)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(PRIORITIES):
            badge = PriorityBadge(self._theme, name)
            grid.addWidget(badge, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(muted(tr(MEANINGS[name]), wrap=True), row, 1)
        unset = tr("Without one the case runs under a provisional priority, marked so.")
        grid.addWidget(muted(unset, wrap=True), len(PRIORITIES), 0, 1, 2)
        return grid
