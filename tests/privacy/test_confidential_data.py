"""What should stand in no chat is recognised, and what people write every day is not."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.privacy.confidential_data import Confidential, confidential_in

HELD = {
    Confidential.KEY: [
        "here is my key oh_Zk1rT0uq2m6yY8wD0bq3hVxJ5n7c9e1aBcDeFgHiJkL",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw8XyU5sRk0pE=",
        "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcA",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abc.SflKxwRJSMeKKF2QT4fwpM",
        "AKIAIOSFODNN7EXAMPLE", "-----BEGIN RSA PRIVATE KEY-----",
    ],
    Confidential.PASSWORD: [
        "my password is hunter22", "Password: hunter", "пароль: qwerty", "мой пароль Zima2024",
        "mi contraseña es Verano2024!", "contraseña=verano", "clave: 1234abcd",
        "मेरा पासवर्ड है raja1234", "पासवर्ड: raja", "pwd = s3cr3t", "password “s3cret99”",
    ],
    Confidential.DOCUMENT: [
        "my passport K1234567", "passport no. K 1234567", "Passport number: 123456789", "K1234567",
        "паспорт 45 06 123456", "загранпаспорт 71 1234567", "mi pasaporte es AAB123456",
        "मेरा पासपोर्ट नंबर K1234567 है", "ABCPE1234F", "my pan is abcpe1234f",
        "aadhaar 2345 6789 0124", "DNI 12345678Z", "P<INDRAO<<ASHAVARI<<<<<<<<<<<<<<<<<<<<<<<<<<",
    ],
    Confidential.CARD: [
        "4111 1111 1111 1111", "card 5500-0000-0000-0004 12/28", "378282246310005",
    ],
}  # fmt: skip
HARMLESS = [
    "Goa 12-15 dec 2 adults 1 child 6 under 8000", "I forgot my password", "change password",
    "password reset please", "my password is wrong", "the password is not working", "пароль забыл",
    "no recuerdo mi contraseña", "पासवर्ड भूल गया", "do I need a passport for Goa?",
    "passport holders 2", "visa or passport needed 12-15 dec", "паспорт нужен?", "+91 98765 43210",
    "call me at 9876543210", "asha@example.com +919876543210", "AI 123 DEL-GOI 12 dec",
    "booking 123456789", "total budget 120000", "1,20,000", "2026-12-12 2026-12-15", "12/12/2026",
    "Goa 20 jan 27 - 30 jan 27", "room 1204", "hotel near pan bazaar 3 nights", "H1234", "s1abcdef",
    "pass through Jaipur 12 dec", "клавиши", "🏖 Goa", "", "under ₹1,20,000 from 12 to 15",
    "a" * 40, "V" + "o" * 30, "/start", "/START@often_hotels_bot group", "/privacy", "/link",
    "flight 6E 2345 to 6789", "DEL GOI 12 dec 15 dec 2 adults", "पैन एशिया होटल गोवा",
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in HELD.items() for text in texts]
)
def test_what_should_not_stand_there_is_recognised(kind: Confidential, text: str) -> None:
    assert confidential_in(text) == kind
    assert confidential_in(f"hello\n{text}\nthanks") == kind or kind is Confidential.DOCUMENT


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_write_every_day_is_not(text: str) -> None:
    assert confidential_in(text) is None


PAYLOADS = st.text(string.ascii_letters + string.digits + "_-", max_size=43)


@given(PAYLOADS, st.sampled_from(["link_", "w1", "s1", "h1"]))
@example("A" * 43, "link_")
@example("-ABCPE1234F-K1234567-4111111111111111-", "link_")
@example("-oh_Zk1rT0uq2m6yY8wD0bq3hVxJ5n7c9e1aBc", "w1")
def test_what_our_own_links_bring_is_never_taken_for_it(chance: str, prefix: str) -> None:
    payload = prefix + chance
    for text in (
        f"/start {payload}", f"/start@often_hotels_bot {payload}",
        f"https://t.me/often_hotels_bot?start={payload}",
        f"look: t.me/often_hotels_bot?startgroup={payload} 12-15 dec",
    ):  # fmt: skip
        assert confidential_in(text) is None


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in HELD.items() for text in texts]
)
def test_a_command_before_it_hides_nothing_that_was_typed(kind: Confidential, text: str) -> None:
    is_bare = text == "K1234567"
    assert confidential_in(f"/support {text}") == kind or is_bare
    assert confidential_in(f"t.me/often_hotels_bot?start=w1 {text}") == kind or is_bare


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    confidential_in(text)


@given(st.integers(10**14, 10**15 - 1))
def test_a_card_is_known_by_its_last_digit_alone(beginning: int) -> None:
    of_tens = [confidential_in(f"{beginning}{last}") for last in range(10)]
    assert of_tens.count(Confidential.CARD) <= 1
