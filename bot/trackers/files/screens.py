"""Trackers as files: the explanation, and an import's result."""

from bot.buttons.keyboards import home_button, keyboard
from bot.errors import words_for
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trackers.listing.buttons import file_keyboard
from bot.words import terms as words
from domain.trackers.files import Fault, LineProblem
from domain.trackers.transfer import Imported

MOST_PROBLEMS = 15


def render_files(t: Translator) -> Screen:
    """Say how trackers are exported and imported."""
    text = words.lines(
        t.markup("📄 <b>Your trackers as a file</b>\n"),
        t.gettext("⬇️ Export them all, with rules, dates, names and check intervals."),
        t.gettext("⬆️ To import, send me a file like that here, JSON or CSV."),
    )
    return Screen(text, file_keyboard(t))


def render_reading_file(t: Translator) -> Screen:
    """Say that a file is being read."""
    return Screen(t.markup("📄 Reading your file…"))


def render_imported(imported: Imported, t: Translator) -> Screen:
    """Say what was imported, and each line that could not be."""
    problems = imported.problems
    hidden = len(problems) - MOST_PROBLEMS
    text = words.lines(
        t.nmarkup(
            "✅ <b>{count} tracker imported</b>",
            "✅ <b>{count} trackers imported</b>",
            imported.new,
        ),
        t.ngettext("{count} was already there.", "{count} were already there.", imported.known)
        if imported.known
        else None,
        t.markup("\n⚠️ <b>Skipped:</b>") if problems else None,
        *(_problem_line(problem, t) for problem in problems[:MOST_PROBLEMS]),
        t.ngettext("And {count} more line.", "And {count} more lines.", hidden)
        if hidden > 0
        else None,
    )
    return Screen(text, file_keyboard(t))


def render_file_refused(problem: str, t: Translator) -> Screen:
    """Say why a file cannot be read."""
    return Screen(t.markup("🤔 {words}", words=problem), keyboard([home_button(t)]))


def _problem_line(problem: LineProblem, t: Translator) -> str:
    if problem.refusal is not None:
        reason = words_for(problem.refusal, t)
        return t.gettext("{number}. {reason}", number=t.number(problem.number), reason=reason)
    reasons = {
        Fault.UNREADABLE: t.gettext("“{field}” can’t be read", field=problem.field or "?"),
        Fault.UNKNOWN: t.gettext("I don’t know this hotel or place"),
        Fault.OVER: t.gettext("its dates are in the past"),
        Fault.LIMIT: t.gettext("you’ve reached the tracker limit"),
    }
    number = t.number(problem.number)
    return t.gettext("{number}. {reason}", number=number, reason=reasons[problem.fault])
