"""Synthetic answers in the suppliers' shapes."""

from typing import Any


def travclan_hotel(hotel_id: str, total: object = 9000, **more: object) -> dict[str, Any]:
    """Return a hotel in a search, with numbers as strings, as they come."""
    return {
        "id": hotel_id,
        "name": f"Hotel {hotel_id}",
        "starRating": "4",
        "type": "Resort",
        "geoCode": {"lat": "15.5", "long": "73.8"},
        "neighbourhoods": [{"name": "Calangute"}],
        "contact": {
            "address": {"line1": "1 Beach Road", "city": {"name": "Goa"}, "postalCode": "403516"}
        },
        "heroImage": "https://photos.example/1.jpg",
        "images": [{"links": [{"size": "Standard", "url": "https://photos.example/2.jpg"}]}],
        "reviews": [{"rating": "4.3", "count": "812"}],
        "facilities": [{"name": "Pool"}],
        "isAvailable": True,
        "availability": {"rate": {"finalRate": total, "currency": "INR"}, "options": {}},
        **more,
    }


def travclan_page(*hotels: object, following: int | None = None) -> tuple[int, dict[str, Any]]:
    """Return one page of a search."""
    return 200, {
        "results": [
            {"traceId": "t", "data": list(hotels), "nextPage": following, "totalCount": len(hotels)}
        ]
    }


def travclan_rate(
    rate_id: str, total: int = 9000, rooms: int = 1, **more: object
) -> dict[str, Any]:
    """Return a refundable rate for a number of rooms."""
    return {
        "id": rate_id,
        "finalRate": total,
        "baseRate": total + 0.69,
        "taxAmount": 0,
        "currency": "INR",
        "refundable": True,
        "boardBasis": {"description": "Breakfast", "type": "BedAndBreakfast"},
        "occupancies": [{"roomId": "r1", "numOfAdults": "2"}] * rooms,
        "cancellationPolicies": [
            {
                "rules": [
                    {
                        "estimatedValue": 0,
                        "start": "2026-11-01T00:00:00+00:00",
                        "end": "2026-12-10T11:59:00.000Z",
                    },
                    {
                        "estimatedValue": total,
                        "start": "2026-12-10T12:00:00.000Z",
                        "end": "2026-12-15T00:00:00+00:00",
                    },
                ]
            }
        ],
        **more,
    }


def travclan_itinerary(
    *rates: dict[str, Any], recommended: dict[str, list[str]] | None = None
) -> tuple[int, dict[str, Any]]:
    """Return an itinerary of hotel 42; `recommended` are rate ids by recommendation."""
    recommendations = {key: {"id": key, "rates": ids} for key, ids in (recommended or {}).items()}
    room_rate = {
        "rooms": {"r1": {"name": "Deluxe Room"}},
        "rates": {str(rate["id"]): rate for rate in rates},
        "recommendations": recommendations,
        "standardizedRooms": {},
    }
    hotel = {**travclan_hotel("42"), "availability": None, "roomRate": [room_rate]}
    return 200, {
        "results": [{"traceId": "t", "traceIdDetails": {"remainingTime": 2674}, "data": [hotel]}]
    }


def travclan_details(**more: object) -> dict[str, Any]:
    """Return a confirmed booking in full."""
    return {
        "results": [
            {
                "bmsBookingCode": "trh1",
                "bookingStatus": "CONFIRMED",
                "providerConfirmationNumber": "HC1",
                "traceId": "t",
                "totalAmount": 9000,
                "currency": "INR",
                "data": [{"rates": [travclan_rate("a", onlineCancellable=True)]}],
                **more,
            }
        ]
    }


def liteapi_rate(total: object = 120.5, **more: object) -> dict[str, Any]:
    """Return a refundable rate for one room with a tax within and a fee on top."""
    return {
        "rateId": "r",
        "occupancyNumber": 1,
        "name": "Deluxe Room",
        "boardType": "BB",
        "boardName": "Bed & Breakfast",
        "retailRate": {
            "total": [{"amount": total, "currency": "USD"}],
            "taxesAndFees": [
                {"included": True, "description": "Tax", "amount": 10, "currency": "USD"},
                {"included": False, "description": "City Tax", "amount": 3.2, "currency": "USD"},
            ],
        },
        "cancellationPolicies": {
            "cancelPolicyInfos": [
                {"cancelTime": "2026-12-10 12:00:00", "amount": 60, "currency": "USD",
                 "type": "amount", "timezone": "GMT"},
                {"cancelTime": "2026-12-11 12:00:00", "amount": total, "currency": "USD",
                 "type": "amount", "timezone": "GMT"},
            ],
            "refundableTag": "RFN",
        },
        **more,
    }  # fmt: skip


def liteapi_rates(*rates: dict[str, Any], hotel: str = "42") -> dict[str, Any]:
    """Return a hotel's one offer."""
    offer = {"offerId": "OFFER", "rates": list(rates) or [liteapi_rate()]}
    return {"data": [{"hotelId": hotel, "roomTypes": [offer]}]}


def liteapi_hotels(**more: object) -> dict[str, Any]:
    """Return a list with one hotel."""
    hotel = {
        "id": "42",
        "name": "Hotel 42",
        "hotelDescription": "<p>By the sea.</p>",
        "latitude": 15.5,
        "longitude": 73.8,
        "address": "1 Beach Road",
        "city": "Goa",
        "zip": "403516",
        "main_photo": "https://photos.example/1.jpg",
        "stars": 4,
        "rating": 8.6,
        "reviewCount": 812,
        **more,
    }
    return {"data": [hotel], "hotelIds": ["42"], "total": 1}


def liteapi_prebook(**more: object) -> dict[str, Any]:
    """Return a prebook at the price that was shown."""
    data = {
        "prebookId": "pre1",
        "price": 120.5,
        "currency": "USD",
        "roomTypes": [{"rates": [liteapi_rate()]}],
        "priceDifferencePercent": 0,
        "cancellationChanged": False,
        "boardChanged": False,
        **more,
    }
    return {"data": data}


def liteapi_booking(**more: object) -> dict[str, Any]:
    """Return a confirmed booking."""
    data = {
        "bookingId": "lite1",
        "clientReference": "OH-1",
        "status": "CONFIRMED",
        "hotelConfirmationCode": "HC1",
        "price": 120.5,
        "currency": "USD",
        "cancellationPolicies": liteapi_rate()["cancellationPolicies"],
        "tag": "RFN",
        **more,
    }
    return {"data": data}


def serpapi_price(total: object = 9000, before: object = 8000) -> dict[str, Any]:
    """Return a price as it is written and as it is extracted."""
    return {
        "lowest": f"₹{total}",
        "extracted_lowest": total,
        "before_taxes_fees": f"₹{before}",
        "extracted_before_taxes_fees": before,
    }


def serpapi_property(token: str, **more: object) -> dict[str, Any]:
    """Return a property whose price is given with and without taxes."""
    return {
        "type": "hotel",
        "name": f"Hotel {token}",
        "property_token": token,
        "link": "https://hotel.example/",
        "gps_coordinates": {"latitude": 15.5, "longitude": 73.8},
        "total_rate": serpapi_price(),
        "extracted_hotel_class": 4,
        "overall_rating": 4.3,
        "reviews": 812,
        "images": [{"thumbnail": "https://photos.example/s.jpg"}],
        "amenities": ["Free breakfast", "Pool"],
        **more,
    }


def serpapi_details(token: str, **more: object) -> dict[str, Any]:
    """Return a property's page: sellers, one of them with its rooms."""
    rooms = [
        {"name": "Suite - Non-Refundable", "total_rate": serpapi_price(15000, 13000)},
        {"name": "Room - Free cancellation", "total_rate": serpapi_price(9500, 8500)},
    ]
    return {
        **serpapi_property(token),
        "address": "1 Beach Road, Goa",
        "description": "By the sea.",
        "typical_price_range": {"extracted_lowest": 2500, "extracted_highest": 5000},
        "featured_prices": [
            {"source": "Rooms.example", "link": "https://r.example", "rooms": rooms,
             "total_rate": serpapi_price(9500, 8500)},
        ],
        "prices": [
            {"source": "Own site", "official": True, "total_rate": serpapi_price(9900, 8800)},
            {"source": "Cheap.example", "total_rate": serpapi_price()},
        ],
        **more,
    }  # fmt: skip


def serpapi_leg(origin: str, destination: str, day: int, **more: object) -> dict[str, Any]:
    """Return one flight in the evening of a day of December 2026, landing after midnight."""
    return {
        "departure_airport": {
            "name": f"{origin} Airport", "id": origin, "time": f"2026-12-{day:02} 22:40",
        },
        "arrival_airport": {
            "name": f"{destination} Airport", "id": destination,
            "time": f"2026-12-{day + 1:02} 01:15",
        },
        "duration": 155,
        "airplane": "Airbus A320",
        "airline": "IndiGo",
        "travel_class": "Economy",
        "flight_number": "6E 123",
        "legroom": "29 in",
        "overnight": True,
        **more,
    }  # fmt: skip


def serpapi_journey(*legs: dict[str, Any], price: object = 9000, **more: object) -> dict[str, Any]:
    """Return a journey with its price and no token."""
    waits = [{"duration": 90, "name": "Hub", "id": "BOM", "overnight": True}] * (len(legs) - 1)
    return {
        "flights": list(legs),
        **({"layovers": waits} if waits else {}),
        "total_duration": 155 * len(legs) + 90 * len(waits),
        "carbon_emissions": {"difference_percent": -6},
        "price": price,
        "type": "Round trip",
        **more,
    }


def serpapi_flights(*journeys: object, **more: object) -> dict[str, Any]:
    """Return a list of journeys with what they usually cost."""
    return {
        "search_metadata": {
            "status": "Success", "google_flights_url": "https://www.google.com/travel/flights?x=1",
        },
        "other_flights": list(journeys),
        "price_insights": {
            "lowest_price": 9000, "price_level": "low", "typical_price_range": [9500, 12000],
            "price_history": [[1795000000, 9800], [1795086400, 9000]],
        },
        **more,
    }  # fmt: skip


def serpapi_sellers(**more: object) -> dict[str, Any]:
    """Return a chosen trip and its sellers: one by a link, one by a form, one of two tickets."""
    page = {"url": "https://air.example/book?x=1"}
    form = {"url": "https://www.google.com/travel/clk/f", "post_data": "u=abc"}
    ticket = {"book_with": "Tickets.example", "price": 4000, "booking_request": form}
    return {
        **serpapi_flights(),
        "selected_flights": [
            serpapi_journey(serpapi_leg("DEL", "GOI", 12), price=None),
            serpapi_journey(serpapi_leg("GOI", "DEL", 15), price=None),
        ],
        "baggage_prices": {"together": ["1 free carry-on"]},
        "booking_options": [
            {"together": {"book_with": "IndiGo", "price": 9000, "booking_request": page,
                          "baggage_prices": ["1 free carry-on"]}},
            {"together": {"book_with": "Agency", "price": 8800, "booking_request": form}},
            {"departing": ticket, "returning": {**ticket, "price": 4500}},
        ],
        **more,
    }  # fmt: skip
