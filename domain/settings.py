"""Every setting of the product, read once at each entry point and handed down.

They come from the environment and from a `.env` file in the working directory. Nothing here
knows a value that only one machine has; the launcher for development fills those in.
"""

import re
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from domain.clock import known_zones
from domain.environments import Environment
from domain.mail_server import read_mail_server
from domain.money import is_spent

DEVELOPMENT_SECRET = "development-secret-that-signs-nothing-of-worth"  # noqa: S105 - refused in production
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")
PROVIDER_TOKEN = re.compile(r"\d{3,20}:(TEST|LIVE):[A-Za-z0-9_-]{4,}")
TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{16,}")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Telegram's own for its production servers: what it signs a Mini App's data with.
TELEGRAM_APP_KEY = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"


class BotMode(StrEnum):
    """How updates come in."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class LogFormat(StrEnum):
    """How a log line looks."""

    CONSOLE = "console"
    JSON = "json"


def _split(written: object) -> object:
    """Read a list as it is written in an environment: with commas."""
    return [one.strip() for one in written.split(",")] if isinstance(written, str) else written


def _is_token(written: SecretStr) -> SecretStr:
    """Refuse what BotFather never gave out, without repeating it."""
    if not TOKEN.fullmatch(written.get_secret_value()):
        raise ValueError("it must be digits, a colon and letters, as BotFather gave them")
    return written


def _is_provider_token(written: SecretStr | None) -> SecretStr | None:
    """Refuse what BotFather gave out for no provider, without repeating it."""
    if written is not None and not PROVIDER_TOKEN.fullmatch(written.get_secret_value()):
        raise ValueError("it must look like 123456:TEST:…, as BotFather gave it")
    return written


def _are_currencies(written: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse what is no money. Codes are taken in capitals."""
    codes = tuple(one.upper() for one in written)
    if not all(is_spent(one) for one in codes):
        raise ValueError("each must be a currency of ISO 4217, such as INR,USD")
    return codes


def _is_origin(written: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse what no browser sends as an origin."""
    if not all(one == "*" or ORIGIN.fullmatch(one) for one in written):
        raise ValueError("each origin must look like https://example.com")
    return written


def _is_time_zone(written: str) -> str:
    if written not in known_zones():
        raise ValueError("this must be a time zone like Asia/Kolkata")
    return written


class Settings(BaseSettings):
    """The configuration; see the README for what each setting means."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    environment: Environment = Environment.DEVELOPMENT
    database_url: SecretStr
    postgres_user: str = "postgres"
    postgres_password: SecretStr | None = None
    postgres_host: str | None = None
    postgres_port: Annotated[int, Field(ge=1, le=65535)] = 5432
    postgres_db: str | None = None
    redis_url: SecretStr
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"
    log_format: LogFormat = LogFormat.CONSOLE
    traces_url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    traces_headers: SecretStr | None = None
    traces_share: Annotated[float, Field(ge=0, le=1)] = 1.0

    bot_token: Annotated[SecretStr, AfterValidator(_is_token)]
    telegram_api_url: str = "https://api.telegram.org"
    telegram_login_url: str = "https://oauth.telegram.org"
    telegram_login_id: str | None = None
    telegram_login_secret: SecretStr | None = None
    telegram_app_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = TELEGRAM_APP_KEY
    bot_mode: BotMode = BotMode.POLLING
    public_url: str | None = None
    webhook_secret: SecretStr | None = None

    web_host: str = "127.0.0.1"
    web_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    cors_origins: Annotated[
        tuple[str, ...], BeforeValidator(_split), AfterValidator(_is_origin)
    ] = ()
    trusted_hosts: Annotated[tuple[str, ...], BeforeValidator(_split)] = ()
    trusted_proxies: Annotated[tuple[str, ...], BeforeValidator(_split)] = ("127.0.0.1",)
    operations_token: SecretStr | None = None
    backup_recipient: str = ""
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = 0
    api_requests_a_minute: Annotated[int, Field(ge=1)] = 600
    private_hooks: bool = False

    travclan_api_key: SecretStr | None = None
    travclan_merchant_id: str | None = None
    travclan_user_id: str | None = None
    travclan_auth_url: str | None = None
    travclan_search_url: str | None = None
    travclan_hotel_url: str | None = None
    serpapi_key: SecretStr | None = None
    serpapi_url: str = "https://serpapi.com"
    serpapi_no_cache: bool = False
    serpapi_reserve: Annotated[int, Field(ge=0)] = 50
    liteapi_key: SecretStr | None = None
    liteapi_url: str = "https://api.liteapi.travel/v3.0"
    liteapi_book_url: str = "https://book.liteapi.travel/v3.0"
    liteapi_payment_method: Annotated[str, Field(pattern="^(ACC_CREDIT_CARD|WALLET|CREDIT)$")] = (
        "WALLET"
    )
    exchange_rates_ecb_url: str = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
    exchange_rates_wider_url: str = "https://open.er-api.com/v6/latest/EUR"
    exchange_rates_interval: Annotated[int, Field(ge=1, le=7 * 86_400)] = 86_400
    supplier_deadline: Annotated[float, Field(gt=0, le=60)] = 20.0
    operator_name: Annotated[str, Field(min_length=1, max_length=100)] = "Often Hotels"
    operator_tax: Annotated[str, Field(max_length=120)] = ""
    operator_terms: Annotated[str, Field(max_length=1000)] = ""
    operator_time_zone: Annotated[str, AfterValidator(_is_time_zone)] = "UTC"
    invoice_prefix: Annotated[str, Field(pattern="^[A-Z0-9]{1,4}$")] = "OH"
    booking_deadline: Annotated[float, Field(gt=0, le=70)] = 65.0
    booking_least_saving: Annotated[int, Field(ge=1, le=50)] = 3
    history_months: Annotated[int, Field(ge=2)] = 24
    supplier_checks_an_hour: Annotated[int, Field(ge=0)] | None = None

    smtp_url: SecretStr | None = None
    mail_from: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] = "often-hotels@localhost"
    secret_keys_before: Annotated[tuple[SecretStr, ...], BeforeValidator(_split)] = ()
    access_token_days: Annotated[int, Field(ge=1, le=30)] = 8
    refresh_token_days: Annotated[int, Field(ge=1, le=365)] = 30
    password_rounds: Annotated[int, Field(ge=4, le=16)] = 12

    payment_provider_token: Annotated[SecretStr | None, AfterValidator(_is_provider_token)] = None
    payment_stars: bool = False
    payment_star_price: Annotated[Decimal, Field(gt=0)] = Decimal("0.013")
    payment_currencies: Annotated[
        tuple[str, ...], BeforeValidator(_split), AfterValidator(_are_currencies)
    ] = ()
    payment_exchange_margin: Annotated[Decimal, Field(ge=0, le=20)] = Decimal(2)
    payment_refund_url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    payment_refund_key: SecretStr | None = None
    wallet_least: Annotated[Decimal, Field(ge=0)] = Decimal(0)

    paid_broadcasts: bool = False
    admin_ids: Annotated[frozenset[int], BeforeValidator(_split)] = frozenset()
    trackers_per_traveller: Annotated[int, Field(ge=1)] = 100
    check_interval_floor: Annotated[int, Field(ge=1)] = 900
    price_memory_days: Annotated[int, Field(ge=1)] = 180
    ready_file: Path | None = None

    @property
    def web_address(self) -> str:
        """Return where people reach the web service."""
        return (self.public_url or f"http://{self.web_host}:{self.web_port}").rstrip("/")

    @property
    def opens_apps(self) -> bool:
        """Return whether Telegram opens pages as Mini Apps: over HTTPS, or where it is
        sandboxed.
        """
        is_sandboxed = urlsplit(self.telegram_api_url).hostname in LOOPBACK
        return is_sandboxed or self.web_address.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names that the web service answers to."""
        own = urlsplit(self.web_address).hostname
        return (*self.trusted_hosts, *([own] if own else []))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what `load_settings` hands in: the caller says which environment counts."""
        return (init_settings,)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.travclan_api_key is not None:
            missing = [
                name.upper()
                for name in (
                    "travclan_merchant_id",
                    "travclan_user_id",
                    "travclan_auth_url",
                    "travclan_search_url",
                    "travclan_hotel_url",
                )
                if getattr(self, name) is None
            ]
            if missing:
                raise ValueError(f"TRAVCLAN_API_KEY needs {', '.join(missing)} beside it")
        if self.bot_mode is BotMode.WEBHOOK and not (self.public_url and self.webhook_secret):
            raise ValueError("BOT_MODE=webhook needs PUBLIC_URL and WEBHOOK_SECRET beside it")
        if (self.telegram_login_id is None) != (self.telegram_login_secret is None):
            raise ValueError("TELEGRAM_LOGIN_ID and TELEGRAM_LOGIN_SECRET go together")
        if self.payment_stars and self.payment_provider_token is not None:
            raise ValueError("PAYMENT_STARS and PAYMENT_PROVIDER_TOKEN exclude each other")
        if self.smtp_url is not None:
            read_mail_server(self.smtp_url.get_secret_value(), self.mail_from)
        return self
