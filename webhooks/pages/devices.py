"""What a browser calls itself, as its owner would call it."""

from bot.locales import Translator

# The first that fits counts: everybody claims to be Chrome, Safari and Mozilla as well.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("YaBrowser/", "Yandex"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
LONGEST = 40


def device_name(agent: str, t: Translator) -> str:
    """Return "Chrome, Android", or the beginning of what a program calls itself."""
    browser = next((name for sign, name in BROWSERS if sign in agent), None)
    system = next((name for sign, name in SYSTEMS if sign in agent), None)
    known = [part for part in (browser, system) if part is not None]
    if known:
        return ", ".join(known)
    return agent.strip()[:LONGEST] or t.gettext("Unknown device")
