"""Articles: one read; a folder of Markdown imported, and exported."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from desktop.connection import desk_at
from desktop.options import address, file_path, moment, show
from models.text import counted

_KINDS: Final = ("articles", "decisions")
_TABLES: Final = ("actions",)
Add = Callable[..., Any]


def _article(command: Add) -> None:
    parser = command("article", article, "An article: its facts, text, life and cases")
    parser.add_argument("key", help="what people call it by, such as KI-12")


def _export(command: Add) -> None:
    parser = command("export", run_export, "Write what the desk holds into files")
    parser.add_argument("kind", choices=(*_KINDS, *_TABLES))
    parser.add_argument(
        "--out", type=file_path, required=True, metavar="PATH",
        help="the folder, in which a file that was not written from the desk is left; of actions "
        "a new file, .csv or .json",
    )  # fmt: skip


COMMANDS = (_article, _export)


def article(options: Any) -> int:
    """What the page of an article shows; a KnownError where there is none."""
    from desktop.article_lines import article_json, article_lines, read_article
    from desktop.handbook_file import team_zone
    from models.handbook.zones import zone

    with desk_at(address(options), moment(options), options.person) as database:
        key, now = options.key.strip().upper(), database.clock.now()
        told = database.read(partial(read_article, key=key, now=now))
        place = zone(team_zone(database))
    show(options, article_json(told), lambda: article_lines(told, place))
    return 0


def run_export(options: Any) -> int:
    """Write the articles, or the decisions, into a folder, 1 where something was left; or actions
    into a file."""
    if options.kind in _TABLES:
        from desktop.commands_actions import export

        return export(options)
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
        *_kind_lines(result.kinds),
        *_refused_lines(result),
        *_alike([one for one in result.oddities if not one.refused], result.folder),
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
    return [_line(one, result.folder) for one in result.oddities]


def _line(one: Any, folder: str) -> str:
    return f"{one.file or folder}{f', line {one.line}' if one.line else ''}: {one.said}"


def _kind_lines(kinds: Mapping[str, int]) -> Sequence[str]:
    from models.oddity_words import kind_counts

    said = kind_counts(kinds)
    return [f"They are {', '.join(map(str, said))}."] if said else []


def _refused_lines(result: Any) -> Sequence[str]:
    return [f"Refused: {_line(one, result.folder)}" for one in result.refused]


def _alike(oddities: Sequence[Any], folder: str) -> Sequence[str]:
    """A line for each, or for all that say the same but for what is quoted, if they are many."""
    from models.oddity_words import alike

    lines = list[str]()
    for one, more in alike(oddities):
        lines.append(_line(one, folder))
        if more:
            lines.append(f"  and {more:,} more like it; --json names each.")
    return lines
