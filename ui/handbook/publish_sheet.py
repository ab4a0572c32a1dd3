"""Publishing: what changes, from when, for which cases, and what that would do to them."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.commands.handbook import publish_handbook
from models.errors import KnownError
from models.handbook.instants import from_seconds, to_seconds
from models.handbook.policy import Policy
from models.handbook.policy_diff import Difference
from models.handbook.publication import Publication, To
from models.handbook.toml_source import with_value
from models.queries.blast_radius import BlastRadius, blast_radius
from ui.handbook.difference_lines import DifferenceLines
from ui.handbook.radius_view import RadiusView
from ui.handbook.scroll_body import ScrollBody
from ui.handbook.second_look import SecondLook
from ui.messages import tr
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.instant_field import InstantField
from ui.widgets.labels import heading, title
from ui.widgets.progress_line import ProgressLine
from ui.widgets.sheet import Sheet
from ui.widgets.text_line import TextLine
from ui.workspace import Workspace

_SCOPES: tuple[tuple[To, str], ...] = (
    ("new", "Cases opened from then on"),
    ("open", "Also the open cases, from now"),
    ("restate", "Restate: open cases and those since, from their opening; both verdicts are kept"),
)


class PublishSheet(Sheet):
    """`published` carries the version's number once it is stored; `radius` is what it would do.

    `changes` are those against `base`, the last version; `look` repeats what is to be seen before.
    `refused` where it could not be stored.
    """

    published = Signal(int)
    refused = Signal()

    def __init__(
        self,
        theme: Theme,
        over: QWidget,
        workspace: Workspace,
        zone: ZoneInfo,
        source: str,
        policy: Policy,
        changes: tuple[Difference, ...],
        base: int,
        look: SecondLook,
    ) -> None:
        super().__init__(theme, over, tr("Publish the handbook"), width=680)
        self._workspace = workspace
        self._source = source
        self._base = base
        self._own_name = policy.name
        self._publishing = False
        self.is_reading = False
        self.radius: BlastRadius | None = None
        self._later = InstantField(tr("In force from"), zone)
        self._now = QRadioButton(tr("As soon as it is published"))
        self._then = QRadioButton(tr("From"))
        self._when = QButtonGroup(self)
        self._scopes: dict[To, QRadioButton] = {}
        self._scope = QButtonGroup(self)
        self._name = QLineEdit(policy.name)
        self._name.setMaxLength(100)
        self._reason = TextLine()
        self._reason_field = Field(tr("Reason of the restatement"), self._reason)
        self._radius = RadiusView(theme, zone)
        self._banner = Banner(theme)
        self._line = ProgressLine(theme)
        self._main = Button(theme, tr("Publish"), kind="main", keys=tr("Ctrl Enter"))
        self._cancel = Button(theme, tr("Cancel"), keys="Esc")
        self._lay_out(theme, changes, look)
        self._begin(policy)
        self._main.clicked.connect(self._publish)
        self._cancel.clicked.connect(self.close_sheet)
        self.accepted.connect(self._publish)
        self.closed.connect(self.deleteLater)
        self._read()

    # ---- what would happen ----

    def _read(self) -> None:
        """Read the blast radius of what is chosen; only the last one asked for is shown."""
        self._reason_field.setVisible(self._to() == "restate")
        self._banner.hide()
        self._radius.wait()
        self.is_reading = True
        progress = Progress(self)
        self._line.finish()
        self._line.watch(progress, tr("Judging the cases"))
        query = partial(
            blast_radius, publication=self._publication(self._reason.text().strip() or "–"),
            now=self._workspace.clock.now(), progress=stoppable(progress),
        )  # fmt: skip
        self._workspace.read(query, self._show_radius, self, "radius", self._fail)
        self.place()

    def _show_radius(self, radius: BlastRadius) -> None:
        self._line.finish()
        self.radius, self.is_reading = radius, False
        self._main.setEnabled(True)
        self._radius.show_radius(radius, self._to())
        self.place()

    def _fail(self, error: Exception) -> None:
        self._line.finish()
        self.is_reading = False
        if isinstance(error, KnownError):
            self._radius.hide()
            self._banner.show_error(error)
            self._main.setEnabled(False)
            self.place()

    # ---- doing it ----

    def _publish(self) -> None:
        if self._publishing or not self._main.isEnabled():
            return
        if self._to() == "restate" and not self._reason.text().strip():
            self._reason_field.show_problem(tr("Say why; verdicts that were reached change."))
            self._reason.setFocus()
            self.place()
            return
        self._publishing = True
        self._banner.hide()
        progress = Progress(self)
        self._line.watch(progress, tr("Publishing"))
        command = partial(
            publish_handbook, publication=self._publication(self._reason.text()),
            progress=stoppable(progress),
        )  # fmt: skip
        self._workspace.write(command, self._done, self, tr("Published"), self._refused)
        self.place()

    def _refused(self, error: Exception) -> None:
        """Nothing was stored; it may be tried again as it is."""
        self._line.finish()
        self._publishing = False
        if isinstance(error, KnownError):
            self._banner.show_error(error)
            self.place()
        self.refused.emit()

    def _done(self, number: int) -> None:
        self.published.emit(number)
        self.close_sheet()

    def _publication(self, reason: str) -> Publication:
        asked = to_seconds(self._later.instant) if self._then.isChecked() else None
        to = self._to()
        told = reason if to == "restate" else ""
        return Publication(self._named(), to, asked, told, self._base)

    def _named(self) -> str:
        """The draft under the name that stands in the field; without one it keeps its own."""
        name = self._name.text().strip()
        if name in ("", self._own_name):
            return self._source
        return with_value(self._source, ("name",), name)

    def _to(self) -> To:
        return next((to for to, button in self._scopes.items() if button.isChecked()), "new")

    # ---- building ----

    def _begin(self, policy: Policy) -> None:
        """The date that the file asks for where it is to come, or now; new cases (rule 16)."""
        now, asked = self._workspace.clock.now(), policy.effective_from
        if asked is not None and asked <= to_seconds(now):
            asked = None
        instant = now if asked is None else from_seconds(asked)
        self._later.show_instant(instant)
        (self._now if asked is None else self._then).setChecked(True)
        self._scopes["new"].setChecked(True)
        self._when.buttonClicked.connect(lambda *_: self._read())
        self._scope.buttonClicked.connect(lambda *_: self._read())
        self._later.dateTimeChanged.connect(self._choose_date)
        self._reason.textEdited.connect(lambda *_: self._reason_field.show_problem(""))

    def _choose_date(self) -> None:
        self._then.setChecked(True)
        self._read()

    def _lay_out(self, theme: Theme, changes: tuple[Difference, ...], look: SecondLook) -> None:
        sizes = theme.sizes
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.small)
        column.addWidget(DifferenceLines(theme, changes, most=5))
        column.addWidget(look)
        column.addWidget(Field(tr("Name of this version"), self._name))
        column.addWidget(heading(tr("In force")))
        column.addLayout(self._dates())
        column.addWidget(heading(tr("For which cases")))
        column.addLayout(self._choices())
        column.addWidget(self._reason_field)
        column.addSpacing(sizes.tiny)
        column.addWidget(self._radius)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._main)
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        self.content.addWidget(title(tr("Publish the handbook")))
        scroll = ScrollBody(body, tr("What is published, and for which cases"))
        scroll.height_changed.connect(self.place)
        self.content.addWidget(scroll, 1)
        self.content.addWidget(self._line)
        self.content.addWidget(self._banner)
        self.content.addLayout(buttons)

    def _dates(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for button in (self._now, self._then):
            self._when.addButton(button)
            row.addWidget(button)
        row.addWidget(self._later)
        row.addStretch(1)
        return row

    def _choices(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        for to, words in _SCOPES:
            button = QRadioButton(tr(words))
            self._scope.addButton(button)
            self._scopes[to] = button
            column.addWidget(button)
        return column


def stoppable(progress: Progress) -> Callable[[int, int | None], None]:
    """Tells how far a job is, and ends it where the person stopped it: nothing is kept."""

    def tell(done: int, total: int | None) -> None:
        progress.report(done, total)
        if progress.cancelled:
            raise KnownError(
                "Stopped", "Nothing was published, and no case moved.",
                "Choose again to see what it would do.",
            )  # fmt: skip

    return tell
