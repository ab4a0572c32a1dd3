"""What two versions say differently, line by line: before, and after."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from models.handbook.policy_diff import Difference
from models.wording import commitment_name
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import ElidedLabel, body, caption, muted


class DifferenceLines(QWidget):
    """A small table; of many lines the first, and how many more."""

    def __init__(
        self,
        theme: Theme,
        differences: Sequence[Difference],
        most: int | None = None,
        headings: tuple[str, str, str] = ("What", "Before", "After"),
    ) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.sizes.wide)
        grid.setVerticalSpacing(theme.sizes.tiny)
        for column, share in enumerate((3, 2, 2)):
            grid.setColumnStretch(column, share)
        shown = differences if most is None or len(differences) <= most else differences[: most - 1]
        if shown:
            for column, words in enumerate(headings):
                grid.addWidget(caption(tr(words)), 0, column)
        for line, difference in enumerate(shown, 1):
            self._add(grid, line, difference)
        rest = len(differences) - len(shown)
        if rest or not shown:
            said = tr("and {count} more", count=rest) if rest else tr("Nothing differs.")
            grid.addWidget(muted(said), len(shown) + 1, 0)

    def _add(self, grid: QGridLayout, line: int, difference: Difference) -> None:
        grid.addWidget(ElidedLabel(what_words(difference), "body"), line, 0)
        grid.addWidget(ElidedLabel(difference.before, "muted"), line, 1)
        after = body(difference.after, wrap=True)
        after.setAlignment(Qt.AlignmentFlag.AlignTop)
        after.setAccessibleName(tr(difference.words))
        grid.addWidget(after, line, 2)


def what_words(difference: Difference) -> str:
    """“P3 resolution, SLA”, or what it is of the whole handbook."""
    if not difference.priority:
        return difference.what[:1].upper() + difference.what[1:]
    name = tr(commitment_name(difference.commitment)).lower()
    return f"{difference.priority} {name}, {difference.what}"
