"""What the Handbook page says above its parts: the draft's state, and versions that came since."""

from zoneinfo import ZoneInfo

from models.queries.handbook_draft import Published
from models.wording import date_words
from ui.messages import tr
from ui.widgets.banner import Banner


class PageBanner(Banner):
    """Mistakes of a file or of a read; and that a draft began from an older version."""

    _says_older = False

    def say_older(self, last: int, base: int) -> None:
        """Version `last` was published since this draft was begun from `base`; it is kept."""
        if base == last:
            return
        self._says_older = True
        self.show_message(
            "warning", tr("Version {number} was published since", number=last),
            tr("This draft began from version {number}. Publishing it takes back what the last "
               "version changed; what differs is shown first.", number=base),
            tr("Begin anew from the last version"),
        )  # fmt: skip

    def hide_older(self, last: int, base: int) -> None:
        """The draft follows version `last` by now."""
        if self._says_older and base == last:
            self._says_older = False
            self.hide()


def subtitle(published: Published, differences: int, zone: ZoneInfo, *, kept: bool) -> str:
    """Version, since when, and how far the draft is from it."""
    in_force = next(row for row in published.versions if row.number == published.in_force)
    day = date_words(in_force.effective_at, zone)
    said = [tr("version {number} since {day}", number=in_force.number, day=day)]
    if differences:
        said.append(tr("draft with 1 change") if differences == 1
                    else tr("draft with {count} changes", count=differences))  # fmt: skip
    if kept:
        said.append(tr("kept"))
    return " · ".join(said)
