"""The words around days, in all languages together; months and weekdays are in each language's."""

# Words between the ends of a range.
UNTIL = """
    -, to, till, til, until, through, thru, upto, up to, al, a, hasta, hasta el, по, до, से, तक, se, tak, →, >,
    to the, till the, until the, check - out, checking out on, check out on, check out is,
    dep, dep ., departure, y me quedo hasta, y me quedo hasta el, me quedo hasta el, and stay until, and staying until, staying until,
    staying till, and stay till, check out, chk out, chkout, checkout, checking out, leaving, leaving on, departing, out, выезд, отъезд,
    we leave, we leave on, leave, leave on, depart, depart on, departing on, flying out, flying out on, fly out, fly out on,
    flying home, flying home on, fly home, go home, going home, heading home, heading home on, head home, out on, then leave, gone by,
    check out on the, ending, ending on, nos vamos, nos vamos el, me voy, me voy el, nos volvemos, nos volvemos el,
    saliendo, saliendo el, salimos, salimos el, salgo, salgo el, partimos, partimos el, check out el, nos regresamos el,
    улетаем, улетаю, улет, уезжаем, уезжаю, выезжаем, выезжаю, съезжаем, выселяемся, отлет, отбытие, вылет, вылетаем, вылет обратно,
    уезд, вылетаю, отъезжаем, checkout hai, nikalna, nikalna hai, निकलना, jana hai, चेक आउट, चेकआउट, प्रस्थान,
    salida, salida el, se lekar, से लेकर, выселение, на, and, and leaving, &, y, y el, и, aur, और, ida, и до, y hasta el
"""
# These join the ends only after a word that opens a range.
AND = "and, &, y, y el, и, aur, और, на"
# The way back, which also ends a stay: "15 Jan, back on the 22nd".
BACK = """
    volver, volver el, regresar, regresar el, retornar, retornar el, to return on, come back, come back on, return on the,
    coming back on the, back on the, returning on the, вернуться, вернуться обратно, вернусь, return, returning, returning on, return on, back, back on, coming back, coming back on, flying back, be back, be back on,
    home on, coming home, regreso, regresando, regreso el, regresamos, vuelta, vuelta el, volviendo, volvemos, retorno,
    обратно, назад, возвращение, возвращаемся, вернемся, wapsi, waapsi, vapsi, wapas, vapas, वापसी, वापस, लौटना
"""
# After a day, these mark it as the last one: "10 февраля туда и 17 обратно".
WAY_BACK = """
    обратно, назад, wapas, wapsi, vapas, वापस, वापसी, vuelta, back, return, ko return, ko wapas, ko wapsi, ko vapas, ko wapis, ko back,
    को वापस, को वापसी, को लौटना, को लौटेंगे
"""
# Words beyond the way back also mean leaving a hotel.
BACK_BEHIND = f"""
    {WAY_BACK}, check out, chk out, chkout, checkout, check - out, ko check out, ko checkout, को चेक आउट, चेक आउट, चेकआउट,
    out, ko out, ka out, out hai, ko out hai, nikal jayenge, nikal jaenge, nikal jaayenge, ko nikal jayenge, nikal rahe hain, niklenge, nikalenge, ko niklenge, ko nikalenge, ko subah niklenge, subah niklenge, ko shaam ko niklenge, ko sham niklenge, ko nikalna hai, ko nikalna, ko jayenge, ko chale jayenge, ko lautenge, lautenge,
    को निकलेंगे, को निकलना है, को जाएंगे, को प्रस्थान, выезд, уезжаем, улетаем, выезжаем, домои, salida, nos vamos, de salida
"""
# After the first day, these mark it as such.
THERE_BEHIND = """
    туда, ida, de ida, there, jana, जाना, को, ko, ka, ki, check in, chk in, chkin, checkin, check - in, arrival, ., check in and, ko check in, ka check in, ko in, in,
    ko checkin, को चेक इन, चेक इन, चेकइन, ko pahunchenge, ko pahuchenge, pahunchenge, pahuchenge, ko pahunch rahe, ko pahunchna hai,
    ko aayenge, aayenge, ko aa rahe hain, ko jana hai, ko jaana hai, ko jana, ko jaana, ko nikalna, को पहुंचेंगे, को पहुँचेंगे, पहुंचेंगे,
    को आएंगे, को जाना है, को जाना, заезд, прилетаем, приезжаем, llegada, de entrada, arrive, arriving
"""
# A part of the day, after a day.
DAYTIMES = """
    llego de noche, llego tarde, llegamos de noche, llegamos tarde, llego por la noche, llego por la tarde, llego por la manana,
    arriving late, late arrival, late check in, поздно, поздно ночью, поздно вечером, рано утром, de madrugada, temprano, late, early,
    morning, in the morning, evening, in the evening, afternoon, in the afternoon, noon, midday, night, at night, early morning,
    late evening, late night, around noon, por la manana, por la tarde, por la noche, de la manana, de la tarde, утром, вечером, днем, ночью, утра, вечера,
    subah, shaam, sham, dopahar, सुबह, शाम, दोपहर, शाम को, सुबह को
"""
# A night named by its day: "tomorrow night", "कल रात", "завтра на сутки".
ITS_NIGHT = """
    night, night only, night stay, nite, nite only, nyt, nyt only, nite stay, night stay only, night ke liye, raat, rat, raat ke liye, raat ko, ki raat, रात, रात के लिए, रात को, की रात, на ночь,
    ночь, на сутки, сутки, на одну ночь, noche, por la noche, en la noche
"""
# Beside a day in the near future, these mean it with its night: "for tomorrow".
FOR_A_DAY = "for, para, на, just for, only for, solo para, только на"
FOR_A_DAY_BEHIND = "ke liye, k liye, के लिए, के लिये, only, alone, nada mas, for one day, for a day"
STAYING_ONCE = (
    "ночевка, ночевку, ночевкои, переночевать, заночевать, pasar la noche, pernoctar, overnight"
)
A_MONTH = "a month, for a month, one month, месяц, на месяц, un mes, por un mes, एक महीना, एक महीने, ek mahina, ek mahine"
SAME_DAY = "same day, the same day, mismo dia, el mismo dia, el mismo, тот же день, в тот же день, того же дня, usi din, उसी दिन"
NEXT_DAY = "day after, the day after, next day, the next day, next morning, the next morning, al dia siguiente, el dia siguiente, на следующии день, agle din, अगले दिन"
ITS_NIGHT_BEFORE = "noche del, la noche del, en la noche del, night of, the night of, night of the, ночь на, в ночь на, на ночь с"
# Before or after days listed one by one: each of them is a night.
NIGHTS_OF = """
    nights of, nights of the, the nights of, night of, nights on, nights on the, nights, nites of, the nights of the, noches del, noches de,
    las noches del, las noches de, noches, las noches, ночи, на ночи, ночи с, ночь, в ночи, nights for, nights -, nights :, raatein
"""
NIGHTS_BEHIND = "nights, nites, night, noches, ночи, raat, raatein, raat ke liye, रात, रातें, nights stay, dono raat, nights only, both nights"
ONE_NIGHT = "сутки, на сутки, overnight stay, just overnight, день ночь"
OPENING = """
    arrives, arrive on, we arrive, we arrive on, landing, landing on, we land, we land on, land on, getting in, getting in on, get in on,
    reach, reaching, reaching on, reach on, coming, coming on, in on, llegamos, llegamos el, llego, llego el, llegando, llegando el,
    llegaremos el, entramos el, ingreso, ingreso el, salgo, salgo el, salimos, salimos el, saliendo, saliendo el, viajo el, viajamos el,
    прилетаем, прилетаю, прилет, приезжаем, приезжаю, приезд, прибытие, прибываем, заезжаем, заезжаю, заселяемся, будем, будем с,
    въезжаем, вылетаем, вылет, вылетаю, летим, pahunchenge, pahuchenge, चेक इन, चेकइन, आगमन, checkin on, check in on, from date,
    arr, arr ., arrival, from, between, starting, starting on, starting from, startin, beginning, check in, chk in, chkin, checkin, checking in, arriving,
    arriving on, arrive, from the, between the, с, со, начиная с, заезд, заезд с, между, с утра, del, desde el, desde,
    de, entre el, entre, a partir del, a partir de, llegada, llegada el, entrada, de la, dates, on, on the, en, el,
    from morning of, заселение, заселение с, въезд, в, во, на, к, за, in, for, for the, over, over the, during, at, para, para el, por, around
"""
DAY_OPENING = "from the, on the, desde el, a partir del, el dia, desde el dia, check in on, arriving on, llego el, llegamos el, llegando el"
RANGE_OPENING = (
    "from, between, from the, between the, с, со, между, del, desde el, desde, entre el, entre, de,"
    " check in, chk in, chkin, checkin, check - in, arriving, arriving on, arrive, arrival, arr, llegando el, llegamos el, llego el,"
    " llegada, llegada el, entrada, check in el, check in on, заезд, заезд с, прилетаем, прилет, приезжаем, прибытие, будем, будем с,"
    " चेक इन, dates, dates are, fechas, даты"
)
CLOSING = "तक, tak, को, ko, में, me, mein, inclusive, including, के बीच, ke beech, pe, par, पर, ke liye, के लिए, se, से"
# Words that may stand inside a date.
INSIDE = "d, dl, of, the, de, del, el, los, в, on, का, की, के, ka, ki, ke, la, ., ॰"
ORDINAL = "st, nd, rd, th, го, е, ого, ое, ых, -го, -е, -ого, º, ª, °"
# Days in words; those up to ten are also common numbers and ordinals.
DAYS_IN_WORDS = {
    11: "одиннадцатого, одиннадцатое, eleventh, gyarah, ग्यारह", 12: "двенадцатого, двенадцатое, twelfth, doce, barah, बारह",
    13: "тринадцатого, тринадцатое, thirteenth, trece, terah, तेरह", 14: "четырнадцатого, четырнадцатое, fourteenth, catorce, chaudah, चौदह",
    15: "пятнадцатого, пятнадцатое, fifteenth, quince, pandrah, pandra, पंद्रह, पन्द्रह", 16: "шестнадцатого, шестнадцатое, sixteenth, dieciseis, solah, सोलह",
    17: "семнадцатого, семнадцатое, seventeenth, diecisiete, satrah, सत्रह", 18: "восемнадцатого, восемнадцатое, eighteenth, dieciocho, atharah, अठारह",
    19: "девятнадцатого, девятнадцатое, nineteenth, diecinueve, unnis, उन्नीस", 20: "двадцатого, двадцатое, twentieth, veinte, bees, बीस",
    21: "двадцать первого, twenty first, veintiuno, ikkis, इक्कीस", 22: "двадцать второго, twenty second, veintidos, bais, baais, बाईस, बाइस",
    23: "двадцать третьего, twenty third, veintitres, teis, तेईस, तेइस", 24: "двадцать четвертого, twenty fourth, veinticuatro, chaubis, चौबीस",
    25: "двадцать пятого, twenty fifth, veinticinco, pachees, pachchis, पच्चीस", 26: "двадцать шестого, twenty sixth, veintiseis, chhabbis, छब्बीस",
    27: "двадцать седьмого, twenty seventh, veintisiete, sattais, सत्ताईस, सत्ताइस", 28: "двадцать восьмого, twenty eighth, veintiocho, atthais, athais, अट्ठाईस, अट्ठाइस",
    29: "двадцать девятого, twenty ninth, veintinueve, untees, उनतीस", 30: "тридцатого, тридцатое, thirtieth, treinta, tees, तीस",
    31: "тридцать первого, thirty first, treinta y uno, ikattis, इकतीस",
}  # fmt: skip
THE_DATE = (
    "तारीख, तारीख को, tarikh, tareekh, taarikh, tarik, числа, число, числам, dated, th of, तारिख"
)
NEXT_YEAR = "next year, following year, proximo ano, el proximo ano, ano que viene, следующего года, следующем году, अगले साल, अगले वर्ष, agle saal, agle sal, next yr, nxt year, nxt yr, след года, след году"
THIS_YEAR = "this year, este ano, этого года, в этом году, इस साल, is saal"
YEAR_WORDS = "года, год, г, г., year, के"

NEXT = """
    next, coming, upcoming, following, proximo, proxima, que viene, siguiente, следующие, следующих, следующую,
    следующая, следующии, следующеи, следующего, следующее, следующем, ближаишие, ближаишую, ближаишии,
    अगले, अगला, अगली, आने वाले, agle, agla, agli, nxt
"""
THIS = "this coming, this upcoming, this, this very, este, esta, эти, эту, этот, этои, этих, это, этого, этом, इस, इसी, is, iss"
WEEK = "week, wk, semana, неделю, неделе, неделя, недели, हफ्ते, हफ्ता, सप्ताह, hafte, hafta, week's"
WEEKS = "weeks, week, wk, wks, semanas, semana, недели, неделю, недель, неделя, недельку, हफ्ते, हफ्ता, हफ्तों, सप्ताह, hafte, hafta"
MONTH_WORDS = "month, mes, месяц, месяца, месяце, महीने, महीना, mahine, mahina"
MONTHS = f"months, meses, месяцев, {MONTH_WORDS}"
WEEKEND = """
    finde largo, fin de semana largo, long wkend, weekend, week end, wkend, wknd, weekends, long weekend, w/e, fin de semana, finde, fines de semana, выходные, выходных, выхи, выхах,
    уикенд, уик энд, викенд, सप्ताहांत, वीकेंड, वीकएंड, वीकेन्ड, वीक एंड, puente, w'end
"""
NIGHTS = "nigts, nighs, nigt, nght, nghts, nigtht, nightss, nochs, nches, noces, nohes, noxes, nochess, noshes, ночеии, ночеи, ночы, ноче, ночок, ночьки, nights, night, nts, nt, n, nite, nites, nyts, noches, noche, ноч, ночи, ночеи, ночь, ночек, н, रात, रातें, रातों, रातो, नाइट, raat, raatein, raaten, raatey, rat"
DAYS = "working days, business days, days, day, d, dias, dia, днеи, дня, день, сутки, суток, денек, деньков, दिन, दिनों, दिनो, din, dino"
LATER = "from now, from today, later, hence, time, बाद, के बाद, baad, ke baad, desde hoy, от сегодня, спустя"
SO_LONG_BEFORE = "before, prior to, ahead of, antes de, antes del, antes de la, до, за до, перед, से पहले, se pehle, ke pehle"
SO_LONG_AFTER = "after, following, despues de, despues del, после, के बाद, ke baad"
IN_SO_MANY = "in, after, within, in about, через, dentro de, en, de aqui a"
# Counts other than numbers.
COUPLE = (
    "couple of, a couple of, couple, a couple, пару, парочку, пара, un par de, par de, एक दो, ek do"
)
FORTNIGHT = {
    14: "fortnight, a fortnight, две недели, dos semanas, two weeks",
    15: "quincena, una quincena",
}
A_WEEK = "una semanita, semanita, hafte bhar, hafta bhar, हफ्ते भर, неделя, a week, one week, for a week, for the week, неделю, на неделю, недельку, на недельку, una semana, por una semana, एक हफ्ते, एक हफ्ता, ek hafta, ek hafte, week long"
# After a week, these say on which day it begins.
WEEK_FROM = "starting, starting on, beginning, beginning on, commencing, from, from the, desde, desde el, a partir del, с, со, начиная с"
FIRST = {
    1: "first, 1st, primera, primer, первая, первую, первои, первои половине, पहले, पहला, पहली, pehle, pehla, pehli",
    2: "second, 2nd, segunda, вторая, вторую, второи, दूसरे, दूसरा, doosre, dusre",
    3: "third, 3rd, tercera, третья, третью, третьеи, तीसरे, तीसरा, teesre",
    4: "fourth, 4th, cuarta, четвертая, четвертую, четвертои, चौथे, chauthe",
    -1: "last, ultima, последняя, последнюю, последнеи, आखिरी, अंतिम, aakhri, akhri",
}
PART_OF = {
    (
        1,
        15,
    ): "primera quincena de, primera mitad de, первои половине, в первои половине, first half of, पहले पखवाड़े",
    (
        16,
        31,
    ): "segunda quincena de, segunda mitad de, второи половине, во второи половине, second half of, latter half of, दूसरे पखवाड़े",
    (
        1,
        10,
    ): "primeros dias de, первых числах, в первых числах, ke shuru mein, ke shuruat mein, के शुरू में, beginning of, start of, early, principios de, a principios de, начале, в начале, начало, शुरुआत, शुरू में, starting of",
    (
        11,
        20,
    ): "middle of, mid, mid of, mediados de, a mediados de, середине, в середине, середина, बीच में",
    (
        21,
        31,
    ): "ultimos dias de, последних числах, в последних числах, ke end mein, ke ant mein, के आखिर में, end of, late, finales de, a finales de, fin de, конце, в конце, конец, अंत में, के अंत में, ending of, last days of",
}
# The same behind the month's name: "june end".
PART_BEHIND = {
    (1, 10): "start, starting, beginning, starts, shuru, shuruaat, शुरू, शुरुआत",
    (11, 20): "middle, beech, बीच",
    (21, 31): "end, ending, ends, aakhir, akhir, आखिर, अंत",
}

# Holidays by their keys in `domain.reading.holidays`.
HOLIDAYS = {
    "christmas": "christmas, xmas, christmas eve, x mas, x-mas, navidad, navidades, nochebuena, क्रिसमस, बड़े दिन, बड़ा दिन, bada din, католическое рождество",
    "orthodox christmas": "рождество, на рождество, рождественские праздники",
    "new year": "new year, new years, new year's, new year's eve, new years eve, nye, new year eve, hogmanay, ano nuevo, nochevieja, fin de ano, noche vieja, नए साल, नया साल, नये साल, नव वर्ष, न्यू ईयर, naya saal, naye saal, новыи год, новогодние праздники, нг, новогодние, новогодние каникулы, нового года",
    "old new year": "старыи новыи год, старого нового года, старом новом году, old new year",
    "inti raymi": "inti raymi",
    "valentine": "valentine's, valentine's day, valentines day, valentine day, valentines, valentine, san valentin, день святого валентина, वैलेंटाइन डे",
    "easter": "easter, pascua, ईस्टर, католическая пасха",
    "orthodox easter": "пасха, пасху, пасхи, orthodox easter",
    "semana santa": "semana santa, holy week, страстная неделя",
    "good friday": "good friday, viernes santo, страстная пятница, गुड फ्राइडे",
    "thanksgiving": "thanksgiving, thanksgiving day, accion de gracias, день благодарения",
    "diwali": "diwali, deepavali, deepawali, divali, दिवाली, दीपावली, дивали",
    "holi": "holi, होली, холи",
    "dussehra": "dussehra, dasara, vijayadashami, दशहरा, विजयादशमी",
    "eid": "eid, eid al fitr, eid ul fitr, eid-ul-fitr, id ul fitr, ramzan eid, ईद, ईद उल फितर, ураза баирам, fin del ramadan",
    "eid al-adha": "eid al adha, eid ul adha, bakrid, bakra eid, बकरीद, बकरा ईद, курбан баирам",
    "onam": "onam, ओणम",
    "pongal": "pongal, makar sankranti, sankranti, पोंगल, मकर संक्रांति",
    "republic day": "republic day, गणतंत्र दिवस, 26 january weekend",
    "independence day": "independence day, स्वतंत्रता दिवस",
    "raksha bandhan": "raksha bandhan, rakhi, रक्षाबंधन, राखी",
    "ganesh chaturthi": "ganesh chaturthi, ganpati, गणेश चतुर्थी",
    "navratri": "durga puja, navratri, navaratri, नवरात्रि, दुर्गा पूजा, dussehra holidays",
    "may holidays": "маиские, маиские праздники, на маиские, маиских, первомаи",
    "women's day": "8 марта праздник, женскии день",
    "memorial day": "memorial day",
    "labor day": "labor day, labour day",
    "july 4": "fourth of july, 4th of july, july 4th weekend",
    "presidents day": "presidents day, president's day",
    "mlk day": "mlk day, mlk, martin luther king day",
    "epiphany": "reyes, dia de reyes, epiphany",
    "day of the dead": "dia de muertos, dia de los muertos, day of the dead",
    "halloween": "halloween, хэллоуин",
    "constitution day": "puente de diciembre, el puente de diciembre, puente de la constitucion, puente de la inmaculada",
    "chinese new year": "chinese new year, lunar new year, cny, китаискии новыи год, ano nuevo chino",
    "songkran": "songkran, сонгкран",
    "shivaratri": "shivaratri, shivratri, maha shivaratri, maha shivratri, mahashivratri, mahashivaratri, महाशिवरात्रि, महा शिवरात्रि, शिवरात्रि",
    "janmashtami": "janmashtami, janmastami, जन्माष्टमी", "ram navami": "ram navami, ramnavami, राम नवमी, रामनवमी",
    "vaisakhi": "vaisakhi, baisakhi, बैसाखी, वैशाखी", "vishu": "vishu", "ugadi": "ugadi, gudi padwa, उगादी, गुड़ी पड़वा",
    "guru nanak": "guru nanak jayanti, gurpurab, guru purab, गुरु नानक जयंती, गुरपुरब", "karwa chauth": "karwa chauth, karva chauth, करवा चौथ",
    "rath yatra": "rath yatra, rathyatra, रथ यात्रा, रथयात्रा", "chhath": "chhath, chhath puja, chhat puja, छठ, छठ पूजा",
    "buddha purnima": "buddha purnima, vesak, बुद्ध पूर्णिमा", "bihu": "bihu, rongali bihu, बिहू",
    "cherry blossom": "cherry blossom, cherry blossoms, cherry blossom season, cherry blossom time, sakura season, sakura, hanami,"
    " сезон сакуры, цветение сакуры, сакура, cerezos en flor, epoca de cerezos",
    "palm sunday": "palm sunday, domingo de ramos, вербное воскресенье",
    "carnival": "carnival, carnaval, carnavales, mardi gras, карнавал, कार्निवल, mardi gras",
    "oktoberfest": "oktoberfest, октоберфест", "san fermin": "san fermin, sanfermines, running of the bulls",
    "fallas": "fallas, las fallas", "golden week": "golden week", "feria de abril": "feria de abril, feria de sevilla",
}  # fmt: skip
UPTO = (
    """
    leave, leave on, leave on the, we leave, we leave on, leaving on the, depart, departing, departing on, depart on, out on,
    check out on, check out on the, checking out on, nos vamos el, me voy el, salimos el, улетаем, уезжаем, выезжаем, выезд, съезжаем,
    ending, ending on, stay until, staying until, stay till, me quedo hasta el, nos quedamos hasta el,
"""
    "till the, until the, up to the, to the, through the, thru the, until, till, til, upto, up to, to, hasta, hasta el, до, по, check out, chk out, chkout, checkout, leaving, leaving on, выезд, salida, salida el"
)
# A bare number before these counts them, and is not a day.
COUNTED = """
    nights, night, nts, nt, noches, noche, ноч, ночи, ночеи, ночь, रात, रातें, raat, adults, adult, people, persons, person, pax, guests,
    kids, children, child, rooms, room, stars, star, взрослых, взрослые, человек, человека, чел, гостя, гостеи, детеи, номера,
    номер, звезды, звезд, adultos, adulto, personas, habitaciones, ninos, estrellas, लोग, वयस्क, बच्चे, कमरे, सितारा, log, kamre, bacche,
    way, ways, beds, bed, camas, cama, кровати, кроватеи, बेड, tickets, ticket, yrs, years, year, yo, лет, года, anos, साल, saal, k, usd, eur, inr, rs, euros, rupees, rub, руб, $, €, ₹, £, %, am, pm, km, m,
    days, day, dias, днеи, дня, दिन, din, weeks, week, semanas, недели, हफ्ते, hours, o'clock, тыс, lakh, mil, हजार, star hotel, stars hotel
"""
FOR_SO_LONG = "for, на, por, durante, para, for a, about, around, около, stay of, ke liye"
AND_NIGHTS = "and, &, /, -, y, и, और, aur, +"
# After these, the number is approximate: "дней на пять".
ABOUT_DAYS = "днеи, ночеи, дня, ночи"
AT_EACH = """
    each, each place, in each, in each place, in each city, at each, each city, apiece, per city, per place, en cada una, en cada lugar,
    en cada ciudad, cada una, cada ciudad, cada lugar, en cada, по, в каждом, в каждом городе, каждыи город, на каждыи, हर जगह, प्रत्येक, har jagah,
    har sheher, har shehar, sab jagah, har ek me, हर शहर
"""
AGO = "ago, before, earlier, назад, पहले, pehle, antes, in advance"
