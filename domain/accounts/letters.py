"""Letters to an account's owner, as outbox messages: kinds and values, no words."""

from datetime import datetime

from domain.accounts.codes import LIFETIMES, Purpose
from domain.accounts.queries.sessions import Account
from domain.outbox.values import ChannelName, NewMessage

CODE_KINDS = {
    Purpose.VERIFY_EMAIL: "verify_email",
    Purpose.RESET_PASSWORD: "reset_password",
    Purpose.CHANGE_EMAIL: "change_email",
}
# Somebody registered an address that already has an account.
ADDRESS_KNOWN = "address_known"
PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of letter
EMAIL_CHANGED = "email_changed"
TOKEN_REUSED = "token_reused"  # noqa: S105 - a kind of letter
URGENT = -1


def code_letter(
    account: Account, email: str, purpose: Purpose, code: str, now: datetime
) -> NewMessage:
    """Return the letter with a code; it is useless once the code has expired."""
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
    """Return a letter that reports something that happened to an account."""
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
