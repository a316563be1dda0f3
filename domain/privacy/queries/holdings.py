"""Every table of the database, and the personal data in it.

A new table must be in one of the two lists, or a test fails, so that neither export nor deletion
forgets it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holding:
    """Which rows of a table belong to a person, and which columns are never exported.

    In `mine`, $1 are the person's accounts, $2 their chats and $3 their e-mail addresses.
    """

    table: str
    mine: str
    hidden: tuple[str, ...] = ()


_TRACKERS = "(SELECT id FROM trackers WHERE user_id = ANY($1))"


_RULES = f"(SELECT id FROM price_rules WHERE tracker_id IN {_TRACKERS})"


_ALERTS = f"(SELECT id FROM tracker_alerts WHERE tracker_id IN {_TRACKERS})"


_BOOKINGS = "(SELECT id FROM universal_bookings WHERE user_id = ANY($1))"


_TRANSFERS = f"(SELECT id FROM ledger_transfers WHERE booking_id IN {_BOOKINGS})"


_REBOOKINGS = f"(SELECT id FROM rebookings WHERE old_id IN {_BOOKINGS})"


_CHARGES = "(SELECT id FROM payment_charges WHERE user_id = ANY($1) OR payer_id = ANY($2))"


_OWN = "user_id = ANY($1)"


_LEASES = ("lease", "leased_until")


# In the order of deletion: rows that reference others come first.
HOLDINGS: tuple[Holding, ...] = (
    Holding("alert_feedback", f"{_OWN} OR alert_id IN {_ALERTS}"),
    Holding(
        "tracker_alerts",
        f"tracker_id IN {_TRACKERS}",
        (*_LEASES, "edit_lease", "edit_leased_until"),
    ),
    Holding("digests", f"{_OWN} OR chat_id = ANY($2)", _LEASES),
    Holding("rule_states", f"rule_id IN {_RULES}"),
    Holding("price_rules", f"tracker_id IN {_TRACKERS}"),
    Holding("tracker_results", f"tracker_id IN {_TRACKERS}"),
    Holding("tracked_items", f"tracker_id IN {_TRACKERS}"),
    Holding("inline_votes", _OWN),
    Holding("group_votes", _OWN),
    Holding("group_hotels", _OWN),
    Holding("trackers", _OWN, ("share_token", "request_key")),
    Holding("tracker_folders", _OWN),
    Holding("package_searches", _OWN),
    Holding("tours", _OWN),
    Holding("flight_searches", _OWN),
    Holding("searches", _OWN),
    Holding("unread_lines", _OWN, ("text_hash",)),
    Holding("booking_guests", f"booking_id IN {_BOOKINGS}", ("documents",)),
    Holding("saved_travellers", _OWN),
    Holding("booking_cases", f"booking_id IN {_BOOKINGS}", ("closed_by",)),
    Holding("booking_attempts", f"booking_id IN {_BOOKINGS}", ("session",)),
    Holding("booking_transitions", f"booking_id IN {_BOOKINGS}"),
    Holding("booking_holds", f"booking_id IN {_BOOKINGS}", ("session",)),
    Holding("booking_notes", f"booking_id IN {_BOOKINGS}"),
    Holding("savings", f"booking_id IN {_BOOKINGS}"),
    Holding("rebooking_events", f"rebooking_id IN {_REBOOKINGS}"),
    Holding("rebookings", f"old_id IN {_BOOKINGS} OR new_id IN {_BOOKINGS}"),
    Holding("booking_watches", f"booking_id IN {_BOOKINGS}"),
    Holding("universal_price_alerts", f"booking_id IN {_BOOKINGS}"),
    Holding("payment_refunds", f"charge_id IN {_CHARGES}", ("settled_by",)),
    Holding("payment_charges", f"{_OWN} OR payer_id = ANY($2)"),
    Holding("payment_invoices", f"{_OWN} OR chat_id = ANY($2)", ("payload",)),
    Holding("ledger_entries", f"transfer_id IN {_TRANSFERS}"),
    Holding("ledger_transfers", f"booking_id IN {_BOOKINGS}", ("posted_in",)),
    Holding("universal_bookings", _OWN, ("session",)),
    Holding("calendar_feeds", _OWN, ("secret_hash",)),
    Holding("outbox_messages", f"{_OWN} OR address = ANY($3)", ("payload", *_LEASES)),
    Holding("event_hooks", _OWN, ("secret",)),
    Holding("flood_pauses", "chat_id = ANY($2)"),
    Holding(
        "incoming_updates",
        "jsonb_path_exists(payload, '$.**.id ? (@ == $chats[*])',"
        " jsonb_build_object('chats', to_jsonb($2::bigint[])))",
    ),
    Holding(
        "set_aside_updates",
        "EXISTS (SELECT FROM unnest($2::bigint[]) c WHERE content ~ ('\\m' || c || '\\M'))",
    ),
    Holding("link_requests", f"{_OWN} OR chat_id = ANY($2)", ("nonce_hash", "code_hash")),
    Holding("chat_links", f"{_OWN} OR own_user_id = ANY($1)"),
    Holding("api_replays", _OWN, ("key_hash", "request_hash", "headers", "body")),
    Holding("api_keys", _OWN, ("key_hash",)),
    Holding("email_codes", _OWN, ("code_hash", "password_hash")),
    Holding(
        "refresh_tokens",
        "session_id IN (SELECT id FROM sessions WHERE user_id = ANY($1))",
        ("token_hash", "key_id"),
    ),
    Holding("sessions", _OWN),
    Holding(
        "audit_entries",
        "admin_id = ANY($1) OR subject IN (SELECT 'user:' || u FROM unnest($1::bigint[]) u)",
    ),
    Holding(
        "support_messages",
        "thread_id IN (SELECT id FROM support_threads WHERE user_id = ANY($1))",
        ("admin_id",),
    ),
    Holding("support_threads", _OWN),
    Holding("broadcasts", "author_id = ANY($1)"),
    Holding("chats", f"{_OWN} OR id = ANY($2)"),
    Holding("users", "id = ANY($1)", ("password_hash",)),
)


# These stay in anonymous form: what administrators did.
BLANKED = frozenset({"audit_entries", "broadcasts"})


# The law requires records of sales for years: the ledger of booked stays is kept without the
# guests.
LEDGER = frozenset(
    {
        "booking_attempts", "booking_cases", "booking_transitions", "booking_watches",
        "ledger_entries", "ledger_transfers", "payment_charges", "payment_invoices",
        "payment_refunds", "rebooking_events", "rebookings", "savings", "universal_bookings",
        "universal_price_alerts", "users",
    }
)  # fmt: skip


# A booking made elsewhere is the traveller's own note, and is deleted with the account.
BOOKED = (
    "(kind = 'hotel' AND supplier <> 'outside' AND state NOT IN ('draft', 'rechecked', 'failed'))"
)


# Not personal: places, hotels and their prices, and the service's own state.
NOBODYS = frozenset(
    {
        "airport_names", "airports", "areas", "catalogue_seeds", "clusters", "cluster_hotels",
        "countries", "daily_prices", "destination_names", "destinations", "exchange_rate_sources",
        "exchange_rates", "flights", "forecast_models", "forecast_records", "group_settings",
        "health_alarms", "health_samples", "hotel_listings", "hotels", "inline_cards",
        "invoice_years", "ledger_accounts", "newest_quotes", "price_forecasts", "price_runs",
        "priced_rates", "rooms", "search_options", "seen_prices", "silenced_sources",
        "supplier_controls", "supplier_wallets", "synthetic_closes", "tortoise_migrations",
        "trackables", "universal_price_history",
    }
)  # fmt: skip
