"""Refusals as pages, whoever refuses: a page's own handler, or a guard in front of all routes."""

from fastapi import Request
from starlette.responses import HTMLResponse

from bot.locales import Translator
from webhooks.access import doorkeeper
from webhooks.pages.visit import HOME, Visit, address_of, visit_of_stranger
from webhooks.problems import Refused, Words
from webhooks.words import words_for

UNREADABLE, TOO_SLOW, TOO_LARGE, UNAVAILABLE = 400, 408, 413, 503
NOWHERE = frozenset({404, 405})
# Nothing has gone wrong with what the visitor did.
CALM = NOWHERE | {UNAVAILABLE}
OF_BODY = frozenset({"content-length", "content-type"})
OTHER_HOST = "urn:often-hotels:host-not-ours"
# The stylesheet comes from our own address, since this one answers nothing.
ELSEWHERE = (
    "default-src 'none'; style-src {site}; img-src {site}; base-uri 'none'; frame-ancestors 'none'"
)


def page_of(request: Request, refused: Refused) -> HTMLResponse:
    """Return what a person sees of a problem that a guard or a route of the service tells."""
    keeper = doorkeeper(request)
    visit = visit_of_stranger(request, keeper)
    visit.headers |= {k: v for k, v in refused.headers.items() if k not in OF_BODY}
    words = refused.words or words_of_status(refused.status_code)
    if refused.kind == OTHER_HOST:
        return _from_elsewhere(visit, words(visit.t), keeper.app.settings.web_address)
    answer = refusal(visit, refused.status_code, words(visit.t))
    visit.cookies.write(answer)
    return answer


def refusal(visit: Visit, status: int, problem: str) -> HTMLResponse:
    """Return the page of a refusal, with the way on from it."""
    t, request = visit.t, visit.request
    goal, goal_words = HOME, t.gettext("Back to your account")
    if status == UNAVAILABLE:
        goal_words = t.gettext("Try again")
        if request.method == "GET":
            goal = address_of(request)
    return visit.page(
        "refused.html", status, title=_title(status, t), problem=problem, goal=goal,
        goal_words=goal_words, is_fault=status not in CALM,
    )  # fmt: skip


def _from_elsewhere(visit: Visit, problem: str, site: str) -> HTMLResponse:
    """Return the page that stands under another's name: it sets no cookies there."""
    visit.headers["Content-Security-Policy"] = ELSEWHERE.format(site=site)
    t = visit.t
    return visit.page(
        "refused.html", UNREADABLE, title=t.gettext("This isn’t our address"), problem=problem,
        goal=f"{site}{HOME}", goal_words=t.gettext("Open Often Hotels"), site=site, is_fault=False,
    )  # fmt: skip


def _title(status: int, t: Translator) -> str:
    if status in NOWHERE:
        return t.gettext("This page isn’t here")
    if status == UNAVAILABLE:
        return t.gettext("We’ll be right back")
    return t.gettext("That didn’t work")


def words_of_status(status: int) -> Words:
    """Return the words for a refusal of which only the status is known."""

    def words(t: Translator) -> str:
        if status in NOWHERE:
            return t.gettext("Nothing is at this address. Check it, or start from your account.")
        if status == TOO_SLOW:
            return t.gettext("That took too long to reach us. Please send it again.")
        if status == TOO_LARGE:
            return t.gettext("That’s more than we can take. Shorten it and send it again.")
        if status == UNREADABLE:
            return t.gettext("That couldn’t be read. Go back and send it again.")
        return words_for(RuntimeError(status), t)

    return words
