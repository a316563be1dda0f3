"""Every route of version 1."""

from fastapi import APIRouter

from webhooks.api import accounts


def router() -> APIRouter:
    """Return the routes of the API."""
    routes = APIRouter(prefix="/api/v1")
    routes.include_router(accounts.auth)
    routes.include_router(accounts.own)
    return routes
