"""Reads a link: one request a hop, each to a checked address, all of them together within the limits."""

import asyncio
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

import httpcore
import httpx

from bot import __version__
from bot.article.body import ACCEPTED, read_body
from bot.article.connection import PinnedBackend, PinnedTransport
from bot.article.documents import parse, within_time
from bot.article.kinds import CONTENT_TYPES, media_type
from bot.article.limits import Limits
from bot.article.status import check_content_type, check_status
from bot.article.target import Resolve, Target, locate, system_resolve
from bot.briefing.model import Article
from bot.errors import (
    ContentTypeError,
    FileError,
    NoArticleError,
    NotTextError,
    RedirectError,
    TimedOutError,
    UnreachableError,
)

HEADERS = {
    "User-Agent": f"Factdesk/{__version__} (+newsroom fact desk)",
    "Accept": ", ".join(CONTENT_TYPES) + ";q=0.9, */*;q=0.1",
    "Accept-Language": "en, *;q=0.5",
    "Accept-Encoding": ACCEPTED,
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class _Page:
    url: str
    host: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class _Journey:
    """One link's way over its redirects; cookies are kept only while the host stays the same."""

    url: str
    host: str = ""
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def arrive(self, host: str) -> None:
        if host != self.host:
            self.host, self.cookies = host, httpx.Cookies()
        state = (self.url.partition("#")[0], repr(sorted((c.name, c.value) for c in self.cookies.jar)))
        if state in self.seen:
            raise RedirectError("The link redirects in a circle.", url=self.url)
        self.seen.add(state)


class WebReader:
    """Reads links. `trusted_hosts` ("host" for all its ports, or "host:port") may be in a private network.

    `resolve`, `backend` and `ssl_context` are how names, connections and certificates are handled.
    """

    def __init__(
        self,
        trusted_hosts: frozenset[str] = frozenset(),
        limits: Limits = Limits(),  # noqa: B008 - frozen
        *,
        resolve: Resolve = system_resolve,
        backend: httpcore.AsyncNetworkBackend | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._trusted_hosts = frozenset(host.lower() for host in trusted_hosts)
        self._limits = limits
        self._resolve = resolve
        self._backend = backend or httpcore.AnyIOBackend()
        self._given_ssl_context = ssl_context

    async def read(self, url: str) -> Article:
        """Return the article behind a link; raise a WebError, or what its document is refused for."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                page = await self._fetch(url.strip())
        except TimeoutError:
            sentence = f"The site did not answer in full within {self._limits.seconds:g} seconds."
            raise TimedOutError(sentence, url=url) from None
        return await within_time(lambda: _article(page))

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        return self._given_ssl_context or httpx.create_ssl_context(trust_env=False)

    async def _fetch(self, url: str) -> _Page:
        journey = _Journey(url)
        for _ in range(self._limits.hops + 1):
            target = await locate(journey.url, resolve=self._resolve, trusted_hosts=self._trusted_hosts)
            journey.arrive(f"{target.host}:{target.port}")
            page = await self._visit(journey, target)
            if page is not None:
                return page
        raise RedirectError(f"The link redirects more than {self._limits.hops} times.", url=url)

    async def _visit(self, journey: _Journey, target: Target) -> _Page | None:
        """Return the page at `target`; None after moving the journey on to where it redirects."""
        try:
            async with self._client(journey, target) as client, client.stream("GET", target.url) as response:
                self._check_headers(response, journey.url)
                if response.status_code in _REDIRECTS:
                    journey.cookies = httpx.Cookies(client.cookies)
                    journey.url = _location(response, target.url, journey.url)
                    return None
                return await self._page(response, journey, target)
        except httpcore.TimeoutException:
            raise TimedOutError(f"{target.host} does not answer.", url=journey.url) from None
        except (httpx.HTTPError, httpx.InvalidURL):  # the client reads a redirect's link, though it follows none
            raise RedirectError("The link redirects to something that is no web page.", url=journey.url) from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise UnreachableError(_trouble(error, target.host), url=journey.url) from error

    def _client(self, journey: _Journey, target: Target) -> httpx.AsyncClient:
        backend = PinnedBackend(target, self._backend, self._limits.connect_seconds)
        ssl_context = self._ssl_context if target.url.scheme == "https" else None
        return httpx.AsyncClient(
            transport=PinnedTransport(backend, ssl_context),
            headers=HEADERS,
            cookies=journey.cookies,
            timeout=None,  # noqa: S113 - the time limit is over all hops together
            trust_env=False,
            follow_redirects=False,
        )

    def _check_headers(self, response: httpx.Response, url: str) -> None:
        if sum(len(name) + len(value) for name, value in response.headers.raw) > self._limits.header_bytes:
            raise UnreachableError("The site's answer has too many headers.", url=url)

    async def _page(self, response: httpx.Response, journey: _Journey, target: Target) -> _Page:
        check_status(response, url=journey.url)
        check_content_type(response, url=journey.url)
        data = await read_body(response, self._limits, url=journey.url)
        return _Page(journey.url, target.host, response.headers.get("content-type", ""), data)


def _location(response: httpx.Response, current: httpx.URL, url: str) -> str:
    location = response.headers.get("location", "").strip()
    if not location:
        raise RedirectError("The link redirects to nowhere.", url=url)
    try:
        return str(current.join(location))
    except (httpx.InvalidURL, ValueError):
        raise RedirectError("The link redirects to something that is no web page.", url=url) from None


def _trouble(error: Exception, host: str) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"{host} cannot prove who it is: its certificate is not valid."
    if isinstance(cause, ssl.SSLError):
        return f"No secure connection to {host} is possible."
    if isinstance(error, httpcore.ConnectError):
        return f"{host} cannot be reached."
    return f"{host} broke off its answer."


def _article(page: _Page) -> Article:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if not page.data:
        raise NoArticleError("The page at this link is empty.", url=page.url)
    try:
        article = parse(page.data, content_type=page.content_type, url=page.url, fetched_at=now)
    except (FileError, NotTextError) as error:
        if media_type(page.content_type) in CONTENT_TYPES:
            raise
        raise ContentTypeError("The link leads to a file that is no article.", url=page.url) from error
    return article.model_copy(update={"publisher": article.publisher or page.host.removeprefix("www.")})
