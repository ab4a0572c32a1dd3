"""`leadline watch`: alerts without a window, once or until it is stopped."""

import argparse
import json
import sys
import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.alert_messages import headline, reached
from desktop.burn_watch import BurnWatch, message
from desktop.connection import desk_at, keep_time, open_database
from desktop.night_watch import NightWatch
from desktop.open_desk import OpenDesk, as_known_at, look_into
from desktop.options import address, moment, printable, say, show
from desktop.preferences import FilePreferences, preferences_file
from desktop.presence import DeskPresence
from desktop.queue_watch import QueueWatch
from desktop.watch import alert_json, escalation_json, sweep
from models.alert_words import called_words
from models.coverage_words import why_words
from models.errors import KnownError
from models.queries.alerts import AlertRow
from models.queries.burns import BurnRow
from models.queries.coverage import CoverRow
from models.queries.crossings import CrossingRow
from models.queries.people import person_expected
from models.queries.unshown import Unshown, unshown
from models.unshown_words import unshown_line, unshown_reason
from models.wording import date_words, full_words, role_name, span_words

if TYPE_CHECKING:
    from desktop.webhook import Posted

Add = Callable[..., argparse.ArgumentParser]


def _watch(command: Add) -> None:
    parser = command("watch", watch, "Fire the alerts that fall due, without a window")
    parser.add_argument("--once", action="store_true", help="look once, and leave")


COMMANDS = (_watch,)


def watch(options: Any) -> int:
    """Fire what is due, once for the whole team; without `--once` until Ctrl-C or a polite kill."""
    return _once(options) if options.once else _go_on(options)


def _once(options: Any) -> int:
    from desktop.queue_forecast import forecast_beside
    from desktop.webhook import post_once

    with desk_at(address(options), moment(options), options.person) as database:
        zone = look_into(database, address(options)).zone
        found = sweep(database)
        forecast_beside(database, uuid.uuid4().hex)
        found = replace(
            found, burns=BurnWatch().look(database, found.fired),
            crossings=QueueWatch().look(database),
        )  # fmt: skip
        if moment(options) is None:
            NightWatch().look(database)
        posted = None if moment(options) else post_once(database)
        now = database.clock.now()
        waits = None if moment(options) else database.read(partial(unshown, now=now))
    told = found.to_json() | ({} if posted is None else {"webhook": asdict(posted)})
    show(options, told | _unshown_json(waits), lambda: [
        *[_line(row, now, zone) for row in _in_time(found.fired)], f"{len(found.fired)} due.",
        *[_escalation_line(row, now, zone) for row in found.escalated],
        *[_burn_line(row, zone) for row in found.burns],
        *[_crossing_line(row, zone) for row in found.crossings],
        *([str(unshown_line(waits))] if waits is not None and waits.alerts else []),
    ])  # fmt: skip
    if posted is not None:
        _say_posted(posted)
    return int(posted is not None and bool(posted.failure))


def _go_on(options: Any) -> int:
    database = open_database(address(options), person=options.person)
    try:
        if database.person_id is None:
            database.person_id = database.read(person_expected)
        desk, instant = look_into(database, address(options)), moment(options)
    except BaseException:
        database.close()
        raise
    desk = desk if instant is None else as_known_at(desk, instant)
    try:
        return _watch_desk(desk, options.json)
    finally:
        desk.close()


def _watch_desk(desk: OpenDesk, as_json: bool) -> int:
    from desktop.bus import NotificationBus
    from desktop.cover_watch import CoverWatch
    from desktop.queue_forecast import Forecaster
    from desktop.stopping import stoppable
    from desktop.watch_buttons import OFFERED, WatchButtons
    from desktop.watch_loop import WatchLoop
    from desktop.watch_mood import Mood, mood_now
    from desktop.webhook import Poster
    from desktop.wishes import read_wishes

    reporter = TerminalReporter(desk.zone, as_json)
    sits_there = desk.database.person_id is not None and not desk.past
    buttons = WatchButtons(desk.database, _aside)
    bus = NotificationBus(buttons.press, labels=OFFERED) if sits_there else NotificationBus()
    presence = DeskPresence(desk.database, has_window=False, can_notify=False)
    poster = Poster(desk.database, presence.desk.desk, _say_posted)
    forecaster = Forecaster(desk.database)

    def mood() -> Mood:
        now = mood_now(bus, read_wishes(FilePreferences(preferences_file()), desk.whose))
        presence.say(can_notify=now.reachable, quiet=now.quiet, locked=now.locked)
        return now

    loop = WatchLoop(
        desk.database, desk.zone, reporter, bus, feed=desk.feed, mood=mood,
        settle=lambda: None if desk.past else keep_time(desk.database),
        presence=lambda: None if desk.past else presence.keep_up(),
        forecast=forecaster.keep_up,
        post=lambda: None if desk.past else poster.keep_up(),
        cover=None if desk.past else CoverWatch(),
    )  # fmt: skip
    with ExitStack() as ending:  # from the last to the first, whatever becomes of another
        for end in (bus.close, presence.end, poster.end, forecaster.end):
            ending.callback(end)
        with stoppable(bus) as wait:
            reporter.begun(desk)
            loop.run(wait)
    return 0


@dataclass(frozen=True)
class TerminalReporter:
    """A line per alert on standard output, JSON where asked; the rest on standard error."""

    zone: ZoneInfo
    as_json: bool

    def begun(self, desk: OpenDesk) -> None:
        """What is watched, and that a past desk's alerts are lost."""
        _aside(f"Watching “{desk.title}”, {desk.place}. Ctrl-C stops.")
        if desk.feed is not None:
            day = date_words(desk.feed.since, self.zone)
            _aside(f"Replay of {day}: the desk is only read, and what fires here is not kept.")

    def fired(self, rows: Sequence[AlertRow], now: datetime) -> None:
        """Each alert as it fell due."""
        for row in _in_time(rows):
            self._tell(alert_json(row), partial(_line, row, now, self.zone))

    def escalated(self, rows: Sequence[AlertRow], now: datetime) -> None:
        """Each alert that nobody saw, and to whom it went on."""
        for row in rows:
            if self.as_json:
                print(json.dumps(escalation_json(row)), flush=True)
            _aside(_escalation_line(row, now, self.zone))

    def burning(self, rows: Sequence[BurnRow], now: datetime) -> None:
        """Each error budget that was found to burn."""
        for row in rows:
            self._tell(row.to_json(), partial(_burn_line, row, self.zone))

    def crossed(self, rows: Sequence[CrossingRow], now: datetime) -> None:
        """Each threshold of the queue that was found crossed."""
        for row in rows:
            self._tell(row.to_json(), partial(_crossing_line, row, self.zone))

    def _tell(self, data: Any, line: Callable[[], str]) -> None:
        if self.as_json:
            print(json.dumps(data), flush=True)
        else:
            say(line())

    def unwatched(self, rows: Sequence[CoverRow], now: datetime) -> None:
        """Loudly: nobody would be told."""
        for row in rows:
            _aside(f"{full_words(now, self.zone)}  NOBODY WATCHES {row.priority}: {why_words(row)}")

    def jumped(self, jump: timedelta) -> None:
        """Time that nobody saw pass, or pass twice."""
        way = "ahead" if jump > timedelta() else "back"
        _aside(f"The time went {way} by {span_words(abs(jump))}: looking again.")

    def lost(self, error: KnownError, now: datetime) -> None:
        """Loudly: alerts do not fire."""
        _aside(f"NOT WATCHING since {full_words(now, self.zone)}: {error}")

    def found(self, now: datetime) -> None:
        """All is well."""
        _aside(f"Watching again since {full_words(now, self.zone)}.")


def _in_time(rows: Sequence[AlertRow]) -> list[AlertRow]:
    """As a log is read: the latest last."""
    return sorted(rows, key=lambda row: row.due_at)


def _unshown_json(waits: Unshown | None) -> dict[str, Any]:
    """Nothing at a past instant: who is at a window is known of now alone."""
    if waits is None:
        return {}
    why = str(unshown_reason(waits)) if waits.alerts else None
    return {"unshown": {"alerts": waits.alerts, "why": why}}


def _line(row: AlertRow, now: datetime, zone: ZoneInfo) -> str:
    whom = row.recipient.replace("_", " ")
    at = full_words(row.due_at, zone)
    return f"{at}  {headline(row, now, zone)} · {reached(row)} · {whom}"


def _escalation_line(row: AlertRow, now: datetime, zone: ZoneInfo) -> str:
    said = called_words(row.called, unheld=row.unheld)
    return f"{full_words(now, zone)}  {headline(row, now, zone)} · {said}"


def _burn_line(row: BurnRow, zone: ZoneInfo) -> str:
    said = message(row)
    return f"{full_words(row.found_at, zone)}  {said.title} · {said.body} · lead"


def _crossing_line(row: CrossingRow, zone: ZoneInfo) -> str:
    return f"{full_words(row.crossed_at, zone)}  {row.words} · {role_name(row.role)}"


def _say_posted(posted: "Posted") -> None:
    if posted.failure:
        _aside(f"NOT POSTED: {posted.failure}")


def _aside(words: str) -> None:
    print(printable(words), file=sys.stderr, flush=True)
