"""The data of a paper, beside its pages: written with two seals, and read again."""

import json
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import settings

from models.errors import KnownError
from models.snapshot import canonical, fingerprint

NAME: Final = "data.json"
"""What the attachment is called."""

PAGES, SEAL = "pages", "sha256"
"""The fingerprint of what is drawn, and that of everything else in the attachment."""

_PARTS: Final[dict[str, type | tuple[type, ...]]] = {
    "kind": str, "arguments": dict, "paper": str, "as_of": (str, type(None)), "made_by": str,
    "hash": str, "rows": dict, PAGES: str, SEAL: str,
}  # fmt: skip
NO_PAPER: Final = (
    pikepdf.PdfError, pikepdf.PasswordError, AttributeError, KeyError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip
"""What reading a file that only looks like a PDF may raise."""

_DEEPEST: Final = 40
_LARGEST: Final = 2**28
"""So many bytes a file may have, and each part of it once it is unpacked: a few kilobytes may hold
gigabytes, packed."""

_OTHER: Final = "Choose a PDF that “leadline report” wrote."
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
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise KnownError(
            "Not read", f"{path} cannot be read: {error.strerror}.", "Check its name."
        ) from error
    if len(content) > _LARGEST:
        raise KnownError(_TITLE, "It is larger than any report.", _OTHER)
    return parsed(content)


def parsed(content: bytes) -> tuple[dict[str, Any], str]:
    """As `read`, of a file's bytes."""
    settings.set_qpdf_limits(flate_max_memory=_LARGEST, run_length_max_memory=_LARGEST)
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            found = pdf.attachments.get(NAME)
            data = _data(found.get_file().read_bytes()) if found is not None else None
            drawn = drawn_hash(pdf)
    except NO_PAPER as error:
        raise KnownError(_TITLE, "It is no PDF that can be read.", _OTHER) from error
    if data is None:
        raise KnownError(_TITLE, "It holds no data that a report has.", _OTHER)
    return data, drawn


def _data(written: bytes) -> dict[str, Any] | None:
    """An attachment that has all that a paper's has."""
    try:
        data = json.loads(written)
    except (ValueError, RecursionError):
        return None
    if _depth(data) > _DEEPEST:
        return None
    whole = isinstance(data, dict) and all(
        isinstance(data.get(name), kind) for name, kind in _PARTS.items()
    )
    return data if whole else None


def _depth(data: Any) -> int:
    """How deep lists and mappings lie in each other; counted without going down into them."""
    depth, here = 0, [data]
    while here and depth <= _DEEPEST:
        depth += 1
        here = [
            kid
            for one in here
            if isinstance(one, (dict, list))
            for kid in (one.values() if isinstance(one, dict) else one)
        ]
    return depth
