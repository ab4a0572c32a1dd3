"""What is listened to on a bus, and asked of it without waking anybody who is not there."""

from typing import Any, Final

SCREEN_SAVERS: Final = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
"""Who says whether the screen is locked, by name and path."""


def match_rules(service: str, path: str) -> list[Any]:
    """Calls that have the bus send us what the notification service and the lock say."""
    from jeepney import MatchRule, message_bus

    owners = MatchRule(
        type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged"
    )  # fmt: skip
    owners.add_arg_condition(0, service)
    rules = [MatchRule(type="signal", interface=service), owners]
    rules += [
        MatchRule(type="signal", interface=name, member="ActiveChanged")
        for name, _ in SCREEN_SAVERS
    ]
    return [*(message_bus.AddMatch(rule) for rule in rules), properties_call(path)]


def properties_call(path: str) -> Any:
    """Has the bus send us what changes of the properties of what is at a path."""
    from jeepney import MatchRule, message_bus

    return message_bus.AddMatch(MatchRule(
        type="signal", interface="org.freedesktop.DBus.Properties", member="PropertiesChanged",
        path=path,
    ))  # fmt: skip


def saver_call(saver: tuple[str, str]) -> Any:
    """Asks a screen saver whether the screen is locked; one that does not run is not started."""
    from jeepney import DBusAddress, new_method_call

    name, path = saver
    return without_start(new_method_call(DBusAddress(path, name, name), "GetActive"))


def get_property(service: str, path: str, name: str, interface: str = "") -> Any:
    """Asks a service for a property; one that does not run is not started."""
    from jeepney import DBusAddress, Properties

    return without_start(Properties(DBusAddress(path, service, interface or service)).get(name))


def without_start(call: Any) -> Any:
    """The same; whoever is called and does not run is not started."""
    from jeepney import MessageFlag

    call.header.flags = MessageFlag.no_auto_start
    return call
