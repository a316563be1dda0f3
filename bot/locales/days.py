"""Days, months and moments in one language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_timezone_gmt,
)
from markupsafe import Markup

# This many days ahead, "26 Nov" would be taken for the one that has just passed. Yesterday is not
# far yet: elsewhere it may still be today.
FAR_AHEAD = 300
NARROW_SPACE = "\u202f"


class Days:
    """The part of a translator that dates and times need: its locale, and the reader's day."""

    __slots__ = ()
    locale: Locale
    today: date | None

    def _needs_year(self, day: date) -> bool:
        """Return whether a day is not the coming one of its name, or so far that it seems over."""
        return self.today is not None and not -1 <= (day - self.today).days < FAR_AHEAD

    def day(self, day: date) -> str:
        """Return a day with its weekday: Sat 12 Dec, and its year where it must be told."""
        if self._needs_year(day):
            return format_skeleton("yMMMEd", day, locale=self.locale)
        return format_skeleton("MMMEd", day, locale=self.locale)

    def short_day(self, day: date) -> str:
        """Return a day without its weekday: 12 Dec, and its year where it must be told.

        Of days that are over it must be where the year is another.
        """
        if self.today is not None and day.year != self.today.year:
            is_coming = 0 <= (day - self.today).days < FAR_AHEAD
            if not is_coming:
                return self.full_day(day)
        elif self.today is not None and day > self.today and self._needs_year(day):
            return self.full_day(day)
        return format_skeleton("MMMd", day, locale=self.locale)

    def numeric_day(self, day: date) -> str:
        """Return a day in digits: 12/12."""
        return format_skeleton("Md", day, locale=self.locale)

    def full_day(self, day: date) -> str:
        """Return a day with its year: 12 Dec 2026."""
        return format_date(day, "medium", locale=self.locale)

    def days(self, first: date, last: date) -> str:
        """Return a range of days: 12-15 Dec, 30 Dec - 2 Jan; a single day alone."""
        if self._needs_year(first) or self._needs_year(last):
            return self.dated_days(first, last)
        if first == last:
            return self.short_day(first)
        if (first.year, first.month) == (last.year, last.month):
            if self._writes_month_first:
                return f"{self.short_day(first)}–{last.day}"
            return f"{first.day}–{self.short_day(last)}"
        return f"{self.short_day(first)} – {self.short_day(last)}"

    def dated_days(self, first: date, last: date) -> str:
        """Return a range of days with its year: 12–15 Dec 2026."""
        if first == last:
            return self.full_day(first)
        if (first.year, first.month) == (last.year, last.month):
            if self._writes_month_first:
                begin = format_skeleton("MMMd", first, locale=self.locale)
                return f"{begin}–{last.day}, {last.year}"
            return f"{first.day}–{self.full_day(last)}"
        return f"{self.full_day(first)} – {self.full_day(last)}"

    @property
    def _writes_month_first(self) -> bool:
        """Return whether a month's name stands before the day: Dec 12."""
        pattern = self.locale.datetime_skeletons["MMMd"].pattern
        return bool(pattern.index("d") > pattern.index("M"))

    def month(self, day: date) -> str:
        """Return a month with its year, as short as a calendar's title is: December 2026."""
        name = format_date(day, "LLLL y", locale=self.locale)
        return name[:1].upper() + name[1:]

    def weekdays(self) -> tuple[str, ...]:
        """Return the weekdays' shortest names as this language's calendars begin."""
        names = self.locale.days["stand-alone"]["short"]
        return tuple(names[(self.first_weekday + n) % 7] for n in range(7))

    @property
    def first_weekday(self) -> int:
        """Return the weekday that calendars begin with; 0 is Monday."""
        return int(self.locale.first_week_day)

    def moment(self, instant: datetime, zone: str) -> str:
        """Return an instant as the clock of `zone` shows it: 12 Dec 2026, 6:30 pm."""
        local = instant.astimezone(ZoneInfo(zone))
        return f"{self.full_day(local.date())}, {self.clock_time(instant, zone)}"

    def stamp(self, instant: datetime, zone: str, *, is_shared: bool = False) -> Markup:
        """Return an instant as HTML that every reader sees in their own zone and form.

        Apps that do not support this show it by the clock of `zone`; in what is shared with readers
        elsewhere, with the zone's offset from GMT.
        """
        text = self.moment(instant, zone)
        if is_shared:
            there = instant.astimezone(ZoneInfo(zone))
            text = f"{text} {get_timezone_gmt(there, 'long', locale=self.locale)}"
        return time_element(instant, "Dt", text)

    def clock_time(self, instant: datetime, zone: str) -> str:
        """Return the time of day of an instant in `zone`: 6:30 pm, or 18:30."""
        pattern = self.locale.time_formats["short"].pattern.replace(NARROW_SPACE, " ")
        return format_time(instant.astimezone(ZoneInfo(zone)), pattern, locale=self.locale)


def time_element(instant: datetime, form: str, text: str) -> Markup:
    """Return Telegram's element for an instant; `form` is how it is shown, `text` where it is not.

    "r" is relative, "D" a long date, "t" a short time.
    """
    element = Markup('<tg-time unix="{unix}" format="{form}">{text}</tg-time>')
    return element.format(unix=int(instant.timestamp()), form=form, text=text)
