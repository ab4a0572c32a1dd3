"""The languages that are offered: the ones Qt knows, the desk's first."""

from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from models.handbook.languages import LANGUAGES
from ui.widgets.language_list import LanguageBox, language_names


def test_codes_and_names_are_those_of_qt() -> None:
    by_qt = {QLocale.languageToCode(one): QLocale.languageToString(one) for one in QLocale.Language}
    short = {code: name for code, name in by_qt.items() if len(code) == 2 and code.islower()}
    assert short.items() <= LANGUAGES.items()
    assert LANGUAGES.keys() - short.keys() == {"no", "tl"}  # Qt knows them as nb and fil alone


def test_those_of_the_desk_come_first_and_what_is_chosen_stays(qtbot: QtBot) -> None:
    assert language_names(["de", "xx", "es"])[:3] == ["German", "Spanish", "Abkhazian"]
    box = LanguageBox()
    qtbot.addWidget(box)
    box.choose("es")
    box.offer(["de", "es"])
    assert (box.code, box.currentText()) == ("es", "Spanish")
    assert [box.itemText(place) for place in range(3)] == ["Any language", "German", "Spanish"]
    box.choose("")
    assert box.code == ""
