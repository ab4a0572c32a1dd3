"""The four numbers to know a quarter by: each a card that opens its cases."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.queries.figures import Figure
from models.queries.review import QuarterlyReview
from models.review_words import KeyFigure, key_figures
from ui.messages import tr
from ui.reviews.figures import KEY_FIGURES
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.figure_cells import Asked
from ui.widgets.labels import ElidedLabel, large


class KeyFigures(QWidget):
    """A row of cards. `figure_asked` carries an `Asked`."""

    figure_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.medium)
        self._cards = [_FigureCard(theme, figure) for figure in KEY_FIGURES]
        for card in self._cards:
            card.asked.connect(self.figure_asked)
            row.addWidget(card, 1)

    def show_review(self, review: QuarterlyReview) -> None:
        """Show this review's numbers."""
        for card, figure in zip(self._cards, key_figures(review), strict=True):
            card.show_figure(figure)


class _FigureCard(Card):
    """What it is, the number, its other half, what it was."""

    asked = Signal(object)

    def __init__(self, theme: Theme, figure: Figure) -> None:
        super().__init__(theme)
        self._figure = figure
        self._name = ElidedLabel(role="caption")
        self._number = large()
        self._detail, self._before = ElidedLabel(), ElidedLabel()
        self.content.setSpacing(theme.sizes.tiny)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._number)
        lower = QFontMetrics(theme.font("large", 700)).descent()
        lower -= QFontMetrics(theme.font("body")).descent()
        self._detail.setContentsMargins(0, 0, 0, lower)  # so that both stand on one line
        row.addWidget(self._detail, 1, Qt.AlignmentFlag.AlignBottom)
        self.content.addWidget(self._name)
        self.content.addLayout(row)
        self.content.addWidget(self._before)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_figure(self, told: KeyFigure) -> None:
        """Show this number."""
        self._name.setText(tr(told.name))
        self._number.setText(told.figure)
        self._detail.setText(tr(told.detail))
        self._before.setText(tr(told.before))
        words = (told.name, told.figure, told.detail, told.before)
        self.setAccessibleName(", ".join(tr(part) for part in words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        self._ask()

    def _ask(self) -> None:
        self.asked.emit(Asked(self._name.text(), self._figure))
