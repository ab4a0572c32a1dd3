"""All of an entry's words, however long their lines are."""

from ui.case.reading_sheet import broken


def test_lines_a_person_writes_stay_as_they_are() -> None:
    assert broken("one\n\ntwo " * 900) == "one\n\ntwo " * 900


def test_a_very_long_line_is_broken_and_no_letter_is_lost() -> None:
    long = "x" * 9_000
    shown = broken(f"before\n{long}\n\nafter")
    assert max(map(len, shown.split("\n"))) <= 4_000
    assert shown.replace("\n", "") == f"before{long}after"
    assert shown.startswith("before\n")
    assert shown.endswith("\n\nafter")
