"""What the linter finds, as it stands beside what it concerns."""

from collections.abc import Iterable, Sequence

from models.handbook.finding import Finding
from ui.messages import tr


def found_words(finding: Finding, place: str = "") -> str:
    """What is found, in one line; without the name of the `place` it stands beside."""
    return tr("▲ {what}", what=tr(finding.what).removeprefix(f"{place}: "))


def finding_words(finding: Finding) -> str:
    """What is found, why it matters, and how to mend it."""
    return f"{found_words(finding)} {advice_words(finding)}"


def advice_words(finding: Finding) -> str:
    """Why it matters, and how to mend it: the same for all findings of a kind."""
    return f"{tr(finding.why)} {tr(finding.mend)}"


def findings_at(findings: Sequence[Finding], *path: str | int) -> list[Finding]:
    """Those about a key, or about what is below it."""
    return [finding for finding in findings if finding.path[: len(path)] == path]


def advice(findings: Iterable[Finding]) -> list[str]:
    """Why and how to mend, once for all that are alike, with how many there are."""
    counts: dict[str, int] = {}
    for finding in findings:
        words = advice_words(finding)
        counts[words] = counts.get(words, 0) + 1
    return [tr("{advice} ({count} times)", advice=words, count=count) if count > 1 else words
            for words, count in counts.items()]  # fmt: skip
