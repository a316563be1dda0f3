"""`GET /sandbox/photos/{hotel}/{n}.jpg`: the emulators' answers link here."""

from functools import lru_cache

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from sandbox.market.identities import find_hotel
from sandbox.market.supplier_calls import Sandbox

from .painting import paint_photo

MOST_PHOTOS = 12
KEPT_IN_MEMORY = 512
A_DAY = "public, max-age=86400, immutable"


def router(sandbox: Sandbox) -> APIRouter:
    """One route; a picture is painted once and kept while it is among the last few hundred."""
    routes = APIRouter()
    paint = lru_cache(maxsize=KEPT_IN_MEMORY)(paint_photo)

    @routes.get("/sandbox/photos/{hotel_id}/{number}.jpg")
    def show_photo(hotel_id: str, number: int) -> Response:
        # Not a coroutine: painting takes some tens of milliseconds and runs next to the loop.
        hotel = find_hotel(sandbox.market, hotel_id)
        if hotel is None or not 1 <= number <= MOST_PHOTOS:
            raise HTTPException(404, "no such photo")
        jpeg = paint(f"{sandbox.market.seed}:{hotel.id}", number, hotel.place.scenery, hotel.stars)
        return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": A_DAY})

    return routes
