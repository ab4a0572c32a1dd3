from models.errors import KnownError
from models.text import text
from ui.messages import counted, message, tr


def test_values_fill_their_places() -> None:
    assert tr(text("{count} of {total}", count=3, total=text("{n} cases", n=9))) == "3 of 9 cases"
    assert tr("{count} more", count=2) == "2 more"


def test_what_depends_on_a_number_has_its_form() -> None:
    said = [counted(count, "1 case of {who}", "{count} cases of {who}", who="Ana") for count in
            (0, 1, 2, 2_000)]  # fmt: skip
    assert said == ["0 cases of Ana", "1 case of Ana", "2 cases of Ana", "2,000 cases of Ana"]


def test_braces_in_plain_words_are_harmless() -> None:
    assert tr("Braces {like} these") == "Braces {like} these"
    assert tr(text("{title}", title="a {b} c")) == "a {b} c"


def test_marks_that_turn_the_writing_do_not_turn_our_words() -> None:
    assert tr("To {customer} · late", customer="Contoso\u202e") == "To Contoso · late"
    assert tr(text("{who} wrote", who="\u2067שלום\u2069")) == "שלום wrote"


def test_nothing_stays_nothing() -> None:
    assert tr("") == ""


def test_a_known_error_keeps_its_three_parts() -> None:
    shown = message(KnownError("No room", "The disk is full.", "Free some space."))
    assert (shown.title, shown.sentence, shown.what_next) == (
        "No room",
        "The disk is full.",
        "Free some space.",
    )
