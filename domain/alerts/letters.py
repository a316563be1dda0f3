"""Alerts and digests by mail: recipients, and outbox messages.

A letter enters the outbox in the transaction that marks its alerts as reported, so each message has
exactly one; it counts towards the daily cap just as the message does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from domain.accounts.models import AlertWay
from domain.accounts.unsubscription import unsubscribe_token
from domain.alerts.models import DigestKind
from domain.alerts.values import OutgoingAlert, Reader
from domain.outbox.values import ChannelName, NewMessage
from domain.settings import Settings

PRICE_ALERT, PRICE_DIGEST = "price_alert", "price_digest"
ALERTS: TypeAdapter[tuple[OutgoingAlert, ...]] = TypeAdapter(tuple[OutgoingAlert, ...])
# An older price is not news.
NEWS_FOR = timedelta(hours=12)
# The rest of a digest is in the chat.
MOST_LINES = 50


def is_mailed(settings: Settings, reader: Reader) -> bool:
    """Return whether somebody wants letters, has a verified address, and mail is configured."""
    can_be = settings.smtp_url is not None and reader.email is not None
    return can_be and reader.way is not AlertWay.CHAT


def is_only_mailed(settings: Settings, reader: Reader) -> bool:
    """Return whether somebody wants letters only."""
    return is_mailed(settings, reader) and reader.way is AlertWay.EMAIL


def letters(
    settings: Settings,
    reader: Reader,
    alerts: Sequence[OutgoingAlert],
    now: datetime,
    digest: tuple[int, DigestKind] | None = None,
) -> tuple[NewMessage, ...]:
    """Return the letter that reports alerts, the lead first; none for those who want none.

    `digest` is the id and kind of the digest, if they waited in one.
    """
    if reader.email is None or not is_mailed(settings, reader):
        return ()
    lead = alerts[0]
    number, kind = (lead.alert_id, None) if digest is None else digest
    name = PRICE_ALERT if kind is None else PRICE_DIGEST
    values = {
        "alerts": ALERTS.dump_python(tuple(alerts[:MOST_LINES]), mode="json"),
        "digest": None if kind is None else kind.value,
        "unsubscribe": unsubscribe_token(settings, reader.user_id, reader.email),
        "currency": lead.own_currency,
    }
    letter = NewMessage(
        ChannelName.EMAIL,
        reader.email,
        name,
        f"{name}:{number}",
        lead.language,
        lead.region,
        values,
        reader.user_id,
        now + NEWS_FOR,
        is_once=True,
    )
    return (letter,)
