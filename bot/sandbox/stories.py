"""A news site on this machine, with invented stories, so that links have somewhere to lead without a network."""

from dataclasses import dataclass
from importlib.resources import files

import jinja2
from aiohttp import web

PATH = "/stories"
_PAGE = jinja2.Environment(autoescape=True).from_string("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>{{ story.title }}</title>
<meta property="og:title" content="{{ story.title }}"><meta property="og:site_name" content="{{ story.outlet }}">
<meta property="article:published_time" content="{{ story.published }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body><main><article>
<h1>{{ story.title }}</h1>
<p><small>{{ story.outlet }}, <time datetime="{{ story.published }}">{{ story.published }}</time></small></p>
{% for paragraph in story.paragraphs %}<p>{{ paragraph }}</p>
{% endfor %}</article></main></body>
</html>
""")


@dataclass(frozen=True, slots=True)
class Story:
    """An invented news story."""

    name: str
    title: str
    outlet: str
    published: str
    paragraphs: tuple[str, ...]


def stories() -> dict[str, Story]:
    """Return the stories by name: a file each, its title, outlet and date a line each, then the text."""
    found = {}
    for file in sorted(files(__package__).joinpath("stories").iterdir(), key=lambda one: one.name):
        head, *paragraphs = file.read_text(encoding="utf-8").strip().split("\n\n")
        name = file.name.removesuffix(".txt")
        title, outlet, published = head.split("\n")
        found[name] = Story(name, title, outlet, published, tuple(paragraphs))
    return found


def routes() -> list[web.AbstractRouteDef]:
    """Return the site: a page a story."""
    held = stories()

    async def page(request: web.Request) -> web.Response:
        story = held.get(request.match_info["name"])
        if story is None:
            return web.Response(status=404, text="There is no such story.")
        return web.Response(text=_PAGE.render(story=story), content_type="text/html", charset="utf-8")

    return [web.get(f"{PATH}/{{name}}", page)]
