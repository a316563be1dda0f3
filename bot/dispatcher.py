"""The table of contents: what surrounds every update, and the rooms in their order."""

from typing import Protocol

from aiogram import Dispatcher, Router

from bot.account import handlers as account
from bot.admin import handlers as administration
from bot.alerts import handlers as alerts
from bot.bookings import handlers as bookings
from bot.bookings.cancellation import handlers as cancellation
from bot.bookings.files import handlers as booking_files
from bot.bookings.guest_name import handlers as guest_name
from bot.bookings.noted_bookings import actions as noted_booking_actions
from bot.bookings.noted_bookings import handlers as noted_bookings
from bot.bookings.payment import handlers as payment
from bot.bookings.prices import handlers as booking_prices
from bot.bookings.rebooking import handlers as rebooking
from bot.bookings.reservation import handlers as reservation
from bot.bookings.savings import handlers as savings
from bot.clusters import handlers as clusters
from bot.flights import ends as flight_ends
from bot.flights import handlers as flights
from bot.flights.results import handlers as flight_results
from bot.forecasts import handlers as forecasts
from bot.groups import handlers as groups
from bot.groups.search import handlers as group_search
from bot.groups.wishes import handlers as group_wishes
from bot.hotel import handlers as hotel
from bot.inline import handlers as inline
from bot.inline import votes as card_votes
from bot.links import share_links
from bot.middlewares.concurrency import SideBySide
from bot.middlewares.conversations import Conversations
from bot.middlewares.corrections import Corrections, SearchesOnly
from bot.middlewares.discretion import Discretion
from bot.middlewares.isolation import RedisIsolation
from bot.middlewares.lines import Lines
from bot.middlewares.maintenance import Maintenance
from bot.middlewares.new_requests import Afresh
from bot.middlewares.past_queues import PastQueues
from bot.middlewares.prompt_answers import Answering
from bot.middlewares.shown_screens import Showing
from bot.middlewares.steps import trace_handlers
from bot.middlewares.throttle import Throttle
from bot.middlewares.traveller import Acquaintance
from bot.news import handlers as news
from bot.packages import handlers as packages
from bot.privacy import handlers as privacy
from bot.requests import handlers as requests
from bot.results import handlers as results
from bot.results.comparison import handlers as comparison
from bot.results.filters import handlers as filters
from bot.results.flexible import handlers as flexible
from bot.search import handlers as search
from bot.search import text as search_text
from bot.search.saved import handlers as saved_searches
from bot.settings import handlers as settings
from bot.settings.alerts import handlers as alert_settings
from bot.small_talk import handlers as small_talk
from bot.start import handlers as start
from bot.start import membership
from bot.support import handlers as support
from bot.trackers import handlers as trackers
from bot.trackers import starts
from bot.trackers.editing import handlers as tracker_editing
from bot.trackers.files import handlers as tracker_files
from bot.trackers.listing import handlers as tracker_list
from bot.trackers.sharing import handlers as tracker_sharing
from bot.trackers.widening import handlers as widening
from bot.trips import handlers as trips
from bot.updates.room_dispatcher import RoomDispatcher
from domain.app import App


class Room(Protocol):
    """A module that answers updates."""

    def router(self) -> Router:
        """Return its routes."""


# In their order: earlier ones win.
ROOMS: tuple[Room, ...] = (
    payment,
    inline,
    card_votes,
    membership,
    groups,
    group_search,
    group_wishes,
    administration,
    privacy,
    account,
    # Before all that reads a line as a request: what is written to support, and confirmations,
    # which are longer than any.
    support,
    noted_bookings,
    noted_booking_actions,
    start,
    small_talk,
    news,
    clusters,
    forecasts,
    bookings,
    booking_files,
    reservation,
    booking_prices,
    rebooking,
    savings,
    cancellation,
    guest_name,
    packages,
    trips,
    flights,
    flight_ends,
    flight_results,
    search,
    results,
    filters,
    comparison,
    saved_searches,
    share_links,
    hotel,
    flexible,
    starts,
    alerts,
    trackers,
    tracker_list,
    tracker_files,
    tracker_sharing,
    tracker_editing,
    widening,
    settings,
    alert_settings,
    requests,
    search_text,
)


def create_dispatcher(app: App) -> Dispatcher:
    """Return the dispatcher of the whole bot; handlers ask for `app` by name."""
    conversations = Conversations(app.redis)
    isolation = RedisIsolation(conversations)
    dispatcher = RoomDispatcher(
        app=app,
        storage=conversations,
        events_isolation=isolation,
        # Registered below instead: a press is answered before it waits for the lock.
        disable_fsm=True,
    )
    for middleware in (
        PastQueues(payment.answer_checkout, payment.refuse_shipping, payment.keep_payment),
        Answering(),
        Throttle(app.redis),
        Acquaintance(app),
        Maintenance(app),
        SideBySide(dispatcher.fsm, isolation),
        Discretion(),
        Corrections(),
        Lines(app),
        Showing(app, dispatcher.fsm.events_isolation),
        Afresh(),
    ):
        dispatcher.update.outer_middleware(middleware)
    trace_handlers(dispatcher)
    dispatcher.message.middleware(SearchesOnly())
    dispatcher.open_rooms(*(room.router() for room in ROOMS), start.last_router())
    return dispatcher
