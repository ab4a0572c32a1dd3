"""A field that is one place of the draft: what is typed goes there, what is wrong stands below."""

from collections.abc import Callable

from ui.handbook.handbook_draft import Change, HandbookDraft
from ui.handbook.promise_field import PromiseField
from ui.widgets.field import Field

PlaceOf = Callable[[], str]
ChangeOf = Callable[[str], Change]


class DraftField(Field):
    """`place` says where it stands in the file, `change` what its words make of the file."""

    def __init__(
        self, words: str, draft: HandbookDraft, place: PlaceOf, change: ChangeOf, hint: str = ""
    ) -> None:
        self.typed = PromiseField(words)
        super().__init__(words, self.typed, hint)
        self._draft = draft
        self._place = place
        self.typed.setProperty("role", "")
        self.typed.settled.connect(lambda said: draft.change(place(), change(said), said))
        self.typed.noted.connect(lambda said: draft.note(place(), said))
        self.typed.given_up.connect(lambda: draft.drop(place()))

    def show_words(self, words: str, placeholder: str = "") -> None:
        """What the draft says; what was typed and not taken comes before it."""
        self.typed.show_words(words, placeholder)
        place = self._place()
        problem = self._draft.problems.get(place, "")
        if place in self._draft.typed:
            self.typed.show_typed(self._draft.typed[place], problem)
        else:
            self.typed.show_taken()
        self.show_problem(problem)
