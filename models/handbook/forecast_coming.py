"""The cases still to come in each future: to whom they go, and which of them breach."""

from functools import cached_property

import numpy as np

from models.handbook.arrivals import GRID, HOUR
from models.handbook.desk_futures import Entries
from models.handbook.forecast_desk import HOURS, Scene
from models.handbook.open_time import Ints
from models.handbook.policy import FIRST_RESPONSE, RESOLUTION
from models.handbook.work_curves import Floats, fresh


class ComingCases:
    """Cases to come, each a resolution, then as many first responses."""

    def __init__(self, scene: Scene) -> None:
        self._scene, desk = scene, scene.desk
        drawn = desk.arrivals.draw(desk.now, HOURS, scene.futures, scene.seed)
        self.future, self.kind = drawn.future, drawn.kind
        self._tick = (drawn.at - desk.now) // GRID
        step = np.searchsorted(scene.edges, drawn.at, side="right") - 1
        self._stream = np.random.default_rng([scene.seed, 2])
        by_chance = self._stream.random(len(step))
        self._who = scene.given(len(scene.unheld) + drawn.kind, step, by_chance)
        self._priorities = [priority for priority, _ in desk.arrivals.kinds]

    @cached_property
    def priority(self) -> Ints:
        """Of each, the place of its priority among the arrivals'."""
        places = self._scene.desk.arrivals.priorities
        by_kind = np.array([places.index(one) for one in self._priorities], dtype=np.int64)
        return by_kind[self.kind]

    def entries(self) -> Entries:
        """Resolutions, then first responses."""
        scene, count = self._scene, len(self._who)
        work = self._work(RESOLUTION)
        first = np.minimum(self._work(FIRST_RESPONSE), work)
        desk = scene.desks_of(self.future, self._who)
        counted = (self._who != scene.nobody).astype(np.float64)
        axes = [self._axes(name) for name in (RESOLUTION, FIRST_RESPONSE)]
        return Entries(
            np.tile(desk, 2), np.concatenate(axes), np.tile(self._tick * float(GRID), 2),
            np.concatenate([work, first]), np.concatenate([counted, np.zeros(count)]),
        )  # fmt: skip

    def breaches(self, done_at: Floats) -> Floats:
        """When each first breaches, from now on, up to the scene's end; or infinite."""
        count = len(self._who)
        done = {RESOLUTION: done_at[:count], FIRST_RESPONSE: np.minimum(*np.split(done_at, 2))}
        found = np.full(count, np.inf)
        for commitment in self._scene.desk.commitments:
            due = self._due(commitment)
            over = np.where(done[commitment] > due, due, np.inf)
            found = np.minimum(found, over)
        return np.where(found <= HOURS * HOUR, found, np.inf)

    def _work(self, commitment: str) -> Floats:
        times, stream = self._scene.desk.times, self._stream
        curves = [times.team_curve(commitment, *kind) for kind in self._scene.desk.arrivals.kinds]
        seconds = fresh(curves, self.kind, stream.standard_exponential(len(self.kind)))
        return seconds * self._scene.paces(commitment)[self._who]

    def _axes(self, commitment: str) -> Ints:
        """By whose hours each is worked on."""
        scene = self._scene
        found = np.zeros(len(self._who), dtype=np.int64)
        for place, priority in enumerate(scene.desk.arrivals.priorities):
            offer = scene.desk.offer(priority, commitment)
            calendar = scene.desk.policy.team if offer is None else offer.calendar
            mine = self.priority == place
            found[mine] = scene.rows_of(calendar.fingerprint)[self._who[mine]]
        return found

    def _due(self, commitment: str) -> Floats:
        """When each is due, from now on: found once for each instant that cases may come at."""
        scene, now = self._scene, self._scene.desk.now
        starts = now + np.arange(HOURS * HOUR // GRID) * GRID
        found = np.full(len(self._who), np.inf)
        for place, priority in enumerate(scene.desk.arrivals.priorities):
            offer = scene.desk.offer(priority, commitment)
            if offer is None:
                continue
            amount, calendar = offer.amount, offer.calendar
            budget = amount.seconds if not amount.days else calendar.days_budget_many(
                starts, amount.days)  # fmt: skip
            dues = calendar.add_many(starts, budget, scene.desk.policy.edge) - now
            mine = self.priority == place
            found[mine] = dues[self._tick[mine]]
        return found
