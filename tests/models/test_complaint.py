"""What a pasted complaint, or a mail, says of a new case; and that nothing of it is lost."""

from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.complaint import LONGEST_TITLE, Complaint, read_file, read_text
from models.errors import KnownError
from models.file_reading import FileContent, ReadFiles

PASTED = """From: Ana Ruiz <ana@contoso.example>
Date: Tue, 12 May 2026 14:05:33 +0200
To: help@desk.example
Subject: Exports stall
  at 90 %

Since noon.

Note: all of them."""


def test_the_first_line_is_the_title_and_the_rest_the_message() -> None:
    assert read_text("\n\n Exports   stall \r\n\r\nSince noon.\r\n") == Complaint(
        "Exports stall", "Since noon."
    )


def test_the_headers_of_a_pasted_mail_go_where_they_belong() -> None:
    assert read_text(PASTED) == Complaint(
        "Exports stall at 90 %", "Since noon.\n\nNote: all of them.",
        "Ana Ruiz <ana@contoso.example>", "2026-05-12 14:05:33+02:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "received_at", "message"),
    [
        ("Sent: 12 May 2026 14:05 +0530", "2026-05-12 14:05:00+05:30", ""),
        ("Date: Tue, 12 May 2026 14:05:33 -0000", "2026-05-12 14:05:33+00:00", ""),
        ("Date: Tue, 12 May 2026 14:05:33", "2026-05-12 14:05:33", ""),
        ("Date: 2026-05-12T14:05Z", "2026-05-12 14:05:00+00:00", ""),
        ("Sent: Dienstag, den zwölften", "", "Sent: Dienstag, den zwölften"),
    ],
)
def test_a_date_keeps_its_zone_and_one_that_is_none_stays_in_the_message(
    header: str, received_at: str, message: str
) -> None:
    found = read_text(f"{header}\nSubject: Help")
    assert (found.received_at, found.message) == (received_at, message)


@pytest.mark.parametrize(
    "text", ["Error: it stalls\nWarning: so does this", "From: Monday on it stalls\nagain"]
)
def test_a_colon_makes_no_header(text: str) -> None:
    first, rest = text.split("\n")
    assert read_text(text) == Complaint(first, rest)


def test_a_title_that_is_too_long_stays_whole_in_the_message() -> None:
    line = "stall " * 100
    found = read_text(f"{line}\nSince noon.")
    assert len(found.title) <= LONGEST_TITLE
    assert found.message == f"{line}\nSince noon."
    assert read_text(f"Subject: {line}\n\nSince noon.").message.startswith(line.strip())


def mail() -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Zoë Müller <zoe@contoso.example>"
    made["Date"] = "Mon, 11 May 2026 23:59:59 -0700"
    made["Subject"] = "Export hängt ⚠"
    made.set_content("Seit heute früh.\n\nImmer.")
    made.add_alternative("<p>Seit <b>heute</b> früh.</p>", subtype="html")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="größe.png")
    return made


def test_a_file_of_mail_is_read_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.EML"
    path.write_bytes(mail().as_bytes())
    found = read_file(path)
    assert found == Complaint(
        "Export hängt ⚠", "Seit heute früh.\n\nImmer.", "Zoë Müller <zoe@contoso.example>",
        "2026-05-11 23:59:59-07:00",
    )  # fmt: skip
    assert found.files == ReadFiles((FileContent("größe.png", b"\x89PNG"),), ())
    assert read_text(mail().as_string()) == found


def test_files_of_a_mail_are_called_as_every_system_takes_it_and_an_empty_one_is_refused() -> None:
    made = mail()
    for data, name in ((b"x", "../../CON.txt"), (b"", "empty.log")):
        made.add_attachment(data, maintype="application", subtype="x", filename=name)
    files = read_text(made.as_string()).files
    assert [file.name for file in files.taken] == ["größe.png", "_CON.txt"]
    assert [str(error) for error in files.refused if "empty.log is empty" in str(error)]


def test_what_a_mail_carries_without_a_name_comes_with_it() -> None:
    made = mail()
    made.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    *_, carried = made.iter_attachments()
    del carried["Content-Disposition"]
    assert [file.name for file in read_text(made.as_string()).files.taken] == [
        "größe.png", "application.pdf"
    ]  # fmt: skip


def test_words_in_markup_stay_beside_those_of_a_mail_that_is_attached() -> None:
    made, attached = EmailMessage(), EmailMessage()
    made["Subject"] = "It is back"
    made.set_content("<p>See what we wrote <b>in May</b>.</p>", subtype="html")
    attached.set_content("It stalls.")
    attached.add_alternative("<p>It <i>stalls</i>.</p>", subtype="html")
    made.add_attachment(attached)
    assert read_text(made.as_string()).message == "See what we wrote in May.\n\nIt stalls."


def test_a_mail_within_mails_is_read_however_deep() -> None:
    within = (
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"
        for number in range(800)
    )
    assert read_text(f"Subject: x\n{''.join(within)}\nIt stalls.").message == "It stalls."


def test_a_mail_attached_to_a_mail_keeps_who_wrote_it_and_about_what() -> None:
    made, attached = mail(), EmailMessage()
    attached["Subject"] = "=?utf-8?q?Gr=C3=B6=C3=9Fe?="
    attached["From"] = "Ana Ruiz <ana@contoso.example>"
    attached["Date"] = "Mon, 11 May 2026 09:15:00 +0200"
    attached.set_content("It stalls.")
    attached.add_attachment(b"words", maintype="text", subtype="plain", filename="inner.log")
    made.add_attachment(attached)
    found = read_text(made.as_string())
    assert found.message.endswith(
        "\n\nFrom: Ana Ruiz <ana@contoso.example>\nDate: Mon, 11 May 2026 09:15:00 +0200\n"
        "Subject: Größe\n\nIt stalls."
    )
    assert "inner.log" in [file.name for file in found.files.taken]


@pytest.mark.parametrize("deep", [3, 30, 300])
def test_mails_within_mails_are_read_however_deep(deep: int) -> None:
    within = "".join(f"Subject: s{n}\nContent-Type: message/rfc822\n\n" for n in range(deep))
    found = read_text(f"From: a@b.example\n{within}Subject: last\n\nIt stalls.")
    assert found.message.endswith("It stalls.")
    assert "Subject: s1\n" in found.message


def test_a_mail_of_markup_alone_is_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"Subject: \xc4rger\nContent-Type: text/html; charset=nonsense\n\n"
        b"<style>p{}</style><p>It <b>stalls</b></p><script>alert(1)</script>2 &lt; 3<br>end"
    )
    assert read_file(path) == Complaint("Ärger", "It stalls\n2 < 3\nend")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_whatever_it_was_written(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Zoë schreibt\r\n„Hilfe“".encode(encoding))
    assert read_file(path) == Complaint("Zoë schreibt", "„Hilfe“")


@pytest.mark.parametrize("text", ["", " \n\t", "a\0b", "a\ud800b", "x" * 1_000_001])
def test_what_cannot_be_taken_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(KnownError) as refused:
        read_text(text)
    assert refused.value.sentence


def test_a_file_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    for name in ("gone.txt", "a\0b.txt", "x" * 300 + ".eml"):
        with pytest.raises(KnownError):
            read_file(tmp_path / name)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_every_word_of_a_text_is_in_the_case(text: str) -> None:
    try:
        found = read_text(text)
    except KnownError:
        assert not text.lstrip("\ufeff").strip()
        return
    kept = " ".join(found.fields().values()).split()
    if not found.contact and not found.received_at and "Subject" not in text.title():
        assert kept == text.lstrip("\ufeff").split()


@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_mail_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.eml"
    path.write_bytes(data)
    with suppress(KnownError):
        assert len(read_file(path).title) <= LONGEST_TITLE
