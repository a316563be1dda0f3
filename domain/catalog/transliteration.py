"""Devanagari and Cyrillic words in Latin letters, as travellers spell places.

Neither reversible nor scholarly, but good enough for comparison with slips allowed.
"""

from collections.abc import Iterator

_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        [
            "k",
            "kh",
            "g",
            "gh",
            "n",
            "ch",
            "chh",
            "j",
            "jh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "p",
            "ph",
            "b",
            "bh",
            "m",
            "y",
            "r",
            "l",
            "v",
            "sh",
            "sh",
            "s",
            "h",
            "l",
        ],
        strict=True,
    )
)
_VOWELS = dict(
    zip(
        "अआइईउऊऋएऐओऔऑ", ["a", "a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", "o"], strict=True
    )
)
_SIGNS = dict(
    zip("ािीुूृेैोौॉ", ["a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", "o"], strict=True)
)
_NASALS = {"ं": "n", "ँ": "n", "ः": "h"}
_SILENT = "्"
_NUKTA = "़"
# Folding turns й into и and ё into е.
_CYRILLIC = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "sch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
) | {"ъ": "", "ь": ""}


def to_latin(word: str) -> Iterator[str]:
    """Yield spellings in Latin letters of a folded word in another script; none for Latin."""
    if any(c in _CONSONANTS or c in _VOWELS for c in word):
        yield from dict.fromkeys(
            " ".join(_devanagari(part, middle=middle) for part in word.split())
            for middle in (True, False)
        )
    elif any(c in _CYRILLIC for c in word):
        plain = "".join(_CYRILLIC.get(c, c) for c in word)
        yield from dict.fromkeys((plain, plain.replace("dzh", "j").replace("kkh", "kh")))


def _devanagari(word: str, *, middle: bool) -> str:
    """Spell a word; the vowel after a consonant is silent at the end, and perhaps in the middle."""
    letters = [c for c in word if c != _NUKTA]
    spelt: list[str] = []
    for at, letter in enumerate(letters):
        following = letters[at + 1] if at + 1 < len(letters) else ""
        if letter in _CONSONANTS:
            spelt.append(_CONSONANTS[letter])
            if following and following not in _SIGNS and following != _SILENT:
                after = letters[at + 2] if at + 2 < len(letters) else ""
                # Between two spoken syllables: जैसलमेर is Jaisalmer, not Jaisalamer.
                silent = not middle and at > 0 and letters[at - 1] != _SILENT and after in _SIGNS
                if not silent:
                    spelt.append("a")
        else:
            spelt.append(_VOWELS.get(letter) or _SIGNS.get(letter) or _NASALS.get(letter, ""))
    return "".join(spelt)
