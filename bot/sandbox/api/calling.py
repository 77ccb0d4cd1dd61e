"""What a Web API method is: who may call it, with what, and the call as the method sees it.

Apart from the methods, so that each family is a list of functions and every rule that holds for all stands once.
"""

import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.refusals import SlackError, invalid_arguments
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Install, Team

Answer = dict[str, Any]
Caller = Literal["bot", "app", "anyone"]
"""Whose token a method takes: the bot's of a workspace, the app's own, or nobody's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call: its arguments, whether they came as JSON or as a form, where structures are JSON in a string."""

    slack: Slack
    arguments: dict[str, Any]

    def text(self, name: str) -> str:
        """Return an argument as a string, empty where it was not given."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str, *, usually: bool = False) -> bool:
        """Return a yes or no, in JSON or in any of the ways that a form writes it."""
        value = self.arguments.get(name)
        return usually if value is None else str(value).lower() in {"true", "1", "t"}

    def number(self, name: str, usually: int, least: int, most: int) -> int:
        """Return a whole number between two others."""
        value = self.text(name)
        if not value:
            return usually
        if not value.lstrip("-").isdigit():
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]")
        if not least <= int(value) <= most:
            raise SlackError("invalid_limit" if name == "limit" else "invalid_arguments")
        return int(value)

    def structure(self, name: str, code: str) -> Any:
        """Return an object or array; `code` is the refusal of what is no JSON."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(code) from None


@dataclass(frozen=True, slots=True)
class BotAsked(Asked):
    """A call with a bot's token; it says which workspace is meant."""

    team: Team
    install: Install


@dataclass(frozen=True, slots=True)
class Method:
    """A method: `scopes` of which the token needs one, the arguments it `needs`, and whether it reads JSON at all."""

    name: str
    run: Callable[[Any], Awaitable[Answer]]
    caller: Caller
    scopes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    json: bool = False


@dataclass(slots=True)
class Family:
    """Methods that belong together; each module of this package has one."""

    methods: dict[str, Method] = field(default_factory=dict)

    def bot(
        self, name: str, *scopes: str, needs: Iterable[str] = (), json: bool = False
    ) -> Callable[[Callable[[BotAsked], Awaitable[Answer]]], Callable[[BotAsked], Awaitable[Answer]]]:
        """Take a function for a method that bots call with their token."""

        def take(run: Callable[[BotAsked], Awaitable[Answer]]) -> Callable[[BotAsked], Awaitable[Answer]]:
            self.methods[name] = Method(name, run, "bot", scopes, tuple(needs), json)
            return run

        return take

    def app(
        self, name: str, *, caller: Caller = "app", needs: Iterable[str] = (), json: bool = False
    ) -> Callable[[Callable[[Asked], Awaitable[Answer]]], Callable[[Asked], Awaitable[Answer]]]:
        """Take a function for a method that is not about one workspace."""

        def take(run: Callable[[Asked], Awaitable[Answer]]) -> Callable[[Asked], Awaitable[Answer]]:
            self.methods[name] = Method(name, run, caller, needs=tuple(needs), json=json)
            return run

        return take
