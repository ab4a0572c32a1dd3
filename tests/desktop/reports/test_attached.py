"""What is attached to a paper is read again, and what is no paper any more is a sentence."""

import random
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from desktop.papers import drawn
from desktop.reports.attached import NAME, parsed, read
from models.errors import KnownError
from models.snapshot import fingerprint
from tests.conftest import FULL
from tests.desktop.reports.reviews import full_review


@pytest.fixture(scope="module")
def paper() -> bytes:
    return drawn("quarterly", {"period": "2016Q1"}, full_review())


def test_the_data_is_that_of_the_pages(paper: bytes) -> None:
    data, pages = parsed(paper)
    assert data["hash"] == fingerprint(data["rows"]) == full_review().data_hash
    assert data["pages"] == pages
    assert (data["kind"], data["arguments"], data["paper"]) == (
        "quarterly", {"period": "2016Q1"}, "a4",
    )  # fmt: skip
    with pikepdf.open(BytesIO(paper)) as pdf:
        (file,) = pdf.Root.AF
        assert file.AFRelationship == "/Data"
        assert file.EF.F.Subtype == "/application/json"


def test_whatever_is_drawn_otherwise_has_another_fingerprint(paper: bytes) -> None:
    told = [parsed(drawn("quarterly", {"period": "2016Q1"}, full_review(), "letter"))[1],
            parsed(drawn("quarterly", {"period": "2016Q1"}, full_review("Another")))[1],
            parsed(paper)[1]]  # fmt: skip
    assert len(set(told)) == 3


def test_bytes_that_were_hurt_are_a_sentence_or_still_a_paper(paper: bytes) -> None:
    """Flipped, cut, left out: no other error comes of reading it."""
    chance = random.Random(8)
    plain = BytesIO()
    with pikepdf.open(BytesIO(paper)) as pdf:
        pdf.save(
            plain, compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )  # fmt: skip
    for whole in (paper, plain.getvalue()):
        for _ in range(400 if FULL else 60):
            hurt = bytearray(whole)
            for _ in range(chance.choice((1, 20, 400))):
                hurt[chance.randrange(len(hurt))] = chance.randrange(256)
            begin = chance.randrange(len(hurt))
            del hurt[begin : begin + chance.choice((0, 0, 300, len(hurt)))]
            with suppress(KnownError):
                data, _ = parsed(bytes(hurt))
                assert isinstance(data["rows"], dict)


@pytest.mark.parametrize("where", ["data", "page"])
def test_what_unpacks_to_more_than_any_report_is_a_sentence(paper: bytes, where: str) -> None:
    whole = BytesIO()
    with pikepdf.open(BytesIO(paper)) as pdf:
        blank = bytes(2**28 + 2**20)
        if where == "data":
            pdf.attachments[NAME] = pikepdf.AttachedFileSpec(pdf, blank, filename=NAME)
        else:
            pdf.pages[0].obj.Contents = pdf.make_stream(blank)
        del blank
        pdf.save(whole)
    assert len(whole.getvalue()) < 2**21
    with pytest.raises(KnownError):
        parsed(whole.getvalue())


def test_what_has_no_end_is_a_sentence() -> None:
    with pytest.raises(KnownError, match="larger than any report"):
        read(Path("/dev/zero"))
