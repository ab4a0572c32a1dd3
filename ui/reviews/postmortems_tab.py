"""The tab of postmortems: their list, the one that is read, and the editor over both."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.changes import Changes
from models.errors import KnownError
from models.handbook.corrective_actions import OPEN
from models.handbook.postmortems import CLOSED, REVIEWED
from models.queries.corrective_actions import ActionRow
from models.queries.postmortem import PostmortemDetail
from ui.actions import Actions
from ui.drafts import Drafts
from ui.messages import tr
from ui.ports import Ports
from ui.review_actions import POSTMORTEMS
from ui.review_place import NewPostmortem, ReviewPlace, postmortem_of
from ui.reviews.action_sheet import ActionSheets
from ui.reviews.postmortem_draft import draft_name
from ui.reviews.postmortem_editor import PostmortemEditor
from ui.reviews.postmortem_history import PostmortemHistory
from ui.reviews.postmortem_life import PostmortemLife
from ui.reviews.postmortem_list import PostmortemList
from ui.reviews.postmortem_merging import PostmortemMerging
from ui.reviews.postmortem_starting import PostmortemStarting
from ui.reviews.postmortem_view import PostmortemView
from ui.reviews.review_tab import ReviewTab, Verbs
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.company_line import CompanyLine
from ui.widgets.form_draft import FormDrafts
from ui.widgets.printing import Paper
from ui.widgets.writers import Writers
from ui.workspace import Workspace


class PostmortemsTab(ReviewTab):
    """`go_to(id)` reads one, `go_to(NewPostmortem(...))` begins one and opens the editor."""

    name = "postmortems"

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, ports: Ports, zone: ZoneInfo,
        drafts: Drafts, verbs: Verbs,
    ) -> None:  # fmt: skip
        super().__init__({"postmortem": tr("Write a postmortem")})
        self._theme, self._workspace, self._zone = theme, workspace, zone
        self._ports, self._verbs, self._drafts = ports, verbs, drafts
        self._banner = Banner(theme)
        self.list = PostmortemList(theme, workspace, drafts, verbs.postmortem)
        self._add = actions.add(POSTMORTEMS["action"], self, self._add_action)
        self.editor = PostmortemEditor(theme, workspace, actions, drafts, zone, self._add)
        PostmortemMerging(theme, workspace, self.editor, drafts)
        self.view = PostmortemView(theme, workspace, zone, self._add)
        forms = FormDrafts(drafts, workspace.clock.now, zone)
        self._sheets = ActionSheets(theme, workspace, forms, self)
        self._life = PostmortemLife(theme, workspace, actions, self.view, forms)
        self._edit = actions.add(POSTMORTEMS["edit"], self.view, self._edit_it)
        actions.add(POSTMORTEMS["history"], self.view, self.view.side.go_to_versions)
        self._hang_in()
        self._starting = PostmortemStarting(theme, workspace, self, zone, verbs.postmortem)
        company = CompanyLine(theme)
        self._writers = Writers(workspace, ports.presence, company, self, "postmortem")
        self._stack = QStackedWidget()
        self._lay_out(theme, company)
        self._connect()

    # ---- what the page asks ----

    def buttons(self) -> list[QAction]:
        """A new one from the list, its paper where one is read."""
        if self._in_view is self.list:
            return [self._verbs.print, self._verbs.postmortem]
        return [self._verbs.print] if self._in_view is self.view else []

    def main_button(self) -> QAction | None:
        """What a quarter's breaches are worth."""
        return self._verbs.postmortem if self._in_view is self.list else None

    def shown(self) -> None:
        """Read what is in view."""
        if self._in_view is self.editor:
            draft = self.editor.draft
            self._writers.begin(draft.id if draft is not None else None)
            self.editor.read_actions()
        elif self._in_view is self.view:
            self.view.read()
        else:
            self.list.read()

    def left(self) -> None:
        """Nobody writes here."""
        self._writers.leave()

    def focus_first(self) -> None:
        """The list, the one that is read, or what is being written."""
        if self._in_view is self.editor:
            self.editor.focus_first()
        elif self._in_view is self.view:
            self.view.focus_first()
        else:
            self.list.focus_first()

    def location(self) -> object:
        """The one that has the tab to itself."""
        return self.view.id or None

    def go_to(self, location: object) -> None:
        """Read this one, or begin one of these cases."""
        if isinstance(location, NewPostmortem):
            self._starting.start(location.case_ids)
        elif isinstance(location, int) and not (
            self._in_view is self.editor and location == self.view.id
        ):
            self.open(location)

    def postmortem(self) -> None:
        """Of breached cases of the quarter."""
        self._starting.choose()

    def paper(self) -> Paper | None:
        """The one that is read, or the one chosen in the list."""
        found = {self.view: self.view.one, self.list: self.list.chosen}
        one = found.get(self._in_view) if self._in_view is not None else None
        if one is None:
            return None
        return Paper(
            tr("Save the postmortem"), tr("Postmortem {key}.pdf", key=one.key),
            tr("The postmortem is written"), partial(self._ports.postmortem_pdf, one.id),
        )  # fmt: skip

    # ---- from part to part ----

    @property
    def _in_view(self) -> QWidget | None:
        return self._stack.currentWidget()

    def open(self, postmortem_id: int) -> None:
        """Read this one."""
        self.view.show_id(postmortem_id)
        self._show(self.view)

    def edit(self, one: PostmortemDetail) -> None:
        """Open the editor; what was typed in it about another is kept."""
        self.view.show_id(one.id)
        self._show(self.editor)
        self.editor.begin(one)
        self._writers.begin(one.id)

    def _show(self, part: QWidget) -> None:
        """Bring a part into view: keys and buttons are its own."""
        self._banner.hide()
        self._stack.setCurrentWidget(part)
        if part is self.list:
            self.view.clear()
            self.list.read()
        self._add.setEnabled(part is not self.list)
        self.allow(print=part is not self.list or self.list.chosen is not None)
        self.verb_words = {} if part is self.editor else {"print": tr("Print as PDF")}
        if part is self.list:
            self.verb_words["postmortem"] = tr("Write a postmortem")
        self.verbs_changed.emit()
        self.buttons_changed.emit()
        self._say()

    def _back_to_list(self) -> None:
        at = self.view.id
        self._show(self.list)
        self.list.go_to(at)
        self.list.focus_first()

    def _close_editor(self) -> None:
        self._writers.leave()
        self.view.read()
        self._show(self.view)
        self.view.focus_first()

    def _was_saved(self, _: int) -> None:
        """Whoever left the editor meanwhile stays where they went."""
        if self._in_view is self.editor:
            self._close_editor()

    def _edit_it(self) -> None:
        if self.view.one is not None:
            self.edit(self.view.one)

    # ---- following ----

    def _say(self) -> None:
        one = self.view.one
        if self._in_view is not self.list:
            self.set_subtitle(one.key if one is not None else "")

    def _count(self, count: int, in_review: int) -> None:
        if self._in_view is self.list:
            self.allow(print=bool(count))
            said = tr("1 postmortem") if count == 1 else tr("{count} postmortems", count=count)
            waits = tr("{count} in review", count=in_review) if in_review else ""
            self.set_subtitle(" · ".join(filter(None, (said, waits))))

    def _show_one(self, one: PostmortemDetail) -> None:
        self._life.show_postmortem(one)
        self.view.say_draft(bool(self._drafts.get(draft_name(one.id))))
        self._offer_edit(not one.left_out and one.status not in (REVIEWED, CLOSED))
        self._say()

    def _forget(self) -> None:
        self._life.forget()
        self._offer_edit(False)

    def _offer_edit(self, may: bool) -> None:
        """What was reviewed stands: it is no draft."""
        self._edit.setEnabled(may)
        self._edit.setVisible(may)

    def _changed(self, changes: Changes) -> None:
        if not self.isVisible():
            return
        if self._in_view is self.editor:
            self.editor.read_actions()
        elif changes.kinds & {"postmortem", "action"} or self._is_about(changes):
            self.shown()

    def _is_about(self, changes: Changes) -> bool:
        """Whether it is a case of the one that is read."""
        one = self.view.one if self._in_view is self.view else None
        return one is not None and any(case.id in changes.cases for case in one.cases)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error)

    def _add_action(self) -> None:
        """In its sheet; it is saved for itself, the postmortem's text stays as it is."""
        if self.view.id:
            self._sheets.new(postmortem_id=self.view.id)

    def _change_action(self, row: ActionRow) -> None:
        """An open one in its sheet; one that ended where its history is told."""
        if row.status == OPEN:
            self._sheets.edit(row)
        else:
            self.place_requested.emit("reviews", ReviewPlace("actions", row.id))

    def _open_version(self, number: int) -> None:
        if self.view.one is not None:
            PostmortemHistory(
                self._theme, self.window(), self._workspace, self._zone, self.view.one, number
            )

    # ---- building ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and self._in_view is self.view:
            self._back_to_list()
        else:
            super().keyPressEvent(event)

    def _hang_in(self) -> None:
        """Its buttons: the steps of its life first."""
        life = self._life.actions
        for name in ("reviewed", "close", "review"):
            self.view.add_action(life[name])
        for action in (self._edit, life["owner"], life["send_back"]):
            self.view.add_action(action)
        self.view.side.comments.add_button(life["comment"])

    def _lay_out(self, theme: Theme, company: QWidget) -> None:
        for part in (self.list, self.view, self.editor):
            self._stack.addWidget(part)
        page = theme.sizes.page
        above = QVBoxLayout()
        above.setContentsMargins(page, 0, page, 0)
        above.addWidget(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(company, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._stack, 1)
        self._show(self.list)

    def _connect(self) -> None:
        self.list.opened.connect(self.open)
        self.list.counted.connect(self._count)
        self.view.shown.connect(self._show_one)
        self.view.gone.connect(self._forget)
        self.view.article_named.connect(partial(self.place_requested.emit, "knowledge"))
        self.view.version_requested.connect(self._open_version)
        for part in (self.view, self.editor):
            part.case_requested.connect(self.open_case_requested)
            part.action_wanted.connect(self._change_action)
        self.editor.left.connect(self._close_editor)
        self.editor.saved.connect(self._was_saved)
        for refused in (self._life.refused, self._sheets.refused, self._starting.failed):
            refused.connect(self._fail)
        self._starting.begun.connect(self.edit)
        self._starting.chosen.connect(
            lambda ids: self.place_requested.emit("reviews", postmortem_of(ids))
        )
        self._starting.case_requested.connect(self.open_case_requested)
        self._workspace.changed.connect(self._changed)
        self._forget()
