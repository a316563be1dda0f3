"""Reads the settings from the environment and `.env`, and names every problem together."""

import difflib
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from domain.database_address import database_address
from domain.environments import DEFAULTS, Environment, production_faults
from domain.errors import SettingsError
from domain.settings import Settings
from domain.suppliers.offers import Supplier

# Names that stand in `.env` for the launcher, and that the product itself does not read.
LAUNCHER_SETTINGS = frozenset({"SANDBOX_PORT", "SANDBOX_MAIL_PORT", "STATE_DIR"})
# A variable of the environment with such a beginning is meant for the product, so a
# misspelt one is named instead of being passed over.
OWN_PREFIXES = (
    "CHECK_INTERVAL_",
    "SUPPLIER_",
    *(f"{supplier.name}_" for supplier in Supplier),
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
SUPPLIER_KEYS = tuple(
    name.upper()
    for supplier in Supplier
    for name in Settings.model_fields
    if name.startswith(f"{supplier.value}_") and name.endswith("_key")
)
# Placeholder for a required setting that cannot be read, so that faults in the others are found.
STAND_INS = {
    "database_url": "postgres:///none",
    "redis_url": "redis://none",
    "bot_token": f"000:{'0' * 16}",
}


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
            supplier_keys=told(*SUPPLIER_KEYS),
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
