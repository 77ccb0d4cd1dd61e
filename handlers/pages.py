"""Article pages over HTTP: whoever has a signed link sees the page, under a policy that lets it load nothing."""

from aiohttp import web

from bot.briefing import page
from bot.desk.pages import Pages
from bot.errors import PageError

PATH = "/briefings/{token}"


def routes(pages: Pages) -> list[web.RouteDef]:
    """Return the route."""

    async def show(request: web.Request) -> web.Response:
        try:
            html = await pages.html(request.match_info["token"])
        except PageError as error:
            return web.Response(status=403, text=str(error), headers={"Cache-Control": "no-store"})
        return web.Response(body=html.encode(), headers=page.headers(html))

    return [web.get(PATH, show)]
