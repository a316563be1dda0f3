"""Decides what runs, and against what, from the environment, before anything starts."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

SANDBOX_TOKEN = "1000000001:SANDBOX-often-hotels-bot-token-00000"  # noqa: S105 - known to all
SANDBOX_LOGIN = "sandbox-telegram-login"
SANDBOX_APP_KEY = "9798cea04bce51e1ebe4932b9bc698dd620fcd4280b03752a944ef020c834203"
SANDBOX_KEY = "sandbox"
# The chat page's own people, in this order; the fourth is called Admin.
SANDBOX_ADMIN = "700000004"
HOST = "127.0.0.1"
DEFAULT_PORTS = {"SANDBOX_PORT": 8090, "WEB_PORT": 8080}
# With both suppliers sandboxed a check is free: check often, so that an alert takes seconds.
SANDBOX_CHECK_SECONDS = "5"


# Either one means that there is a database already.
DATABASE_SETTINGS = {"DATABASE_URL", "POSTGRES_HOST"}


SANDBOXED = "sandboxed"
SUPPLIERS = {"TravClan", "SerpAPI"}


class CannotStartError(Exception):
    """What the operator must fix, in one sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the table: what it is, where, and whether it is the real thing."""

    name: str
    where: str
    kind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the launcher needs to know. `environment` is what the processes get."""

    root: Path
    state_dir: Path
    sandbox_port: int
    mail_port: int
    web_port: int
    environment: Mapping[str, str]
    embeds_postgres: bool
    embeds_valkey: bool
    needs_sandbox: bool
    services: tuple[Part, ...] = field(default=())

    @property
    def is_made_up(self) -> bool:
        """Return whether all suppliers are the sandbox's: then its past may be loaded too."""
        return all(one.kind == SANDBOXED for one in self.services if one.name in SUPPLIERS)

    @property
    def sandbox_url(self) -> str:
        """Return where the sandbox and its chat page are."""
        return f"http://{HOST}:{self.sandbox_port}"

    @property
    def web_url(self) -> str:
        """Return where the web service is."""
        return f"http://{HOST}:{self.web_port}"


def make_plan(root: Path, environment: Mapping[str, str]) -> Plan:
    """Decide what runs. The environment counts before `.env`; an empty value counts as unset.

    Raises `CannotStartError` for a port that is not a number or is in use.
    """
    written = dotenv_values(root / ".env") if (root / ".env").is_file() else {}
    given = {k: v for k, v in {**written, **environment}.items() if v}
    ports = {name: _port(name, given) for name in DEFAULT_PORTS}
    # Nobody types it: any free port will do.
    mail_port = _port("SANDBOX_MAIL_PORT", {"SANDBOX_MAIL_PORT": _free_port(), **given})
    sandbox = f"http://{HOST}:{ports['SANDBOX_PORT']}"
    added: dict[str, str] = {"SANDBOX_MAIL_PORT": str(mail_port)}
    services: list[Part] = []
    needs_sandbox = _switch_services(given, sandbox, mail_port, added, services)
    if given.get("ENVIRONMENT") != "production":
        # Webhooks under test listen on this machine.
        added["PRIVATE_HOOKS"] = "true"
    passed = {k: v for k, v in {**added, **given}.items() if k != "READY_FILE"}
    return Plan(
        root=root,
        state_dir=(root / given.get("STATE_DIR", ".state")).resolve(),
        sandbox_port=ports["SANDBOX_PORT"],
        mail_port=mail_port,
        web_port=ports["WEB_PORT"],
        environment=passed | {"WEB_PORT": str(ports["WEB_PORT"]), "WEB_HOST": HOST},
        embeds_postgres=not DATABASE_SETTINGS & set(given),
        embeds_valkey="REDIS_URL" not in given,
        needs_sandbox=needs_sandbox,
        services=tuple(services),
    )


def _switch_services(
    given: Mapping[str, str],
    sandbox: str,
    mail_port: int,
    added: dict[str, str],
    services: list[Part],
) -> bool:
    """Choose the real service or the sandbox for each; return whether any is sandboxed."""
    sandboxed = [
        _switch_telegram(given, sandbox, added, services),
        _switch_travclan(given, sandbox, added, services),
        _switch_serpapi(given, sandbox, added, services),
        _switch_liteapi(given, sandbox, added, services),
    ]
    if sandboxed[0]:
        _switch_payments(given, sandbox, added)
    if all(sandboxed[1:]):
        added["CHECK_INTERVAL_FLOOR"] = SANDBOX_CHECK_SECONDS
    sandboxed.append(_switch_rates(given, sandbox, added, services, real=not all(sandboxed[1:])))
    sandboxed.append(_switch_mail(given, mail_port, added, services))
    return any(sandboxed)


def _port(name: str, given: Mapping[str, str]) -> int:
    text = given.get(name) or str(DEFAULT_PORTS[name])
    if not text.isdecimal() or not 0 < int(text) < 1 << 16:
        raise CannotStartError(f"{name} must be a port number from 1 to 65535.")
    return int(text)


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return str(probe.getsockname()[1])


def require_free_ports(plan: Plan) -> None:
    """Raise `CannotStartError` with the setting's name when a port is in use."""
    wanted = {"WEB_PORT": plan.web_port}
    if plan.needs_sandbox:
        wanted |= {"SANDBOX_PORT": plan.sandbox_port, "SANDBOX_MAIL_PORT": plan.mail_port}
    for name, port in wanted.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                raise CannotStartError(
                    f"Port {port} is in use: stop the other program or set {name} to a free one."
                ) from None


def _switch_telegram(
    given: Mapping[str, str], sandbox: str, added: dict[str, str], services: list[Part]
) -> bool:
    is_sandboxed = "BOT_TOKEN" not in given
    if is_sandboxed:
        added |= {
            "BOT_TOKEN": SANDBOX_TOKEN,
            "TELEGRAM_API_URL": sandbox,
            "TELEGRAM_LOGIN_URL": f"{sandbox}/oauth",
            "TELEGRAM_LOGIN_ID": SANDBOX_TOKEN.partition(":")[0],
            "TELEGRAM_LOGIN_SECRET": SANDBOX_LOGIN,
            "TELEGRAM_APP_KEY": SANDBOX_APP_KEY,
            "ADMIN_IDS": SANDBOX_ADMIN,
        }
    where = sandbox if is_sandboxed else given.get("TELEGRAM_API_URL", "api.telegram.org")
    services.append(Part("Telegram", where, "sandboxed" if is_sandboxed else "real"))
    return is_sandboxed


def _switch_payments(given: Mapping[str, str], sandbox: str, added: dict[str, str]) -> None:
    """Let the sandbox's provider refund what its Telegram has charged."""
    if "PAYMENT_PROVIDER_TOKEN" in given and "PAYMENT_REFUND_URL" not in given:
        added["PAYMENT_REFUND_URL"] = f"{sandbox}/provider"


def _switch_travclan(
    given: Mapping[str, str], sandbox: str, added: dict[str, str], services: list[Part]
) -> bool:
    is_sandboxed = "TRAVCLAN_API_KEY" not in given
    base = f"{sandbox}/travclan"
    if is_sandboxed:
        added |= {
            "TRAVCLAN_API_KEY": SANDBOX_KEY,
            "TRAVCLAN_MERCHANT_ID": SANDBOX_KEY,
            "TRAVCLAN_USER_ID": SANDBOX_KEY,
            "TRAVCLAN_AUTH_URL": base,
            "TRAVCLAN_SEARCH_URL": base,
            "TRAVCLAN_HOTEL_URL": base,
        }
    where = base if is_sandboxed else given.get("TRAVCLAN_SEARCH_URL", "")
    services.append(Part("TravClan", where, "sandboxed" if is_sandboxed else "real"))
    return is_sandboxed


def _switch_serpapi(
    given: Mapping[str, str], sandbox: str, added: dict[str, str], services: list[Part]
) -> bool:
    is_sandboxed = "SERPAPI_KEY" not in given
    base = f"{sandbox}/serpapi"
    if is_sandboxed:
        added |= {"SERPAPI_KEY": SANDBOX_KEY, "SERPAPI_URL": base}
    where = base if is_sandboxed else given.get("SERPAPI_URL", "serpapi.com")
    services.append(Part("SerpAPI", where, "sandboxed" if is_sandboxed else "real"))
    return is_sandboxed


def _switch_liteapi(
    given: Mapping[str, str], sandbox: str, added: dict[str, str], services: list[Part]
) -> bool:
    is_sandboxed = "LITEAPI_KEY" not in given
    base = f"{sandbox}/liteapi"
    if is_sandboxed:
        added |= {
            "LITEAPI_KEY": SANDBOX_KEY,
            "LITEAPI_URL": f"{base}/api/v3.0",
            "LITEAPI_BOOK_URL": f"{base}/book/v3.0",
        }
    where = base if is_sandboxed else given.get("LITEAPI_URL", "api.liteapi.travel")
    services.append(Part("LiteAPI", where, "sandboxed" if is_sandboxed else "real"))
    return is_sandboxed


def _switch_rates(
    given: Mapping[str, str],
    sandbox: str,
    added: dict[str, str],
    services: list[Part],
    *,
    real: bool,
) -> bool:
    """Sandbox the exchange rates along with the suppliers: real prices need real rates."""
    is_sandboxed = not real and not any(name.startswith("EXCHANGE_RATES_") for name in given)
    base = f"{sandbox}/rates"
    if is_sandboxed:
        added |= {
            "EXCHANGE_RATES_ECB_URL": f"{base}/eurofxref-daily.xml",
            "EXCHANGE_RATES_WIDER_URL": f"{base}/v6/latest/EUR",
            "EXCHANGE_RATES_INTERVAL": SANDBOX_CHECK_SECONDS,
        }
    where = base if is_sandboxed else given.get("EXCHANGE_RATES_ECB_URL", "ecb.europa.eu")
    services.append(Part("Exchange rates", where, "sandboxed" if is_sandboxed else "real"))
    return is_sandboxed


def _switch_mail(
    given: Mapping[str, str], port: int, added: dict[str, str], services: list[Part]
) -> bool:
    is_sandboxed = "SMTP_URL" not in given
    if is_sandboxed:
        added |= {"SMTP_URL": f"smtp://{HOST}:{port}"}
    where = f"{HOST}:{port}" if is_sandboxed else "SMTP_URL"
    services.append(Part("E-mail", where, "sandboxed" if is_sandboxed else "real"))
    return is_sandboxed
