"""Words from which hotels' names, streets and descriptions are made, by part of the world.

Chains are invented. Words are common ones in each region's own hotels.
"""

from random import Random

INDIA = frozenset({"IN", "NP", "LK", "BD", "BT"})
SOUTH_EAST_ASIA = frozenset(
    {"TH", "ID", "MY", "VN", "PH", "SG", "KH", "LA", "MM", "MV", "MU", "SC"}
)
GULF = frozenset({"AE", "SA", "QA", "OM", "KW", "BH", "EG", "JO", "MA", "TR", "TN"})
LATIN = frozenset({"FR", "IT", "ES", "PT", "GR", "MX", "BR", "AR", "CO", "PE", "CL", "HR", "CY"})

CHAINS = (
    "Solara", "Kestrel", "Aurelle", "Larkspur", "Northway", "Banyara", "Verano", "Marigold",
    "Tamarind", "Halcyon", "Juniper House", "Silverleaf",
)  # fmt: skip

WORDS = {
    "india": (
        "Saffron", "Jasmine", "Mayur", "Chandan", "Lotus", "Neem", "Kamal", "Sagar", "Ashoka Grove",
        "Gulmohar", "Champa", "Tulsi", "Heritage", "Rajwada", "Peacock", "Nilaya", "Ananta",
        "Suryodaya", "Vihara", "Mogra", "Amrit", "Devika", "Anand", "Shanti", "Ganga", "Kesar",
    ),
    "south_east_asia": (
        "Frangipani", "Bamboo", "Orchid", "Coral", "Lagoon", "Pandan", "Teak", "Lemongrass",
        "Mangrove", "Pearl", "Andaman", "Sarong", "Tamarind Tree", "Coconut Grove", "Rice Field",
        "Blue Reef", "Golden Temple", "Padma", "Moonrise", "Kayu", "Samudra", "Chandra", "Bulan",
    ),
    "gulf": (
        "Al Noor", "Zafran", "Marjan", "Qamar", "Oasis", "Al Waha", "Sahara", "Dune", "Falcon",
        "Souk", "Amber", "Riyad", "Yasmin", "Al Bahr", "Sultan", "Crescent", "Nakheel", "Medina",
        "Caravan", "Cedar", "Mirage", "Lulu",
    ),
    "latin": (
        "Miramar", "Bellavista", "Del Sol", "Santa Clara", "Azul", "Jardin", "Fontaine", "Aurora",
        "San Marco", "Lumière", "Olivo", "Rosa", "Castello", "Étoile", "Del Mar", "La Palma",
        "Girasol", "Saint-Honoré", "Montclair", "Belvedere", "Laguna", "Floresta", "Vela",
    ),
    "world": (
        "Harbour", "Ivy", "Kingsway", "Oakwood", "Maple", "Clarence", "Beacon", "Willow", "Crown",
        "Bridge", "Meridian Park", "Foundry", "Lantern", "Wharf", "Abbey", "Linden", "Granary",
        "Copper", "Station", "Observatory", "Victoria Square", "Garden", "Mill", "Orchard",
    ),
}  # fmt: skip

STREETS = {
    "india": ("MG Road", "Station Road", "Temple Street", "Church Road", "Gandhi Marg",
              "Nehru Road", "Lake Road", "Main Bazaar", "Market Road", "Mill Lane"),
    "south_east_asia": ("Jalan Raya", "Market Street", "Temple Lane", "Palm Street",
                        "Lotus Street", "Harbour Road", "Hill Lane", "Canal Road"),
    "gulf": ("Corniche Street", "Al Khaleej Road", "Palm Avenue", "Souk Street", "Airport Road",
             "Marina Walk", "Old Citadel Street"),
    "world": ("High Street", "King Street", "Park Avenue", "Station Road", "Mill Lane",
              "Church Street", "Queen's Road", "Market Square"),
    "FR": ("Rue de la Paix", "Place du Marché", "Rue des Lilas", "Avenue Victor Hugo"),
    "IT": ("Via Roma", "Corso Italia", "Via Garibaldi", "Piazza del Popolo"),
    "PT": ("Rua do Sol", "Rua Direita", "Avenida da Liberdade"),
    "BR": ("Rua do Sol", "Avenida Atlântica", "Rua das Flores"),
    "GR": ("Odos Ermou", "Leoforos Alexandras", "Odos Athinas"),
    "latin": ("Calle Mayor", "Avenida Central", "Plaza Nueva", "Calle del Sol"),
}  # fmt: skip

POSTAL_PREFIXES = {"Goa": "403", "Jaipur": "302", "Mumbai": "400", "New Delhi": "110",
                   "Bengaluru": "560", "Kolkata": "700", "Chennai": "600"}  # fmt: skip

SCENIC = {
    "beach": ("Beach Resort", "Bay Resort", "Sands", "Seaside Hotel", "Shore Hotel"),
    "mountain": ("Mountain Resort", "Valley View", "Hill Retreat", "Heights", "Pines Hotel"),
    "backwater": ("Lake Resort", "Backwater Retreat", "Riverside Hotel", "Island Resort"),
    "desert": ("Palace", "Haveli", "Fort Resort", "Courtyard", "Desert Resort"),
    "city": ("Plaza", "Grand Hotel", "Tower", "Park Hotel", "City Hotel"),
}

BY_STARS = {
    5: ("The {word} {scenic} & Spa", "The Grand {word}", "{chain} {scenic} {area}",
        "The {word} Palace", "{chain} Grand {place}"),
    4: ("{chain} {area}", "{word} {scenic}", "The {word} {scenic}", "Hotel {word} Grand",
        "{chain} Suites {area}"),
    3: ("Hotel {word}", "{word} Residency", "{word} Inn {area}", "The {word} Boutique Hotel",
        "Hotel {word} International", "{word} Suites"),
    2: ("{word} Lodge", "Hotel New {word}", "{word} Inn", "{word} Backpackers", "{word} Rooms"),
}  # fmt: skip

BY_KIND = {
    "GuestHouse": ("{word} Guest House", "Casa {word}", "{word} Homestay {area}"),
    "Apartment": ("{word} Apartments", "{word} Serviced Apartments {area}", "{word} Studios"),
    "Villa": ("Villa {word}", "{word} Pool Villa {area}", "Casa {word} Villa"),
}


def part_of_world(country: str) -> str:
    for part, countries in (
        ("india", INDIA),
        ("south_east_asia", SOUTH_EAST_ASIA),
        ("gulf", GULF),
        ("latin", LATIN),
    ):
        if country in countries:
            return part
    return "world"


def name_hotel(dice: Random, *, kind: str, stars: int, country: str, scenery: str,
               area: str, place: str) -> str:  # fmt: skip
    patterns = BY_KIND.get(kind) or BY_STARS[stars]
    return dice.choice(patterns).format(
        word=dice.choice(WORDS[part_of_world(country)]),
        chain=dice.choice(CHAINS),
        scenic=dice.choice(SCENIC[scenery]),
        area=area,
        place=place,
    )


def name_street(dice: Random, country: str) -> str:
    streets = STREETS.get(country) or STREETS[part_of_world(country)]
    return f"{dice.randint(1, 240)}, {dice.choice(streets)}"


def write_postal_code(dice: Random, *, country: str, place: str, number: int) -> str:
    """Hotels of one place share the beginning of their code, as they do anywhere."""
    if part_of_world(country) == "india":
        prefix = POSTAL_PREFIXES.get(place) or str(110 + number % 690)
        return f"{prefix}{dice.randint(1, 99):03d}"
    if country == "GB":
        return f"{dice.choice('NSEW')}{dice.randint(1, 20)} {dice.randint(1, 9)}AB"
    return f"{100 + number % 880}{dice.randint(1, 99):02d}"
