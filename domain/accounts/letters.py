"""What an account's owner is written, as messages for the outbox: kinds and values, no words."""

from datetime import datetime

from domain.accounts.codes import LIFETIMES, Purpose
from domain.accounts.queries.sessions import Account
from domain.outbox.values import ChannelName, NewMessage

CODE_KINDS = {
    Purpose.VERIFY_EMAIL: "verify_email",
    Purpose.RESET_PASSWORD: "reset_password",
    Purpose.CHANGE_EMAIL: "change_email",
}
# An address that was given for a new account, and has one.
ADDRESS_KNOWN = "address_known"
PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of letter
EMAIL_CHANGED = "email_changed"
TOKEN_REUSED = "token_reused"  # noqa: S105 - a kind of letter
URGENT = -1


def code_letter(
    account: Account, email: str, purpose: Purpose, code: str, now: datetime
) -> NewMessage:
    """Return the letter that brings a code; it is of no use once the code has run out."""
    return NewMessage(
        ChannelName.EMAIL,
        email,
        CODE_KINDS[purpose],
        f"code:{code[:16]}",
        account.language,
        account.region,
        {"code": code, "name": account.first_name},
        account.user_id,
        now + LIFETIMES[purpose],
        urgency=URGENT,
    )


def notice(account: Account, email: str, kind: str, key: str) -> NewMessage:
    """Return a letter that tells of something that has happened to an account."""
    return NewMessage(
        ChannelName.EMAIL,
        email,
        kind,
        f"{kind}:{key}"[:128],
        account.language,
        account.region,
        {"name": account.first_name},
        account.user_id,
        urgency=URGENT,
    )
