"""What somebody types as a name: one line, of which something can be seen."""

import unicodedata

# Letters, signs and marks that are drawn as nothing: fillers of Korean syllables, the blank of
# Braille, and what only joins others or chooses their form.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Controls, formats, private signs and halves of others, what separates, and what stands on another
# sign only. What is unassigned may be an emoji that is newer than Python's tables.
_NOTHING_ALONE = frozenset({"Cc", "Cf", "Co", "Cs", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})


def name_of(typed: str) -> str:
    """Return a name on one line without control characters; empty if nothing of it can be seen."""
    kept = (sign if unicodedata.category(sign) != "Cc" or sign.isspace() else "" for sign in typed)
    name = " ".join("".join(kept).split())
    return name if any(map(is_visible, name)) else ""


def is_visible(sign: str) -> bool:
    """Return whether a character can be seen by itself."""
    return sign not in _BLANK and unicodedata.category(sign) not in _NOTHING_ALONE
