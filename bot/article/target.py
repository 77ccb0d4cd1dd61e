"""Where a link leads: one spelling of the host, its port and its checked addresses.

What is checked here is what is connected to, so a spelling that two programs may read differently is refused.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address

import httpx

from bot.article.addresses import IPAddress, is_public, may_be_trusted
from bot.article.limits import MAX_LINK_CHARACTERS
from bot.errors import AddressError, UnreachableError

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

PORTS = {"http": 80, "https": 443}
OPEN_PORTS = frozenset({80, 443, 8080, 8443})
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LONGEST_NAME = 253
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\]")


@dataclass(frozen=True, slots=True)
class Target:
    """A host and port, the request's URL, and the addresses that were checked, in the order to try."""

    url: httpx.URL
    host: str
    port: int
    addresses: tuple[IPAddress, ...] = ()


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for a name's addresses."""
    answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


async def locate(link: str, *, resolve: Resolve, trusted_hosts: frozenset[str]) -> Target:
    """Read a link and resolve its host, once; raise AddressError unless all its addresses may be read."""
    url, host, port = _parse(link)
    trusted = not trusted_hosts.isdisjoint(_spellings(host, port))
    if not trusted and port not in OPEN_PORTS:
        raise AddressError(f"The link leads to port {port}, which is no port for web pages.", url=link)
    addresses = await _addresses(host, port, resolve, link)
    if not all(may_be_trusted(address) if trusted else is_public(address) for address in addresses):
        raise AddressError("The link leads into a private network, not to a public site.", url=link)
    return Target(url=url, host=host, port=port, addresses=addresses)


def _parse(link: str) -> tuple[httpx.URL, str, int]:
    if len(link) > MAX_LINK_CHARACTERS or _UNPRINTABLE.search(link):
        raise AddressError("This is not a proper link.", url=link)
    try:
        url = httpx.URL(link)
    except (httpx.InvalidURL, ValueError):  # ValueError: a host or a half character that cannot be encoded
        raise AddressError("This is not a proper link.", url=link) from None
    if url.scheme not in PORTS:
        raise AddressError("Only http and https links can be read.", url=link)
    if url.userinfo or "@" in url.netloc.decode("ascii", "replace"):
        raise AddressError("The link carries a user name or password.", url=link)
    host = _host(url.raw_host.decode("ascii", "replace"), link)
    port = url.port if url.port is not None else PORTS[url.scheme]
    return url.copy_with(host=host), host, port


def _host(raw: str, link: str) -> str:
    """Return the one spelling of a host; an IP address as `ipaddress` writes it."""
    name = raw.lower().removesuffix(".")
    try:
        if ":" in name and "%" not in name:
            return str(IPv6Address(name))
        if _NUMBER.fullmatch(name.rpartition(".")[2]):  # what browsers and C libraries take for a number
            return str(IPv4Address(name))
    except AddressValueError:
        raise AddressError("The link's host is not a proper address.", url=link) from None
    if len(name) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise AddressError("The link's host is not a proper name.", url=link)
    return name


def _spellings(host: str, port: int) -> set[str]:
    return {host, f"{host}:{port}"} | ({f"[{host}]", f"[{host}]:{port}"} if ":" in host else set())


async def _addresses(host: str, port: int, resolve: Resolve, link: str) -> tuple[IPAddress, ...]:
    try:
        return (ip_address(host),)
    except ValueError:
        pass
    nowhere = UnreachableError(f"There is no site called {host}.", url=link)
    try:
        answers = await resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise nowhere from error
    if not answers:
        raise nowhere
    try:
        return tuple(dict.fromkeys(ip_address(answer) for answer in answers))
    except ValueError:
        raise AddressError(f"The name {host} has an address that makes no sense.", url=link) from None
