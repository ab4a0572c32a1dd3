"""What the editor's buttons do to Markdown; `‹›` stands for the selection."""

import pytest

from ui.knowledge.marking import MARKS, next_line
from ui.knowledge.outline import headings


def marked(name: str, told: str) -> str:
    begin = told.index("‹")
    end = told.index("›") - 1
    text = told.replace("‹", "").replace("›", "")
    made = MARKS[name](text, begin, end)
    whole = text[: made.begin] + made.words + text[made.end :]
    return f"{whole[: made.chosen]}‹{whole[made.chosen : made.until]}›{whole[made.until :]}"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("bold", "a ‹b› c", "a **‹b›** c"),
        ("bold", "a **‹b›** c", "a ‹b› c"),
        ("bold", "a‹ b ›c", "a **‹b›** c"),
        ("bold", "‹›", "**‹›**"),
        ("italic", "**‹b›**", "***‹b›***"),
        ("italic", "*‹b›*", "‹b›"),
        ("code", "‹x›", "`‹x›`"),
        ("code", "‹x\ny›", "```\n‹x\ny›\n```"),
        ("heading", "a\nb‹›c", "a\n## bc‹›"),
        ("heading", "## b‹›c", "### bc‹›"),
        ("heading", "### b‹›c", "bc‹›"),
        ("list", "‹a\nb›", "‹- a\n- b›"),
        ("list", "‹- a\n- b›", "‹a\nb›"),
        ("list", "‹›", "- ‹›"),
        ("numbers", "‹a\nb›", "1. a\n2. b‹›"),
        ("quote", "a‹›", "> a‹›"),
        ("link", "‹words›", "[words](‹https://›)"),
        ("link", "‹https://a.example/b›", "[‹›](https://a.example/b)"),
    ],
)
def test_a_mark_is_put_around_words_and_taken_away(name: str, before: str, after: str) -> None:
    assert marked(name, before) == after


def test_a_table_stands_below_the_line_with_its_first_heading_selected() -> None:
    made = marked("table", "words‹›\nmore")
    assert made.startswith("words\n\n| ‹Column› | Column |\n| ------ | ------ |\n")


@pytest.mark.parametrize(
    ("line", "goes_on"),
    [
        ("- a", "\n- "), ("  * a", "\n  * "), ("9. a", "\n10. "), ("> a", "\n> "),
        ("- [x] done", "\n- [ ] "), ("words", None), ("-a", None),
    ],
)  # fmt: skip
def test_enter_goes_on_with_a_list(line: str, goes_on: str | None) -> None:
    made = next_line(line, len(line))
    assert (made.words if made else None) == goes_on


def test_enter_behind_a_row_begins_the_next_and_an_empty_one_ends_the_table() -> None:
    made = next_line("| a | b |", 9)
    assert made is not None
    assert (made.words, made.chosen) == ("\n|  |  |", 12)
    over = next_line("|  |  |", 7)
    assert over is not None
    assert (over.begin, over.end, over.words) == (0, 7, "")
    assert next_line("| a | b |", 4) is None


def test_enter_in_an_empty_item_ends_the_list() -> None:
    made = next_line("- ", 2)
    assert made is not None
    assert (made.begin, made.end, made.words) == (0, 2, "")


def test_the_outline_leaves_code_out() -> None:
    source = "# One\n\n```\n# no\n```\n\n## Two ##\n#not\n~~~~\n## no\n```\n~~~~\n### Three"
    found = [(one.level, one.words, one.line) for one in headings(source)]
    assert found == [(1, "One", 0), (2, "Two", 6), (3, "Three", 12)]
