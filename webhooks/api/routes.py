"""Every route of version 1."""

from fastapi import APIRouter

from webhooks.api import accounts, flights, hooks, hotels, own, privacy, trackers


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
        hotels.places,
        hotels.hotels,
        hotels.searches,
        flights.flights,
        flights.packages,
        flights.trips,
        trackers.trackers,
        trackers.alerts,
        trackers.folders,
        own.bookings,
        own.clusters,
    ):
        routes.include_router(part)
    return routes
