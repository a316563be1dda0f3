"""Dictionary forms of inflected place names: "в Москве" is Москва."""

from itertools import product

# Endings after folding (й is и), and what may replace them in the dictionary form.
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
    """Return the possible nominatives of a folded name, other than the name itself."""
    words = name.split()
    # The first words of a name are inflected (Нижнем Новгороде), the rest seldom.
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
