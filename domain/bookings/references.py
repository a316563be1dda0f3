"""References of our own, by which a supplier's books are asked for an order that may have come."""

import secrets

# Crockford's letters: none is taken for another when it is read out over the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 4, 4


def new_client_ref() -> str:
    """Return a reference that was never used: 80 random bits, 22 characters of [A-Z0-9-]."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(("OH", *groups))
