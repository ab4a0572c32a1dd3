"""The weekly operational review as an agenda: open actions first, then numbers, then what is late,
who is asked, and what waits."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from models.agenda import NOTHING, Line, Opens, Section
from models.agenda_words import (
    actions_section,
    ago_words,
    cut,
    decided_section,
    joined,
    kept_lines,
    made_section,
    minutes_section,
    moment_words,
    period_name,
    role_words,
    short_day,
    volume_lines,
)
from models.breach_time_words import holding_words
from models.handbook.reviews import WAITS_TOO_LONG
from models.handbook.roster import LEAD
from models.handbook.zones import zone
from models.queries.article_life import REVIEW
from models.queries.breach_time import Holding
from models.queries.late_cases import Late, LateCase
from models.queries.open_actions import OpenAction
from models.queries.waiting_papers import WaitingArticle, WaitingPostmortem
from models.queries.weekly_review import Crossed, WeeklyReview
from models.queue_filter import LEFT_UNCLOSED
from models.text import Text, counted, text
from models.wording import commitment_name, role_name, span_words

_ASKED: Final = (
    ("breached", "1 breached and open", "{count} breached and open"),
    ("soon", "1 due next", "{count} due next"),
    ("unclosed", "1 to close", "{count} to close"),
    ("waiting", "1 long wait to end", "{count} long waits to end"),
)  # fmt: skip


def weekly_title(review: WeeklyReview) -> Text:
    """“Weekly review, week 12 of 2016”, and that it is not over."""
    key = "Weekly review, {period}" if review.ended else "Weekly review, {period}, so far"
    return text(key, period=period_name(review.period))


def weekly_summary(review: WeeklyReview) -> Text:
    """The week in two sentences, for those who read no further."""
    broken = sum(row.breached for row in review.attainment if row.objective == "SLA")
    open_ = review.late.breached.total
    when = text("in the week" if review.ended else "so far this week")
    return text(
        "{cases} {breached} {late}",
        cases=text("{opened} opened, {resolved} resolved, {left} open at the end."
                   if review.ended else "{opened} opened so far, {resolved} resolved, {left} open.",
                   opened=counted(review.volume.total, "1 case", "{count} cases"),
                   resolved=f"{review.volume.resolved:,}", left=f"{review.volume.open_at_end:,}"),
        breached=counted(broken, "1 SLA clock breached {when}.",
                         "{count} SLA clocks breached {when}.", when=when) if broken
        else text("No SLA clock breached {when}.", when=when),
        late=_late_words(open_, ended=review.ended),
    )  # fmt: skip


def _late_words(count: int, *, ended: bool) -> Text:
    """What is breached and open, as it was when the week ended or as it is."""
    if not ended:
        return counted(count, "1 case is breached and open now.",
                       "{count} cases are breached and open now.") if count else text(
            "No case is breached and open now.")  # fmt: skip
    return counted(count, "1 was breached and still open at the end of it.",
                   "{count} were breached and still open at the end of it.") if count else text(
        "None was still open and breached at the end of it.")  # fmt: skip


def weekly_agenda(review: WeeklyReview) -> tuple[Section, ...]:
    """Its sections in their order, those without a line too."""
    place, late = zone(review.zone), review.late
    sections = (
        actions_section(review.actions, review.period),
        decided_section(review.decided, review.decided_on, place),
        _numbers(review),
        _breached(late.breached, place),
        _soon(late.soon, place, ended=review.ended),
        _unclosed(late.unclosed, review.at),
        _waiting(late.waiting, review.at),
        _asked(review),
        _articles(review, place),
        _postmortems(review, place),
        _alerts(review, place),
        made_section(review.made, review.period),
        minutes_section(review.minutes, place),
    )
    return cut(sections)


def _numbers(review: WeeklyReview) -> Section:
    compared = review.previous_volume is not None
    lines = volume_lines(review.volume, review.previous_volume, ended=review.ended)
    lines += kept_lines(review.attainment, review.previous, compared=compared)
    before = period_name(review.previous_period)
    if compared:
        note = text("compared with {period}", period=before)
    elif review.ended:
        note = text("nothing to compare with: the desk began later than {period}", period=before)
    else:
        note = text("compared once the week is over")
    heads = (text("Number"), NOTHING, text("This week"), text("The week before"))
    return Section("numbers", text("What changed"), tuple(lines), heads, text("numbers"), note,
                   len(lines), "numbers")  # fmt: skip


def _breached(late: Late, place: ZoneInfo) -> Section:
    lines = [
        _case_line(
            one,
            joined([_since(one), text(commitment_name(one.commitment)),
                    holding_words(one.holding),
                    text("since {when}", when=moment_words(one.at, place))]),
            NOTHING if one.over is None else text(span_words(timedelta(seconds=one.over.seconds))),
            late=not one.done,
        )
        for one in late.rows
    ]  # fmt: skip
    heads = (text("Case"), text("What, with whom, since when"), text("Over"))
    return Section("breached", text("Breached and still open"), tuple(lines), heads,
                   text("breached cases still open"),
                   text("over in hours of work where the handbook counts these"),
                   late.total)  # fmt: skip


def _soon(late: Late, place: ZoneInfo, *, ended: bool) -> Section:
    lines = [
        _case_line(
            one,
            joined([_since(one), text(commitment_name(one.commitment)),
                    holding_words(one.holding)]),
            text(moment_words(one.at, place)),
        )
        for one in late.rows
    ]  # fmt: skip
    heads = (text("Case"), text("What, with whom"), text("Due"))
    when = text("in the week after" if ended else "in the next 7 days")
    return Section("soon", text("Next to breach"), tuple(lines), heads,
                   text("commitments due {when}", when=when), text("due {when}", when=when),
                   late.total)  # fmt: skip


def _unclosed(late: Late, at: datetime) -> Section:
    lines = [
        _case_line(one, joined([_since(one), holding_words(one.holding)]), ago_words(one.at, at))
        for one in late.rows
    ]
    heads = (text("Case"), text("With whom"), text("Resolved for"))
    note = text("for {count} days or longer", count=LEFT_UNCLOSED.resolved_days)
    return Section("unclosed", text("Resolved and not closed"), tuple(lines), heads,
                   text("cases resolved and left unclosed"), note, late.total)  # fmt: skip


def _waiting(late: Late, at: datetime) -> Section:
    lines = [
        _case_line(
            one,
            joined([text("for {whom}", whom=one.waits_for) if one.waits_for else NOTHING,
                    holding_words(one.holding)]),
            ago_words(one.at, at),
        )
        for one in late.rows
    ]  # fmt: skip
    heads = (text("Case"), text("For whom, with whom"), text("Waits for"))
    note = text("for {count} days or longer", count=WAITS_TOO_LONG)
    return Section("waiting", text("Waits too long"), tuple(lines), heads,
                   text("cases that wait too long"), note, late.total)  # fmt: skip


def _case_line(one: LateCase, detail: Text, value: Text, *, late: bool = False) -> Line:
    return Line(text("{title}", title=one.title), detail, value, badge=one.priority, key=one.key,
                late=late, opens=Opens("case", one.case_id))  # fmt: skip


def _since(one: LateCase) -> Text:
    return text("settled since") if one.done else NOTHING


def _asked(review: WeeklyReview) -> Section:
    """Each role, or each person where names are on, with all that is asked of them."""
    found: defaultdict[Holding, list[Text]] = defaultdict(list)
    sums: defaultdict[Holding, int] = defaultdict(int)
    for name, one, many in _ASKED:
        late: Late = getattr(review.late, name)
        for holding, count in late.held:
            found[holding].append(counted(count, one, many))
            sums[holding] += count
    for whom, count in _overdue(review.actions).items():
        found[whom].append(counted(count, "1 action overdue", "{count} actions overdue"))
        sums[whom] += count
    for whom, count in _waits(review.articles).items():
        found[whom].append(counted(count, "1 article to look at", "{count} articles to look at"))
        sums[whom] += count
    for whom, count in _waits(review.postmortems).items():
        found[whom].append(counted(count, "1 postmortem", "{count} postmortems"))
        sums[whom] += count
    lines = tuple(
        Line(holding_words(whom), joined(found[whom]), text(f"{sums[whom]:,}"))
        for whom in sorted(found, key=lambda one: (-sums[one], one.name, one.role))
    )
    heads = (text("Who"), text("For what"), text("In all"))
    note = text("by name") if review.named else text("by role")
    return Section("asked", text("Who is asked"), lines, heads, text("one to be asked"), note,
                   len(lines))  # fmt: skip


def _overdue(actions: Sequence[OpenAction]) -> Counter[Holding]:
    return Counter(_with(one) for one in actions if one.days_over and not one.done)


def _waits(waiting: Sequence[WaitingArticle | WaitingPostmortem]) -> Counter[Holding]:
    return Counter(_with(one) for one in waiting)


def _with(one: OpenAction | WaitingArticle | WaitingPostmortem) -> Holding:
    """What is with nobody is the lead's."""
    return Holding(one.who, one.role or LEAD, unassigned=False)


def _articles(review: WeeklyReview, place: ZoneInfo) -> Section:
    lines = tuple(
        Line(
            text("{title}", title=one.title),
            joined([text("late") if one.late else NOTHING,
                    text("to be reviewed" if one.what == REVIEW else "to be verified"),
                    text("{who}", who=one.who) if one.who else role_words(one.role or "lead")]),
            text(short_day(date.fromisoformat(one.on), review.period)), late=one.late,
            opens=Opens("article", name=one.key), key=one.key,
        )
        for one in review.articles
    )  # fmt: skip
    heads = (text("Article"), text("For what, by whom"), text("Due, or since"))
    return Section("articles", text("Articles that wait"), lines, heads,
                   text("articles that wait"), _as_of(review, place), len(lines))  # fmt: skip


def _postmortems(review: WeeklyReview, place: ZoneInfo) -> Section:
    today = review.known_on
    lines = tuple(
        Line(
            text("{title}", title=one.title),
            joined([text(one.status), text("{who}", who=one.who) if one.who
                    else role_words(one.role or "lead")]),
            text(short_day(date.fromisoformat(one.due_on), review.period))
            if one.due_on else NOTHING,
            late=one.due_on is not None and one.due_on < today.isoformat(),
            opens=Opens("postmortem", one.id),
        )
        for one in review.postmortems
    )  # fmt: skip
    heads = (text("Postmortem"), text("Where it stands, with whom"), text("Due"))
    return Section("postmortems", text("Postmortems that wait"), lines, heads,
                   text("postmortems that wait"), _as_of(review, place), len(lines))  # fmt: skip


def _as_of(review: WeeklyReview, place: ZoneInfo) -> Text:
    """Papers wait as they do when the log ends, which may be later than the week does."""
    if review.as_of <= review.at:
        return NOTHING
    return text("as of {when}", when=moment_words(review.as_of, place))


def _alerts(review: WeeklyReview, place: ZoneInfo) -> Section:
    lines = [_crossing(one, place) for one in review.crossed]
    if review.unseen:
        said = counted(review.unseen, "1 alert that nobody has seen",
                       "{count} alerts that nobody has seen")  # fmt: skip
        lines.append(Line(said, text("fired in the week, and still to be seen to"), late=True))
    heads = (text("What"), text("Who was to be told"), text("When"))
    return Section("alerts", text("Thresholds crossed, alerts unseen"), tuple(lines), heads,
                   text("thresholds crossed or alerts unseen"), total=len(lines))  # fmt: skip


def _crossing(one: Crossed, place: ZoneInfo) -> Line:
    over = NOTHING if one.fell_at is not None else text("still over")
    return Line(
        text("{words}", words=one.words), joined([text(role_name(one.role)), over]),
        text(moment_words(one.crossed_at, place)), late=one.fell_at is None,
    )  # fmt: skip
