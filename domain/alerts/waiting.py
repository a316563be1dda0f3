"""How alerts and digests stand in the outbox: kinds, keys, and what belongs together."""

# Kinds of messages; each points at the row that it tells of.
ALERT, DIGEST = "alert", "digest"


def alert_key(alert_id: int) -> str:
    """Return the key of an alert's message."""
    return f"{ALERT}:{alert_id}"


def digest_key(digest_id: int) -> str:
    """Return the key of a digest's message."""
    return f"{DIGEST}:{digest_id}"


def batch_of(tracker_id: int) -> str:
    """Return what a tracker's alerts belong to: what is news to it at once is told at once."""
    return f"tracker:{tracker_id}"
