"""How likely a price is to fall, in one line and never as advice; and the record in public."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from markupsafe import Markup

from bot.buttons.keyboards import forecast_button, home_button, keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.prices.calibration import LARGEST_ERROR
from domain.prices.forecast_record import Part, Record
from domain.prices.forecast_views import ForecastView
from domain.prices.queries.forecasts import DAYS, PERCENT
from domain.suppliers.cancel_rules import Deadline

CERTAIN = 100


def share(probability: float, t: Translator) -> str:
    """Return a probability in whole percent, or as hardly ever or nearly always."""
    percent = round(100 * probability)
    if not percent and probability:
        return f"<{t.percent(Decimal(1))}"
    if percent == CERTAIN and probability < 1:
        return f">{t.percent(Decimal(CERTAIN - 1))}"
    return t.percent(Decimal(percent))


def forecast_lines(
    told: ForecastView | None, now: datetime, zone: str, t: Translator
) -> list[Markup]:
    """Return what is said about a price, or was seen with such prices; mostly nothing."""
    if told is None:
        return []
    lines = [_chance_line(told, t)]
    free = told.free_cancel_until
    if free is not None and (until := Deadline(free).shown) > now:
        lines.append(
            t.markup(
                "You can book now, keep watching and cancel for free until {moment}.",
                moment=t.moment(until, zone),
            )
        )
    return [*lines, words.synthetic_line(t)] if told.is_synthetic else lines


def _chance_line(told: ForecastView, t: Translator) -> Markup:
    forecast, percent = told.forecast, t.percent(Decimal(told.percent))
    if forecast.abstains or forecast.probability is None:
        seen = forecast.fell / forecast.cases if forecast.cases else 0.0
        return t.nmarkup(
            "🔮 Of {count} similar price here, {share} fell by {percent} or more within a "
            "week. /forecast",
            "🔮 Of {count} similar prices here, {share} fell by {percent} or more within a "
            "week. /forecast",
            forecast.cases,
            share=share(seen, t),
            percent=percent,
        )
    return t.nmarkup(
        "🔮 {percent} or more cheaper within {days} days: {chance} (usual {usual}; {count} "
        "similar case). It may also rise. /forecast",
        "🔮 {percent} or more cheaper within {days} days: {chance} (usual {usual}; {count} "
        "similar cases). It may also rise. /forecast",
        forecast.cases,
        percent=percent,
        days=t.number(told.days),
        chance=share(forecast.probability, t),
        usual=share(forecast.base_rate, t),
    )


def explained(
    screen: Screen, told: ForecastView | Collection[ForecastView] | None, t: Translator
) -> Screen:
    """Return a screen with a link to how forecasts are made, where it has one."""
    rows = screen.keyboard.inline_keyboard if screen.keyboard is not None else []
    way = forecast_button(t)
    if not told or any(one.callback_data == way.callback_data for row in rows for one in row):
        return screen
    *above, last = rows or [[]]
    return replace(screen, keyboard=keyboard(*above, [*last, way]))


def render_record(record: Record, picture: bytes | None, t: Translator) -> Screen:
    """Return how good the forecasts are, misses included, and how they are made."""
    return Screen(
        words.lines(*record_lines(record, t)), keyboard([home_button(t)]), picture, keeps_photo=True
    )


def record_title(t: Translator) -> str:
    """Return the record's name."""
    return t.gettext("How good the forecasts are")


def axis_names(t: Translator) -> tuple[str, str]:
    """Return the labels of the record's two axes."""
    return t.gettext("Forecast"), t.gettext("Actual")


def record_lines(record: Record, t: Translator) -> list[Markup | str]:
    """Return the record in words, the whole first."""
    whole = record.whole
    lines: list[Markup | str] = [
        Markup("🔮 <b>{}</b>\n").format(record_title(t)),
        t.markup(
            "The question is always the same: will the price be {percent} or more lower within "
            "{days} days? The answer comes from how similar prices turned out here, by days to "
            "go and by how much a price moves. It never says when to book.",
            percent=t.percent(Decimal(PERCENT)),
            days=t.number(DAYS),
        ),
        "",
    ]
    if record.since is None:
        lines.append(t.markup("No forecasts yet."))
        return lines
    lines.append(
        t.markup(
            "Since {day}: {judged} forecasts have come due, {told} of them shown ({coverage}); "
            "the price fell {fell} times. {waiting} are waiting for their week to end.",
            day=t.full_day(record.since),
            judged=t.number(whole.judged),
            told=t.number(whole.told),
            coverage=share(whole.coverage, t),
            fell=t.number(whole.fell),
            waiting=t.number(record.waiting),
        )
    )
    if whole.told:
        lines += ["", *_scores(whole, t)]
        lines += ["", *(_part_line(part, t) for part in record.parts[1:])]
        lines.append(
            t.markup(
                "\n<i>Skill compares the squared error with that of always giving the usual "
                "rate: 0 is no better, 1 is never wrong. Every forecast shown counts, wrong ones "
                "too.</i>"
            )
        )
    return lines


def forecast_summary(record: Record, t: Translator) -> Markup:
    """Return the record in lines for administrators: the whole, then each source."""
    whole = record.whole
    head = t.markup(
        "🔮 <b>Forecasts</b>: {told} of {judged} shown, skill {skill}, error {error} /forecast",
        told=t.number(whole.told),
        judged=t.number(whole.judged),
        skill=skill_words(whole, t),
        error=t.percent(Decimal(round(1000 * whole.error)) / 10),
    )
    return words.lines(head, *(_part_line(part, t) for part in record.parts[1:]))


def _scores(part: Part, t: Translator) -> list[Markup]:
    return [
        t.markup("Skill: <b>{skill}</b>", skill=skill_words(part, t)),
        t.markup(
            "Forecasts and outcomes differ by {error} on average.",
            error=t.percent(Decimal(round(1000 * part.error)) / 10),
        ),
    ]


def render_silenced(source: str, kind: str, error: float, outcomes: int, t: Translator) -> Screen:
    """Return the notice to administrators that a source's forecasts proved wrong."""
    text = words.lines(
        t.markup(
            "🔇 <b>{source}, {kind}: forecasts are hidden</b>",
            source=words.supplier_name(source),
            kind=_kind_name(kind, t),
        ),
        t.markup(
            "They were off by {error} on average over {outcomes} outcomes; the limit is {limit}. "
            "Travellers don’t see them until they are back within it.",
            outcomes=t.number(outcomes),
            error=t.percent(Decimal(round(1000 * error)) / 10),
            limit=t.percent(Decimal(round(100 * LARGEST_ERROR))),
        ),
    )
    return Screen(text, keyboard([forecast_button(t), home_button(t)]))


def render_speaking(source: str, kind: str, since: date, t: Translator) -> Screen:
    """Return the notice to administrators that a source's forecasts are back."""
    text = words.lines(
        t.markup(
            "🔮 <b>{source}, {kind}: forecasts are back</b>",
            source=words.supplier_name(source),
            kind=_kind_name(kind, t),
        ),
        t.markup("They were hidden from {day} and are shown again.", day=t.full_day(since)),
    )
    return Screen(text, keyboard([forecast_button(t), home_button(t)]))


def _kind_name(kind: str, t: Translator) -> str:
    kinds = {
        "hotel": t.gettext("hotels"),
        "flight": t.gettext("flights"),
        "package": t.gettext("packages"),
    }
    return kinds[kind]


def _part_line(part: Part, t: Translator) -> Markup:
    silence = t.gettext(" · 🔇 hidden for now") if part.is_silenced else ""
    return t.markup(
        "• {source}, {kind}: {told} of {judged} shown, skill {skill}{silence}",
        source=words.supplier_name(part.source),
        kind=_kind_name(part.kind, t),
        told=t.number(part.told),
        judged=t.number(part.judged),
        skill=skill_words(part, t),
        silence=silence,
    )


def skill_words(part: Part, t: Translator) -> str:
    """Return a skill with its interval, a dash before there is any."""
    skill = part.skill
    if skill is None:
        return "–"
    value = t.number(Decimal(round(100 * skill.value)) / 100)
    if skill.low is None or skill.high is None:
        return t.gettext("{value} (too few for an interval)", value=value)
    return t.gettext(
        "{value} (between {low} and {high})",
        value=value,
        low=t.number(Decimal(round(100 * skill.low)) / 100),
        high=t.number(Decimal(round(100 * skill.high)) / 100),
    )
