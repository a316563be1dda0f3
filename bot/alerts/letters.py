"""Alerts and digests as e-mails, in the words of the chat."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.alerts.digests import digest_head, digest_lines
from bot.alerts.screens import alert_lines
from bot.locales import Translator
from bot.sending.letter import Action, Letter, Writer
from bot.words import terms as words
from domain.alerts.letters import ALERTS, PRICE_ALERT, PRICE_DIGEST
from domain.alerts.models import DigestKind, RuleKind
from domain.alerts.values import OutgoingAlert
from domain.outbox.values import Message
from domain.prices.models import Availability


def _alert(message: Message, public_url: str, t: Translator) -> Letter:
    (alert,) = ALERTS.validate_python(message.values["alerts"])
    blocks = words.lines(*alert_lines(alert, t)).split("\n\n")
    return Letter(
        _subject(alert, t),
        tuple(block.strip() for block in blocks if block.strip()),
        Action(_what_for(alert, t), _address(public_url, alert)),
        _unsubscribe(message, public_url, t),
    )


def _digest(message: Message, public_url: str, t: Translator) -> Letter:
    alerts = ALERTS.validate_python(message.values["alerts"])
    kind = DigestKind(message.values["digest"])
    paragraphs: list[str | Markup | Action] = [_head(kind, alerts, message.created_at, t)]
    for alert, line in digest_lines(alerts, t):
        paragraphs += [line, Action(_what_for(alert, t), _address(public_url, alert))]
    return Letter(
        t.ngettext("{count} price changed", "{count} prices changed", len(alerts)),
        tuple(paragraphs),
        None,
        _unsubscribe(message, public_url, t),
    )


def _head(
    kind: DigestKind, alerts: Sequence[OutgoingAlert], now: datetime, t: Translator
) -> Markup:
    return words.lines(*digest_head(kind, alerts, now, t)).strip()


def _subject(alert: OutgoingAlert, t: Translator) -> str:
    hotel, total, before = alert.hotel_name, t.money(alert.total), alert.previous
    if alert.availability is Availability.WITHDRAWN:
        return t.gettext("{hotel}: this rate is no longer available", hotel=hotel)
    if alert.availability is Availability.SOLD_OUT:
        return t.gettext("{hotel}: sold out", hotel=hotel)
    if alert.kind is RuleKind.AVAILABILITY or before is None or before == alert.total:
        return f"{hotel}: {total}"
    return t.gettext("{hotel}: {total}, was {before}", hotel=hotel, total=total,
                     before=t.money(before))  # fmt: skip


def _what_for(alert: OutgoingAlert, t: Translator) -> str:
    if alert.availability is not None and alert.availability.is_gone:
        return t.gettext("Open in Telegram")
    return t.gettext("Book in Telegram")


def _address(public_url: str, alert: OutgoingAlert) -> str:
    return f"{public_url}/account/alerts/{alert.alert_id}"


def _unsubscribe(message: Message, public_url: str, t: Translator) -> Action:
    token = str(message.values["unsubscribe"])
    return Action(t.gettext("No more alerts by email"), f"{public_url}/account/unsubscribe/{token}")


WRITERS: Mapping[str, Writer] = {PRICE_ALERT: _alert, PRICE_DIGEST: _digest}
