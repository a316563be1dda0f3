"""Polls as their messages show them."""

import secrets
from collections.abc import Iterable
from typing import Any

from sandbox.telegram.people import StoredMessage

Poll = dict[str, Any]


def new_poll(
    question: str, options: Iterable[str], kind: str = "regular", *, is_anonymous: bool = True
) -> Poll:
    """Return an open poll without votes."""
    return {
        "id": str(secrets.randbits(60)),
        "question": question,
        "options": [
            {"persistent_id": str(number), "text": one, "voter_count": 0}
            for number, one in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": is_anonymous,
        "type": kind,
        "allows_revoting": kind != "quiz",
        "members_only": False,
        "allows_multiple_answers": False,
    }


def fresh_poll(poll: Poll) -> Poll:
    """Return a poll again, as a copy asks it: without votes, and open."""
    options = [{**option, "voter_count": 0} for option in poll["options"]]
    begun = {"id": str(secrets.randbits(60)), "total_voter_count": 0, "is_closed": False}
    return {**poll, **begun, "options": options}


def count(stored: StoredMessage, person_id: int, options: Iterable[int]) -> None:
    """Count a person's vote in a poll's message; without options, take it back."""
    poll = stored.body["poll"]
    stored.votes[person_id] = list(options)
    cast = [number for chosen in stored.votes.values() for number in chosen]
    for number, option in enumerate(poll["options"]):
        option["voter_count"] = cast.count(number)
    poll["total_voter_count"] = sum(bool(chosen) for chosen in stored.votes.values())
