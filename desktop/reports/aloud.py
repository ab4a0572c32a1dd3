"""What a file says besides what it draws: its structure as it is read aloud, links, outline."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf

from desktop.reports.attached import NO_PAPER


def aloud_hash(content: bytes) -> str:
    """SHA-256 of roles and words of the structure tree, of what links lead to, and of the outline;
    the same however often the file was saved again. "" where there is no such tree."""
    try:
        told = _told(content)
    except NO_PAPER:
        return ""
    return sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()


def _told(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.obj.objgen: str(number) for number, page in enumerate(pdf.pages)}
        told = [*_tree(pdf.Root.StructTreeRoot, pages), *_outline(pdf)]
        told += [str(pdf.docinfo.get(name, "")) for name in ("/Title", "/Author", "/Subject")]
        return told


def _tree(element: Any, pages: dict[Any, str]) -> Iterator[str]:
    for name in ("/S", "/Alt", "/ActualText", "/Lang"):
        yield str(element.get(name, ""))
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield str(kid)
        elif "/Obj" in kid:
            yield from _link(kid.Obj, pages)
        elif "/MCID" in kid:
            yield f"{pages[kid.Pg.objgen]} {kid.MCID}"
        else:
            yield from _tree(kid, pages)


def _link(note: Any, pages: dict[Any, str]) -> Iterator[str]:
    yield str(note.get("/Contents", ""))
    if "/A" in note:
        yield str(note.A.get("/URI", note.A.get("/S", "")))
    if "/Dest" in note:
        yield pages.get(note.Dest[0].objgen, "")


def _outline(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop()
            yield str(item.title)
            waiting += item.children
