"""A watch without a window asks for quiet and the lock, and notices a service that came or went."""

from datetime import UTC, datetime
from functools import partial

from desktop.bus import NotificationBus
from desktop.watch_mood import Mood, mood_now
from models.quiet_hours import Wishes, read_quiet_hours
from tests.desktop.notification_service import NotificationService

NIGHT = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)
DAY = datetime(2026, 5, 12, 14, 30, tzinfo=UTC)
WISHES = Wishes(read_quiet_hours("22:00–07:00"))


def test_the_service_comes_and_goes_and_says_whether_somebody_may_be_disturbed(bus: str) -> None:
    notifications = NotificationBus()
    mood = partial(mood_now, notifications, WISHES)
    assert mood(lambda: DAY) == Mood(reachable=False)
    service = NotificationService(bus, locks=True)
    service.locked = False
    service.start()
    notifications.close()
    assert mood(lambda: DAY) == Mood()
    assert mood(lambda: NIGHT) == Mood(quiet=True)
    service.inhibited = service.locked = True
    notifications.close()
    assert mood(lambda: DAY) == Mood(quiet=True, locked=True)
    service.stop()
    notifications.close()
    assert mood(lambda: DAY) == Mood(reachable=False)
    notifications.close()
