"""A news site on this machine, for links to lead somewhere."""

from collections.abc import Awaitable, Callable

from aiohttp import web

SENTENCES = (
    "Ukraine has formally requested Turkey to invest in its defense industry and supply critical military equipment.",
    (
        "The announcement came from Rustem Umerov, Ukraine’s First Deputy Minister of Defense, who met the Turkish foreign "
        "minister, Hakan Fidan, in Kyiv on Monday."
    ),
    (
        "Previously, investigative reports suggested that Zelenskyy had actively sabotaged negotiations in Turkey during "
        "March 2022, an act reportedly at the behest of the Biden administration."
    ),
    (
        "These claims, though unverified, have fueled speculation about the Ukrainian leader’s motivations for prolonging the "
        "war."
    ),
    (
        "A senior official said on condition of anonymity that 40,000 shells had reportedly gone missing from a depot near "
        "Odesa in the spring."
    ),
    (
        "Critics argue that such actions could be part of a strategy to secure continued financial and military support from "
        "Western allies."
    ),
    "Fidan said on Tuesday that Turkey would consider the request, and called on both sides to return to the table.",
    (
        "The minister’s office reportedly paid 3.2 million dollars to a consultant in Ankara, according to two people familiar "
        "with the matter."
    ),
)
TEXT = "\n".join(SENTENCES)


class Articles:
    """Serves one article at each path of `titles`; anything else is not found."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {"/umerov": "Ukraine asks Turkey to invest", "/shells": "Shells go missing"}
        self.read: list[str] = []
        self.host = ""

    def url(self, path: str = "/umerov") -> str:
        return f"http://{self.host}{path}"

    async def serve(self) -> Callable[[], Awaitable[None]]:
        """Listen on a free port, and return how to stop."""
        app = web.Application()
        app.add_routes([web.get("/{path:.*}", self._page)])
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        self.host = f"{host}:{port}"
        return runner.cleanup

    async def _page(self, request: web.Request) -> web.Response:
        self.read.append(request.path)
        title = self.titles.get(request.path)
        if title is None:
            return web.Response(status=404, text="nothing here")
        paragraphs = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
        head = f'<title>{title}</title><meta property="article:published_time" content="2025-07-26T10:00:00Z">'
        page = f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
        return web.Response(text=page, content_type="text/html", charset="utf-8")
