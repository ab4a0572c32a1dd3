"""The board: who has what, how full their desk is, and how long nobody has what nobody has."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout

from models.changes import Changes
from models.queries.board import Board
from ui.actions import Actions
from ui.board.board_actions import add_board_actions
from ui.board.board_body import BoardBody
from ui.board.board_reader import BoardReader
from ui.board.board_top import BoardTop
from ui.board.card_rows import CardRows
from ui.board.carrying import Carrying
from ui.board.chosen import Chosen
from ui.board.chosen_cards import ChosenCards
from ui.board.column_words import GROUPINGS, subtitle
from ui.board.columns import Columns
from ui.board.doing import Doing
from ui.board.move_words import MoveWords
from ui.board.mover import Mover
from ui.board.narrowing import Narrowing
from ui.board.outlook import Outlook
from ui.board.rebalancing import Rebalancing
from ui.messages import tr
from ui.page import Page
from ui.ports import DeskCover, DeskCrossing, Preferences
from ui.theme import Theme
from ui.widgets.form_draft import FormDrafts
from ui.widgets.row_times import RowTimes
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.queries.board_cards import BoardCard

_LOOK_MS: Final = 10_000
_MOST_IN_SIGHT: Final = 400


class BoardPage(Page):
    """Read at each visit and after each write; news comes every ten seconds, times are right."""

    def __init__(
        self, theme: Theme, workspace: Workspace, actions: Actions, preferences: Preferences,
        drafts: FormDrafts,
    ) -> None:  # fmt: skip
        super().__init__(tr("Board"))
        self._workspace = workspace
        self._board: Board | None = None
        self._follows: int | None = None
        self._reader = BoardReader(workspace, self)
        self._rows, self._chosen = CardRows(self), Chosen(self)
        cards = ChosenCards(workspace, self._rows, self._chosen, self.case_at_hand, self)
        self._doing = Doing(theme, workspace, self, cards, drafts)
        own = self._add_actions(actions, cards)
        self._rebalance = own["rebalance"]
        self._top = BoardTop(theme, self, own)
        self._narrowing = Narrowing(
            theme, workspace, self, self._reader, self._top.bar, preferences
        )  # fmt: skip
        self._outlook = Outlook(workspace, self._top.forecast)
        carrying = Carrying(self)
        words = MoveWords(theme, workspace, carrying, cards, self._top.line, self)
        self._mover = Mover(theme, workspace, self, carrying, self._chosen, cards, words)
        self._rebalancing = Rebalancing(theme, workspace, self, self._doing.back)
        self._columns = Columns(
            theme, self._rows, self._chosen, carrying.has, self._mover.keys
        )  # fmt: skip
        self._mover.begin(self._columns)
        self._body = BoardBody(theme, self._columns, own["clear"])
        self._lay_out(theme)
        self._connect(words)

    # ---- what the window asks ----

    def activated(self) -> None:
        """In view: read what is new, and keep it so."""
        self._times.start()
        self._look_again.start()
        self._narrowing.read()
        self._outlook.look()

    def left(self) -> None:
        """Out of view: no need to read, and nothing is carried any more."""
        self._mover.cancel()
        self._rebalancing.cancel()
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

    def show_cover(self, cover: DeskCover) -> None:
        """In red, what nobody watches."""
        self._top.show_cover(cover)

    def show_crossings(self, crossings: Sequence[DeskCrossing]) -> None:
        """In red, what the queue is over, and who was told."""
        self._top.show_crossings(crossings)

    # ---- what was read ----

    def _settle(self) -> None:
        if not self._narrowing.lost:  # of that the columns say nothing
            self._top.banner.settle(self._narrowing.read)

    def _show(self, board: Board) -> None:
        before, self._board = self._board, board
        self._settle()
        self._columns.show_board(board)
        self._chosen.keep({case for column in board.columns for case in column.cases})
        self._mover.look_again(board.mark)
        self._say()
        self._body.show_board(board)
        self._follow(board)
        if before is None and self.hasFocus():
            self._columns.take_keyboard()
        if before is not None and before.mark != board.mark:
            self._rows.age(self._columns.in_sight(), self._reader.turn)
        self._tick()

    def _say(self) -> None:
        if self._board is not None:
            self.set_subtitle(subtitle(self._board, len(self._chosen)))

    def _follow(self, board: Board) -> None:
        """The keyboard goes where what was dropped went."""
        case_id, self._follows = self._follows, None
        if case_id is None or not self._columns.isAncestorOf(self.focusWidget()):
            return
        for column in board.columns:
            if case_id in column.cases:
                self._columns.go_to(column.key, case_id)
                return

    def _show_cards(self, cards: "list[BoardCard]", turn: int) -> None:
        self._settle()
        self._rows.show_cards(cards, turn)
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

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            (self._narrowing if "person" in changes.kinds else self._reader).read()

    # ---- what goes wrong ----

    def _read_failed(self, error: Exception) -> None:
        self._rows.ask_again()
        self._times.failed()
        self._top.banner.show_failure(error, tr("Try again"), self._narrowing.read)

    def _refuse(
        self, error: Exception, words: str = "", again: Callable[[], None] | None = None
    ) -> None:
        """It is said, and the board shows what is so by now: who was told may do it again."""
        self._top.banner.show_failure(error, words, again)
        self._reader.read()

    # ---- what the person does ----

    def _show_move(self, carries: bool) -> None:
        self._top.show_move(carries)
        if carries:
            self._top.banner.hide()

    def _dropped(self, ids: tuple[int, ...]) -> None:
        self._top.banner.hide()
        self._chosen.leave_out(ids)
        self._follows = ids[0]
        self._outlook.renew()

    # ---- building ----

    def _add_actions(self, actions: Actions, cards: ChosenCards) -> dict[str, QAction]:
        run: dict[str, Callable[[], None]] = {
            **{by: partial(lambda by: self._narrowing.choose_by(by), by) for by in GROUPINGS},
            "words": lambda: self._top.bar.type_words(),
            "filter": lambda: self._narrowing.ask(),
            "clear": lambda: self._narrowing.clear(),
            "rebalance": lambda: self._rebalancing.propose(),
            "take-up": lambda: self._mover.take_up(),
            "undo": self._doing.take_back,
        }
        return add_board_actions(
            actions, self, run, cards.selected, lambda: self._doing.bulk,
            lambda: self._mover.cancel(),
        )  # fmt: skip

    def _lay_out(self, theme: Theme) -> None:
        sizes = theme.sizes
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.page, sizes.medium, sizes.page, sizes.medium)
        column.setSpacing(sizes.small)
        column.addWidget(self._rebalancing.line)
        column.addWidget(self._top)
        column.addWidget(self._body, 1)

    def _connect(self, words: MoveWords) -> None:
        self._reader.board_read.connect(self._show)
        self._reader.cards_read.connect(self._show_cards)
        self._reader.failed.connect(self._read_failed)
        self._rows.wanted.connect(self._reader.fetch)
        self._chosen.changed.connect(self._say)
        self._columns.opened.connect(self.open_case_requested)
        self._columns.settled.connect(self._rest)
        self._narrowing.cleared.connect(self._columns.take_keyboard)
        self._narrowing.failed.connect(self._read_failed)
        self._narrowing.found.connect(self._reader.read)
        self._top.bar.left.connect(self._columns.take_keyboard)
        self._mover.carries.connect(self._show_move)
        self._mover.let_fall.connect(self._doing.drop)
        self._doing.dropped.connect(self._dropped)
        for part in (self._doing, self._rebalancing):
            part.refused.connect(self._refuse)
        words.failed.connect(self._refuse)
        self._workspace.changed.connect(self._changed)
        self._times = RowTimes(self)
        self._times.due.connect(self._tick)
        self._look_again = QTimer(self, interval=_LOOK_MS)
        self._look_again.timeout.connect(self._reader.look)
        self._look_again.timeout.connect(self._outlook.look)
