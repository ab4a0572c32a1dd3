"""An action chosen away from its page: the window goes to the page and does it there."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.actions import Actions, ActionSpec, Offer, Reach
from ui.frame.place_stack import PlaceStack
from ui.messages import tr
from ui.workspace import Workspace


class Reaching(QObject):
    """Opens the page of an action and does it once the page has read what it shows.

    An action on a case is about the case at hand: that of the keyboard in a list, or the one
    looked at last. `said`: why nothing was done, or what to press.
    """

    said = Signal(str)

    def __init__(
        self, stack: PlaceStack, actions: Actions, workspace: Workspace, case_place: str
    ) -> None:
        super().__init__(stack)
        self._stack = stack
        self._actions = actions
        self._workspace = workspace
        self._case_place = case_place
        self._awaited: ActionSpec | None = None
        actions.wanted.connect(lambda offer: stack.once_begun(partial(self._reach, offer)))
        stack.place_changed.connect(self._arrive)
        workspace.settled.connect(self._finish)

    def _reach(self, offer: Offer) -> None:
        spec = offer.spec
        if offer.reach is Reach.NOT_NOW:
            self._refuse(spec)
        elif spec.scope == self._case_place and self._stack.place.id != self._case_place:
            self._reach_case(spec)
        else:
            self._go(spec, None)

    def _reach_case(self, spec: ActionSpec) -> None:
        case_id = self._stack.case_at_hand(self._case_place)
        if case_id is None:
            self.said.emit(tr("Open a case first: “{action}” is done there", action=tr(spec.text)))
        else:
            self._go(spec, case_id)

    def _go(self, spec: ActionSpec, location: object) -> None:
        self._awaited = spec
        self._stack.open(spec.scope, location)
        if self._workspace.is_settled:
            self._finish()

    def _arrive(self, place_id: str) -> None:
        """Who went elsewhere meanwhile wants it no more."""
        if self._awaited is not None and self._awaited.scope != place_id:
            self._awaited = None

    def _finish(self) -> None:
        """The page has read what it shows: now it is known what can be done."""
        spec = self._awaited
        if spec is None or self._stack.place.id != spec.scope:
            return
        self._awaited = None
        action = self._actions.action(spec.id)
        self._stack.page(spec.scope).reveal(action)
        if not action.isEnabled():
            self._refuse(spec)
        elif spec.on_sight:
            self.said.emit(
                tr("{keys} does it: “{action}”", keys=spec.shown_keys, action=tr(spec.text))
            )
        else:
            action.trigger()

    def _refuse(self, spec: ActionSpec) -> None:
        self.said.emit(tr("“{action}” cannot be done just now", action=tr(spec.text)))
