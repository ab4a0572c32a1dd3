"""The weekly and the monthly review on screen: an agenda whose lines open what they are about, and
minutes that are taken by keys."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from models.commands.article_life import have_verified
from models.commands.articles import NewArticle
from models.commands.review_records import record
from models.handbook.periods import parse_period
from models.handbook.reviews import DECISION, HELD, WEEKLY
from models.monthly_words import monthly_agenda
from models.queries.article_life import all_waiting
from models.queries.corrective_actions import actions
from models.queries.minutes import Minutes, minutes
from models.queries.monthly_review import monthly_review
from models.queries.weekly_review import weekly_review
from models.weekly_words import weekly_agenda
from tests.ui.reviews.conftest import Shown
from tests.ui.reviews.looking import NO_KEYS, part, wait_for_sheet
from ui.review_place import ReviewPlace
from ui.reviews.agenda_cards import LinesCard, NumbersCard
from ui.reviews.entry_sheet import EntrySheet
from ui.reviews.monthly_tab import MonthlyTab
from ui.reviews.pack_tab import PackTab
from ui.reviews.weekly_tab import WeeklyTab
from ui.widgets.attainment_table import AttainmentTable
from ui.widgets.buttons import LINK_EDGE, Button
from ui.widgets.form_sheet import FormSheet
from ui.widgets.quiet_table import QuietTable
from ui.widgets.table_cells import PAD

WEEK = "2026-W19"


def opened(qtbot: QtBot, shown: Shown, kind: type[PackTab], where: str | None = None) -> PackTab:
    """The tab in view, its first period read."""
    shown.page.go_to(ReviewPlace(kind.name, where))
    tab = part(shown.page, kind)
    qtbot.waitUntil(lambda: tab.subtitle != "" and tab.location() == (where or tab.location()))
    qtbot.waitUntil(lambda: shown.workspace.is_settled)
    return tab


def lines(tab: PackTab, name: str) -> LinesCard:
    card = tab.view.card(name)
    assert isinstance(card, LinesCard)
    return card


def numbers(tab: PackTab) -> NumbersCard:
    card = tab.view.card("numbers")
    assert isinstance(card, NumbersCard)
    return card


def told(shown: Shown, week: str = WEEK) -> Minutes:
    return shown.database.read(partial(minutes, kind=WEEKLY, period=parse_period(week)))


def sheet(qtbot: QtBot, shown: Shown) -> FormSheet:
    def found() -> list[FormSheet]:
        return [one for one in shown.page.findChildren(FormSheet) if one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def words_of(tab: PackTab) -> str:
    labels = tab.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(tab))


def test_keys_lead_to_the_tabs_and_the_last_full_week_is_shown(shown: Shown, qtbot: QtBot) -> None:
    shown.actions.action("reviews.weekly").trigger()
    tab = part(shown.page, WeeklyTab)
    qtbot.waitUntil(lambda: tab.location() == WEEK)
    qtbot.waitUntil(lambda: shown.page.subtitle == "Week 19 of 2026")
    shown.actions.action("reviews.earlier").trigger()
    qtbot.waitUntil(lambda: shown.page.subtitle.startswith("Week 18 of 2026 · held Mon"))
    for _ in range(2):
        shown.actions.action("reviews.later").trigger()
    qtbot.waitUntil(lambda: shown.page.subtitle == "Week 20 of 2026, so far")
    assert not shown.actions.action("reviews.later").isEnabled()
    shown.actions.action("reviews.monthly").trigger()
    qtbot.waitUntil(lambda: shown.page.subtitle == "April 2026")
    assert shown.page.location() == ReviewPlace("monthly", "2026-04")


def test_keys_pressed_quickly_go_no_further_than_the_desk_does(shown: Shown, qtbot: QtBot) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    for verb, said in (("later", "Week 20 of 2026, so far"), ("earlier", "Week 1 of 2024")):
        for _ in range(320):
            shown.actions.action(f"reviews.{verb}").trigger()
        qtbot.waitUntil(lambda: shown.workspace.is_settled)
        assert shown.page.subtitle == said
    assert tab.location() == "2024-W01"


def test_the_week_before_takes_no_minutes_for_the_one_that_is_asked_for(
    shown: Shown, qtbot: QtBot
) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    shown.actions.action("reviews.earlier").trigger()
    for verb in ("decide", "remark", "plan", "hold", "print", "preview", "tell_names"):
        assert not shown.actions.action(f"reviews.{verb}").isEnabled(), verb
    qtbot.waitUntil(lambda: shown.workspace.is_settled)
    assert shown.actions.action("reviews.decide").isEnabled()
    paper = tab.paper()
    assert paper is not None
    assert paper.name == "Weekly review, week 18 of 2026.pdf"


@pytest.mark.parametrize(("kind", "period"), [(WeeklyTab, WEEK), (MonthlyTab, "2026-04")])
def test_every_line_of_the_review_is_on_the_page_in_its_order(
    shown: Shown, qtbot: QtBot, kind: type[PackTab], period: str
) -> None:
    tab = opened(qtbot, shown, kind, period)
    now, week = shown.database.clock.now(), parse_period(period)
    agenda = (
        weekly_agenda(shown.database.read(partial(weekly_review, period=week, now=now)))
        if kind is WeeklyTab
        else monthly_agenda(shown.database.read(partial(monthly_review, period=week, now=now)))
    )
    for section in agenda:
        card = tab.view.card(section.name)
        assert card is not None
        assert card.isVisibleTo(tab) == bool(section.lines or section.empty.key)
        if isinstance(card, LinesCard):
            assert tuple(card.lines) == section.lines
        else:
            open_able = [line for line in section.lines if line.opens is not None]
            assert [link.text() for link in card.links] == [str(line.value) for line in open_able]
    cards = [tab.view.card(section.name) for section in agenda]
    tops = [card.y() for card in cards if card is not None and card.isVisibleTo(tab)]
    assert tops == sorted(tops)
    missing = [str(one.nothing) for one in agenda if not one.lines and not one.empty.key]
    assert all(one in words_of(tab) for one in missing)


def test_a_number_opens_its_cases_and_a_line_its_case(shown: Shown, qtbot: QtBot) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    link = numbers(tab).links[0]
    assert link.accessibleName() == "Opened: 13, before 3"
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    table = wait_for_sheet(qtbot, shown)
    assert table.model().rowCount() == 13
    QTest.keyClick(table, Qt.Key.Key_Escape)
    soon = lines(tab, "soon").table
    soon.setFocus()
    QTest.keyClick(soon, Qt.Key.Key_Return)
    assert len(shown.cases) == 1


def test_a_number_in_view_opens_its_own_cases_while_another_week_is_read(
    shown: Shown, qtbot: QtBot
) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    link = numbers(tab).links[0]
    assert link.accessibleName() == "Opened: 13, before 3"
    shown.actions.action("reviews.earlier").trigger()
    link.click()
    assert wait_for_sheet(qtbot, shown).model().rowCount() == 13


def test_an_article_that_waits_is_opened_where_it_is_read(shown: Shown, qtbot: QtBot) -> None:
    places: list[tuple[str, object]] = []
    shown.page.place_requested.connect(lambda place, where: places.append((place, where)))
    shown.database.write(partial(have_verified, article_id=1, why="4.2 is out."))
    (waits,) = shown.database.read(partial(all_waiting, now=shown.database.clock.now()))
    tab = opened(qtbot, shown, WeeklyTab, "2026-W20")
    articles = lines(tab, "articles").table
    qtbot.waitUntil(lambda: articles.model().rowCount() == 1)
    articles.setFocus()
    QTest.keyClick(articles, Qt.Key.Key_Return)
    assert places == [("knowledge", waits.key)]


def test_a_decision_is_recorded_by_keys_and_becomes_an_article(shown: Shown, qtbot: QtBot) -> None:
    places: list[tuple[str, object]] = []
    shown.page.place_requested.connect(lambda place, where: places.append((place, where)))
    tab = opened(qtbot, shown, WeeklyTab)
    assert "Nothing was entered yet" in words_of(tab)
    QTest.keyClick(shown.page, Qt.Key.Key_D, NO_KEYS)
    form = sheet(qtbot, shown)
    assert form.accessibleName() == "Record a decision: week 19 of 2026"
    words = part(form, QPlainTextEdit)
    QTest.keyClicks(words, "Exports are watched by hand <b>until</b> 4.3.")
    QTest.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(lines(tab, "minutes").lines) == 1)
    assert_in_sight(qtbot, tab, "minutes")
    (entry,) = told(shown).entries
    assert (entry.kind, entry.words) == (DECISION, "Exports are watched by hand <b>until</b> 4.3.")
    shown.actions.action("reviews.write_up").trigger()
    ((place, article),) = places
    assert place == "knowledge"
    assert isinstance(article, NewArticle)
    assert (article.kind, article.title) == ("decision", entry.words)
    assert "## Decision\n\nExports are watched" in article.body
    assert "Weekly review, week 19 of 2026" in article.body


def test_what_was_typed_is_kept_when_the_sheet_is_left(shown: Shown, qtbot: QtBot) -> None:
    opened(qtbot, shown, WeeklyTab)
    shown.actions.action("reviews.remark").trigger()
    words = part(sheet(qtbot, shown), QPlainTextEdit)
    QTest.keyClicks(words, "Half a th")
    QTest.keyClick(words, Qt.Key.Key_Escape)
    shown.actions.action("reviews.remark").trigger()
    assert part(sheet(qtbot, shown), QPlainTextEdit).toPlainText() == "Half a th"
    assert told(shown).entries == ()


def test_an_entry_is_taken_back_and_nothing_is_said_where_nothing_is(
    shown: Shown, qtbot: QtBot
) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    assert not shown.actions.action("reviews.take_back").isEnabled()
    shown.actions.action("reviews.decide").trigger()
    form = sheet(qtbot, shown)
    form.submit()
    qtbot.waitUntil(lambda: any("Say what" in one.text() for one in form.findChildren(QLabel)))
    words = part(form, QPlainTextEdit)
    QTest.keyClicks(words, "Wrong")
    form.submit()
    qtbot.waitUntil(lambda: len(lines(tab, "minutes").lines) == 1)
    qtbot.waitUntil(lambda: shown.actions.action("reviews.take_back").isEnabled())
    shown.actions.action("reviews.take_back").trigger()
    sheet(qtbot, shown).submit()
    qtbot.waitUntil(lambda: told(shown).standing == ())
    qtbot.waitUntil(lambda: not shown.actions.action("reviews.take_back").isEnabled())
    assert "taken back" in str(lines(tab, "minutes").lines[0].detail)


def test_an_entry_in_full_offers_what_can_be_done_with_it(shown: Shown, qtbot: QtBot) -> None:
    articles: list[object] = []
    shown.page.place_requested.connect(lambda _place, what: articles.append(what))
    tab = opened(qtbot, shown, WeeklyTab, "2026-W18")
    card = lines(tab, "minutes")
    card.table.setFocus()
    card.table.go_to_row([str(line.words)[:7] for line in card.lines].index("Exports"))

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(part(part(shown.page, EntrySheet), QPlainTextEdit), key, modifier)

    def entry() -> EntrySheet:
        QTest.keyClick(card.table, Qt.Key.Key_Return)
        found = [one for one in shown.page.findChildren(EntrySheet) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def button(inside: EntrySheet, words: str) -> Button:
        return next(one for one in inside.findChildren(Button) if words in one.accessibleName())

    assert "watched by hand" in part(entry(), QPlainTextEdit).toPlainText()
    button(part(shown.page, EntrySheet), "article").click()
    assert len(articles) == 1
    qtbot.waitUntil(lambda: not shown.page.findChildren(EntrySheet))
    entry()
    press(Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert len(articles) == 2
    qtbot.waitUntil(lambda: not shown.page.findChildren(EntrySheet))
    entry()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(sheet(qtbot, shown), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.page.findChildren(EntrySheet))
    button(entry(), "back").click()
    sheet(qtbot, shown).submit()
    qtbot.waitUntil(lambda: len(told(shown, "2026-W18").standing) == 3)


def test_an_action_is_recorded_on_the_spot_and_belongs_to_the_review(
    shown: Shown, qtbot: QtBot
) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    shown.actions.action("reviews.plan").trigger()
    form = sheet(qtbot, shown)
    field = form.findChild(QLineEdit, "title")
    assert field is not None
    QTest.keyClicks(field, "Watch exports by an alert")
    owner, expected = form.findChild(QComboBox, "owner"), form.findChild(QLineEdit, "expected")
    assert owner is not None
    assert expected is not None
    QTest.keyClicks(owner, "Squad")
    QTest.keyClicks(expected, "2")
    form.submit()
    qtbot.waitUntil(lambda: not form_is_open(shown))
    qtbot.waitUntil(lambda: len(lines(tab, "made").lines) == 1)
    made = partial(actions, now=shown.database.clock.now(), review="weekly 2026W19")
    assert [one.title for one in shown.database.read(made)] == ["Watch exports by an alert"]
    assert lines(tab, "made").isVisibleTo(tab)
    assert_in_sight(qtbot, tab, "made")


def assert_in_sight(qtbot: QtBot, tab: PackTab, name: str) -> None:
    """The card's last line has the keyboard, and is within what the page shows."""
    table, view = lines(tab, name).table, tab.view.viewport()
    qtbot.waitUntil(lambda: table.hasFocus() and table.current_row() == 0)
    qtbot.waitUntil(
        lambda: view.rect().contains(table.mapTo(tab.view.body, table.rect().bottomLeft())
                                     + tab.view.body.pos())
    )  # fmt: skip


def test_minutes_are_offered_at_the_head(shown: Shown, qtbot: QtBot) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    heads = tab.bar.parentWidget()
    assert heads is not None
    words = [one.text() for one in heads.findChildren(Button) if one.isVisible()]
    assert words[-4:] == [
        "Record a decision", "Record a note", "Record an action", "The review was held",
    ]  # fmt: skip


def form_is_open(shown: Shown) -> bool:
    return any(one.isVisible() for one in shown.page.findChildren(FormSheet))


def test_that_it_was_held_is_said_with_who_was_there(shown: Shown, qtbot: QtBot) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    shown.actions.action("reviews.hold").trigger()
    form = sheet(qtbot, shown)
    form.submit()
    qtbot.waitUntil(lambda: any("Say who" in one.text() for one in form.findChildren(QLabel)))
    people = part(form, QListWidget)
    first = people.item(0).text()
    people.setFocus()
    QTest.keyClick(people, Qt.Key.Key_Space)
    form.submit()
    qtbot.waitUntil(lambda: "held" in tab.subtitle)
    (entry,) = told(shown).of_kind(HELD)
    assert [one.name for one in entry.people] == [first]
    assert first not in words_of(tab)


def test_the_month_shows_attainment_that_opens_its_clocks(shown: Shown, qtbot: QtBot) -> None:
    tab = opened(qtbot, shown, MonthlyTab)
    table = part(tab, AttainmentTable)
    assert table.isVisibleTo(tab)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert wait_for_sheet(qtbot, shown).model().rowCount() > 0


def test_a_desk_of_nobody_who_leads_tells_names_by_a_key(shown: Shown, qtbot: QtBot) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    names = shown.actions.action("reviews.tell_names")
    assert (names.isEnabled(), names.text()) == (True, "Show names")
    before = words_and_lines(tab)
    names.trigger()
    qtbot.waitUntil(lambda: names.text() == "Show roles")
    assert "Ruiz" not in before
    qtbot.waitUntil(lambda: "Ruiz" in words_and_lines(tab) or "Okafor" in words_and_lines(tab))


def words_and_lines(tab: PackTab) -> str:
    tables = [table.model() for table in tab.findChildren(QuietTable)]
    return "\n".join(
        str(model.index(row, column).data())
        for model in tables
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )


@pytest.mark.parametrize("width", [880, 1200])
def test_no_words_of_a_line_are_cut(shown: Shown, qtbot: QtBot, width: int) -> None:
    shown.page.resize(1400, 900)
    tab = opened(qtbot, shown, WeeklyTab)
    shown.database.write(
        partial(record, review="weekly 2026W18", kind=DECISION, words="Said " * 40)
    )
    QApplication.processEvents()
    shown.page.go_to(ReviewPlace("actions"))
    shown.page.resize(width, 900)
    tab = opened(qtbot, shown, WeeklyTab)
    QApplication.processEvents()
    metrics = QFontMetricsF(tab.font())
    for card in tab.findChildren(LinesCard):
        if not card.isVisibleTo(tab):
            continue
        table = card.table
        for row, line in enumerate(card.lines):
            for column, words in ((2, line.words), (3, line.detail)):
                room = table.columnWidth(column) - 2 * PAD
                lines_of_words = int(table.rowHeight(row) // metrics.height())
                assert metrics.horizontalAdvance(str(words)) <= room * lines_of_words, str(words)
        heights = [table.rowHeight(row) for row in range(min(len(card.lines), 12))]
        assert table.viewport().height() >= sum(heights)


def test_a_long_decision_stands_in_as_many_lines_as_it_takes(shown: Shown, qtbot: QtBot) -> None:
    words = "Exports are watched by hand until the release is out and nobody forgets it. " * 3
    shown.database.write(
        partial(record, review="weekly 2026W18", kind=DECISION, words=words.strip())
    )
    tab = opened(qtbot, shown, WeeklyTab)
    card = lines(tab, "decided")
    heights = [card.table.rowHeight(row) for row in range(len(card.lines))]
    assert heights[-1] > min(heights)
    assert card.table.height() >= sum(heights)


def test_numbers_end_at_one_edge_whether_they_open_something_or_not(
    shown: Shown, qtbot: QtBot
) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    card = numbers(tab)
    ends = {link.mapTo(card, link.rect().topRight()).x() - LINK_EDGE for link in card.links}
    labels = [one for one in card.findChildren(QLabel) if one.isVisible()]
    heads = {one.mapTo(card, one.contentsRect().topRight()).x() for one in labels
             if one.text() == "This week"}  # fmt: skip
    still = {one.mapTo(card, one.contentsRect().topRight()).x() for one in labels
             if one.text() == "0" and one.contentsMargins().right()}  # fmt: skip
    assert still
    assert still <= ends == heads


def test_numbers_stand_in_two_blocks_where_they_have_the_room(shown: Shown, qtbot: QtBot) -> None:
    tab = opened(qtbot, shown, WeeklyTab)
    card = numbers(tab)
    wide = card.height()
    shown.page.resize(800, 900)
    qtbot.waitUntil(lambda: card.height() > wide)
