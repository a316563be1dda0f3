"""Flights, packages and trips from their meanings: random forms in random order, as rows to judge.

The forms are kept apart from the reader's lexicon, as those of stays are in `forms`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.reading.forms import LANGUAGES
from tests.reading.generator import TODAY, ordinals
from tests.reading.handed import Row

# Cities with one airport each, by their codes.
CODES = {
    "DEL": ("Delhi", "Delhi", "दिल्ली", "Дели"), "BOM": ("Mumbai", "Bombay", "मुंबई", "Мумбаи"),
    "BLR": ("Bangalore", "Bengaluru", "बेंगलुरु", "Бангалор"), "PNQ": ("Pune", "Pune", "पुणे", "Пуна"),
    "MAA": ("Chennai", "Chennai", "चेन्नई", "Ченнаи"), "JAI": ("Jaipur", "Jaipur", "जयपुर", "Джайпур"),
}  # fmt: skip
TOWNS = {
    "Goa": ("Goa", "Goa", "गोवा", "Гоа"), "Dubai": ("Dubai", "Dubái", "दुबई", "Дубай"),
    "Singapore": ("Singapore", "Singapur", "सिंगापुर", "Сингапур"),
    "Bangkok": ("Bangkok", "Bangkok", "बैंकॉक", "Бангкок"),
    "Paris": ("Paris", "París", "पेरिस", "Париж"),
}  # fmt: skip
STOPS = {
    "Agra": ("Agra", "Agra", "आगरा", "Агра"), "Jaipur": ("Jaipur", "Jaipur", "जयपुर", "Джайпур"),
    "Udaipur": ("Udaipur", "Udaipur", "उदयपुर", "Удайпур"),
    "Rome": ("Rome", "Roma", "रोम", "Рим"), "Paris": ("Paris", "París", "पेरिस", "Париж"),
    "Prague": ("Prague", "Praga", "प्राग", "Прага"),
    "Vienna": ("Vienna", "Viena", "वियना", "Вена"),
}  # fmt: skip
SPELT = {"en": 0, "es": 1, "hi": 2, "ru": 3, "hinglish": 0}


@dataclass(frozen=True, slots=True)
class JourneyForms:
    """A language's ways to say journeys: `{a}` and `{b}` are places, `{d}` a day, `{n}` nights."""

    flights: tuple[str, ...]
    returns: tuple[str, ...]
    packages: tuple[str, ...]
    stop: tuple[str, ...]
    joints: tuple[str, ...]
    trips: tuple[str, ...]
    starts: tuple[str, ...]
    people: tuple[str, ...]
    days: tuple[str, ...]


FORMS = {
    "en": JourneyForms(
        flights=("flight {a} to {b} {d}", "{a} to {b} flight on {d}", "fly {a} - {b} {d}",
                 "flights from {a} to {b}, {d}", "need a ticket to {b} from {a} for {d}",
                 "air tickets {a} {b} {d}"),
        returns=("return {d}", "returning {d}", "back on {d}", "coming back {d}",
                 "and return on {d}"),
        packages=("package to {b} from {a}", "{b} package from {a}", "flight + hotel {b} from {a}",
                  "hotel and flights to {b} from {a}", "holiday package {b} ex {a}"),
        stop=("{b} {n} nights", "{b} {n}n", "{n} nights in {b}", "{b} ({n} nights)"),
        joints=(", ", " then ", " + ", " - ", " and then "),
        trips=("", "trip: ", "itinerary ", "road trip "),
        starts=("from {d}", "starting {d}", "{d} onwards"),
        people=("{n} adults", "for {n}", "{n} people"),
        days=("{day} {m}", "{day}th {m}", "{m} {day}"),
    ),
    "es": JourneyForms(
        flights=("vuelo {a} {b} {d}", "vuelo de {a} a {b} el {d}", "billetes a {b} desde {a}, {d}",
                 "pasajes {a} - {b} {d}"),
        returns=("vuelta {d}", "regreso el {d}", "volviendo el {d}", "con vuelta el {d}"),
        packages=("paquete a {b} desde {a}", "vuelo y hotel en {b} desde {a}",
                  "vuelo + hotel {b} desde {a}"),
        stop=("{b} {n} noches", "{n} noches en {b}", "{b} ({n} noches)"),
        joints=(", ", " luego ", " y después ", " + "),
        trips=("", "ruta: ", "viaje ", "itinerario: "),
        starts=("desde el {d}", "a partir del {d}", "empezando el {d}"),
        people=("{n} adultos", "para {n}", "{n} personas"),
        days=("{day} de {m}", "{day} {m}"),
    ),
    "ru": JourneyForms(
        flights=("авиабилеты {a} {b} {d}", "билет {a} — {b} {d}", "самолёт {a} - {b}, {d}",
                 "рейс {a} {b} {d}"),
        returns=("обратно {d}", "возвращение {d}", "и обратно {d}"),
        packages=("перелёт + отель {a} - {b}", "турпакет {a} — {b}"),
        stop=("{b} {n} ночи", "{b} ({n} ночи)"),
        joints=(", ", " потом ", " затем ", " + ", " — "),
        trips=("", "маршрут: ", "поездка: "),
        starts=("с {d}", "начиная с {d}", "старт {d}"),
        people=("{n} взрослых", "{n} человека"),
        days=("{day} {m}",),
    ),
    "hi": JourneyForms(
        flights=("{a} से {b} फ्लाइट {d}", "{a} से {b} की उड़ान {d}", "{a} से {b} हवाई टिकट {d}"),
        returns=("वापसी {d}", "{d} को वापसी"),
        packages=("{a} से {b} पैकेज", "{b} पैकेज {a} से"),
        stop=("{b} {n} रात", "{b} में {n} रात"),
        joints=(", ", " फिर ", " और "),
        trips=("", "यात्रा: "),
        starts=("{d} से",),
        people=("{n} लोग", "{n} वयस्क"),
        days=("{day} {m}",),
    ),
    "hinglish": JourneyForms(
        flights=("{a} se {b} flight {d}", "{a} se {b} ki flight {d} ko", "flight {a} se {b} {d}"),
        returns=("wapsi {d}", "{d} ko wapas"),
        packages=("{a} se {b} package", "{b} ka package {a} se"),
        stop=("{b} {n} raat", "{b} me {n} raat"),
        joints=(", ", " phir ", " fir ", " uske baad "),
        trips=("", "trip "),
        starts=("{d} se",),
        people=("{n} log", "{n} bade"),
        days=("{day} {m}",),
    ),
}  # fmt: skip


def journeys(seed: int, count: int) -> Iterator[Row]:
    """Yield `count` rows of a seed: as many of each kind and language."""
    random = Random(seed)
    makers = (_flight, _package, _trip)
    for number in range(count):
        language = list(FORMS)[number % len(FORMS)]
        yield makers[number // len(FORMS) % len(makers)](random, language)


def _day(random: Random, language: str, day: date) -> str:
    month = random.choice(LANGUAGES[language].months[day.month - 1])
    said = random.choice(FORMS[language].days).format(day=day.day, m=month)
    return ordinals(said, day.day)


def _apart(random: Random) -> tuple[date, int]:
    return TODAY + timedelta(days=random.randrange(5, 250)), random.randrange(2, 9)


def _who(random: Random, language: str) -> tuple[int, str]:
    count = random.randrange(2, 5)
    return count, random.choice(FORMS[language].people).format(n=count)


def _flight(random: Random, language: str) -> Row:
    forms, spelt = FORMS[language], SPELT[language]
    one, other = random.sample(sorted(CODES), 2)
    out, nights = _apart(random)
    said = random.choice(forms.flights).format(
        a=CODES[one][spelt], b=CODES[other][spelt], d=_day(random, language, out)
    )
    back, parts = "-", []
    if random.random() < 0.6:
        home = out + timedelta(days=nights)
        back = f"{home:%m-%d}"
        parts.append(random.choice(forms.returns).format(d=_day(random, language, home)))
    count, who = 1, ""
    if random.random() < 0.6:
        count, who = _who(random, language)
        parts.append(who)
    text = random.choice((" ", ", ")).join([said, *parts])
    dates = f"{out:%m-%d} .. {back}"
    return Row("flight", language, text, f"{one} > {other}", dates, str(count), "", "economy", "")


def _package(random: Random, language: str) -> Row:
    forms, spelt = FORMS[language], SPELT[language]
    code, town = random.choice(sorted(CODES)), random.choice(sorted(TOWNS))
    start, nights = _apart(random)
    own = LANGUAGES[language]
    said = random.choice(forms.packages).format(a=CODES[code][spelt], b=TOWNS[town][spelt])
    when = f"{_day(random, language, start)} {random.choice(own.nights).format(n=nights)}"
    count, who = _who(random, language)
    parts = [when, who]
    random.shuffle(parts)
    text = random.choice((" ", ", ")).join([said, *parts])
    dates = f"{start}/{nights}"
    return Row("package", language, text, f"{code} > {town}", dates, str(count), "", "", "")


def _trip(random: Random, language: str) -> Row:
    forms, spelt = FORMS[language], SPELT[language]
    places = random.sample(sorted(STOPS), random.randrange(2, 4))
    start, _nights = _apart(random)
    form, joint = random.choice(forms.stop), random.choice(forms.joints)
    nights = [random.randrange(2, 5) for _place in places]
    told = joint.join(
        form.format(b=STOPS[place][spelt], n=n) for place, n in zip(places, nights, strict=True)
    )
    begin = random.choice(forms.starts).format(d=_day(random, language, start))
    count, who = _who(random, language)
    text = ", ".join([random.choice(forms.trips) + told, begin, who])
    wanted = ", ".join(f"{place} {n}" for place, n in zip(places, nights, strict=True))
    return Row("trip", language, text, wanted, f"{start:%m-%d}", str(count), "", "", "")
