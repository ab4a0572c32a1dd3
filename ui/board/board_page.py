"""The board: who has what, how full their desk is, and how long nobody has what nobody has."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from models.changes import Changes
from models.handbook.intake import OPEN
from models.queries.board import Board
from models.queries.languages import desk_languages
from models.queries.people import people_names
from models.queue_filter import QueueFilter
from ui.actions import Actions, KeyNote
from ui.board.board_bar import BoardBar
from ui.board.board_reader import BoardReader
from ui.board.card_rows import CardRows
from ui.board.chosen import Chosen
from ui.board.column_words import GROUPINGS, subtitle
from ui.board.columns import Columns
from ui.board.move_line import MoveLine
from ui.board.mover import Mover
from ui.board.outlook import Outlook
from ui.board.rebalancing import Rebalancing
from ui.messages import tr
from ui.page import Page
from ui.page_actions import BOARD
from ui.ports import Preferences
from ui.theme import Theme
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_sheet import FilterSheet
from ui.widgets.forecast_line import ForecastLine
from ui.widgets.retry_banner import RetryBanner
from ui.widgets.row_times import RowTimes
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.board_cards import BoardCard

_LOOK_MS: Final = 10_000
_BY: Final = "board.by"
_MOST_IN_SIGHT: Final = 400


class BoardPage(Page):
    """Read at each visit and after each write; news comes every ten seconds, times are right."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, preferences: Preferences
    ) -> None:
        super().__init__(tr("Board"))
        self._theme, self._workspace, self._preferences = theme, workspace, preferences
        self._people: dict[int, str] = {}
        self._board: Board | None = None
        self._reader = BoardReader(workspace, self)
        by = preferences.get(_BY, "agent")
        self._reader.by = by if by in GROUPINGS else "agent"
        self._rows, self._chosen = CardRows(self), Chosen(self)
        self._banner = RetryBanner(theme)
        own = self._add_actions(actions)
        self._bar, self._line = BoardBar(theme, own), MoveLine(theme)
        self._forecast = ForecastLine(theme, self)
        self._outlook = Outlook(workspace, self._forecast)
        self._mover = Mover(theme, workspace, self, self._rows, self._chosen, self._line)
        self._rebalancing = Rebalancing(theme, workspace, self, self._mover.back, self._refuse)
        self._columns = Columns(
            theme, self._rows, self._chosen, self._mover.carrying.has, self._mover.keys
        )
        self._mover.begin(self._columns)
        self._follows: int | None = None
        self._empty = EmptyState(theme, "board", "", "", own["clear"])
        self._lay_out()
        self._connect()

    # ---- what the window asks ----

    def activated(self) -> None:
        """In view: read what is new, and keep it so."""
        self._times.start()
        self._look_again.start()
        if self._board is None:
            self._bar.show_by(self._reader.by)
            self._workspace.read(people_names, self._know, self, "people", self._read_failed)
        self._reader.read()
        self._outlook.look()

    def left(self) -> None:
        """Out of view: no need to read, and nothing is carried any more."""
        self._mover.cancel()
        self._times.stop()
        self._look_again.stop()

    def buttons(self) -> list[QAction]:
        """The rest in one key."""
        return [self._rebalance]

    def focus_first(self) -> None:
        """Work begins with the cards."""
        if self._board is None:
            self.setFocus()
        self._columns.take_keyboard()

    def case_at_hand(self) -> int | None:
        """The case of the keyboard."""
        frame = self._columns.at()
        return frame.list.current_case() if frame is not None else None

    # ---- what was read ----

    def _show(self, board: Board) -> None:
        first = self._board is None
        self._board = board
        self._banner.settle(self._reader.read)
        self.set_subtitle(subtitle(board))
        self._columns.show_board(board)
        self._chosen.keep({case for column in board.columns for case in column.cases})
        self._mover.look_again()
        self._show_body(board)
        self._follow(board)
        if first and self.hasFocus():
            self._columns.take_keyboard()
        self._tick()

    def _follow(self, board: Board) -> None:
        """The keyboard goes where what was dropped went."""
        case_id, self._follows = self._follows, None
        if case_id is None or not self._columns.isAncestorOf(self.focusWidget()):
            return
        for column in board.columns:
            if case_id in column.cases:
                self._columns.go_to(column.key, case_id)
                return

    def _show_body(self, board: Board) -> None:
        people = sum(column.person_id is not None for column in board.columns)
        if board.cards or (not board.has_cases and people):
            self._body.setCurrentWidget(self._columns)
        elif board.has_cases:
            self._empty.say(tr("No case matches."), tr("Clear the filter to see all of them."))
            self._body.setCurrentWidget(self._empty)
        else:
            self._empty.say(tr("Nothing is open."), tr("Open cases stand here, by who has them."))
            self._body.setCurrentWidget(self._empty)

    def _show_cards(self, cards: "list[BoardCard]") -> None:
        self._banner.settle(self._reader.read)
        self._rows.show_cards(cards)
        self._rest()

    def _tick(self) -> None:
        """The times in sight, read again."""
        self._reader.fetch(self._columns.in_sight()[:_MOST_IN_SIGHT])

    def _rest(self) -> None:
        """Until a card in sight looks another."""
        now = self._workspace.clock.now()
        cards = map(self._rows.card, self._columns.in_sight())
        changes = (card.changes_at(now) for card in cards if card is not None)
        self._times.shown(changes, self._workspace.clock)

    def _know(self, people: list[tuple[int, str]]) -> None:
        self._people = dict(people)
        self._bar.show_filter(self._reader.shown, self._people)

    # ---- what goes wrong ----

    def _read_failed(self, error: Exception) -> None:
        self._rows.ask_again()
        self._times.failed()
        self._banner.show_failure(error, tr("Try again"), self._reader.read)

    def _refuse(self, error: Exception) -> None:
        """It is said, and the board shows what is so by now: who was told may do it again."""
        self._banner.show_failure(error, "", None)
        self._reader.read()

    # ---- what the person does ----

    def _show_move(self, carries: bool) -> None:
        self._top.setCurrentWidget(self._line if carries else self._above)
        if carries:
            self._banner.hide()

    def _dropped(self, ids: tuple[int, ...]) -> None:
        self._banner.hide()
        self._chosen.clear()
        self._follows = ids[0]

    def _choose_by(self, by: str) -> None:
        self._mover.cancel()
        self._bar.show_by(by)
        if by != self._reader.by:
            self._preferences.set(_BY, by)
            self._reader.show(by, self._reader.shown)

    def _choose(self, shown: QueueFilter) -> None:
        if shown != self._reader.shown:
            self._reader.show(self._reader.by, shown)
        self._bar.show_filter(shown, self._people)

    def _clear(self) -> None:
        self._choose(QueueFilter())
        self._bar.show_words("")
        self._columns.take_keyboard()

    def _ask_filter(self) -> None:
        people = sorted(self._people.items(), key=lambda item: item[1])
        sheet = FilterSheet(
            self._theme, self.window(), self._reader.shown, people, tr("Filter the board"), OPEN
        )
        sheet.filter_chosen.connect(self._choose)
        self._workspace.read(desk_languages, sheet.know_languages, sheet)
        sheet.show_sheet()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._reader.read()

    # ---- building ----

    def _add_actions(self, actions: Actions) -> dict[str, QAction]:
        run: dict[str, Callable[[], None]] = {
            **{by: partial(self._choose_by, by) for by in GROUPINGS},
            "words": lambda: self._bar.type_words(),
            "filter": self._ask_filter,
            "clear": self._clear,
            "take-up": lambda: self._mover.take_up(),
            "rebalance": lambda: self._rebalancing.propose(),
            "undo": lambda: self._mover.take_back(),
        }
        group = tr("Board")
        actions.note(
            KeyNote("← →", tr("The column beside"), group),
            KeyNote("Space", tr("Select the card, or not any more"), group),
            KeyNote("Shift ↓", tr("Select several cards"), group),
            KeyNote("Enter", tr("Open the case; drop what is carried"), group),
        )
        own = {name: actions.add(BOARD[name], self, verb) for name, verb in run.items()}
        self._rebalance = own["rebalance"]
        return own

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.medium, sizes.page, sizes.medium)
        column.setSpacing(sizes.small)
        self._body = QStackedWidget()
        self._body.addWidget(self._columns)
        self._body.addWidget(self._empty)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(sizes.small)
        above.addWidget(self._forecast)
        above.addWidget(self._bar)
        self._top = QStackedWidget()
        self._top.addWidget(self._above)
        self._top.addWidget(self._line)
        self._top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(self._banner)
        column.addWidget(self._top)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self._reader.board_read.connect(self._show)
        self._reader.cards_read.connect(self._show_cards)
        self._reader.failed.connect(self._read_failed)
        self._rows.wanted.connect(self._reader.fetch)
        self._columns.opened.connect(self.open_case_requested)
        self._columns.settled.connect(self._rest)
        self._bar.by_chosen.connect(self._choose_by)
        self._bar.filter_chosen.connect(self._choose)
        self._bar.left.connect(self._columns.take_keyboard)
        self._mover.carries.connect(self._show_move)
        self._mover.dropped.connect(self._dropped)
        self._mover.refused.connect(self._refuse)
        self._workspace.changed.connect(self._changed)
        self._times = RowTimes(self)
        self._times.due.connect(self._tick)
        self._look_again = QTimer(self, interval=_LOOK_MS)
        self._look_again.timeout.connect(self._reader.look)
        self._look_again.timeout.connect(self._outlook.look)
