"""Publishing: what changes, from when, for which cases, and what that would do to them."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.commands.handbook import publish_handbook
from models.errors import KnownError
from models.handbook.policy import Policy
from models.handbook.policy_diff import Difference
from models.handbook.publication import Publication
from models.handbook.toml_source import with_value
from models.queries.blast_radius import BlastRadius, blast_radius
from ui.handbook.difference_lines import DifferenceLines
from ui.handbook.publish_choices import PublishChoices
from ui.handbook.radius_view import RadiusView
from ui.handbook.scroll_body import ScrollBody
from ui.handbook.second_look import SecondLook
from ui.messages import tr
from ui.progress import Progress
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.form_draft import FormDraft, FormDrafts
from ui.widgets.labels import title
from ui.widgets.progress_line import ProgressLine
from ui.widgets.sheet import Sheet
from ui.workspace import Workspace


class PublishSheet(Sheet):
    """`published` carries the version's number once it is stored; `radius` is what it would do.

    `changes` are those against `base`, the last version; `look` repeats what is to be seen before.
    `refused` where it could not be stored. One that is left while it publishes lives until then.
    """

    published = Signal(int)
    refused = Signal()

    def __init__(
        self,
        theme: Theme,
        over: QWidget,
        workspace: Workspace,
        zone: ZoneInfo,
        drafts: FormDrafts,
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
        self._publishing = False
        self.is_reading = False
        self.radius: BlastRadius | None = None
        self._choices = PublishChoices(zone, policy, workspace.clock.now(), self)
        self._radius = RadiusView(theme, zone)
        self._banner = Banner(theme)
        self._line = ProgressLine(theme)
        self._main = Button(theme, tr("Publish"), kind="main", keys=tr("Ctrl Enter"))
        self._cancel = Button(theme, tr("Cancel"), keys="Esc")
        self._draft = self._lay_out(theme, drafts, changes, look)
        self._choices.changed.connect(self._read)
        self._main.clicked.connect(self._publish)
        self._cancel.clicked.connect(self.close_sheet)
        self.accepted.connect(self._publish)
        self.closed.connect(self._leave)
        self._read()

    # ---- what would happen ----

    def _read(self) -> None:
        """Read the blast radius of what is chosen; only the last one asked for is shown."""
        self._choices.show_reason()
        self._banner.hide()
        self._radius.wait()
        self.is_reading = True
        progress = Progress(self)
        self._line.finish()
        self._line.watch(progress, tr("Judging the cases"))
        query = partial(
            blast_radius, publication=self._publication(self._choices.reason or "–"),
            now=self._workspace.clock.now(), progress=stoppable(progress),
        )  # fmt: skip
        self._workspace.read(query, self._show_radius, self, "radius", self._fail)
        self.place()

    def _show_radius(self, radius: BlastRadius) -> None:
        self._line.finish()
        self.radius, self.is_reading = radius, False
        self._main.setEnabled(True)
        self._radius.show_radius(radius, self._choices.to)
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
        if self._choices.to == "restate" and not self._choices.reason:
            self._choices.ask_reason()
            self.place()
            return
        self._publishing = True
        self._banner.hide()
        progress = Progress(self)
        self._line.watch(progress, tr("Publishing"))
        command = partial(
            publish_handbook, publication=self._publication(self._choices.reason),
            progress=stoppable(progress),
        )  # fmt: skip
        self._workspace.write(command, self._done, self, tr("Published"), self._refused)
        self.place()

    def _refused(self, error: Exception) -> None:
        """Nothing was stored; it may be tried again as it is."""
        self._line.finish()
        self._publishing = False
        if self.isHidden():
            if isinstance(error, KnownError):
                self._workspace.failed.emit(error)
            self._leave()
        elif isinstance(error, KnownError):
            self._banner.show_error(error)
            self.place()
        self.refused.emit()

    def _done(self, number: int) -> None:
        self._publishing = False
        self._draft.forget()
        self.published.emit(number)
        if self.isHidden():
            self._leave()
        else:
            self.close_sheet()

    def _leave(self) -> None:
        if self._publishing:
            return
        words = self._draft.left()
        if words:
            self._workspace.said.emit(words)
        self.deleteLater()

    def _publication(self, reason: str) -> Publication:
        to, named = self._choices.to, self._choices.name
        source = with_value(self._source, ("name",), named) if named else self._source
        told = reason if to == "restate" else ""
        return Publication(source, to, self._choices.asked, told, self._base)

    # ---- building ----

    def _lay_out(
        self, theme: Theme, drafts: FormDrafts, changes: tuple[Difference, ...], look: SecondLook
    ) -> FormDraft:
        sizes = theme.sizes
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.small)
        column.addWidget(DifferenceLines(theme, changes, most=5))
        column.addWidget(look)
        draft = self._choices.keep(theme, drafts, self._base, column)
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
        return draft


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
