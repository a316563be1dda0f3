"""What was saved, in public: told, taken, missed and held, in each currency."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.callbacks import Go, Where
from bot.buttons.keyboards import button, home_button, keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.price_watches.ledger import SavingsRecord
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.queries.savings import Sum

# The rest is in the sum of bookings alone.
MOST_CURRENCIES = 6


def record_title(t: Translator) -> str:
    """Return the record's name."""
    return t.gettext("What was saved by rebooking")


def record_lines(record: SavingsRecord, t: Translator) -> list[Markup | str | None]:
    """Return the record line by line: missed savings next to realised ones."""
    head = Markup("💰 <b>{}</b>").format(record_title(t))
    if not record.watched:
        return [head, "", t.gettext("No booking prices have been watched here yet.")]
    return [
        head,
        "",
        t.nmarkup(
            "{count} booking was watched for the same room at a lower price.",
            "{count} bookings were watched for the same room at a lower price.",
            record.watched,
        ),
        "",
        _line(t.gettext("Alerted to a lower price"), record.of(SavingKind.ALERTED), t),
        _line(t.gettext("Saved by rebooking, after all costs"), record.of(SavingKind.REALISED), t),
        _by_word(record, t),
        _line(t.gettext("Alerted but not rebooked: missed"), record.of(SavingKind.MISSED), t),
        t.markup(
            "• No one sold it cheaper: {bookings}",
            bookings=t.number(record.bookings(SavingKind.HELD)),
        ),
        "",
        t.gettext(
            "Every booking whose price is watched counts. A saving is what was paid less the new "
            "price and what cancelling cost."
        ),
    ]


def _line(name: str, sums: Sequence[Sum], t: Translator) -> Markup:
    bookings = sum(one.bookings for one in sums)
    if not bookings:
        return Markup("• {}: {}").format(name, t.number(0))
    amounts = ", ".join(t.exact(one.total) for one in sums[:MOST_CURRENCIES])
    return Markup("• {}: {} ({})").format(name, t.number(bookings), amounts)


def _by_word(record: SavingsRecord, t: Translator) -> Markup | None:
    """Say how many of the savings rest on the traveller's word alone."""
    if not record.by_word:
        return None
    return t.nmarkup(
        "  {count} of them as reported by the traveller, for a booking made elsewhere",
        "  {count} of them as reported by the travellers, for bookings made elsewhere",
        record.by_word,
    )


def render_savings(record: SavingsRecord, t: Translator) -> Screen:
    """Show the record."""
    bookings = button(t.gettext("🧳 My bookings"), Go(to=Where.BOOKINGS))
    return Screen(words.lines(*record_lines(record, t)), keyboard([bookings, home_button(t)]))
