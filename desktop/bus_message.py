"""A message as the notification service is sent it: words, buttons, how loud."""

from collections.abc import Mapping
from typing import Any, Final

from desktop.message import HAND_OVER, OPEN, SNOOZE, TAKE, Message

SERVICE: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"

_CRITICAL: Final = 2


def service_call(member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
    """A call of the notification service."""
    from jeepney import DBusAddress, new_method_call

    return new_method_call(DBusAddress(PATH, SERVICE, SERVICE), member, signature, body)


def notify_call(message: Message, number: int, labels: Mapping[str, str], sound: bool) -> Any:
    """Show it, in the place of the one of that number; `labels` by button, none for none."""
    return service_call(
        "Notify", "susssasa{sv}i",
        ("Leadline", number, "leadline", message.title, _plain(message.body),
         _buttons(message, labels), _hints(message, sound), -1),
    )  # fmt: skip


def _buttons(message: Message, labels: Mapping[str, str]) -> list[str]:
    names = [OPEN]
    if message.names_case:
        names += [TAKE, SNOOZE, HAND_OVER]
    offered = [name for name in names if name in labels]
    return [word for name in offered for word in (name, labels[name])]


def _hints(message: Message, sound: bool) -> dict[str, tuple[str, Any]]:
    hints: dict[str, tuple[str, Any]] = {"desktop-entry": ("s", "leadline")}
    hints["urgency"] = ("y", _CRITICAL if message.urgent else 1)
    if sound:
        hints["sound-name"] = ("s", "message-new-instant")
    else:
        hints["suppress-sound"] = ("b", True)
    return hints


def _plain(body: str) -> str:
    """The service may read markup; a person's text is never markup."""
    return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
