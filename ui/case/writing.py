"""What is typed below a case: kept as the case's draft until the database has it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from models.errors import KnownError
from models.queries.case import CaseDetail
from ui.case.composed import Composed
from ui.case.composer import Composer
from ui.case.composer_words import CUSTOMER, NOTE
from ui.case.drafted_words import left_of
from ui.case.from_afar import from_afar
from ui.drafts import Drafts, case_draft
from ui.messages import tr
from ui.widgets.markdown import plain_text
from ui.workspace import Workspace


class Writing(QObject):
    """Each case has words of its own, and its own words on their way.

    `written` when all that is typed for the case in view is saved.
    """

    written = Signal()

    def __init__(
        self, workspace: Workspace, drafts: Drafts, composer: Composer, page: QWidget
    ) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._drafts = drafts
        self._composer = composer
        self._page = page
        self._case: CaseDetail | None = None
        self._on_their_way: set[int] = set()
        composer.sent.connect(self._send)
        composer.changed.connect(self._typed)
        drafts.kept.connect(self._kept)

    def show_case(self, case: CaseDetail) -> None:
        """Another case comes into view, with what was typed there."""
        self._case = case
        draft = self._drafts.get(case_draft(case.row.id))
        self._composer.show_draft(draft)
        self._composer.show_sending(case.row.id in self._on_their_way)
        self._composer.show_kept(has_words(draft))

    def look_again(self) -> None:
        """Words may have been put into the draft elsewhere; those typed here stay."""
        if self._case is None or self._composer.draft().get("text"):
            return
        draft = self._drafts.get(case_draft(self._case.row.id))
        if draft.get("text"):
            self._composer.show_draft(draft)
            self._composer.show_kept(True)

    def _send(self, composed: Composed) -> None:
        case = self._case  # it was typed where the person saw it
        if case is None:
            return
        self._on_their_way.add(case.row.id)
        self._composer.show_sending(True)
        command = partial(composed.command, case_id=case.row.id)
        done = partial(self._written, case, self._drafts.get(case_draft(case.row.id)), composed)
        refused = partial(self._refused, case)
        self._workspace.write(command, done, self, composed.saying, refused)

    def _written(
        self, case: CaseDetail, sent: Mapping[str, str], composed: Composed, logged: object
    ) -> None:
        if composed.copied and isinstance(logged, str):
            QGuiApplication.clipboard().setText(plain_text(logged))
        typed = self._drafts.get(case_draft(case.row.id))
        self._drafts.keep(case_draft(case.row.id), typed_since(typed, sent))
        left = self._drafts.get(case_draft(case.row.id))
        if self._arrived(case) and left != typed:
            self._composer.show_draft(left)
            if typed == sent:
                self.written.emit()

    def _refused(self, case: CaseDetail, error: Exception) -> None:
        in_view = self._arrived(case) and self._page.isVisible()
        if not isinstance(error, KnownError):
            return
        if in_view:
            self._composer.show_error(error)
        else:
            kept = tr("What you typed is kept there as a draft.")
            self._workspace.failed.emit(from_afar(case, error, kept))

    def _arrived(self, case: CaseDetail) -> bool:
        """Nothing of the case is on its way any more; says whether it is the one shown."""
        self._on_their_way.discard(case.row.id)
        shown = self._case is not None and self._case.row.id == case.row.id
        if shown:
            self._composer.show_sending(False)
        return shown

    def _typed(self) -> None:
        if self._case is None:
            return
        name, typed = case_draft(self._case.row.id), self._composer.draft()
        if self._drafts.get(name) != {field: said for field, said in typed.items() if said}:
            self._composer.show_kept(False)  # an underline alone is no typing
            self._drafts.keep(name, typed)

    def _kept(self, name: str) -> None:
        if self._case is not None and name == case_draft(self._case.row.id):
            self._composer.show_kept(has_words(self._drafts.get(name)))


def typed_since(draft: Mapping[str, str], sent: Mapping[str, str]) -> dict[str, str]:
    """What of a draft was typed after `sent`; all its words where the two cannot be told apart.

    The acknowledgement that was drafted stays at hand until the customer is told something.
    """
    text = draft.get("text", "").removeprefix(sent.get("text", "")).lstrip()
    when = draft.get("when", "")
    if when == sent.get("when", ""):
        when = ""
    if text or when:
        return {**draft, "text": text, "when": when}
    told = sent.get("kind") not in (NOTE, CUSTOMER)
    return {} if told else left_of(draft)


def has_words(draft: Mapping[str, str]) -> bool:
    """Whether somebody typed some of it: a drafted acknowledgement alone is nobody's words."""
    return bool(draft.get("text") or draft.get("when"))
