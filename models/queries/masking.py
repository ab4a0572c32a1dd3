"""A postmortem for whoever may not see one of its cases: without that case's words and number.

What people wrote in words of their own is everybody's; a case's number, its title and its closing
note, wherever they stand in it, are not.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Case
from models.entities.plain import plain
from models.handbook.contract_rules import folded
from models.handbook.intake import CLOSING
from models.handbook.postmortems import Said
from models.restricted import hidden, hidden_keys
from models.text import text

_SHORTEST = 4
"""A note's shorter words, such as “none”, tell nothing."""

Mask = Callable[[str], str]


def mask_for(session: Session, case_ids: Collection[int]) -> Mask:
    """What takes these cases' words out of a text, where the session leaves the cases out, and the
    numbers of all that it leaves out."""
    keys = hidden_keys(session)
    said = [*_words_of(session, set(case_ids) & set(hidden(session)))]
    if not keys and not said:
        return str
    unnamed = str(text("a restricted case"))
    parts = [rf"(?<!\w){re.escape(key)}(?!\w)" for key in sorted(keys, key=len, reverse=True)]
    parts[:0] = [_pattern(words) for words in sorted(set(said), key=len, reverse=True)]
    pattern = re.compile("|".join(parts), re.IGNORECASE)
    return lambda words: pattern.sub(unnamed, words)


def masked(said: Said, session: Session) -> Said:
    """What a postmortem says to whoever reads: as it is, where they see all of its cases."""
    left_out = frozenset(hidden(session))
    mask = mask_for(session, said.case_ids)
    if mask is str:
        return said
    return replace(
        said,
        title=mask(said.title),
        body=mask(said.body),
        case_ids=tuple(one for one in said.case_ids if one not in left_out),
        fields={name: mask(words) for name, words in said.fields.items()},
        timeline=tuple(
            {**row, "words": mask(str(row["words"]))}
            for row in said.timeline if row.get("case_id") not in left_out
        ),
        factors=told_factors(said.factors, mask),
    )  # fmt: skip


def told_factors(names: Iterable[str], mask: Mask) -> tuple[str, ...]:
    """The factors that tell nothing of what is left out."""
    return tuple(name for name in names if mask is str or folded(mask(name)) == folded(name))


def all_hidden(session: Session, case_ids: Collection[int]) -> bool:
    """Whether the session leaves out all of its cases: then the postmortem is not there."""
    return bool(case_ids) and set(case_ids) <= set(hidden(session))


def _pattern(words: str) -> str:
    """These words, whatever space is between them."""
    return r"\s+".join(map(re.escape, words.split()))


def _words_of(session: Session, case_ids: Collection[int]) -> Iterable[str]:
    """Titles and closing notes of cases, read around what a session leaves out."""
    case = plain(Case).c
    query = select(case.title, case.fields).where(case.id.in_(case_ids))
    for title, fields in session.connection().execute(query) if case_ids else ():
        closing: Mapping[str, object] = fields.get("closing") or {}
        for words in (title, *(closing.get(name) for name in CLOSING)):
            if isinstance(words, str) and len(words.strip()) >= _SHORTEST:
                yield words.strip()
