"""The languages that the bot speaks and reads: one table.

A language whose catalogue is complete (`bot/locales/<code>`) and whose words the reader knows
(`domain/reading/words/<list>.py`) becomes one of the bot's by a line here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """One language: how it is named and written, and who writes it.

    `name` is English, `own_name` the language's own. `locale` is how it is written while nobody has
    said where (a CLDR locale), `script` an ISO 15924 code. `countries` are those that most of its
    travellers write from (ISO 3166-1 alpha-2), the likeliest first. `word_lists` name the modules
    of `domain.reading.words` with what its writers say, its own script's first. `shared_words` are
    those that it rightly has in common with English.
    """

    name: str
    own_name: str
    locale: str
    script: str
    countries: tuple[str, ...]
    word_lists: tuple[str, ...]
    shared_words: frozenset[str] = frozenset()


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
        ),
        "ru": Language(
            "Russian", "Русский", "ru_RU", "Cyrl", ("RU", "KZ", "BY", "UZ", "GE", "IL"), ("ru",)
        ),
    }
)
# Spoken to everyone whose own is not among them; its words stand in the code.
DEFAULT_LANGUAGE = "en"
