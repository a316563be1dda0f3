"""Which links Telegram takes, and how it writes them (tdlib/td, LinkManager)."""

import re
from urllib.parse import urlsplit

INTERNAL = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
NUMBER = re.compile(r"[1-9][0-9]{0,18}")


class BadLink(Exception):
    """A link that Telegram refuses; its text is Telegram's reason."""


def checked_link(link: str) -> str:
    """Return `link` as Telegram keeps it: with a scheme, a lower-case host and a path.

    Raises BadLink with Telegram's words.
    """
    link = link.strip()
    internal = INTERNAL.match(link)
    if internal:
        return f"{internal[1].lower()}://{link[internal.end() :]}"
    scheme = SCHEME.match(link)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        raise BadLink("Unsupported URL protocol")
    try:
        parts = urlsplit(link if scheme else f"http://{link}")
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise BadLink("Wrong HTTP URL") from None
    if not host:
        raise BadLink("URL host is empty")
    if " " in link or ("." not in host and ":" not in host):
        raise BadLink("Wrong HTTP URL")
    return parts._replace(
        scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), path=parts.path or "/"
    ).geturl()


def tg_parameters(link: str, host: str) -> dict[str, str] | None:
    """Return the parameters of `tg://<host>?…`, the first of each name; None for other links."""
    read = re.fullmatch(rf"tg:(?://)?{host}/?\?([^#]*)(?:#.*)?", link, re.IGNORECASE | re.DOTALL)
    if read is None:
        return None
    pairs = [part.partition("=") for part in read[1].split("&")]
    return {name.lower(): value for name, _, value in reversed(pairs)}


def linked_user(link: str) -> int | None:
    """Return whom a `tg://user?id=` link mentions."""
    number = (tg_parameters(link, "user") or {}).get("id", "")
    return int(number) if NUMBER.fullmatch(number) else None
