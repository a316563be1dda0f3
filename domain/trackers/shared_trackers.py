"""Shared trackers: anyone with the link can see one and track the same, alone or for a group.

The link holds a random token instead of the tracker's id. Its owner can revoke it; trackers started
from it stay, because they are other people's own.
"""

import secrets
from dataclasses import replace

from domain.accounts.travellers import Traveller
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.checks.search_quotes import without_budget
from domain.clock import today_in
from domain.errors import NotFound
from domain.flights.errors import FlightInPast
from domain.prices.models import TrackableKind
from domain.prices.trackables import FlightThing, Stored, Thing, flight_from, thing_from
from domain.search.service import destination_view
from domain.trackers.creation import DEFAULT_TERMS, Wish
from domain.trackers.particulars import latest_end
from domain.trackers.queries.settings import forget_token, keep_token, tracker_by_token
from domain.trackers.queries.things import things_of
from domain.trackers.queries.views import load_trackers
from domain.trackers.service import get_tracker
from domain.trackers.starts import begin
from domain.trackers.values import TrackerView, TrackingStarted

_TOKEN_BYTES = 16


async def share_tracker(app: App, traveller: Traveller, tracker_id: int) -> str:
    """Return the token for a tracker, the same one each time. Raises NotFound."""
    await get_tracker(app, traveller, tracker_id)
    return await keep_token(app.pool, tracker_id, secrets.token_urlsafe(_TOKEN_BYTES))


async def stop_sharing(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Revoke a tracker's link. Raises NotFound."""
    view = await get_tracker(app, traveller, tracker_id)
    await forget_token(app.pool, tracker_id)
    return view


async def shared_tracker(app: App, token: str) -> TrackerView:
    """Return the tracker behind a token. Raises NotFound."""
    shared = await tracker_by_token(app.pool, token)
    if shared is None:
        raise NotFound("tracker")
    (view,) = await load_trackers(app.pool, shared.user_id, app.clock.now(), shared.id)
    return view


async def clone_tracker(app: App, traveller: Traveller, token: str) -> TrackingStarted:
    """Track what a token's tracker does, in the traveller's own currency and language.

    Rules are copied, with amounts converted once; those without a rate are not. Raises NotFound, a
    `StayRefused` or `FlightInPast` if its dates are over, and `TrackerLimitReached`.
    """
    view = await shared_tracker(app, token)
    await require_ahead(app, view, traveller)
    watched = await things_of(app.pool, view.tracker_id)
    # Other currencies of the same stay follow automatically.
    own = (own_thing(one, traveller) for one in watched)
    things = tuple({thing.fingerprint: thing for thing in own}.values())
    ends_at = await latest_end(app, view)
    wish = Wish(
        traveller, view.kind, view.name, things, ends_at, _rules_of(view),
        sizes_in=view.sizes_in,
    )  # fmt: skip
    return await begin(app, wish)


async def require_ahead(app: App, view: TrackerView, traveller: Traveller) -> None:
    """Raise the refusal for dates that are over in the stay's local time."""
    zone = traveller.time_zone
    if view.destination_id is not None:
        zone = (await destination_view(app, view.destination_id)).time_zone
    today = today_in(zone, app.clock.now())
    if view.flight_days is None:
        view.stay.require_bookable(today)
    elif view.flight_days[0] < today:
        raise FlightInPast(view.flight_days[0], today)


def own_thing(stored: Stored, traveller: Traveller) -> Thing | FlightThing:
    """Return the tracked thing as the traveller would ask for it."""
    if stored.kind is TrackableKind.FLIGHT:
        flight = flight_from(stored)
        return replace(flight, question=replace(flight.question, currency=traveller.currency))
    thing = thing_from(stored)
    question = replace(
        thing.question, nationality=traveller.nationality, currency=traveller.currency
    )
    is_foreign = stored.currency != traveller.currency
    keeps_terms = not (is_foreign and thing.kind is TrackableKind.SEARCH)
    terms = thing.terms if keeps_terms else without_budget(thing.terms)
    return replace(thing, question=question, terms=terms, priced_in=None)


def _rules_of(view: TrackerView) -> tuple[RuleTerms, ...]:
    return tuple(
        RuleTerms(
            rule.kind,
            rule.percent,
            rule.amount.amount if rule.amount else None,
            rule.target.amount if rule.target else None,
        )
        for rule in view.rules
        if not rule.is_set_aside
    ) or (DEFAULT_TERMS,)
