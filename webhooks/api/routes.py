"""Every route of version 1."""

from starlette.routing import BaseRoute

from webhooks.api import (
    accounts,
    booking_watches,
    bookings,
    flights,
    hooks,
    hotels,
    links,
    privacy,
    settings,
    support,
    tracker_files,
    trackers,
)

PARTS = (
    accounts.auth,
    accounts.own,
    privacy.own,
    settings.settings,
    settings.keys,
    hooks.hooks,
    links.links,
    hotels.places,
    hotels.hotels,
    hotels.searches,
    flights.flights,
    flights.packages,
    flights.trips,
    tracker_files.files,
    tracker_files.shared,
    trackers.trackers,
    trackers.alerts,
    trackers.folders,
    booking_watches.watches,
    bookings.bookings,
    bookings.saved,
    settings.clusters,
    support.support,
    support.administration,
)


def routes() -> list[BaseRoute]:
    """Return the routes of the API."""
    return [route for part in PARTS for route in part.routes]
