"""The sheets of the Handbook page, one at a time: publish, a version, flipped verdicts."""

from functools import partial
from itertools import islice
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.handbook.backtest import BackTest
from models.handbook.policy import Policy
from models.handbook.policy_diff import Difference, differences
from models.handbook.policy_file import read_policy
from models.handbook.verdict import ChangedVerdict
from models.queries.handbook_draft import DraftReading, Published
from ui.handbook.back_testing import BackTesting
from ui.handbook.flips_sheet import FlipsSheet
from ui.handbook.publish_sheet import PublishSheet
from ui.handbook.second_look import SecondLook
from ui.handbook.version_sheet import VersionSheet
from ui.theme import Theme
from ui.widgets.form_draft import FormDrafts
from ui.widgets.sheet import Sheet
from ui.workspace import Workspace

_MOST_FLIPS = 5_000


class PageSheets(QObject):
    """Signals: `published` (a number), `refused`, `wanted` (a text), `case_chosen` (an id)."""

    published = Signal(int)
    refused = Signal()
    wanted = Signal(str)
    case_chosen = Signal(int)

    def __init__(
        self, theme: Theme, workspace: Workspace, zone: ZoneInfo, over: QWidget, drafts: FormDrafts
    ) -> None:
        super().__init__(over)
        self._drafts = drafts
        self._theme = theme
        self._workspace = workspace
        self._zone = zone
        self._over = over
        self._sheet: Sheet | None = None

    def publish(
        self, versions: Published, source: str, reading: DraftReading, tests: BackTesting
    ) -> None:
        """Publish a draft; what differs from the last version, and what it would do, is shown."""
        job = partial(_against, versions.last.source, reading.policy)
        show = partial(self._show_publish, source, reading, versions.last.number, tests)
        self._workspace.run(job, show, self)

    def version(self, versions: Published, index: int) -> None:
        """What a version changed, against the one before it."""
        rows = versions.versions
        if index == 0:
            self._show_version(versions, index, ())
            return
        job = partial(_between, rows[index - 1].source, rows[index].source)
        self._workspace.run(job, partial(self._show_version, versions, index), self)

    def flips(self, test: BackTest, words: str) -> None:
        """The clocks with another verdict, at most some thousands of them."""
        self._workspace.run(partial(_listed, test), partial(self._show_flips, words), self)

    def _show_publish(
        self, source: str, reading: DraftReading, base: int, tests: BackTesting,
        found: tuple[Difference, ...],
    ) -> None:  # fmt: skip
        if self._free():
            look = SecondLook(self._theme, reading.findings, found)
            sheet = PublishSheet(
                self._theme, self._over.window(), self._workspace, self._zone, self._drafts,
                source, reading.policy, found, base, look,
            )  # fmt: skip
            show = partial(_show_test, look, tests)
            tests.tested.connect(show)
            sheet.closed.connect(lambda: tests.tested.disconnect(show))
            tests.try_policy(reading.policy)
            sheet.published.connect(self.published)
            sheet.refused.connect(self.refused)
            self._take(sheet)
            sheet.show_sheet()

    def _show_version(self, versions: Published, index: int, found: tuple[Difference, ...]) -> None:
        if self._free():
            row = versions.versions[index]
            before = versions.versions[index - 1].number if index else None
            sheet = VersionSheet(self._theme, self._over.window(), row, found, before)
            sheet.wanted.connect(partial(self.wanted.emit, row.source))
            self._take(sheet)

    def _show_flips(self, words: str, flips: list[ChangedVerdict]) -> None:
        if self._free():
            sheet = FlipsSheet(self._theme, self._over.window(), words, flips)
            sheet.case_chosen.connect(self.case_chosen)
            self._take(sheet)

    def _free(self) -> bool:
        return self._sheet is None and self._over.isVisible()

    def _take(self, sheet: Sheet) -> None:
        self._sheet = sheet
        sheet.closed.connect(self._forget)

    def _forget(self) -> None:
        self._sheet = None


def _against(source: str, policy: Policy) -> tuple[Difference, ...]:
    return tuple(differences(read_policy(source), policy))


def _between(before: str, after: str) -> tuple[Difference, ...]:
    return _against(before, read_policy(after))


def _listed(test: BackTest) -> list[ChangedVerdict]:
    return list(islice(test.flips(), _MOST_FLIPS))


def _show_test(look: SecondLook, tests: BackTesting, test: BackTest | None) -> None:
    look.show_test(test, tests.quarter)
