"""The words around amounts, in all languages together, normalised by `domain.reading.characters`.

`domain.reading.currencies` adds the names that Unicode's CLDR has for currencies.
"""

# Names for a single currency.
NAMES = {
    "USD": "bucks, buck, us dollar, us dollars, usd dollars, american dollar, american dollars,"
    " dolar estadounidense, dolares estadounidenses, dolares americanos, баксов, бакса, баксы,"
    " долл сша, доллара сша, us$, usa$",
    "INR": "inr, rupaye, rupay, rupye, rupiya, rps, indian rupees, रुपये, रुपए, रुपया, रुपयों, रु, रु.,"
    " रूपये, रूपए, रुपे, rupias indias, индийских рупии",
    "EUR": "euro, euros, евро, यूरो, eu, eur, €uro",
    "GBP": "quid, sterling, pounds sterling, pound sterling, british pounds, libras esterlinas,"
    " фунтов стерлингов, gbp, पाउंड स्टर्लिंग",
    "RUB": "рубли, руб, руб., рублей, рубля, рубль, рублям, рублями, рублеи, р, р., rubles, ruble, roubles,"
    " rouble, rublos, rublo, रूबल, rur, ₽",
    "AED": "dhs, dh, emirati dirham, emirati dirhams",
    "THB": "baht, bahts, bath, бат, батов, бата, бахт, बाट, thai baht",
    "JPY": "yen, yens, иен, иены, йен, येन, 円",
    "CNY": "yuan, rmb, renminbi, юанеи, юани, юань, юаня, युआन, 元, cn¥",
    "KRW": "won, вон, ₩",
    "TRY": "tl, turkish lira, лир, лиры",
    "CHF": "sfr, fr., swiss francs, swiss franc, швеицарских франков, francos suizos",
    "UAH": "грн, гривен, гривны, гривень, hryvnia, uah",
    "KZT": "тенге, tenge, тг",
    "BYN": "бел руб, белорусских рублеи",
    "GEL": "лари, lari, ₾",
    "AMD": "драм, драмов, ֏",
    "IDR": "rupiah, rp, rp., рупиах",
    "MYR": "ringgit, rm, ringgits",
    "VND": "dong, донгов, донга, ₫, đ",
    "PHP": "php, philippine pesos, philippine peso, ₱",
    "SGD": "singapore dollars, singapore dollar, s$, sg$",
    "HKD": "hong kong dollars, hk$",
    "TWD": "nt$, ntd",
    "AUD": "australian dollars, australian dollar, aussie dollars, a$, au$",
    "NZD": "new zealand dollars, kiwi dollars, nz$",
    "CAD": "canadian dollars, canadian dollar, loonies, c$, ca$, can$",
    "MXN": "pesos mexicanos, mexican pesos, mexican peso, peso mexicano, mx$, mex$",
    "ARS": "pesos argentinos, argentine pesos, ar$",
    "COP": "pesos colombianos, colombian pesos, col$",
    "CLP": "pesos chilenos, chilean pesos, cl$",
    "PEN": "soles, nuevos soles, s/, s/.",
    "BRL": "reais, reales, r$, reales brasilenos, реалов",
    "ZAR": "r, rand, rands, рандов, рэндов",
    "ILS": "shekel, shekels, nis, шекелеи, шекеля, ₪",
    "PLN": "zloty, zlotys, zl, zł, злотых",
    "CZK": "kc, kč, koruna, korun, крон чешских",
    "HUF": "forint, forints, ft, форинтов",
    "RON": "lei, leu",
    "BGN": "leva, lev, левов",
    "SEK": "swedish kronor, swedish krona, swedish kroner",
    "NOK": "norwegian kroner, norwegian krone, norwegian kronor",
    "DKK": "danish kroner, danish krone, danish kronor",
    "ISK": "icelandic kronur, icelandic krona",
    "NGN": "naira, nairas, ₦",
    "BDT": "taka, ৳",
    "PKR": "pakistani rupees, pkr",
    "LKR": "sri lankan rupees",
    "NPR": "nepali rupees, nepalese rupees, npr",
    "AZN": "manat, manats, манатов, ₼",
    "CRC": "colones, ₡",
    "GTQ": "quetzales, quetzal",
    "PYG": "guaranies, guarani, ₲",
    "VES": "bolivares, bs.",
    "BOB": "bolivianos, boliviano",
    "UZS": "сум, сумов, сума",
    "KGS": "сомов, сом",
    "MNT": "tugrik, tugriks, ₮",
    "KHR": "riel, riels, ៛",
    "LAK": "kip, kips, ₭",
    "GHS": "cedi, cedis, ₵",
    "QAR": "qatari riyals, qatari riyal",
    "SAR": "saudi riyals, saudi riyal, sar",
    "OMR": "omani rials, omani rial",
    "KWD": "kuwaiti dinars, kuwaiti dinar, kd",
    "BHD": "bahraini dinars, bd",
    "MAD": "moroccan dirhams, moroccan dirham",
    "EGP": "egyptian pounds, egyptian pound, le.",
}
# Names that several currencies share: all of them, and the one meant if nothing else decides.
SHARED = (
    ("$, dollar, dollars, dolar, dolares, доллар, доллара, долларов, доллары, долл, डॉलर, डालर",
     ("USD AUD CAD NZD SGD HKD TWD BBD BSD BZD BMD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD BND"
      " MXN ARS CLP COP DOP UYU CUP"), "USD"),
    ("rs, rs., rupee, rupees, rupia, rupias, рупии, рупия, рупию", "INR PKR LKR NPR MUR SCR IDR", "INR"),
    ("£, pound, pounds, libra, libras, фунт, фунта, фунтов, पाउंड, पौंड",
     "GBP EGP LBP SYP SDG SSP FKP GIP SHP", "GBP"),
    ("¥, 圆", "JPY CNY", "JPY"),
    ("peso, pesos, песо, पेसो", "MXN ARS CLP COP UYU DOP CUP PHP", None),
    ("dinar, dinars, dinares, динар, динара, динаров, दीनार",
     "KWD BHD JOD IQD TND DZD LYD RSD MKD", None),
    ("riyal, riyals, rial, rials, риал, риала, риалов, रियाल, ﷼", "SAR QAR OMR YER IRR", None),
    ("dirham, dirhams, dirhem, дирхам, дирхама, дирхамов, दिरहम", "AED MAD", "AED"),
    ("franc, francs, franco, francos, франк, франка, франков",
     "CHF XAF XOF XPF CDF RWF DJF GNF KMF BIF", "CHF"),
    ("kr, kr., krona, krone, kronor, kroner, kronur, coronas, corona, крон, кроны, крона",
     "SEK NOK DKK ISK CZK", None),
    ("shilling, shillings, chelines, шиллингов", "KES TZS UGX SOS", None),
    ("lira, liras, लीरा", "TRY", "TRY"),
)  # fmt: skip
# Codes that are also words count in capitals only.
WORD_LIKE = (
    "all top try mad cup pen cop bob gel sos mop bam lak sar mur ron ang bif dop ern nad pab mga "
    "sek sdg amd ars isk"
)
# Means of payment that are not a currency; the refusal names them.
NO_CURRENCIES = (
    "btc, bitcoin, bitcoins, eth, ether, ethereum, usdt, tether, usdc, doge, dogecoin, xrp, bnb,"
    " биткоин, биткоинов, биткоина, биткоины, बिटकॉइन, points, avios, puntos, баллов,"
    " dem, frf, itl, esp, pesetas"
)

# A currency after CHANGE_TO, or before CHANGE_BEHIND, is the one to show prices in.
CHANGE_TO = """
    switch to, switch prices to, change to, change currency to, change it to, change prices to, show in,
    show prices in, show me prices in, prices in, show everything in, set currency to, set it to, use,
    currency to, convert to, convert prices to, переключи на, переключись на, поменяй на, смени на,
    поменяй валюту на, смени валюту на, покажи в, показывай в, показывай цены в, покажи цены в, цены в,
    переведи в, считай в, хочу в, cambia a, cambia los precios a, cambialo a, pasa a, pasalo a, ponlo en,
    pon los precios en, precios en, muestra en, muestrame en, muestra los precios en, muestrame los precios en,
    cambiar a, mostrar en, convierte a
"""
CHANGE_BEHIND = """
    me dikhao, mein dikhao, me batao, mein batao, me dikha do, mein dikha do, me kar do, mein kar do,
    me karo, mein karo, में दिखाओ, में दिखाएं, में बताओ, में बताएं, में कर दो, में करो
"""

SCALES = {
    100: "hundred, hundreds, सौ, sau, сотен, сотни",
    1_000: "k, к, thousand, thousands, grand, тыс, тыс., тыр, тыщ, тыщи, тыщу, косарей, косаря, тысяч, тысячи, тысяча, тысячу, тр, т.р., т.р, т, mil,"
    " miles, हजार, hazar, hazaar, hajar, hajaar",
    100_000: "lakh, lakhs, lac, lacs, lack, lk, l, लाख, लाखों, лакх, lakhon",
    1_000_000: "million, millions, mn, mln, mio, m, millon, millones, млн, миллион, миллиона,"
    " миллионов, मिलियन, м",
    10_000_000: "crore, crores, cr, karod, करोड, करोडों, крор",
    1_000_000_000: "billion, billions, bn, млрд, миллиард, миллиарда, миллиардов, अरब, mil millones",
}  # fmt: skip
# A letter is a scale only right after its number: "5m", not "5 m from the beach".
TOUCHING = "l, m, t, т, м"
# "Up to" between a scale and its number: "тысяч до 50".
MOST_INSIDE = "до"
# Number words that may stand before a scale, besides those in each language's lexicon.
HALVES = {
    "0.5": "half a, half, medio, пол, आधा, aadha, полмиллиона",
    "1.5": "डेढ, dedh, полтора, полторы",
    "2.5": "ढाई, dhai, dhaai",
}
LEADING = {"साढे": "0.5", "sadhe": "0.5", "saadhe": "0.5"}

MOST_BEFORE = """
    under, below, less than, up to, upto, cheaper than, not more than, no more than, not over, not above,
    lower than, max, max., maximum, within, at most, max of, maximum of, around max, budget, budget of,
    budget is, my budget is, my budget, not exceeding, not to exceed, no higher than, capped at, cap,
    for under, for less than, until, till, <, <=, ≤, ⩽, hasta, hasta los, menos de, por debajo de, por menos de,
    no mas de, inferior a, maximo, como maximo, maximo de, max de, presupuesto, presupuesto de,
    presupuesto maximo, precio maximo, que no pase de, que no supere, no superior a, tope, до, дешевле,
    не дороже, ниже, не более, не больше, не выше, меньше, менее, максимум, макс, в пределах, бюджет,
    с бюджетом, бюджет до, цена до, бюджетом, бюджетом до, стоимость до, ценои до, не свыше, बजट,
    मेरा बजट, अधिकतम, ज्यादा से ज्यादा, zyada se zyada, jyada se jyada, max budget, budget max,
    budget under, budget upto, budget up to, price under, price below, price up to, price max, cost under,
    spend, spend up to, can spend, no greater than, underneath, sub, budget around, budget about,
    no more then, less then,
    nowt over, nowt above, nothing more than, not a penny over, не больше чем,
    not higher than, nothing above, nothing over, no dearer than, priced under, rate under, for max
"""
MOST_AFTER = """
    or less, tops, or cheaper, or below, and below, and under, or under, max, maximum, at most, budget,
    limit, o menos, como mucho, como maximo, maximo, de presupuesto, или дешевле, и дешевле, и меньше,
    максимум, не больше, не дороже, макс, से कम, से नीचे, तक, तक का, तक की, तक के, के अंदर, se kam, ke andar,
    से सस्ता, से कम में, se upar na jaye, se upar nahi, se upar na ho, se zyada na ho, se jyada na ho, se zyada na jaye, se upar nahin, se oopar nahi,
    से ऊपर नहीं, से ऊपर न जाए, से ऊपर ना जाए, से ज्यादा न हो, से ज्यादा ना हो, से ज्यादा नही, से ज्यादा नहीं, से अधिक नहीं, se zyada nahi, se jyada nahi, se kam me,
    se kam mein, के भीतर, tak ka budget, tak, tak ka, ke neeche, se neeche, के नीचे, का बजट, ka budget, ke under, max budget, बजट,
    भीतर, अधिकतम, upto, and less
"""
LEAST_BEFORE = """
    at least, minimum, min, min., over, above, more than, from, starting at, starting from, upwards of, no less than,
    not less than, not below, not under, not cheaper than, no cheaper than, greater than, higher than, >, >=, ≥, ⩾,
    al menos, como minimo, minimo, minimo de, mas de, desde, a partir de, por encima de, no menos de,
    superior a, precio minimo, от, больше, более, дороже, выше, свыше, минимум, мин, не менее, не меньше, не ниже,
    не дешевле, как минимум, цена от, कम से कम, न्यूनतम, kam se kam, minimum of, min of, price from,
    price over, price above, nothing below, nothing under, nothing cheaper than, budget from, бюджет от,
    presupuesto desde, starting
"""
LEAST_AFTER = """
    or more, and up, and above, or above, or higher, and more, or up, +, plus, minimum, at least, upwards, o mas,
    y mas, como minimo, minimo, al menos, para arriba, y superior, и больше, и выше, и дороже, и более,
    или больше, или выше, минимум, как минимум, и свыше, से ज्यादा, से ऊपर, से अधिक, से महंगा, या ज्यादा, या अधिक, और ऊपर,
    se zyada, se jyada, se upar, se adhik, se mehnga, onwards, and over, or over
"""
ABOUT = """
    about, around, approx, approximately, roughly, circa, ca, ca., ~, ≈, some, sobre, unos, unas, alrededor de,
    cerca de, aprox, около, примерно, порядка, где-то, приблизительно, लगभग, करीब, lagbhag, karib, kareeb, for,
    за, por, at, priced at, price, cost, costs, costing, цена, ценои, стоимость, стоимостью, precio, कीमत, दाम
"""
NIGHTLY = """
    per night, a night, an night, each night, nightly, night each, pn,
    p/n, every night, per day, a day, /night, / night, /n, /nt, /day, a nite, per nite, /nite, pernight, night, nights rate, one night,
    por noche, la noche, cada noche, por dia, al dia, /noche, noche,
    за ночь, в сутки, за сутки, в ночь, за одну ночь, /ночь, /сутки,
    за день, в день, ночь, प्रति रात, हर रात, प्रति रात्रि, एक रात का, एक रात, रोज, प्रति दिन, per raat, ek raat ka, ek raat, har raat, रात का, /रात,
    हर रोज, par night, each nite
"""
A_ROOM = """
    per room, a room, each room, per room per night, per room a night, a room a night, per night per room, a night per room,
    /room, / room, /room/night, per room per day, each room per night, every room,
    por habitacion, por habitacion y noche, por habitacion por noche, la noche por habitacion, por noche por habitacion,
    por noche y habitacion, cada habitacion, por cuarto, /habitacion,
    за номер, за номер в сутки, за номер за ночь, за каждыи номер, /номер, за ночь за номер, в сутки за номер,
    प्रति कमरा, हर कमरे का, एक कमरे का, प्रति कमरा प्रति रात, per kamra, har kamre ka, ek kamre ka, per room per raat, ek room ka
"""
TOTAL = """
    los dos, entre los dos, entre todos, for both, for both of us, for everyone, for the group, на всех, sabka, sabhi ka,
    per month, a month, for the month, monthly, al mes, por mes, mensual, за месяц, в месяц, महीने का, mahine ka, per mahina,
    total, in total, for the stay, in all of, for the whole stay, overall, altogether, all in, for everything,
    for the entire stay, for the trip, whole stay, in all, all together, for all nights, for the whole trip, all inclusive price,
    whole trip, entire stay, per stay, a stay, /stay, all up, all told, for all,
    en total, total, por toda la estancia, por la estancia, toda la estancia, para toda la estancia, por todo,
    todo el viaje, en todo, por el viaje, por toda la estadia, la estancia, por estancia, /estancia,
    всего, за все, за весь срок, итого, за всю поездку, за все время, в сумме, за весь отдых,
    на все, за все ночи, за проживание, суммарно, в общем, общии,
    कुल, कुल मिलाकर, पूरे प्रवास के लिए, पूरा, kul, kul milakar, total me, टोटल, total mein, पूरे ठहराव के लिए, सब मिलाकर, sab milakar
"""
A_COUPLE = "per couple, a couple, por pareja, на пару, с пары, प्रति जोड़ा"
# Per person, or per room if rooms are counted.
EACH = "each, cada uno"
A_PERSON = """
    per person, per head, a head, pp, p/p, a person, per pax, per adult, /person, /pax, /head, per guest, p.p.,
    por persona, por cabeza, /persona, por adulto,
    с человека, за человека, на человека, с носа, на одного, на каждого, /чел, с каждого,
    प्रति व्यक्ति, हर व्यक्ति, per vyakti, प्रति व्यक्ती, per bande
"""
TO = "-, to, and, till, until, upto, up to, a, y, hasta, до, и, से, तक, se, ~, /, or, o, или"
BETWEEN = (
    "between, from, entre, de, desde, между, от, с, के बीच, बीच, price, budget, price range, range"
)
FILLER = "of, is, the, a, los, las, de, del, el, la, it, be, with, in, mein, में, me, का, की, ka, ki, :, =, for, на, hotel, only, just"
COUNTED = {
    1: "one, a, एक, ek, uno, un, una, одна, один, одну",
    2: "two, दो, do, dos, два, две",
    3: "three, तीन, teen, tres, три",
    4: "four, चार, char, chaar, cuatro, четыре",
    5: "five, पांच, पाच, पाँच, paanch, panch, cinco, пять",
    6: "six, छह, छः, छ, chhe, che, seis, шесть",
    7: "seven, सात, saat, siete, семь",
    8: "eight, आठ, aath, ocho, восемь",
    9: "nine, नौ, nau, nueve, девять",
    10: "ten, दस, das, diez, десять",
    11: "eleven, ग्यारह, gyarah, once, одиннадцать",
    12: "twelve, बारह, barah, doce, двенадцать",
    15: "fifteen, पंद्रह, pandrah, quince, пятнадцать",
    20: "twenty, बीस, bees, veinte, двадцать",
    25: "पच्चीस, pachees, veinticinco",
    30: "thirty, तीस, tees, treinta, тридцать",
    40: "forty, चालीस, chalees, cuarenta, сорок",
    50: "fifty, पचास, pachas, cincuenta, пятьдесят",
    60: "sixty, साठ, saath, sesenta, шестьдесят",
    70: "seventy, सत्तर, sattar, setenta, семьдесят",
    80: "eighty, अस्सी, assi, ochenta, восемьдесят",
    90: "ninety, नब्बे, nabbe, noventa, девяносто",
    100: "cien, сто",
    200: "doscientos, двести",
    300: "trescientos, триста",
    400: "cuatrocientos, четыреста",
    500: "quinientos, пятьсот",
    600: "seiscientos, шестьсот",
    700: "setecientos, семьсот",
    800: "ochocientos, восемьсот",
    900: "novecientos, девятьсот",
}
# What a number of any size may count other than money.
MEASURES = (
    "m, km, kms, metres, meters, metre, meter, kilometres, kilometers, kilometer, miles, mi, feet, ft, min, mins, minutes,"
    " minute, hours, hour, hrs, am, pm, %, percent, sqm, м, км, метров, метра, минут, мин, часов, часа, metros, minutos,"
    " horas, मीटर, किमी, किलोमीटर, मिनट, घंटे, rooms, комнат"
)
UNDER = "under, below, less than, cheaper than, дешевле, не дороже, menos de, por menos de, <, ≤"
# Limits that may also precede days and times: "from 5000" says less than "over 5000".
OF_DAYS = (
    "from, до, от, hasta, desde, until, till, for, at, за, por, within, около, starting, a partir de,"
    " upto, up to, about, around"
)
