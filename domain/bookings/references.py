"""Our own references, by which a supplier can be asked about an order that may have arrived."""

import secrets

# Crockford's letters, which are not mistaken for each other on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 4, 4


def new_client_ref() -> str:
    """Return an unused reference: 80 random bits, 22 characters of [A-Z0-9-]."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(("OH", *groups))
