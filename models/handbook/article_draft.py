"""An article drafted from a case: what it says of symptom, environment, cause and workaround."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from models.handbook.closing_draft import Drafted
from models.handbook.environment import environment_line, parts_of

_SECTIONS: Final = ("Symptom", "Environment", "Cause", "Workaround", "Fix")
_SYMPTOM: Final = ("actual", "steps", "expected", "impact")
_LABELS: Final = {"steps": "Steps", "expected": "Expected", "impact": "Impact"}
_NONE: Final = frozenset({"", "none", "no", "n/a", "-", "–"})


def issue_body(fields: Mapping[str, Any], drafted: Sequence[Drafted] = ()) -> str:
    """The text of a known issue in Markdown; a part that the case does not tell stays empty.

    `fields` are the case's, its closing note among them; `drafted` are parts of that note which
    nobody has confirmed yet, as they might be. Whose case it is does not appear.
    """
    said = {one.part: one.words for one in drafted}
    note = {**said, **{name: words for name, words in _closing(fields).items() if words}}
    told = {
        "Symptom": _symptom(fields),
        "Environment": environment_line(fields.get("environment")),
        "Cause": note.get("root_cause", ""),
        "Workaround": _real(note.get("workaround") or str(fields.get("workaround") or "")),
    }
    parts = (f"## {name}\n\n{told.get(name, '').strip()}".rstrip() for name in _SECTIONS)
    return "\n\n".join(parts) + "\n"


def issue_fields(fields: Mapping[str, Any]) -> dict[str, str]:
    """The facts of a known issue of this case: version and environment, where they are known."""
    parts = parts_of(fields.get("environment"))
    told = {"versions": parts["version"], "environment": parts["platform"]}
    return {name: words for name, words in told.items() if words}


def _symptom(fields: Mapping[str, Any]) -> str:
    said = [(name, str(fields.get(name) or "").strip()) for name in _SYMPTOM]
    labelled = [(_LABELS.get(name), words) for name, words in said if words]
    return "\n\n".join(f"{label}:\n\n{words}" if label else words for label, words in labelled)


def _closing(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(words or "").strip() for name, words in (fields.get("closing") or {}).items()}


def _real(workaround: str) -> str:
    return "" if workaround.strip().casefold().rstrip(".") in _NONE else workaround
