"""The app as Slack knows it: its ids and secrets, its scopes, and the surfaces that its manifest registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `name` with its slash. With `escape` people, channels and links in its text are marked as such."""

    name: str
    description: str = ""
    usage_hint: str = ""
    escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut in the message menu (`message`) or beside the composer (`global`)."""

    kind: Literal["message", "global"]
    name: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class App:
    """One installed app. `request_url` is where its requests go over HTTP, None for Socket Mode."""

    name: str = "Factdesk"
    id: str = "A0FACTDESK"
    client_id: str = "100.200"
    client_secret: str = "local-client-secret"  # noqa: S105 -- of this machine alone
    signing_secret: str = "local-secret"  # noqa: S105 -- of this machine alone
    app_token: str = "xapp-1-A0FACTDESK-1-local"  # noqa: S105 -- of this machine alone
    scopes: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    unfurl_domains: tuple[str, ...] = ()
    home: bool = True
    request_url: str | None = None

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any], **own: Any) -> "App":
        """Return the app that a manifest in Slack's own format describes; `own` are ids, secrets and the address.

        https://docs.slack.dev/reference/app-manifest
        """
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        subscribed = settings.get("event_subscriptions", {}).get("bot_events", ())
        return cls(
            name=manifest["display_information"]["name"],
            scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]),
            events=frozenset(subscribed),
            commands=tuple(
                Command(
                    one["command"],
                    one.get("description", ""),
                    one.get("usage_hint", ""),
                    one.get("should_escape", False),
                )
                for one in features.get("slash_commands", ())
            ),
            shortcuts=tuple(
                Shortcut(one["type"], one["name"], one["callback_id"], one.get("description", ""))
                for one in features.get("shortcuts", ())
            ),
            unfurl_domains=tuple(features.get("unfurl_domains", ())),
            home=features.get("app_home", {}).get("home_tab_enabled", False),
            **own,
        )
