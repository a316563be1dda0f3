"""What the API promises of all its routes: keys, replays, tags, limits, roles, and its document."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import jsonschema
import pytest

from domain.accounts.models import Chat, Role, User
from domain.accounts.replays import LEASE, OfAnother, Replays
from domain.linking.models import ChatLink
from tests.patience import patience
from tests.webhooks.conftest import Service
from tests.webhooks.signing_in import EMAIL, PASSWORD
from webhooks.app import create_web
from webhooks.document import example_of

METHODS = ("get", "post", "put", "patch", "delete")
FOLDER = {"name": "Winter"}
NEW_KEY = {"name": "My bot", "scopes": ["read"]}


def operations(service: Service) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the API's operations: method, path and what is said of it."""
    document = service.web.openapi()
    return [
        (method, path, one)
        for path, methods in document["paths"].items()
        for method, one in methods.items()
        if path.startswith("/api/v1/") and method in METHODS
    ]


async def test_the_same_key_makes_a_post_once_and_answers_it_alike(
    service: Service, asha: httpx.AsyncClient
) -> None:
    headers = {"Idempotency-Key": "one"}
    first = await asha.post("/keys", json=NEW_KEY, headers=headers)
    again = await asha.post("/keys", json=NEW_KEY, headers=headers)
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["location"] == first.headers["location"]
    assert len((await asha.get("/keys")).json()["items"]) == 1
    # The answer held a secret: at rest it is not to be read.
    kept = await service.value("SELECT body FROM api_replays")
    assert first.json()["key"] not in kept


async def test_another_request_under_a_used_key_is_refused(asha: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "one"}
    await asha.post("/folders", json=FOLDER, headers=headers)
    for path, body in (("/folders", {"name": "Summer"}), ("/keys", NEW_KEY)):
        answer = await asha.post(path, json=body, headers=headers)
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:often-hotels:idempotency-key-reused"
    assert len((await asha.get("/folders")).json()["items"]) == 1


async def test_a_request_that_still_runs_is_a_conflict_and_a_cut_short_one_is_made_anew(
    service: Service, asha: httpx.AsyncClient
) -> None:
    service.travclan.gate.clear()
    wish = {"text": "Goa 12-15 dec 2 adults"}
    headers = {"Idempotency-Key": "slow"}
    first = asyncio.create_task(
        asha.post("/hotels/search", json=wish, params={"wait": 20}, headers=headers)
    )
    async with patience(30):
        while not await service.value("SELECT count(*) FROM api_replays"):
            await asyncio.sleep(0.01)
    second = await asha.post("/hotels/search", json=wish, params={"wait": 20}, headers=headers)
    assert (second.status_code, second.headers["retry-after"]) == (409, "1")
    service.travclan.gate.set()
    assert (await first).status_code == 200
    await service.app.pool.execute("UPDATE api_replays SET status = NULL")
    service.clock.advance(LEASE + timedelta(seconds=1))
    service.forget_callers()
    third = await asha.post("/hotels/search", json=wish, params={"wait": 20}, headers=headers)
    assert third.status_code == 200
    assert "idempotency-replayed" not in third.headers


async def test_what_failed_on_our_side_may_be_tried_under_the_same_key(
    service: Service, asha: httpx.AsyncClient
) -> None:
    headers = {"Idempotency-Key": "one"}
    await service.app.pool.execute("ALTER TABLE tracker_folders RENAME TO elsewhere")
    try:
        answer = await asha.post("/folders", json=FOLDER, headers=headers)
    finally:
        await service.app.pool.execute("ALTER TABLE elsewhere RENAME TO tracker_folders")
    assert answer.status_code == 500
    assert (await asha.post("/folders", json=FOLDER, headers=headers)).status_code == 201


@pytest.mark.parametrize("key", ["ü", "a b", "x" * 256])
async def test_a_key_is_visible_and_short(asha: httpx.AsyncClient, key: str) -> None:
    headers = {b"Idempotency-Key": key.encode()}
    answer = await asha.post("/folders", json=FOLDER, headers=headers)
    assert answer.status_code == 400


async def test_what_was_asked_is_kept_as_a_hash_that_only_its_caller_can_make(
    service: Service,
) -> None:
    """A request for signing in holds a password: nobody who reads the table may try some."""
    known = {"email": EMAIL, "password": PASSWORD}
    await service.signed_in()
    client = service.client(**{"Idempotency-Key": "one"})
    assert (await client.post("/auth/login", json=known)).status_code == 200
    stored = await service.value("SELECT request_hash FROM api_replays")
    replays = Replays(service.app.pool, "another secret of this service, as it was")
    await replays.begin("127.0.0.1", "two", "the same request", service.clock.now())
    await replays.begin("127.0.0.1", "three", "the same request", service.clock.now())
    hashes = await service.value("SELECT array_agg(DISTINCT request_hash) FROM api_replays")
    assert (len(hashes), stored in hashes) == (3, True)
    # Once the secret has changed the key stands for nothing that could be told again.
    again = await replays.begin("127.0.0.1", "one", stored, service.clock.now())
    assert isinstance(again, OfAnother)


async def test_one_persons_key_is_not_anothers(service: Service, asha: httpx.AsyncClient) -> None:
    ravi = await service.signed_in("ravi@example.com")
    headers = {"Idempotency-Key": "one"}
    for person in (asha, ravi):
        answer = await person.post("/folders", json=FOLDER, headers=headers)
        assert "idempotency-replayed" not in answer.headers


def _key(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


async def test_who_has_not_signed_in_has_keys_as_well(service: Service) -> None:
    """What sends a mail or opens a session does so once, of whomever has the address."""
    client = service.client(**{"Idempotency-Key": "one"})
    new = {"email": "ravi@example.com", "password": "correct horse battery", "first_name": "Ravi"}
    for _ in range(2):
        assert (await client.post("/auth/register", json=new)).status_code == 202
    mailed = "SELECT count(*) FROM outbox_messages WHERE kind = 'verify_email'"
    assert await service.value(mailed) == 1
    other = await client.post("/auth/register", json=new | {"first_name": "Rani"})
    assert other.json()["type"] == "urn:often-hotels:idempotency-key-reused"
    code = await service.value("SELECT payload ->> 'code' FROM outbox_messages")
    for _ in range(2):
        answer = await client.post("/auth/verify-email", json={"code": code}, headers=_key("two"))
        assert answer.status_code == 204
    known = {name: new[name] for name in ("email", "password")}
    first, again = [
        await client.post("/auth/login", json=known, headers=_key("three")) for _ in range(2)
    ]
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert await service.value("SELECT count(*) FROM sessions") == 1
    assert first.json()["access_token"] not in await service.value(
        "SELECT string_agg(coalesce(body, ''), '') FROM api_replays"
    )
    wrong = known | {"password": "something else"}
    answer = await client.post("/auth/login", json=wrong, headers=_key("four"))
    assert answer.status_code == 401
    assert await service.value("SELECT count(*) FROM api_replays") == 3


async def test_what_was_seen_already_is_not_sent_again(asha: httpx.AsyncClient) -> None:
    await asha.post("/folders", json=FOLDER)
    first = await asha.get("/folders")
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        answer = await asha.get("/folders", headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    await asha.post("/folders", json={"name": "Summer"})
    answer = await asha.get("/folders", headers={"If-None-Match": tag})
    assert (answer.status_code, len(answer.json()["items"])) == (200, 2)
    assert answer.headers["cache-control"] == "private, no-cache"


async def test_an_account_has_so_many_requests_a_minute(service: Service) -> None:
    settings = service.app.settings.model_copy(update={"api_requests_a_minute": 10})
    service.web = create_web(replace(service.app, settings=settings))
    asha = await service.signed_in()
    left = []
    for _ in range(12):
        answer = await asha.get("/me")
        left.append(int(answer.headers["ratelimit-remaining"]))
        assert answer.headers["ratelimit-policy"] == '"account";q=10;w=60'
        if answer.status_code == 429:
            break
    assert (answer.status_code, answer.headers["content-type"]) == (
        429, "application/problem+json",
    )  # fmt: skip
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert left[0] == 9
    # Others are served.
    answer = await service.client().get("/me")
    assert (answer.status_code, answer.headers["ratelimit-policy"][:9]) == (401, '"address"')


async def test_a_key_does_what_its_scopes_say_and_no_more(
    service: Service, asha: httpx.AsyncClient
) -> None:
    made = (await asha.post("/keys", json={"name": "Reader", "scopes": ["read"]})).json()
    program = service.client(Authorization=f"Bearer {made['key']}")
    assert (await program.get("/trackers")).status_code == 200
    for method, path, kind in (
        ("POST", "/folders", "scope-missing"),
        ("POST", "/keys", "sign-in-needed"),
        ("GET", "/sessions", "sign-in-needed"),
        ("POST", "/auth/logout-all", "sign-in-needed"),
    ):
        answer = await program.request(method, path, json=FOLDER if path == "/folders" else NEW_KEY)
        assert (answer.status_code, answer.json()["type"]) == (403, f"urn:often-hotels:{kind}")
    (key,) = (await asha.get("/keys")).json()["items"]
    assert key["used_at"] == "2026-11-24T09:00:00Z"
    assert made["key"].startswith(key["beginning"])
    assert await service.value("SELECT key_hash FROM api_keys") not in {made["key"], ""}
    assert (await asha.delete(f"/keys/{key['id']}")).status_code == 204
    service.forget_callers()
    assert (await program.get("/trackers")).status_code == 401


async def test_a_key_runs_out_and_ends_with_a_ban(
    service: Service, asha: httpx.AsyncClient
) -> None:
    soon = (service.clock.now() + timedelta(hours=1)).isoformat()
    made = (await asha.post("/keys", json=NEW_KEY | {"expires_at": soon})).json()
    program = service.client(Authorization=f"Bearer {made['key']}")
    assert (await program.get("/trackers")).status_code == 200
    await User.filter(email="asha@example.com").update(is_active=False)
    service.forget_callers()
    assert (await program.get("/trackers")).status_code == 403
    await User.filter(email="asha@example.com").update(is_active=True)
    service.clock.advance(timedelta(hours=1))
    service.forget_callers()
    assert (await program.get("/trackers")).status_code == 401


async def test_there_are_twenty_keys_at_most(asha: httpx.AsyncClient) -> None:
    for _ in range(20):
        assert (await asha.post("/keys", json=NEW_KEY)).status_code == 201
    answer = await asha.post("/keys", json=NEW_KEY)
    assert answer.json()["type"] == "urn:often-hotels:api-key-limit-reached"


async def test_a_stranger_is_told_to_sign_in_at_every_route(service: Service) -> None:
    stranger = service.client()
    for method, path, one in operations(service):
        if one.get("security"):
            answer = await stranger.request(method, _filled(path).removeprefix("/api/v1"))
            assert answer.status_code == 401, (method, path)


async def test_every_operation_has_examples_that_fit_and_names_its_refusals(
    service: Service,
) -> None:
    document = service.web.openapi()
    for method, path, one in operations(service):
        for needed in one.get("parameters", ()):
            if needed.get("required"):
                jsonschema.validate(needed["example"], needed["schema"])
        for content in (one.get("requestBody", {}), *one["responses"].values()):
            for kind, media in content.get("content", {}).items():
                assert media["example"], (method, path, kind)
                if "json" in kind:
                    schema = media["schema"] | {"components": document["components"]}
                    jsonschema.validate(media["example"], schema)
        assert "422" in one["responses"]
        if "requestBody" in one:
            assert "400" in one["responses"], (method, path)
    assert json.dumps(document)


def _filled(path: str) -> str:
    parts = path.split("{")
    whole = parts[0]
    for part in parts[1:]:
        name, rest = part.split("}", 1)
        whole += (
            "4c9d2f0e-0b1a-4f6e-8f5e-2f1d3c4b5a69" if name == "session_id"
            else "0a1b2c3d" if name == "outbound" else "1"
        ) + rest  # fmt: skip
    return whole


async def test_what_is_another_users_is_not_there_on_any_route(
    service: Service, asha: httpx.AsyncClient
) -> None:
    """Each route with an id in its address, generated from the document: 404, never 403."""
    ids = await _everything_of(service, asha)
    ravi = await service.signed_in("ravi@example.com")
    tried = 0
    for method, path, one in operations(service):
        names = [p["name"] for p in one.get("parameters", ()) if p["in"] == "path"]
        shared = {"place_id", "cluster_id"}
        if not names or set(names) <= shared:
            continue
        address = path.removeprefix("/api/v1").format(**_ids_for(path, ids))
        body = one.get("requestBody", {}).get("content", {}).get("application/json", {})
        answer = await ravi.request(method, address, json=body.get("example"))
        assert answer.status_code == 404, (method, address, answer.text)
        assert answer.json()["type"] == "urn:often-hotels:not-found"
        missing = path.removeprefix("/api/v1").format(**dict.fromkeys(ids, 2**40) | NOBODYS)
        nowhere = await ravi.request(method, missing, json=body.get("example"))
        assert (nowhere.status_code, nowhere.json()) == (404, answer.json() | {
            "what": nowhere.json().get("what")
        })  # fmt: skip
        tried += 1
    assert tried > 15


async def test_what_is_another_users_is_of_no_use_in_a_body(
    service: Service, asha: httpx.AsyncClient
) -> None:
    """Each body that names something of somebody's, generated from the document."""
    ids = await _everything_of(service, asha)
    ravi = await service.signed_in("ravi@example.com")
    own = await _everything_of(service, ravi, "ravi@example.com")
    schemas = service.web.openapi()["components"]["schemas"]
    tried = []
    for method, path, one in operations(service):
        content = one.get("requestBody", {}).get("content", {}).get("application/json", {})
        for schema in _alternatives(content.get("schema", {}), schemas):
            named = OWNED & set(schema.get("properties", {}))
            if not named:
                continue
            theirs = ids | (
                {"search_id": ids["flight_search_id"]} if "Flight" in schema["title"] else {}
            )
            body = example_of(schema, schemas) | {name: theirs[name] for name in named}
            address = path.removeprefix("/api/v1").format(**own)
            answer = await ravi.request(method, address, json=body)
            assert answer.json()["type"] == "urn:often-hotels:not-found", (
                schema["title"],
                answer.text,
            )
            tried.append(schema["title"])
    assert {"TrackHotel", "TrackFlight", "TrackPackage", "TrackSearch", "TrackerChange"} <= set(
        tried
    )
    assert len((await ravi.get("/trackers")).json()["items"]) == 1


# What a body may name that is one person's; places, hotels and collections are everybody's.
OWNED = {"search_id", "package_id", "folder_id"}
NOBODYS: dict[str, Any] = {
    "session_id": "4c9d2f0e-0b1a-4f6e-8f5e-2f1d3c4b5a69", "outbound": "0a1b2c3d",
}  # fmt: skip


def _alternatives(schema: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a body may be, one schema for each of its kinds."""
    if "$ref" in schema:
        return _alternatives(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    if "oneOf" in schema:
        return [one for part in schema["oneOf"] for one in _alternatives(part, schemas)]
    return [schema] if schema else []


def _ids_for(path: str, ids: dict[str, Any]) -> dict[str, Any]:
    if path.startswith("/api/v1/flights"):
        return ids | {"search_id": ids["flight_search_id"]}
    return ids


async def _everything_of(
    service: Service, asha: httpx.AsyncClient, email: str = EMAIL
) -> dict[str, Any]:
    """Let somebody have one of everything, and return the ids by the names that routes use."""
    found = (
        await asha.post("/hotels/search", json={"text": "Goa 12-15 dec"}, params={"wait": 10})
    ).json()
    search_id, hotel_id = found["search"]["id"], found["hotels"][0]["id"]
    wish = {"kind": "hotel", "search_id": search_id, "hotel_id": hotel_id}
    tracker = (await asha.post("/trackers", json=wish)).json()["tracker"]
    folder = (await asha.post("/folders", json=FOLDER)).json()
    key = (await asha.post("/keys", json=NEW_KEY)).json()
    posted = {"url": "https://example.com/hotels", "events": ["alert.created"]}
    hook = (await asha.post("/webhooks", json=posted)).json()
    flight = (await asha.post("/flights/search", json={
        "origin": "DEL", "destination": "Goa", "outbound": "2026-12-12",
    })).json()  # fmt: skip
    place = found["search"]["place"]["id"]
    stay = {"check_in": "2026-12-12", "check_out": "2026-12-15"}
    package = (
        await asha.post("/packages", json={"place_id": place, "origin": "DEL", **stay})
    ).json()
    trip = (await asha.post("/trips", json={
        "places": [{"place_id": place, "nights": 2}], "first_start": "2026-12-12",
        "last_start": "2026-12-13",
    })).json()  # fmt: skip
    alert_id = await service.value(
        """
        INSERT INTO tracker_alerts (dedupe_key, tracker_id, rule_id, trackable_id, kind, currency,
            source, observed_at, state, created_at)
        SELECT $2::varchar, t.id, r.id, i.trackable_id, 'price_drop', 'INR', 'travclan', $1,
               'sent', $1
        FROM trackers t JOIN price_rules r ON r.tracker_id = t.id
        JOIN tracked_items i ON i.tracker_id = t.id WHERE r.id = $4 AND t.id = $3 RETURNING id
        """,
        service.clock.now(),
        email,
        tracker["id"],
        tracker["rules"][0]["id"],
    )
    booking_id = await service.value(
        """
        INSERT INTO universal_bookings (user_id, kind, state, supplier, client_ref, starts_on,
            currency, created_at, changed_at)
        SELECT id, 'hotel', 'confirmed', 'outside', $2::varchar, '2026-12-12', 'INR', $1, $1
        FROM users WHERE email = $2::varchar RETURNING id
        """,
        service.clock.now(),
        email,
    )
    traveller_id = await service.value(
        """
        INSERT INTO saved_travellers (user_id, first_name, last_name, used_at)
        SELECT id, 'Asha', 'Rao', $1 FROM users WHERE email = $2 RETURNING id
        """,
        service.clock.now(),
        email,
    )
    link_id = await linked_chat(service, email)
    (session,) = (await asha.get("/sessions")).json()["items"]
    return {
        "booking_id": booking_id, "traveller_id": traveller_id,
        "search_id": search_id, "hotel_id": hotel_id, "tracker_id": tracker["id"],
        "rule_id": tracker["rules"][0]["id"], "folder_id": folder["id"], "key_id": key["id"],
        "flight_search_id": flight["search"]["id"], "alert_id": alert_id,
        "outbound": flight["flights"][0]["journey"]["fingerprint"],
        "package_id": package["search"]["id"], "trip_id": trip["id"], "session_id": session["id"],
        "place_id": place, "cluster_id": 1, "hook_id": hook["id"],
        "link_id": link_id, "token": "nobodys-token",
    }  # fmt: skip


async def linked_chat(service: Service, email: str, beside: int = 0) -> int:
    """Link a chat to somebody, with a number `beside` the usual one; return the link's id."""
    user = await User.get(email=email)
    now = service.clock.now()
    chat = await Chat.create(id=7_000_000 + beside + user.id, user=user, created_at=now)
    link = await ChatLink.create(
        chat=chat, user=user, own_user=user, chat_name="Asha", brought={}, linked_at=now,
    )  # fmt: skip
    link_id: int = link.id
    return link_id


async def test_the_chain_of_roles(service: Service) -> None:
    admin = await service.signed_in("boss@example.com", Role.ADMIN)
    assert (await admin.get("/me")).json()["role"] == "admin"
    await User.filter(email="boss@example.com").update(is_verified=False)
    service.forget_callers()
    answer = await admin.get("/trackers")
    assert answer.json()["type"] == "urn:often-hotels:email-not-verified"
