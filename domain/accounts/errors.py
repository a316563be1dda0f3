"""Refusals about accounts, sessions and a traveller's own settings.

::

    Refusal
    ├── AlertWishRefused
    │   ├── QuietHoursNotUnderstood(text)
    │   ├── DigestHourNotUnderstood(text)
    │   ├── AlertNumberOutOfRange(text, most)
    │   ├── AlertWayNotUnderstood(text)
    │   └── AlertsNeedAddress()       mail goes to verified addresses only
    ├── TimeZoneUnknown(text)
    └── AccountRefused
        ├── EmailNotUsable(text)
        ├── PasswordRefused
        │   ├── PasswordTooShort(shortest)
        │   ├── PasswordTooLong(longest)
        │   └── PasswordTooEasy()
        ├── CredentialsWrong()        no such account, or another password: no difference is shown
        ├── PasswordWrong()           of somebody who is signed in already
        ├── TooManyTries(seconds)
        ├── CodeNotValid()            wrong, used, or run out: no difference is shown
        ├── UnsubscribeLinkNotValid()
        ├── TokenNotValid()           malformed, run out, or of a session that has ended
        ├── AccountSwitchedOff()
        ├── EmailNotVerified()
        ├── RoleMissing()
        ├── TelegramNotProved()       a proof of Telegram's that does not hold, or is not fresh
        ├── TelegramNotAnswering()
        ├── ScopeMissing(scope)
        ├── SignInNeeded()            a key does not do
        ├── SignInAgain()             the sign-in is not of a moment ago
        ├── AddressThereAlready()
        ├── ApiKeyLimitReached(limit)
        └── MailNotConfigured()
"""

from dataclasses import dataclass

from domain.errors import Refusal


class AccountRefused(Refusal):
    """A request about an account or a session that cannot be granted."""


@dataclass(eq=False)
class EmailNotUsable(AccountRefused):
    """The text is not an address that mail can be sent to."""

    text: str


class PasswordRefused(AccountRefused):
    """A new password that is not accepted."""


@dataclass(eq=False)
class PasswordTooShort(PasswordRefused):
    """Fewer than `shortest` characters."""

    shortest: int


@dataclass(eq=False)
class PasswordTooLong(PasswordRefused):
    """More than `longest` characters; they would all count, but hashing them has a cost."""

    longest: int


class PasswordTooEasy(PasswordRefused):
    """A password that is guessed first: the address, one letter repeated, or a well-known one."""


class CredentialsWrong(AccountRefused):
    """No account has this address and this password."""


class PasswordWrong(AccountRefused):
    """A signed-in person typed another password than their own."""


@dataclass(eq=False)
class TooManyTries(AccountRefused):
    """Too many tries; the next is allowed in `seconds`."""

    seconds: int


class CodeNotValid(AccountRefused):
    """A code or link from an e-mail that is wrong, used or expired."""


class UnsubscribeLinkNotValid(AccountRefused):
    """A link that stops letters to no address that we write to."""


class TokenNotValid(AccountRefused):
    """An access or refresh token that is malformed, expired or revoked."""


class AccountSwitchedOff(AccountRefused):
    """The account is banned."""


class EmailNotVerified(AccountRefused):
    """The account's address must be verified for this."""


class RoleMissing(AccountRefused):
    """Only administrators may do this."""


@dataclass(eq=False)
class ScopeMissing(AccountRefused):
    """The key lacks `scope`."""

    scope: str


class SignInNeeded(AccountRefused):
    """This needs a signed-in person, not a key."""


class SignInAgain(AccountRefused):
    """This needs a fresh sign-in."""


class AddressThereAlready(AccountRefused):
    """The account already has an address: it can be changed, not added."""


@dataclass(eq=False)
class ApiKeyLimitReached(AccountRefused):
    """The account already has `limit` keys."""

    limit: int


class MailNotConfigured(AccountRefused):
    """Mail is not configured here, so nothing that depends on it is available."""


class AlertWishRefused(Refusal):
    """A wish about alerts that cannot be granted."""


@dataclass(eq=False)
class QuietHoursNotUnderstood(AlertWishRefused):
    """The text is not two times of the day."""

    text: str


@dataclass(eq=False)
class DigestHourNotUnderstood(AlertWishRefused):
    """The text is not a full hour of the day."""

    text: str


@dataclass(eq=False)
class AlertWayNotUnderstood(AlertWishRefused):
    """The text is not "chat", "email" or "both"."""

    text: str


class AlertsNeedAddress(AlertWishRefused):
    """Alerts by mail need a verified address."""


@dataclass(eq=False)
class AlertNumberOutOfRange(AlertWishRefused):
    """The number of alerts a day is out of range."""

    text: str
    most: int


@dataclass(eq=False)
class TimeZoneUnknown(Refusal):
    """Not a zone in the IANA database."""

    text: str


class TelegramNotProved(AccountRefused):
    """The proof of somebody's Telegram identity does not hold."""


class TelegramNotAnswering(AccountRefused):
    """Telegram's provider is not answering."""
