"""google_hotels_autocomplete: places and properties by the beginning of a name.

*Assumed* beside `value`, `type` and `property_token`, which the supplier's pages name.
"""

from typing import Any

from sandbox.market import Market
from sandbox.market.identities import property_token
from sandbox.market.listings import SERPAPI
from sandbox.market.places import fold
from sandbox.market.supplier_calls import photo_url

from .metadata import search_link, search_metadata
from .questions import NothingFound, Question

MOST_PLACES = 6
MOST_PROPERTIES = 4


def suggest(market: Market, question: Question) -> dict[str, Any]:
    """Answer a google_hotels_autocomplete call."""
    text = question.required("q")
    wanted = fold(text.split(",")[0])
    places = market.geography.suggest(text, MOST_PLACES)
    found: list[dict[str, Any]] = [
        {
            "value": place.full_name,
            "autocomplete_suggestion": place.title,
            "highlighted_words": [text],
            "type": "location",
        }
        for place in places
    ]
    for place in places[:1]:
        hotels = [hotel for hotel in market.hotels_in(place) if hotel.at_google]
        named = [h for h in hotels if wanted in fold(market.listing(h, SERPAPI).name)]
        found += [
            {
                "value": f"{market.listing(hotel, SERPAPI).name}, {place.full_name}",
                "autocomplete_suggestion": market.listing(hotel, SERPAPI).name,
                "highlighted_words": [text],
                "type": "accommodation",
                "property_token": property_token(hotel),
                "thumbnail": photo_url(question.base, hotel.id, 1),
            }
            for hotel in named[:MOST_PROPERTIES]
        ]
    if not found:
        raise NothingFound
    for position, suggestion in enumerate(found, start=1):
        suggestion["position"] = position
        suggestion["serpapi_google_hotels_link"] = search_link(
            question, engine="google_hotels", q=suggestion["value"]
        )
    return {
        "search_metadata": search_metadata(question, market.now()),
        "search_parameters": question.echo(),
        "suggestions": found,
    }
