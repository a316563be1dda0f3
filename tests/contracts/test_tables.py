"""A table has one owner: one package writes it, and those named here may read it.

The owner is the package that writes. The statements and the models' calls are read from the source.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "domain", "operations", "webhooks", "workers")
WRITTEN = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+(?:ONLY\s+)?(\w+)", re.IGNORECASE
)
READ = re.compile(r"\b(?:FROM|JOIN)\s+(?:ONLY\s+)?(\w+)", re.IGNORECASE)
STATEMENT = re.compile(r"\b(SELECT|SET|INTO|DELETE|FROM|JOIN)\b")
WRITING_CALLS = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "save",
}

# What concerns a whole person goes through every table: two accounts brought together, one removed.
EVERYWHERE = {"linking", "privacy"}

OWNERS = {
    "audit_entries": "administration",
    "group_settings": "accounts",
    "support_messages": "administration",
    "support_threads": "administration",
    "health_alarms": "administration",
    "health_samples": "administration",
    "broadcasts": "administration",
    "clusters": "clusters",
    "rooms": "catalog",
    "universal_price_alerts": "bookings",
    "api_keys": "accounts",
    "api_replays": "accounts",
    "chats": "accounts",
    "email_codes": "accounts",
    "incoming_updates": "accounts",
    "refresh_tokens": "accounts",
    "sessions": "accounts",
    "set_aside_updates": "accounts",
    "users": "accounts",
    "alert_feedback": "alerts",
    "digests": "alerts",
    "price_rules": "alerts",
    "rule_states": "alerts",
    "tracker_alerts": "alerts",
    "booking_attempts": "bookings",
    "booking_cases": "bookings",
    "booking_guests": "bookings",
    "booking_holds": "bookings",
    "booking_notes": "bookings",
    "booking_transitions": "bookings",
    "booking_watches": "bookings",
    "rebooking_events": "bookings",
    "rebookings": "bookings",
    "savings": "bookings",
    "calendar_feeds": "bookings",
    "invoice_years": "bookings",
    "saved_travellers": "bookings",
    "universal_bookings": "bookings",
    "airport_names": "catalog",
    "airports": "catalog",
    "areas": "catalog",
    "catalogue_seeds": "catalog",
    "countries": "catalog",
    "destination_names": "catalog",
    "destinations": "catalog",
    "flights": "catalog",
    "hotel_listings": "catalog",
    "hotels": "catalog",
    "trackables": "checks",
    "tracked_items": "checks",
    "tracker_results": "checks",
    "event_hooks": "event_hooks",
    "supplier_controls": "suppliers",
    "exchange_rate_sources": "exchange_rates",
    "exchange_rates": "exchange_rates",
    "flight_searches": "flights",
    "payment_charges": "payments",
    "payment_invoices": "payments",
    "payment_refunds": "payments",
    "supplier_wallets": "payments",
    "ledger_accounts": "ledger",
    "ledger_entries": "ledger",
    "ledger_transfers": "ledger",
    "chat_links": "linking",
    "link_requests": "linking",
    "flood_pauses": "outbox",
    "outbox_messages": "outbox",
    "daily_prices": "prices",
    "forecast_models": "prices",
    "forecast_records": "prices",
    "price_runs": "prices",
    "priced_rates": "prices",
    "search_options": "prices",
    "silenced_sources": "prices",
    "synthetic_closes": "prices",
    "universal_price_history": "prices",
    "unread_lines": "reading",
    "newest_quotes": "search",
    "searches": "search",
    "seen_prices": "search",
    "group_hotels": "trackers",
    "group_votes": "trackers",
    "inline_cards": "trackers",
    "inline_votes": "trackers",
    "tracker_folders": "trackers",
    "trackers": "trackers",
    "package_searches": "trips",
    "tours": "trips",
}
READERS: dict[str, set[str]] = {
    "payment_charges": {"bookings", "health"},
    "payment_refunds": {"health"},
    "users": {
        "administration",
        "alerts",
        "bookings",
        "event_hooks",
        "health",
        "search",
        "trackers",
    },
    "audit_entries": {"health"},
    "booking_cases": {"health"},
    "health_alarms": {"health"},
    "broadcasts": {"health"},
    "support_threads": {"health"},
    "group_settings": {"alerts", "trackers"},
    "outbox_messages": {"administration", "alerts", "health"},
    "sessions": {"administration"},
    "alert_feedback": {"health"},
    "searches": {"health"},
    "booking_watches": {"checks"},
    "universal_bookings": {"administration", "health"},
    "clusters": {"health", "trackers"},
    "chats": {"administration", "alerts", "bookings", "event_hooks", "trackers"},
    "set_aside_updates": {"health"},
    "price_rules": {"checks", "trackers"},
    "rule_states": {"checks", "trackers"},
    "tracker_alerts": {"administration", "bookings", "health", "trackers"},
    "airports": {"bookings"},
    "areas": {"trackers"},
    "countries": {"alerts", "trackers"},
    "destinations": {"alerts", "clusters", "trackers"},
    "hotel_listings": {"bookings", "checks", "prices", "search"},
    "hotels": {"administration", "alerts", "checks", "clusters", "search", "trackers"},
    "trackables": {"administration", "alerts", "bookings", "health", "prices", "trackers"},
    "tracked_items": {"administration", "alerts", "trackers"},
    "tracker_results": {"trackers"},
    "flood_pauses": {"alerts"},
    "daily_prices": {"checks"},
    "search_options": {"alerts", "trackers"},
    "universal_price_history": {"alerts", "health"},
    "newest_quotes": {"clusters", "prices"},
    "seen_prices": {"prices"},
    "trackers": {"administration", "alerts", "checks", "health"},
}


def package_of(path: Path) -> str:
    """Return `accounts` for what lies in `domain/accounts`, else the edge or module itself."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "domain" else parts[0]


def sources() -> Iterator[tuple[str, ast.Module]]:
    for root in PRODUCT:
        for path in (ROOT / root).rglob("*.py"):
            yield package_of(path), ast.parse(path.read_text())


def declared() -> dict[str, str]:
    """Return each model's name with its table's."""
    found = {}
    for _package, tree in sources():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                for line in ast.walk(node):
                    match line:
                        case ast.Assign(
                            targets=[ast.Name("table")], value=ast.Constant(str(table))
                        ):
                            found[node.name] = table
    return found


MODELS = declared()


def root_of(call: ast.expr) -> str:
    """Return the name with which a chain of calls and attributes begins."""
    while isinstance(call, ast.Call | ast.Attribute | ast.Await):
        call = call.func if isinstance(call, ast.Call) else call.value
    return call.id if isinstance(call, ast.Name) else ""


def uses(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Yield each table that a module touches, and whether it writes it."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str(text)) if STATEMENT.search(text):
                yield from ((table, True) for table in WRITTEN.findall(text))
                yield from ((table, False) for table in READ.findall(text))
            case ast.Call(func=ast.Attribute(attr=name)) if root_of(node) in MODELS:
                yield MODELS[root_of(node)], name in WRITING_CALLS
            case ast.Call(
                func=ast.Attribute(attr="copy_records_to_table"),
                args=[ast.Constant(str(table)), *_],
            ):
                yield table, True


@cache
def touched() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return who writes each table, and who reads it without being its owner."""
    writers, readers = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for package, tree in sources():
        for table, is_written in uses(tree):
            if table in MODELS.values():
                (writers if is_written else readers)[table].add(package)
    foreign = {
        table: packages - EVERYWHERE - {OWNERS.get(table, "")}
        for table, packages in readers.items()
    }
    return writers, {table: packages for table, packages in foreign.items() if packages}


def test_each_table_is_written_by_its_owner_alone() -> None:
    writers, _readers = touched()
    assert set(MODELS.values()) == set(OWNERS), "a table without an owner, or an owner of nothing"
    strange = {
        table: packages - {OWNERS[table]} - EVERYWHERE
        for table, packages in writers.items()
        if packages - {OWNERS[table]} - EVERYWHERE
    }
    assert strange == {}


def test_each_table_is_read_by_those_who_are_named() -> None:
    _writers, readers = touched()
    assert readers == READERS
