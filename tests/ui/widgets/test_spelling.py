"""Misspelt words are found, underlined and mended; without a dictionary nothing is said."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.conftest import ROOT
from ui.theme import Theme
from ui.widgets.growing_text import GrowingText
from ui.widgets.spell_check import LONGEST_CHECKED, SpellCheck
from ui.widgets.spelling import Speller, system_speller

WORDS = {"the", "export", "exports", "stalls", "it's", "wort"}


class Few:
    """A dictionary of a few words."""

    def __init__(self, words: Iterable[str] = WORDS) -> None:
        self.words = set(words)

    def check(self, word: str) -> bool:
        return word.lower() in self.words

    def suggest(self, word: str) -> list[str]:
        return sorted(known for known in self.words if known[:3] == word[:3])

    def add(self, word: str) -> None:
        self.words.add(word.lower())


class Now:
    """Jobs done at once."""

    def run(
        self, job: Callable[[], Speller | None], then: Callable[[Speller | None], None],
        owner: QObject,
    ) -> None:  # fmt: skip
        then(job())


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> GrowingText:
    made = GrowingText(theme)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def check(field: GrowingText, theme: Theme) -> SpellCheck:
    made = SpellCheck(theme, Now(), [field], field, lambda: Speller([Few()]))
    field.clearFocus()
    field.setFocus()
    return made


def underlined(field: GrowingText) -> list[str]:
    found = []
    block = field.document().begin()
    while block.isValid():
        found += [
            block.text()[one.start : one.start + one.length]
            for one in block.layout().formats()
            if one.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline
        ]
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("The exportt stalls", ["exportt"]),
        ("It’s the EXPORTT of JSONApi", ["of"]),
        ("`exportt` {{ custmer }} https://exportt.example a@exportt.example x/exportt v2exportt",
         []),
        ("exportt, exportt. (exportt)", ["exportt"] * 3),
        ("the exportt, seit gestern hängt alles schon wieder", []), ("экспорт завис", []),
        ("导出", []), ("the exprot stalss agian", ["exprot", "stalss", "agian"]),
        ("the exportt stalls, gestern", ["exportt", "gestern"]),
        ("x" * 41, []), ("", []), ("90 % 🇩🇪 \u202e", []),
    ],
)  # fmt: skip
def test_words_are_told_from_what_is_none(line: str, wrong: list[str]) -> None:
    assert [line[a:b] for a, b in Speller([Few()]).wrong(line)] == wrong


def test_a_line_is_checked_in_the_language_it_is_in() -> None:
    german = Few(("seit", "gestern", "hängt", "der", "export"))
    speller = Speller([Few()], [Few(("depuis",)), german])
    for line, wrong in (
        ("seit gestren hängt der", ["gestren"]), ("the gestern stalls", ["gestern"]),
        ("depuis hier les autres ne vont pas", []), ("gestren", ["gestren"]),
        ("teh exprot stalss", ["teh", "exprot", "stalss"]),
    ):  # fmt: skip
        assert [line[a:b] for a, b in speller.wrong(line)] == wrong
    assert speller.suggest("gestren", "seit gestren hängt der") == ["gestern"]
    assert speller.suggest("gestren", "the gestren") == []
    speller.add("Gestren")
    assert speller.wrong("seit Gestren hängt der") == []
    assert "gestren" not in german.words
    assert not speller.is_right("Kubernetes")
    speller.add("kubernetes")
    assert speller.is_right("Kubernetes")  # the other capitalisation, asked for before


def test_without_a_dictionary_of_ones_own_only_lines_of_those_there_are_checked() -> None:
    speller = Speller([], [Few(("seit", "gestern", "hängt", "der"))])
    for line, wrong in (("seit gestren hängt der", ["gestren"]), ("The export stalls", [])):
        assert [line[a:b] for a, b in speller.wrong(line)] == wrong


def test_names_are_no_slips_and_a_word_added_elsewhere_is_right_at_the_next_look(
    field: GrowingText, theme: Theme
) -> None:
    speller = Speller([Few()])
    check = SpellCheck(theme, Now(), [field], field, lambda: speller)
    field.clearFocus()
    field.setFocus()
    field.setPlainText("The export stalls, Mara Lindqvist, the exportt")
    assert underlined(field) == ["Mara", "Lindqvist", "exportt"]
    check.know(["Mara Lindqvist"])
    assert underlined(field) == ["exportt"]
    speller.add("exportt")
    field.clearFocus()
    field.setFocus()
    assert underlined(field) == []


@pytest.mark.parametrize("text", ["x" * 20_000, "http://a.example/1 exportt " * 740, "`" * 20_000])
def test_no_key_waits_for_a_long_line(text: str) -> None:
    speller = Speller([Few()])
    before = process_time()
    speller.wrong(text)
    assert process_time() - before < 0.5  # 22 seconds, when a word was looked for in each place


def test_a_misspelt_word_is_underlined_and_mended_from_its_menu(
    field: GrowingText, check: SpellCheck
) -> None:
    field.setPlainText("The exportt stalls")
    assert underlined(field) == ["exportt"]
    cursor = field.textCursor()
    cursor.setPosition(6)
    menu = check.menu(field, cursor)
    assert menu is not None
    offered = [action.text() for action in menu.actions()]
    assert offered[:2] == ["export", "exports"]
    menu.actions()[0].trigger()
    assert field.toPlainText() == "The export stalls"
    assert underlined(field) == []
    field.undo()
    assert field.toPlainText() == "The exportt stalls"


def test_f7_goes_from_word_to_word_and_a_word_of_ones_own_is_right(
    field: GrowingText, check: SpellCheck
) -> None:
    field.setPlainText("Leadlin stalls\nthe exportt")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    check.next()
    assert field.textCursor().selectedText() == "exportt"
    field.findChildren(QMenu)[0].close()
    check.next()
    assert field.textCursor().selectedText() == "Leadlin"
    menu = check.menu(field, field.textCursor())
    assert menu is not None
    own = next(a for a in menu.actions() if a.text() == "Add “Leadlin” to my words")
    own.trigger()
    assert underlined(field) == ["exportt"]


def test_a_very_long_text_is_left_alone(field: GrowingText, check: SpellCheck) -> None:
    field.setPlainText("exportt " * (LONGEST_CHECKED // 4))
    assert underlined(field) == []
    check.next()
    assert not field.textCursor().hasSelection()


def test_without_a_dictionary_nothing_is_underlined_and_a_key_says_why(
    field: GrowingText, theme: Theme
) -> None:
    check = SpellCheck(theme, Now(), [field], field, lambda: None)
    field.clearFocus()
    field.setFocus()
    field.setPlainText("exportt")
    assert underlined(field) == []
    said: list[str] = []
    check.said.connect(said.append)
    check.next()
    assert "No dictionary" in said[0]
    assert not field.textCursor().hasSelection()
    assert field.findChildren(QMenu) == []


def test_nothing_is_loaded_before_a_field_has_the_keyboard(
    field: GrowingText, theme: Theme
) -> None:
    asked: list[int] = []
    field.clearFocus()
    made = SpellCheck(theme, Now(), [field], field, lambda: asked.append(1))
    assert asked == []
    field.setFocus()
    assert asked == [1]
    assert made.parent() is field


@pytest.fixture(scope="module")
def english() -> Speller:
    """A real one."""
    speller = system_speller()
    if speller is None or not speller.is_right("computer"):
        pytest.skip("no dictionary of English is installed here")
    return speller


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("The exportt stalls at the customer's site.", ["exportt"]),
        ("We’re looking into it; see CS-1042 and https://exportt.example", []),
        ("Run `exportt --al` as root@exportt, then getExportt() in C:\\exportt", []),
        ("Seit gestern hängt der Export bei neunzig Prozent.", []),
        ("Depuis hier, aucune facture ne peut être exportée.", []),
    ],
)
def test_a_real_dictionary_marks_slips_and_nothing_else(
    line: str, wrong: list[str], english: Speller
) -> None:
    assert [line[a:b] for a, b in english.wrong(line)] == wrong


def test_a_real_dictionary_offers_what_was_meant(
    field: GrowingText, theme: Theme, english: Speller
) -> None:
    made = SpellCheck(theme, Now(), [field], field, lambda: english)
    field.clearFocus()
    field.setFocus()
    field.setPlainText("They recieve the export.")
    assert underlined(field) == ["recieve"]
    field.moveCursor(QTextCursor.MoveOperation.Start)
    made.next()
    field.findChildren(QMenu)[0].actions()[0].trigger()
    assert field.toPlainText() == "They receive the export."
    assert underlined(field) == []


@pytest.mark.usefixtures("english")
def test_a_word_of_ones_own_is_known_to_the_next_start(tmp_path: Path) -> None:
    lines = (
        "from ui.widgets.spelling import system_speller", "speller = system_speller()",
        "print(speller.is_right('qqzzx'))", "speller.add('qqzzx')",
        "print(system_speller().is_right('qqzzx'))",
    )  # fmt: skip
    homes = ("HOME", "ENCHANT_CONFIG_DIR", "XDG_CONFIG_HOME", "APPDATA")
    own = dict.fromkeys(homes, str(tmp_path))
    told = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, cwd=ROOT,
        check=True, env={**os.environ, **own},
    )  # fmt: skip
    assert told.stdout.split() == ["False", "True"]
