"""The ledger of alerts in words, for window and terminal."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from models.alert_words import call_words, level_words, whom_words
from models.handbook.alert_use import Means
from models.handbook.alerting import CALLS, LEARNED, TEAM_UPDATE
from models.handbook.incident import SOON
from models.queries.alert_ledger import LedgerRow
from models.queries.alert_rules import RuleUse
from models.text import Text, text
from models.wording import commitment_name, instant_words, role_name

_MOVED: Final = {
    "usual_at": "{time} is outside the working hours of {name}",
    "counted_at": "counted in the working hours of {name}: by the clock's it would come {time}",
    "passed_at": "{time} was over when the desk knew all of it, so it comes at once",
}
"""By what its plan says: why it comes at another instant than its level's."""
_USE: Final[Mapping[Means, tuple[str, str]]] = {
    "kept": ("kept", "missed all the same"), "sla": ("the SLA was kept", "the SLA was missed"),
    "soon": ("ended soon", "not ended soon"), "shipped": ("out in time", "not out in time"),
}  # fmt: skip
_MEANS: Final[Mapping[Means, str]] = {
    "kept": "what it warned of was kept", "sla": "the SLA was kept all the same",
    "soon": "seen to as soon as a new case is to be answered",
    "shipped": "the hotfix was out when it was due",
}  # fmt: skip
_CALL_LEVELS: Final = {"remind": "a reminder", "lead": "to the lead", "due": "it is due"}
"""Of what is told twice without a clock, which time it is."""
_OWED: Final = {f"{SOON:.0%}": "owed soon", "slo": "owed"}
"""The same of a word to the team."""
_WHERE: Final = {
    "notification": "by message", "tray": "by message", "bar": "in the bar", "case": "on its page",
}  # fmt: skip


def what_words(row: LedgerRow) -> Text:
    """What it says: “Resolution: 75% of the time used”."""
    if row.commitment == TEAM_UPDATE:
        return _word_to_the_team(row.level)
    if row.commitment in CALLS:
        return call_words(row.commitment)
    return text(
        "{commitment}: {level}", commitment=text(commitment_name(row.commitment)),
        level=level_words(row.level, row.reason),
    )  # fmt: skip


def rule_words(rule: RuleUse) -> Text:
    """A rule by which alerts come, whatever the case."""
    if rule.commitment == TEAM_UPDATE:
        return _word_to_the_team(rule.level)
    if rule.commitment in CALLS:
        what, which = call_words(rule.commitment), _CALL_LEVELS.get(rule.level)
        return what if which is None else text("{what}: {level}", what=what, level=text(which))
    level = level_words(rule.level)
    if rule.level == LEARNED:
        level = text("as much left as such cases take")
    return text(
        "{commitment}: {level}", commitment=text(commitment_name(rule.commitment)), level=level
    )


def _word_to_the_team(level: str) -> Text:
    what, when = call_words(TEAM_UPDATE), _OWED.get(level)
    return what if when is None else text("{what}: {when}", what=what, when=text(when))


def why_words(row: LedgerRow, now: datetime, zone: ZoneInfo) -> list[Text]:
    """Why it comes when it does, and to somebody else; nothing where its level says it all."""
    told, found = row.reason or {}, []
    name = row.whom or text("whoever is told")
    for key, words in _MOVED.items():
        # of one that had fired when the case changed again nothing was moved
        if key in told and told[key] != row.planned_for.timestamp():
            usual = datetime.fromtimestamp(told[key], tz=zone)
            found.append(text(words, time=instant_words(usual, now, zone), name=name))
    whom = whom_words(row.reason)
    return [*found, whom] if whom is not None else found


def whose_words(row: LedgerRow) -> Text:
    """Who was told, or is to be."""
    if row.person or not row.whom:
        return text("{name}", name=row.person)
    return text("for {name}", name=row.whom)


def became_words(row: LedgerRow, now: datetime, zone: ZoneInfo) -> list[Text]:
    """What became of it so far, step by step with times."""
    return list(_became(row, lambda at: instant_words(at, now, zone)))


def use_words(row: LedgerRow) -> Text:
    """Whether it was followed by what it is for."""
    if row.useful is None:
        return text("")
    return text(_USE[row.means][0 if row.useful else 1])


def means_words(means: Means) -> Text:
    """When alerts of a rule were of use."""
    return text(_MEANS[means])


def _mark(words: str, at: str, channel: str) -> Text:
    """When, and where: how it was shown is not known of what nobody showed outside."""
    if channel not in _WHERE:
        return text(words, time=at)
    return text("{what} {where}", what=text(words, time=at), where=text(_WHERE[channel]))


def _became(row: LedgerRow, said: Callable[[datetime], str]) -> Iterator[Text]:
    """At this person first, then with others."""
    if row.fired_at is None:
        yield text("withdrawn") if row.withdrawn_at else text("planned")
        return
    yield text("fired {time}", time=said(row.fired_at))
    yield from _at_the_person(row, said)
    for step in row.steps:
        words = "went on {time} to the {role}"
        if step.unheld:
            words = "went on {time} to the lead, for nobody is {role}"
        yield text(words, time=said(step.at), role=role_name(step.role))
    if row.withdrawn_at is not None:
        yield text("withdrawn {time}", time=said(row.withdrawn_at))


def _at_the_person(row: LedgerRow, said: Callable[[datetime], str]) -> Iterator[Text]:
    claimed, shown = row.claimed_at, row.shown_at
    if claimed is not None and (shown is None or said(claimed) != said(shown)):
        yield text("claimed {time}", time=said(claimed))
    if shown is None:
        yield text("never shown") if row.withdrawn_at else text("not shown")
    marks = (
        ("shown {time}", shown, row.channel), ("seen {time}", row.seen_at, row.seen_channel),
        ("put away {time}", row.put_away_at if row.put_away_at != row.seen_at else None, ""),
        ("acted on {time}", row.acted_at, row.acted_channel),
        ("seen to since {time}", row.acknowledged_at, ""),
    )  # fmt: skip
    for words, at, channel in marks:
        if at is not None:
            yield _mark(words, said(at), channel)
    if row.snoozed_until is not None:
        yield text("snoozed until {time}: {reason}",
                   time=said(row.snoozed_until), reason=row.snooze_reason)  # fmt: skip
