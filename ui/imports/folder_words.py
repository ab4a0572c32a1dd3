"""What an import of a folder of articles would do, or did, in sentences."""

from models.oddity_words import kind_counts
from ui.folder_ports import FolderSummary
from ui.messages import counted, tr


def articles(count: int) -> str:
    """So many articles."""
    return counted(count, "1 article", "{count} articles")


def would_happen(summary: FolderSummary) -> str:
    """The one large sentence of a check."""
    if summary.refused:
        one, many = "▲ 1 file cannot come in", "▲ {count} files cannot come in"
        return counted(summary.refused, one, many)
    if summary.added:
        return tr("{articles} would be added", articles=articles(summary.added))
    if summary.updated:
        return tr("{articles} would be brought up to date", articles=articles(summary.updated))
    return tr("Every article of this folder is on the desk already")


def beside(summary: FolderSummary, *, done: bool = False) -> str:
    """What else would be done, or was."""
    updated, files = summary.updated, summary.files
    fresh = tr("{count} changed since", count=f"{updated:,}") if updated else ""
    if not done and summary.refused and summary.added:
        fresh = " · ".join(
            one for one in (tr("{count} would be added", count=f"{summary.added:,}"), fresh) if one
        )
    kinds = [tr(one) for one in kind_counts(summary.kinds)]
    left = f"{summary.unchanged:,}" if summary.unchanged else ""
    parts = (
        *kinds,
        fresh,
        tr("{count} on the desk already, left as they are", count=left) if left else "",
        counted(files, "1 file beside them", "{count} files beside them") if files else "",
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def odd_words(summary: FolderSummary) -> str:
    """What is said above the list of what is odd."""
    some = len(summary.oddities) + summary.more
    if summary.refused:
        return tr("Mend them and check again, or leave them out. All that is odd:")
    if not summary.added + summary.updated:
        return counted(some, "1 thing is odd.", "{count} things are odd.")
    one = "1 thing is odd; every article comes in all the same."
    return counted(some, one, "{count} things are odd; every article comes in all the same.")


def start_words(summary: FolderSummary | None) -> str:
    """What the button that imports says."""
    if summary is None:
        return tr("Import")
    some = articles(summary.added + summary.updated)
    if summary.refused:
        return tr("Leave them out and import {articles}", articles=some)
    return tr("Import {articles}", articles=some)


def was_done(summary: FolderSummary) -> str:
    """The one large sentence at the end."""
    if summary.added or not summary.updated:
        return tr("{articles} added", articles=articles(summary.added))
    return tr("{articles} brought up to date", articles=articles(summary.updated))
