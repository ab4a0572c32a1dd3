"""What is typed and chosen of an article beside its text: kind, title, state, product."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import Problems
from models.handbook.articles import FIELDS, KINDS, STATES
from models.queries.article import kind_words, state_words
from models.typed_text import LONGEST_NAME, LONGEST_TITLE
from ui.knowledge.article_words import FIELD_NAMES
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.field import Field
from ui.widgets.text_line import TextLine
from ui.widgets.wheel_free import WheelFreeBox


class ArticleFacts(QWidget):
    """`changed` as one of them is another."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.kind, self.state = WheelFreeBox(), WheelFreeBox()
        self.title = TextLine(longest=LONGEST_TITLE)
        self.product = TextLine(longest=LONGEST_NAME)
        self.title.setPlaceholderText(tr("What somebody would look for"))
        self._fields = {
            "kind": Field(tr("Kind"), self.kind), "title": Field(tr("Title"), self.title),
            "state": Field(tr("State"), self.state), "product": Field(tr("Product"), self.product),
        }  # fmt: skip
        for kind in KINDS:
            self.kind.addItem(tr(kind_words(kind)), kind)
        own = dict.fromkeys(name for names in FIELDS.values() for name in names)
        self._own = {name: TextLine() for name in own}
        self._fields |= {name: Field(tr(FIELD_NAMES[name]), one) for name, one in self._own.items()}
        self._own["review_on"].setPlaceholderText(tr("2027-03-31"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        for names in ((("kind", 0), ("title", 5), ("state", 0), ("product", 1)),
                      tuple((name, 1) for name in self._own)):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(theme.sizes.small)
            for name, stretch in names:
                row.addWidget(self._fields[name], stretch)
            column.addLayout(row)
        self.kind.currentIndexChanged.connect(self._follow_kind)
        for line in (self.title, self.product, *self._own.values()):
            line.textChanged.connect(self.changed)
        self.state.currentIndexChanged.connect(self.changed)
        self._follow_kind()

    def values(self) -> dict[str, str]:
        """By name; of the facts that kinds have of their own those of this one."""
        own = FIELDS.get(str(self.kind.currentData() or ""), ())
        return {
            "kind": str(self.kind.currentData() or ""), "title": self.title.text(),
            "state": str(self.state.currentData() or ""), "product": self.product.text(),
            **{name: self._own[name].text() for name in own},
        }  # fmt: skip

    def show_values(self, values: Mapping[str, str], *, new: bool) -> None:
        """Put these in; of an article that is there the kind stays what it is."""
        self.kind.setCurrentIndex(max(self.kind.findData(values.get("kind", "")), 0))
        self._fields["kind"].setVisible(new)
        self._follow_kind()
        self.state.setCurrentIndex(max(self.state.findData(values.get("state", "")), 0))
        self.title.setText(values.get("title", ""))
        self.title.setCursorPosition(0)
        self.product.setText(values.get("product", ""))
        for name, line in self._own.items():
            line.setText(values.get(name, ""))
            line.setCursorPosition(0)
        self.show_problems({})

    def show_problems(self, by_field: Mapping[str, str]) -> bool:
        """What is wrong, at its field; whether anything is."""
        for name, field in self._fields.items():
            field.show_problem(tr(by_field.get(name, "")))
        wrong = [field for name, field in self._fields.items() if name in by_field]
        if wrong:
            wrong[0].control.setFocus()
        return bool(wrong)

    def show_error(self, error: Problems) -> bool:
        """Whether one of these fields is to be mended."""
        return self.show_problems(error.by_field)

    def _follow_kind(self) -> None:
        """Each kind has its own states, or none."""
        kind = str(self.kind.currentData() or "")
        states = STATES.get(kind, ())
        for name in self._own:
            self._fields[name].setVisible(name in FIELDS.get(kind, ()))
        if [self.state.itemData(at) for at in range(self.state.count())] != list(states):
            self.state.blockSignals(True)
            self.state.clear()
            for state in states:
                self.state.addItem(tr(state_words(state)), state)
            self.state.blockSignals(False)
        self._fields["state"].setVisible(bool(states))
        self.changed.emit()
