"""What a link moves along, in words."""

from collections.abc import Mapping

from bot.locales import Translator


def brought_words(counts: Mapping[str, int], t: Translator) -> str:
    """Return what moved over: "3 trackers, 1 booking"; empty if nothing did."""
    trackers, bookings = counts.get("trackers", 0), counts.get("bookings", 0)
    searches = counts.get("searches", 0)
    parts = []
    if trackers:
        parts.append(t.ngettext("{count} tracker", "{count} trackers", trackers))
    if bookings:
        parts.append(t.ngettext("{count} booking", "{count} bookings", bookings))
    if searches:
        parts.append(t.ngettext("{count} search", "{count} searches", searches))
    if folders := counts.get("folders", 0):
        parts.append(t.ngettext("{count} folder", "{count} folders", folders))
    if hotels := counts.get("group_hotels", 0):
        parts.append(t.ngettext("{count} hotel in groups", "{count} hotels in groups", hotels))
    if votes := counts.get("group_votes", 0):
        parts.append(t.ngettext("{count} vote in groups", "{count} votes in groups", votes))
    return ", ".join(parts)


def folded_words(counts: Mapping[str, int], t: Translator) -> str:
    """Return how many trackers both sides had; empty for none."""
    folded = counts.get("folded", 0)
    if not folded:
        return ""
    return t.ngettext(
        "{count} tracker was already in your account: its rules were added to that one.",
        "{count} trackers were already in your account: their rules were added to those.",
        folded,
    )


def merged_words(counts: Mapping[str, int], t: Translator) -> tuple[str, ...]:
    """Return what linking has brought into an account, a sentence each."""
    brought = brought_words(counts, t)
    told = (
        t.gettext("Added to your account: {things}.", things=brought) if brought else "",
        folded_words(counts, t),
    )
    return tuple(one for one in told if one)


def parted_words(counts: Mapping[str, int], t: Translator) -> tuple[str, ...]:
    """Return what a chat took with it, a sentence each."""
    taken = brought_words(counts, t)
    return (t.gettext("This chat keeps: {things}.", things=taken),) if taken else ()
