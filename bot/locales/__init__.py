"""The languages of the screens.

The English texts in the code are the message ids; the other languages are in gettext catalogues
next to this file. `translator(language, region)` is all that renderers need.
"""

from bot.locales.translator import Translator, translator

__all__ = ["Translator", "translator"]
