"""Publishing waits until all that was typed is in the draft, and the draft is read."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from models.queries.handbook_draft import DraftReading, Published
from ui.handbook.back_testing import BackTesting
from ui.handbook.handbook_draft import HandbookDraft
from ui.handbook.page_sheets import PageSheets
from ui.handbook.promise_field import PromiseField


class Publishing:
    """`ask` says that somebody wishes it; `go_on`, at each reading, opens the sheet at last."""

    def __init__(
        self, sheets: PageSheets, draft: HandbookDraft, tests: BackTesting, publish: QAction
    ) -> None:
        self._sheets = sheets
        self._draft = draft
        self._tests = tests
        self._publish = publish
        self._wanted = False

    def ask(self, focused: QWidget | None) -> None:
        """What stands in the field of the keyboard is meant too."""
        if isinstance(focused, PromiseField):
            focused.settle()
        self._wanted = True

    def go_on(self, published: Published | None, reading: DraftReading | None) -> None:
        """Open the sheet, if it is wished for, nothing is on its way, and there is a difference."""
        if not self._wanted or not self._draft.is_idle:
            return
        self._wanted = False
        if self._publish.isEnabled() and reading is not None and published is not None:
            self._sheets.publish(published, self._draft.source, reading, self._tests)
