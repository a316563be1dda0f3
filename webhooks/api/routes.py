"""Every route of version 1."""

from fastapi import APIRouter

from webhooks.api import (
    accounts,
    booking_watches,
    bookings,
    flights,
    hooks,
    hotels,
    links,
    own,
    privacy,
    support,
    tracker_files,
    trackers,
)


def router() -> APIRouter:
    """Return the routes of the API."""
    routes = APIRouter(prefix="/api/v1")
    for part in (
        accounts.auth,
        accounts.own,
        privacy.own,
        own.settings,
        own.keys,
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
        own.clusters,
        support.support,
        support.administration,
    ):
        routes.include_router(part)
    return routes
