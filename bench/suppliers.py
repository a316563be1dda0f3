"""Both suppliers at one port, answering at once with 40 hotels each. Run as a process.

TravClan lists them on one page, SerpAPI on two; 25 are the same hotels in other words. Every
answer is written beforehand, so that what is measured is the asking side. `/asked` tells how often
each supplier's page was asked.
"""

import json
import os
from collections import Counter
from typing import Any

from aiohttp import web

HOTELS, SHARED, PAGE = 40, 25, 20
PATHS = {
    "login": "/authentication/internal/service/login",
    "places": "/api/v1/locations/search",
    "travclan": "/hms/external/api/v1/hotels/search",
    "serpapi": "/search.json",
    "account": "/account.json",
}
# The smallest picture there is: what travellers see is Telegram's business.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ff"
    "ff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def _point(number: int, shake: float) -> tuple[float, float]:
    return 15.40 + number * 0.01 + shake, 73.80


def travclan_hotel(number: int, photo: str) -> dict[str, Any]:
    """Return a hotel with as much around it as TravClan tells."""
    latitude, longitude = _point(number, 0.0)
    return {
        "id": str(1000 + number),
        "name": f"The Number {number} Resort & Spa",
        "starRating": "4",
        "type": "Resort",
        "geoCode": {"lat": str(latitude), "long": str(longitude)},
        "neighbourhoods": [{"name": "Calangute"}],
        "contact": {"address": {"line1": f"{number} Beach Road", "city": {"name": "Goa"}}},
        "heroImage": photo,
        "images": [{"links": [{"size": "Standard", "url": f"{photo}?{n}"}]} for n in range(10)],
        "reviews": [{"rating": "4.3", "count": "812"}],
        "facilities": [{"name": f"Facility {n}"} for n in range(20)],
        "isAvailable": True,
        "availability": {
            "rate": {"finalRate": 9000 + number * 100, "currency": "INR"},
            "options": {"freeBreakfast": True, "freeCancellation": True},
        },
    }


def serpapi_property(number: int, photo: str) -> dict[str, Any]:
    """Return a property with as much around it as SerpAPI tells."""
    latitude, longitude = _point(number, 0.0003)
    total = 8900 + number * 120
    return {
        "type": "hotel",
        "name": f"Number {number} Resort",
        "property_token": f"token-{number}",
        "link": "https://hotel.example/",
        "gps_coordinates": {"latitude": latitude, "longitude": longitude},
        "total_rate": {
            "lowest": f"₹{total}",
            "extracted_lowest": total,
            "extracted_before_taxes_fees": total - 900,
        },
        "extracted_hotel_class": 4,
        "overall_rating": 4.3,
        "reviews": 812,
        "nearby_places": [{"name": f"Place {n}", "transportations": []} for n in range(5)],
        "images": [{"thumbnail": photo, "original_image": f"{photo}?{n}"} for n in range(9)],
        "amenities": [f"Amenity {n}" for n in range(20)],
    }


def answers(photo: str) -> dict[str, Any]:
    """Return what each path answers, and the second page of the one that has two."""
    first = HOTELS - SHARED
    properties = [serpapi_property(first + number, photo) for number in range(HOTELS)]
    return {
        "login": {"AccessToken": "token", "RefreshToken": "token"},
        "places": {"results": [{"id": 7, "name": "Goa", "type": "State", "country": "India"}]},
        "travclan": {
            "results": [
                {
                    "traceId": "trace",
                    "data": [travclan_hotel(number, photo) for number in range(HOTELS)],
                    "nextPage": None,
                    "totalCount": HOTELS,
                }
            ]
        },
        "serpapi": {
            "properties": properties[:PAGE],
            "serpapi_pagination": {"next_page_token": "two"},
        },
        "serpapi second": {"properties": properties[PAGE:]},
        "account": {"total_searches_left": 1_000_000, "account_rate_limit_per_hour": 1_000_000},
    }


def create_app(base: str) -> web.Application:
    """Return the server."""
    asked: Counter[str] = Counter()
    photo = f"{base}/photo.png"
    written = {name: json.dumps(answer).encode() for name, answer in answers(photo).items()}

    async def answer(request: web.Request) -> web.Response:
        name = next(name for name, path in PATHS.items() if path == request.path)
        if request.query.get("next_page_token"):
            name = f"{name} second"
        asked[name] += 1
        return web.Response(body=written[name], content_type="application/json")

    async def tell(_request: web.Request) -> web.Response:
        return web.json_response(asked)

    async def picture(_request: web.Request) -> web.Response:
        return web.Response(body=PIXEL, content_type="image/png")

    app = web.Application()
    for path in PATHS.values():
        app.router.add_route("*", path, answer)
    app.router.add_get("/asked", tell)
    app.router.add_get("/photo.png", picture)
    return app


if __name__ == "__main__":
    port = int(os.environ["SUPPLIERS_PORT"])
    web.run_app(
        create_app(f"http://127.0.0.1:{port}"), host="127.0.0.1", port=port,
        print=lambda *_words: None, access_log=None,
    )  # fmt: skip
