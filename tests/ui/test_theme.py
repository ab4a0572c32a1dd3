import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.palette import color
from ui.theme import Theme, in_columns


def test_dark_and_light_are_told_and_reach_the_widgets(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    told: list[str] = []
    theme.changed.connect(lambda palette: told.append(palette.scheme))
    theme.choose("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == color(theme.palette.ground)
    theme.choose("dark")
    theme.choose("light")
    assert told == ["dark", "light"]
    assert qapp.palette().color(QPalette.ColorRole.Window) == color(theme.palette.ground)


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_figures_stand_in_columns(theme: Theme, weight: int) -> None:
    metrics = QFontMetricsF(theme.font("body", weight))
    assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888")
    plain = QFontMetricsF(theme.font("body", weight, figures=False))
    assert plain.horizontalAdvance("111") < plain.horizontalAdvance("888")


def test_the_bundled_type_is_used_in_every_weight(theme: Theme) -> None:
    for weight in (400, 500, 600, 700):
        info = QFontInfo(theme.font("body", weight))
        assert (info.family(), info.weight()) == ("Inter", weight)


def test_a_hyphen_in_columns_is_no_wider_than_in_words(theme: Theme) -> None:
    columns = QFontMetricsF(theme.font())
    words = QFontMetricsF(theme.font(figures=False))
    assert columns.horizontalAdvance(in_columns("-")) <= words.horizontalAdvance("-")


def test_the_style_sheet_keeps_the_face_and_sets_sizes(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("31")
    label.setProperty("role", "large")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert QFontInfo(label.font()).family() == "Inter"
    assert label.font().pixelSize() == theme.sizes.large


def test_following_the_system_takes_its_scheme(qapp: QApplication, theme: Theme) -> None:
    theme.choose("system")
    assert theme.choice == "system"
    assert theme.palette.scheme == "light"
    theme.choose("light")


def test_the_window_starts_without_sql_paper_or_keyring() -> None:
    root = Path(__file__).parents[2]
    code = (
        "import ui.main_window, sys;"
        "print(sorted({'sqlalchemy', 'alembic', 'reportlab', 'keyring', 'psycopg'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
