"""The refusals of accounts and sessions in words."""

from bot.locales import Translator
from domain.accounts.errors import (
    AccountRefused,
    AccountSwitchedOff,
    AddressThereAlready,
    ApiKeyLimitReached,
    CodeNotValid,
    CredentialsWrong,
    EmailNotUsable,
    EmailNotVerified,
    MailNotConfigured,
    PasswordRefused,
    PasswordTooLong,
    PasswordTooShort,
    PasswordWrong,
    RoleMissing,
    ScopeMissing,
    SignInAgain,
    SignInNeeded,
    TelegramNotAnswering,
    TelegramNotProved,
    TokenNotValid,
    TooManyTries,
    UnsubscribeLinkNotValid,
)
from domain.event_hooks.errors import EventHookRefused, HookAddressNotUsable, HookLimitReached
from domain.linking.errors import (
    ChatLinkedAlready,
    ChatLinkedElsewhere,
    LinkCodeWrong,
    LinkNotValid,
    LinkRefused,
)

SECONDS_A_MINUTE = 60
HOOK_EXAMPLE = "https://example.com/hotels"


def hook_words(error: EventHookRefused, t: Translator) -> str:
    """Return why events are not posted there."""
    match error:
        case HookAddressNotUsable():
            return t.gettext(
                "Events can only go to a public address, for example {example}",
                example=HOOK_EXAMPLE,
            )
        case HookLimitReached(limit):
            return t.ngettext(
                "You already have {count} webhook, which is the limit.",
                "You already have {count} webhooks, which is the limit. Delete one to add another.",
                limit,
            )
        case _:
            raise AssertionError(type(error).__name__)


def account_words(error: AccountRefused | LinkRefused, t: Translator) -> str:
    """Return what is wrong, and what can be done about it."""
    match error:
        case LinkRefused():
            return _link_words(error, t)
        case PasswordRefused() | CredentialsWrong() | PasswordWrong():
            return _password_words(error, t)
        case EmailNotUsable():
            return t.gettext("This doesn’t look like an email address. Example: asha@example.com")
        case TooManyTries(seconds):
            minutes = max(-(-seconds // SECONDS_A_MINUTE), 1)
            return t.ngettext(
                "Too many attempts. Try again in {count} minute.",
                "Too many attempts. Try again in {count} minutes.",
                minutes,
            )
        case ScopeMissing() | SignInNeeded() | ApiKeyLimitReached():
            return _key_words(error, t)
        case _:
            return _standing_words(error, t)


def _password_words(
    error: PasswordRefused | CredentialsWrong | PasswordWrong, t: Translator
) -> str:
    match error:
        case PasswordWrong():
            return t.gettext("The password is wrong.")
        case CredentialsWrong():
            return t.gettext("The email address or the password is wrong.")
        case PasswordTooShort(shortest):
            return t.ngettext(
                "Use at least {count} character for the password.",
                "Use at least {count} characters for the password.",
                shortest,
            )
        case PasswordTooLong(longest):
            return t.ngettext(
                "Use at most {count} character for the password.",
                "Use at most {count} characters for the password.",
                longest,
            )
        case _:
            return t.gettext("This password is too easy to guess. Choose another one.")


def _key_words(error: ScopeMissing | SignInNeeded | ApiKeyLimitReached, t: Translator) -> str:
    match error:
        case SignInNeeded():
            return t.gettext("A personal key can’t do this. Sign in instead.")
        case ScopeMissing(scope):
            return t.gettext("This key isn’t allowed to do that: it lacks “{scope}”.", scope=scope)
        case ApiKeyLimitReached(limit):
            return t.ngettext(
                "You already have {count} key, which is the limit.",
                "You already have {count} keys, which is the limit. Delete one to add another.",
                limit,
            )


def _standing_words(error: AccountRefused, t: Translator) -> str:
    match error:
        case CodeNotValid() | UnsubscribeLinkNotValid():
            return _letter_words(error, t)
        case TokenNotValid():
            return t.gettext("You are signed out. Please sign in again.")
        case AccountSwitchedOff():
            return t.gettext("This account has been suspended. Write to /support.")
        case EmailNotVerified():
            return t.gettext("Confirm your email address first: the link is in your inbox.")
        case RoleMissing():
            return t.gettext("Only administrators can do this.")
        case _:
            return _outside_words(error, t)


def _letter_words(error: CodeNotValid | UnsubscribeLinkNotValid, t: Translator) -> str:
    if isinstance(error, CodeNotValid):
        return t.gettext("This link has expired or was already used. Request a new one.")
    return t.gettext(
        "This link doesn’t work any more. You can stop alert emails in the chat, under "
        "Settings → Alerts."
    )


def _outside_words(error: AccountRefused, t: Translator) -> str:
    match error:
        case SignInAgain():
            return t.gettext(
                "For your safety, sign out and in again first: this needs a sign-in from the last "
                "10 minutes."
            )
        case AddressThereAlready():
            return t.gettext("This account already has an email address. You can change it.")
        case MailNotConfigured():
            return t.gettext("Email is not set up here, so this isn’t available.")
        case TelegramNotProved():
            return t.gettext("Telegram didn’t confirm who you are. Please try again.")
        case TelegramNotAnswering():
            return t.gettext("Telegram isn’t answering right now. Please try again in a minute.")
        case _:
            raise AssertionError(type(error).__name__)


def _link_words(error: LinkRefused, t: Translator) -> str:
    """Return why a chat and an account are not linked."""
    match error:
        case LinkNotValid():
            return t.gettext("This request has expired or was already used. Please start again.")
        case LinkCodeWrong(left):
            return t.ngettext(
                "That isn’t the code shown in the chat. You have {count} more attempt.",
                "That isn’t the code shown in the chat. You have {count} more attempts.",
                left,
            )
        case ChatLinkedAlready():
            return t.gettext("This chat is already linked to your account.")
        case ChatLinkedElsewhere():
            return t.gettext(
                "This chat is linked to another account. Send /link in the chat to unlink it first."
            )
        case _:
            raise AssertionError(type(error).__name__)
