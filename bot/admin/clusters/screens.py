"""Clusters as administrators see them."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from bot.admin.clusters.buttons import (
    CLUSTERS_A_PAGE,
    amenities_keyboard,
    boards_keyboard,
    cluster_keyboard,
    delete_keyboard,
    kinds_keyboard,
    list_keyboard,
    name_keyboard,
    namesakes_keyboard,
    part_keyboard,
    parts_keyboard,
    place_of,
    question_keyboard,
)
from bot.buttons.keyboards import echo, page_of
from bot.locales import Translator
from bot.pictures.points_map import describe_points
from bot.pictures.style import Palette
from bot.sending.screen import Screen
from bot.words.terms import board_name, lines
from bot.words.wishes import amenity_name
from domain.catalog.errors import PlaceAmbiguous
from domain.clusters.members import Preview
from domain.clusters.rule_edits import Path, children, walk
from domain.clusters.rules import (
    AllOf,
    AnyOf,
    Chain,
    Country,
    Distance,
    HasAmenity,
    HasBoard,
    NoneOf,
    Place,
    Popularity,
    Price,
    Property,
    Rating,
    Rule,
    Stars,
)
from domain.clusters.service import ClusterView
from domain.money import Money

# Telegram strips plain spaces at the start of a line.
INDENT = "\N{EM SPACE}"
MOST_NAMESAKES = 8


def render_clusters(
    clusters: Sequence[ClusterView], t: Translator, *, sought: str = "", page: int = 0
) -> Screen:
    """Return a page of the clusters, or the first of those that what was typed looks for."""
    nothing = (
        t.gettext("No collection is called “{text}”.", text=echo(sought))
        if sought
        else t.gettext("Nothing here yet")
    )
    text = lines(
        t.markup("🗂 <b>Collections</b>\n"),
        t.gettext("Hotels described by conditions. Public ones (🌍) are open to travellers."),
        t.gettext("Choose one, or send a part of its name or a place.") if clusters else nothing,
    )
    # A page of what was sought leads to no other: more of a name leads there.
    found = clusters[:CLUSTERS_A_PAGE] if sought else clusters
    return Screen(text, list_keyboard(*page_of(found, page, CLUSTERS_A_PAGE), t))


def render_name_question(t: Translator, problem: str | None = None) -> Screen:
    """Return the question for a name."""
    words = t.gettext("What is the collection called? For example: Beach resorts in Goa")
    return Screen(_asked(words, problem), name_keyboard(t))


def _asked(question: str, problem: str | None) -> Markup:
    """Return a question, below what was wrong with the last answer."""
    return lines(Markup("⚠️ {}\n").format(problem) if problem else None, question)


def render_cluster(
    cluster: ClusterView, known: Preview, zone: str, t: Translator, palette: Palette
) -> Screen:
    """Return a cluster with its conditions, what they mean now, and where that lies."""
    refreshed = cluster.refreshed_at
    text = lines(
        t.markup("🗂 <b>{name}</b>", name=cluster.name),
        "",
        *(Markup("{}").format(line) for line in _tree(cluster.rule, t)),
        None if cluster.parts else t.gettext("No conditions yet: add one."),
        "",
        t.ngettext("{count} hotel", "{count} hotels", cluster.hotel_count),
        t.gettext("Best known: {hotels}", hotels=", ".join(known.names)) if known.names else None,
        t.gettext("Average rating: {rating}", rating=t.number(known.average_rating))
        if known.average_rating is not None
        else None,
        t.gettext("Updated {moment}", moment=t.moment(refreshed, zone)) if refreshed else None,
        t.gettext("⚠️ The last update failed; the hotels are unchanged.")
        if cluster.refresh_error
        else None,
    )
    picture = describe_points(known.points, t.gettext("km"))
    return Screen(
        text,
        cluster_keyboard(cluster, t),
        None if picture is None else picture.draw(palette),
    )


def _tree(rule: Rule | None, t: Translator) -> list[str]:
    """Return a rule's parts, a line each, those of a group set in."""
    return [f"{INDENT * (len(path) - 1)}• {part_words(part, t)}" for path, part in _shown(rule)]


def _shown(rule: Rule | None) -> list[tuple[Path, Rule]]:
    """Return the parts that have their own line; what `not` holds is written in its line."""
    parts = list(walk(rule))
    alone = {
        (*path, 0) for path, part in parts
        if isinstance(part, NoneOf) and not children(part.of)
    }  # fmt: skip
    return [(path, part) for path, part in parts if path not in alone]


def part_words(part: Rule, t: Translator) -> str:
    """Return a part in words; a group's parts follow below it."""
    match part:
        case AllOf():
            return t.gettext("all of these:")
        case AnyOf():
            return t.gettext("any of these:")
        case NoneOf(of=of) if children(of):
            return t.gettext("none of these:")
        case _:
            return rule_words(part, t)


def rule_words(rule: Rule, t: Translator) -> str:
    """Return a condition, or a tree of them, in words."""
    match rule:
        case AllOf(of=of):
            return f"({' + '.join(rule_words(one, t) for one in of)})"
        case AnyOf(of=of):
            return f"({' / '.join(rule_words(one, t) for one in of)})"
        case NoneOf(of=of):
            return t.gettext("not: {condition}", condition=rule_words(of, t))
        case Stars(least=least, most=most):
            return t.gettext("Stars: {span}", span=_span(least, most, t))
        case Rating(least=least, most=most):
            return t.gettext("Rating: {span}", span=_span(least, most, t))
        case _:
            return _fact_words(rule, t)


def _fact_words(rule: Rule, t: Translator) -> str:
    match rule:
        case Place(name=name):
            return t.gettext("Place: {place}", place=name)
        case Country(code=code):
            return t.gettext("Place: {place}", place=t.locale.territories.get(code, code))
        case Distance(most_km=most, name=name):
            far = t.number(round(Decimal(most), 1))
            return t.gettext("Within {distance} km of {place}", distance=far, place=name)
        case Popularity(least=least, most=most):
            return t.gettext("Reviews: {span}", span=_span(least, most, t))
        case Price():
            return t.gettext("Price per night: {span}", span=_price(rule, t))
        case _:
            return _offer_words(rule, t)


def _offer_words(rule: Rule, t: Translator) -> str:
    match rule:
        case Chain(of=of):
            return t.gettext("Name: {words}", words=t.alternatives(list(of)))
        case Property(of=of):
            return t.gettext("Kind: {words}", words=t.alternatives(list(of)))
        case HasAmenity(of=of):
            names = [amenity_name(one, t) for one in of]
            return t.gettext("Amenity: {words}", words=t.alternatives(names))
        case HasBoard(of=of):
            meals = [board_name(one, t) or one.value for one in of]
            return t.gettext("Meals: {words}", words=t.alternatives(meals))
    raise AssertionError(rule)


def _span(least: float | None, most: float | None, t: Translator) -> str:
    if most is None:
        return f"{t.number(least or 0)}+"
    return f"≤ {t.number(most)}" if least is None else f"{t.number(least)}–{t.number(most)}"


def _price(rule: Price, t: Translator) -> str:
    least = None if rule.least is None else t.money(Money.of(rule.least, rule.currency))
    most = None if rule.most is None else t.money(Money.of(rule.most, rule.currency))
    if most is None:
        return f"{least}+"
    return f"≤ {most}" if least is None else f"{least}–{most}"


def render_kinds(number: int, at: str, t: Translator) -> Screen:
    """Return the kinds of conditions."""
    words = t.gettext("What should the hotels have in common?")
    return Screen(Markup("{}").format(words), kinds_keyboard(number, at, t))


def render_amenities(number: int, at: str, t: Translator) -> Screen:
    """Return the amenities that can be asked for."""
    return Screen(t.markup("Which amenity?"), amenities_keyboard(number, at, t))


def render_boards(number: int, at: str, t: Translator) -> Screen:
    """Return the meals that can be asked for."""
    return Screen(t.markup("Which meals?"), boards_keyboard(number, at, t))


def render_value_question(
    number: int, kind: str, t: Translator, problem: str | None = None
) -> Screen:
    """Return the question for a condition's value, with an example."""
    words = {
        "place": t.gettext("Which place or country? For example: Goa"),
        "distance": t.gettext("How far from where? For example: 5 km of Goa"),
        "stars": t.gettext("How many stars? For example: 4+ or 3-5"),
        "rating": t.gettext("Which guest rating, out of 5? For example: 4.2+ or 3.5-4.5"),
        "price": t.gettext("How much can a night for 2 adults cost? For example: under 8000"),
        "popularity": t.gettext("How many reviews? For example: 500+"),
        "chain": t.gettext(
            "Which words in the name? For example: {example}", example="Taj, Oberoi"
        ),
        "property": t.gettext(
            "Which kind of place, in the suppliers’ words? For example: {example}", example="resort"
        ),
    }[kind]
    return Screen(_asked(words, problem), question_keyboard(number, t))


def render_namesakes(
    number: int, problem: PlaceAmbiguous, kilometres: float | None, at: str, t: Translator
) -> Screen:
    """Return the question which of the places with one name is meant."""
    name = problem.candidates[0][1].name
    words = t.gettext("Which {place} do you mean?", place=echo(name))
    places = [(t.full_name(full), key) for key, full in problem.candidates[:MOST_NAMESAKES]]
    keys = namesakes_keyboard(number, places, kilometres, at, t)
    return Screen(Markup("🤔 {}").format(words), keys)


def render_parts(cluster: ClusterView, t: Translator) -> Screen:
    """Return the rule part by part, each with the button that opens it."""
    shown = _shown(cluster.rule)
    numbers = [".".join(t.number(step + 1) for step in path) for path, _part in shown]
    told = [
        f"{number} {part_words(part, t)}"
        for number, (_path, part) in zip(numbers, shown, strict=True)
    ]
    places = [place_of(path, cluster.rule) for path, _part in shown]
    buttons = list(zip(told, places, strict=True))
    text = lines(
        t.markup("✏️ <b>Conditions of {name}</b>\n", name=cluster.name),
        *(
            Markup("{}{}").format(INDENT * (len(path) - 1), line)
            for line, (path, _part) in zip(told, shown, strict=True)
        ),
        "",
        t.gettext("Choose the one to change. Groups can hold groups, four levels deep."),
    )
    return Screen(text, parts_keyboard(cluster.cluster_id, buttons, t))


def render_part(number: int, part: Rule, at: str, t: Translator) -> Screen:
    """Return one part, with what can be done about it."""
    held = [f"• {rule_words(one, t)}" for one in children(part)] if is_group(part) else []
    text = lines(Markup("✏️ <b>{}</b>").format(part_words(part, t)), *held)
    return Screen(text, part_keyboard(number, part, at, t))


def is_group(part: Rule) -> bool:
    """Return whether a part has a line for each of those that it holds."""
    return isinstance(part, AllOf | AnyOf) or (isinstance(part, NoneOf) and bool(children(part.of)))


def render_delete_question(cluster: ClusterView, t: Translator) -> Screen:
    """Return the question whether a cluster is to go, naming what stays."""
    text = t.markup(
        "⚠️ Delete “{name}” with its conditions? Travellers who track it keep their trackers.",
        name=cluster.name,
    )
    return Screen(text, delete_keyboard(cluster.cluster_id, t))
