"""What tests of the window share: an offscreen screen, a theme, small stand-ins for the edges."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)

from tests.one_theme import light
from ui.actions import Actions
from ui.tasks import Tasks
from ui.theme import Theme

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
)


class MemoryPreferences:
    """Preferences that last as long as the test."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get(self, name: str, default: str = "") -> str:
        return self.values.get(name, default)

    def set(self, name: str, value: str) -> None:
        self.values[name] = value


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, whatever a test before this one chose."""
    made = light(qapp)
    yield made
    made.choose("light")


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """Both lanes, ended after the test."""
    made = Tasks(readers=2)
    yield made
    made.shutdown()


@pytest.fixture
def actions(qapp: QApplication) -> Actions:
    """An empty registry of actions."""
    return Actions()


@pytest.fixture
def preferences() -> MemoryPreferences:
    """Preferences in memory."""
    return MemoryPreferences()


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Finds the controls below a widget that a screen reader could not name."""
    return _unnamed


def _unnamed(root: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in [root, *root.findChildren(QWidget)]
        if isinstance(widget, _CONTROLS) and not _inner(widget) and not _name(widget)
    ]


def _inner(widget: QWidget) -> bool:
    """Parts Qt makes for itself inside a control: headers, corner buttons, a combo box's list."""
    name = widget.objectName()
    if name.startswith("qt_") or type(widget).__name__ in ("QHeaderView", "QTableCornerButton"):
        return True
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)):
            return True
        above = above.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName().strip() or text.strip()
