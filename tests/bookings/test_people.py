"""Names, contacts and documents as people write them."""

import pytest

from domain.bookings.errors import (
    BookingRefused,
    ContactMailNotUsable,
    GuestNameIncomplete,
    GuestNameNotUsable,
    GuestNameTooLong,
    PanNotUsable,
    PassportNotUsable,
    PhoneNotUsable,
    PhoneWithoutCountry,
    RequestsTooLong,
)
from domain.bookings.people import (
    read_contact,
    read_document,
    read_guest,
    read_phone,
    read_requests,
)
from domain.suppliers.booking_contract import Contact, DocumentKind, Title


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Asha Rao", "Asha", "Rao"),
        ("  asha   rao ", "asha", "rao"),
        ("आशा राव", "आशा", "राव"),
        ("García López, María José", "María José", "García López"),
        ("Анна-Мария О’Нил", "Анна-Мария", "О’Нил"),
        ("山田, 太郎", "太郎", "山田"),
        ("محمد الفارسي", "محمد", "الفارسي"),
        ("J. R. R. Tolkien", "J. R. R.", "Tolkien"),
        ("Jose\u0301 Peña", "José", "Peña"),
        ("ক্ষ\u200cমা দাস", "ক্ষ\u200cমা", "দাস"),
        ("A\u200d\u200csha\u200d Rao", "Asha", "Rao"),
        ("Ａｓｈａ 𝐑𝐚𝐨", "Asha", "Rao"),
        ("ราชวงศ์ ที่รัก", "ราชวงศ์", "ที่รัก"),
    ],
)
def test_names_of_any_script(typed: str, first: str, last: str) -> None:
    guest = read_guest(typed)
    assert (guest.first_name, guest.last_name) == (first, last)


def test_a_title_is_no_name() -> None:
    guest = read_guest("Mrs. Asha Rao")
    assert (guest.title, guest.first_name) == (Title.MRS, "Asha")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Asha", GuestNameIncomplete),
        ("Asha,", GuestNameIncomplete),
        ("Asha R4o", GuestNameNotUsable),
        ("\u3164 \u115f", GuestNameNotUsable),
        ("<b>Asha</b> Rao", GuestNameNotUsable),
        ("Asha 😀", GuestNameNotUsable),
        ("Asha R" + "\u0301" * 9, GuestNameNotUsable),
        ("Asha \u202eRao", GuestNameNotUsable),
        ("", GuestNameIncomplete),
        ("- -", GuestNameNotUsable),
        ("asha@example.com Rao", GuestNameNotUsable),
        ("A" * 41 + " Rao", GuestNameTooLong),
        ("Asha " + "o" * 4000, GuestNameTooLong),
    ],
)
def test_what_nobody_is_called(typed: str, why: type[BookingRefused]) -> None:
    with pytest.raises(why):
        read_guest(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "asha@example.com +91 98765 43210",
        "+91-98765-43210, asha@example.com",
        "asha@example.com\n0091 (98765) 43210",
        "asha@example.com +९१ ९८७६५ ४३२१०",
    ],
)
def test_contacts_in_any_order(typed: str) -> None:
    assert read_contact(typed) == Contact("asha@example.com", "+919876543210")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("+91 98765 43210", ContactMailNotUsable),
        ("asha@ +919876543210", ContactMailNotUsable),
        ("a@b.co c@d.co +919876543210", ContactMailNotUsable),
        ("asha@example.com", PhoneNotUsable),
        ("asha@example.com 9876543210", PhoneWithoutCountry),
        ("asha@example.com +0123456789", PhoneWithoutCountry),
        ("asha@example.com +12", PhoneNotUsable),
        ("asha@example.com +1234567890123456", PhoneNotUsable),
        ("asha@example.com call me", PhoneNotUsable),
    ],
)
def test_contacts_that_reach_nobody(typed: str, why: type[BookingRefused]) -> None:
    with pytest.raises(why):
        read_contact(typed)


def test_a_phone_number_alone() -> None:
    assert read_phone("＋44 20 7946 0958") == "+442079460958"


def test_documents() -> None:
    assert read_document(DocumentKind.PAN, "abcpe 1234 f").number == "ABCPE1234F"
    assert read_document(DocumentKind.PASSPORT, "z 123-4567").number == "Z1234567"
    for typed in ("", "ABCDE1234", "ABCXE1234F"):
        with pytest.raises(PanNotUsable):
            read_document(DocumentKind.PAN, typed)
    for typed in ("", "Z12", "PASSPORT", "Z1234567890123", "Z12345<7"):
        with pytest.raises(PassportNotUsable):
            read_document(DocumentKind.PASSPORT, typed)
    assert "ABCPE" not in repr(read_document(DocumentKind.PAN, "ABCPE1234F"))


def test_requests() -> None:
    assert read_requests(" late \x00 arrival\n\n\nhigh floor ") == "late arrival\nhigh floor"
    with pytest.raises(RequestsTooLong):
        read_requests("x" * 301)
