"""Contracts that the handbook itself holds: which of them is a case's, from the top."""

from dataclasses import dataclass
from typing import NamedTuple


class Matter(NamedTuple):
    """What contracts are told apart by: whose case it is, and of what kind."""

    customer: str = ""
    category: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ContractRule:
    """A contract of the handbook and the cases it is for: names folded; an empty set is any."""

    name: str
    customers: frozenset[str]
    categories: frozenset[str]
    groups: frozenset[str]

    def matches(self, matter: Matter) -> bool:
        """Whether a case is one of those it is for."""
        return (
            _among(matter.customer, self.customers)
            and _among(matter.category, self.categories)
            and _among(matter.group, self.groups)
        )

    def is_for(self, customer: str) -> bool:
        """Whether any case of this customer can be one of those it is for."""
        return _among(customer, self.customers)

    @property
    def narrows(self) -> bool:
        """Whether it is for some of a customer's cases only."""
        return bool(self.categories or self.groups)

    def hides(self, later: "ContractRule") -> bool:
        """Whether every case of a later contract is one of this one's, which comes first."""
        pairs = (
            (self.customers, later.customers), (self.categories, later.categories),
            (self.groups, later.groups),
        )  # fmt: skip
        return all(not wide or (bool(narrow) and narrow <= wide) for wide, narrow in pairs)

    @property
    def words(self) -> str:
        """Who it is for: “customers contoso, northwind; categories billing”, or “any case”."""
        pairs = (
            ("customers", self.customers),
            ("categories", self.categories),
            ("groups", self.groups),
        )
        said = (f"{what} {', '.join(sorted(names))}" for what, names in pairs if names)
        return "; ".join(said) or "any case"


def folded(name: str) -> str:
    """A name as contracts compare it: case and spacing do not matter."""
    return " ".join(name.split()).casefold()


def _among(name: str, wanted: frozenset[str]) -> bool:
    return not wanted or folded(name) in wanted
