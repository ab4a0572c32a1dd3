"""The last step of a paper: ReportLab's file with its structure, its properties and its data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from desktop.reports.attached import NAME, sealed
from desktop.reports.structure import Element, Link, MarkedCanvas

_OWNERS: Final = {
    "Scope": "/Table", "ColSpan": "/Table", "RowSpan": "/Table", "BBox": "/Layout",
    "Placement": "/Layout", "ListNumbering": "/List",
}  # fmt: skip
_UNNAMED: Final = "A link"
_WEB: Final = ("https://", "http://", "mailto:")


@dataclass(frozen=True)
class Properties:
    """What a file says of itself. `made_at`: the instant of its figures, never the wall clock."""

    title: str
    author: str
    subject: str
    language: str
    made_at: datetime | None
    data: dict[str, Any] | None


def finished(drawn: bytes, canvas: MarkedCanvas, properties: Properties) -> bytes:
    """The whole file; the same drawing and properties give the same bytes."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        _Tree(pdf, canvas).build()
        _describe(pdf, properties)
        if properties.data is not None:
            _attach(pdf, properties.data)
        target = BytesIO()
        pdf.save(
            target, deterministic_id=True, min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )  # fmt: skip
    return target.getvalue()


class _Tree:
    """The structure tree of one file, and the way back from each mark to its element."""

    def __init__(self, pdf: pikepdf.Pdf, canvas: MarkedCanvas) -> None:
        self.pdf, self.canvas = pdf, canvas
        self.pages = [page.obj for page in pdf.pages]
        self.objects: dict[int, Any] = {}
        self.links: list[tuple[Any, Any]] = []
        """Each link's annotation, and the element it belongs to."""

    def build(self) -> None:
        """Make it, and hang it into the file."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(self.canvas.root, root)])
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(list(self._parents()))))
        root.ParentTreeNextKey = len(self.pages) + len(self.links)
        catalogue = self.pdf.Root
        catalogue.StructTreeRoot = root
        catalogue.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: Element, parent: Any) -> Any:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent)
        )
        self.objects[id(element)] = made
        if element.alt:
            made.Alt = String(element.alt)
        if element.said:
            made.ActualText = String(element.said)
        if element.facts:
            made.A = _attributes(element.facts)
        marks = [kid for kid in element.kids if isinstance(kid, tuple)]
        if marks:
            made.Pg = self.pages[marks[0][0]]
        kids = [told for kid in element.kids for told in self._kid(kid, made, marks)]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(
        self, kid: Element | tuple[int, int] | Link, parent: Any, marks: Sequence[tuple[int, int]]
    ) -> Iterator[Any]:
        if isinstance(kid, Element):
            if kid.kids or kid.role in ("TD", "TH"):
                yield self._element(kid, parent)
        elif isinstance(kid, Link):
            yield from self._link(kid, parent)
        elif kid[0] == marks[0][0]:
            yield kid[1]
        else:
            yield Dictionary(Type=Name.MCR, Pg=self.pages[kid[0]], MCID=kid[1])

    def _link(self, link: Link, parent: Any) -> Iterator[Any]:
        """The annotation; none where the place it leads to was never drawn."""
        page = self.pages[link.page]
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([round(at, 2) for at in link.rect]),
            Border=Array([0, 0, 0]), F=4, Contents=String(link.words or _UNNAMED),
            StructParent=len(self.pages) + len(self.links),
        )  # fmt: skip
        if link.to in self.canvas.places:
            number, y = self.canvas.places[link.to]
            note.Dest = Array([self.pages[number], Name.XYZ, 0, round(y, 2), 0])
        elif link.to.startswith(_WEB):
            note.A = Dictionary(S=Name.URI, URI=String(_address(link.to)))
        else:
            return
        made = self.pdf.make_indirect(note)
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(made)
        self.links.append((made, parent))
        yield Dictionary(Type=Name.OBJR, Pg=page, Obj=made)

    def _parents(self) -> Iterator[Any]:
        for number, marks in enumerate(self.canvas.marks):
            self.pages[number].StructParents = number
            self.pages[number].Tabs = Name.S
            yield number
            yield self.pdf.make_indirect(Array([self.objects[id(one)] for one in marks]))
        for number, (_, parent) in enumerate(self.links, start=len(self.pages)):
            yield number
            yield parent


def _address(written: str) -> str:
    """An address as PDF has it, in ASCII; what was encoded already stays."""
    return quote(written, safe="%/:=&?~#+!$,;'@()*[]", errors="replace")


def _attributes(facts: dict[str, Any]) -> Any:
    """A dictionary for each owner of attributes."""
    owned: dict[str, dict[str, Any]] = {}
    for name, value in facts.items():
        told = Name(f"/{value}") if isinstance(value, str) else value
        owned.setdefault(_OWNERS[name], {})[f"/{name}"] = (
            Array(told) if isinstance(told, list) else told
        )
    made = [Dictionary({"/O": Name(owner), **values}) for owner, values in owned.items()]
    return made[0] if len(made) == 1 else Array(made)


def _describe(pdf: pikepdf.Pdf, of: Properties) -> None:
    """Title, author, language and instant, in the old place and in the new one (XMP)."""
    info = pdf.docinfo
    for name in list(info.keys()):
        del info[name]
    told = {"/Title": of.title, "/Author": of.author, "/Subject": of.subject,
            "/Creator": "Leadline", "/Producer": "Leadline"}  # fmt: skip
    if of.made_at is not None:
        instant = of.made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
        told |= {"/CreationDate": instant, "/ModDate": instant}
    for name, value in told.items():
        info[name] = String(value)
    pdf.Root.Lang = String(of.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    packet = pikepdf.Stream(pdf, _packet(of).encode())
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(packet)


def _packet(of: Properties) -> str:
    """The properties as XMP (ISO 16684-1)."""
    made = "" if of.made_at is None else of.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(f"<xmp:{name}>{made}</xmp:{name}>" for name in _DATES if made)
    return _XMP.format(
        title=escape(of.title), author=escape(of.author), subject=escape(of.subject),
        language=escape(of.language), dates=dates,
    )  # fmt: skip


_DATES: Final = ("CreateDate", "ModifyDate", "MetadataDate")
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Leadline</xmp:CreatorTool><pdf:Producer>Leadline</pdf:Producer>
{dates}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _attach(pdf: pikepdf.Pdf, data: dict[str, Any]) -> None:
    """The data beside the pages, as what the pages are made of."""
    file = pikepdf.AttachedFileSpec(
        pdf, sealed(data, pdf), filename=NAME, mime_type="application/json", relationship=Name.Data,
        description="What this paper says, as data",
    )  # fmt: skip
    pdf.attachments[NAME] = file
    pdf.Root.AF = Array([pdf.attachments[NAME].obj])
