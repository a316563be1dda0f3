"""What people are called, where one has a name and the next has none."""

from bot.locales import Translator


def name_of(name: str, number: int, t: Translator) -> str:
    """Return somebody's name, or their account where they have none."""
    return name or t.gettext("account #{number}", number=str(number))


def full_name_of(name: str, number: int, t: Translator) -> str:
    """Return somebody's name with their account, which is named once."""
    if not name:
        return name_of(name, number, t)
    return t.gettext("{name} (account #{number})", name=name, number=str(number))
