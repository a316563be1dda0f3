"""Every setting of the product, read once at each entry point and handed down.

They come from the environment and from a `.env` file in the working directory. Nothing here
knows a value that only one machine has; the launcher for development fills those in.
"""

import difflib
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from domain.database_address import database_address
from domain.environments import DEFAULTS, Environment, production_faults
from domain.errors import SettingsError
from domain.mail_server import read_mail_server
from domain.money import is_spent

DEVELOPMENT_SECRET = "development-secret-that-signs-nothing-of-worth"  # noqa: S105 - refused in production
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")
PROVIDER_TOKEN = re.compile(r"\d{3,20}:(TEST|LIVE):[A-Za-z0-9_-]{4,}")
TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{16,}")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Telegram's own for its production servers: what it signs a Mini App's data with.
TELEGRAM_APP_KEY = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"
# Names that stand in `.env` for the launcher, and that the product itself does not read.
LAUNCHER_SETTINGS = frozenset({"SANDBOX_PORT", "SANDBOX_MAIL_PORT", "STATE_DIR"})
# A variable of the environment with such a beginning is meant for the product, so a
# misspelt one is named instead of being passed over.
OWN_PREFIXES = (
    "CHECK_INTERVAL_",
    "SUPPLIER_",
    "TRAVCLAN_",
    "SERPAPI_",
    "LITEAPI_",
    "BOT_",
    "BOOKING_",
    "TELEGRAM_",
    "WEBHOOK_",
    "TRACKERS_",
    "HISTORY_",
    "EXCHANGE_",
    "SMTP_",
    "MAIL_",
    "CORS_",
    "TRUSTED_",
    "OPERATIONS_",
    "OPERATOR_",
    "INVOICE_",
    "API_",
    "METRICS_",
    "PRIVATE_",
    "TRACES_",
    "PAYMENT_",
    "WALLET_",
)
# What stands in for a required setting that cannot be read, so that the others' faults are found.
STAND_INS = {
    "database_url": "postgres:///none",
    "redis_url": "redis://none",
    "bot_token": f"000:{'0' * 16}",
}


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
    if written not in available_timezones():
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
        """Say whether Telegram opens pages as Mini Apps: over HTTPS, or where it is sandboxed."""
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


def known_settings() -> frozenset[str]:
    """Return the names that may stand in the environment or in `.env`."""
    return frozenset(name.upper() for name in Settings.model_fields) | LAUNCHER_SETTINGS


def _unknown_problems(environment: Mapping[str, str], env_file: Path) -> list[str]:
    known = known_settings()
    written = set(dotenv_values(env_file)) if env_file.is_file() else set()
    meant = {name for name in environment if name.startswith(OWN_PREFIXES)}
    problems = []
    for name in sorted((written | meant) - known):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; see .env.example for all that exist."
        problems.append(f"{name} is not a setting{hint}")
    return problems


def _problem_in_words(name: str, kind: str, message: str) -> str:
    if kind == "missing":
        return f"{name} is not set: add it to the environment or to .env."
    if not name:
        return message.removeprefix("Value error, ") + "."
    return f"{name} cannot be used: {message.removeprefix('Value error, ')}."


def load_settings(environment: Mapping[str, str], env_file: Path = Path(".env")) -> Settings:
    """Read the settings from `environment` over `env_file`.

    Raises `SettingsError` with one sentence per problem; no sentence repeats a value.
    """
    problems = _unknown_problems(environment, env_file)
    written = dotenv_values(env_file) if env_file.is_file() else {}
    given = {
        name: value
        for source in (written, environment)
        for name, value in source.items()
        if value and name.lower() in Settings.model_fields
    }
    values = _with_defaults(given)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        problems += [_problem_in_words(_name_of(one["loc"]), one["type"], one["msg"])
                     for one in found]  # fmt: skip
        problems += _faults_of_the_others(values, {_name_of(one["loc"]) for one in found})
        raise SettingsError(tuple(problems)) from None
    problems += _faults(settings)
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _name_of(location: tuple[int | str, ...]) -> str:
    """Return the setting that a problem is about; of a list, without the item's number."""
    return "_".join(part for part in location if isinstance(part, str)).upper()


def _with_defaults(given: Mapping[str, str]) -> dict[str, str]:
    """Return what is given over what its environment takes for granted, by the fields' names."""
    environment = given.get("ENVIRONMENT", Environment.DEVELOPMENT)
    defaults = DEFAULTS[Environment(environment)] if environment in set(Environment) else {}
    values = {**defaults, **{name.lower(): value for name, value in given.items()}}
    address = database_address(given, environment)
    return values if address is None else {**values, "database_url": address}


def _faults_of_the_others(values: Mapping[str, str], unreadable: set[str]) -> list[str]:
    """Return what production refuses of the settings that can be read, where some cannot."""
    readable = {name: v for name, v in values.items() if name.upper() not in unreadable}
    if readable.get("environment") != Environment.PRODUCTION or unreadable == {""}:
        return []
    try:
        settings = Settings.model_validate({**STAND_INS, **readable})
    except ValidationError:
        return []
    faults = _faults(settings)
    return [one for one in faults if one.split()[0] not in unreadable]


def _faults(settings: Settings) -> list[str]:
    """Return what production refuses, nothing elsewhere."""
    if settings.environment is not Environment.PRODUCTION:
        return []

    def told(*names: str) -> dict[str, str]:
        kept = {name: getattr(settings, name.lower()) for name in names}
        return {name: value.get_secret_value() for name, value in kept.items() if value is not None}

    secrets = told("SECRET_KEY", "WEBHOOK_SECRET", "OPERATIONS_TOKEN")
    before = [one.get_secret_value() for one in settings.secret_keys_before]
    return list(
        production_faults(
            bot_token=settings.bot_token.get_secret_value(),
            public_url=settings.public_url,
            secrets={name: [value] for name, value in secrets.items()}
            | {"SECRET_KEYS_BEFORE": before},
            supplier_keys=told("TRAVCLAN_API_KEY", "SERPAPI_KEY"),
            database_url=settings.database_url.get_secret_value(),
            lists={
                "CORS_ORIGINS": settings.cors_origins,
                "TRUSTED_HOSTS": settings.trusted_hosts,
                "TRUSTED_PROXIES": settings.trusted_proxies,
            },
            log_level=settings.log_level,
            private_hooks=settings.private_hooks,
        )
    )
