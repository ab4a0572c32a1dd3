"""The data of a paper, beside its pages: written with two seals, and read again."""

import json
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf

from models.errors import KnownError
from models.snapshot import canonical, fingerprint

NAME: Final = "data.json"
"""What the attachment is called."""

PAGES, SEAL = "pages", "sha256"
"""The fingerprint of what is drawn, and that of everything else in the attachment."""

_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_TITLE: Final = "Not a report of Leadline"


def sealed(data: dict[str, Any], pdf: pikepdf.Pdf) -> bytes:
    """An attachment's bytes, with the fingerprints of the pages and of itself."""
    told = {**data, PAGES: drawn_hash(pdf)}
    return canonical({**told, SEAL: fingerprint(told)})


def drawn_hash(pdf: pikepdf.Pdf) -> str:
    """SHA-256 of what is drawn: of each page its content, the forms it shows and its fonts.

    Whoever saves the file again, compressed in another way, changes nothing of it.
    """
    seen: dict[Any, bytes] = {}
    whole = sha256()
    for page in pdf.pages:
        for stream in _streams(page):
            if stream.objgen not in seen:
                seen[stream.objgen] = sha256(stream.read_bytes()).digest()
            whole.update(seen[stream.objgen])
    return whole.hexdigest()


def _streams(page: pikepdf.Page) -> Iterator[Any]:
    contents = page.obj.Contents
    yield from contents if isinstance(contents, pikepdf.Array) else [contents]
    resources: Any = page.obj.get("/Resources", {})
    for _, form in sorted(resources.get("/XObject", {}).items()):
        yield form
    for _, font in sorted(resources.get("/Font", {}).items()):
        described = font.get("/FontDescriptor")
        if described is not None:
            yield from (described[name] for name in _PROGRAMS if name in described)
        if "/ToUnicode" in font:
            yield font.ToUnicode


def read(path: Path) -> tuple[dict[str, Any], str]:
    """What is attached to a paper, and the fingerprint of what it draws now.

    A `KnownError` where the file cannot be read, or is no paper with data.
    """
    try:
        with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
            found = pdf.attachments.get(NAME)
            if found is None:
                raise KnownError(_TITLE, f"{path} holds no data to check.", "Choose another file.")
            return _parsed(found.get_file().read_bytes(), path), drawn_hash(pdf)
    except OSError as error:
        raise KnownError(
            "Not read", f"{path} cannot be read: {error.strerror}.", "Check its name."
        ) from error
    except (pikepdf.PdfError, AttributeError, TypeError) as error:
        raise KnownError(
            _TITLE, f"{path} is no PDF that can be read.", "Choose another."
        ) from error


def _parsed(written: bytes, path: Path) -> dict[str, Any]:
    """The attachment; a sentence where it is none of ours."""
    try:
        data = json.loads(written)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str):
        raise KnownError(_TITLE, f"{path} holds no data to check.", "Choose another file.")
    return data
