"""Islands and regions that people travel to and the data packages lack.

The packages list towns by population. A resort's is small, and an island or a coast is not a town.
"""

from dataclasses import dataclass

# Other names of the regions that come from airports, by country and subdivision.
REGION_NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("IN", "Goa"): ("गोवा", "Гоа"),
    ("IN", "Kerala"): ("केरल", "केरला", "Керала"),
    ("IN", "Rajasthan"): ("राजस्थान", "Раджастхан", "Rajastán"),
    ("IN", "Himachal Pradesh"): ("Himachal", "हिमाचल प्रदेश", "हिमाचल"),
    ("IN", "Andaman and Nicobar Islands"): (
        "Andaman", "Andamans", "Andaman Islands", "अंडमान", "Андаманские острова",
    ),
    ("IN", "Jammu and Kashmir"): ("Kashmir", "कश्मीर", "Кашмир", "Cachemira"),
    ("IN", "Ladakh"): ("लद्दाख", "Ладакх", "Ladak"),
    ("IN", "Sikkim"): ("सिक्किम", "Сикким"),
    ("IN", "Lakshadweep"): ("लक्षद्वीप", "Лакшадвип"),
    ("ID", "Bali"): ("बाली", "Бали"),
    ("TH", "Phuket"): ("फुकेत", "फुकेट", "Пхукет"),
    ("TH", "Krabi"): ("क्राबी", "Краби"),
    ("ES", "Canary-Islands"): ("Canaries", "Canarias", "Islas Canarias", "Канары", "Канарские острова"),
    ("ES", "Islas Baleares"): ("Balearic Islands", "Baleares", "Балеары", "Балеарские острова"),
    ("IT", "Tuscany"): ("Toscana", "Тоскана", "टस्कनी"),
    ("IT", "Sicily"): ("Sicilia", "Сицилия", "सिसिली"),
    ("IT", "Sardinia"): ("Sardegna", "Cerdeña", "Сардиния"),
    ("FR", "Corsica"): ("Corse", "Córcega", "Корсика"),
    ("GR", "Crete"): ("Creta", "Kriti", "Крит", "क्रीट"),
    ("PT", "Madeira"): ("Мадейра",),
    ("US", "Hawaii"): ("Hawái", "Hawaï", "Гавайи", "हवाई"),
    ("KR", "Jeju-do"): ("Jeju", "Jeju Island", "Чеджу"),
    ("TZ", "Zanzibar-Urban/West"): ("Zanzibar", "Zanzíbar", "Занзибар", "ज़ांज़ीबार"),
    ("UA", "Crimea"): ("Crimea", "Крым"),
    ("RU", "Karelia"): ("Карелия", "Carelia"),
    ("RU", "Altai"): ("Алтай", "Горный Алтай"),
    ("AT", "Tyrol"): ("Tirol", "Тироль"),
    ("DE", "Bavaria"): ("Baviera", "Бавария"),
    ("ES", "Principado de Asturias"): ("Asturias", "Астурия"),
    ("ES", "Cataluña"): ("Catalonia", "Catalunya", "Каталония"),
    ("ES", "Comunidad Foral de Navarra"): ("Navarra", "Navarre", "Наварра"),
    ("ES", "Comunidad Valenciana"): ("Valencian Community",),
    ("ES", "País Vasco"): ("Basque Country", "Euskadi", "Страна Басков"),
    ("ES", "Castilla y León"): ("Castile and León", "Castilla León"),
    ("FR", "Brittany"): ("Bretagne", "Bretaña", "Бретань"),
    ("FR", "Normandy"): ("Normandie", "Normandía", "Нормандия"),
    ("GR", "Peloponnese"): ("Peloponeso", "Пелопоннес"),
    ("IN", "Arunachal Pradesh"): ("Arunachal", "अरुणाचल", "अरुणाचल प्रदेश"),
    ("IN", "Nagaland"): ("नागालैंड", "Нагаленд"),
    ("IN", "Odisha"): ("Orissa", "ओडिशा"),
    ("IT", "Apulia"): ("Puglia", "Апулия"),
    ("IT", "Aosta Valley"): ("Valle d'Aosta", "Valle de Aosta"),
    ("IT", "Latium"): ("Lazio", "Лацио"),
    ("IT", "Piedmont"): ("Piemonte", "Piamonte", "Пьемонт"),
    ("IT", "The Marches"): ("Le Marche", "Las Marcas"),
    ("IT", "Trentino Alto Adige"): (
        "South Tyrol", "Südtirol", "Trentino", "Alto Adige", "Южный Тироль", "Трентино",
    ),
    ("IT", "Veneto"): ("Véneto", "Венето"),
    ("RU", "Altai-Krai"): ("Алтайский край",),
    ("RU", "Bashkortostan"): ("Башкортостан", "Башкирия"),
    ("RU", "Chechnya"): ("Чечня",),
    ("RU", "Dagestan"): ("Дагестан",),
    ("RU", "Kabardino-Balkariya"): ("Кабардино-Балкария",),
    ("RU", "Kalmykiya"): ("Калмыкия",),
    ("RU", "Khakasiya"): ("Хакасия",),
    ("RU", "Krasnodarskiy"): ("Краснодарский край",),
    ("RU", "Leningradskaya-Oblast'"): ("Ленинградская область", "Ленобласть"),
    ("RU", "Moscow-Oblast"): ("Московская область", "Подмосковье"),
    ("RU", "North Ossetia"): ("Северная Осетия", "Осетия"),
    ("RU", "Respublika-Buryatiya"): ("Бурятия", "Buryatia"),
    ("RU", "Sakha Republic"): ("Якутия", "Yakutia"),
    ("RU", "Sakhalin"): ("Сахалин",),
    ("RU", "Stavropol'skiy"): ("Ставропольский край", "Ставрополье"),
    ("RU", "Tatarstan"): ("Татарстан",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resort:
    """A region that no package has; `weight` stands in for its population among namesakes."""

    country_code: str
    name: str
    names: tuple[str, ...]
    latitude: float
    longitude: float
    time_zone: str
    weight: int = 3_000_000


RESORTS = (
    Resort("MV", "Maldives", ("Maldivas", "Мальдивы", "मालदीव"), 4.19, 73.53, "Indian/Maldives"),
    Resort("MU", "Mauritius", ("Mauricio", "Isla Mauricio", "Маврикий", "मॉरीशस"), -20.28, 57.55,
           "Indian/Mauritius", 1_200_000),
    Resort("SC", "Seychelles", ("Seychelles", "Сейшелы", "Сейшельские острова", "सेशेल्स"), -4.68, 55.49,
           "Indian/Mahe"),
    Resort("MT", "Malta", ("Мальта", "माल्टा"), 35.9, 14.45, "Europe/Malta"),
    Resort("IN", "Uttarakhand", ("उत्तराखंड", "Уттаракханд"), 30.07, 79.1, "Asia/Kolkata"),
    Resort("IN", "Coorg", ("Kodagu", "कूर्ग", "Кург"), 12.42, 75.74, "Asia/Kolkata"),
    Resort("IN", "Havelock Island", ("Havelock", "Swaraj Dweep", "हैवलॉक"), 11.98, 92.99, "Asia/Kolkata"),
    Resort("IN", "Palolem", ("पालोलेम", "Палолем", "Palolem Beach"), 15.01, 74.02, "Asia/Kolkata"),
    Resort("IN", "Kasol", ("कसोल", "Касол"), 32.01, 77.31, "Asia/Kolkata"),
    Resort("IN", "McLeod Ganj", ("Mcleodganj", "मैकलोडगंज", "Маклеод Гандж"), 32.24, 76.32,
           "Asia/Kolkata"),
    Resort("IN", "Baga Beach", ("Baga", "बागा", "Бага", "बागा बीच"), 15.555, 73.752, "Asia/Kolkata"),
    Resort("TR", "Cappadocia", ("Kapadokya", "Capadocia", "Каппадокия"), 38.65, 34.84,
           "Europe/Istanbul"),
    Resort("GR", "Santorini", ("Santorin", "Санторини", "सेंटोरिनी"), 36.41, 25.43, "Europe/Athens"),
    Resort("GR", "Rhodes", ("Rodas", "Родос"), 36.2, 28.0, "Europe/Athens"),
    Resort("GR", "Corfu", ("Corfú", "Kerkyra", "Корфу"), 39.6, 19.85, "Europe/Athens"),
    Resort("ES", "Mallorca", ("Majorca", "Майорка", "Мальорка"), 39.62, 2.98, "Europe/Madrid"),
    Resort("ES", "Menorca", ("Minorca", "Менорка"), 39.97, 4.08, "Europe/Madrid"),
    Resort("ES", "Tenerife", ("Тенерифе", "टेनेरिफ़"), 28.29, -16.63, "Atlantic/Canary"),
    Resort("ES", "Gran Canaria", ("Гран-Канария",), 27.96, -15.6, "Atlantic/Canary"),
    Resort("ES", "Lanzarote", ("Лансароте",), 29.05, -13.6, "Atlantic/Canary"),
    Resort("ES", "Fuerteventura", ("Фуэртевентура",), 28.36, -14.05, "Atlantic/Canary"),
    Resort("ES", "Andalusia", ("Andalucía", "Андалусия"), 37.5, -4.7, "Europe/Madrid"),
    Resort("ES", "Costa del Sol", ("Коста-дель-Соль",), 36.5, -4.7, "Europe/Madrid"),
    Resort("ES", "Costa Brava", ("Коста-Брава",), 41.85, 3.1, "Europe/Madrid"),
    Resort("PT", "Algarve", ("Алгарве",), 37.1, -8.2, "Europe/Lisbon"),
    Resort("PT", "Azores", ("Açores", "Азоры", "Азорские острова"), 37.78, -25.5, "Atlantic/Azores"),
    Resort("IT", "Amalfi Coast", ("Costiera Amalfitana", "Costa Amalfitana", "Амальфитанское побережье"),
           40.63, 14.6, "Europe/Rome"),
    Resort("FR", "French Riviera", ("Côte d'Azur", "Costa Azul", "Лазурный берег"), 43.6, 7.1,
           "Europe/Paris"),
    Resort("FR", "Provence", ("Provenza", "Прованс"), 43.8, 5.4, "Europe/Paris"),
    Resort("TH", "Phi Phi Islands", ("Phi Phi", "Koh Phi Phi", "Пхи-Пхи"), 7.74, 98.77, "Asia/Bangkok"),
    Resort("PH", "Boracay", ("Боракай",), 11.97, 121.92, "Asia/Manila"),
    Resort("ID", "Lombok", ("Ломбок",), -8.65, 116.32, "Asia/Makassar"),
    Resort("ID", "Gili Islands", ("Gili", "Gili Trawangan", "Гили"), -8.35, 116.05, "Asia/Makassar"),
    Resort("MY", "Langkawi", ("Лангкави",), 6.35, 99.8, "Asia/Kuala_Lumpur"),
    Resort("MY", "Penang", ("Пенанг",), 5.41, 100.33, "Asia/Kuala_Lumpur", 1_700_000),
    Resort("US", "Maui", ("Мауи",), 20.8, -156.33, "Pacific/Honolulu"),
    Resort("MX", "Riviera Maya", ("Ривьера-Майя",), 20.6, -87.1, "America/Cancun"),
    Resort("PF", "Bora Bora", ("Бора-Бора",), -16.5, -151.74, "Pacific/Tahiti"),
    Resort("RU", "Kamchatka", ("Камчатка",), 53.1, 158.6, "Asia/Kamchatka"),
    Resort("RU", "Dombay", ("Домбай", "Dombai"), 41.29, 41.62, "Europe/Moscow"),
)  # fmt: skip

# Towns in the packages that are meant far more often than their size suggests, by GeoNames id, with
# their weight and other names.
WELL_KNOWN: dict[int, tuple[int, tuple[str, ...]]] = {
    1263967: (400_000, ("मनाली", "Манали")),  # in Himachal Pradesh; its namesake is a suburb
    1261481: (400_000_000, ("नई दिल्ली", "Нью-Дели", "Nueva Delhi", "N Delhi")),
    1267154: (200_000, ("Khajuraho", "खजुराहो", "Кхаджурахо")),
    1258128: (400_000, ("Hrishikesh", "ऋषिकेश", "Ришикеш")),
    8858934: (100_000, ("Machu Picchu Pueblo", "Мачу-Пикчу")),
    3183130: (60_000, ("Амальфи",)),
    3180630: (60_000, ("Капри",)),
    308220: (150_000, ("Кемер",)),
    3128760: (30_000_000, ()),  # Barcelona in Spain, not in Venezuela
    3531673: (20_000_000, ()),  # Cancún, which is how some call Changchun
    3110044: (10_000_000, ("San Sebastián",)),
    3164603: (20_000_000, ("Venecia",)),
    301238: (120_000, ("Сиде",)),
}

# Other names of airports that the packages lack, by IATA code.
AIRPORT_NAMES: dict[str, tuple[str, ...]] = {
    "CDG": ("Roissy", "Шарль де Голль", "चार्ल्स डी गॉल", "Charles de Gaule"),
    "ORY": ("Orly", "Орли"),
    "LHR": ("Хитроу", "हीथ्रो"),
    "LGW": ("Гатвик",),
    "STN": ("Stansted", "Станстед"),
    "JFK": ("Kennedy", "Джона Кеннеди", "Кеннеди"),
    "EWR": ("Newark Liberty",),
    "DEL": ("Delhi", "दिल्ली", "Дели", "Indira Gandhi", "IGI", "IGIA", "इंदिरा गांधी", "Индиры Ганди"),
    "BOM": ("Chhatrapati Shivaji", "Mumbai", "छत्रपति शिवाजी"),
    "BLR": ("Kempegowda", "Bengaluru", "Bangalore", "केम्पेगौड़ा"),
    "GOI": ("Dabolim", "Goa", "डाबोलिम", "Даболим"),
    "GOX": ("Mopa", "Manohar", "मोपा"),
    "HYD": ("Rajiv Gandhi", "Shamshabad", "Hyderabad", "राजीव गांधी"),
    "CCU": ("Netaji Subhash Chandra Bose", "Dum Dum", "Kolkata"),
    "MAD": ("Barajas", "Madrid", "Adolfo Suárez", "Барахас"),
    "BCN": ("El Prat", "Barcelona", "Эль-Прат"),
    "SVO": ("Шереметьево", "Шереметево", "Sheremetevo"),
    "DME": ("Домодедово",),
    "VKO": ("Внуково",),
    "ZIA": ("Zhukovsky", "Жуковский"),
    "LED": ("Пулково",),
    "IST": ("Istanbul", "Стамбул"),
    "SAW": ("Sabiha Gökçen", "Сабиха Гёкчен"),
    "FCO": ("Fiumicino", "Фьюмичино"),
    "MXP": ("Мальпенса",),
    "AMS": ("Schiphol", "Схипхол"),
    "SIN": ("Changi", "Чанги"),
    "DXB": ("Дубай",),
    "BKK": ("Суварнабхуми", "Bangkok"),
    "EZE": ("Ezeiza",),
    "MEX": ("Benito Juárez",),
    "DPS": ("Ngurah Rai", "Denpasar", "Bali"),
    "HND": ("Haneda", "Ханэда"),
    "NRT": ("Нарита",),
    "ATH": ("Athens",),
}

# Where passengers stay if not in the airport's own town: a city or region.
AIRPORT_DESTINATIONS = {
    "GOI": "goa", "GOX": "goa", "DPS": "bali", "HKT": "phuket", "EWR": "new york city",
    "JFK": "new york city", "LGA": "new york city", "KIX": "osaka", "NRT": "tokyo",
    "BVA": "paris", "SXF": "berlin", "EZE": "buenos aires", "GRU": "sao paulo", "MLE": "maldives",
    "STN": "london", "LTN": "london",
}  # fmt: skip
