"""Names that are known already, offered below a line while one is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate


class KnownNames:
    """Those that have what is typed anywhere in them, whatever the case of its letters."""

    def __init__(self, line: QLineEdit) -> None:
        self._names = QStringListModel(line)
        completer = QCompleter(self._names, line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        offers = QListView()
        completer.setPopup(offers)
        offers.setItemDelegate(QStyledItemDelegate(offers))  # Qt's own ignores the style sheet
        offers.setProperty("role", "offers")
        line.setCompleter(completer)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these from here on."""
        self._names.setStringList(names)
