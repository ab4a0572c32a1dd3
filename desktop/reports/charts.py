"""Vector charts, labelled directly and legible in grey."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm

from desktop.reports.page import ACCENT, LINE, MUTED, TEXT, WIDTH
from desktop.reports.text import BOLD, REGULAR, printable
from models.handbook.attainment import percent_words
from models.queries.breaches import GroupBreaches
from models.queries.review import Week
from models.wording import date_words, span_words_of

_PALE: Final = HexColor("#9DB8D6")
_TREND_HEIGHT: Final = 58 * mm
_LEFT, _RIGHT, _LOW, _HIGH = 12 * mm, 4 * mm, 15 * mm, 8 * mm
_ROW: Final = 6.5 * mm
_GROUPS: Final = 9
