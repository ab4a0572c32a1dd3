"""What the window's pages ask of the application: an import, a paper, a past desk."""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import KnownError
from models.text import Text, text
from models.webhook_answer import Answer
from ui.folder_ports import ExportSummary, FolderOddity, FolderSummary
from ui.ports import ImportProblem, ImportSummary, LogDescription, Presence, ProgressLike

# isort: split
from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.imports.folder import Oddity
    from desktop.imports.load import ImportResult
    from desktop.imports.log_facts import DateSign, LogFacts
    from desktop.open_desk import OpenDesk


class WindowPorts:
    """The ports of one window (`ui.ports.Ports`)."""

    def __init__(self, desk: "OpenDesk", presence: Presence | None = None) -> None:
        self._desk = desk
        self.presence = presence

    def import_log(
        self,
        path: Path,
        zone: str | None,
        *,
        dry_run: bool,
        keep_good: bool,
        progress: ProgressLike,
    ) -> ImportSummary:
        """Read a log into the desk, or see what that would do; a replay is not written."""
        from desktop.imports.satisfaction import holds_scores, import_satisfaction
        from desktop.imports.servicenow import import_servicenow

        if self._desk.past:
            raise KnownError(
                "This desk is a replay", "What is written here is gone when the window closes.",
                "Import the log on the desk itself.",
            )  # fmt: skip
        if holds_scores(path):
            return _scores(
                import_satisfaction(
                    self._desk.database, path, zone=zone, dry_run=dry_run, keep_good=keep_good,
                    progress=progress.report, cancelled=lambda: progress.cancelled,
                )
            )  # fmt: skip
        result = import_servicenow(
            self._desk.database, path, zone=zone, dry_run=dry_run, keep_good=keep_good,
            progress=progress.report, cancelled=lambda: progress.cancelled,
        )  # fmt: skip
        return _summary(result)

    def import_folder(
        self, path: Path, *, dry_run: bool, keep_good: bool, progress: ProgressLike
    ) -> FolderSummary:
        """Read a folder of Markdown into the desk, or see what that would do."""
        from desktop.imports.articles import import_articles

        if self._desk.past:
            raise KnownError(
                "This desk is a replay", "What is written here is gone when the window closes.",
                "Import the folder on the desk itself.",
            )  # fmt: skip
        result = import_articles(
            self._desk.database, path, dry_run=dry_run, keep_good=keep_good,
            progress=progress.report, cancelled=lambda: progress.cancelled,
        )  # fmt: skip
        return FolderSummary(
            result.folder, result.added, result.updated, result.unchanged, result.files,
            _odd(result.oddities), result.more, result.cancelled, result.kinds,
        )  # fmt: skip

    def export_folder(self, path: Path, progress: ProgressLike) -> ExportSummary:
        """Write every article into a folder."""
        from desktop.exports.articles import export_articles

        result = export_articles(
            self._desk.database, "articles", path,
            progress=progress.report, cancelled=lambda: progress.cancelled,
        )  # fmt: skip
        return ExportSummary(
            result.written, result.unchanged, _odd(result.oddities), result.cancelled
        )

    def past_command(self, instant: datetime) -> str:
        """The command line of a window that shows the desk as it was."""
        return subprocess.list2cmdline(["leadline", *self._past_options(instant)])

    def open_past(self, instant: datetime) -> None:
        """A second process: it replays on a scratch copy, while this desk goes on."""
        program = [sys.executable] if hasattr(sys, "frozen") else [sys.executable, "-m", "desktop"]
        started, _ = QProcess.startDetached(
            program[0], [*program[1:], *self._past_options(instant)], ""
        )
        if not started:
            raise KnownError(
                "The past desk did not open", "Its window could not be started.",
                f"Try it in a terminal: {self.past_command(instant)}",
            )  # fmt: skip

    def quarterly_pdf(self, period: str, path: Path, progress: ProgressLike) -> bool:
        """The review of a quarter, by what the desk knows now."""
        from desktop.printing import print_quarterly

        return print_quarterly(self._desk.database, period, path, progress)

    def pack_pdf(
        self, kind: str, period: str, path: Path, progress: ProgressLike, *, named: bool
    ) -> bool:
        """The weekly or the monthly review, by what the desk knows now."""
        from desktop.printing import print_pack

        return print_pack(self._desk.database, kind, period, path, progress, named=named)

    def actions_pdf(self, path: Path, progress: ProgressLike) -> bool:
        """The published list of corrective actions, by what the desk knows now."""
        from desktop.printing import print_actions

        return print_actions(self._desk.database, path, progress)

    def proof_pdf(
        self, case_id: int, path: Path, progress: ProgressLike, *, external: bool
    ) -> bool:
        """The proof of a case, by what the desk knows now."""
        from desktop.printing import print_proof

        return print_proof(self._desk.database, case_id, path, progress, external=external)

    def case_pdf(self, case_id: int, path: Path, progress: ProgressLike, *, external: bool) -> bool:
        """All of a case, by what the desk knows now."""
        from desktop.printing import print_case

        return print_case(self._desk.database, case_id, path, progress, external=external)

    def customer_pdf(
        self, customer_id: int, period: str, path: Path, progress: ProgressLike
    ) -> bool:
        """A customer's period under the SLA, by what the desk knows now."""
        from desktop.printing import print_customer

        return print_customer(self._desk.database, customer_id, period, path, progress)

    def sla_sheet_pdf(self, customer_id: int, path: Path, progress: ProgressLike) -> bool:
        """What a customer is promised."""
        from desktop.printing import print_sla_sheet

        return print_sla_sheet(self._desk.database, customer_id, path, progress)

    def postmortem_pdf(self, postmortem_id: int, path: Path, progress: ProgressLike) -> bool:
        """A postmortem, by what the desk knows now."""
        from desktop.printing import print_postmortem

        return print_postmortem(self._desk.database, postmortem_id, path, progress)

    def try_webhook(self, url: str, shape: str, key: str | None) -> Answer:
        """A test post, from the desk itself: a replay posts nothing."""
        from desktop.webhook_trial import try_webhook

        if self._desk.past:
            raise KnownError(
                "This desk is a replay", "Nothing is posted from here.",
                "Try it on the desk itself.",
            )  # fmt: skip
        return try_webhook(self._desk.database, url, shape, key)

    def open_path(self, path: Path) -> bool:
        """Show a file or a folder with the system's own program; whether there is one."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def _past_options(self, instant: datetime) -> list[str]:
        return ["--database", self._desk.address, "--now", instant.isoformat(timespec="minutes")]


def _odd(oddities: "Sequence[Oddity]") -> tuple[FolderOddity, ...]:
    return tuple(FolderOddity(one.file, one.line, one.said, one.refused) for one in oddities)


def _summary(result: "ImportResult") -> ImportSummary:
    problems = tuple(
        ImportProblem(error.row, error.column, error.value, error.reason) for error in result.errors
    )
    from desktop.imports.servicenow import LACKS

    return ImportSummary(
        result.cases, result.events, result.skipped, problems, result.seconds, result.zone,
        LACKS, result.cancelled, _described(result.log) if result.log else None,
    )  # fmt: skip


def _scores(result: "ImportResult") -> ImportSummary:
    """A survey's answers, each of which counts for itself."""
    log = _described(result.log, "Satisfaction scores") if result.log else None
    return replace(_summary(result), cases=result.events, notes=(), log=log, scores=True)


def _described(log: "LogFacts", kind: str = "ServiceNow incident log") -> LogDescription:
    return LogDescription(
        text(kind), log.rows, log.cases, _order(log.dates),
        log.first_at, log.last_at, log.busiest_at,
    )  # fmt: skip


def _order(sign: "DateSign") -> Text:
    if sign.line is None:
        return text("Day first, though no date in the log can tell")
    key = (
        "Day first: {value} in line {line}"
        if sign.day_first
        else "Month first: {value} in line {line}"
    )
    return text(key, value=sign.value, line=sign.line)
