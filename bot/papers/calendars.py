"""Calendar files and feeds (RFC 5545): what is booked, and until when it can be cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Often Hotels//Bookings//EN"
# How often subscribed calendars look again.
LOOK_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a calendar.

    Dates stand for whole days, `ends` being the last of them; instants are aware. `uid` stays the
    same for as long as it is about the same thing, and `changed_at` tells which version is newer.
    """

    uid: str
    starts: date | datetime
    ends: date | datetime
    title: str
    changed_at: datetime
    text: str = ""
    place: str = ""
    link: str = ""
    remind_before: tuple[timedelta, ...] = ()
    is_cancelled: bool = False


def write_calendar(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """Return entries as a calendar file; names and texts in any script."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, now))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", int(entry.changed_at.timestamp()) % 2**31)
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    event.add("dtend", _after(entry.ends))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    # Whole days leave the traveller free to be asked; a deadline does as well.
    event.add("transp", "TRANSPARENT")
    for field, value in (
        ("description", entry.text),
        ("location", entry.place),
        ("url", entry.link),
    ):
        if value:
            event.add(field, value)
    for before in entry.remind_before if not entry.is_cancelled else ():
        event.add_component(_alarm(entry.title, before))
    return event


def _after(ends: date | datetime) -> date | datetime:
    """Return the end as it is written: of whole days, the first that is not part of it."""
    return ends if isinstance(ends, datetime) else ends + timedelta(days=1)


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm
