"""Controls that reverse a line's direction, removed from whatever is shown."""

import re

# They turn all that follows on a line. The product writes none itself, so they come from names; the
# marks that letters of such a script need are others.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_turns(text: str) -> str:
    """Return a text in which no name reverses the direction of its neighbours."""
    return _TURNS.sub("", text)
