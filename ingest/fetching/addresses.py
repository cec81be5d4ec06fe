"""Which addresses may be asked: public ones only, whatever their names and whatever these resolve to."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from archive.errors import RefusedError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host; raises OSError where there are none."""

PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_URL = 2000
_LONGEST_LABEL = 64
# Servers of a cloud's own machines that stand on addresses which look public.
_METADATA = frozenset({ip_address("168.63.129.16"), ip_address("192.0.0.192")})
_REFUSED_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
    )
)
# Global unicast only; inside it, what leads to IPv4 in disguise (6to4, Teredo) or nowhere.
_UNICAST_V6 = IPv6Network("2000::/3")
_REFUSED_V6 = tuple(IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_LOCAL_NAMES = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "localdomain",
    "arpa",
    "onion",
)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)")


class Guard:
    """Says whether a URL may be asked, and at which IP addresses.

    Args:
        resolve: looks a host up; the operating system's way if it is left out.
        allowed: networks that may be asked although they are not public, and then every port; for tests with
            servers of their own, never filled from a setting.
    """

    def __init__(self, resolve: Resolve | None = None, allowed: Sequence[str] = ()) -> None:
        self._resolve = resolve or _resolve
        self._allowed = tuple(ip_network(network) for network in allowed)

    def check(self, url: str) -> httpx.URL:
        """A URL in its normal form, if its form allows it to be asked.

        Raises:
            RefusedError: scheme, user, port or host are not those of a public server; nothing is looked up.
        """
        parsed = _parsed(url)
        host = parsed.raw_host.decode("ascii").lower().rstrip(".")
        if parsed.userinfo:
            raise RefusedError("an address with a user name or password in it is not asked")
        literal = _literal(host)
        if literal is None:
            _check_name(host)
        elif not self._may_ask(literal):
            raise RefusedError(_not_public(host))
        if parsed.port not in (None, *PORTS) and not self._allowed:
            raise RefusedError(f"port {parsed.port} is not asked (only {', '.join(map(str, sorted(PORTS)))})")
        return parsed.copy_with(fragment=None)

    def addresses(self, host: str, port: int) -> list[str]:
        """The IP addresses at which a host may be asked; one that is not public refuses the host.

        Raises:
            RefusedError: the name does not resolve, or any of its addresses is not public.
        """
        literal = _literal(host)
        try:
            found = [literal] if literal is not None else self._looked_up(host, port)
        except (OSError, UnicodeError, ValueError):
            raise RefusedError(f"the host {host} is not found") from None
        if not found:
            raise RefusedError(f"the host {host} is not found")
        if not all(map(self._may_ask, found)):
            raise RefusedError(_not_public(host))
        return list(dict.fromkeys(map(str, found)))

    def _looked_up(self, host: str, port: int) -> list[Address]:
        return [ip_address(address.partition("%")[0]) for address in self._resolve(host, port)]

    def _may_ask(self, address: Address) -> bool:
        return is_public(address) or any(address in network for network in self._allowed)


def is_public(address: Address) -> bool:
    """Whether an IP address is one that anybody on the internet can ask, and says itself where it leads."""
    if address in _METADATA or not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv6Address):
        return address in _UNICAST_V6 and not any(address in block for block in _REFUSED_V6)
    return not any(address in block for block in _REFUSED_V4)


def _parsed(url: str) -> httpx.URL:
    if len(url) > LONGEST_URL:
        raise RefusedError(f"an address longer than {LONGEST_URL} characters is not asked")
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise RefusedError("this is no address of a page") from None
    if parsed.scheme not in ("http", "https"):
        raise RefusedError("only addresses that begin with http:// or https:// are asked")
    if not parsed.raw_host:
        raise RefusedError("the address names no host")
    return parsed


def _literal(host: str) -> Address | None:
    """The IP address that a host is written as, if it is; None for a name.

    Raises:
        RefusedError: it is a number in another spelling (decimal, octal, hexadecimal, shortened).
    """
    bare = host.strip("[]").partition("%")[0]
    try:
        return ip_address(bare)
    except ValueError:
        pass
    if ":" in bare or _NUMBER.fullmatch(bare.rstrip(".").rpartition(".")[2].lower()):
        raise RefusedError(f"{host} is no host name; write an IP address in its usual form")
    return None


def _check_name(host: str) -> None:
    last = host.rpartition(".")[2]
    if not all(0 < len(label) < _LONGEST_LABEL for label in host.split(".")):
        raise RefusedError(f"{host[:80]} is no host name")
    if "." not in host or last in _LOCAL_NAMES:
        raise RefusedError(_not_public(host))


def _not_public(host: str) -> str:
    return f"{host} is not a public server; only public ones are asked"


def _resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
