"""Which server takes the mail: `smtp://user:password@host:587` or `smtps://…:465`.

Mail goes out encrypted: `smtps` from the first byte, `smtp` after STARTTLS, which must succeed. A
server on this machine is spoken to as it is.
"""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server, and the address that mail comes from."""

    host: str
    port: int
    is_wrapped: bool
    upgrades: bool
    sender: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)


def read_mail_server(url: str, sender: str) -> MailServer:
    """Return what `url` says. Raises ValueError, whose message does not quote it."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("SMTP_URL must look like smtp://user:password@host:587 or smtps://…:465")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError:
        raise ValueError("SMTP_URL has a port that is no number from 1 to 65535") from None
    is_wrapped = parts.scheme == "smtps"
    return MailServer(
        parts.hostname,
        port,
        is_wrapped,
        not is_wrapped and parts.hostname not in LOOPBACK,
        sender,
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
    )
