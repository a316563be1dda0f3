"""Links, files, shares and collections by the API, and changes that are whole or not at all."""

import httpx

from domain.accounts.models import Chat, ChatType
from domain.accounts.sessions import Device
from domain.accounts.travellers import Traveller, meet_traveller
from domain.linking.requests import begin_in_chat, confirm_in_chat, open_in_chat
from tests.webhooks.conftest import Service
from tests.webhooks.signing_in import PASSWORD
from tests.webhooks.test_api import search_of, track

CHAT = 7_000_001


async def test_a_chat_is_linked_by_its_code_and_by_its_own_request(
    service: Service, asha: httpx.AsyncClient
) -> None:
    there = await meet_traveller(CHAT, "Asha", "en-IN", service.clock.now())
    begun = (await asha.post("/links")).json()
    assert begun["command"] == f"/start link_{begun['secret']}"
    offer = await open_in_chat(service.app, there, "Asha", begun["secret"])
    code = await confirm_in_chat(service.app, there, offer.request_id)
    # Another session of the same account has not begun it.
    login = {"email": "asha@example.com", "password": PASSWORD}
    tokens = (await service.client().post("/auth/login", json=login)).json()
    elsewhere = service.client(Authorization=f"Bearer {tokens['access_token']}")
    typed = {"secret": begun["secret"], "code": code}
    assert (await elsewhere.post("/links/confirm", json=typed)).status_code == 400
    wrong = await asha.post("/links/confirm", json=typed | {"code": "000000"})
    assert wrong.json()["type"] == "urn:often-hotels:link-code-wrong"
    made = await asha.post("/links/confirm", json=typed)
    assert (made.status_code, made.json()["chat"]) == (201, "Asha")
    assert (await asha.post("/links/confirm", json=typed)).status_code == 400
    (link,) = (await asha.get("/links")).json()["items"]
    assert (await asha.delete(f"/links/{link['id']}")).status_code == 204
    assert (await asha.get("/links")).json()["items"] == []
    secret = await begin_in_chat(service.app, await _again(service), "Asha")
    refused = await asha.post("/links/from-chat", json={"secret": secret, "password": "wrong one"})
    assert refused.status_code == 401
    whole = {"secret": secret, "password": PASSWORD}
    assert (await asha.post("/links/from-chat", json=whole)).status_code == 201


async def _again(service: Service) -> Traveller:
    return await meet_traveller(CHAT, "Asha", "en-IN", service.clock.now())


async def test_trackers_go_out_as_a_file_and_come_in_for_another(
    service: Service, asha: httpx.AsyncClient
) -> None:
    await track(asha)
    ravi = await service.signed_in("ravi@example.com")
    for kind, type_ in (("json", "application/json"), ("csv", "text/csv; charset=utf-8")):
        file = await asha.get("/trackers/export", params={"kind": kind})
        assert (file.status_code, file.headers["content-type"]) == (200, type_)
        answer = await ravi.post("/trackers/import", json={"content": file.text})
        taken = answer.json()
        assert (answer.status_code, taken["problems"]) == (200, [])
        assert (taken["new"], taken["known"]) == ((1, 0) if kind == "json" else (0, 1))
    for content in ("", "no file", "{" * 100, "name\n\x00", "x" * 300_000):
        refused = await ravi.post("/trackers/import", json={"content": content})
        assert refused.status_code == 422


async def test_a_tracker_is_shared_by_its_token_alone(
    service: Service, asha: httpx.AsyncClient
) -> None:
    tracker = await track(asha)
    address = f"/trackers/{tracker['id']}/share"
    token = (await asha.post(address)).json()["token"]
    ravi = await service.signed_in("ravi@example.com")
    seen = (await ravi.get(f"/shared/{token}")).json()
    assert seen["name"] == "Taj Holiday Village"
    assert "id" not in seen
    assert (await ravi.post(address)).status_code == 404
    started = await ravi.post(f"/shared/{token}/track")
    assert (started.status_code, started.json()["is_new"]) == (201, True)
    assert (await asha.delete(address)).status_code == 204
    assert (await ravi.get(f"/shared/{token}")).status_code == 404


async def test_a_collection_is_tracked_if_everybody_may_see_it(
    service: Service, asha: httpx.AsyncClient
) -> None:
    found = await search_of(asha)
    for number, is_public in ((1, True), (2, False)):
        await service.app.pool.execute(
            "INSERT INTO clusters (id, name, is_public, hotel_count, created_at) "
            "VALUES ($1, $2, $3, 1, $4)",
            number, f"Goa {number}", is_public, service.clock.now(),
        )  # fmt: skip
        await service.app.pool.execute(
            "INSERT INTO cluster_hotels (clusters_id, hotel_id) SELECT $1, min(id) FROM hotels",
            number,
        )
    wish = {"kind": "cluster", "search_id": found["search"]["id"]}  # type: ignore[index]
    assert (await asha.post("/trackers", json=wish | {"cluster_id": 1})).status_code == 201
    for hidden in (2, 3):
        answer = await asha.post("/trackers", json=wish | {"cluster_id": hidden})
        assert answer.status_code == 404


async def test_a_change_is_whole_or_not_at_all(asha: httpx.AsyncClient) -> None:
    tracker = await track(asha)
    address = f"/trackers/{tracker['id']}"
    wish = {"name": "Other", "state": "paused", "quiet_days": 2}
    for impossible in ({"until": "2031-01-01"}, {"folder_id": 4711}, {"frequency": "now and then"}):
        refused = await asha.patch(address, json=wish | impossible)
        assert refused.status_code in {404, 422}
        now = (await asha.get(address)).json()
        assert (now["name"], now["state"]) == ("Taj Holiday Village", "active")
    changed = (await asha.patch(address, json=wish | {"days_around": 1})).json()
    assert (changed["name"], changed["state"]) == ("Other", "paused")


async def test_telegrams_account_gets_an_address_by_a_fresh_sign_in(service: Service) -> None:
    there = await meet_traveller(CHAT, "Asha", "en-IN", service.clock.now())
    accounts = service.web.state.doorkeeper.accounts
    pair = await accounts.enter(there.user_id, Device("Phone", "10.0.0.1"), service.clock.now())
    asha = service.client(Authorization=f"Bearer {pair.access}")
    wish = {"email": "new@example.com", "password": "correct horse battery"}
    assert (await asha.post("/auth/add-email", json=wish)).status_code == 202
    code = await service.value(
        "SELECT payload ->> 'code' FROM outbox_messages WHERE kind = 'change_email'"
    )
    assert (await asha.post("/auth/confirm-email", json={"code": code})).status_code == 204
    assert (await service.client().post("/auth/login", json=wish)).status_code == 200
    told = await service.value("SELECT address FROM outbox_messages WHERE kind = 'address_added'")
    assert told == str(CHAT)
    service.forget_callers()
    assert (await asha.post("/auth/add-email", json=wish)).status_code == 409
    assert await Chat.filter(id=CHAT, type=ChatType.PRIVATE).exists()
