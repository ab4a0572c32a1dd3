"""Which policy judges a case beside the handbook: a customer's contract, or one of the handbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.handbook.contract_rules import Matter
from models.handbook.policy import Policy
from models.handbook.policy_contracts import under_contract


@dataclass(frozen=True)
class Agreement:
    """What some cases are judged by beside the handbook: a contract made with the customer, with
    its `terms`, or the first of the handbook's own that is for their `matter`; or neither."""

    contract: str = ""
    terms: Mapping[str, Any] | None = None
    matter: Matter = field(default_factory=Matter)

    def over(self, handbook: Policy) -> Policy:
        """The handbook as it judges these cases."""
        if self.terms is not None:
            return under_contract(handbook, self.terms, self.contract)
        return handbook.for_case(self.matter)
