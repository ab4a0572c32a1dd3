"""A case on paper, its proof or all of it: for the customer, or with what is internal."""

from functools import partial

from PySide6.QtWidgets import QWidget

from models.queries.case import CaseDetail
from ui.actions import Actions
from ui.messages import tr
from ui.page_actions import CASE
from ui.ports import Ports
from ui.theme import Theme
from ui.widgets.printing import Paper, Printing
from ui.workspace import Workspace


class Proving(Printing):
    """Where a paper is asked for and its progress shown; nothing to see until then.

    `papers` are the actions that ask for a proof.
    """

    def __init__(
        self, theme: Theme, workspace: Workspace, ports: Ports, actions: Actions, page: QWidget
    ) -> None:
        super().__init__(theme, workspace, ports, page)
        self._proof, self._whole = ports.proof_pdf, ports.case_pdf
        self._case: CaseDetail | None = None
        self.papers = [
            actions.add(CASE[name], page, partial(self._prove, external))
            for name, external in (("proof", True), ("proof_internal", False))
        ]
        for name, external in (("paper", False), ("paper_external", True)):
            actions.add(CASE[name], page, partial(self._print, external))

    def show_case(self, case: CaseDetail) -> None:
        """The case that would be printed."""
        self._case = case

    def _prove(self, external: bool) -> None:
        if self._case is None:
            return
        key = self._case.row.key
        self.ask(
            Paper(
                tr("Save the proof of {case}", case=key),
                tr("Proof {case}.pdf" if external else "Proof {case}, internal.pdf", case=key),
                tr("The proof is written"),
                partial(self._proof, self._case.row.id, external=external),
            )
        )

    def _print(self, external: bool) -> None:
        if self._case is None:
            return
        key = self._case.row.key
        self.ask(
            Paper(
                tr("Save {case} on paper", case=key),
                tr("{case}.pdf" if external else "{case}, internal.pdf", case=key),
                tr("The case is written"),
                partial(self._whole, self._case.row.id, external=external),
            )
        )
