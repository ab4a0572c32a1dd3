"""What is said in one case: its texts with {braces} filled in, no sentence said twice."""

import re
from collections.abc import Mapping
from random import Random

from desktop.demo.script import Script

_BRACES = re.compile(r"(^|[.!?]\s+|“)?\{(\w+)\}")


class Voice:
    """Speaks in one case; its names and amounts are drawn once and then stay the same."""

    def __init__(self, random: Random, script: Script, known: Mapping[str, str]) -> None:
        self._random = random
        self._talk = script.talk
        self._unsaid: dict[str, list[str]] = {}
        drawn = {name: random.choice(words) for name, words in script.slots.items()}
        self._known = {**drawn, **known}

    def fill(self, template: str, **more: str) -> str:
        """A text with its braces filled in; what begins a sentence begins with a capital."""

        def filled(match: re.Match[str]) -> str:
            before, name = match.group(1), match.group(2)
            words = more[name] if name in more else self._known[name]
            if before is None or before == "“":
                return (before or "") + words
            return before + words[:1].upper() + words[1:]

        return _BRACES.sub(filled, template)

    def say(self, kind: str, **more: str) -> str:
        """A sentence of this kind that was not said in this case before, while there is one."""
        unsaid = self._unsaid.get(kind)
        if not unsaid:
            unsaid = list(self._talk[kind])
            self._random.shuffle(unsaid)
            self._unsaid[kind] = unsaid
        return self.fill(unsaid.pop(), **more)
