"""What a new article of a kind begins with, unless somebody proposes more."""

from collections.abc import Mapping
from typing import Final

from models.handbook.article_draft import issue_body
from models.handbook.articles import DECISION, HOW_TO, KNOWN_ISSUE, PLAYBOOK

TEMPLATES: Final[Mapping[str, str]] = {
    KNOWN_ISSUE: issue_body({}),
    HOW_TO: "## When\n\n## Steps\n\n1. \n\n## How to tell that it worked\n",
    PLAYBOOK: "For: P1\n\n- [ ] \n\n## When it is over\n",
    DECISION: "## Context\n\n## Options weighed\n\n## Decision\n\n## Consequences\n",
}


def is_begun(body: str) -> bool:
    """Whether somebody wrote more of a text than what an article of some kind begins with."""
    return body.strip() not in {"", *(template.strip() for template in TEMPLATES.values())}
