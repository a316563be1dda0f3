"""Alerts and digests by mail: to whom they go, and what the outbox carries of them.

A letter is put into the outbox in the transaction that notes its alerts as told, so there is one
for each message and never a second; it counts in the day's number as the message does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from domain.accounts.models import AlertWay
from domain.accounts.unsubscribing import unsubscribe_token
from domain.alerts.models import DigestKind
from domain.alerts.values import OutgoingAlert, Reader
from domain.outbox.values import ChannelName, NewMessage
from domain.settings import Settings

PRICE_ALERT, PRICE_DIGEST = "price_alert", "price_digest"
ALERTS: TypeAdapter[tuple[OutgoingAlert, ...]] = TypeAdapter(tuple[OutgoingAlert, ...])
# An older price is no news.
NEWS_FOR = timedelta(hours=12)
# The rest of a digest is looked up in the chat.
MOST_LINES = 50


def is_mailed(settings: Settings, reader: Reader) -> bool:
    """Say whether somebody wants letters, has a verified address, and mail can be sent at all."""
    can_be = settings.smtp_url is not None and reader.email is not None
    return can_be and reader.way is not AlertWay.CHAT


def is_only_mailed(settings: Settings, reader: Reader) -> bool:
    """Say whether letters are all that somebody wants."""
    return is_mailed(settings, reader) and reader.way is AlertWay.EMAIL


def letters(
    settings: Settings,
    reader: Reader,
    alerts: Sequence[OutgoingAlert],
    now: datetime,
    digest: tuple[int, DigestKind] | None = None,
) -> tuple[NewMessage, ...]:
    """Return the letter that tells of alerts, their first leading; none for who wants none.

    `digest` is the number and kind of what they waited in, if it tells of several.
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
