"""Which IP addresses a link may lead to; apart because everything about server-side request forgery hangs on it.

Sources: the IANA special-purpose address registries (RFC 6890) and, for addresses that carry another one inside,
RFC 4291 (mapped, compatible), RFC 3056 (6to4), RFC 4380 (Teredo) and RFC 6052 (NAT64).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

_CLOSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' NAT; a cloud's metadata at 100.100.100.200
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; most clouds' metadata at 169.254.169.254
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Of IPv6 only 2000::/3 is in public use, less what is set apart in it.
_OPEN_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, with Teredo and ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4: leads to the IPv4 address inside
        "3ffe::/16",
        "3fff::/20",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
# A newsroom may trust hosts of its own network, but these are no host that serves articles.
_NEVER = tuple(IPv4Network(network) for network in ("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "224.0.0.0/3"))
_METADATA = (IPv4Address("100.100.100.200"), IPv6Address("fd00:ec2::254"))
_OWN_V6 = (IPv6Network("::1/128"), IPv6Network("fc00::/7"))


def is_public(address: IPAddress) -> bool:
    """Whether anybody on the internet reaches the same host at `address`."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    if address in _NAT64:  # an IPv6-only network reaches the IPv4 internet so
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.scope_id is None and address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)


def may_be_trusted(address: IPAddress) -> bool:
    """Whether a host that the newsroom trusts by name may have `address`: public, private or this machine."""
    if address in _METADATA:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NEVER)
    return is_public(address) or (address.scope_id is None and any(address in network for network in _OWN_V6))
