"""Who else has it open, a case or an article: a quiet line."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.queries.presence import Company
from ui.messages import inline, tr
from ui.palette import color
from ui.theme import Theme
from ui.tool_tip import tool_tip
from ui.widgets.labels import caption

HEIGHT = 18
"""Of the row it stands in, so that nothing below moves when somebody comes."""


class CompanyLine(QWidget):
    """“Kim Lund also has this open”; out of sight while nobody else has."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._initial = _Initial(theme)
        self._words = caption()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.sizes.small)
        row.addWidget(self._initial)
        row.addWidget(self._words)
        self.hide()

    def show_company(self, company: Sequence[Company]) -> None:
        """Show who there is; the tool tip names all of them, and their computers."""
        words = company_words(company)
        self._initial.show_letter(_initial(company))
        self._words.setText(words)
        self.setAccessibleName(words)
        details = "\n".join(f"{_name(one)} · {', '.join(one.hosts)}" for one in company)
        self.setToolTip(tool_tip(details) if details else "")
        self.setVisible(bool(company))


class _Initial(QWidget):
    """The first letter of a name in a circle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._letter = ""
        self.setFixedSize(HEIGHT, HEIGHT)
        theme.changed.connect(self.update)

    def show_letter(self, letter: str) -> None:
        self._letter = letter
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle and its letter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("caption", 600))
        painter.setPen(color(self._theme.palette.field_line))
        painter.setBrush(color(self._theme.palette.second))
        area = QRectF(self.rect())
        painter.drawEllipse(area.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(color(self._theme.palette.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._letter)


def company_words(company: Sequence[Company]) -> str:
    """Who else has it open, in a line; "" where nobody has."""
    names = [_name(one) for one in company]
    if len(names) < 2:
        return tr("{name} also has this open", name=names[0]) if names else ""
    if len(names) == 2:
        return tr("{name} and {other} also have this open", name=names[0], other=names[1])
    others = len(names) - 1
    return tr("{name} and {count} others also have this open", name=names[0], count=others)


def _name(one: Company) -> str:
    return inline(one.person) or tr("Somebody on {host}", host=inline(", ".join(one.hosts)))


def _initial(company: Sequence[Company]) -> str:
    return inline(company[0].person)[:1].upper() or "?" if company else ""
