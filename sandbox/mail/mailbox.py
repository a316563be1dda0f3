"""The e-mails that have come, as a mail program would show them."""

from collections import deque
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from itertools import count
from typing import Any

MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail, to one mailbox. `unsubscribe` and `one_click` are its headers (RFC 8058)."""

    id: int
    sender: str
    to: str
    subject: str
    text: str
    html: str
    at: str
    unsubscribe: str = ""
    one_click: str = ""


class Mailbox:
    """Every mailbox there is, in one list."""

    def __init__(self) -> None:
        self._mails: deque[Mail] = deque(maxlen=MOST_KEPT)
        self._ids = count(1)

    def take(self, sender: str, recipients: list[str], content: bytes) -> None:
        """Keep an e-mail, once for each mailbox."""
        read = message_from_bytes(content, policy=policy.default)
        text, html = read.get_body(("plain",)), read.get_body(("html",))
        for to in recipients:
            self._mails.append(
                Mail(
                    next(self._ids),
                    sender,
                    to,
                    str(read["Subject"] or ""),
                    text.get_content() if text else "",
                    html.get_content() if html else "",
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    str(read["List-Unsubscribe"] or "").strip("<>"),
                    str(read["List-Unsubscribe-Post"] or ""),
                )
            )

    def to_json(self) -> list[dict[str, Any]]:
        """Return the e-mails, newest first."""
        return [asdict(mail) for mail in reversed(self._mails)]

    def reset(self) -> None:
        """Empty every mailbox."""
        self._mails.clear()
