"""The bot's rooms: each feature keeps to itself but for its doors.

A door is a module of a room that others may import. A new one is a decision: what the other room
needs may rather belong to the domain, or to what serves every room.
"""

from collections.abc import Iterator

from grimp import ImportGraph, build_graph

DOORS = {
    "account": {"refusals"},
    "admin": {"refusals"},
    "alerts": {"refusals"},
    "bookings": {"refusals", "words"},
    "clusters": {"refusals"},
    "flights": {
        "callbacks",
        "draft",
        "handlers",
        "refusals",
        "results.handlers",
        "results.journey",
        "results.screens",
        "screens",
        "steps",
    },
    "forecasts": {"screens"},
    "groups": {"handlers", "rights", "screens"},
    "hotel": {"buttons", "handlers", "price_history", "price_history_words"},
    "inline": {"buttons", "handlers", "screens"},
    "links": {"handlers", "bit_fields", "payloads"},
    "news": {"screens"},
    "packages": {"handlers", "screens"},
    "privacy": set[str](),
    "requests": {"kept_line", "screens"},
    "results": {
        "buttons",
        "callbacks",
        "flexible.buttons",
        "flexible.screens",
        "handlers",
        "screens",
    },
    "search": {
        "buttons",
        "draft",
        "draft_summary",
        "refusals",
        "saved.buttons",
        "saved.screens",
        "screens",
        "steps",
        "text",
    },
    "settings": {"countries"},
    "small_talk": set[str](),
    "start": {"screens"},
    "support": {"refusals"},
    "trackers": {
        "starts",
        "handlers",
        "refusals",
        "screens",
        "sharing.screens",
        "widening.buttons",
    },
    "trips": {"handlers", "refusals"},
}
# Not rooms: what serves them all, and the tables of contents, which open every one.
SHARED = {
    "bot",
    "buttons",
    "dispatcher",
    "errors",
    "locales",
    "health_watch",
    "middlewares",
    "notices",
    "papers",
    "pictures",
    "probes",
    "process",
    "sending",
    "updates",
    "words",
    "__main__",
}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def opened(graph: ImportGraph) -> Iterator[tuple[str, str]]:
    """Yield the room and the module's name in it, for each import from outside the room."""
    for module in graph.modules - {"bot.dispatcher", "bot.notices"}:
        for other in graph.find_modules_directly_imported_by(module):
            if room_of(other) in DOORS and room_of(other) != room_of(module):
                yield room_of(other), ".".join(other.split(".")[2:])


def test_every_package_is_a_room_or_serves_all() -> None:
    rooms = {room_of(module) for module in build_graph("bot", cache_dir=None).modules}
    assert rooms == DOORS.keys() | SHARED


def test_rooms_are_entered_by_their_doors() -> None:
    used = set(opened(build_graph("bot", cache_dir=None)))
    doors = {(room, door) for room, names in DOORS.items() for door in names}
    assert used - doors == set(), "imported by another room without being one of its doors"
    assert doors - used == set(), "a door that nobody opens any more"
