"""What two people changed otherwise: side by side, and which it is to be."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from models.three_way import FactClash, Merged, Region
from models.wording import capitalised
from ui.knowledge.article_words import FIELD_NAMES
from ui.messages import inline, tr
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.labels import caption, muted, title
from ui.widgets.sheet import Sheet

_WIDTH, _LINE, _MOST_LINES, _MOST_LETTERS = 860, 18, 12, 40


GoOn = Callable[[str, Mapping[str, str]], object]
"""What is done with the text that was chosen, and with the facts."""


class ClashSheet(Sheet):
    """`done` gets what was chosen; Esc leaves everything as it is, and `chosen` says how far."""

    def __init__(
        self, theme: Theme, over: QWidget, author: str, merged: Merged,
        facts: Sequence[FactClash], done: GoOn,
    ) -> None:  # fmt: skip
        super().__init__(theme, over, tr("Both changed the same"), width=_WIDTH)
        self._merged, self._facts, self._done = merged, tuple(facts), done
        self.choices: list[ChipRow] = []
        sizes = theme.sizes
        self.content.setContentsMargins(sizes.page, sizes.page, sizes.page, sizes.page)
        self.content.setSpacing(sizes.small)
        heading = title(tr("You and {author} changed the same",
                           author=inline(author) or tr("somebody else")))  # fmt: skip
        heading.setWordWrap(True)
        self.content.addWidget(heading)
        said = tr("What only one of you changed is in already. Say of each of these what it is "
                  "to be.")  # fmt: skip
        self.content.addWidget(muted(said, wrap=True))
        for fact in self._facts:
            self._add_fact(theme, fact)
        for number, clash in enumerate(merged.clashes, 1):
            self._add(theme, number, clash)
        self._buttons(theme)
        self.accepted.connect(self._accept)
        self.closed.connect(self.deleteLater)
        self.show_sheet(self.choices[0])

    def _add(self, theme: Theme, number: int, clash: Region) -> None:
        count = len(self._merged.clashes)
        words = tr("{number} of {count}", number=number, count=count)
        high = max(len(clash.mine), len(clash.theirs), 1)
        row = QHBoxLayout()
        row.setSpacing(theme.sizes.small)
        for name, lines in ((tr("Yours"), clash.mine), (tr("Theirs"), clash.theirs)):
            row.addLayout(_side(name, f"{name}, {words}", lines, high), 1)
        chips = ChipRow(theme, tr("Which, {place}", place=words), [
            ChipSpec("mine", tr("Yours")), ChipSpec("theirs", tr("Theirs")),
            ChipSpec("both", tr("Both, yours first")),
        ])  # fmt: skip
        self.choices.append(chips)
        self.content.addLayout(row)
        self.content.addWidget(chips)
        self.content.addSpacing(theme.sizes.small)

    def chosen(self) -> tuple[str, ...]:
        """What is chosen of each, in their order."""
        return tuple(chips.chosen()[0] for chips in self.choices)

    def choose(self, chosen: Sequence[str]) -> None:
        """Choose so again, as far as it goes."""
        for chips, name in zip(self.choices, chosen, strict=False):
            chips.choose(name)
        self.choices[0].setFocus()

    def _add_fact(self, theme: Theme, fact: FactClash) -> None:
        """A fact is one or the other."""
        name = tr(FIELD_NAMES.get(fact.name, capitalised(fact.name)))
        chips = ChipRow(theme, name, [
            ChipSpec("mine", tr("Yours: {said}", said=_short(fact.mine))),
            ChipSpec("theirs", tr("Theirs: {said}", said=_short(fact.theirs))),
        ])  # fmt: skip
        self.choices.append(chips)
        self.content.addWidget(caption(name))
        self.content.addWidget(chips)
        self.content.addSpacing(theme.sizes.small)

    def _buttons(self, theme: Theme) -> None:
        cancel = Button(theme, tr("Go on writing"), keys=tr("Esc"))
        save = Button(theme, tr("Save it so"), kind="main", keys=tr("Ctrl Enter"))
        cancel.clicked.connect(self.close_sheet)
        save.clicked.connect(self._accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        self.content.addLayout(row)

    def _accept(self) -> None:
        chosen, count = self.chosen(), len(self._facts)
        facts = {
            fact.name: fact.theirs if which == "theirs" else fact.mine
            for fact, which in zip(self._facts, chosen[:count], strict=True)
        }
        text = self._merged.text(list(chosen[count:]))
        self.close_sheet()
        self._done(text, facts)


_NOTHING: Final = "taken out"


def _short(words: str) -> str:
    """A fact on a chip; what is long is cut."""
    said = inline(words) or tr("nothing")
    return said if len(said) <= _MOST_LETTERS else f"{said[:_MOST_LETTERS]}…"


def _side(name: str, said: str, lines: Sequence[str], high: int) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(caption(name if lines else f"{name}: {tr(_NOTHING)}"))
    text = QPlainTextEdit("\n".join(lines))
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(said)
    text.setFixedHeight(_LINE * min(high + 1, _MOST_LINES) + 16)
    column.addWidget(text)
    return column
