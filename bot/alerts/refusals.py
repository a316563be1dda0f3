"""Refused wishes for alerts, in words; part of `bot.errors`."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.accounts.errors import (
    AlertNumberOutOfRange,
    AlertsNeedAddress,
    AlertWayNotUnderstood,
    DigestHourNotUnderstood,
    QuietHoursNotUnderstood,
)
from domain.accounts.models import AlertWay
from domain.errors import Refusal


def alert_wish_words(error: Refusal, t: Translator) -> str | None:
    """Return one sentence with an example, None for any other refusal."""
    match error:
        case QuietHoursNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as quiet hours. Write a start and an end, like "
                "22-7 or 22:30-07:00.",
                text=echo(text),
            )
        case DigestHourNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as an hour. Write a whole hour from 0 to 23, like 9.",
                text=echo(text),
            )
        case AlertNumberOutOfRange(text, most):
            return t.gettext(
                "I couldn’t read “{text}” as a number of alerts. Write a number from 1 "
                "to {most}, like 15.",
                text=echo(text),
                most=t.number(most),
            )
        case AlertWayNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as a place for alerts. Write {chat}, {email} or {both}.",
                text=echo(text),
                **{way.value: way.value for way in AlertWay},
            )
        case AlertsNeedAddress():
            return t.gettext(
                "To get alerts by email, link this chat to an account with a confirmed email "
                "address: /link"
            )
        case _:
            return None
