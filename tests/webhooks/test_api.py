"""The API from a search to an alert, over the same services that the chat uses."""

import json
from datetime import timedelta
from decimal import Decimal

import httpx
import jsonschema
import pytest

from domain.administration.audit import COMMAND_LINE
from domain.administration.support.service import answer
from domain.alerts.models import TrackerAlert
from domain.checks.batch import check_chunk
from domain.checks.planning import claim_due
from domain.suppliers.contract import Supplier, Unavailable
from domain.trackers.lifecycle import end_trackers
from tests.patience import patience
from tests.webhooks.conftest import Service

DAY = timedelta(days=1)
STAY = {"check_in": "2026-12-12", "check_out": "2026-12-15"}


async def goa_of(client: httpx.AsyncClient) -> int:
    found = (await client.get("/places", params={"q": "goa"})).json()["items"]
    place: int = next(one["id"] for one in found if one["country_code"] == "IN")
    return place


async def search_of(client: httpx.AsyncClient, **wishes: object) -> dict[str, object]:
    body = {"place_id": await goa_of(client), **STAY, **wishes}
    answer = await client.post("/hotels/search", json=body, params={"wait": 10})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


async def track(client: httpx.AsyncClient, name: str = "Taj Holiday Village") -> dict[str, object]:
    found = await search_of(client)
    hotel_id = next(one["id"] for one in found["hotels"] if one["name"] == name)  # type: ignore[attr-defined]
    wish = {"kind": "hotel", "search_id": found["search"]["id"], "hotel_id": hotel_id}  # type: ignore[index]
    answer = await client.post("/trackers", json=wish)
    assert answer.status_code == 201, answer.text
    tracker: dict[str, object] = answer.json()["tracker"]
    return tracker


async def check(service: Service) -> int:
    made = 0
    for chunk in await claim_due(service.app.pool, service.clock.now()):
        made += await check_chunk(service.app, chunk.lease, chunk.trackable_ids)
    return made


async def test_a_search_brings_hotels_with_both_suppliers_prices(asha: httpx.AsyncClient) -> None:
    found = await search_of(asha)
    names = [hotel["name"] for hotel in found["hotels"]]  # type: ignore[attr-defined]
    assert (found["status"], names) == ("complete", ["Palms Retreat", "Taj Holiday Village"])
    taj = found["hotels"][1]  # type: ignore[index]
    assert taj["best"]["total"] == {"amount": "10000.00", "currency": "INR"}
    assert taj["reference"]["supplier"] == "serpapi"


async def test_a_line_of_text_is_read_as_in_the_chat(asha: httpx.AsyncClient) -> None:
    body = {"text": "Goa 12-15 dec 2 adults 1 child 6 under 3000"}
    answer = await asha.post("/hotels/search", json=body, params={"wait": 10})
    search = answer.json()["search"]
    assert search["stay"]["rooms"] == [{"adults": 2, "child_ages": [6]}]
    assert search["most_total"] == {"amount": "9000.00", "currency": "INR"}
    assert [hotel["name"] for hotel in answer.json()["hotels"]] == ["Palms Retreat"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"place": "Goa", "check_in": "2020-01-01", "check_out": "2020-01-02"}, "check-in-past"),
        ({"place": "Goa", "check_in": "2026-12-12", "check_out": "2026-12-11"},
         "check-out-not-after-check-in"),
        ({"place": "Goa", "check_in": "2026-12-12", "check_out": "2027-03-11"}, "stay-too-long"),
        ({"place": "Qwxzj", **STAY}, "place-unknown"),
        ({"place_id": 2**62, **STAY}, "not-found"),
        ({"place": "Goa", **STAY, "currency": "shells"}, "currency-unknown"),
        ({"text": "hello"}, "invalid-request"),
        ({"text": "Goa"}, "invalid-request"),
        ({"place": "Goa"}, "invalid-request"),
        ({"place": "Goa", "place_id": 1, **STAY}, "invalid-request"),
        ({"place": "Goa", **STAY, "rooms": []}, "invalid-request"),
        ({"place": "Goa", **STAY, "rooms": [{"adults": 0}]}, "invalid-request"),
        ({"place": "Goa", **STAY, "most_a_night": "NaN"}, "invalid-request"),
        ({"place": "Goa\x00", **STAY}, "invalid-request"),
    ],
)  # fmt: skip
async def test_what_cannot_be_searched_is_refused_by_name(
    asha: httpx.AsyncClient, body: dict[str, object], kind: str
) -> None:
    answer = await asha.post("/hotels/search", json=body)
    assert answer.json()["type"] == f"urn:often-hotels:{kind}", answer.text
    assert answer.status_code == (404 if kind == "not-found" else 422)


async def test_while_a_supplier_is_slow_the_search_is_polled(
    service: Service, asha: httpx.AsyncClient
) -> None:
    service.serpapi.gate.clear()
    body = {"place_id": await goa_of(asha), **STAY}
    answer = await asha.post("/hotels/search", json=body, params={"wait": 0})
    assert (answer.status_code, answer.json()["status"]) == (202, "searching")
    where = answer.headers["location"].removeprefix("/api/v1")
    async with patience(30):
        while not (answer := await asha.get(where, params={"wait": 0.1})).json()["hotels"]:
            assert answer.status_code == 202
    assert {one["status"] for one in answer.json()["suppliers"]} == {"ok", "awaited"}
    service.serpapi.gate.set()
    answer = await asha.get(where, params={"wait": 20})
    assert (answer.status_code, answer.json()["status"]) == (200, "complete")


async def test_a_search_is_told_as_events(asha: httpx.AsyncClient) -> None:
    found = await search_of(asha)
    answer = await asha.get(f"/hotels/search/{found['search']['id']}/events")  # type: ignore[index]
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [part.split("\n") for part in answer.text.strip().split("\n\n")]
    assert [event[0] for event in events][-2:] == ["event: result", "event: end"]
    last = json.loads(events[-2][1].removeprefix("data: "))
    assert (last["status"], len(last["hotels"])) == ("complete", 2)


async def test_hotels_rates_and_what_a_stay_has_cost(asha: httpx.AsyncClient) -> None:
    found = await search_of(asha, filters={"stars": [5]})
    assert (len(found["hotels"]), found["hidden"]) == (1, 1)  # type: ignore[arg-type]
    at = f"/hotels/search/{found['search']['id']}/hotels/{found['hotels'][0]['id']}"  # type: ignore[index]
    page = (await asha.get(at)).json()
    assert page["rates"][0]["offer"]["total"]["amount"] == "10000.00"
    history = (await asha.get(f"{at}/history")).json()
    assert (history["currency"], history["points"][-1]["total"]) == ("INR", "10000.00")
    assert (await asha.get(f"{at}/forecast")).json() == {"forecast": None}
    every = await search_of(asha)
    days = (await asha.get(f"/hotels/search/{every['search']['id']}/days")).json()["items"]  # type: ignore[index]
    assert [day["check_in"] for day in days] == ["2026-12-12"]


async def test_pages_of_a_search_follow_each_other(asha: httpx.AsyncClient) -> None:
    found = await search_of(asha)
    where = f"/hotels/search/{found['search']['id']}"  # type: ignore[index]
    names, cursor = [], None
    for _ in range(2):
        wish = {"limit": 1, "wait": 5} | ({"cursor": cursor} if cursor else {})
        page = (await asha.get(where, params=wish)).json()
        names += [hotel["name"] for hotel in page["hotels"]]
        cursor = page["next_cursor"]
    assert (names, cursor) == (["Palms Retreat", "Taj Holiday Village"], None)
    for wrong in ("x", "YWZ0ZXI6LTE", "ê", "a" * 1001):
        answer = await asha.get(where, params={"cursor": wrong})
        assert answer.json()["errors"][0]["field"] == "cursor"


async def test_kept_searches(asha: httpx.AsyncClient) -> None:
    search_id = (await search_of(asha))["search"]["id"]  # type: ignore[index]
    assert (await asha.put(f"/searches/{search_id}/saved")).status_code == 204
    (kept,) = (await asha.get("/searches")).json()["items"]
    assert (kept["id"], kept["is_saved"]) == (search_id, True)
    assert (await asha.delete(f"/searches/{search_id}/saved")).status_code == 204
    assert not (await asha.get("/searches")).json()["items"][0]["is_saved"]


async def test_an_account_without_a_chat_tracks_and_reads_its_alerts(
    service: Service, asha: httpx.AsyncClient
) -> None:
    tracker = await track(asha)
    await check(service)
    service.travclan.hotels["t1"].total = service.serpapi.hotels["s1"].total = Decimal(8_000)
    for _ in range(3):
        service.clock.advance(DAY)
        await check(service)
    (alert,) = (await asha.get("/alerts")).json()["items"]
    assert (alert["kind"], alert["total"]["amount"]) == ("price_drop", "8000.00")
    assert alert["previous"]["amount"] == "10000.00"
    own = (await asha.get(f"/trackers/{tracker['id']}/alerts")).json()["items"]
    assert own == [alert]
    rating = {"is_helpful": True}
    assert (await asha.put(f"/alerts/{alert['id']}/feedback", json=rating)).status_code == 204
    runs = (await asha.get(f"/trackers/{tracker['id']}/results", params={"limit": 1})).json()
    assert runs["items"][0]["total"]["amount"] == "8000.00"
    further = {"cursor": runs["next_cursor"]}
    assert (await asha.get(f"/trackers/{tracker['id']}/results", params=further)).json()["items"]
    history = (await asha.get(f"/trackers/{tracker['id']}/history")).json()
    assert history["points"][-1]["total"] == "8000.00"
    assert await TrackerAlert.filter(state="sent").count() == 0


async def test_an_accounts_trackers_end_like_any_others(
    service: Service, asha: httpx.AsyncClient
) -> None:
    await track(asha)
    service.clock.advance(DAY * 30)
    await end_trackers(service.app.pool, service.clock.now())
    service.forget_callers()
    # The token's 8 days are over by then.
    assert (await asha.get("/trackers")).status_code == 401
    assert await service.value("SELECT state FROM trackers") == "ended"


async def test_a_tracker_is_changed_deleted_and_restored(asha: httpx.AsyncClient) -> None:
    tracker = await track(asha)
    where = f"/trackers/{tracker['id']}"
    folder = (await asha.post("/folders", json={"name": "Winter"})).json()
    wishes = {
        "name": "Goa at last", "frequency": "every 3 hours", "until": "2026-12-10",
        "quiet_days": 2, "folder_id": folder["id"], "state": "paused",
    }  # fmt: skip
    changed = (await asha.patch(where, json=wishes)).json()
    assert (changed["name"], changed["custom_seconds"]) == ("Goa at last", 10_800)
    assert (changed["state"], changed["folder_id"]) == ("paused", folder["id"])
    assert changed["muted_until"] == "2026-11-26T09:00:00Z"
    assert (await asha.get("/folders")).json()["items"][0]["count"] == 1
    assert (await asha.delete(where)).json()["state"] == "deleted"
    assert (await asha.get("/trackers")).json()["items"] == []
    assert (await asha.post(f"{where}/restore")).json()["state"] == "active"
    renamed = await asha.patch(f"/folders/{folder['id']}", json={"name": "Summer"})
    assert renamed.json()["name"] == "Summer"
    assert (await asha.delete(f"/folders/{folder['id']}")).status_code == 204


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        ({"frequency": "often"}, "frequency-not-understood"),
        ({"frequency": "every minute"}, "frequency-out-of-range"),
        ({"until": "2027-12-10"}, "end-out-of-range"),
        ({"folder_id": 4711}, "not-found"),
        ({"quiet_days": 91}, "invalid-request"),
        ({"state": "deleted"}, "invalid-request"),
        ({"name": "   "}, "name-not-usable"),
    ],
)
async def test_a_change_that_cannot_be_is_refused_by_name(
    asha: httpx.AsyncClient, wish: dict[str, object], kind: str
) -> None:
    tracker = await track(asha)
    answer = await asha.patch(f"/trackers/{tracker['id']}", json=wish)
    assert answer.json()["type"] == f"urn:often-hotels:{kind}"
    kept = (await asha.get(f"/trackers/{tracker['id']}")).json()
    assert kept == tracker


@pytest.mark.parametrize("name", ["\u200b", "\u3164\u00a0", "\ufe0f", "   "], ids=ascii)
async def test_a_name_of_which_nothing_can_be_seen_is_refused(
    asha: httpx.AsyncClient, name: str
) -> None:
    folder = (await asha.post("/folders", json={"name": "Winter"})).json()["id"]
    for method, path, body in (
        ("POST", "/folders", {"name": name}),
        ("PATCH", f"/folders/{folder}", {"name": name}),
        ("POST", "/keys", {"name": name, "scopes": ["read"]}),
    ):
        assert (await asha.request(method, path, json=body)).status_code == 422, path
    assert [one["name"] for one in (await asha.get("/folders")).json()["items"]] == ["Winter"]


async def test_rules_are_added_tested_and_taken_off(asha: httpx.AsyncClient) -> None:
    tracker = await track(asha)
    where = f"/trackers/{tracker['id']}"
    wish = {"kind": "target_price", "target": "9000"}
    added = (await asha.post(f"{where}/rules", json=wish)).json()
    assert added["already_met"] is False
    rule = next(one for one in added["tracker"]["rules"] if one["kind"] == "target_price")
    assert rule["target"] == {"amount": "9000.00", "currency": "INR"}
    assert (await asha.post(f"{where}/backtest", json=wish)).json() == {"backtest": None}
    left = (await asha.delete(f"{where}/rules/{rule['id']}")).json()["rules"]
    assert [one["kind"] for one in left] == ["price_drop"]
    for wrong in ({"kind": "price_drop"}, {"kind": "new_option", "target": "1"}):
        answer = await asha.post(f"{where}/rules", json=wrong)
        assert answer.json()["type"] == "urn:often-hotels:rule-impossible"


async def test_flights_packages_and_trips(service: Service, asha: httpx.AsyncClient) -> None:
    wish = {"origin": "DEL", "destination": "Goa", "outbound": "2026-12-12",
            "inbound": "2026-12-15"}  # fmt: skip
    found = await asha.post("/flights/search", json=wish)
    assert found.status_code == 201, found.text
    journey = found.json()["flights"][0]["journey"]
    schema = service.web.openapi()["components"]["schemas"]["LegItem"]
    for leg in journey["legs"]:
        # Local times have no offset, so they are no date-time of JSON Schema.
        jsonschema.validate(leg, schema)
        assert "format" not in schema["properties"]["departs"]
    out = journey["fingerprint"]
    where = found.headers["location"].removeprefix("/api/v1")
    back = (await asha.get(where, params={"outbound": out})).json()
    home = back["flights"][0]["journey"]["fingerprint"]
    trip = (await asha.get(f"{where}/trips/{out}", params={"inbound": home})).json()
    assert len(trip["journeys"]) == 2
    tracked = {"kind": "flight", "search_id": found.json()["search"]["id"]}
    assert (await asha.post("/trackers", json=tracked)).json()["tracker"]["kind"] == "flight"
    goa = await goa_of(asha)
    package = await asha.post("/packages", json={"place_id": goa, "origin": "DEL", **STAY})
    first = package.json()["packages"][0]
    assert Decimal(first["total"]["amount"]) == Decimal(first["fare"]["amount"]) + Decimal(
        first["stay"]["total"]["amount"]
    )
    tour = await asha.post(
        "/trips",
        json={"places": [{"place_id": goa, "nights": 2}], "first_start": "2026-12-12",
              "last_start": "2026-12-13"},
    )  # fmt: skip
    where = tour.headers["location"].removeprefix("/api/v1")
    asked = (await asha.post(f"{where}/prices")).json()["starts"]
    assert [start["status"] for start in asked] == ["priced", "priced"]
    assert (await asha.get(where)).json()["starts"] == asked


async def test_settings_are_read_as_in_the_chat(asha: httpx.AsyncClient) -> None:
    wish = {"currency": "euro", "time_zone": "kolkata", "language": "hi", "region": "in",
            "quiet_hours": "22-7", "digest_hour": "off", "home_airport": "DEL"}  # fmt: skip
    changed = (await asha.patch("/settings", json=wish)).json()
    assert (changed["currency"], changed["time_zone"]) == ("EUR", "Asia/Kolkata")
    assert (changed["quiet_hours"], changed["digest_hour"]) == ("22:00-07:00", None)
    assert (await asha.get("/settings")).json() == changed
    mailed = await asha.patch("/settings", json={"alert_way": "both"})
    assert mailed.json()["alert_way"] == (await asha.get("/settings")).json()["alert_way"] == "both"
    changed = mailed.json()
    assert changed["news"] is True
    quiet = await asha.patch("/settings", json={"news": False})
    changed = (await asha.get("/settings")).json()
    assert quiet.json() == changed
    assert changed["news"] is False
    refused = await asha.patch("/settings", json={"currency": "usd", "alerts_a_day": "1000"})
    assert refused.json()["type"] == "urn:often-hotels:alert-number-out-of-range"
    assert (await asha.get("/settings")).json() == changed


async def test_clusters_and_bookings_are_read(service: Service, asha: httpx.AsyncClient) -> None:
    assert (await asha.get("/bookings")).json()["items"] == []
    note = {
        "kind": "transfer", "title": "Airport transfer", "starts_on": "2026-12-12",
        "price": "1500", "reference": "ABC123",
    }  # fmt: skip
    made = await asha.post("/bookings", json=note)
    assert made.status_code == 201, made.text
    again = await asha.post("/bookings", json=note | {"price": "1600"})
    assert again.json()["id"] == made.json()["id"]
    [listed] = (await asha.get("/bookings")).json()["items"]
    assert (listed["price"]["amount"], listed["reference"]) == ("1600.00", "ABC123")
    detail = (await asha.get(f"/bookings/{listed['id']}")).json()
    assert (detail["title"], detail["made_here"], detail["guests"]) == (
        "Airport transfer", False, [],
    )  # fmt: skip
    for wrong in ({"title": ""}, {"kind": "yacht"}, {"price": "-1"}, {"starts_on": "soon"}):
        assert (await asha.post("/bookings", json=note | wrong)).status_code == 422
    late = note | {"kind": "hotel", "ends_on": "2026-12-12"}
    assert (await asha.post("/bookings", json=late)).status_code == 422
    assert (await asha.delete(f"/bookings/{listed['id']}")).status_code == 204
    assert (await asha.get(f"/bookings/{listed['id']}")).status_code == 404
    assert (await asha.get("/travellers")).json()["items"] == []
    assert (await asha.delete("/travellers/1")).status_code == 404
    await search_of(asha)
    await service.app.pool.execute(
        """
        WITH made AS (
            INSERT INTO clusters (name, kind, is_public, hotel_count, created_at)
            VALUES ('Goa beach', 'thematic', true, 2, $1) RETURNING id
        ) INSERT INTO cluster_hotels (clusters_id, hotel_id) SELECT made.id, h.id
        FROM made, hotels h
        """,
        service.clock.now(),
    )
    (one,) = (await asha.get("/clusters")).json()["items"]
    assert (await asha.get(f"/clusters/{one['id']}")).json() == one
    assert (await asha.get("/clusters", params={"q": "beach goa"})).json()["items"] == [one]
    assert (await asha.get("/clusters", params={"q": "beach delhi"})).json()["items"] == []
    assert (await asha.get("/clusters", params={"q": "x\x00"})).status_code == 422
    assert (await asha.get(f"/clusters/{one['id']}/days")).json()["items"][0][
        "hotel_name"
    ] == "Palms Retreat"
    assert (await asha.get("/clusters/4711/days")).status_code == 404


async def test_a_failing_supplier_is_a_footnote(service: Service, asha: httpx.AsyncClient) -> None:
    service.serpapi.failure = Unavailable
    found = await search_of(asha)
    statuses = {one["supplier"]: one["status"] for one in found["suppliers"]}  # type: ignore[attr-defined]
    assert statuses[Supplier.TRAVCLAN] == "ok"
    assert len(found["hotels"]) == 2  # type: ignore[arg-type]


async def test_support_is_written_to_and_answered_over_the_api(
    service: Service, asha: httpx.AsyncClient
) -> None:
    assert (await asha.get("/support")).json() is None
    assert (await asha.post("/support", json={"text": "x" * 2_001})).status_code == 422
    made = await asha.post("/support", json={"text": "The <voucher> does not open"})
    assert made.status_code == 201
    thread = made.json()
    assert thread["messages"][0]["text"] == "The <voucher> does not open"
    await answer(service.app, COMMAND_LINE, thread["id"], "Try again")
    read = (await asha.get("/support")).json()
    assert [one["is_answer"] for one in read["messages"]] == [False, True]
    for path in ("audit", "broadcasts"):
        assert (await asha.get(f"/administration/{path}")).status_code == 403
