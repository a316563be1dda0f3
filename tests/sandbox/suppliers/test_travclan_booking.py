"""Booking at TravClan's emulator: the steps, what each asks, and every turn it can take."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from httpx import Response

from .city import RATES, City, stay_body

PAN = "ABCDE1234F"


def guest(number: int = 0, **more: Any) -> dict[str, Any]:
    """Return an adult; the first one leads."""
    return {
        "title": "Ms",
        "firstName": "Asha",
        "lastName": f"Rao{number}",
        "isLeadGuest": number == 0,
        "type": "adult",
        "email": "asha@example.com",
        "isdCode": "91",
        "contactNumber": "9876543210",
        **more,
    }


@dataclass
class Shopper:
    """Somebody who takes one rate of a hotel through the steps."""

    city: City
    itinerary: dict[str, Any]
    recommendation: str

    @classmethod
    async def enter(
        cls, city: City, hotel_id: str | None = None, *, refundable: bool = True, **stay: Any
    ) -> "Shopper":
        """Ask hotels for a stay until one has a rate of the wished kind for the whole party."""
        for hotel in [hotel_id] if hotel_id else await ids(city):
            answer = await city.travclan(RATES, **stay_body(**stay), hotelId=hotel)
            if answer.status_code != 200:
                continue
            [result] = answer.json()["results"]
            shopper = cls(city, result, "")
            for key, recommended in shopper.room_rate["recommendations"].items():
                shopper.recommendation = key
                rates = [shopper.room_rate["rates"][rate] for rate in recommended["rates"]]
                online = all(rate["onlineCancellable"] for rate in rates)
                if rates[0]["refundable"] is refundable and online is refundable:
                    return shopper
        raise AssertionError("no hotel sells such a rate")

    @property
    def room_rate(self) -> dict[str, Any]:
        rates: dict[str, Any] = self.itinerary["data"][0]["roomRate"][0]
        return rates

    @property
    def rates(self) -> list[dict[str, Any]]:
        wanted = self.room_rate["recommendations"][self.recommendation]["rates"]
        return [self.room_rate["rates"][rate] for rate in wanted]

    @property
    def path(self) -> str:
        return f"{RATES}/{self.itinerary['itinerary']['code']}"

    @property
    def trace(self) -> str:
        trace: str = self.itinerary["traceId"]
        return trace

    @property
    def rooms(self) -> list[dict[str, Any]]:
        return [
            {
                "rateId": rate["id"],
                "roomId": occupancy["roomId"],
                "occupancy": {
                    "adults": int(occupancy["numOfAdults"]),
                    "childAges": [int(age) for age in occupancy["childAges"]],
                },
            }
            for rate in self.rates
            for occupancy in rate["occupancies"]
        ]

    async def select(self) -> Response:
        return await self.city.travclan(
            f"{self.path}/select-roomrates",
            traceId=self.trace,
            recommendationId=self.recommendation,
            items=self.itinerary["items"],
            roomsAndRateAllocations=self.rooms,
        )

    async def allocate(self, *guests: dict[str, Any]) -> Response:
        """Put the guests into the first room; another room gets its own guest."""
        parties = [list(guests) or [guest(panCardNumber=PAN), guest(1)]]
        parties += [[guest(2)] for _ in self.rooms[1:]]
        return await self.city.travclan(
            f"{self.path}/rooms-allocations",
            traceId=self.trace,
            roomsAllocations=[
                {"rateId": room["rateId"], "roomId": room["roomId"], "guests": party}
                for room, party in zip(self.rooms, parties, strict=True)
            ],
            specialRequests="a quiet room",
        )

    async def check(self) -> Response:
        return await self.city.http.get(
            f"{self.path}/check-price",
            params={"traceId": self.trace},
            headers=self.city.headers,
        )

    async def book(self, **more: Any) -> Response:
        return await self.city.travclan(f"{self.path}/book", traceId=self.trace, **more)

    async def prepare(self) -> None:
        for step in (self.select, self.allocate, self.check):
            answer = await step()
            assert answer.status_code == 200, answer.text

    async def buy(self) -> str:
        await self.prepare()
        answer = await self.book()
        assert answer.status_code == 200, answer.text
        code: str = booked(answer)["bmsBookingCode"]
        return code

    async def details(self, code: str) -> dict[str, Any]:
        answer = await self.city.http.get(f"{RATES}/bookings/{code}", headers=self.city.headers)
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()["results"][0]
        return result

    async def cancel(self, code: str) -> Response:
        return await self.city.travclan(f"{RATES}/bookings/{code}/cancel", traceId=self.trace)


def booked(answer: Response) -> dict[str, Any]:
    detail: dict[str, Any] = answer.json()["results"][0]["details"][0]
    return detail


def refusal(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]


async def ids(city: City) -> list[str]:
    hotels = await city.travclan_hotels(locationId="90000001")
    return [hotel["id"] for hotel in hotels if hotel["isAvailable"]]


async def books(city: City) -> list[dict[str, Any]]:
    answer = await city.http.get("/sandbox/bookings")
    found: list[dict[str, Any]] = answer.json()
    return found


async def plant(city: City, step: str, turn: str, **more: Any) -> None:
    body = {"supplier": "travclan", "step": step, "turn": turn, **more}
    (await city.http.post("/sandbox/bookings/twists", json=body)).raise_for_status()


async def test_a_rate_becomes_a_booking_by_its_steps(city: City) -> None:
    shopper = await Shopper.enter(city)
    code = await shopper.buy()

    [sale] = await books(city)
    assert (sale["code"], sale["state"]) == (code, "confirmed")
    assert [g["lastName"] for g in sale["guests"]] == ["Rao0", "Rao1"]
    assert sale["requests"] == "a quiet room"
    told = await shopper.details(code)
    assert told["bookingStatus"] == "CONFIRMED"
    assert told["totalAmount"] == sum(rate["finalRate"] for rate in shopper.rates)
    assert told["providerConfirmationNumber"]


async def test_a_stay_of_two_rooms_is_booked_as_one(city: City) -> None:
    rooms = [{"numOfAdults": 2, "childAges": []}, {"numOfAdults": 1, "childAges": [7]}]
    await (await Shopper.enter(city, occupancies=rooms)).buy()
    assert [sale["rooms"] for sale in await books(city)] == [2]


async def test_a_step_that_comes_too_early_is_refused(city: City) -> None:
    shopper = await Shopper.enter(city)
    assert refusal(await shopper.allocate()) == (400, "rates must be selected first")
    assert refusal(await shopper.check()) == (400, "rates must be selected first")
    await shopper.select()
    await shopper.check()
    assert refusal(await shopper.book())[0] == 400
    assert await books(city) == []


async def test_a_session_ends_with_its_trace_but_its_booking_is_found(city: City) -> None:
    shopper = await Shopper.enter(city)
    code = await shopper.buy()
    late = await Shopper.enter(city)
    await late.prepare()
    city.clock.pass_time(minutes=46)
    assert refusal(await late.book()) == (400, "Invalid or expired traceId")
    opened = await city.http.get(shopper.path, headers=city.headers)
    [known] = opened.json()["results"][0]["bookingDetails"]
    assert known["bmsBookingCode"] == code
    unbooked = await city.http.get(late.path, headers=city.headers)
    assert unbooked.json()["results"][0]["bookingDetails"] == []


async def abroad(city: City, wanted: str) -> Shopper:
    """Return a shopper in Bali at a rate with its own mark."""
    [place, *_] = await city.locate("Bali")
    found = await city.travclan_hotels(locationId=place["id"])
    for hotel in [h["id"] for h in found if h["isAvailable"]]:
        shopper = await Shopper.enter(city, hotel, refundable=False)
        if shopper.rates[0][wanted]:
            return shopper
    raise AssertionError(wanted)


async def test_documents_are_asked_for_where_the_rate_says_so(city: City) -> None:
    home = await Shopper.enter(city)
    await home.select()
    assert (await home.allocate(guest())).status_code == 200

    away = await abroad(city, "IsPassportMandatory")
    await away.select()
    lone = refusal(await away.allocate(guest(panCardNumber=PAN)))
    assert lone == (400, "all guests must be named, children with the ages as searched")
    papers: dict[str, Any] = {"passportNumber": "Z1234567", "passportExpiry": "2030-01-01"}
    without = await away.allocate(guest(panCardNumber=PAN), guest(1))
    assert refusal(without) == (400, "passportNumber and passportExpiry are mandatory")
    no_pan = await away.allocate(guest(**papers), guest(1))
    assert refusal(no_pan) == (400, "panCardNumber is mandatory")
    all_told = await away.allocate(guest(panCardNumber=PAN, **papers), guest(1))
    assert all_told.status_code == 200


async def test_the_price_is_checked_and_a_change_has_to_be_accepted(city: City) -> None:
    shopper = await Shopper.enter(city)
    await shopper.select()
    await shopper.allocate()
    await plant(city, "check", "price_changed", percent=10)
    change = (await shopper.check()).json()["results"][0]["priceChangeData"]
    before, now = change["previousTotalAmount"], change["currentTotalAmount"]
    assert change["isPriceChanged"]
    assert now == pytest.approx(before * 1.1, abs=2)

    await plant(city, "book", "price_changed", percent=20)
    assert refusal(await shopper.book(isPriceChangeAccepted=False)) == (400, "Price has changed")
    assert await books(city) == []
    assert (await shopper.book(isPriceChangeAccepted=True)).status_code == 200


@pytest.mark.parametrize("turn", ["terms_changed", "board_changed"])
async def test_a_check_can_show_other_terms_at_the_same_price(city: City, turn: str) -> None:
    shopper = await Shopper.enter(city)
    await shopper.select()
    await plant(city, "check", turn)
    [result] = (await shopper.check()).json()["results"]
    [rate, *_] = result["data"][0]["rates"]
    before = shopper.rates[0]
    assert rate["finalRate"] == before["finalRate"]
    if turn == "terms_changed":
        assert (before["refundable"], rate["refundable"]) == (True, False)
    else:
        assert rate["boardBasis"] != before["boardBasis"]


async def test_the_last_room_goes_to_one(city: City) -> None:
    first = await Shopper.enter(city)
    hotel = first.itinerary["hotelId"]
    second = await Shopper.enter(city, hotel)
    await city.http.post("/sandbox/bookings/rooms", json={"hotel_id": hotel, "rooms": 1})
    await first.prepare()
    await second.prepare()
    assert (await first.book()).status_code == 200
    late = await second.book()
    assert (late.status_code, late.json()["error"]["code"]) == (500, 1013)
    assert len(await books(city)) == 1


async def test_a_cancelled_room_can_be_sold_again(city: City) -> None:
    first = await Shopper.enter(city)
    hotel = first.itinerary["hotelId"]
    await city.http.post("/sandbox/bookings/rooms", json={"hotel_id": hotel, "rooms": 1})
    await first.cancel(await first.buy())
    await (await Shopper.enter(city, hotel)).buy()


async def test_an_itinerary_is_booked_once(city: City) -> None:
    shopper = await Shopper.enter(city)
    await shopper.buy()
    assert refusal(await shopper.book()) == (400, "Itinerary is already booked")
    assert len(await books(city)) == 1


@pytest.mark.parametrize(("fails", "ends"), [(False, "CONFIRMED"), (True, "FAILED")])
async def test_what_is_pending_settles(city: City, fails: bool, ends: str) -> None:
    shopper = await Shopper.enter(city)
    await shopper.prepare()
    await plant(city, "book", "pending", seconds=30, fails=fails)
    waiting = booked(await shopper.book())
    assert waiting["bookingStatus"] == "PENDING"
    assert waiting["providerConfirmationNumber"] is None
    city.clock.pass_time(seconds=31)
    assert (await shopper.details(waiting["bmsBookingCode"]))["bookingStatus"] == ends


async def test_a_server_error_can_hide_a_booking(city: City) -> None:
    shopper = await Shopper.enter(city)
    await shopper.prepare()
    await plant(city, "book", "unknown")
    assert (await shopper.book()).status_code == 500
    assert [sale["state"] for sale in await books(city)] == ["confirmed"]


async def test_one_call_can_book_twice_and_one_can_be_refused(city: City) -> None:
    shopper = await Shopper.enter(city)
    await shopper.prepare()
    await plant(city, "book", "doubled")
    await shopper.book()
    assert [sale["state"] for sale in await books(city)] == ["confirmed", "confirmed"]
    refused = await Shopper.enter(city)
    await refused.prepare()
    await plant(city, "book", "refused")
    assert booked(await refused.book())["bookingStatus"] == "FAILED"


async def test_bookings_are_paid_from_the_wallet(city: City) -> None:
    shopper = await Shopper.enter(city)
    total = sum(rate["finalRate"] for rate in shopper.rates)
    wallet = "/sandbox/bookings/travclan/wallet"
    await city.http.post(wallet, json={"balance": total + 5})
    await shopper.buy()
    poor = await Shopper.enter(city)
    await poor.prepare()
    assert refusal(await poor.book()) == (400, "Insufficient wallet balance")


async def test_cancelling_costs_what_the_rules_say_and_in_a_gap_what_comes_next(
    city: City,
) -> None:
    shopper = await Shopper.enter(city)
    code = await shopper.buy()
    rules = (await shopper.details(code))["data"][0]["rates"][0]["cancellationPolicies"][0]["rules"]
    assert (rules[0]["estimatedValue"], rules[0]["end"][14:16]) == (0, "59")
    assert rules[1]["start"][14:16] == "00"

    # Between the first rule's end and the second's start.
    city.clock.now = datetime.fromisoformat(rules[0]["end"]) + timedelta(seconds=30)
    await city.login()
    told = (await shopper.cancel(code)).json()["results"][0]
    assert told["bookingStatus"] == "CANCELLED"
    assert told["cancellationCharges"] >= rules[1]["estimatedValue"]
    assert told["refundAmount"] + told["cancellationCharges"] == pytest.approx(
        (await shopper.details(code))["totalAmount"]
    )
    assert refusal(await shopper.cancel(code)) == (400, "Booking is cancelled")


async def test_a_refundable_rate_may_not_be_cancelled_online(city: City) -> None:
    for hotel in await ids(city):
        answer = await city.travclan(RATES, **stay_body(), hotelId=hotel)
        [result] = answer.json()["results"]
        rates = result["data"][0]["roomRate"][0]["rates"]
        if any(rate["refundable"] and not rate["onlineCancellable"] for rate in rates.values()):
            break
    else:
        pytest.fail("no such rate")
    shopper = Shopper(city, result, "")
    for key, recommended in shopper.room_rate["recommendations"].items():
        if rates[recommended["rates"][0]]["refundable"]:
            shopper.recommendation = key
    code = await shopper.buy()
    assert refusal(await shopper.cancel(code)) == (400, "Booking cannot be cancelled online")
    assert [sale["state"] for sale in await books(city)] == ["confirmed"]


async def test_a_cancellation_can_wait_fail_and_cost_more(city: City) -> None:
    shopper = await Shopper.enter(city)
    code = await shopper.buy()
    await plant(city, "cancel", "refused")
    assert refusal(await shopper.cancel(code))[1] == "Cancellation is not allowed"
    await plant(city, "cancel", "pending", seconds=30)
    told = (await shopper.cancel(code)).json()["results"][0]
    assert told["bookingStatus"] == "CANCELLATION_PENDING"
    city.clock.pass_time(seconds=31)
    assert (await shopper.details(code))["bookingStatus"] == "CANCELLED"

    other = await Shopper.enter(city)
    code = await other.buy()
    await plant(city, "cancel", "charged", percent=50)
    charges = (await other.cancel(code)).json()["results"][0]["cancellationCharges"]
    assert charges == pytest.approx((await other.details(code))["totalAmount"] / 2)


async def test_terms_can_change_after_booking(city: City) -> None:
    shopper = await Shopper.enter(city)
    code = await shopper.buy()
    rule = {"starts": "2026-11-01T00:00:00Z", "ends": "2026-12-12T00:00:00Z", "penalty": "500"}
    body = {"rules": [rule], "cancels_online": False}
    await city.http.post(f"/sandbox/bookings/travclan/{code}", json=body)
    [rate, *_] = (await shopper.details(code))["data"][0]["rates"]
    assert len(rate["cancellationPolicies"][0]["rules"]) == 1
    assert rate["onlineCancellable"] is False


async def test_some_rates_can_be_held(city: City) -> None:
    seen = set()
    for hotel in await ids(city):
        answer = await city.travclan(RATES, **stay_body(), hotelId=hotel)
        rates = answer.json()["results"][0]["data"][0]["roomRate"][0]
        for one in rates["recommendations"].values():
            until = one["travclanHoldTimeLimitForRecommendation"]
            assert (until is not None) is one["isHoldAllowedForRecommendation"]
            seen.add(one["isHoldAllowedForRecommendation"])
    assert seen == {True, False}


async def test_a_reset_forgets_the_books(city: City) -> None:
    shopper = await Shopper.enter(city)
    await shopper.buy()
    city.market.reset()
    assert await books(city) == []
