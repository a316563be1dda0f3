"""The languages that the bot speaks and reads: one table.

A language whose catalogue is complete (`bot/locales/<code>`) and whose words the reader knows
(`domain/reading/words/<list>.py`) becomes one of the bot's by a line here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its names, how it is written, and where.

    `name` is English, `own_name` the language's own. `locale` (CLDR) is used until the traveller's
    country is known, `script` is an ISO 15924 code. `countries` are those that most of its
    travellers write from (ISO 3166-1 alpha-2), the likeliest first. `word_lists` name the modules
    of `domain.reading.words` with its writers' words, its own script's first. `shared_words` are
    the words that it rightly shares with English. `spoken_in` decides among namesakes: "Toledo" in
    a Spanish line is in a Spanish-speaking country. Empty for English, which is written everywhere.
    """

    name: str
    own_name: str
    locale: str
    script: str
    countries: tuple[str, ...]
    word_lists: tuple[str, ...]
    shared_words: frozenset[str] = frozenset()
    spoken_in: frozenset[str] = frozenset()


SPANISH_SPEAKING = frozenset({
    "ES", "MX", "AR", "CO", "PE", "CL", "VE", "EC", "GT", "CU", "BO", "DO", "HN", "PY", "SV", "NI",
    "CR", "PA", "UY", "PR",
})  # fmt: skip
LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        # English as it is written where most travellers of this bot live: 12 Dec, ₹1,20,000.
        "en": Language(
            "English", "English", "en_IN", "Latn", ("US", "GB", "IN", "AU", "CA", "AE"), ("en",)
        ),
        "hi": Language(
            "Hindi",
            "हिन्दी",
            "hi_IN",
            "Deva",
            ("IN", "AE", "US", "GB", "NP", "CA"),
            ("hi", "hinglish"),
            spoken_in=frozenset({"IN"}),
        ),
        # As in Spain, whose 1.234,50 and 17:30 are read elsewhere too.
        "es": Language(
            "Spanish",
            "Español",
            "es_ES",
            "Latn",
            ("ES", "MX", "AR", "CO", "CL", "US"),
            ("es",),
            frozenset(
                {
                    "bar",
                    "h",
                    "hotel",
                    "km",
                    "m",
                    "min",
                    "resort",
                    "spa",
                    "suite",
                    "total",
                    "villa",
                    "webhooks",
                }
            ),
            spoken_in=SPANISH_SPEAKING,
        ),
        "ru": Language(
            "Russian",
            "Русский",
            "ru_RU",
            "Cyrl",
            ("RU", "KZ", "BY", "UZ", "GE", "IL"),
            ("ru",),
            spoken_in=frozenset({"RU", "BY", "KZ", "KG"}),
        ),
    }
)
# For everyone whose own language is not among them; its words are in the code.
DEFAULT_LANGUAGE = "en"


def spoken_in(word_list: str) -> frozenset[str]:
    """Return the countries that speak the language of a list of words."""
    speakers = (one.spoken_in for one in LANGUAGES.values() if word_list in one.word_lists)
    return next(speakers, frozenset())
