"""The desk's own commands: demo, queue, import."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any, Final

from desktop.connection import desk_at
from desktop.options import address, file_path, moment, show
from desktop.paths import default_handbook
from models.text import Text, counted

_MOST: Final = 10_000_000
_SHOWN: Final = 50
Add = Callable[..., argparse.ArgumentParser]


def _demo(command: Add) -> None:
    parser = command("demo", demo, "Open a generated sample desk")
    parser.add_argument("--folder", type=file_path, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make-only", action="store_true", help="open no window")
    parser.add_argument(
        "--anew", action="store_true", help="replace a sample desk on which something was entered"
    )


def _queue(command: Add) -> None:
    parser = command("queue", queue, "Cases, next to breach first")
    parser.add_argument(
        "--limit", type=_positive, default=None, metavar="N",
        help=f"the first N cases only; without it {_SHOWN}, and with --json all",
    )  # fmt: skip


def _import(command: Add) -> None:
    parser = command(
        "import", run_import, "Read another desk's log, or a folder of Markdown articles"
    )
    parser.add_argument("path", type=file_path)
    formats = ["auto", "servicenow", "satisfaction", "articles"]
    parser.add_argument("--format", choices=formats, default="auto")
    parser.add_argument("--zone", default=None, help="the zone of the log's times")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be added")
    parser.add_argument("--keep-good", action="store_true", help="keep the good cases of the file")
    parser.set_defaults(writes=True)


COMMANDS = (_demo, _queue, _import)


def demo(options: Any) -> int:
    """Make the sample desk, and open it unless told otherwise."""
    from desktop.demo.make import demo_desk
    from desktop.display import needs_display

    if not options.make_only:
        needs_display()
    path = demo_desk(
        options.folder, options.seed, moment(options), default_handbook(), options.anew
    )
    if options.make_only:
        show(options, {"database": str(path)}, lambda: [f"Made {path}."])
        return 0
    from desktop.starting import start_window

    return start_window(str(path), moment(options), options.person)


def queue(options: Any) -> int:
    """The same rows as the queue page: all as JSON, the first ones for a person, unless told."""
    from models.queries.queue import queue as rows_of
    from models.queries.queue import queue_counts
    from models.queue_filter import QueueFilter

    limit = options.limit or (None if options.json else _SHOWN)
    with desk_at(address(options), moment(options), options.person) as database:
        now, me = database.clock.now(), database.person_id
        rows, counts = database.read(
            lambda session: (
                rows_of(session, QueueFilter(), now, limit, me), queue_counts(session, now, me)
            )
        )  # fmt: skip
    show(options, [row.to_json() for row in rows], lambda: _queue_lines(rows, counts["open"]))
    return 0


def _queue_lines(rows: list[Any], open_cases: int) -> list[str]:
    head = f"    {'Case':<12} {'Next breach':<34} {'Due':<28} Title"
    lines = [head] if rows else []
    for row in rows:
        words, due = (str(row.gauge.words), str(row.gauge.due)) if row.gauge else ("", "")
        lines.append(f"{row.priority}  {row.key:<12} {words:<34} {due:<28} {row.title[:60]}")
    if len(rows) < open_cases:
        lines.append(f"{len(rows):,} of {open_cases:,} open cases; --limit N shows more")
    return lines or ["No open cases."]


def run_import(options: Any) -> int:
    """Read a log or a folder into the desk; exit status 1 where rows or files were refused."""
    from desktop.commands_articles import import_folder
    from desktop.imports.folder import holds_articles
    from desktop.imports.satisfaction import holds_scores, import_satisfaction
    from desktop.imports.servicenow import LACKS, import_servicenow
    from desktop.progress_line import terminal_progress

    if options.format == "articles" or (options.format == "auto" and holds_articles(options.path)):
        return import_folder(options)
    auto = options.format == "auto" and holds_scores(options.path)
    scores = auto or options.format == "satisfaction"
    with desk_at(address(options), None, options.person) as database, terminal_progress() as tell:
        bring = import_satisfaction if scores else import_servicenow
        result = bring(
            database, options.path, zone=options.zone, dry_run=options.dry_run,
            keep_good=options.keep_good, progress=tell,
        )  # fmt: skip
    lacks = () if scores else LACKS
    show(options, result.to_json(), lambda: _import_lines(result, lacks, options.dry_run))
    return 1 if result.errors else 0


def _import_lines(result: Any, lacks: Sequence[Text], dry_run: bool) -> list[str]:
    cases = counted(result.cases, "1 case", "{count} cases")
    events = counted(result.events, "1 event", "{count} events")
    lines = [
        f"{cases}, {events}{' would be added' if dry_run else ''}, {result.skipped:,} skipped, "
        f"{result.seconds:.1f} s. Times read as {result.zone}.",
        *(map(str, lacks) if result.cases else ()),
        *(f"row {e.row}, {e.column}: {e.value!r}: {e.reason}" for e in result.errors),
    ]
    return [*lines, "Nothing was written."] if dry_run else lines


def _positive(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) <= _MOST:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {_MOST:,}")
    return int(value)
