"""Reading confirmations and notes of what was booked elsewhere: pure."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.bookings.models import BookingKind
from domain.bookings.noted_bookings.items import is_item, kind_of, read_item
from domain.bookings.noted_bookings.notes import is_note, read_note
from domain.bookings.noted_bookings.values import Days, FreeUntil, NotedDraft, Part, Total
from domain.reading.amounts import Writer
from domain.reading.day_pieces import Calendar, calendar_of

TODAY = date(2026, 11, 30)
ARRIVAL = date(2026, 12, 12)
HERE = Writer("en", "INR", "IN")


def calendar(writer: Writer = HERE) -> Calendar:
    return calendar_of(writer, TODAY)


def read(text: str, writer: Writer = HERE, known: NotedDraft | None = None) -> NotedDraft:
    draft = read_note(text, known or NotedDraft(), calendar(writer), writer)
    assert draft is not None
    return draft


BOOKING = """\
Thanks, Asha! Your booking in Calangute is confirmed.
Booking.com
Confirmation number: 4012.345.678
PIN code: 1234
Lotus Beach Resort
123 Beach Road, Calangute, 403516, India
Phone: +91 832 123 4567
Check-in	Saturday, December 12, 2026 (from 14:00)
Check-out	Tuesday, December 15, 2026 (until 11:00)
Your reservation	3 nights, 1 room
You booked for	2 adults
Free cancellation until December 10, 2026 11:59 PM
Cancellation cost from December 11: ₹ 4,720
1 room ₹ 12,000
18 % GST ₹ 2,160
Total price ₹ 14,160
"""
AGODA = """\
Agoda
Booking ID: 123456789
Property: Palms Retreat
Check in: December 12, 2026 (after 2:00 PM)
Check out: December 15, 2026 (before 12:00 PM)
Number of rooms: 1   Adults: 2
Room type: Deluxe with Sea View
Total Charge USD 240.50
Cancellation within 2 days prior to arrival date: one night is charged.
Your card ending 4242 was charged.
"""
EXPEDIA = """\
Expedia itinerary: 72345678901234
Your booking is confirmed. No need to call to reconfirm.
The Leela Goa
Mobor, Cavelossim, Goa 403731
Check-in
Sat, Dec 12, 3:00 PM
Check-out
Tue, Dec 15, noon
Reserved for Asha Rao
3 nights x $150.00   $450.00
Taxes & fees $81.45
Total
$531.45
Collected by Expedia
Fully refundable until Thu, Dec 10, 6:00 PM (property local time)
"""
MMT = """\
Hi Asha, Your booking is confirmed! MakeMyTrip
Booking ID NH7012345678901
Lemon Tree Premier, Goa ★★★★
CHECK-IN            CHECK-OUT
12 Dec '26, Sat 2 PM     15 Dec '26, Tue 11 AM
1 Room, 2 Adults
Total Amount Paid INR 14,160
Free Cancellation till 10 Dec 26, 01:59 PM
"""
HOTELMAIL = """\
Dear Ms Rao,
We are delighted to confirm your reservation at The Oberoi Udaivilas, Udaipur.
Arrival: 12/12/2026
Departure: 15/12/2026
Rate per night: INR 30,000 plus taxes
Total: INR 1,06,200
Cancellations before 6pm on 10 December 2026 are free of charge.
Warm regards, Reservations
"""
ES = """\
¡Gracias, María! Tu reserva en Sevilla está confirmada.
Número de confirmación: 3344.556.677
Hotel Alfonso XIII
Entrada: sábado, 12 de diciembre de 2026 (desde las 15:00)
Salida: martes, 15 de diciembre de 2026 (hasta las 12:00)
3 noches, 1 habitación
Precio total: 1.234,50 €
Cancelación gratis hasta el 9 de diciembre de 2026 a las 23:59
Booking.com
"""
RU = """\
Здравствуйте, Иван! Ваше бронирование подтверждено.
Номер бронирования: 123-456
Отель: Азимут Отель Смоленская Москва
Заезд: 12 декабря 2026, с 14:00
Выезд: 15 декабря 2026, до 12:00
Гость: Иван Петров
Общая стоимость: 24 500 ₽
Бесплатная отмена до 10 декабря 2026 г. 23:59
Островок
"""
HI = """\
नमस्ते आशा, आपकी बुकिंग की पुष्टि हो गई है।
बुकिंग आईडी: NH7012345678
होटल: ताज फोर्ट अगुआडा
चेक-इन: 12 दिसंबर 2026, दोपहर 2 बजे
चेक-आउट: 15 दिसंबर 2026
कुल राशि: ₹45,000
10 दिसंबर 2026 तक मुफ़्त रद्द करें
"""
NR = """\
Your reservation is confirmed
Hotel: Ibis Bengaluru
Dates: 12–15 Dec 2026 (3 nights)
Amount paid: $210
This rate is non-refundable.
"""
US = """\
Booking confirmed - Confirmation #8877
Hampton Inn Chicago
Arrival date: 12/03/2026
Departure date: 12/15/2026
Total Stay: $1,210.00
Cancel by 11:59 PM on 12/01/2026 to avoid penalty
"""

GUESTHOUSE = """\
Booking.com
Thanks Emma! Your booking in Lisbon is confirmed.
✓ Casa do Bairro by Shiadu is expecting you on 12 December
Casa do Bairro by Shiadu
Beco do Caldeira, 1, Misericórdia, 1200-096 Lisbon, Portugal
Check-in Saturday 12 December 2026 (15:00 - 20:00)
Check-out Tuesday 15 December 2026 (until 11:00)
Price: 1 room € 342
City tax € 2 per person per night
Price € 342
approx. £292
Free cancellation until 9 December 2026 23:59 [WET]
From 10 December 2026 00:00 [WET]: € 114
"""
CANCUN = """\
¡Listo, Carlos! Tu compra está confirmada - Despegar
Solicitud de compra N° 123456789
Hotel: Grand Oasis Cancún - All Inclusive
Ingreso: 12/12/2026 desde las 15:00 hs
Egreso: 15/12/2026 hasta las 11:00 hs
2 adultos - 1 habitación
Total: MXN 18.450
Podés cancelar gratis hasta el 08/12/2026 a las 6 de la tarde
"""
PETERSBURG = """\
Ваучер на заселение. Островок
Отель «Гельвеция» 5*
Заезд суббота, 12 декабря 2026 (с 14:00)
Отъезд вторник, 15 декабря 2026 (до 12:00)
Итого 31 500 руб.
Бесплатная отмена до 6 часов вечера 8 декабря 2026
Вы можете отменить бронирование бесплатно до 8 декабря 2026 г.
"""
UDAIPUR = """\
MakeMyTrip
नमस्ते राहुल, आपका होटल बुक हो गया है!
रैडिसन ब्लू उदयपुर पैलेस रिज़ॉर्ट एंड स्पा
चेक-इन: शनिवार, 12 दिसंबर 2026, दोपहर 2:00
चेक-आउट: मंगलवार, 15 दिसंबर 2026, सुबह 11:00
कुल भुगतान ₹38,500
10 दिसंबर 2026, रात 11:59 तक निःशुल्क रद्दीकरण
"""
MUMBAI = """\
Subject: Hotels.com booking confirmation 9134567890
Property: Trident, Bandra Kurla, Mumbai
Check in: Saturday, 12 December 2026, 14:00
Check out: Tuesday, 15 December 2026, 12:00
Rooms: 1  Nights: 3
Room 1: Rs 36,000.00
Resort fee Rs 1,000
Amount paid: Rs 42,480.00
Cancellations or changes made after 6:00PM on 10 Dec 2026 are subject to a fee.
"""

WRITERS = {
    "es": Writer("es", "EUR", "ES"),
    "ru": Writer("ru", "RUB", "RU"),
    "hi": Writer("hi", "INR", "IN"),
    "us": Writer("en", "USD", "US"),
    "mx": Writer("es", "MXN", "MX"),
}


@pytest.mark.parametrize(
    ("text", "writer", "hotel", "total", "deadline", "seller"),
    [
        (
            BOOKING, HERE, "Lotus Beach Resort", Total(Decimal(14160), "INR"),
            FreeUntil(date(2026, 12, 10), time(23, 59)), "Booking.com",
        ),
        (
            AGODA, HERE, "Palms Retreat", Total(Decimal("240.50"), "USD"),
            FreeUntil(date(2026, 12, 10), time(0)), "Agoda",
        ),
        (
            EXPEDIA, HERE, "The Leela Goa", Total(Decimal("531.45"), "USD"),
            FreeUntil(date(2026, 12, 10), time(18, 0)), "Expedia",
        ),
        (
            MMT, HERE, "Lemon Tree Premier, Goa", Total(Decimal(14160), "INR"),
            FreeUntil(date(2026, 12, 10), time(13, 59)), "MakeMyTrip",
        ),
        (
            HOTELMAIL, HERE, "The Oberoi Udaivilas, Udaipur", Total(Decimal(106200), "INR"),
            FreeUntil(date(2026, 12, 10), time(18, 0)), None,
        ),
        (
            ES, WRITERS["es"], "Hotel Alfonso XIII", Total(Decimal("1234.50"), "EUR"),
            FreeUntil(date(2026, 12, 9), time(23, 59)), "Booking.com",
        ),
        (
            RU, WRITERS["ru"], "Азимут Отель Смоленская Москва", Total(Decimal(24500), "RUB"),
            FreeUntil(date(2026, 12, 10), time(23, 59)), "Ostrovok",
        ),
        (
            HI, WRITERS["hi"], "ताज फोर्ट अगुआडा", Total(Decimal(45000), "INR"),
            FreeUntil(date(2026, 12, 10)), None,
        ),
        (
            NR, HERE, "Ibis Bengaluru", Total(Decimal(210), "USD"),
            FreeUntil(None), None,
        ),
        (
            US, WRITERS["us"], "Hampton Inn Chicago", Total(Decimal(1210), "USD"),
            FreeUntil(date(2026, 12, 1), time(23, 59)), None,
        ),
        (
            GUESTHOUSE, HERE, "Casa do Bairro by Shiadu", Total(Decimal(342), "EUR"),
            FreeUntil(date(2026, 12, 9), time(23, 59)), "Booking.com",
        ),
        (
            CANCUN, WRITERS["mx"], "Grand Oasis Cancún - All Inclusive",
            Total(Decimal(18450), "MXN"), FreeUntil(date(2026, 12, 8), time(18, 0)), "Despegar",
        ),
        (
            PETERSBURG, WRITERS["ru"], "Отель «Гельвеция»", Total(Decimal(31500), "RUB"),
            FreeUntil(date(2026, 12, 8), time(18, 0)), "Ostrovok",
        ),
        (
            UDAIPUR, WRITERS["hi"], "रैडिसन ब्लू उदयपुर पैलेस रिज़ॉर्ट एंड स्पा",
            Total(Decimal(38500), "INR"), FreeUntil(date(2026, 12, 10), time(23, 59)), "MakeMyTrip",
        ),
        (
            MUMBAI, HERE, "Trident, Bandra Kurla, Mumbai", Total(Decimal(42480), "INR"),
            FreeUntil(date(2026, 12, 10), time(18, 0)), "Hotels.com",
        ),
    ],
)  # fmt: skip
def test_confirmations_are_read(
    text: str,
    writer: Writer,
    hotel: str,
    total: Total,
    deadline: FreeUntil,
    seller: str | None,
) -> None:
    assert is_note(text, calendar(writer))
    draft = read(text, writer)
    assert (draft.title, draft.total, draft.deadline) == (hotel, total, deadline)
    assert draft.days is not None
    assert draft.days.last == date(2026, 12, 15)
    assert draft.seller == seller
    assert draft.next_part == (None if seller else Part.SELLER)


def test_nothing_but_the_booking_is_kept() -> None:
    told = repr(read(BOOKING)) + repr(read(RU, WRITERS["ru"])) + repr(read(AGODA))
    for private in ("Asha", "Rao", "Иван", "Петров", "832 123", "4012", "1234", "4242"):
        assert private not in told


def test_what_the_text_leaves_open_is_offered() -> None:
    draft = read(
        "Your reservation is confirmed\n"
        "Hotel Sea View\nHotel Sea Breeze\n"
        "Check-in: 12 Dec 2026\nCheck-out: 15 Dec 2026\n"
        "Room $300\nExtras $45\n"
    )
    assert draft.next_part is Part.TITLE
    assert draft.options(Part.TITLE) == ("Hotel Sea View", "Hotel Sea Breeze")
    assert {one.amount for one in draft.unsure_totals} == {Decimal(300), Decimal(45)}
    assert draft.days == Days(ARRIVAL, date(2026, 12, 15))


def test_numbers_that_are_two_days_are_held_to_the_nights_that_are_told() -> None:
    text = "Booking confirmed\nHotel Ibis\nCheck-in 03/12/2026\nCheck-out 05/12/2026\n2 nights"
    nobody = Writer("en", "USD", None)
    assert read(text, nobody).days == Days(date(2026, 12, 3), date(2026, 12, 5))


def test_a_mail_in_two_parts_is_one_booking() -> None:
    first, second = BOOKING.split("Free cancellation", 1)
    draft = read(first)
    assert draft.next_part in {Part.TOTAL, Part.DEADLINE}
    whole = read("Free cancellation" + second + "\nCheck-in 12 December 2026", known=draft)
    assert whole.deadline == FreeUntil(date(2026, 12, 10), time(23, 59))
    assert whole.title == "Lotus Beach Resort"


@pytest.mark.parametrize(
    "text",
    [
        "Goa 12-15 dec 2 adults 1 child 6 under 8000",
        "hotel in Goa check in 12 dec check out 15 dec 2 adults total price under 8000",
        "hotel with airport transfer 12-15 dec under 8000",
        "safari lodge 12-15 dec under 8000",
        "reserva un hotel en Sevilla entrada 12 dic salida 15 dic dos personas",
        "7 days in Kerala: 2 Munnar, 2 Thekkady, 3 Kochi",
    ],
)
def test_a_wish_for_a_stay_is_no_note(text: str) -> None:
    assert not is_note(text, calendar())


@pytest.mark.parametrize(
    ("text", "kind", "title", "days", "total", "reference"),
    [
        ("Airport transfer 12 dec 1,500 ABC123", "transfer", "Airport transfer",
         Days(ARRIVAL), Total(Decimal(1500), "INR"), "ABC123"),
        ("add scuba diving in Goa 13 dec ₹4,500 ref SD-99812", "activity", "scuba diving in Goa",
         Days(date(2026, 12, 13)), Total(Decimal(4500), "INR"), "SD-99812"),
        ("Travel insurance 10-20 dec 3,200 policy 123456789", "insurance", "Travel insurance",
         Days(date(2026, 12, 10), date(2026, 12, 20)), Total(Decimal(3200), "INR"), "123456789"),
        ("Traslado al aeropuerto 12 dic 45 € ref: T9912", "transfer", "Traslado al aeropuerto",
         Days(ARRIVAL), Total(Decimal(45), "EUR"), "T9912"),
        ("Трансфер из аэропорта 12 декабря 2500 руб код AB1234", "transfer",
         "Трансфер из аэропорта", Days(ARRIVAL), Total(Decimal(2500), "RUB"), "AB1234"),
        ("एयरपोर्ट ट्रांसफर 12 दिसंबर 1,500 रुपये ABC123", "transfer", "एयरपोर्ट ट्रांसफर",
         Days(ARRIVAL), Total(Decimal(1500), "INR"), "ABC123"),
        ("Dinner cruise 14 dec 7pm ₹6000 BK-2211", "activity", "Dinner cruise, 7pm",
         Days(date(2026, 12, 14)), Total(Decimal(6000), "INR"), "BK-2211"),
    ],
)  # fmt: skip
def test_notes_in_a_line_are_read(
    text: str, kind: str, title: str, days: Days, total: Total, reference: str
) -> None:
    assert is_item(text, calendar())
    assert kind_of(text, calendar()) == BookingKind(kind)
    draft = read_item(text, calendar(), HERE, BookingKind(kind))
    told = (draft.title, draft.days, draft.total, draft.reference)
    assert told == (title, days, total, reference)
    assert draft.next_part is None


def test_what_a_note_leaves_out_is_asked() -> None:
    draft = read_item("taxi 12 dec", calendar(), HERE, BookingKind.TRANSFER)
    assert (draft.title, draft.next_part) == ("taxi", Part.TOTAL)
    assert read_item("", calendar(), HERE, BookingKind.TRANSFER).settled == frozenset()


PIECES = st.sampled_from(
    [
        "Check-in", "Check-out", "12/12/2026", "31/02/2026", "Total", "₹", "1,20,000", "9" * 40,
        "free until", "Hotel", "\n", "\x00", "\u202e", "\ud83d", "😀", "तक", "до", "$", "0", "-",
        "2 days before arrival", "Booking.com", ":", "99999 nights", "١٢", "ref", "ABC123", "%s{}",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join)))
@settings(max_examples=120, deadline=None)
def test_whatever_is_pasted_is_read_or_found_to_be_nothing(text: str) -> None:
    for known in (NotedDraft(), NotedDraft(kind=BookingKind.TRANSFER)):
        draft = read_note(text, known, calendar(), HERE)
        if draft is not None and draft.total is not None:
            assert draft.total.amount > 0
        if draft is not None and draft.kind is BookingKind.HOTEL and draft.days is not None:
            assert draft.days.last is not None
            assert draft.days.first < draft.days.last
    is_note(text, calendar())
