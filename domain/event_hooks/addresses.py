"""Which addresses events may be posted to: public ones, over https.

An address is checked when it is entered; what it resolves to is checked again at each connection,
and the connection goes to that very IP address (`domain.event_hooks.posts`), because a name may
resolve differently by then.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from domain.event_hooks.errors import HookAddressNotUsable

LONGEST_URL = 500
# IPv6 addresses that a gateway turns into the IPv4 address in their last bits.
TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
# Names that by definition refer to this machine or network.
PRIVATE_NAMES = ("localhost", "local", "internal", "lan", "home.arpa", "intranet", "corp")


def is_public(text: str) -> bool:
    """Return whether an IP address is on the public internet, even in IPv6-mapped form."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address embedded in an IPv6 address, if any."""
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in TRANSLATED):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def read_url(text: str, *, may_be_private: bool) -> str:
    """Return a post address in stored form. Raises HookAddressNotUsable.

    `may_be_private` allows what development needs: http, and this machine.
    """
    url = text.strip()
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host.encode("ascii").decode("ascii")
    except (ValueError, UnicodeError):
        raise HookAddressNotUsable(text) from None
    is_whole = url.isascii() and url.isprintable() and " " not in url and bool(host)
    is_plain = parts.username is None and parts.password is None and not parts.fragment
    schemes = {"https", "http"} if may_be_private else {"https"}
    if not (is_whole and is_plain and parts.scheme in schemes and len(url) <= LONGEST_URL):
        raise HookAddressNotUsable(text)
    if port == 0 or not (may_be_private or _may_be_public(host)):
        raise HookAddressNotUsable(text)
    return url


def _may_be_public(host: str) -> bool:
    if ":" in host or host.replace(".", "").isdecimal():
        return is_public(host)
    last = host.rpartition(".")[2]
    is_number = last.isdecimal() or last.startswith("0x")  # Some resolve 0x7f.1 to this machine
    is_named = not any(host == name or host.endswith(f".{name}") for name in PRIVATE_NAMES)
    return "." in host and is_named and not is_number
