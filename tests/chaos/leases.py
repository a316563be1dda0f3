"""Whose a lease is."""

from uuid import UUID


def holder_of(lease: UUID) -> int:
    """Return the id of the process that created a lease, on its machine."""
    return lease.int & 0xFFFF_FFFF
