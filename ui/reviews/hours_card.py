"""When in the week cases come, and when SLA clocks breach, in the team's zone."""

from functools import partial

from PySide6.QtCore import Signal

from models.queries.review import QuarterlyReview
from models.review_hours import breached_words, hour_words, opened_words
from ui.messages import tr
from ui.reviews.figures import breached_in, opened_in
from ui.reviews.hour_map import HourMap
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.figure_cells import Asked
from ui.widgets.labels import muted


class HoursCard(Card):
    """Two maps, each with its sentence. `figure_asked` carries an `Asked`."""

    figure_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Hours of the week"))
        self.opened = HourMap(theme, tr("Cases opened by hour of the week"))
        self.breached = HourMap(theme, tr("SLA breaches by hour of the week"))
        self._opened, self._breached = muted(), muted()
        for words, chart in ((self._opened, self.opened), (self._breached, self.breached)):
            self.content.addWidget(words)
            self.content.addWidget(chart)
        self.opened.opened.connect(partial(self._open, self.opened))
        self.breached.opened.connect(partial(self._open, self.breached))

    def show_review(self, review: QuarterlyReview) -> None:
        """Show this review's; a map of nothing is left out."""
        hours = review.hours
        self.set_title(tr("Hours of the week"), tr("hours of {zone}", zone=review.zone))
        self.opened.show_hours(hours.opened)
        self.breached.show_hours(hours.breached)
        opened, breached = any(hours.opened), any(hours.breached)
        if opened:
            said = tr("Cases opened. {said}.", said=tr(opened_words(hours.opened)))
            self._opened.setText(said)
        if breached:
            said = tr("SLA breaches. {said}, by due time.",
                      said=tr(breached_words(hours.breached)))  # fmt: skip
            self._breached.setText(said)
        for some, parts in (
            (opened, (self._opened, self.opened)), (breached, (self._breached, self.breached)),
        ):  # fmt: skip
            for part in parts:
                part.setVisible(some)
        self.setVisible(opened or breached)

    def _open(self, chart: HourMap, index: int) -> None:
        cell = chart.cells[index]
        if not cell.count:
            return
        hour = tr(hour_words(cell.hour))
        if chart is self.opened:
            asked = Asked(tr("Opened {hour}", hour=hour), opened_in(cell))
        else:
            asked = Asked(tr("SLA breaches, {hour}", hour=hour), breached_in(cell))
        self.figure_asked.emit(asked)
