"""What an account's owner reads in an e-mail."""

from collections.abc import Mapping
from urllib.parse import quote

from bot.account.words import merged_words, parted_words
from bot.locales import Translator
from bot.sending.letter import Action, Letter, Writer
from domain.accounts.codes import Purpose
from domain.accounts.letters import (
    ADDRESS_KNOWN,
    CODE_KINDS,
    EMAIL_CHANGED,
    PASSWORD_CHANGED,
    TOKEN_REUSED,
)
from domain.event_hooks.notices import HOOK_SWITCHED_OFF
from domain.linking.notices import CHAT_LINKED, CHAT_UNLINKED
from domain.outbox.values import Message


def _hello(message: Message, t: Translator) -> str:
    name = str(message.values.get("name") or "")
    return t.gettext("Hello {name},", name=name) if name else t.gettext("Hello,")


def _address(public_url: str, page: str, message: Message) -> str:
    return f"{public_url}/account/{page}?code={quote(str(message.values['code']))}"


def _verify(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("Confirm your email address"),
        (
            _hello(message, t),
            t.gettext("Confirm this address to finish creating your Often Hotels account."),
            t.gettext("If you didn’t ask for an account, ignore this email: nothing will happen."),
        ),
        Action(t.gettext("Confirm address"), _address(public_url, "verify", message)),
    )


def _reset(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("Set a new password"),
        (
            _hello(message, t),
            t.gettext(
                "Someone, hopefully you, asked to reset your password. The link works for one hour."
            ),
            t.gettext("If it wasn’t you, ignore this email: your password stays as it is."),
        ),
        Action(t.gettext("Set a new password"), _address(public_url, "reset", message)),
    )


def _change(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("Confirm your new email address"),
        (
            _hello(message, t),
            t.gettext("Confirm this address to sign in with it. The link works for one hour."),
            t.gettext("If you didn’t ask for this, ignore this email: nothing will happen."),
        ),
        Action(t.gettext("Confirm address"), _address(public_url, "confirm", message)),
    )


def _known(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("You already have an account"),
        (
            _hello(message, t),
            t.gettext(
                "Someone tried to create an account with this address, but you already "
                "have one. Sign in with your password, or set a new one."
            ),
            t.gettext("If it wasn’t you, there’s nothing you need to do."),
        ),
        Action(t.gettext("Sign in"), f"{public_url}/account/login"),
    )


def _password_changed(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("Your password was changed"),
        (
            _hello(message, t),
            t.gettext("Your password was changed, and all other devices were signed out."),
            t.gettext("If it wasn’t you, set a new password now."),
        ),
        Action(t.gettext("Set a new password"), f"{public_url}/account/forgot"),
    )


def _email_changed(message: Message, _public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("Your email address was changed"),
        (
            _hello(message, t),
            t.gettext("You now sign in with a different email address."),
            t.gettext("If it wasn’t you, write to us: reply to this email."),
        ),
    )


def _token_reused(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("A device was signed out for your safety"),
        (
            _hello(message, t),
            t.gettext(
                "One of your sign-ins was used twice, as if someone had copied it, so we "
                "signed that device out. Sign in again, and change your password if you "
                "didn’t expect this."
            ),
        ),
        Action(t.gettext("Sign in"), f"{public_url}/account/login"),
    )


def _chat_linked(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("A Telegram chat was linked to your account"),
        (
            _hello(message, t),
            t.gettext(
                "The Telegram chat “{chat}” is now linked to your account.",
                chat=message.values["chat"],
            ),
            *merged_words(message.values["counts"], t),
            t.gettext("If it wasn’t you, unlink the chat and change your password now."),
        ),
        Action(t.gettext("Open your account"), f"{public_url}/account"),
    )


def _chat_unlinked(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("A Telegram chat was unlinked from your account"),
        (
            _hello(message, t),
            t.gettext(
                "The Telegram chat “{chat}” is no longer linked to your account.",
                chat=message.values["chat"],
            ),
            *parted_words(message.values["counts"], t),
        ),
        Action(t.gettext("Open your account"), f"{public_url}/account"),
    )


def _hook_switched_off(message: Message, public_url: str, t: Translator) -> Letter:
    return Letter(
        t.gettext("A webhook of yours was switched off"),
        (
            _hello(message, t),
            t.gettext(
                "{host} kept failing ({reason}), so events are no longer sent there. Fix it, then "
                "switch it on again.",
                host=message.values["host"],
                reason=message.values["reason"],
            ),
        ),
        Action(t.gettext("Open your webhooks"), f"{public_url}/account/webhooks"),
    )


WRITERS: Mapping[str, Writer] = {
    CODE_KINDS[Purpose.VERIFY_EMAIL]: _verify,
    CODE_KINDS[Purpose.RESET_PASSWORD]: _reset,
    CODE_KINDS[Purpose.CHANGE_EMAIL]: _change,
    ADDRESS_KNOWN: _known,
    PASSWORD_CHANGED: _password_changed,
    EMAIL_CHANGED: _email_changed,
    TOKEN_REUSED: _token_reused,
    CHAT_LINKED: _chat_linked,
    CHAT_UNLINKED: _chat_unlinked,
    HOOK_SWITCHED_OFF: _hook_switched_off,
}
