"""What a customer may be told meanwhile, and when there is nothing to tell."""

import pytest

from models.queries.workaround import article_workaround, case_workaround


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"closing": {"workaround": "none"}}, ""),
        ({"closing": {"workaround": " None. "}}, ""),
        ({"closing": {"workaround": "Restart it"}}, "Restart it"),
        ({"workaround": "Use the other door"}, "Use the other door"),
        ({"workaround": "Old", "closing": {"workaround": "New"}}, "New"),
        ({"workaround": "Old", "closing": {"workaround": "none"}}, ""),
        ({"workaround": None, "closing": None}, ""),
    ],
)
def test_a_cases_workaround(fields: dict[str, object], said: str) -> None:
    assert case_workaround(fields) == said


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("known_issue", "## Cause\nA\n\n## Workaround\nB\n\nC\n\n## State\nD", "B\n\nC"),
        ("known_issue", "## WORKAROUND \nB", "B"),
        ("known_issue", "No headings at all", ""),
        ("known_issue", "", ""),
        ("how_to", "# Rotate a key\n\n1. Make one.\n2. Use it.", "1. Make one.\n2. Use it."),
        ("how_to", "1. Make one.", "1. Make one."),
        ("playbook", "- [ ] Call everybody", ""),
    ],
)
def test_an_articles_workaround(kind: str, body: str, said: str) -> None:
    assert article_workaround(kind, body) == said


def test_a_section_that_was_left_empty_hides_no_other() -> None:
    body = "## Workaround\n\n## Fix\n\n## Workaround\n\nExport by year."
    assert article_workaround("known_issue", body) == "Export by year."
