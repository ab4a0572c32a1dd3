"""What an import would do, or did, in sentences."""

from ui.messages import counted, tr
from ui.ports import ImportSummary


def cases(count: int, summary: ImportSummary) -> str:
    """So many cases, or answers of a survey."""
    if summary.scores:
        return counted(count, "1 answer", "{count} answers")
    return counted(count, "1 case", "{count} cases")


def left_out(summary: ImportSummary) -> int:
    """How many cases of the log have a value that cannot be read."""
    return summary.log.cases - summary.cases - summary.skipped if summary.log else 0


def would_happen(summary: ImportSummary) -> str:
    """The one large sentence of a check."""
    if summary.problems:
        some = len(summary.problems)
        return counted(some, "▲ 1 value cannot be read", "▲ {count} values cannot be read")
    if summary.cases:
        return tr("{cases} would be added", cases=cases(summary.cases, summary))
    if summary.scores:
        return tr("Nothing in this file is new")
    if summary.skipped:
        return tr("Every case of this log is on the desk already")
    return tr("There is no case in this log")


def beside(summary: ImportSummary) -> str:
    """Events, and what would be left as it is."""
    tells = summary.cases and not summary.scores
    parts = [counted(summary.events, "1 event", "{count} events")] if tells else []
    if summary.skipped:
        words = tr(
            "{cases} on the desk already, left as they are", cases=cases(summary.skipped, summary)
        )
        parts.append(words)
    return " · ".join(parts)


def start_words(summary: ImportSummary) -> str:
    """What the button that imports says."""
    if summary.problems:
        return tr("Leave them out and import {cases}", cases=cases(summary.cases, summary))
    return tr("Import {cases}", cases=cases(summary.cases, summary))


def whose_problems(summary: ImportSummary) -> str:
    """Which cases the problems belong to, and what may be done."""
    every = cases(summary.log.cases if summary.log else 0, summary)
    of = tr("They belong to {some} of {every}.", some=f"{left_out(summary):,}", every=every)
    what_next = "Mend the log and check it again, or leave them out."
    return f"{of} {tr(what_next)}" if summary.cases else f"{of} {tr('Mend the log.')}"


def was_done(summary: ImportSummary) -> str:
    """The one large sentence at the end."""
    return tr("{cases} added", cases=cases(summary.cases, summary))


def size_words(size: int) -> str:
    """A file's size: 812 B, 3.5 MB."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.0f} {unit}" if unit == "B" or amount >= 10 else f"{amount:.1f} {unit}"
