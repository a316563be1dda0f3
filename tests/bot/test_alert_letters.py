"""Alerts as e-mails, in each language."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.alerts.letters import WRITERS
from bot.locales import translator
from domain.accounts.models import AlertWay
from domain.alerts.letters import PRICE_ALERT, letters
from domain.alerts.models import DigestKind, RuleKind
from domain.alerts.values import OutgoingAlert, Reader, Shift
from domain.full_names import FullName
from domain.languages import LANGUAGES
from domain.money import Money
from domain.outbox.values import Message, NewMessage
from domain.prices.models import Availability
from domain.settings import Settings
from domain.stay import Room, Stay

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EMAIL = "asha@example.com"
READER = Reader(7, "Asia/Kolkata", way=AlertWay.EMAIL, email=EMAIL)
NASTY = "Taj <script>alert(1)</script> & “Co”\r\nBcc: all@example.com"
ALERT = OutgoingAlert(
    5, 3, 1, "en", "Asia/Kolkata", RuleKind.PRICE_DROP, 9, NASTY,
    FullName(("Goa",), "IN", "India"), None,
    Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2, (6,)),)), Money.of(10_000, "INR"),
    Money.of(9_000, "INR"), Decimal(5), None, "travclan", NOW, own_currency="INR",
)  # fmt: skip


@pytest.fixture
def mailing(settings: Settings) -> Settings:
    """Settings with a mail server."""
    return settings.model_copy(update={"smtp_url": "smtp://127.0.0.1"})


def held(new: NewMessage, language: str) -> Message:
    return Message(
        1, new.channel, new.address, new.kind, new.values, language, "IN", NOW, new.expires_at,
        None, 0, maybe_sent=False,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "alert",
    [
        replace(ALERT, also=(replace(ALERT, kind=RuleKind.BEST_DEAL),),
                shift=Shift(-1, Money.of(500, "INR"))),
        replace(ALERT, kind=RuleKind.TARGET_PRICE, target=Money.of("9500.50", "INR")),
        replace(ALERT, kind=RuleKind.AVAILABILITY, availability=Availability.SOLD_OUT),
        replace(ALERT, kind=RuleKind.AVAILABILITY, availability=Availability.WITHDRAWN),
        replace(ALERT, kind=RuleKind.PRICE_RISE, total=Money.of(12_000, "INR")),
        replace(ALERT, kind=RuleKind.NEW_OPTION, previous=None, place=None),
    ],
)  # fmt: skip
def test_what_an_alert_says_survives_the_outbox(
    mailing: Settings, alert: OutgoingAlert, language: str
) -> None:
    (new,) = letters(mailing, READER, [alert], NOW)
    assert (new.kind, new.address, new.is_once) == (PRICE_ALERT, EMAIL, True)
    t = translator(language, "IN").on(NOW.date())
    written = WRITERS[new.kind](held(new, language), "https://often.example", t)
    for body in (written.text, written.html):
        assert t.money(alert.total) in body
        assert "https://often.example/account/alerts/5" in body
        assert "/account/unsubscribe/7-" in body
        assert "tg-" not in body
    assert "<script>" in written.text
    assert "<script>" not in written.html
    assert not re.search(r"&lt;/?(b|s|i)&gt;", written.html)
    for tag in ("b", "s", "i"):
        assert written.html.count(f"<{tag}>") == written.html.count(f"</{tag}>")
    assert written.unsubscribe is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_names_each_with_its_link(mailing: Settings, language: str) -> None:
    alerts = [replace(ALERT, alert_id=n, tracker_id=n, hotel_id=n) for n in range(1, 4)]
    (new,) = letters(mailing, READER, alerts, NOW, (11, DigestKind.DAILY))
    t = translator(language, "IN")
    written = WRITERS[new.kind](held(new, language), "https://often.example", t)
    for n in range(1, 4):
        assert f"https://often.example/account/alerts/{n}" in written.text
        assert f'href="https://often.example/account/alerts/{n}"' in written.html
    assert new.dedupe_key == "price_digest:11"


@pytest.mark.parametrize(
    ("reader", "has_server"),
    [(replace(READER, email=None), True), (replace(READER, way=AlertWay.CHAT), True),
     (READER, False)],
)  # fmt: skip
def test_who_wants_or_can_have_none_gets_none(
    mailing: Settings, reader: Reader, has_server: bool
) -> None:
    settings = mailing if has_server else mailing.model_copy(update={"smtp_url": None})
    assert letters(settings, reader, [ALERT], NOW) == ()
