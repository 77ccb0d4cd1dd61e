"""Connects to the address that was checked and to no other, while TLS and the Host header go by the name.

Without this the system would resolve the name a second time, and a hostile DNS server would answer otherwise.
"""

import ssl
from collections.abc import AsyncIterator, Iterable

import httpcore
import httpx

from bot.article.target import Target

MAX_ADDRESSES = 4  # tried one after the other


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for one target only, to the addresses it carries."""

    def __init__(self, target: Target, backend: httpcore.AsyncNetworkBackend, seconds: float) -> None:
        self._target = target
        self._backend = backend
        self._seconds = seconds

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature; the limit is our own
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first checked address that answers."""
        trouble: Exception = httpcore.ConnectError("not the host that was checked")
        reachable = self._target.addresses[:MAX_ADDRESSES] if (host, port) == self._own else ()
        for address in reachable:
            try:
                return await self._backend.connect_tcp(
                    str(address), port, self._seconds, local_address, socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble

    @property
    def _own(self) -> tuple[str, int]:
        return self._target.host, self._target.port


class PinnedTransport(httpx.AsyncBaseTransport):
    """An httpx transport that reaches one target; raises httpcore's errors."""

    def __init__(self, backend: PinnedBackend, ssl_context: ssl.SSLContext | None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context, network_backend=backend, max_connections=1, max_keepalive_connections=0
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request without a body."""
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()
