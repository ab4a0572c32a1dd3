"""What a watch beside a window looks at besides the alerts of cases, after these were told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from desktop.action_watch import ACTIONS
from desktop.article_watch import CHORES, ArticleWatch
from desktop.burn_watch import BURNS, BurnWatch
from desktop.lead_watch import LeadWatch
from desktop.night_watch import NightWatch
from desktop.postmortem_watch import REVIEWS
from desktop.queue_watch import CROSSINGS, QueueWatch
from models.changes import Changes
from models.database import Database
from models.queries.action_chores import ActionChore
from models.queries.alerts import AlertRow
from models.queries.article_life import Chore
from models.queries.burns import BurnRow, burns_in_sight
from models.queries.crossings import CrossingRow, crossings_in_sight
from models.queries.postmortem_life import Chore as Review


@dataclass(frozen=True)
class Aside:
    """Error budgets that burn, thresholds of the queue that were crossed; of the `untold` its
    person was not told yet. `assigned` is what came in the night and was given to somebody just
    now, `untold_chores` what of the team's knowledge waits for that person, `untold_reviews` which
    postmortems, `untold_actions` which corrective actions are due."""

    untold_burns: list[BurnRow]
    burns: list[BurnRow]
    untold_crossings: list[CrossingRow]
    crossings: list[CrossingRow]
    assigned: Changes | None = None
    untold_chores: Sequence[Chore] = ()
    untold_reviews: Sequence[Review] = ()
    untold_actions: Sequence[ActionChore] = ()


class LookingAside:
    """Looks on the write lane; in a replay nothing is given away, for in that night it was."""

    def __init__(self, database: Database, *, replays: bool) -> None:
        self._database, self._replays = database, replays
        self._burns, self._leads, self._night = BurnWatch(), LeadWatch(), NightWatch()
        self._queue, self._articles = QueueWatch(), ArticleWatch()

    def look(self, fired: Sequence[AlertRow], tells: bool) -> Aside:
        """Whatever stops it does not hold the alerts up. What may not be told is not claimed."""
        database = self._database
        self._burns.look(database, fired)
        self._leads.look(database)
        assigned = None if self._replays else self._night.look(database)
        self._queue.look(database)
        if not self._replays:
            self._articles.look(database)
        chores = CHORES.claim(database) if tells else []
        reviews = REVIEWS.claim(database) if tells else []
        actions = ACTIONS.claim(database) if tells else []
        burns = BURNS.claim(database) if tells else []
        crossings = CROSSINGS.claim(database) if tells else []
        me, now = database.person_id, database.clock.now()

        def query(session: Session) -> Aside:
            burning = burns_in_sight(session, me, now)
            crossed = [
                replace(row, words=str(self._queue.words(row)))
                for row in crossings_in_sight(session, me, now)
            ]
            return Aside(
                burns, burning, crossings, crossed, assigned, chores, reviews, actions
            )  # fmt: skip

        return database.read(query)
