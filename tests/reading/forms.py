"""How people say a stay, language by language: written from what they write, not from a lexicon."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forms:
    """A language's ways to say each part. `{…}` are filled in; lists are chosen from."""

    places: tuple[tuple[str, tuple[str, ...]], ...]
    months: tuple[tuple[str, ...], ...]
    ranges: tuple[str, ...]
    starts: tuple[str, ...]
    nights: tuple[str, ...]
    adults: tuple[str, ...]
    one_child: tuple[str, ...]
    two_children: tuple[str, ...]
    rooms: tuple[str, ...]
    budgets: tuple[str, ...]
    in_all: tuple[str, ...]
    wishes: tuple[tuple[str, tuple[str, ...]], ...]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    place_in: tuple[str, ...] = ("{place}",)
    signs: tuple[str, ...] = ("{amount}",)


ENGLISH = Forms(
    places=(
        ("Goa", ("Goa", "goa", "GOA")), ("Jaipur", ("Jaipur", "jaipur")),
        ("Mumbai", ("Mumbai", "Bombay", "mumbai")), ("Paris", ("Paris", "paris")),
        ("Dubai", ("Dubai", "dubai")), ("Bengaluru", ("Bangalore", "Bengaluru")),
        ("Bangkok", ("Bangkok", "bangkok", "BKK")), ("Barcelona", ("Barcelona", "barcelona")),
        ("New York City", ("New York", "NYC", "new york")), ("Rome", ("Rome", "rome")),
        ("Singapore", ("Singapore", "singapore")), ("Amsterdam", ("Amsterdam", "amsterdam")),
        ("Lisbon", ("Lisbon", "lisbon")), ("Prague", ("Prague", "prague")),
        ("Istanbul", ("Istanbul", "istanbul")), ("Shimla", ("Shimla", "shimla")),
        ("Udaipur", ("Udaipur", "udaipur")), ("Tokyo", ("Tokyo", "tokyo")),
    ),
    months=(
        ("Jan", "January"), ("Feb", "February"), ("Mar", "March"), ("Apr", "April"), ("May",),
        ("Jun", "June"), ("Jul", "July"), ("Aug", "August"), ("Sept", "September", "Sep"),
        ("Oct", "October"), ("Nov", "November"), ("Dec", "December", "dec"),
    ),
    ranges=(
        "{d1}-{d2} {m}", "{d1} to {d2} {m}", "from {d1} to {d2} {m}", "{d1}th - {d2}th {m}",
        "{m} {d1}-{d2}", "{m} {d1} to {m} {d2}", "{d1} {m} - {d2} {m}", "{d1} {m} till {d2} {m}",
        "check in {d1} {m} check out {d2} {m}", "between {d1} and {d2} {m}", "{d1}–{d2} {m}",
    ),
    starts=("from {d1} {m}", "{d1} {m}", "starting {m} {d1}", "on {d1}th {m}", "arriving {d1} {m}"),
    nights=("{n} nights", "for {n} nights", "{n} nts", "{n}n", "{n} nites"),
    adults=("{n} adults", "{n} people", "for {n} people", "{n} ppl", "{n} pax", "{n} guests"),
    one_child=("1 child {a}", "1 kid aged {a}", "a {a} year old kid", "1 child ({a} yrs)"),
    two_children=("2 kids {a} and {b}", "2 children aged {a} and {b}", "2 kids ({a}, {b})",
                  "2 children {a} & {b} yrs"),
    rooms=("{n} rooms", "need {n} rooms", "{n} rms"),
    budgets=("under {amount}", "max {amount} a night", "below {amount} per night", "up to {amount}",
             "{amount} per night max", "budget {amount}", "less than {amount}/night"),
    in_all=("{amount} total", "total budget {amount}", "under {amount} in total"),
    wishes=(
        ("pool", ("with pool", "swimming pool", "w/ pool")), ("wifi", ("wifi", "with wi-fi")),
        ("breakfast", ("with breakfast", "breakfast included", "w/ breakfast")),
        ("parking", ("parking", "with parking")), ("refundable", ("free cancellation",)),
        ("4*", ("4 star", "4-star", "4*")), ("gym", ("gym", "with a gym")),
        ("pets", ("pet friendly", "with my dog")),
    ),
    openings=("", "", "", "hotel in", "hi, need a hotel in", "looking for a place in", "cheap hotel",
              "hotels", "can you find me something in", "pls find hotel in"),
    closings=("", "", "", "please", "thanks", "pls", "🙏", "asap", "!"),
    signs=("{amount}", "₹{amount}", "Rs {amount}", "{amount} rs"),
)  # fmt: skip

SPANISH = Forms(
    places=(
        ("Madrid", ("Madrid", "madrid")), ("Seville", ("Sevilla", "sevilla")),
        ("Barcelona", ("Barcelona", "barcelona")), ("Cancún", ("Cancún", "cancun")),
        ("Buenos Aires", ("Buenos Aires", "buenos aires", "Bs As")), ("Bogotá", ("Bogotá", "bogota")),
        ("Lisbon", ("Lisboa", "lisboa")), ("Rome", ("Roma", "roma")), ("Paris", ("París", "paris")),
        ("Mexico City", ("Ciudad de México", "CDMX")), ("London", ("Londres", "londres")),
        ("Bilbao", ("Bilbao", "bilbao")), ("Cusco", ("Cusco", "cusco")),
        ("Tenerife", ("Tenerife", "tenerife")),
    ),
    months=(
        ("enero", "ene"), ("febrero", "feb"), ("marzo",), ("abril", "abr"), ("mayo",), ("junio", "jun"),
        ("julio", "jul"), ("agosto", "ago"), ("septiembre", "sept"), ("octubre", "oct"),
        ("noviembre", "nov"), ("diciembre", "dic"),
    ),
    ranges=(
        "del {d1} al {d2} de {m}", "{d1}-{d2} {m}", "{d1} al {d2} {m}", "desde el {d1} hasta el {d2} de {m}",
        "{d1} de {m} a {d2} de {m}", "entre el {d1} y el {d2} de {m}", "{d1} - {d2} de {m}",
        "entrada {d1} {m} salida {d2} {m}",
    ),
    starts=("desde el {d1} de {m}", "a partir del {d1} de {m}", "el {d1} de {m}", "{d1} {m}"),
    nights=("{n} noches", "por {n} noches", "{n} noches", "durante {n} noches"),
    adults=("{n} adultos", "{n} personas", "para {n} personas", "somos {n}", "para {n}"),
    one_child=("1 niño de {a} años", "un niño de {a}", "1 niño ({a})"),
    two_children=("2 niños de {a} y {b} años", "2 niños ({a} y {b})", "dos niños de {a} y {b}"),
    rooms=("{n} habitaciones", "{n} cuartos"),
    budgets=("menos de {amount}", "máximo {amount} la noche", "hasta {amount} por noche",
             "{amount} por noche máximo", "presupuesto {amount}"),
    in_all=("{amount} en total", "presupuesto total {amount}"),
    wishes=(
        ("pool", ("con piscina", "con alberca")), ("breakfast", ("con desayuno", "desayuno incluido")),
        ("wifi", ("con wifi",)), ("parking", ("con parking", "estacionamiento")),
        ("refundable", ("cancelación gratuita",)), ("4*", ("4 estrellas",)),
        ("pets", ("admite mascotas", "con perro")),
    ),
    openings=("", "", "", "hotel en", "busco hotel en", "necesito alojamiento en", "hola, quiero un hotel en",
              "hotel barato en"),
    closings=("", "", "", "por favor", "gracias", "porfa"),
    signs=("{amount} euros", "{amount}€", "€{amount}"),
)  # fmt: skip

RUSSIAN = Forms(
    places=(
        ("Moscow", ("Москва", "в Москве", "москва")), ("Sochi", ("Сочи", "в Сочи", "сочи")),
        ("Kazan", ("Казань", "в Казани")), ("Istanbul", ("Стамбул", "в Стамбуле", "стамбул")),
        ("Dubai", ("Дубай", "в Дубае", "дубай")), ("Saint Petersburg", ("Питер", "спб", "в Питере")),
        ("Tbilisi", ("Тбилиси", "в Тбилиси")), ("Yerevan", ("Ереван", "в Ереване")),
        ("Antalya", ("Анталья", "в Анталье", "анталия")), ("Phuket", ("Пхукет", "на Пхукете")),
        ("Minsk", ("Минск", "в Минске")), ("Kaliningrad", ("Калининград", "в Калининграде")),
        ("Yekaterinburg", ("Екатеринбург", "екб")), ("Paris", ("Париж", "в Париже")),
    ),
    months=(
        ("января", "янв"), ("февраля", "фев"), ("марта",), ("апреля",), ("мая",), ("июня",), ("июля",),
        ("августа",), ("сентября",), ("октября",), ("ноября",), ("декабря", "дек"),
    ),
    ranges=(
        "с {d1} по {d2} {m}", "{d1}-{d2} {m}", "{d1} - {d2} {m}", "с {d1} до {d2} {m}",
        "{d1} {m} - {d2} {m}", "с {d1} {m} по {d2} {m}", "заезд {d1} {m} выезд {d2} {m}",
    ),
    starts=("с {d1} {m}", "{d1} {m}", "заезд {d1} {m}", "начиная с {d1} {m}"),
    nights=("{n} ночей", "на {n} ночей", "{n} ноч.", "{n} ночи"),
    adults=("{n} взрослых", "{n} человека", "на {n} человек", "{n} чел", "{n} взр", "{n} гостя"),
    one_child=("ребенок {a} лет", "1 ребенок {a} лет", "1 ребенок ({a})", "и ребенок {a} лет"),
    two_children=("2 детей {a} и {b} лет", "двое детей {a} и {b}", "2 ребенка {a} и {b} лет"),
    rooms=("{n} номера", "{n} комнаты"),
    budgets=("до {amount} за ночь", "не дороже {amount}", "максимум {amount} в сутки", "дешевле {amount}",
             "бюджет {amount}"),
    in_all=("{amount} за все", "всего {amount}", "общий бюджет {amount}"),
    wishes=(
        ("pool", ("с бассейном",)), ("breakfast", ("с завтраком", "завтрак включен")),
        ("wifi", ("с вайфаем",)), ("parking", ("с парковкой",)), ("refundable", ("бесплатная отмена",)),
        ("4*", ("4 звезды", "4*")), ("pets", ("можно с собакой", "с кошкой")),
    ),
    openings=("", "", "", "отель", "нужен отель", "ищу гостиницу", "привет, хочу отель", "подскажите жилье"),
    closings=("", "", "", "пожалуйста", "спасибо", "плиз"),
    signs=("{amount} руб", "{amount} рублей", "{amount}₽"),
)  # fmt: skip

HINDI = Forms(
    places=(
        ("Goa", ("गोवा",)), ("Jaipur", ("जयपुर",)), ("Mumbai", ("मुंबई",)), ("Delhi", ("दिल्ली",)),
        ("Shimla", ("शिमला",)), ("Udaipur", ("उदयपुर",)), ("Varanasi", ("वाराणसी", "बनारस")),
        ("Agra", ("आगरा",)), ("Dubai", ("दुबई",)), ("Bangkok", ("बैंकॉक",)), ("Pune", ("पुणे",)),
        ("Kolkata", ("कोलकाता",)),
    ),
    months=(
        ("जनवरी",), ("फरवरी",), ("मार्च",), ("अप्रैल",), ("मई",), ("जून",), ("जुलाई",), ("अगस्त",),
        ("सितंबर",), ("अक्टूबर",), ("नवंबर",), ("दिसंबर",),
    ),
    ranges=("{d1} से {d2} {m}", "{d1}-{d2} {m}", "{d1} {m} से {d2} {m} तक", "{d1} से {d2} {m} तक"),
    starts=("{d1} {m} से", "{d1} {m} को", "{d1} {m}"),
    nights=("{n} रात", "{n} रात के लिए", "{n} रातें"),
    adults=("{n} वयस्क", "{n} लोग", "{n} लोगों के लिए", "{n} बड़े"),
    one_child=("1 बच्चा {a} साल", "{a} साल का एक बच्चा", "1 बच्चा ({a})"),
    two_children=("2 बच्चे {a} और {b} साल", "2 बच्चे ({a}, {b})"),
    rooms=("{n} कमरे",),
    budgets=("{amount} से कम", "{amount} तक", "बजट {amount}", "अधिकतम {amount} प्रति रात"),
    in_all=("कुल {amount}", "कुल बजट {amount}"),
    wishes=(
        ("breakfast", ("नाश्ते के साथ",)), ("pool", ("स्विमिंग पूल",)), ("parking", ("पार्किंग",)),
        ("wifi", ("वाईफाई",)), ("4*", ("4 सितारा", "4 स्टार")), ("ac", ("एसी",)),
    ),
    openings=("", "", "होटल", "मुझे होटल चाहिए", "नमस्ते"),
    closings=("", "", "चाहिए", "कृपया", "धन्यवाद"),
    place_in=("{place}", "{place} में", "{place} में होटल"),
    signs=("{amount}", "₹{amount}", "{amount} रुपये"),
)  # fmt: skip

HINGLISH = Forms(
    places=(
        ("Goa", ("goa", "Goa")), ("Jaipur", ("jaipur",)), ("Mumbai", ("mumbai", "bombay")),
        ("Delhi", ("dilli", "delhi")), ("Shimla", ("shimla",)), ("Udaipur", ("udaipur",)),
        ("Varanasi", ("banaras", "varanasi")), ("Pune", ("pune",)), ("Lucknow", ("lucknow",)),
        ("Darjeeling", ("darjeeling",)), ("Ooty", ("ooty",)),
    ),
    months=ENGLISH.months,
    ranges=("{d1} se {d2} {m} tak", "{d1} {m} se {d2} {m} tak", "{d1}-{d2} {m}", "{d1} se {d2} {m}"),
    starts=("{d1} {m} se", "{d1} {m} ko"),
    nights=("{n} raat", "{n} raat ke liye", "{n} nights"),
    adults=("{n} log", "{n} logo ke liye", "{n} bade", "hum {n} log"),
    one_child=("1 bacha {a} saal ka", "1 baccha {a} saal"),
    two_children=("2 bache {a} aur {b} saal ke", "2 bacche {a} aur {b} saal"),
    rooms=("{n} kamre", "{n} rooms chahiye"),
    budgets=("{amount} se kam", "{amount} tak", "{amount} ke andar", "budget {amount}"),
    in_all=("total {amount}", "kul {amount}"),
    wishes=(
        ("breakfast", ("nashte ke saath", "breakfast ke saath")), ("ac", ("ac wala", "AC room")),
        ("pool", ("swimming pool wala",)), ("parking", ("parking ke saath",)), ("wifi", ("wifi",)),
    ),
    openings=("", "", "bhai", "hotel chahiye", "mujhe hotel chahiye", "sasta hotel", "yaar"),
    closings=("", "", "chahiye", "batao", "please", "dikhao"),
    place_in=("{place}", "{place} me", "{place} mein", "{place} me hotel"),
    signs=("{amount}", "{amount} rs", "{amount} rupaye"),
)  # fmt: skip

LANGUAGES = {
    "en": ENGLISH, "es": SPANISH, "ru": RUSSIAN, "hi": HINDI, "hinglish": HINGLISH,
}  # fmt: skip
