"""How alerts, digests and edits stand in the outbox: kinds, keys, and what belongs together."""

# Kinds of messages; each points at the row that it tells of, an edit at the alert that was sent.
ALERT, DIGEST, EDIT = "alert", "digest", "edit"


def alert_key(alert_id: int) -> str:
    """Return the key of an alert's message."""
    return f"{ALERT}:{alert_id}"


def digest_key(digest_id: int) -> str:
    """Return the key of a digest's message."""
    return f"{DIGEST}:{digest_id}"


def edit_key(alert_id: int, edition: int) -> str:
    """Return the key of the edit that makes of an alert's message its `edition`, from 1 on."""
    return f"{EDIT}:{alert_id}:{edition}"


def life_of(alert_id: int) -> str:
    """Return what the edits of an alert's message belong to: one is made after the other."""
    return f"living:{alert_id}"


def batch_of(tracker_id: int) -> str:
    """Return the batch of a tracker's alerts: its simultaneous news goes out together."""
    return f"tracker:{tracker_id}"
