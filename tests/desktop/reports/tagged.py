"""Whether a paper is what a screen reader needs: every mark in the tree, every part what it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import pikepdf

HEADINGS: Final = {f"/H{level}": level for level in range(1, 7)}
SHOWS: Final = {"Tj", "TJ", "'", '"'}
PAINTS: Final = SHOWS | {
    "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE",
}  # fmt: skip
STANDARD: Final = set(HEADINGS) | {
    "/Document", "/Div", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD",
    "/Figure", "/Link", "/TOC", "/TOCI", "/Reference", "/Caption", "/Note", "/BlockQuote", "/Sect",
}  # fmt: skip
PARENTS: Final = {
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TH": {"/TR"}, "/TD": {"/TR"}, "/LI": {"/L"},
    "/Lbl": {"/LI"}, "/LBody": {"/LI"}, "/TOCI": {"/TOC"},
}  # fmt: skip
"""Roles, and what each must stand in."""


@dataclass(frozen=True)
class Told:
    """A structure element: its role, how deep, its words, and what stands in place of them."""

    role: str
    depth: int
    alt: str
    said: str
    facts: dict[str, Any]
    marks: tuple[tuple[int, int], ...]
    kids: tuple["Told", ...]

    def every(self) -> Iterator["Told"]:
        """This one and all within it, as they are read."""
        yield self
        for kid in self.kids:
            yield from kid.every()


def check_tagged(content: bytes) -> Told:
    """The document's tree, once everything about it is found to be in order."""
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"])
        assert str(pdf.docinfo["/Title"]) == pdf.open_metadata()["dc:title"]
        assert "/Outlines" in root
        assert int(root.Outlines.Count) > 0
        painted = [_marks_of(pdf, page) for page in pdf.pages]
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        (top,) = _listed(root.StructTreeRoot.K)
        tree = _told(top, pages, root.StructTreeRoot, 0)
        _check_parents(pdf, top)
    marks = Counter(mark for one in tree.every() for mark in one.marks)
    drawn = {(page, number) for page, numbers in enumerate(painted) for number in numbers}
    assert set(marks) == drawn, "a mark without an element, or an element without its mark"
    assert set(marks.values()) <= {1}, "a mark of two elements"
    _check_nesting(tree)
    return tree


def roles(tree: Told) -> Counter[str]:
    """How many there are of each role."""
    return Counter(one.role for one in tree.every())


def _marks_of(pdf: pikepdf.Pdf, page: pikepdf.Page) -> list[int]:
    """The numbers of a page's marks; nothing is painted outside a mark, no words as mere layout."""
    assert page.obj.Tabs == "/S"
    numbers: list[int] = []
    open_marks: list[str] = []
    for step in pikepdf.parse_content_stream(page):
        name, operands = str(step.operator), step.operands
        if name in ("BDC", "BMC"):
            artefact = str(operands[0]) == "/Artifact"
            assert not open_marks, "a mark within another"
            kind = "furniture" if artefact and name == "BDC" else "layout" if artefact else "text"
            if kind == "text":
                numbers.append(int(operands[1].MCID))
            open_marks.append(kind)
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTS:
            assert open_marks, f"{name} outside any mark"
            words = any(isinstance(o, pikepdf.String) and bytes(o) for o in operands)
            assert open_marks != ["layout"] or name not in SHOWS or not words, "words of no element"
            if name == "Do":
                _check_form(page.resources.XObject[str(operands[0])])
    assert not open_marks
    return numbers


def _check_form(form: Any) -> None:
    depth = 0
    for step in pikepdf.parse_content_stream(form):
        name = str(step.operator)
        depth += (name in ("BDC", "BMC")) - (name == "EMC")
        assert depth or name not in PAINTS, f"{name} outside any mark of a form"
    assert depth == 0


def _told(element: Any, pages: dict[Any, int], parent: Any, depth: int) -> Told:
    assert element.P.objgen == parent.objgen
    marks: list[tuple[int, int]] = []
    kids: list[Told] = []
    for kid in _listed(element.get("/K", pikepdf.Array())):
        if isinstance(kid, int):
            marks.append((pages[element.Pg.objgen], kid))
        elif kid.get("/Type") == "/MCR":
            marks.append((pages[kid.Pg.objgen], int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            assert kid.Obj.Subtype == "/Link"
            assert element.S == "/Link"
            assert str(kid.Obj.Contents)
            assert ("/Dest" in kid.Obj) != ("/A" in kid.Obj)
        else:
            kids.append(_told(kid, pages, element, depth + 1))
    facts: dict[str, Any] = {}
    for owned in _listed(element.get("/A", pikepdf.Array())):
        facts |= dict(owned.items())
    return Told(
        str(element.S), depth, str(element.get("/Alt", "")), str(element.get("/ActualText", "")),
        facts, tuple(marks), tuple(kids),
    )  # fmt: skip


def _listed(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _check_parents(pdf: pikepdf.Pdf, top: Any) -> None:
    """The way back: from each page's marks, and from each link, to an element that has them."""
    numbers = _listed(pdf.Root.StructTreeRoot.ParentTree.Nums)
    back = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        of_page = back.pop(int(page.obj.StructParents))
        for number, element in enumerate(of_page):
            assert any(_is_mark(kid, number) for kid in _listed(element.K))
        for note in page.obj.get("/Annots", []):
            owner = back.pop(int(note.StructParent))
            assert any(
                not isinstance(kid, int) and kid.get("/Obj") is not None
                and kid.Obj.objgen == note.objgen
                for kid in _listed(owner.K)
            )  # fmt: skip
    assert not back


def _is_mark(kid: Any, number: int) -> bool:
    return bool(kid == number if isinstance(kid, int) else kid.get("/MCID") == number)


def _check_nesting(tree: Told) -> None:
    level = 0
    for one in tree.every():
        assert one.role in STANDARD, f"{one.role} is no role of PDF 1.7"
        if one.role in HEADINGS:
            assert HEADINGS[one.role] <= level + 1, f"{one.role} after a level {level}"
            level = HEADINGS[one.role]
        if one.role == "/Figure":
            assert len(one.alt) > 10, "a figure without words"
        if one.role == "/TR":
            assert one.kids, "a row without cells"
        if one.role == "/TH":
            assert str(one.facts["/Scope"]) in ("/Row", "/Column")
        for kid in one.kids:
            assert one.role in PARENTS.get(kid.role, {one.role}), f"{kid.role} in {one.role}"
    for table in (one for one in tree.every() if one.role == "/Table"):
        assert all(kid.role == "/TR" for kid in table.kids)
        assert any(one.role == "/TH" for one in table.every()), "a table without heads"
        assert len(set(_widths(table))) == 1, "rows of different widths"


def _widths(table: Told) -> list[int]:
    """How many columns each row of a table fills, those that reach down from above it, too."""
    down: Counter[int] = Counter()
    widths = []
    for number, row in enumerate(table.kids):
        width = down[number]
        for cell in row.kids:
            across = int(cell.facts.get("/ColSpan", 1))
            width += across
            for below in range(1, int(cell.facts.get("/RowSpan", 1))):
                down[number + below] += across
        widths.append(width)
    return widths
