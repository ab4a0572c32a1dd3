"""A week's or a month's review as an agenda, and its minutes, taken where it is held."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.agenda import Line, Opens, Section
from models.agenda_words import moment_words, period_name
from models.changes import Changes
from models.errors import KnownError
from models.handbook.periods import Period, after, before
from models.handbook.reviews import DECISION, HELD, Kind, review_name, review_period
from models.queries.figures import Figure, FigureCases, figure_cases
from models.queries.minutes import Entry
from models.queries.monthly_review import MonthlyReview
from models.queries.review_periods import ReviewPeriods, review_periods
from models.queries.weekly_review import WeeklyReview
from models.wording import full_words
from ui.messages import inline, tr
from ui.ports import Ports
from ui.review_place import ReviewPlace
from ui.reviews.agenda_cards import LinesCard
from ui.reviews.agenda_view import MINUTES, AgendaView
from ui.reviews.minute_taking import MinuteTaking
from ui.reviews.period_bar import PeriodBar
from ui.reviews.review_tab import ReviewTab, Verbs
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import ActionButton
from ui.widgets.cases_sheet import CasesSheet
from ui.widgets.figure_cells import Asked
from ui.widgets.flow_row import FlowRow
from ui.widgets.form_draft import FormDrafts
from ui.widgets.printing import Paper
from ui.widgets.sheet import once_clear
from ui.workspace import Workspace

_TAKING = ("decide", "remark", "plan", "hold")


@dataclass(frozen=True)
class Pack:
    """A kind of review: how it is read and told, what it is called, and how it is printed."""

    kind: Kind
    query: Callable[..., Any]
    agenda: Callable[[Any], tuple[Section, ...]]
    title: Callable[[Any], Any]
    words: Mapping[str, str]


class PackTab(ReviewTab):
    """One period. `go_to(name)` shows another ("2016-W12").

    `pack_verbs` are the page's actions of the minutes by name; the page calls the method of that
    name here.
    """

    pack: ClassVar[Pack]

    def __init__(
        self, theme: Theme, workspace: Workspace, ports: Ports, zone: ZoneInfo, drafts: FormDrafts,
        verbs: Verbs, pack_verbs: Mapping[str, QAction],
    ) -> None:  # fmt: skip
        super().__init__({name: tr(words) for name, words in self.pack.words.items()})
        self._theme, self._workspace, self._ports, self._zone = theme, workspace, ports, zone
        self._verbs = verbs
        self._period: Period | None = None
        self._periods: ReviewPeriods | None = None
        self._review: WeeklyReview | MonthlyReview | None = None
        self._sheet: CasesSheet | None = None
        self._named = False
        self._entered: tuple[str, int] | None = None
        self._banner = Banner(theme)
        self.bar = PeriodBar(theme, tr(self.pack.words["menu"]), verbs.earlier, verbs.later,
                             verbs.choose)  # fmt: skip
        self._top = QWidget()
        self.view = AgendaView(theme, tr(self.pack.words["name"]), self._top)
        self._taking = MinuteTaking(theme, workspace, drafts, self)
        self._pack_verbs = pack_verbs
        self.allow(print=False, **dict.fromkeys(pack_verbs, False))
        self._lay_out()
        self._taking.entered.connect(self._show_entered)
        self._taking.failed.connect(self._fail)
        self._taking.article_begun.connect(partial(self.place_requested.emit, "knowledge"))
        self.bar.period_chosen.connect(self._show_period)
        self.view.opened.connect(self._open)
        self._banner.retry_requested.connect(self._read)
        workspace.changed.connect(self._changed)

    # ---- what the page asks ----

    def buttons(self) -> list[QAction]:
        """Names for whoever may switch them on, and the paper."""
        names = self._pack_verbs["tell_names"]
        return [names, self._verbs.print] if self.may("tell_names") else [self._verbs.print]

    def main_button(self) -> QAction | None:
        """The paper goes to those who were not there."""
        return self._verbs.print

    def shown(self) -> None:
        """What is late grows as time passes, so it is read at each visit."""
        self._read()

    def focus_first(self) -> None:
        """The first line of the agenda."""
        self.view.first().setFocus()

    def location(self) -> object:
        """The period in view."""
        return None if self._period is None else self._period.name

    def go_to(self, location: object) -> None:
        """Show this period."""
        if isinstance(location, str):
            self._show_period(review_period(self.pack.kind, location))

    def earlier(self) -> None:
        """The period before."""
        known = self._periods
        if self._period is not None and not (known and known.begins_after(self._period)):
            self._show_period(before(self._period))

    def later(self) -> None:
        """The period after."""
        known = self._periods
        if self._period is not None and not (known and known.runs_by(self._period)):
            self._show_period(after(self._period))

    def choose(self) -> None:
        """The menu of periods."""
        self.bar.open_menu()

    def paper(self) -> Paper | None:
        """The review in view, as it is: with names where they are on."""
        if self._period is None or self._review is None:
            return None
        title = tr(self.pack.title(self._review))
        return Paper(
            tr(self.pack.words["save"]), tr("{title}.pdf", title=title.replace("/", "-")),
            tr(self.pack.words["written"]),
            partial(self._ports.pack_pdf, self.pack.kind, self._period.name, named=self._named),
        )  # fmt: skip

    # ---- the minutes ----

    def decide(self) -> None:
        """Record a decision."""
        self._taking.enter(self._name(), DECISION)

    def remark(self) -> None:
        """Record a note."""
        self._taking.enter(self._name(), "note")

    def plan(self) -> None:
        """Record an action: what, who, by when, and what it is to change."""
        self._taking.plan(self._name())

    def hold(self) -> None:
        """Say that it was held, and with whom."""
        self._taking.hold(self._name())

    def take_back(self) -> None:
        """The entry that is chosen was a mistake."""
        entry = self._chosen()
        if entry is not None and not entry.taken_back:
            self._taking.take_back(entry)

    def write_up(self) -> None:
        """The decision that is chosen becomes an article."""
        entry = self._chosen()
        if entry is not None and entry.kind == DECISION and self._review is not None:
            self._taking.write_up(entry, tr(self.pack.title(self._review)))

    def tell_names(self) -> None:
        """People, or roles again."""
        self._named = not self._named
        if self._period is not None:
            self._show_period(self._period)

    def _name(self) -> str:
        return "" if self._period is None else review_name(self.pack.kind, self._period)

    def _entries(self) -> list[Entry]:
        if self._review is None:
            return []
        decided = self._review.decided
        return [*self._review.minutes.entries, *(decided.entries if decided is not None else ())]

    def _chosen(self) -> Entry | None:
        line = self.view.chosen_entry()
        entry_id = line.opens.id if line is not None and line.opens is not None else 0
        return next((one for one in self._entries() if one.id == entry_id), None)

    # ---- reading ----

    def _read(self) -> None:
        self._banner.hide()
        query = partial(review_periods, kind=self.pack.kind, now=self._workspace.clock.now())
        self._workspace.read(query, self._show_periods, self, "periods", self._fail)

    def _show_periods(self, found: ReviewPeriods) -> None:
        self._periods = found
        self.bar.offer(found.offered)
        self._show_period(self._period or found.to_show)

    def _show_period(self, period: Period) -> None:
        """Until it is in view nothing is entered into it, and none of the last one is printed."""
        self._period = period
        if self._review is not None and self._review.period != period:
            self.allow(print=False, **dict.fromkeys(self._pack_verbs, False))
        query = partial(
            self.pack.query, period=period, now=self._workspace.clock.now(),
            asker_id=self._workspace.person_id, named=self._named,
        )  # fmt: skip
        self._workspace.read(query, self.show_review, self, "review", self._fail)

    def show_review(self, review: Any) -> None:
        """Show this review; the place in it stays."""
        self._review = review
        known = self._periods
        first = known is not None and known.begins_after(review.period)
        entries = review.minutes.standing
        some = any(entry.kind == DECISION for entry in self._entries() if not entry.taken_back)
        taking = dict.fromkeys(_TAKING, True)
        self.allow(earlier=not first, later=review.ended, print=True, tell_names=review.may_name,
                   take_back=bool(entries), write_up=some, **taking)  # fmt: skip
        self.verb_words["tell_names"] = tr("Show roles") if review.named else tr("Show names")
        self.verbs_changed.emit()
        self.buttons_changed.emit()
        said = tr("as of {instant}", instant=full_words(review.as_of, self._zone))
        self.bar.show_period(review.period, said)
        self.view.show_agenda(self.pack.agenda(review))
        self._show_minutes_hint()
        self.set_subtitle(self._subtitle(review))
        self._bring_entered()

    def _subtitle(self, review: WeeklyReview | MonthlyReview) -> str:
        period, held = tr(period_name(review.period)), review.minutes.of_kind(HELD)
        said = period[:1].upper() + period[1:]
        if not review.ended:
            said = tr("{period}, so far", period=said)
        if held:
            return tr("{period} · held {when}", period=said,
                      when=moment_words(held[-1].at, self._zone))  # fmt: skip
        return said

    def _show_entered(self, kind: str, what: int) -> None:
        """What was entered comes into sight once it is read: the minutes are far below."""
        self._entered = (kind, what)
        self._bring_entered()

    def _bring_entered(self) -> None:
        if self._entered is not None and self.view.go_to(*self._entered):
            self._entered = None

    def _show_minutes_hint(self) -> None:
        card = self.view.card(MINUTES)
        if isinstance(card, LinesCard):
            empty = self._review is None or not self._review.minutes.entries
            card.hint.setText(tr(
                "Nothing was entered yet. Record what is decided while you talk about it: it stays "
                "with this review, and comes up again in the next."))  # fmt: skip
            card.hint.setVisible(empty)
            if not card.corner.count():
                for name in _TAKING:
                    card.corner.addWidget(
                        ActionButton(self._theme, self._pack_verbs[name], kind="quiet")
                    )

    def _changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._read()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._banner.show_error(error, tr("Try again"))

    # ---- what a line leads to ----

    def _open(self, line: Line) -> None:
        opens = line.opens
        if opens is None:
            return
        if opens.kind == "case":
            self.open_case_requested.emit(opens.id)
        elif opens.kind == "figure" and opens.figure is not None:
            self.open_figure(Asked(tr(line.words), opens.figure))
        elif opens.kind == "entry":
            self._open_entry(opens)
        else:
            self.place_requested.emit(*_place_of(opens))

    def _open_entry(self, opens: Opens) -> None:
        entry = next((one for one in self._entries() if one.id == opens.id), None)
        if entry is not None and self._review is not None:
            self._taking.show(entry, self._zone, tr(self.pack.title(self._review)))

    def open_figure(self, asked: Asked) -> None:
        """The cases behind a number in view, whatever period was asked for since."""
        figure: Figure = asked.figure
        if self._review is not None and self._sheet is None:
            query = partial(
                figure_cases, period=self._review.period, figure=figure,
                now=self._workspace.clock.now(),
            )  # fmt: skip
            show = partial(self._show_cases, asked.words)

            def then(found: FigureCases) -> None:
                once_clear(self, partial(show, found))

            self._workspace.read(query, then, self, "figure", self._fail)

    def _show_cases(self, words: str, found: FigureCases) -> None:
        now = self._workspace.clock.now()
        self._sheet = CasesSheet(self._theme, self.window(), inline(words), found, now, self._zone)
        self._sheet.case_chosen.connect(self.open_case_requested)
        self._sheet.closed.connect(self._forget_sheet)
        self._sheet.open()

    def _forget_sheet(self) -> None:
        self._sheet = None

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(sizes.medium)
        top.addWidget(self.bar)
        taking = FlowRow(sizes.small)
        for name in _TAKING:
            taking.addWidget(ActionButton(self._theme, self._pack_verbs[name]))
        top.addLayout(taking)
        above = QVBoxLayout()
        above.setContentsMargins(sizes.page, 0, sizes.page, 0)
        above.addWidget(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.view, 1)


def _place_of(opens: Opens) -> tuple[str, object]:
    """The place of the window, and where in it."""
    if opens.kind == "article":
        return "knowledge", opens.name
    if opens.kind == "place":
        return opens.name, None
    return "reviews", ReviewPlace(f"{opens.kind}s", opens.id)
