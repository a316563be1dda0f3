"""Turns a traveller's text into a draft of a search."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.values import FoundDestination
from domain.clock import today_in
from domain.errors import Refusal
from domain.money import Money
from domain.reading.amounts import writing_as
from domain.reading.counted_people import ages_answered
from domain.reading.coverage import is_no_search
from domain.reading.dates import read_dates
from domain.reading.day_pieces import Calendar
from domain.reading.decision import Cover
from domain.reading.leftovers import Leftover, Part, Use, leftovers_of
from domain.reading.lexicon import BREAKFAST, REFUNDABLE
from domain.reading.line import Decision, Occasion, read_again, read_line
from domain.reading.meanings import (
    Adults,
    Ages,
    Beds,
    Change,
    Changed,
    Children,
    Family,
    Flown,
    Pair,
    Request,
    RoomLabel,
    Rooms,
    Spent,
    StayDays,
)
from domain.reading.namesakes import Home
from domain.reading.people import Party, party_of
from domain.reading.wishes import wishes_of
from domain.search.draft_budgets import heads_of, with_budget
from domain.search.draft_people import with_people, with_uncounted
from domain.search.errors import NotASearch, NothingToLower, TonightOver
from domain.search.filters import Filters
from domain.search.locations import locate
from domain.search.named_place import Located
from domain.search.queries.recent_destinations import recent_ids
from domain.search.stay_drafts import with_dates
from domain.search.supplier_places import located_by_suppliers
from domain.search.unknown_places import beside_unknown
from domain.search.values import DestinationView, Draft, Understanding
from domain.stay import Stay
from domain.stay_errors import StayRefused

LONGEST_TEXT = 300
CHEAPER = Decimal("0.8")
# Meanings that hotel searches cannot use.
UNUSED = (Flown,)


def view_of(found: FoundDestination) -> DestinationView:
    """Return a destination as a value for screens."""
    return DestinationView(found.id, found.name, found.full_name, found.time_zone, found.place)


def names_days(text: str, calendar: Calendar) -> bool:
    """Return whether a text contains dates: "Goa 12-15 dec" does, "4000-9000" and "9.50" do not."""
    if not any(character.isalpha() for character in text):
        return False
    return read_dates(text[:LONGEST_TEXT], calendar).check_in is not None


@dataclass(frozen=True, slots=True)
class TextReading:
    """All that a text says, before it is applied to a draft."""

    decision: Decision
    cover: Cover
    located: Located

    def leftovers(self, held: Filters) -> tuple[Leftover, ...]:
        """Return the words that were not understood or cannot be used.

        `held` are the open search's wishes, which the line may revoke.
        """
        wishes = (
            *held.amenities,
            *([BREAKFAST] if held.breakfast else ()),
            *([REFUNDABLE] if held.refundable else ()),
        )
        use = Use(UNUSED, self.located.unused, held=wishes, served=self.located.served)
        return leftovers_of(self.cover, self.decision.reading, use)


async def understand(
    app: App, traveller: Traveller, text: str, draft: Draft | None = None
) -> Understanding:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    Each unusable part becomes one problem and leaves the draft's part unchanged.
    """
    known = draft or Draft()
    mine = today_in(traveller.time_zone, app.clock.now())
    decision = await decide_line(app, traveller, text, mine)
    read, there = await read_there(app, traveller, decision, known)
    return write_into(known, read, there, mine)


async def read_there(
    app: App,
    traveller: Traveller,
    decision: Decision,
    draft: Draft,
    request: Request = Request.STAY,
) -> tuple[TextReading, date]:
    """Read a line by the destination's calendar; also return today's date there.

    "11 Dec" written on the 12th in Kolkata is still today in New York, not next year. "Tomorrow" is
    the writer's own.
    """
    open_country = draft.destination.place.country_code if draft.destination else None
    read = await read_stay(app, traveller, decision, request, open_country)
    now = app.clock.now()
    found = read.located.destination
    place = view_of(found) if found is not None else draft.destination
    there, mine = today_at(place, traveller, now), today_in(traveller.time_zone, now)
    if there != mine:
        occasion = Occasion(there, writing_as(traveller), said_on=mine)
        again = await read_again(app.pool, decision, occasion, (request,))
        if again is not decision:
            read = await read_stay(app, traveller, again, request, open_country)
    return await with_suppliers_places(app, traveller, read, open_country), there


async def with_suppliers_places(
    app: App, traveller: Traveller, read: TextReading, open_country: str | None = None
) -> TextReading:
    """Return a reading with the place that suppliers know by a name that the catalogue lacks.

    If they know none, a town within the name is the place, and the rest of it is left over.
    """
    located = await located_by_suppliers(app, read.located)
    beside = beside_unknown(read.decision, read.cover, located)
    if beside is not None:
        apart = await locate(app.pool, read.decision, beside, traveller, open_country)
        if apart.destination is not None:
            return TextReading(read.decision, beside, await located_by_suppliers(app, apart))
    return replace(read, located=located)


def today_at(place: DestinationView | None, traveller: Traveller, now: datetime) -> date:
    """Return today's date at a place, or at home while no place is known."""
    return today_in(place.time_zone if place is not None else traveller.time_zone, now)


async def placed_again(app: App, traveller: Traveller, draft: Draft) -> Understanding:
    """Read the place that a draft lacks from the words that stood for it: found, or to be asked."""
    if draft.destination is not None or not draft.place_text:
        return Understanding(draft)
    today = today_in(traveller.time_zone, app.clock.now())
    decision = await decide_line(app, traveller, draft.place_text, today)
    read = await read_stay(app, traveller, decision)
    located = (await with_suppliers_places(app, traveller, read)).located
    if located.destination is not None:
        return Understanding(draft.at(view_of(located.destination), located.near))
    is_answerable = isinstance(located.problem, PlaceAmbiguous) or (
        isinstance(located.problem, PlaceUnknown) and bool(located.problem.suggestions)
    )
    return Understanding(draft, (located.problem,) if located.problem and is_answerable else ())


async def read_stay(
    app: App,
    traveller: Traveller,
    decision: Decision,
    request: Request = Request.STAY,
    open_country: str | None = None,
) -> TextReading:
    """Read the stay from a line whose meaning is decided, whatever else it asks for.

    `open_country` is the country of the open search.
    """
    cover = decision.of(request)
    located = await locate(app.pool, decision, cover, traveller, open_country)
    return TextReading(decision, cover, located)


async def decide_line(
    app: App, traveller: Traveller, text: str, today: date, wanted: tuple[Request, ...] = ()
) -> Decision:
    """Decide what a line means for a traveller; `wanted` are the expected requests."""
    recent = await recent_ids(app.pool, traveller.user_id)
    home = Home(traveller.nationality, recent)
    occasion = Occasion(today, writing_as(traveller), home)
    return await read_line(app.pool, text[:LONGEST_TEXT], occasion, wanted)


def write_into(
    draft: Draft, read: TextReading, today: date, said_on: date | None = None
) -> Understanding:
    """Put what was read into a draft: `today` is the date there, `said_on` the writer's own."""
    problems: list[Refusal] = []
    cover = read.cover
    if draft == Draft() and cover.request is Request.STAY and is_no_search(cover):
        return Understanding(draft, (NotASearch(),))
    found = read.located.destination
    days = cover.days
    there = found or draft.destination
    is_over = days.is_tonight and said_on is not None and said_on < today
    if is_over and there is not None:
        problems.append(TonightOver(there.full_name, today))
        known = draft
    else:
        known = with_dates(draft, cover, today, problems)
    party = party_of(cover.all(Adults, Beds, Children, Ages, Family, Pair, Rooms, RoomLabel))
    ages = ages_answered(cover, draft.ageless)
    party = Party(ages=ages, children=len(ages)) if ages else party
    party = party if ages else with_uncounted(party, cover, problems)
    known = with_people(known, party, is_new=draft == Draft(), problems=problems)
    is_known = not draft.missing or draft.rooms != Draft().rooms
    heads = heads_of(known, party, is_known=is_known)
    known = with_budget(known, cover, found, problems, heads)
    known = _with_changes(known, cover, today, problems)
    left = () if ages else read.leftovers(draft.filters)
    known, leftovers = _with_place(known, read, left, problems)
    wishes = wishes_of(one.meaning for one in cover.chosen)
    known = replace(known, filters=known.filters.with_wishes(wishes))
    return Understanding(known, tuple(problems), leftovers, read.located.spelt)


def _with_changes(draft: Draft, cover: Cover, today: date, problems: list[Refusal]) -> Draft:
    """Apply changes to the open search: cheaper, a day earlier or later.

    "Cheaper" means four fifths of the budget; without a budget the traveller is asked.
    """
    for changed in cover.all(Changed):
        if changed.change is Change.CHEAPER:
            if cover.all(Spent) or (cover.names and cover.all(StayDays)):
                continue  # "cheaper, up to 2500" says little about a search itself
            night, total = draft.most_a_night, draft.most_in_all
            if night is None and total is None:
                problems.append(NothingToLower())
            draft = replace(
                draft,
                most_a_night=night and Money.of(night.amount * CHEAPER, night.currency),
                most_in_all=total and Money.of(total.amount * CHEAPER, total.currency),
            )
        elif draft.check_in is not None and draft.check_out is not None:
            step = timedelta(days=1 if changed.change is Change.LATER else -1)
            check_in, check_out = draft.check_in + step, draft.check_out + step
            try:
                Stay(check_in, check_out).require_bookable(today)
            except StayRefused as problem:
                problems.append(problem)
                continue
            draft = replace(draft, check_in=check_in, check_out=check_out)
    return draft


def _with_place(
    draft: Draft, read: TextReading, leftovers: tuple[Leftover, ...], problems: list[Refusal]
) -> tuple[Draft, tuple[Leftover, ...]]:
    """Put the place into the draft; if there is none, unknown words count as its name."""
    located = read.located
    if located.destination is not None:
        return draft.at(view_of(located.destination), located.near), leftovers
    if located.problem is None:
        return draft, leftovers
    if located.is_guess and draft.destination is not None:
        return draft, (*leftovers, *(Leftover(word, Part.WISHES) for word in located.words))
    problems.append(located.problem)
    if located.is_guess:
        # The leftover words are the name.
        understood = tuple(one for one in leftovers if one.is_understood)
        return replace(draft, place_text=located.name), understood
    return replace(draft, destination=None, place_text=located.name, near=None), leftovers
