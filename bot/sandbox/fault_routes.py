"""Faults on demand over HTTP, for tests in other languages and for whoever likes `curl` better than the panel.

`GET /sandbox/faults` says what is set; `POST` takes any of `delay`, `drop`, `duplicate` (numbers), `refuse` (`method`,
`error`, and `after`, `times`, `retry_after`), `rate_limit` (`times`, `retry_after`, `method`) and `disconnect` (true or
Slack's reason); `DELETE` lets everything go well again.
"""

from typing import Any

from aiohttp import web

from bot.sandbox.deliveries import Faults

NUMBERS = {"delay", "drop", "duplicate"}
CALLS = {
    "refuse": {"method", "error", "after", "times", "retry_after"},
    "rate_limit": {"method", "times", "retry_after"},
}
KNOWN = NUMBERS | CALLS.keys() | {"disconnect"}


def routes(faults: Faults) -> list[web.AbstractRouteDef]:
    """Return the routes of the faults."""

    async def shown(_: web.Request) -> web.Response:
        return web.json_response(faults.as_json())

    async def change(request: web.Request) -> web.Response:
        # only JSON: a form of another web site could be sent here by any browser on this machine
        if request.content_type != "application/json":
            return web.json_response({"error": "send application/json"}, status=415)
        try:
            await _change(faults, await request.json())
        except (ValueError, TypeError, AttributeError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response(faults.as_json())

    async def clear(_: web.Request) -> web.Response:
        faults.clear()
        return web.json_response(faults.as_json())

    at = "/sandbox/faults"
    return [web.get(at, shown), web.post(at, change), web.patch(at, change), web.delete(at, clear)]


async def _change(faults: Faults, wanted: dict[str, Any]) -> None:
    if unknown := wanted.keys() - KNOWN:
        raise ValueError(f"unknown fault: {min(unknown)}")
    numbers = {name: _number(name, wanted[name]) for name in NUMBERS & wanted.keys()}
    calls = {name: _only(name, wanted[name]) for name in CALLS.keys() & wanted.keys()}
    if "refuse" in calls:
        faults.refuse(**calls["refuse"])
    if "rate_limit" in calls:
        faults.rate_limit(**calls["rate_limit"])
    for name, value in numbers.items():
        setattr(faults, name, value if name == "delay" else int(value))
    if reason := wanted.get("disconnect"):
        await faults.disconnect(reason if isinstance(reason, str) else "refresh_requested")


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise ValueError(f"{name} must be a number from 0 on")
    return float(value)


def _only(name: str, given: dict[str, Any]) -> dict[str, Any]:
    if unknown := given.keys() - CALLS[name]:
        raise ValueError(f"unknown argument of {name}: {min(unknown)}")
    return given
