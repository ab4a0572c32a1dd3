"""Pictures of the sample desk: each page, a customer, a form filled in, and what a case is worked
with; none is taken twice, and nobody's drafts are touched.
"""

import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.screenshots import scroll_up
from tests.conftest import FULL, ROOT
from ui.widgets.page_scroll import PageScroll

NAMES = (
    "article", "board", "board-move", "case", "case-p1", "case-resolved", "customer", "knowledge",
    "knowledge-article", "knowledge-edit", "knowledge-roadmap", "knowledge-topics", "new-filled",
    "queue", "reviews", "team",
)  # fmt: skip
SHEETS = {
    "case": ("access", "assign", "began", "deadline", "exclude", "facts", "link", "merge", "needs",
             "pause", "split", "template", "waited"),
    "case-p1": ("escalate", "hotfix", "tell-all", "update"),
    "case-resolved": ("close", "survey"),
    "customer": ("change", "contact", "edit"),
    "team": ("give", "handover", "leave"),
}  # fmt: skip
"""What is asked on a page: another picture than the page's own, which a key that does nothing
would leave."""


@pytest.mark.skipif(not FULL, reason="fifty pictures: the full run has the time")
def test_each_scene_is_a_picture_light_and_dark(tmp_path: Path) -> None:
    home = {**os.environ, "HOME": str(tmp_path / "home"), "XDG_DATA_HOME": str(tmp_path / "data")}
    at = ["--now", "2026-11-27T08:00+00:00"]

    def run(module: str, *words: str) -> None:
        line = [sys.executable, "-m", module, *words, *at]
        subprocess.run(line, check=True, cwd=ROOT, env=home, capture_output=True)

    run("desktop", "demo", "--make-only", "--folder", str(tmp_path))
    desk, out = str(tmp_path / "desk.db"), tmp_path / "pictures"
    run("desktop.screenshots", "--database", desk, "--out", str(out), "--size", "small")
    found = {picture.name: QImage(str(picture)) for picture in out.iterdir()}
    assert {f"{name}-{look}-small.png" for name in NAMES for look in ("light", "dark")} <= {*found}
    assert {(image.width(), image.height()) for image in found.values()} == {(1024, 700)}
    for page, asked in SHEETS.items():
        for look in ("light", "dark"):
            names = [f"{page.split('-')[0]}-{name}-{look}-small.png" for name in asked]
            shown = [found[f"{page}-{look}-small.png"], *(found[name] for name in names)]
            assert all(one != other for one, other in pairwise(shown)), names
    assert found["case-light-small.png"] != found["case-dark-small.png"]
    known = [
        found[f"knowledge{of}-dark-small.png"] for of in ("", "-article", "-topics", "-roadmap")
    ]
    assert all(one != other for one, other in combinations(known, 2))
    drafts = [path.name for path in (tmp_path / "data").rglob("*.json")]
    assert drafts == ["handbook.json"]  # the sample desk's proposal


def test_a_page_begins_at_its_top_wherever_an_earlier_picture_left_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    scroll = PageScroll("The team", shrinks=False)
    scroll.fill(window)
    scroll.body.setMinimumHeight(900)
    window.resize(300, 300)
    window.show()
    bar = scroll.verticalScrollBar()
    bar.setValue(400)
    assert bar.value() == 400
    scroll_up(window)
    assert bar.value() == 0
