"""Pairs of entries that were labelled by hand: one hotel at two suppliers, or two hotels.

Each entry is a name, metres east and north of a point of the city (None: no coordinates), an
address and an area, both of which a supplier may leave out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """One supplier's entry."""

    name: str
    metres: tuple[int, int] | None = (0, 0)
    address: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries in one city, and whether they are one hotel."""

    city: str
    one: Listed
    other: Listed


def _pair(city: str, one: tuple[object, ...], other: tuple[object, ...]) -> Pair:
    return Pair(city, Listed(*one), Listed(*other))  # type: ignore[arg-type] # rows of a table


SAME = [
    _pair("Goa", ("Taj Holiday Village Resort & Spa",), ("TAJ HOLIDAY VILLAGE", (40, 10))),
    _pair("Goa", ("The Leela Goa",), ("Leela Goa", (90, 30))),
    _pair("Goa", ("Hotel Fidalgo",), ("Fidalgo", (20, -40))),
    _pair("Goa", ("Novotel Goa Dona Sylvia Resort",), ("Novotel Goa Dona Sylvia", (300, 100))),
    _pair("Goa", ("St Regis Goa",), ("The Saint Regis Goa Resort", (70, 0))),
    _pair("Goa", ("Sea View Resort",), ("Seaview Resort", (35, 12))),
    _pair("Goa", ("Ibis Styles Goa Calangute",), ("ibis Styles Calangute, Goa", (120, 40))),
    _pair("Goa", ("Lotus Inn", (0, 0), None, "Baga"), ("Lotus Inn, Baga", (60, 60))),
    _pair("Goa", ("Casa Baga",), ("Casa Baga Goa", (140, 0))),
    _pair("Goa", ("Fairfield by Marriott Goa Anjuna",), ("Fairfield Goa Anjuna", (100, 0))),
    _pair("Goa", ("Holiday Inn Goa Candolim, an IHG Hotel",), ("Holiday Inn Candolim", (110, 0))),
    _pair("Goa", ("Cidade de Goa - IHCL SeleQtions", (0, 0), "12 Vainguinim Beach Road"),
          ("Cidade de Goa", (40, 0), "12, Vainguinim Beach Rd")),
    _pair("Lucknow", ("Fortune Park BBD - Hotel in Lucknow",), ("Fortune Park BBD", (55, 20))),
    _pair("Lucknow", ("Renaissance Lucknow Hotel",), ("Renaissance Lucknow", (15, 5))),
    _pair("Lucknow", ("Hotel Arif Castles - Lucknow",), ("Arif Castles", (90, 60))),
    _pair("Lucknow", ("Piccadily",), ("The Piccadily Lucknow", (130, 20))),
    _pair("Lucknow", ("Dayal Gateway",), ("Dayal Gatway", (45, 0))),
    _pair("Jaipur", ("Rambagh Palace",), ("Rambgah Palace", (80, 0))),
    _pair("Jaipur", ("Hotel Pearl Palace Heritage",), ("Pearl Palace Heritage Hotel", (30, 0))),
    _pair("Jaipur", ("Umaid Bhawan Heritage House", None, "C1-2A, Behari Marg, Bani Park"),
          ("Umaid Bhawan - Heritage House", None)),
    _pair("Jaipur", ("Alsisar Haveli", None, "14 Sansar Chandra Road"),
          ("Hotel Alsisar Haveli", None, "14, Sansar Chandra Rd, Jaipur")),
    _pair("Jaipur", ("Zone by the Park", (0, 0)), ("Zone By The Park Jaipur", (260, 90))),
    _pair("Mumbai", ("Hotel Sea Green South",), ("Sea Green South Hotel", (60, 0))),
    _pair("Mumbai", ("FabHotel Prime 21 Juhu", (0, 0)), ("FabHotel Prime 21, Juhu", (20, 0))),
    _pair("Mumbai", ("Trident Nariman Point",), ("Trident, Nariman Point", (500, 0))),
    _pair("Mumbai", ("Sahara Star", (0, 0), "70 Airport Road, Vile Parle"),
          ("Hotel Sahara Star Convention Centre", (100, 0), "70, Airport Rd, Vile Parle East")),
    _pair("Barcelona", ("Hotel Arts Barcelona",), ("Arts Barcelona", (50, 0))),
    _pair("Barcelona", ("Gran Hotel La Florida",), ("Grand Hotel La Florida", (120, 40))),
    _pair("Barcelona", ("Hotel Jardín Barcelona", (0, 0)), ("Hotel Jardin", (25, 0))),
    _pair("Lisbon", ("Palácio do Governador",), ("Palacio do Governador Hotel", (75, 0))),
    _pair("Salzburg", ("Schloss Leopoldskron",), ("Castle Leopoldskron", (90, 0))),
    _pair("Nice", ("Hôtel Plage Bleue",), ("Bleue Beach Hotel", (30, 0))),
    _pair("Konstanz", ("ibis Konstanz", (0, 0), "Benediktinerplatz 9"),
          ("ibis Konstanz", (200, 0), "Benediktinerplatz 9, 78467")),
    _pair("Bangkok", ("Lebua at State Tower",), ("lebua at State Tower Bangkok", (60, 60))),
    _pair("Bangkok", ("Ariyasom Villa (formerly Pranee House)",), ("Ariyasom Villa", (90, 0))),
    _pair("Dubai", ("Rove Downtown Dubai",), ("Rove Downtown", (200, 0))),
    _pair("Dubai", ("Curio Collection by Hilton The Heritage",), ("The Heritage", (45, 0))),
    _pair("London", ("Phase II Apartments",), ("Phase 2 Apartments", (10, 0))),
    # These two stay two: a missed merge is the price of never making a wrong one.
    _pair("Paris", ("Hôtel de la Paix",), ("Peace Hotel Paris", (20, 0))),
    _pair("Mumbai", ("Treebo Sunrise",), ("Hotel Sunrise", (35, 0))),
]  # fmt: skip

DIFFERENT = [
    _pair("Goa", ("Ibis Styles Goa Calangute",), ("Ibis Styles Goa Vagator", (100, 0))),
    _pair("Goa", ("FabHotel Prime 1",), ("FabHotel Prime 2", (5, 0))),
    _pair("Goa", ("Sea View Resort",), ("Sea Breeze Resort", (20, 0))),
    _pair("Goa", ("Hotel",), ("Resort", (100, 0))),
    _pair("Goa", ("Taj Holiday Village",), ("Taj Holiday Village", (0, 9_000))),
    _pair("Goa", ("Hotel Sunrise", (0, 0), "12 Beach Road"),
          ("Hotel Sunrise Annex", (25, 0), "12 Beach Road")),
    _pair("Goa", ("Palm Tower",), ("Palm", (30, 0))),
    _pair("Goa", ("Palm Tower 1",), ("Palm Tower 2", (30, 0))),
    _pair("Goa", ("Sunset Phase I",), ("Sunset Phase II", (60, 0))),
    _pair("Goa", ("Villa Rosa East Wing",), ("Villa Rosa West Wing", (15, 0))),
    _pair("Goa", ("Lotus Beach Resort",), ("Lotus Beach Hotel", (140, 0))),
    _pair("Goa", ("Taj Fort Aguada",), ("Taj Holiday Village", (120, 0))),
    _pair("Goa", ("Lotus Residency, Baga", (0, 0), None, "Baga"),
          ("Lotus Residency, Anjuna", (130, 0), None, "Anjuna")),
    _pair("Goa", ("Royal Palms",), ("Palms", (50, 0))),
    _pair("Goa", ("OYO Townhouse", (0, 0), "12 MG Road"), ("OYO Townhouse", (10, 0), "84 MG Road")),
    _pair("Goa", ("OYO Townhouse", (0, 0)), ("OYO Townhouse", (420, 0))),
    _pair("Goa", ("Treebo Trend", None), ("Treebo Trend", None)),
    _pair("Goa", ("Ginger Goa", None), ("Ginger Goa Panjim", None)),
    _pair("Goa", ("Lemon Tree Hotel", (0, 0)), ("Lemon Tree Premier", (40, 0))),
    _pair("Goa", ("Holiday Inn", (0, 0), "3 Beach Road"),
          ("Holiday Inn Express", (20, 0), "3 Beach Road")),
    _pair("Lucknow", ("Renaissance Lucknow Hotel",), ("Taj Mahal Lucknow", (28, -118))),
    _pair("Lucknow", ("Novotel Lucknow Gomti Nagar",), ("Ginger Lucknow", (20, -10))),
    _pair("Lucknow", ("Hyatt Regency Lucknow",), ("Hotel Regency", (90, 0))),
    _pair("Lucknow", ("Hotel New Lotus",), ("Hotel Lotus", (80, 0))),
    _pair("Jaipur", ("Hotel Pearl Palace",), ("Pearl Palace Heritage", (60, 0))),
    _pair("Jaipur", ("Umaid Bhawan",), ("Umaid Mahal", (90, 0))),
    _pair("Jaipur", ("Hilton",), ("Hilton Suites", (50, 0))),
    _pair("Jaipur", ("Hilton Jaipur",), ("Hilton Garden Inn Jaipur", (70, 0))),
    _pair("Jaipur", ("Hotel Kalyan", (0, 0), "5 Hathroi Fort Road"),
          ("Hotel Kalyan", (90, 0), "27 Hathroi Fort Road")),
    _pair("Jaipur", ("Hotel Anand", None), ("Hotel Anand Palace", None)),
    _pair("Jaipur", ("Shanti Home", (0, 0)), ("Shanti House", (40, 0))),
    _pair("Mumbai", ("Sea Green Hotel",), ("Sea Green South Hotel", (15, 0))),
    _pair("Mumbai", ("Hotel Airport International",), ("Hotel International", (100, 0))),
    _pair("Mumbai", ("Sunrise by Treebo",), ("Sunrise Deluxe by OYO", (60, 0))),
    _pair("Mumbai", ("Trident",), ("The Oberoi", (10, 0))),
    _pair("New Delhi", ("Hotel New Grand",), ("Hotel Grand", (30, 0))),
    _pair("Barcelona", ("Hotel Arts",), ("Hotel Artes", (130, 0), None, None)),
    _pair("Barcelona", ("Hostal Sol",), ("Hostal Luna", (5, 0))),
    _pair("London", ("Premier Inn London Euston", None), ("Premier Inn London Kings Cross", None)),
    _pair("London", ("Travelodge North",), ("Travelodge South", (140, 0))),
    _pair("London", ("Old Bell Inn",), ("Bell Inn", (55, 0))),
    _pair("Pune", ("Park Central",), ("The Central Park Hotel", (100, 0))),
    _pair("Singapore", ("Marina Bay Sands Tower 1",), ("Marina Bay Sands Tower 3", (70, 0))),
    _pair("Dubai", ("Rove Downtown",), ("Rove Dubai Marina", (100, 0))),
    _pair("Dubai", ("Address Residences Downtown",), ("Address Downtown", (40, 0))),
]  # fmt: skip
