"""What the words beside counted people add: per room, with the writer, with children. Pure."""

from domain.reading.tokens import Found

# Words that add the writer to the friends who are counted.
WITH_BEFORE = frozenset(
    {"with", "w", "me", "i", "con", "yo", "с", "я", "со", "main", "mai", "मैं", "plus"}
)
WITH_BEHIND = frozenset({"ke saath", "ke sath", "k sath", "के साथ", "saath", "sath", "साथ"})
EACH = (
    "each", "in each", "per room", "a room", "every room", "cada una", "por habitacion", "en cada",
    "в каждом", "в номере", "на номер", "har kamre", "per kamra", "हर कमरे", "प्रति कमरा",
)  # fmt: skip
INCLUDING = frozenset({
    "including", "incl", "incluyendo", "incluidos", "incluido", "contando", "включая", "milakar",
    "मिलाकर", "सहित",
})  # fmt: skip


def includes(found: Found) -> bool:
    """Return whether the next word includes others in the number: "6 people including 2 kids"."""
    return any(one.word in INCLUDING for one in found.tokens[found.span[1] :][:1])


def is_each(found: Found) -> bool:
    """Return whether the next words make it a number per room: "3 rooms, 2 persons each"."""
    end = found.span[1]
    behind = " ".join(token.word for token in found.tokens[end : end + 3])
    return behind.startswith(EACH)


def is_beside_friends(found: Found) -> bool:
    """Return whether the writer comes in addition: "with 3 friends", "me and 3 friends"."""
    start, end = found.span
    before = {token.word for token in found.tokens[max(start - 2, 0) : start]}
    behind = {token.word for token in found.tokens[end : end + 1]}
    return bool(before & WITH_BEFORE or behind & WITH_BEHIND)
