"""What a promise of the table would have come to in the last quarter, beside what it did."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from models.handbook.attainment import AttainmentRow
from models.handbook.backtest import Comparison
from models.review_words import halves
from ui.messages import tr


class PastCell(QLabel):
    """“97.2 %”, or “▼ 97.2 % → 88.1 %” where the draft would have made it otherwise."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "muted")

    def show_row(self, row: Comparison | None, *, by_contract: bool = False) -> None:
        """Show both attainments; None where nothing was decided. `by_contract`: the draft itself
        promises nothing here, so what is decided under it is promised by contracts alone."""
        words, ink = _words(row)
        told = _told(row)
        if by_contract and row is not None and row.then.decided:
            words = tr("{figures}, contracts only", figures=words)
            told = tr("Promised by contracts alone. {told}", told=told)
        self.setText(words)
        self.setToolTip(told)
        self.setAccessibleName(f"{self._name}: {told or tr('nothing decided')}")
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)


def _words(row: Comparison | None) -> tuple[str, str]:
    if row is None:
        return "", ""
    now, then = _figure(row.now), _figure(row.then)
    if now == then:
        return now, ""
    if row.now.share is None or row.then.share is None or row.now.share == row.then.share:
        return f"{now} → {then}", "note"
    worse = row.then.share < row.now.share
    return f"{'▼' if worse else '▲'} {now} → {then}", "breached" if worse else "calm"


def _figure(row: AttainmentRow) -> str:
    return halves(row.met, row.decided)[0] if row.decided else "–"


def _told(row: Comparison | None) -> str:
    if row is None:
        return ""
    now, then = (" ".join(halves(side.met, side.decided)) if side.decided else tr("not judged")
                 for side in (row.now, row.then))  # fmt: skip
    return tr("{now} as it was; {then} under this draft: {lost} more missed, {rescued} rescued",
              now=now, then=then, lost=row.lost, rescued=row.rescued)  # fmt: skip
