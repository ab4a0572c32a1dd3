"""The clocks of a case: which is next, when it is due, and why, before anything else."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel

from models.commands.by_hand import move_start
from models.commands.cases import change_priority, pause, resume
from models.commands.closing import exclude
from models.commands.contacts import log_contact
from models.handbook.zones import zone
from models.queries.laid_out import LedgerPiece
from models.wording import instant_words
from tests.models.commands.desk import clock_of, detail
from tests.ui.case.conftest import Shown
from tests.ui.keyboard import press
from ui.case.clock_row import ClockRow
from ui.case.clock_words import answer, piece_words
from ui.case.entries import ZoneNow
from ui.case.ledger_looks import Stretch
from ui.case.ledger_sheet import LedgerSheet
from ui.case.ledger_strip import LedgerStrip, Mark
from ui.theme import Theme


def rows(shown: Shown) -> list[ClockRow]:
    """The clocks in sight, from the top."""
    found = [row for row in shown.page.findChildren(ClockRow) if row.isVisibleTo(shown.page)]
    return sorted(found, key=lambda row: row.y())


def names(shown: Shown) -> list[str]:
    return [row.accessibleName() for row in rows(shown)]


def checked(shown: Shown) -> list[str]:
    return [row.text() for row in rows(shown) if row.isChecked()]


def words_of(shown: Shown, instant: datetime | None) -> str:
    assert instant is not None
    return instant_words(instant, shown.clock.now(), zone("Europe/Berlin"))


def reply(shown: Shown) -> None:
    told = partial(log_contact, case_id=shown.case_id, type="reply", text="We are on it")
    shown.workspace.write(told)


def test_the_clock_that_binds_next_stands_first_and_says_when_it_is_due(shown: Shown) -> None:
    first, update, resolution = names(shown)
    assert first == "Next: First response, 1 h, due 15:28, SLA 1 h, SLO 45 min"
    assert update.startswith("Next update, ")
    assert resolution == "Resolution, 24 h, due Wed 14:28, SLA 24 h, SLO 18 h"
    assert rows(shown)[0].height() > rows(shown)[1].height()
    assert "Why 15:28?" in shown.words()


def test_a_promise_that_has_no_room_is_shorter_and_not_cut(shown: Shown) -> None:
    resolution = rows(shown)[2]
    assert resolution.heading(400) == "Resolution · SLA 24 h, SLO 18 h"
    assert resolution.heading(200) == "Resolution · SLA 24 h"
    assert "SLO 18 h" in resolution.toolTip()


def test_a_verdict_that_has_no_room_is_shorter_and_not_cut(theme: Theme) -> None:
    row = ClockRow(theme)
    whole = "Resolution met: 11 h 16 of 24 h of work time (3 business days)"
    row.show_decided(whole, breached=False)
    assert row.verdict(600) == whole
    assert row.verdict(280) == "Resolution met: 11 h 16 of 24 h of work time"
    assert "3 business days" in row.toolTip()


def test_its_due_time_is_the_queues(shown: Shown) -> None:
    due = words_of(shown, shown.case().row.due_at)
    assert f"due {due}" in names(shown)[0]
    assert f"Why {due}?" in shown.words()


def test_once_it_is_decided_the_one_after_it_is_next_and_is_explained(shown: Shown) -> None:
    reply(shown)
    shown.qtbot.waitUntil(lambda: names(shown)[-1] == "✓ First response met: 0 s of 1 h")
    assert names(shown)[0].startswith("Next: Next update, ")
    assert checked(shown) == ["Next update"]
    due = clock_of(shown.database, shown.case_id, "next_update", 2, "SLO").due_at
    assert f"Why {words_of(shown, due)}?" in shown.words()


def test_a_clock_chosen_by_hand_stays_chosen(shown: Shown) -> None:
    rows(shown)[0].setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert checked(shown) == ["Resolution"]
    reply(shown)
    shown.qtbot.waitUntil(lambda: "✓ First response met" in names(shown)[-1])
    assert checked(shown) == ["Resolution"]
    assert "Why Wed 14:28?" in shown.words()


def test_a_breach_says_how_long_it_is_over(shown: Shown) -> None:
    shown.clock.instant += timedelta(hours=1, minutes=12)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: "12 min over, due 15:28" in names(shown)[0])


def test_a_breached_sla_stands_before_an_internal_promise_that_is_over_for_longer(
    shown: Shown,
) -> None:
    reply(shown)
    shown.qtbot.waitUntil(lambda: "✓ First response met" in names(shown)[-1])
    shown.clock.instant += timedelta(hours=21)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: names(shown)[0].startswith("Next: Next update, 1 h work time"))
    shown.clock.instant += timedelta(hours=4)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: names(shown)[0].startswith("Next: Resolution, 1 h over"))
    assert checked(shown) == ["Resolution"]
    assert names(shown)[1].startswith("Next update, 5 h work time over")


def test_words_below_the_strip_stand_beside_each_other_where_there_is_room(shown: Shown) -> None:
    strip = shown.page.findChild(LedgerStrip)
    assert strip is not None
    wide = strip.sizeHint().height()
    assert len(strip.labels()) == 3
    assert {row for row, _, _ in strip.labels()} == {0}
    strip.resize(120, strip.height())
    assert strip.sizeHint().height() > wide


@pytest.mark.parametrize("width", [120, 240, 640])
@pytest.mark.parametrize("hours", [1, 9, 216])
def test_words_below_the_strip_are_read_in_the_order_of_time(
    shown: Shown, width: int, hours: int
) -> None:
    """However long ago the marks lie, and however close to each other."""
    shown.clock.instant += timedelta(hours=hours)
    shown.page.activated()
    shown.qtbot.waitUntil(lambda: "over, due" in names(shown)[0] or hours == 1)
    strip = shown.page.findChild(LedgerStrip)
    assert strip is not None
    strip.resize(width, strip.height())
    told = [words.split()[-1] for _, _, words in sorted(strip.labels())]
    assert told[1:] == ["SLO", "SLA"]


def test_the_parts_of_a_ledger_add_up_to_what_is_counted(shown: Shown) -> None:
    """Cut to minutes, 10 min and 10 min were 20 min 58 s: the parts are exact."""
    shown.clock.instant += timedelta(minutes=10, seconds=29)
    hold = partial(pause, case_ids=[shown.case_id], status="waiting_customer")
    shown.database.write(partial(hold, waiting_for="Imogen", reason="a picture"))
    shown.clock.instant += timedelta(minutes=5)
    shown.database.write(partial(resume, case_ids=[shown.case_id]))
    shown.clock.instant += timedelta(minutes=10, seconds=29)
    case = detail(shown.database, shown.case_id)
    at = ZoneNow(zone("Europe/Berlin"), shown.clock.now())
    clock = next(one for one in case.clocks if one.commitment == "resolution")
    said = [piece_words(piece, at).partition(" · ")[2] for piece in clock.pieces]
    assert said == ["10 min 29 s counted", "paused, 5 min not counted", "10 min 29 s counted"]
    assert answer(clock, case, at).startswith("20 min 58 s of 24 h counted, 5 min paused")


def test_words_below_the_strip_are_never_cut_at_its_end(shown: Shown) -> None:
    strip = shown.page.findChild(LedgerStrip)
    assert strip is not None
    metrics = QFontMetricsF(shown.page.font())
    clock = shown.case().clocks[0]
    begun = clock.started_at
    for minutes in range(30, 61, 2):
        marks = [
            Mark(begun, "11 Aug 09:12"), Mark(begun + timedelta(minutes=minutes), "12 Aug SLO"),
            Mark(begun + timedelta(minutes=60), "12 Aug 13:30 SLA"),
        ]  # fmt: skip
        strip.show_ledger(clock, [], marks, "")
        for _, left, words in strip.labels():
            assert left >= 0
            assert left + 0.8 * metrics.horizontalAdvance(words) <= strip.width() + 1, words


def test_more_stretches_than_pixels_look_as_the_same_time_in_few_does(
    shown: Shown, theme: Theme
) -> None:
    strip = shown.page.findChild(LedgerStrip)
    assert strip is not None
    clock = shown.case().clocks[0]
    begun = clock.started_at

    def looks(seconds: int) -> list[tuple[str, float, float]]:
        """What is painted of fifty minutes in stretches that long, and ten that were waited."""
        ends = [begun + timedelta(seconds=at) for at in range(0, 3_001, seconds)]
        pieces = [LedgerPiece(a, b, "open", seconds) for a, b in pairwise(ends)]
        pieces.append(LedgerPiece(ends[-1], ends[-1] + timedelta(seconds=600), "paused", 0))
        stretches = [Stretch(piece, str, ahead=False) for piece in pieces]
        strip.show_ledger(clock, stretches, [Mark(begun, "")], "")
        areas = list(strip.areas(theme.palette))
        runs = [list(run) for _, run in groupby(areas, key=itemgetter(1))]
        return [(run[0][1], run[0][0].left(), run[-1][0].right()) for run in runs]

    few, many = looks(3_000), looks(3)
    palette = theme.palette
    assert [look for look, *_ in many] == [palette.calm, palette.missed, "paused"]
    for (look, left, right), (same, from_, to) in zip(few, many, strict=True):
        assert look == same
        assert abs(left - from_) <= 1
        assert abs(right - to) <= 1


def test_an_open_ledger_says_what_ended_each_stretch(shown: Shown) -> None:
    """A call that was logged after the breach: both verdicts, and the call."""
    called = shown.clock.now() + timedelta(minutes=50)
    shown.clock.instant += timedelta(hours=3)
    log = partial(log_contact, case_id=shown.case_id, type="call", text="We see it")
    shown.workspace.write(partial(log, occurred_at=called))
    shown.qtbot.waitUntil(lambda: "✓ First response met: 50 min of 1 h" in names(shown))
    row = next(row for row in rows(shown) if row.text().startswith("✓ First response"))
    row.click()
    shown.actions.action("case.ledger").trigger()
    window = shown.page.window()
    sheet = next(one for one in window.findChildren(LedgerSheet) if one.isVisible())
    shown.qtbot.waitUntil(lambda: "until: Call to the customer" in sheet.stretches.item(0).text())
    assert sheet.stretches.item(0).text().startswith("14:28 – 15:18 · 50 min counted")
    said = [label.text() for label in sheet.findChildren(QLabel)]
    told = "Breached by what was known until 17:28. Then “Call to the customer” was logged"
    assert [words for words in said if words.startswith(told)]


@pytest.mark.parametrize("reason", ["spam", "cancelled", "duplicate"])
def test_a_case_left_out_says_so_where_its_clocks_are(shown: Shown, reason: str) -> None:
    shown.clock.instant += timedelta(hours=3)
    shown.workspace.write(partial(exclude, case_id=shown.case_id, reason=reason))
    shown.qtbot.waitUntil(lambda: f"○ Resolution left out: {reason}" in names(shown))
    assert "Why not judged?" in shown.words()
    assert f"Left out of figures: {reason}. 3 h of 24 h counted" in shown.words()


def test_the_first_version_says_that_it_judges_what_was_before_it(shown: Shown) -> None:
    case = detail(shown.database, shown.case_id)
    at = ZoneNow(zone("Europe/Berlin"), shown.clock.now())
    usual = replace(case, policy_since=case.opened_at)
    later = replace(case, policy_since=case.opened_at + timedelta(days=3000))
    assert "handbook of 12 May 2026, version 1" in answer(case.clocks[0], usual, at)
    assert "handbook version 1, the first there is" in answer(case.clocks[0], later, at)


def test_a_stretch_that_ends_on_another_day_says_its_date(shown: Shown) -> None:
    shown.clock.instant += timedelta(days=2, minutes=37)
    at = ZoneNow(zone("Europe/Berlin"), shown.clock.now())
    clock = clock_of(shown.database, shown.case_id, "resolution")
    (piece,) = clock.pieces
    assert piece_words(piece, at) == "12 May 14:28 – 14 May 15:05 · 48 h 37 min counted"


def test_a_raise_says_from_when_it_counts(shown: Shown) -> None:
    shown.clock.instant += timedelta(minutes=10)
    raised = partial(change_priority, case_ids=[shown.case_id], priority="P1", note="All of them")
    shown.workspace.write(raised)
    shown.qtbot.waitUntil(lambda: "due 14:53" in names(shown)[0])
    assert "Counted from 14:38, when it became P1: 0 s of 15 min counted" in shown.words()


def test_it_says_whose_target_binds_where_that_is_another_priority(shown: Shown) -> None:
    assert "target of" not in shown.words()
    shown.clock.instant += timedelta(minutes=50)
    raised = partial(change_priority, case_ids=[shown.case_id], priority="P1", note="All of them")
    shown.workspace.write(raised)
    shown.qtbot.waitUntil(lambda: "round the clock · target of P2 · handbook of" in shown.words())
    assert "Why 15:28?" in shown.words()


def test_a_start_moved_by_hand_is_no_raise(shown: Shown) -> None:
    shown.clock.instant += timedelta(minutes=10)
    moved = partial(
        move_start, case_id=shown.case_id, commitments=["first_response"],
        started_at=shown.clock.now() - timedelta(minutes=4), reason="It came by phone",
    )  # fmt: skip
    shown.workspace.write(moved)
    shown.qtbot.waitUntil(lambda: "4 min of 1 h counted" in shown.words())
    assert "when it became" not in shown.words()
