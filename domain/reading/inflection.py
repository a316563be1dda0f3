"""The dictionary form of a place's name that a sentence has bent: "в Москве" is Москва."""

from itertools import product

# Endings as the fold leaves them (й is и), and what the dictionary form may have instead.
_RUSSIAN = {
    "е": ("", "а", "я", "ь", "и", "о"),
    "и": ("ь", "я", "а", "ы", "и"),
    "ы": ("а",),
    "у": ("а", ""),
    "ю": ("я", "ь", "и"),
    "а": ("", "о"),
    "я": ("ь", "и"),
    "ом": ("", "о", "ыи", "ии"),
    "ем": ("ии", "ь", "е", "и"),
    "ои": ("а", "ая", "ыи"),
    "еи": ("я", "ь", "ая"),
    "ах": ("ы", "и", "а"),
    "ях": ("и",),
    "ых": ("ые", "ы"),
    "их": ("ие",),
    "ую": ("ая",),
    "ого": ("ыи", "ии", "ое"),
    "его": ("ии", "ее"),
    "ии": ("ия",),
    "ию": ("ия",),
    "ами": ("ы", "и"),
}
_HINDI = {"े": ("ा",), "ों": ("", "ा")}
SHORTEST_STEM = 2
MOST_FORMS = 80


def dictionary_forms(name: str) -> tuple[str, ...]:
    """Return what a folded name may be in the nominative, itself not among them."""
    words = name.split()
    # What is bent are the first words of a name (Нижнем Новгороде) and seldom the rest.
    bent = [(word, *_forms(word)) for word in words[:3]]
    if all(len(forms) == 1 for forms in bent):
        return ()
    forms = dict.fromkeys(
        " ".join((*chosen, *words[3:])) for chosen in product(*bent) if chosen != tuple(words[:3])
    )
    return tuple(forms)[:MOST_FORMS]


def _forms(word: str) -> tuple[str, ...]:
    endings = _RUSSIAN if "а" <= word[-1] <= "я" else _HINDI
    return tuple(
        word[: -len(ending)] + instead
        for ending, others in endings.items()
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM
        for instead in others
    )
