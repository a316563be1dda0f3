"""Signs posts as Standard Webhooks 1.0 prescribes, which libraries can verify.

https://www.standardwebhooks.com: the signature covers id, time and body, and the receiver rejects
anything older than some minutes, so that a captured post cannot be replayed.
"""

import base64
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """Return a new secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed_headers(secret: str, event_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers that sign a post made `now`."""
    moment = str(int(now.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    proof = hmac.digest(key, f"{event_id}.{moment}.".encode() + body, "sha256")
    return {
        "webhook-id": event_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(proof).decode()}",
    }
