"""A web site of one's own on this machine, and connections that are recorded: what the reader's tests talk to."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

import httpcore

Page = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
PUBLIC = "93.184.216.34"


def answer(
    body: bytes | str = b"", status: str = "200 OK", kind: str | None = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """Return a whole HTTP response; `headers` are written with `_` for `-`."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close"]
    lines += [f"Content-Type: {kind}"] if kind else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def redirect(location: str, status: str = "302 Found", **headers: str) -> bytes:
    """Return a redirect."""
    return answer(status=status, Location=location, **headers)


@dataclass
class Site:
    """Answers each path with its page; `requests` are the heads of all requests, lower case."""

    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str = "/") -> str:
        """Return the link to a page."""
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def trusted(self) -> frozenset[str]:
        """This site as a trusted host."""
        return frozenset({f"127.0.0.1:{self.port}"})

    async def start(self, tls: ssl.SSLContext | None = None) -> asyncio.Server:
        """Listen."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=tls)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def stop(self) -> None:
        """End all answers that are still being given."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._converse(reader, writer))
        self._tasks.add(task)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.requests.append(head.lower())
            page = self.pages.get(head.split(" ")[1], answer("nothing here", "404 Not Found"))
            if callable(page):
                await page(writer)
            else:
                writer.write(page)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


class Recorder(httpcore.AsyncNetworkBackend):
    """Connections that are noted down, and led to a port of this machine whatever their address."""

    def __init__(self, port: int, *, dead: frozenset[str] = frozenset()) -> None:
        self._dead = dead
        self.connected: list[tuple[str, int]] = []
        self._port = port
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.connected.append((host, port))
        if host in self._dead:
            raise httpcore.ConnectError("dead")
        return await self._backend.connect_tcp("127.0.0.1", self._port, timeout, local_address, socket_options)


class Names:
    """A DNS of one's own: each name with its answers, one after the other, the last one for ever."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.asked: list[str] = []
        self._answers = {name.replace("_", "."): list(given) for name, given in answers.items()}

    async def __call__(self, host: str, port: int) -> Sequence[str]:  # noqa: ARG002
        self.asked.append(host)
        given = self._answers.get(host)
        if given is None:
            raise OSError("no such name")
        return given.pop(0) if len(given) > 1 else given[0]


PARAGRAPHS = "".join(
    f"<p>The minister said on Tuesday that her ministry had asked Turkey for {number} million lira, "
    "which nobody in the region has been able to verify so far.</p>"
    for number in range(2, 10)
)
ARTICLE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ministry asks for aid | Example News</title>
<meta property="og:title" content="Ministry asks for aid"><meta property="og:site_name" content="Example News">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2024-03-05T10:00:00Z">
</head><body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Ministry asks for aid</h1>{PARAGRAPHS}</article><footer>© 2026 Example News</footer></body></html>"""
