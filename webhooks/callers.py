"""Who makes a request, read from it before any route is chosen."""

from starlette.types import Scope

SCHEME = "bearer "
# What programs alone call, whatever they say they take.
PROGRAMS = ("/api/", "/mcp", "/telegram/")


def bearer_of(scope: Scope) -> str:
    """Return the token or key that a request bears, else an empty text."""
    given = header_of(scope, b"authorization")
    return given[len(SCHEME) :].strip() if given.lower().startswith(SCHEME) else ""


def header_of(scope: Scope, name: bytes) -> str:
    """Return a header's value (its name in lower case), else an empty text."""
    for own, value in scope["headers"]:
        if own == name:
            text: str = value.decode("latin-1")
            return text
    return ""


def is_for_person(scope: Scope) -> bool:
    """Return whether a browser asks for a page to look at."""
    if scope["path"].startswith(PROGRAMS):
        return False
    return "text/html" in header_of(scope, b"accept").lower()
