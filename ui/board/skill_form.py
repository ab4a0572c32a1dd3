"""How well a skill is needed that cases were moved to."""

from collections.abc import Mapping

from models.commands.case_skills import set_case_skills
from models.handbook.skill_rules import Need
from ui.messages import tr
from ui.theme import Theme
from ui.widgets.case_forms import Asked, Form, named
from ui.widgets.chips import ChipRow, ChipSpec

_LEVELS = tuple(str(level) for level in range(1, 6))
_REQUIRED = "required"


def skill_form(theme: Theme, cases: str, skill: str, others: Mapping[str, None]) -> Form:
    """At which level, and whether it may be gone without; `others` are not needed any more."""
    levels = ChipRow(theme, tr("Level"), [ChipSpec(level, level) for level in _LEVELS])
    levels.choose("3")
    ways = ChipRow(theme, tr("How much"), [
        ChipSpec(_REQUIRED, tr("Required")), ChipSpec("preferred", tr("Preferred")),
    ])  # fmt: skip

    def read() -> Asked:
        need = Need(skill, int(levels.chosen()[0]), ways.chosen()[0] == _REQUIRED)
        said = tr("needs {need}", need=need.words)
        return Asked(set_case_skills, {"skills": {**others, skill: need}}, said)

    hint = tr("A required skill is never gone without; a preferred one until the deadline comes "
              "near.")  # fmt: skip
    title = tr("{cases}: needs {skill}", cases=cases, skill=skill)
    fields = [(tr("At least at level"), named(levels, "level")), ("", named(ways, "need"))]
    return Form(title, tr("Save"), list(fields), read, hint)
