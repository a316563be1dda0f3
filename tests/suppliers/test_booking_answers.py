"""What suppliers' answers to booking calls mean, whatever they hold.

The rule that everything hangs on: nothing that may have booked is ever said to have not.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.money import Money
from domain.stay import Room
from domain.suppliers.acts import Lost, Unsent
from domain.suppliers.booking_contract import Guest, RoomGuests
from domain.suppliers.booking_outcomes import (
    BookOutcome,
    Cancelled,
    CancelNotSent,
    CancelOutcome,
    CancelPending,
    CancelRefusal,
    CancelRefused,
    CancelUnknown,
    Confirmed,
    Duplicate,
    MayBeBooked,
    MayBeCancelled,
    NothingBooked,
    NothingCancelled,
    NotSent,
    NotSentReason,
    Pending,
    PriceChanged,
    RecordState,
    RefusalReason,
    Refused,
    SessionEnded,
    SoldOut,
    Unknown,
)
from domain.suppliers.cancel_rules import penalty_at
from domain.suppliers.contract import ChangedShape, Refundability, Supplier, TaxInclusion
from domain.suppliers.http_answers import Answer, parse
from domain.suppliers.liteapi import outcomes as liteapi
from domain.suppliers.liteapi.booking_wire import BookingAnswer, PrebookAnswer
from domain.suppliers.liteapi.hotel_wire import plain
from domain.suppliers.liteapi.wire import Policies, WireRate
from domain.suppliers.phones import split_phone
from domain.suppliers.travclan import outcomes as travclan
from domain.suppliers.travclan.booking_wire import BookingDetails
from domain.suppliers.travclan.guests import Slot, placed
from domain.suppliers.travclan.rates import Occupancy
from tests.suppliers.shapes import (
    liteapi_booking,
    liteapi_prebook,
    liteapi_rate,
    travclan_details,
    travclan_rate,
)
from tests.suppliers.test_mutations import ODDITIES, mutated

Book = Callable[[Answer | Unsent | Lost], BookOutcome]
Cancel = Callable[[Answer | Unsent | Lost], CancelOutcome]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def travclan_error(words: str, code: int = 1002, status: int = 400) -> Answer:
    """Return a refusal in TravClan's envelope."""
    return Answer(status, {"error": {"code": code, "errors": [words]}}, None)


def liteapi_error(code: int, words: str = "", status: int = 400) -> Answer:
    """Return a refusal in LiteAPI's envelope."""
    return Answer(status, {"error": {"code": code, "description": words}}, None)


def travclan_booked(status: str = "CONFIRMED", **more: object) -> dict[str, Any]:
    """Return TravClan's answer to an order."""
    detail = {"bmsBookingCode": "trh1", "bookingStatus": status, **more}
    return {"results": [{"itineraryCode": "itr1", "details": [detail]}]}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (travclan_error("Invalid or expired traceId"), SessionEnded()),
        (travclan_error("Itinerary is already booked"), Duplicate()),
        (travclan_error("Duplicate booking"), Duplicate()),
        (travclan_error("Price has changed"), PriceChanged()),
        (
            travclan_error("Insufficient wallet balance", 1022),
            Refused(RefusalReason.INSUFFICIENT_FUNDS, "code 1022"),
        ),
        (
            travclan_error("panCardNumber is mandatory"),
            Refused(RefusalReason.DOCUMENTS, "code 1002"),
        ),
        (travclan_error("firstName is required"), Refused(RefusalReason.GUESTS, "code 1002")),
        (travclan_error("no such thing"), Refused(RefusalReason.OTHER, "code 1002")),
        (travclan_error("No rooms available", 1013, 500), SoldOut()),
        (travclan_error("Try again", 5000, 500), Unknown("status 500")),
        (travclan_error("Conflict", 1002, 409), Unknown("status 409")),
        (Answer(400, None, None), Unknown("status 400")),
        (Answer(401, None, None), NotSent(NotSentReason.NOT_ALLOWED_IN)),
        (Unsent(NotSentReason.RESTING), NotSent(NotSentReason.RESTING)),
        (Lost("ReadTimeout"), Unknown("ReadTimeout")),
        (Answer(200, travclan_booked("PENDING"), None), Pending("trh1")),
        # The hub whose words these are asks to look again: the hotel may have booked after all.
        (Answer(200, travclan_booked("FAILED"), None), Pending("trh1")),
        (Answer(200, travclan_booked("ON_REQUEST"), None), Pending("trh1")),
        (Answer(200, {"results": []}, None), Unknown("changed shape: results")),
    ],
)
def test_travclans_answers_to_an_order(answer: Answer, expected: BookOutcome) -> None:
    assert travclan.booked(answer) == expected


def test_travclans_flight_sibling_answers_with_a_lone_object() -> None:
    whole = travclan_booked()
    outcome = travclan.booked(Answer(200, {"results": whole["results"][0]}, None))
    assert isinstance(outcome, Confirmed)
    assert outcome.record.supplier_ref == "trh1"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (liteapi_error(4000), Refused(RefusalReason.PAYMENT, "code 4000")),
        (liteapi_error(4002, "holder is required"), Refused(RefusalReason.GUESTS, "code 4002")),
        (liteapi_error(4002, "invalid prebookId, rate not found"), SessionEnded()),
        (liteapi_error(4010, "prebookId data validation failed"), SessionEnded()),
        (liteapi_error(4005), Duplicate()),
        (liteapi_error(2010), Unknown("status 400 code 2010")),
        (liteapi_error(2013), Unknown("status 400 code 2013")),
        (liteapi_error(2014), Unknown("status 400 code 2014")),
        (liteapi_error(4012, "", 410), Unknown("status 410 code 4012")),
        (
            liteapi_error(5000, "payment failed please check your provided payment information"),
            Refused(RefusalReason.PAYMENT, "code 5000"),
        ),
        (liteapi_error(5000, "booking initial save failed"), Unknown("status 400 code 5000")),
        (liteapi_error(4000, "", 502), Unknown("status 502")),
        (liteapi_error(401, "", 401), NotSent(NotSentReason.NOT_ALLOWED_IN)),
        (Lost("ReadError"), Unknown("ReadError")),
        (Unsent(NotSentReason.UNREACHABLE), NotSent(NotSentReason.UNREACHABLE)),
        (Answer(200, liteapi_booking(status="PENDING"), None), Pending("lite1")),
        (Answer(200, liteapi_booking(status="?"), None), Pending("lite1")),
        (Answer(204, None, None), Unknown("changed shape: answer")),
    ],
)
def test_liteapis_answers_to_an_order(answer: Answer, expected: BookOutcome) -> None:
    assert liteapi.booked(answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            travclan_error("Booking cannot be cancelled online", 1023),
            CancelRefused(CancelRefusal.NOT_ONLINE, "code 1023"),
        ),
        (
            travclan_error("Cancellation is not allowed", 1023),
            CancelRefused(CancelRefusal.NOT_CANCELLABLE, "code 1023"),
        ),
        (travclan_error("Booking is cancelled", 1023), CancelUnknown("status 400")),
        (
            travclan_error("Booking trh1 is not known", 1024),
            CancelRefused(CancelRefusal.NOT_FOUND, "code 1024"),
        ),
        (travclan_error("Try again", 5000, 500), CancelUnknown("status 500")),
        (Answer(403, None, None), CancelNotSent(NotSentReason.NOT_ALLOWED_IN)),
        (
            Answer(200, {"results": [{"bookingCode": "a", "bookingStatus": "CONFIRMED"}]}, None),
            CancelUnknown("state confirmed"),
        ),
        (
            Answer(
                200,
                {"results": {"bookingCode": "a", "bookingStatus": "Cancellation Pending"}},
                None,
            ),
            CancelPending(),
        ),
    ],
)
def test_travclans_answers_to_a_cancellation(answer: Answer, expected: CancelOutcome) -> None:
    assert travclan.cancelled(answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(204, None, None), CancelRefused(CancelRefusal.NOT_FOUND)),
        (Answer(304, None, None), CancelUnknown("status 304")),
        (
            Answer(
                200,
                {
                    "data": {
                        "status": "CANCELLED_WITH_CHARGES",
                        "cancellation_fee": 120.5,
                        "refund_amount": 0,
                        "currency": "USD",
                    }
                },
                None,
            ),
            Cancelled(Money.of("120.5", "USD"), Money.of(0, "USD")),
        ),
        (Answer(200, {"data": {"status": "CONFIRMED"}}, None), CancelUnknown("state confirmed")),
    ],
)
def test_liteapis_answers_to_a_cancellation(answer: Answer, expected: CancelOutcome) -> None:
    assert liteapi.cancelled(answer) == expected


BOOKS: list[tuple[Supplier, Book, Cancel, dict[str, Any]]] = [
    (Supplier.TRAVCLAN, travclan.booked, travclan.cancelled, travclan_booked()),
    (Supplier.LITEAPI, liteapi.booked, liteapi.cancelled, liteapi_booking()),
]
bodies = st.recursive(
    st.sampled_from([one for one in ODDITIES if not isinstance(one, list | dict)]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["error", "errors", "code", "results", "data"]), inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(("supplier", "book", "cancel", "whole"), BOOKS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_success_is_never_read_as_nothing_booked(
    supplier: Supplier, book: Book, cancel: Cancel, whole: dict[str, Any], data: st.DataObject
) -> None:
    content = data.draw(mutated(whole))
    try:
        answer: Answer | Lost = parse(supplier, "book", 200, content, None)
    except ChangedShape as error:
        answer = Lost(error.detail)
    outcome = book(answer)
    assert isinstance(outcome, Confirmed | MayBeBooked)
    if isinstance(outcome, Confirmed):
        assert outcome.record.state is RecordState.CONFIRMED
        assert outcome.record.supplier_ref.strip()
    assert isinstance(cancel(answer), Cancelled | MayBeCancelled)


@pytest.mark.parametrize(("book", "cancel"), [row[1:3] for row in BOOKS])
@settings(max_examples=150, deadline=None)
@given(status=st.integers(500, 599), body=bodies)
def test_a_servers_error_tells_nothing(book: Book, cancel: Cancel, status: int, body: Any) -> None:
    assert isinstance(book(Answer(status, body, None)), MayBeBooked)
    assert isinstance(cancel(Answer(status, body, None)), MayBeCancelled)


@pytest.mark.parametrize(("supplier", "book", "cancel"), [row[:3] for row in BOOKS])
@settings(max_examples=150, deadline=None)
@given(status=st.sampled_from([300, 302, 402, 405, 408, 409, 418, 425, 429]), body=bodies)
def test_statuses_that_nobody_documents_tell_nothing(
    supplier: Supplier, book: Book, cancel: Cancel, status: int, body: Any
) -> None:
    outcome = book(Answer(status, body, None))
    assert isinstance(outcome, MayBeBooked) or supplier is Supplier.LITEAPI
    assert isinstance(cancel(Answer(status, body, None)), MayBeCancelled | NothingCancelled)
    if isinstance(outcome, NothingBooked):  # LiteAPI's codes count, whatever status bears them
        assert body["error"]["code"] in {4000, 4002, 4010}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_mutated_bookings_read_or_are_a_changed_shape(data: st.DataObject) -> None:
    for supplier, model, whole in (
        (Supplier.TRAVCLAN, BookingDetails, travclan_details()),
        (Supplier.LITEAPI, BookingAnswer, liteapi_booking()),
        (Supplier.LITEAPI, PrebookAnswer, liteapi_prebook()),
    ):
        try:
            body = parse(supplier, "details", 200, data.draw(mutated(whole)), None).body
            read = model.model_validate(body)
        except (ChangedShape, ValueError):
            continue
        if isinstance(read, BookingDetails):
            total = read.results[0].total
        elif isinstance(read, BookingAnswer):
            total = read.data.total
        else:
            total = read.data.total
        assert total is None or total.amount > 0


def rate_of(**more: object) -> WireRate:
    """Return LiteAPI's rate as read."""
    return WireRate.model_validate(liteapi_rate(**more))


def test_liteapis_fees_are_paid_on_top() -> None:
    rate = rate_of().to_rate("T", NOW)
    assert rate.quote.taxes is TaxInclusion.EXCLUDED
    assert rate.fees == (("City Tax", Money.of("3.20", "USD")),)
    assert rate.quote.before_taxes == Money.of("110.50", "USD")
    alone = rate_of(retailRate={"total": [{"amount": 9, "currency": "USD"}], "taxesAndFees": None})
    assert alone.to_rate("T", NOW).quote.taxes is TaxInclusion.INCLUDED


def test_liteapis_terms_step_by_step() -> None:
    rate = rate_of().to_rate("T", NOW)
    total = rate.quote.total
    assert rate.quote.free_cancel_until == datetime(2026, 12, 10, 12, tzinfo=UTC)
    for day, hour, penalty in ((9, 0, 0), (10, 12, 60), (11, 11, 60), (11, 12, "120.5")):
        instant = datetime(2026, 12, day, hour, tzinfo=UTC)
        assert penalty_at(rate.cancel_rules, total, instant) == Money.of(penalty, "USD")


@pytest.mark.parametrize(
    ("policies", "refundable"),
    [
        ({"refundableTag": "NRFN", "cancelPolicyInfos": []}, Refundability.NO),
        ({"refundableTag": "RFN", "cancelPolicyInfos": None}, Refundability.YES),
        ({"cancelPolicyInfos": []}, Refundability.UNKNOWN),
        (
            {
                "refundableTag": "RFN",
                "cancelPolicyInfos": [{"cancelTime": "2026-11-01", "amount": 5}],
            },
            Refundability.NO,
        ),
    ],
)
def test_liteapis_tags(policies: dict[str, Any], refundable: Refundability) -> None:
    read = Policies.model_validate(policies)
    assert read.refundable(Money.of(100, "USD"), NOW) is refundable


def test_a_percentage_is_of_the_total_and_never_more() -> None:
    for percent, penalty in ((50, 60), (300, 120)):
        step = {"cancelTime": "2026-12-10", "amount": percent, "type": "percentage"}
        policies = Policies.model_validate({"refundableTag": "RFN", "cancelPolicyInfos": [step]})
        rules = policies.rules(Money.of(120, "USD"))
        assert rules[-1].penalty == Money.of(penalty, "USD")


def test_a_penalty_in_other_money_is_no_rate() -> None:
    step = {"cancelTime": "2026-12-10", "amount": 5, "currency": "EUR"}
    broken = rate_of(cancellationPolicies={"refundableTag": "RFN", "cancelPolicyInfos": [step]})
    with pytest.raises(ValueError, match="other money"):
        broken.to_rate("T", NOW)


def test_markup_is_taken_out_of_descriptions() -> None:
    assert plain("<p>By the <b>sea</b> &amp; sun</p><br/>") == "By the sea & sun"


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("+919876543210", ("91", "9876543210")),
        ("+91 98765-43210", ("91", "9876543210")),
        ("+1 (212) 555-0100", ("1", "2125550100")),
        ("+7 495 123-45-67", ("7", "4951234567")),
        ("+34612345678", ("34", "612345678")),
        ("+353861234567", ("353", "861234567")),
        ("+971501234567", ("971", "501234567")),
        ("+905551112233", ("90", "5551112233")),
        ("9876543210", None),
        ("+12", None),
        ("+٩١٩٨٧٦٥٤٣٢١٠", None),
        ("", None),
    ],
)
def test_phones_are_taken_apart(number: str, parts: tuple[str, str] | None) -> None:
    assert split_phone(number) == parts


def test_guests_go_to_the_room_that_is_priced_for_them() -> None:
    pair, lone = RoomGuests(Room(2), (Guest("A", "B"),)), RoomGuests(Room(1, (7,)), ())
    slots = [
        Slot("r1", Occupancy.model_validate({"roomId": "a", "numOfAdults": "1", "childAges": [7]})),
        Slot("r2", Occupancy.model_validate({"roomId": "b", "numOfAdults": "2"})),
    ]
    assert [guests for _, guests in placed(slots, (pair, lone))] == [lone, pair]
    with pytest.raises(ChangedShape):
        placed(slots[:1], (pair, lone))
    with pytest.raises(ChangedShape):
        placed([slots[0], slots[0]], (pair, lone))


def test_a_rates_occupancies_read_as_they_come() -> None:
    read = Occupancy.model_validate({"roomId": "a", "numOfAdults": "2", "childAges": ["4", "9"]})
    assert (read.num_of_adults, read.child_ages) == (2, [4, 9])
    assert travclan_rate("a")["occupancies"][0]["numOfAdults"] == "2"
