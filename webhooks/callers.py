"""Who makes a request, read from it before any route is chosen."""

from starlette.types import Scope

SCHEME = "bearer "


def bearer_of(scope: Scope) -> str:
    """Return the token or key that a request bears, empty where there is none."""
    given = header_of(scope, b"authorization")
    return given[len(SCHEME) :].strip() if given.lower().startswith(SCHEME) else ""


def header_of(scope: Scope, name: bytes) -> str:
    """Return a header's value (its name in small letters), empty where there is none."""
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), "")
