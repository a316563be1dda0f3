"""Stops alerts by mail without signing in, through the link in each of them.

The link holds the account and a signature over that and the address: it opens nothing else, it
lasts as long as the address does, and earlier keys (SECRET_KEYS_BEFORE) still count.
"""

import hmac

from domain.accounts.errors import UnsubscribeLinkNotValid
from domain.accounts.models import AlertWay
from domain.accounts.queries.alert_ways import email_of, set_alert_way
from domain.settings import Settings
from domain.unit_of_work import Database

PURPOSE = b"often-hotels unsubscribe"
SIGNATURE_BYTES = 20
# Upper bound of an account's number, as in the database.
MOST_DIGITS = 18


def unsubscribe_token(settings: Settings, user_id: int, email: str) -> str:
    """Return the token for the link in a mail to this address."""
    return f"{user_id}-{_signature(settings.secret_key.get_secret_value(), user_id, email)}"


def _signature(secret: str, user_id: int, email: str) -> str:
    key = hmac.digest(secret.encode(), PURPOSE, "sha256")
    signed = hmac.digest(key, f"{user_id} {email}".encode(), "sha256")
    return signed[:SIGNATURE_BYTES].hex()


async def mailed_to(database: Database, settings: Settings, token: str) -> int:
    """Return the account that a link was mailed to.

    Raises UnsubscribeLinkNotValid for a forged link, or one that was mailed to another address.
    """
    number, _, signature = token.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS):
        raise UnsubscribeLinkNotValid
    user_id = int(number)
    email = await email_of(database, user_id)
    secrets = (settings.secret_key, *settings.secret_keys_before)
    expected = [_signature(one.get_secret_value(), user_id, email or "") for one in secrets]
    if not any(hmac.compare_digest(signature.encode(), one.encode()) for one in expected):
        raise UnsubscribeLinkNotValid
    return user_id


async def unsubscribe(database: Database, settings: Settings, token: str) -> None:
    """Send alerts to the chat alone; repeating it changes nothing.

    Raises UnsubscribeLinkNotValid.
    """
    user_id = await mailed_to(database, settings, token)
    await set_alert_way(database, user_id, AlertWay.CHAT)
