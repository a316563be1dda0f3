"""The roots of refusals and faults: types with fields, no sentences.

Each package draws its own tree in its `errors.py`. Only the edges (`bot/errors.py`,
`webhooks/errors.py`) turn them into words and statuses.

::

    OftenHotelsError
    ├── Refusal                    the traveller can put it right
    │   ├── CurrencyUnknown(text)
    │   ├── CountryUnknown(text)
    │   └── NotFound(what)         not there, or not this traveller's: no difference is shown
    ├── Fault                      the traveller can only wait
    │   ├── SupplierError          see `domain.suppliers.contract`
    │   ├── DatabaseUnavailable(reason)
    │   ├── QueueUnavailable(reason)
    │   └── UnderMaintenance(wait)
    ├── TelegramUnavailable(reason)
    ├── BotTokenRefused()          the operator can put it right
    ├── SettingsError(problems)    the operator can put it right
    └── CurrencyMismatch(left, right)  a mistake in the code
"""

from dataclasses import dataclass
from datetime import timedelta


class OftenHotelsError(Exception):
    """The root of every error that this product raises on purpose."""


class Refusal(OftenHotelsError):
    """A request that cannot be met as it was made."""


@dataclass(eq=False)
class CurrencyUnknown(Refusal):
    """Not a currency that is offered."""

    text: str


@dataclass(eq=False)
class CountryUnknown(Refusal):
    """Not a country of ISO 3166-1, by its code or by its name in a language of the bot."""

    text: str


@dataclass(eq=False)
class NotFound(Refusal):
    """Not there, or another traveller's: the answer is the same. `what` is a kind: "tracker"."""

    what: str


class Fault(OftenHotelsError):
    """A problem that the traveller cannot solve."""


@dataclass(eq=False)
class DatabaseUnavailable(Fault):
    """PostgreSQL does not answer; `reason` holds no secret."""

    reason: str


@dataclass(eq=False)
class QueueUnavailable(Fault):
    """Redis does not answer; `reason` holds no secret."""

    reason: str


@dataclass(eq=False)
class UnderMaintenance(Fault):
    """An operator has paused the service; it resumes after `wait` at the latest."""

    wait: timedelta


@dataclass(eq=False)
class TelegramUnavailable(OftenHotelsError):
    """Telegram does not answer at startup; `reason` holds no secret."""

    reason: str


class BotTokenRefused(OftenHotelsError):
    """Telegram knows no bot with this token."""

    def __str__(self) -> str:
        """Return the operator's sentence."""
        return "Telegram knows no bot with BOT_TOKEN: copy the token from BotFather again."


@dataclass(eq=False)
class SettingsError(OftenHotelsError):
    """The configuration cannot be used; each problem is one sentence for the operator."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.problems)


@dataclass(eq=False)
class CurrencyMismatch(OftenHotelsError):
    """Amounts in two currencies met in one sum or comparison."""

    left: str
    right: str
