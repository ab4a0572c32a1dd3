"""The open cases in each future: how much is left of them, and which of their clocks breach."""

import numpy as np

from models.handbook.desk_futures import Entries
from models.handbook.forecast_desk import OpenCase, Scene, calendar_of
from models.handbook.open_time import Ints
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.handbook.work_curves import Floats
from models.handbook.work_times import CaseKind


class HeldCases:
    """The open cases, as columns of futures: the cases themselves, then first responses."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.cases = scene.desk.cases
        self.answered = [
            place for place, case in enumerate(self.cases)
            if case.clock(FIRST_RESPONSE) is not None
        ]  # fmt: skip
        self._who = self._people()

    def entries(self) -> Entries:
        """Future by future."""
        every = list(range(len(self.cases)))
        work, first = self._work(RESOLUTION, every), self._work(FIRST_RESPONSE, self.answered)
        everything = np.concatenate([work, np.minimum(first, work[:, self.answered])], axis=1)
        who = np.concatenate([self._who, self._who[:, self.answered]], axis=1)
        counts = (who != self._scene.nobody).astype(np.float64)
        counts[:, len(self.cases) :] = 0.0
        return Entries(
            self._desks(who).ravel(), self._axes(who).ravel(), np.zeros(who.size),
            everything.ravel(), counts.ravel(),
        )  # fmt: skip

    def breaches(self, done_at: Floats, left: Floats, load: Floats) -> Floats:
        """When each case first breaches in each future, from now on; infinite where it does not."""
        shape = self._scene.futures, len(self.cases) + len(self.answered)
        done_at, left = done_at.reshape(shape), left.reshape(shape)
        count = len(self.cases)
        crowd = load[self._desks(self._who)]
        found = np.full(self._who.shape, np.inf)
        for place in range(count):
            told = done_at[:, place], left[:, place] * crowd[:, place]
            found[:, place] = self._over(place, RESOLUTION, *told)
        for nth, place in enumerate(self.answered):
            at = np.minimum(done_at[:, count + nth], done_at[:, place])
            needed = np.minimum(left[:, count + nth], left[:, place]) * crowd[:, place]
            over = self._over(place, FIRST_RESPONSE, at, needed)
            found[:, place] = np.minimum(found[:, place], over)
        return found

    def _over(self, place: int, commitment: str, done_at: Floats, needed: Floats) -> Floats:
        """When a clock breaches: its due time, where the work ends after it."""
        scene, clock = self._scene, self.cases[place].clock(commitment)
        if clock is None:
            return np.full(len(done_at), np.inf)
        due = clock.due_at
        if due is None:  # as if it went on now
            calendar = scene.desk.team.hours.calendars[clock.calendar]
            due = calendar.add_seconds(scene.desk.now, max(clock.left, 0), "closing")
        after = due - scene.desk.now
        late = done_at > after
        if due > scene.edges[-1]:
            late &= needed > self._later(place, clock.calendar, due)
        return np.where(late, float(after), np.inf)

    def _later(self, place: int, calendar: str, due: int) -> Floats:
        """The working time from the scene's end until a due time, by whoever has it in a future."""
        who = self._who[:, place]
        found = np.zeros(len(who))
        for person in np.unique(who).tolist():
            found[who == person] = self._scene.later(person, calendar, [due])[0]
        return found

    def _people(self) -> Ints:
        """By future and case, the place of whoever has it or is given it."""
        scene = self._scene
        who = np.empty((scene.futures, len(self.cases)), dtype=np.int64)
        unheld = 0
        for place, case in enumerate(self.cases):
            if case.agent_id is not None:
                who[:, place] = scene.place[case.agent_id]
                continue
            which = np.full(scene.futures, unheld)
            who[:, place] = scene.given(which, which * 0, scene.uniform(case.case_id))
            unheld += 1
        return who

    def _work(self, commitment: str, places: list[int]) -> Floats:
        """Hands-on work left of these cases, at the pace of whoever does it."""
        scene = self._scene
        kinds = [self._kind(commitment, self.cases[place]) for place in places]
        work = scene.desk.times.draws(kinds, scene.futures, scene.seed, commitment)
        paces = scene.paces(commitment)
        for column, place in enumerate(places):
            if self.cases[place].agent_id is None:
                work[:, column] *= paces[self._who[:, place]]
        return work

    def _kind(self, commitment: str, case: OpenCase) -> CaseKind:
        new = CaseKind(case.case_id, case.priority, case.category)
        known = self._scene.desk.spent.get((commitment, case.case_id), new)
        return known._replace(agent_id=case.agent_id)

    def _desks(self, who: Ints) -> Ints:
        return self._scene.desks_of(np.arange(len(who))[:, None], who)

    def _axes(self, who: Ints) -> Ints:
        """By whose hours each is worked on: of the first responses by their own calendar."""
        scene = self._scene
        calendars = [calendar_of(case, scene.desk.policy) for case in self.cases]
        answers = [self.cases[place].clock(FIRST_RESPONSE) for place in self.answered]
        calendars += [clock.calendar for clock in answers if clock is not None]
        axes = np.empty_like(who)
        for column, calendar in enumerate(calendars):
            axes[:, column] = scene.rows_of(calendar)[who[:, column]]
        return axes
