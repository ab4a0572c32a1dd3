"""One case on paper: its facts, its clocks, what was said, what happened, what belongs to it."""

from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.reports import page
from desktop.reports.gauge import gauge
from desktop.reports.text import markup
from models.case_paper import CasePaper, ClockTold, Said
from models.handbook.zones import zone
from models.text import counted
from models.wording import full_words

_TITLE, _NAME, _FACT = 300, 160, 160
_GAUGE = 20 * mm


def case_bytes(paper: CasePaper, edition: page.Edition = page.PLAIN) -> bytes:
    """The case as a PDF; the same facts give the same bytes."""
    place = zone(paper.zone)
    mark = f" · data {edition.data['hash'][:12]}" if edition.data else ""
    inside = "" if paper.external else " · internal"
    foot = f"As of {full_words(paper.as_of, place)} ({paper.zone}){mark}{inside}"
    story = [
        *_head(paper), *_texts(paper), *_clocks(paper), *_conversation(paper, place),
        *_timeline(paper, place), *_closing(paper), *_links(paper),
    ]  # fmt: skip
    return page.document(page.Sheet(_title(paper), paper.desk, foot, edition), story)


def _title(paper: CasePaper) -> str:
    return f"Case {paper.key}"


def _head(paper: CasePaper) -> list[Flowable]:
    about = " · ".join(part for part in (*paper.about, paper.desk) if part)
    made: list[Flowable] = [
        page.title(_title(paper)),
        page.Paragraph(markup(paper.title or "(no title)", _TITLE), page.SECTION.clone("called")),
        page.Paragraph(markup(about), page.LEAD),
    ]
    if not paper.external:
        made.append(page.note("Internal: shows the SLO and notes, not for customers."))
    if paper.facts:
        made.append(page.told([(name, words[:_FACT]) for name, words in paper.facts]))
    return made


def _texts(paper: CasePaper) -> list[Flowable]:
    if not paper.texts:
        return []
    made: list[Flowable] = [page.section("What was reported")]
    for name, words in paper.texts:
        made += [page.subsection(name), *page.prose(words)]
    return made


def _clocks(paper: CasePaper) -> list[Flowable]:
    if not paper.clocks:
        return [page.section("Clocks"), page.body("Nothing was promised for this case.")]
    heads = ["Clock", "Left", "How it stands", "Counted", "Due"]
    rows = [[one.name, _gauge(one), one.words, one.counted, one.due] for one in paper.clocks]
    made: list[Flowable] = [
        page.section("Clocks"),
        page.table(heads, rows, [33 * mm, 24 * mm, 30 * mm, 43 * mm, 44 * mm], row_head=0),
    ]
    notes = []
    if any(one.share_left is not None for one in paper.clocks):
        notes.append("The line is what is left of the target, towards its left edge, the breach"
                     f"{'.' if paper.external else '; the notch is the SLO.'}")  # fmt: skip
    if paper.more_clocks:
        more = paper.more_clocks
        earlier = counted(more, "1 earlier clock is", "{count} earlier clocks are")
        notes.append(f"{earlier} not told here.")
    return made + [page.note(" ".join(notes))] * bool(notes)


def _gauge(one: ClockTold) -> Flowable | str:
    if one.share_left is None:
        return "–"
    return gauge(one.share_left, one.notch, one.state, one.words, _GAUGE)


def _conversation(paper: CasePaper, place: ZoneInfo) -> list[Flowable]:
    if not paper.conversation:
        return []
    made: list[Flowable] = [page.section("What was said")]
    for one in paper.conversation:
        made.append(page.subsection(_heading(one, place)))
        made += page.prose(one.text) or [page.note("without words")]
    return made


def _heading(one: Said, place: ZoneInfo) -> str:
    inside = ", internal" if one.internal else ""
    return f"{full_words(one.at, place)} · {one.how} · {one.who}{inside}"


def _timeline(paper: CasePaper, place: ZoneInfo) -> list[Flowable]:
    if not paper.timeline:
        return []
    rows: list[list[Flowable | str]] = [
        [full_words(one.at, place), page.some(one.words, 240), one.who]
        if not one.more
        else [full_words(one.at, place), page.some(f"{one.words}: {one.more}", 400), one.who]
        for one in paper.timeline
    ]
    heads = ["When", "What happened", "" if paper.external else "By"]
    made = page.table(heads, rows, [52 * mm, 92 * mm, 30 * mm], tight=True)
    return [page.section("What happened"), made]


def _closing(paper: CasePaper) -> list[Flowable]:
    if not paper.closing:
        return []
    made: list[Flowable] = [page.section("Closing note")]
    for name, words in paper.closing:
        made += [page.subsection(name), *page.prose(words)]
    return made


def _links(paper: CasePaper) -> list[Flowable]:
    made: list[Flowable] = []
    if paper.links:
        rows: list[list[Flowable | str]] = [
            [how, page.some(key, _NAME), page.some(title, _NAME), status]
            for how, key, title, status in paper.links
        ]
        heads = ["How it belongs", "Which", "Title", "Stands"]
        made += [
            page.section("Linked with it"),
            page.table(heads, rows, [40 * mm, 40 * mm, 64 * mm, 30 * mm], row_head=1),
        ]
    if paper.files:
        made.append(page.section("Attached"))
        made += page.bullets([f"{name[:_NAME]} ({size})" for name, size in paper.files])
    return made
