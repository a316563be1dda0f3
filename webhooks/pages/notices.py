"""What a page tells once of what was just done, on the page after it."""

from enum import StrEnum

from bot.locales import Translator


class Notice(StrEnum):
    """What has happened."""

    ADDRESS_CONFIRMED = "address confirmed"
    NEW_ADDRESS_CONFIRMED = "new address confirmed"
    CODE_SENT = "code sent"
    PASSWORD_SET = "password set"  # noqa: S105 - a notice
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - a notice
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    DEVICE_SIGNED_OUT = "device signed out"
    OTHERS_SIGNED_OUT = "others signed out"
    CHAT_LINKED = "chat linked"
    CHAT_UNLINKED = "chat unlinked"
    HOOK_CHANGED = "hook changed"
    KEY_DELETED = "key deleted"
    ACCOUNT_DELETED = "account deleted"
    HOOK_TRIED = "hook tried"


def notice_words(notice: str, t: Translator) -> str | None:
    """Return a notice in words, None for what is none."""
    match notice:
        case Notice.ADDRESS_CONFIRMED:
            return t.gettext("Your address is confirmed. You can sign in now.")
        case Notice.NEW_ADDRESS_CONFIRMED:
            return t.gettext("Your new address is confirmed. Use it to sign in from now on.")
        case Notice.CODE_SENT:
            return t.gettext("Check the inbox of your new address: the link there confirms it.")
        case Notice.PASSWORD_SET:
            return t.gettext("Your new password is set. You can sign in with it now.")
        case _:
            return _change_words(notice, t)


def _change_words(notice: str, t: Translator) -> str | None:
    match notice:
        case Notice.PASSWORD_CHANGED:
            return t.gettext("Your password was changed, and all other devices were signed out.")
        case Notice.CHAT_LINKED:
            return t.gettext("The chat is linked. Everything in it is now in your account.")
        case Notice.CHAT_UNLINKED:
            return t.gettext(
                "The chat is no longer linked. Everything that came from it has moved back to it."
            )
        case _:
            return _signing_out(notice, t)


def _signing_out(notice: str, t: Translator) -> str | None:
    match notice:
        case Notice.SIGNED_OUT:
            return t.gettext("You are signed out.")
        case Notice.SIGNED_OUT_EVERYWHERE:
            return t.gettext("You are signed out on all devices.")
        case Notice.DEVICE_SIGNED_OUT:
            return t.gettext("The device was signed out.")
        case Notice.OTHERS_SIGNED_OUT:
            return t.gettext("All other devices were signed out.")
        case _:
            return _of_the_rest(notice, t)


def _of_the_rest(notice: str, t: Translator) -> str | None:
    match notice:
        case Notice.ACCOUNT_DELETED:
            return t.gettext("Your account and everything held about you have been deleted.")
        case Notice.KEY_DELETED:
            return t.gettext("The key was deleted and no longer works.")
        case Notice.HOOK_CHANGED:
            return t.gettext("Saved.")
        case Notice.HOOK_TRIED:
            return t.gettext("A test event is on its way. Reload this page to see how it went.")
        case _:
            return None
