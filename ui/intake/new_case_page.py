"""The New case page: a form that asks for what is required, keeps what is typed, opens the case."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import KnownError, Problems
from models.queries.case import customer_names
from models.queries.contacts import contact_names
from models.queries.languages import desk_languages
from models.queries.similar import Seen
from ui.actions import Actions, keys_in_words
from ui.drafts import Drafts
from ui.intake.attached_files import AttachedFiles
from ui.intake.intake_templates import IntakeTemplates
from ui.intake.new_case_draft import NewCaseDraft
from ui.intake.new_case_form import NewCaseForm
from ui.intake.opening_case import OpeningCase
from ui.intake.other_drafts import OtherDrafts
from ui.intake.seen_before import SeenBefore
from ui.intake.taking_in import TakingIn
from ui.messages import tr
from ui.page import Page
from ui.page_actions import NEW
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.form_draft import FormDrafts
from ui.widgets.page_scroll import PageScroll
from ui.widgets.spell_check import SpellCheck
from ui.workspace import Workspace

_WIDTH: Final = 1240
_AT: Final = {"occurred_at": "received_at", "text": "message"}
"""Where a command's field stands on the form."""


class NewCasePage(Page):
    """What is typed is kept on this computer until the case is open or the form is cleared."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, zone: ZoneInfo, drafts: Drafts
    ) -> None:
        super().__init__(tr("New case"))
        self._workspace = workspace
        self._way_back: Callable[[], None] | None = None
        self._banner = Banner(theme)
        self._seen = SeenBefore(theme, workspace, zone, keys_in_words(NEW["seen"].shortcuts[0]))
        self._attached = AttachedFiles(theme, workspace, drafts, actions, self)
        self._form = NewCaseForm(theme, self._seen, self._attached)
        self._spelling = SpellCheck(theme, workspace, self._form.long_fields(), self)
        self._others = OtherDrafts(theme, drafts, keys_in_words(NEW["other"].shortcuts[0]))
        self._templates = IntakeTemplates(
            theme, workspace, FormDrafts(drafts, workspace.clock.now, zone), self,
            self._form.values,
        )  # fmt: skip
        self._draft = NewCaseDraft(
            drafts, self._form, self._seen, self._attached, self._templates, self
        )
        self._opening = OpeningCase(workspace, zone, drafts, self._attached, self)
        self._taking = TakingIn(
            workspace, self._draft, self._attached, self._others, self._banner,
            lambda: self._opening.saving, zone, self,
        )  # fmt: skip
        self._last: QWidget | None = None
        self._open, self._half = self._add_actions(actions)
        self._lay_out(theme)
        self._connect()
        self._say_kept()

    # ---- what the window asks ----

    def buttons(self) -> list[QAction]:
        """Open it as it is, or whole."""
        return [self._half, self._open]

    def main_button(self) -> QAction | None:
        """Open the case."""
        return self._open

    def activated(self) -> None:
        """Customers may have come."""
        self._workspace.read(customer_names, self._form.show_customers, self, "customers")
        self._workspace.read(desk_languages, self._form.show_languages, self, "languages")
        self._read_contacts(self._form.values().get("customer", ""))

    def focus_first(self) -> None:
        """The first field that is empty."""
        self._form.focus_first()

    def go_to(self, location: object) -> None:
        """Begin with a complaint: the text of it, or the path of its file; or with files (a tuple
        of paths), which are attached."""
        if isinstance(location, tuple):
            self._attached.take(location)
        else:
            self._taking.take(location)

    def left(self) -> None:
        """Whoever leaves it half typed hears that nothing is lost."""
        if self._draft.values() and not self._opening.saving:
            self._workspace.said.emit(tr("The new case is kept as a draft"))

    def takes_files(self) -> bool:
        """Files are attached to the case that is being typed."""
        return True

    def take_files(self, paths: Sequence[Path]) -> None:
        """Attach them."""
        self._attached.take(paths)

    def _read_contacts(self, customer: str) -> None:
        query = partial(contact_names, customer=customer)
        self._workspace.read(query, self._form.show_contacts, self, "contacts")

    # ---- saving ----

    def _save(self, *, incomplete: bool) -> None:
        self._banner.hide()
        if self._form.customer_in_doubt():
            return
        self._opening.open(self._draft.values(), incomplete=incomplete)

    def _report_again(self, seen: Seen) -> None:
        self._banner.hide()
        self._opening.report_again(seen, self._draft.values())

    def _opened(self, case_id: int) -> None:
        sent, stands = self._opening.sent, self._draft.values()
        # meanwhile: it is in no case
        self._others.put({name: said for name, said in stands.items() if sent.get(name) != said})
        self._draft.forget()
        self._draft.begin({})
        self._say_kept()
        self.case_made.emit(case_id)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Problems) and self._form.show_problems(
            {_AT.get(name, name): why for name, why in error.by_field.items()}
        ):
            return
        if isinstance(error, KnownError):
            self._banner.show_error(error)

    # ---- the draft ----

    def _say_kept(self) -> None:
        self.set_subtitle(tr("draft kept on this computer") if self._draft.is_kept else "")

    def _clear_form(self) -> None:
        """Empty the form; what was in it can be put back."""
        if self._opening.saving:
            return
        typed = self._draft.values()
        if typed:
            self._way_back = partial(self._put_back, typed)
            self._draft.begin({})
            self._draft.forget()
            self._workspace.let_go(self)
            self._banner.show_message("note", tr("Cleared"), "", tr("Put it back"))
        self._form.focus_first()

    def _put_back(self, cleared: Mapping[str, str]) -> None:
        self._draft.show({**cleared, **self._draft.values()})
        self._draft.keep()
        self._form.focus_first()

    def _can_go_back(self, back: Callable[[], None]) -> None:
        self._way_back = back

    def _go_back(self) -> None:
        """What the banner offers, once."""
        back, self._way_back = self._way_back, None
        if back is not None and not self._opening.saving:
            self._banner.hide()
            back()

    def _begin_with(self, form: Mapping[str, str]) -> None:
        """A template was chosen: the keyboard goes to the first field that it left empty."""
        if not self._opening.saving:
            self._draft.show_form(form)
            self._draft.keep()
            self._form.focus_first()

    # ---- what is like it ----

    def _go_to_seen(self) -> None:
        focus = self.focusWidget()
        if not self._seen.isAncestorOf(focus):
            self._last = focus
        self._seen.take_keyboard()

    def _back_to_form(self) -> None:
        if self._last is not None:
            self._last.setFocus()
        else:
            self._form.focus_first()

    # ---- building ----

    def _add_actions(self, actions: Actions) -> tuple[QAction, QAction]:
        actions.add(NEW["template"], self, self._templates.open)
        actions.add(NEW["clear"], self, self._clear_form)
        actions.add(NEW["spelling"], self, self._spelling.next)
        actions.add(NEW["seen"], self, self._go_to_seen)
        actions.add(NEW["other"], self, self._taking.go_on_with_other)
        return (
            actions.add(NEW["open"], self, partial(self._save, incomplete=False)),
            actions.add(NEW["incomplete"], self, partial(self._save, incomplete=True)),
        )

    def _connect(self) -> None:
        self._form.image_pasted.connect(self._attached.paste)
        self._form.customer_typed.connect(self._read_contacts)
        self._form.complaint_pasted.connect(self._taking.paste)
        self._form.mail_pasted.connect(self._taking.paste_beside)
        self._form.paste_undone.connect(self._go_back)
        self._draft.changed.connect(lambda: self.set_subtitle(""))
        self._draft.kept.connect(self._say_kept)
        self._seen.again_requested.connect(self._report_again)
        self._seen.case_requested.connect(self.open_case_requested)
        self._seen.left.connect(self._back_to_form)
        self._spelling.said.connect(self._workspace.said)
        self._banner.retry_requested.connect(self._go_back)
        self._others.retry_requested.connect(self._taking.go_on_with_other)
        self._taking.begun.connect(self._form.focus_first)
        self._taking.whose.connect(self._read_contacts)
        self._taking.failed.connect(self._refused)
        self._taking.can_take_out.connect(self._can_go_back)
        self._templates.begun.connect(self._begin_with)
        self._opening.opened.connect(self._opened)
        self._opening.refused.connect(self._refused)

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        scroll = PageScroll(tr("The new case"), shrinks=False)
        self._form.wrong.connect(scroll.bring)
        above, column = QVBoxLayout(), QVBoxLayout(scroll.body)
        above.setContentsMargins(sizes.page, sizes.small, sizes.page, 0)
        above.setSpacing(sizes.small)
        column.setContentsMargins(sizes.page, sizes.small, sizes.page, sizes.page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(above)
        outer.addWidget(scroll)
        for part, place in ((self._banner, above), (self._others, above), (self._form, column)):
            part.setMaximumWidth(_WIDTH)
            place.addWidget(part)
        column.addStretch(1)
