"""Languages to choose from: those of the desk before all others."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from models.handbook.languages import LANGUAGES
from ui.messages import tr
from ui.widgets.wheel_free import WheelFreeBox


def language_names(of_desk: Sequence[str] = ()) -> list[str]:
    """The names of all of them, those of these codes first."""
    return [LANGUAGES[code] for code in _ordered(of_desk)]


class LanguageBox(WheelFreeBox):
    """One of them by its code, or any: ""."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Language"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.offer(())

    @property
    def code(self) -> str:
        """The one that is chosen."""
        return str(self.currentData() or "")

    def offer(self, of_desk: Sequence[str]) -> None:
        """These first; what is chosen stays."""
        chosen = self.code
        self.clear()
        self.addItem(tr("Any language"), "")
        first = [code for code in of_desk if code in LANGUAGES]
        for place, code in enumerate(_ordered(of_desk)):
            if first and place == len(first):
                self.insertSeparator(self.count())
            self.addItem(LANGUAGES[code], code)
        self.choose(chosen)

    def choose(self, code: str) -> None:
        """This one is chosen."""
        self.setCurrentIndex(max(self.findData(code), 0))


def _ordered(of_desk: Sequence[str]) -> list[str]:
    rest = sorted(LANGUAGES, key=lambda code: LANGUAGES[code].casefold())
    return list(dict.fromkeys([*(code for code in of_desk if code in LANGUAGES), *rest]))
