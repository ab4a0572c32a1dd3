"""What a case needs of whoever takes it, said by hand where the handbook's rules miss it."""

from collections.abc import Sequence

from models.commands.case_skills import set_case_skills
from models.errors import KnownError, Problems
from models.handbook.skill_rules import Need
from models.handbook.typed_needs import changed_needs, needs_lines, typed_needs
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.growing_text import GrowingText


def needs_form(theme: Theme, cases: str, needs: Sequence[Need]) -> Form:
    """A line for each; what is left as it was goes on following the handbook."""
    field = named(GrowingText(theme, least=3, most=8), "skills")
    field.setPlainText(needs_lines(needs))

    def read() -> Asked:
        try:
            wanted = typed_needs(field.toPlainText())
        except KnownError as error:
            said = f"{error.sentence} {error.what_next}"
            raise Problems(error.title, {"skills": said}) from None
        given = {"skills": changed_needs(needs, wanted)}
        return Asked(set_case_skills, given, tr("What it needs is saved"))

    hint = tr("A line for each, such as “payments 3”, or “search 2 preferred”. A required skill is "
              "never gone without; a preferred one until the deadline comes near.")  # fmt: skip
    title = tr("Skills that {cases} needs", cases=cases)
    return Form(title, tr("Save"), [(tr("Skills"), field)], read, hint)
