"""Which skills a case needs, by rule and by hand; preferred ones relax (handbook, rule 23)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from models.handbook.contract_rules import folded

REQUIRED: Final = "required"
PREFERRED: Final = "preferred"
NEEDS: Final = (REQUIRED, PREFERRED)
MATTERS: Final = ("products", "components", "categories", "languages", "words")
"""What a rule finds its cases by; of each list one is enough, and every list must be met."""

_WORD: Final = re.compile(r"\w+")


class Subject(NamedTuple):
    """What skill rules look at in a case: names folded, the language's code, its plain words."""

    product: str = ""
    component: str = ""
    category: str = ""
    language: str = ""
    words: str = " "


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that a case needs: at least at this level; a preferred one relaxes with time."""

    skill: str
    level: int = 1
    required: bool = True

    @property
    def words(self) -> str:
        """“payments 3”, or “payments 3, preferred”."""
        return f"{self.skill} {self.level}" + ("" if self.required else f", {PREFERRED}")


@dataclass(frozen=True, slots=True)
class SkillRule:
    """A rule of the handbook: the cases it is for, by folded names, and the skill they need."""

    need: Need
    products: frozenset[str] = frozenset()
    components: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()

    def asks(self, subject: Subject) -> bool:
        """Whether a case is one of those it is for."""
        named = (
            (subject.product, self.products), (subject.component, self.components),
            (subject.category, self.categories), (subject.language, self.languages),
        )  # fmt: skip
        if any(wanted and value not in wanted for value, wanted in named):
            return False
        return not self.phrases or any(phrase in subject.words for phrase in self.phrases)

    @property
    def lists(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """What it finds its cases by, by the names the handbook's file has for it."""
        every = (self.products, self.components, self.categories, self.languages, self.phrases)
        return tuple((name, held) for name, held in zip(MATTERS, every, strict=True) if held)

    @property
    def words(self) -> str:
        """“payments 3 for categories billing, payments; words refund”."""
        said = "; ".join(
            f"{name} {', '.join(sorted(one.strip() for one in held))}" for name, held in self.lists
        )
        return f"{self.need.words}, for {said}"

    def covers(self, other: "SkillRule") -> bool:
        """Whether every case of another rule gets at least as much from this one."""
        mine, theirs = dict(self.lists), dict(other.lists)
        wide = all(name in theirs and theirs[name] <= held for name, held in mine.items())
        same = folded(self.need.skill) == folded(other.need.skill)
        enough = self.need.level >= other.need.level and self.need.required >= other.need.required
        return same and wide and enough


def subject_of(
    fields: Mapping[str, Any], texts: Iterable[str], language: str = ""
) -> Subject:  # fmt: skip
    """What rules look at: parts of the environment, the category, and the words of its texts."""
    product, component, category = (
        folded(str(fields.get(name) or "")) for name in ("product", "component", "category")
    )
    return Subject(product, component, category, language, plain_words(" ".join(texts)))


def plain_words(text: str) -> str:
    """Its words without case and accents, a blank around each, so that phrases are found whole."""
    opened = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(one for one in opened if not unicodedata.combining(one))
    return f" {' '.join(_WORD.findall(letters))} "


def needs_of(
    rules: Sequence[SkillRule], subject: Subject, by_hand: Mapping[str, Any] | None = None
) -> tuple[Need, ...]:
    """What a case needs: required first, then preferred ones, each in the order of the handbook.

    Where two rules ask for one skill, the higher level counts, and required before preferred. What
    was said by hand takes the rules' place: a need by its skill, or None where it needs none.
    """
    found: dict[str, Need] = {}
    for need in (rule.need for rule in rules if rule.asks(subject)):
        _stronger(found, need)
    for skill, row in (by_hand or {}).items():
        found.pop(folded(skill), None)
        if row is not None:
            found[folded(skill)] = Need(skill, int(row["level"]), bool(row["required"]))
    return tuple(sorted(found.values(), key=lambda need: not need.required))


def most_needed(rules: Iterable[SkillRule]) -> list[Need]:
    """Each skill that rules ask for once, at the highest level that is asked for."""
    most: dict[str, Need] = {}
    for need in (rule.need for rule in rules):
        had = most.get(folded(need.skill))
        most[folded(need.skill)] = need if had is None or need.level > had.level else had
    return list(most.values())


def _stronger(found: dict[str, Need], need: Need) -> None:
    key = folded(need.skill)
    had = found.get(key, need)
    level = max(had.level, need.level)
    found[key] = Need(had.skill, level, had.required or need.required)


def still_asked(needs: Sequence[Need], left: float) -> tuple[Need, ...]:
    """Those that still are asked for with this share of the time to the deadline left.

    Required ones always; of n preferred ones the last relaxes when n of n + 1 parts are left, the
    first when one is.
    """
    preferred = [need for need in needs if not need.required]
    parts = len(preferred) + 1
    kept = [need for at, need in enumerate(preferred, 1) if left * parts > at]
    return (*(need for need in needs if need.required), *kept)
