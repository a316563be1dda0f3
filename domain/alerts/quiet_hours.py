"""Quiet hours and digest hours on a traveller's own clock: pure, across clock changes.

A wall clock shows some times twice (autumn) and some never (spring). A quiet night is one stretch
of real time: it begins when the clock first shows its start and ends when the clock last shows its
end; a skipped time means the moment of the skip. So the repeated hour never splits a night in two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one minute of the day to another in an IANA zone, over midnight or not.

    The same minute twice means no quiet hours.
    """

    begins: int
    ends: int
    zone: str

    def quiet_until(self, now: datetime) -> datetime | None:
        """Return when the current quiet hours end, None if it is not quiet at `now`."""
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        for evening in (today - DAY, today):
            morning = evening if self.begins < self.ends else evening + DAY
            begins = _instant(evening, self.begins, zone)
            ends = _instant(morning, self.ends, zone, last=True)
            if self.begins != self.ends and begins <= now < ends:
                return ends
        return None


def quiet_hours(begins: int | None, ends: int | None, zone: str) -> QuietHours | None:
    """Return quiet hours from their stored form, or None."""
    return None if begins is None or ends is None else QuietHours(begins, ends, zone)


def next_hour(now: datetime, hour: int, zone: str) -> datetime:
    """Return the next instant after `now` at which the clock in `zone` shows a full hour."""
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    days = (today + n * DAY for n in range(4))
    return next(at for day in days if (at := _instant(day, hour * 60, local)) > now)


def local_day(now: datetime, zone: str) -> date:
    """Return the current day in `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()


def _instant(day: date, minute: int, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """Return when the clock shows `minute` of `day`, for the first or the last time."""
    wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
    early = wall.replace(fold=0).astimezone(UTC)
    late = wall.replace(fold=1).astimezone(UTC)
    if early > late:
        return _skip(late, early, zone)
    return late if last else early


def _skip(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant between the two at which the clock was put forward."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
