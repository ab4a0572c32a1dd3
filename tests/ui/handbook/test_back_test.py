"""The last quarter beside the targets, as it was and under the draft, at each keystroke."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.database import Database
from models.handbook.backtest import back_test
from models.handbook.policy import Objective
from models.handbook.policy_file import read_policy
from models.handbook.target_edits import target_path, tried, with_target
from models.queries.last_quarter import last_quarter
from tests.conftest import HANDBOOK, NOW, MovingClock
from tests.ui.handbook.conftest import Shown, answered
from tests.ui.keyboard import press
from ui.handbook.flips_sheet import FlipsSheet
from ui.widgets.buttons import Button

SOURCE = HANDBOOK.replace("@team_zone@", "Europe/Berlin")
GOLD = """
[[contracts]]
name = "Gold"
targets.P2.first_response = { sla = "1 h", slo = "45 min", calendar = "round_the_clock" }
"""


def figure(shown: Shown, objective: Objective = "SLA") -> str:
    return shown.row("P2", "first_response").past[objective].text()


def wait(shown: Shown, words: str) -> None:
    shown.qtbot.waitUntil(lambda: figure(shown) == words)


def test_each_keystroke_shows_what_it_would_have_come_to(
    show: Callable[..., Shown], past: Database
) -> None:
    shown = show(past)
    wait(shown, "3 of 3")
    field = shown.row("P2", "first_response").fields["sla"]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "30 min")
    wait(shown, "▼ 3 of 3 → 2 of 3")
    assert not shown.page.draft.is_changed  # nothing is meant yet
    field.selectAll()
    QTest.keyClicks(field, "15 min")
    press(Qt.Key.Key_Return)
    wait(shown, "▼ 3 of 3 → 1 of 3")
    told = shown.words()
    assert "SLA in Q1 2026" in told
    assert "2 verdicts would differ; 2 missed instead of met, 0 rescued." in told
    shown.page.draft.undo()
    wait(shown, "3 of 3")


def test_what_only_a_contract_promised_says_so(
    show: Callable[..., Shown], past: Database, clock: MovingClock
) -> None:
    """“Not promised” stood beside “3 of 3”, and nothing said by whom they were."""
    without = SOURCE.replace('sla = "1 h", slo = "45 min"', 'slo = "45 min"')
    assert without != SOURCE
    shown = show(past)
    wait(shown, "3 of 3")
    shown.page.draft.replace_source(without)
    wait(shown, "3 of 3 → –")
    shown.page.draft.replace_source(without + GOLD)
    wait(shown, "3 of 3, contracts only")
    cell = shown.row("P2", "first_response").past["SLA"]
    assert cell.toolTip().startswith("Promised by contracts alone.")


def test_the_cases_that_flip_open(show: Callable[..., Shown], past: Database) -> None:
    shown = show(past)
    shown.type_at(shown.row("P2", "first_response").fields["sla"], "30 min")
    wait(shown, "▼ 3 of 3 → 2 of 3")
    opened: list[int] = []
    shown.page.open_case_requested.connect(opened.append)
    button = next(b for b in shown.page.findChildren(Button) if b.text() == "Show them")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet = shown.in_view(FlipsSheet)
    model = sheet.table.model()
    assert [model.index(0, column).data() for column in (2, 3, 4)] == [
        "First response, SLA", "Met", "Breached",
    ]  # fmt: skip
    press(Qt.Key.Key_Return)
    assert len(opened) == 1


def test_what_a_colleague_logs_meanwhile_is_counted_at_once(
    show: Callable[..., Shown], past: Database, clock: MovingClock
) -> None:
    shown = show(past)
    wait(shown, "3 of 3")
    shown.workspace.announce(answered(past, clock, 5, 40))
    wait(shown, "4 of 4")


def test_a_desk_without_a_past_shows_the_running_quarter(shown: Shown) -> None:
    shown.qtbot.waitUntil(lambda: "SLA in Q2 2026" in shown.words())
    assert figure(shown) == ""
    assert "The quarter is not over." in shown.words()


def test_what_is_being_typed_is_judged_as_the_file_would_be(past: Database) -> None:
    policy = read_policy(SOURCE)
    found = past.read(partial(last_quarter, now=NOW, handbook=policy))
    assert found is not None
    assert (found.period.name, found.over, found.past.count) == ("2026Q1", True, 3)
    path = target_path("P2", "first_response", "sla")
    for words in ("30 min", "15 min", "2 h", ""):
        quick = tried(policy, path, words)
        assert quick is not None
        slow = read_policy(with_target(SOURCE, path, words))
        assert quick.targets == slow.targets
        assert back_test(found.past, quick).rows == back_test(found.past, slow).rows
    assert tried(policy, path, "soon") is None
    assert tried(policy, target_path("P2", "first_response", "warnings"), "50 %") is None
    assert tried(replace(policy, contracts=((None, policy),)), path, "2 h") is None  # type: ignore[arg-type]
