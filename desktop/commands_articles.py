"""Articles in and out: a folder of Markdown imported, and exported."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from desktop.connection import desk_at
from desktop.options import address, file_path, moment, show
from models.text import counted

_KINDS: Final = ("articles", "decisions")
Add = Callable[..., Any]


def _export(command: Add) -> None:
    parser = command("export", run_export, "Write what the desk holds into files")
    parser.add_argument("kind", choices=_KINDS)
    parser.add_argument(
        "--out", type=file_path, required=True, metavar="FOLDER",
        help="the folder; a file in it that was not written from the desk is left",
    )  # fmt: skip


COMMANDS = (_export,)


def run_export(options: Any) -> int:
    """Write the articles, or the decisions, into a folder; 1 where something was left."""
    from desktop.exports.articles import export_articles
    from desktop.progress_line import terminal_progress

    with (
        desk_at(address(options), moment(options), options.person) as database,
        terminal_progress() as tell,
    ):
        result = export_articles(database, options.kind, options.out, progress=tell)
    show(options, result.to_json(), lambda: _export_lines(result))
    return 1 if result.left else 0


def import_folder(options: Any) -> int:
    """Read a folder of Markdown into the desk; 1 where a file was refused."""
    from desktop.imports.articles import import_articles
    from desktop.progress_line import terminal_progress

    with desk_at(address(options), None, options.person) as database, terminal_progress() as tell:
        result = import_articles(
            database, options.path, dry_run=options.dry_run, keep_good=options.keep_good,
            progress=tell,
        )  # fmt: skip
    show(options, result.to_json(), lambda: _import_lines(result, options))
    return 1 if result.refused else 0


def _import_lines(result: Any, options: Any) -> Sequence[str]:
    would = " would be" if options.dry_run else ""
    articles = counted(result.added, "1 article", "{count} articles")
    files = counted(result.files, "1 file", "{count} files")
    lines = [
        f"{articles}{would} added, {result.updated:,}{would} updated, {result.unchanged:,} as they"
        f" were; {files} beside them, {result.seconds:.1f} s.",
        *_oddity_lines(result),
    ]
    if result.more:
        lines.append(f"and {result.more:,} more that are odd.")
    if result.refused and not options.keep_good:
        return [*lines, "Nothing was kept; with --keep-good the others come in."]
    return [*lines, "Nothing was written."] if options.dry_run else lines


def _export_lines(result: Any) -> Sequence[str]:
    written = counted(result.written, "1 file", "{count} files")
    return [
        f"{written} written into {result.folder}, {result.unchanged:,} as they were.",
        *_oddity_lines(result),
    ]


def _oddity_lines(result: Any) -> Sequence[str]:
    return [
        f"{one.file or result.folder}{f', line {one.line}' if one.line else ''}: {one.said}"
        for one in result.oddities
    ]
