"""The bar above the content: what is due now, for the person at this desk."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.messages import tr
from ui.ports import DueAlert
from ui.theme import Theme
from ui.widgets.buttons import ActionButton, Button
from ui.widgets.icon_button import IconButton
from ui.widgets.labels import ElidedLabel, body
from ui.widgets.state_shape import shape_of

_MOST = 5


class AlertBar(QWidget):
    """Hidden while nothing is due. Shows the first alert; the rest unfold.

    What is about the case in view is left out: its page says it.

    `opened` (a `DueAlert`): the person went to the case. `seen`: put away. `seen_to`: put away, and
    nobody else is told of it. `snoozing`: they wish to put it off.
    """

    opened = Signal(object)
    seen = Signal(object)
    seen_to = Signal(object)
    snoozing = Signal(object)

    def __init__(
        self, theme: Theme, open_first: QAction, see_to: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._open_first, self._see_to = open_first, see_to
        self._alerts: list[DueAlert] = []
        self._in_view: int | None = None
        self._unfolded = False
        self._fold: QWidget | None = None
        self.setAccessibleName(tr("Due now"))
        sizes = theme.sizes
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(sizes.page, sizes.wide, sizes.page, 0)
        self._column.setSpacing(sizes.tiny)
        open_first.setEnabled(False)
        see_to.setEnabled(False)
        self.hide()

    @property
    def alerts(self) -> list[DueAlert]:
        """What is due, the worst first."""
        return list(self._alerts)

    def show_alerts(self, alerts: list[DueAlert]) -> None:
        """Show what is due now, the worst first; an empty list hides the bar."""
        if alerts != self._alerts:
            self._alerts = list(alerts)
            self._show()

    def leave_out(self, case_id: int | None) -> None:
        """The case in view, or none."""
        if case_id != self._in_view:
            self._in_view = case_id
            self._show()

    def open_first(self) -> None:
        """Go to the worst one."""
        for alert in self._told()[:1]:
            self.opened.emit(alert)

    def see_to_first(self) -> None:
        """The person sees to the worst one."""
        for alert in self._told()[:1]:
            self.seen_to.emit(alert)

    def snooze_first(self) -> None:
        """The person wishes to put the worst one off."""
        for alert in self._told()[:1]:
            if alert.case_id is not None:
                self.snoozing.emit(alert)

    def _told(self) -> list[DueAlert]:
        """What the bar speaks of."""
        return [
            alert for alert in self._alerts if alert.case_id is None
            or alert.case_id != self._in_view
        ]  # fmt: skip

    def _show(self) -> None:
        told = self._told()
        self._open_first.setEnabled(bool(told))
        self._see_to.setEnabled(bool(told) and told[0].case_id is not None)
        self._unfolded = self._unfolded and len(told) > 1
        self._build()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._told()[: _MOST if self._unfolded else 1]
        for place, alert in enumerate(shown):
            self._column.addWidget(self._line(alert, first=place == 0))
        self.setVisible(bool(shown))

    def _line(self, alert: DueAlert, first: bool) -> QFrame:
        sizes = self._theme.sizes
        urgent = alert.imminent or alert.state == "breached"
        line = QFrame()
        line.setProperty("role", "alert")
        line.setProperty("state", "breached" if urgent else "soon")
        line.setFixedHeight(46)
        sentence = ElidedLabel(tr(alert.sentence), "body")
        line.setAccessibleName(f"{alert.case_key} {tr(alert.sentence)}".strip())
        shape, case = body(shape_of(alert.state, alert.imminent)), body(alert.case_key)
        for label in (shape, case):
            label.setProperty("ink", "breached" if urgent else "soon")
        case.setProperty("role", "alert-case")
        row = QHBoxLayout(line)
        row.setContentsMargins(sizes.medium, 0, sizes.small, 0)
        row.setSpacing(0)
        for widget, gap in ((shape, sizes.medium), (case, 5)):
            row.addWidget(widget)
            row.addSpacing(gap)
        row.addWidget(sentence, 1)
        for button in self._buttons(alert, first):
            row.addSpacing(sizes.tiny)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _buttons(self, alert: DueAlert, first: bool) -> list[QWidget]:
        close = IconButton(
            self._theme, "cross", tr("Put away: {case}", case=alert.case_key or tr(alert.sentence))
        )
        close.clicked.connect(lambda *_: self.seen.emit(alert))
        aside: list[QWidget] = [*self._snooze(alert), close]
        if not first:
            button = Button(self._theme, tr(alert.button))
            button.clicked.connect(lambda *_: self.opened.emit(alert))
            return [button, *aside]
        self._open_first.setText(tr(alert.button))
        main: list[QWidget] = [ActionButton(self._theme, self._open_first)]
        if alert.case_id is not None:
            main.insert(0, ActionButton(self._theme, self._see_to))
        if len(self._told()) == 1:
            return [*main, *aside]
        more = Button(self._theme, self._more(), kind="quiet")
        more.clicked.connect(self._unfold)
        self._fold = more
        return [more, *main, *aside]

    def _snooze(self, alert: DueAlert) -> list[QWidget]:
        if alert.case_id is None:
            return []
        later = IconButton(self._theme, "clock", tr("Snooze: {case}", case=alert.case_key))
        later.clicked.connect(lambda *_: self.snoozing.emit(alert))
        return [later]

    def _more(self) -> str:
        if self._unfolded:
            return tr("Show one")
        return tr("{count} more", count=len(self._told()) - 1)

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._build()
        if self._fold is not None:  # the lines are new: the keyboard stays where it was
            self._fold.setFocus()
