"""When, how often and where a traveller wants price alerts, read as typed: "22-7"."""

import re
from dataclasses import dataclass

from domain.accounts.errors import (
    AlertNumberOutOfRange,
    AlertsNeedAddress,
    AlertWayNotUnderstood,
    DigestHourNotUnderstood,
    QuietHoursNotUnderstood,
)
from domain.accounts.models import AlertWay, User
from domain.accounts.travellers import Traveller, want_news

OFF = frozenset({"off", "no", "none", "never", "-"})
MOST_A_DAY = 100
HOURS, MINUTES, NOON = 24, 60, 12
TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?m?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AlertWishes:
    """Quiet hours are minutes of the day, from and until; None means no quiet hours, or no digest.

    `email` is where mail can be sent: None without a verified address, and `way` is then the chat.
    Without `news` no broadcast comes; alerts do.
    """

    quiet: tuple[int, int] | None
    digest_hour: int | None
    alerts_a_day: int
    way: AlertWay = AlertWay.CHAT
    email: str | None = None
    news: bool = True


async def get_alert_wishes(traveller: Traveller) -> AlertWishes:
    """Return a traveller's wishes."""
    user = await User.get(id=traveller.user_id)
    is_quiet = user.quiet_from is not None and user.quiet_until is not None
    return AlertWishes(
        (user.quiet_from, user.quiet_until) if is_quiet else None,
        user.digest_hour,
        user.alerts_a_day,
        user.alert_way if user.is_verified and user.email else AlertWay.CHAT,
        user.email if user.is_verified else None,
        user.wants_news,
    )


async def set_quiet_hours(traveller: Traveller, text: str) -> AlertWishes:
    """Set quiet hours as typed, or "off". Raises QuietHoursNotUnderstood."""
    begins, ends = (None, None) if _is_off(text) else read_quiet_hours(text)
    await User.filter(id=traveller.user_id).update(quiet_from=begins, quiet_until=ends)
    return await get_alert_wishes(traveller)


async def set_digest_hour(traveller: Traveller, text: str) -> AlertWishes:
    """Set the hour of the daily digest as typed, or "off". Raises DigestHourNotUnderstood."""
    hour = None if _is_off(text) else read_hour(text)
    await User.filter(id=traveller.user_id).update(digest_hour=hour)
    return await get_alert_wishes(traveller)


async def set_alerts_a_day(traveller: Traveller, text: str) -> AlertWishes:
    """Set the most alerts a day as typed. Raises AlertNumberOutOfRange."""
    typed = text.strip()
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_A_DAY:
        raise AlertNumberOutOfRange(typed, MOST_A_DAY)
    await User.filter(id=traveller.user_id).update(alerts_a_day=int(typed))
    return await get_alert_wishes(traveller)


async def set_alert_way(traveller: Traveller, text: str) -> AlertWishes:
    """Set where alerts and digests go: "chat", "email" or "both".

    Raises AlertWayNotUnderstood, and AlertsNeedAddress for mail without a verified address.
    """
    typed = text.strip().lower()
    if typed not in set(AlertWay):
        raise AlertWayNotUnderstood(text.strip())
    way = AlertWay(typed)
    if way is not AlertWay.CHAT and (await get_alert_wishes(traveller)).email is None:
        raise AlertsNeedAddress
    await User.filter(id=traveller.user_id).update(alert_way=way)
    return await get_alert_wishes(traveller)


async def set_news(traveller: Traveller, text: str) -> AlertWishes:
    """Set whether broadcasts come: "off", or anything else for on."""
    await want_news(traveller, wanted=not _is_off(text))
    return await get_alert_wishes(traveller)


def _is_off(text: str) -> bool:
    return text.strip().lower() in OFF


def read_quiet_hours(text: str) -> tuple[int, int]:
    """Return start and end in minutes of the day. Raises QuietHoursNotUnderstood."""
    times = _times(text)
    if len(times) != 2 or None in times or times[0] == times[1]:  # noqa: PLR2004 - from and until
        raise QuietHoursNotUnderstood(text.strip())
    begins, ends = (minute for minute in times if minute is not None)
    return begins, ends


def read_hour(text: str) -> int:
    """Return a full hour of the day. Raises DigestHourNotUnderstood."""
    times = _times(text)
    minute = times[0] if len(times) == 1 else None
    if minute is None or minute % MINUTES:
        raise DigestHourNotUnderstood(text.strip())
    return minute // MINUTES


def _times(text: str) -> list[int | None]:
    """Return the times in a text as minutes of the day, None for an impossible one."""
    found = list(TIME.finditer(text))
    rest = TIME.sub("", text)
    return [None] if any(c.isdecimal() for c in rest) else [_minute(one) for one in found]


def _minute(found: re.Match[str]) -> int | None:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0) if 1 <= hour <= NOON else HOURS
    elif hour == HOURS and minute == 0:
        hour = 0
    return hour * MINUTES + minute if hour < HOURS and minute < MINUTES else None
