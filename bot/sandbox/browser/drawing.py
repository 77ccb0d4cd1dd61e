"""Pages and their pieces from templates: the one place that knows Jinja, and what the templates may ask for."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from bot.sandbox.browser import dates, held, kit, mrkdwn
from bot.sandbox.browser.emoji import character
from bot.sandbox.browser.visit import Visit
from bot.sandbox.workspace import Blocks, View

STATIC = "/browser/static"
HUES = 8
_BREAK = Markup("<br>")


def draw(template: str, **given: Any) -> str:
    """Return a template filled in."""
    return _environment().get_template(template).render(**given)


@cache
def _environment() -> Environment:
    made = Environment(loader=PackageLoader("bot.sandbox.browser"), autoescape=True, trim_blocks=True)
    made.filters |= _FILTERS
    made.globals["static"] = STATIC
    return made


def _plain(text: Any) -> Markup:
    """Return a text object that has no marks, or words of Slack's own."""
    if not isinstance(text, Mapping):
        return mrkdwn.plain(str(text or ""))
    return mrkdwn.plain(str(text.get("text", "")), emoji=text.get("emoji") is not False)


def _mrkdwn(text: Any, visit: Visit) -> Markup:
    if isinstance(text, Mapping):
        return mrkdwn.mrkdwn(str(text.get("text", "")), visit, verbatim=bool(text.get("verbatim")))
    return mrkdwn.mrkdwn(str(text), visit)


def _text_of(text: Mapping[str, Any], visit: Visit) -> Markup:
    return _mrkdwn(text, visit) if text.get("type") == "mrkdwn" else _plain(text)


def _with_breaks(text: str) -> Markup:
    return _BREAK.join(escape(line) for line in text.split("\n"))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def _markdown(text: str) -> Markup:
    # raw HTML is off, and the reader takes no javascript: or data: address
    return Markup(_reader().render(text))  # noqa: S704


def _drawn(blocks: Blocks, ident: str, sends: Mapping[str, str]) -> list[kit.Block]:
    return kit.drawn(blocks, kit.Surface(ident, dict(sends)))


def _drawn_view(blocks: Blocks, view: View) -> list[kit.Block]:
    surface = kit.Surface(f"in-{view.id}", {"surface": "view", "view": view.id}, view.errors)
    return kit.drawn(held.filled(blocks, view.values), surface)


def _web_link(url: Any) -> str:
    return str(url) if urlsplit(str(url)).scheme in {"http", "https", "mailto"} else "#"


def _image_src(image: Mapping[str, Any], visit: Visit) -> str:
    file = image.get("slack_file", {})
    ident = file.get("id") or next((one for one in visit.team.files if f"/{one}/" in file.get("url", "")), None)
    return f"{visit.base}/file/{ident}" if ident else _web_link(image.get("image_url", ""))


def _places(part: Mapping[str, Any], visit: Visit) -> list[dict[str, str]]:
    """Return what can be chosen in a menu of options, people or channels."""
    kind = str(part["type"])
    if "static" in kind:
        groups = [part, *part.get("option_groups", ())]
        return [
            {"id": one["value"], "name": one["text"]["text"]} for group in groups for one in group.get("options", ())
        ]
    if "users" in kind:
        return [{"id": one.id, "name": one.real_name} for one in visit.people]
    return [{"id": one.id, "name": f"#{one.name}"} for one in [*visit.channels, *visit.others]]


def _initials(name: str) -> str:
    words = re.findall(r"\w+", name)
    return "".join(word[0] for word in words[:2]).upper() or "?"


def _hue(user: str, visit: Visit) -> int:
    """Return the number of a person's colour; those of a small team all differ."""
    return (list(visit.team.people).index(user) if user in visit.team.people else 0) % HUES


def _extension(name: str) -> str:
    return name.rpartition(".")[2][:4].upper() if "." in name else "FILE"


def _date_of(part: Mapping[str, Any]) -> Markup:
    told = dates.date_text(int(part["timestamp"]), str(part["format"]))
    return mrkdwn.anchor(str(part["url"]), told) if part.get("url") else escape(told)


_FILTERS = {
    "anchor": mrkdwn.anchor,
    "clock": dates.clock,
    "date_of": _date_of,
    "day": dates.day,
    "drawn": _drawn,
    "drawn_view": _drawn_view,
    "emoji": lambda name: character(name) or f":{name}:",
    "extension": _extension,
    "first_words": held.first_words,
    "full_time": dates.full,
    "hue": _hue,
    "image_src": _image_src,
    "initials": _initials,
    "iso": lambda ts: dates.moment(ts).isoformat(),
    "local_time": held.local_time,
    "markdown": _markdown,
    "mention": mrkdwn.mention,
    "mrkdwn": _mrkdwn,
    "person_name": lambda user, visit: visit.person(user) or user,
    "picked_many": held.picked_many,
    "places": _places,
    "plain": _plain,
    "text_of": _text_of,
    "unescape": mrkdwn.unescaped,
    "web_link": _web_link,
    "with_breaks": _with_breaks,
}
