"""What a new case still needs, what its template asks, and what an engineer would ask."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.handbook.completeness import questions
from models.intake_texts import open_questions
from models.wording import field_names, question_words
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.labels import caption


class StillOpen(QWidget):
    """Three lines; `name_of` says what a field is called on the form."""

    def __init__(self, theme: Theme, name_of: Callable[[str], str]) -> None:
        super().__init__()
        self._name_of = name_of
        self._template: Mapping[str, str] = {}
        self._needed, self._open, self._asked = lines = [caption(wrap=True) for _ in range(3)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.sizes.small)
        for line in lines:
            column.addWidget(line)

    def follow_template(self, texts: Mapping[str, str]) -> None:
        """What a template put into the form: the questions in it that stand open are told."""
        self._template = texts

    def show_typed(self, typed: Mapping[str, str], missing: Sequence[str]) -> None:
        """Say it of what is typed, of which these fields are `missing` (rule 19)."""
        self._needed.setText(
            tr("▲ Still needed: {names}", names=tr(field_names(missing)))
            if missing
            else tr("● Complete: an engineer can begin with this.")
        )
        left = open_questions(self._template, typed)
        self._open.setText("\n".join(
            tr("The template asks, in {field}: {questions}", field=self._name_of(field),
               questions=", ".join(names))
            for field, names in left.items()
        ))  # fmt: skip
        self._open.setVisible(bool(left))
        asked = ", ".join(tr(words) for words in question_words(questions(typed)))
        self._asked.setText(tr("An engineer would ask: {questions}?", questions=asked))
        self._asked.setVisible(bool(asked) and bool(typed.get("title")))
