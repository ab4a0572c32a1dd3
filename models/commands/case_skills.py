"""Which skills a case needs, said by hand; the handbook's rules say the rest (rule 23)."""

from collections.abc import Mapping, Sequence

from models.errors import Problems
from models.handbook import events as ev
from models.handbook.contract_rules import folded
from models.handbook.skill_rules import Need
from models.handbook.skills import LEVELS
from models.typed_text import clean_name
from models.work import Work


def set_case_skills(work: Work, case_ids: Sequence[int], skills: Mapping[str, Need | None]) -> None:
    """What these cases need of each skill named: a need, or None where they need none of it."""
    said = {}
    for name, need in skills.items():
        clean = clean_name("skill", name)
        if need is not None and need.level not in LEVELS:
            raise Problems("No such level", {"level": "A level is a whole number from 1 to 5."})
        said[clean] = None if need is None else {"level": need.level, "required": need.required}
    for case_id in case_ids:
        case = work.case_for("assign", case_id)
        held = {folded(name): row for name, row in case.fields.get("skills", {}).items()}
        fresh = {n: r for n, r in said.items() if held.get(folded(n), "unsaid") != r}
        if fresh:
            work.record(case_id, ev.SKILLS_CHANGED, {"skills": fresh})
