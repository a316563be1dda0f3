"""What is refused of accounts, sessions and a traveller's own settings.

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
        ├── TooManyTries(seconds)
        ├── CodeNotValid()            wrong, used, or run out: no difference is shown
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
    """Something about an account or a session that is not possible."""


@dataclass(eq=False)
class EmailNotUsable(AccountRefused):
    """What was given is not an address that mail can be sent to."""

    text: str


class PasswordRefused(AccountRefused):
    """A new password that is not taken."""


@dataclass(eq=False)
class PasswordTooShort(PasswordRefused):
    """Fewer than `shortest` characters."""

    shortest: int


@dataclass(eq=False)
class PasswordTooLong(PasswordRefused):
    """More than `longest` characters; they would all count, but somebody has to hash them."""

    longest: int


class PasswordTooEasy(PasswordRefused):
    """One that is guessed first: the address, one letter repeated, or a well-known one."""


class CredentialsWrong(AccountRefused):
    """No account has this address and this password."""


@dataclass(eq=False)
class TooManyTries(AccountRefused):
    """So many tries that the next may come only in `seconds`."""

    seconds: int


class CodeNotValid(AccountRefused):
    """A code or link from an e-mail that leads nowhere (any more)."""


class TokenNotValid(AccountRefused):
    """An access or refresh token that opens nothing (any more)."""


class AccountSwitchedOff(AccountRefused):
    """The account was banned."""


class EmailNotVerified(AccountRefused):
    """Only for accounts whose address is verified."""


class RoleMissing(AccountRefused):
    """Only for administrators."""


@dataclass(eq=False)
class ScopeMissing(AccountRefused):
    """The key that calls is not for this: it lacks `scope`."""

    scope: str


class SignInNeeded(AccountRefused):
    """Only for somebody signed in, not for a key."""


class SignInAgain(AccountRefused):
    """For somebody who has signed in a moment ago."""


class AddressThereAlready(AccountRefused):
    """The account has an address: it can be changed, not added."""


@dataclass(eq=False)
class ApiKeyLimitReached(AccountRefused):
    """There are `limit` keys already."""

    limit: int


class MailNotConfigured(AccountRefused):
    """No mail can be sent here, so nothing that needs one can be had."""


class AlertWishRefused(Refusal):
    """What cannot be wished of alerts."""


@dataclass(eq=False)
class QuietHoursNotUnderstood(AlertWishRefused):
    """Text stood where two times of the day were expected."""

    text: str


@dataclass(eq=False)
class DigestHourNotUnderstood(AlertWishRefused):
    """Text stood where a full hour of the day was expected."""

    text: str


@dataclass(eq=False)
class AlertWayNotUnderstood(AlertWishRefused):
    """Text stood where "chat", "email" or "both" was expected."""

    text: str


class AlertsNeedAddress(AlertWishRefused):
    """Alerts were wished by mail where no address is verified."""


@dataclass(eq=False)
class AlertNumberOutOfRange(AlertWishRefused):
    """Not a number of alerts that can be asked for a day."""

    text: str
    most: int


@dataclass(eq=False)
class TimeZoneUnknown(Refusal):
    """Not a zone of the IANA database."""

    text: str


class TelegramNotProved(AccountRefused):
    """What should prove who somebody is at Telegram does not."""


class TelegramNotAnswering(AccountRefused):
    """Telegram's provider cannot be asked just now."""
