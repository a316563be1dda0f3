"""Hindi as typed in Latin letters, among English words."""

from domain.catalog.amenities import Amenity
from domain.reading.intents import Command, Talk
from domain.reading.kinds import Kind
from domain.reading.meanings import Change, PartOfDay
from domain.suppliers.flight_contract import Cabin

# Kinds of lodging that hotels cannot be searched by; the bot says so.
HOUSES = """
    dharamshala, dharmshala, hostel, homestay, guest house, resort, villa, cottage, houseboat, tent, camp,
    lodge, flat
"""
# Non-stop flights.
DIRECT_FLIGHT = """
    direct flight, seedhi flight, direct wali, nonstop, non stop
"""
# Times of departure.
PARTS_OF_DAY = {
    PartOfDay.MORNING: "subah, subah ki, subah ko, savere",
    PartOfDay.AFTERNOON: "dopahar, dopahar ki, dopahar ko",
    PartOfDay.EVENING: "shaam, sham, shaam ki, shaam ko, sham ko, sham ki",
    PartOfDay.NIGHT: "der raat, late night",
}
WORDS = {
    Kind.FROM: "shuru, check in, starting, start",
    Kind.NIGHT: "raat, raatein, raaten, raatey, rat, raato, raat ke liye, rato",
    Kind.DAYS: "din, dino, dinon, din ke liye",
    Kind.WEEK: "hafte, hafta, haftey, saptah, haftay",
    Kind.MONTHS: "mahine, mahina, maheene, mahiney",
    Kind.NEXT: "agle, agla, agli, agley, aane wale, aanewale",
    Kind.THIS: "is, iss, isi",
    Kind.WEEKEND: "weekend, wknd, shanivar ravivar, shaniwar itwar",
    Kind.PARTOF: "shuru mein, ke shuru mein, shuruaat, ke ant mein, ke end mein",
    Kind.LATER: "baad, ke baad, bad",
    Kind.UPTO: "tak, tk",
    Kind.SE: "se",
    Kind.OF: "ka, ki, ke, k",
    Kind.AND: "aur, or, ya, or phir",
    Kind.IN: "mein, mai, me, main, ko, par, pe, mei, m",
    Kind.FOR: "ke liye, k liye, liye, ke lie, k lie",
    Kind.NO: "bina, nahi, nahin, mat, na ho",
    Kind.NEAR: "ke paas, paas, ke pass, ke karib, ke kareeb, kareeb, nazdeek, ke nazdeek, ke najdik, ke aas paas,"
             " aas paas, k paas, kinare, ke kinare",
    Kind.ME: "mere, mere paas, yahan, yaha",
    Kind.ADULT: "banda, bandi, log, logo, logon, bade, badey, bande, bando, vyakti, jane, yatri, mehman, aadmi, admi, aurat, ladke, ladkiyan",
    Kind.ROOM: "kamre, kamra, kamro, kamron, room, rooms",
    Kind.YEARS: "saal, saal ka, saal ke, saal ki, sal, sal ka, sal ke, sal ki, baras",
    Kind.AGED: "umar, umr, ki umar, jinki umar",
    Kind.FAMILY: "parivar, parivaar, family, family ke saath",
    Kind.COUPLE: "pati patni, hum dono, main aur meri wife, biwi ke saath, patni ke saath, wife ke saath,"
               " husband ke saath",
    Kind.ALONE: "akele, akela, akeli, sirf main, main akela",
    Kind.THOUSAND: "hazar, hazaar, hajar, hajaar",
    Kind.BUDGET: "budget, mera budget, kimat, daam",
    Kind.UNDER: "kam se kam nahi",
    Kind.ORLESS: "se kam, ke andar, se kam me, se kam mein, tak ka budget, tak ka, tak ki, tak ke, ke neeche,"
               " se niche, se neeche, se sasta, k andar, se zyada nahi, se jyada nahi, ke bhitar",
    Kind.ORMORE: "kam se kam, se zyada, se jyada, se upar",
    Kind.ATMOST: "zyada se zyada, jyada se jyada",
    Kind.NIGHTLY: "per raat, prati raat, ek raat ka, har raat, per night, per day",
    Kind.TOTAL: "kul, kul milakar, total me, total mein, sab milakar, poora, pura",
    Kind.STAR: "sitara, sitare, star",
    Kind.FLIGHT: "udaan, udan, flight ki ticket, flight ticket, hawai jahaz",
    Kind.RETURN: "wapis, vapis, waapis, wapsi, waapsi, vapsi, vapas, wapas, waapas, aana jana, aane jane ka, aana jaana",
    Kind.DAYTIME: "subah ki flight hai, subah flight hai, flight se pehle, flight ke pehle, early morning flight hai, raat ki",
    Kind.BUT: "ke alawa, ko chhod kar, chhodkar, ke siva, ke siwa",
    Kind.WE: "hum, ham, hum log, hum sab, hm",
    Kind.STAY: "hotel, hotels, thehrna, thaharna, rukna",
    Kind.PLAIN: """
        banao, bana do, banado, bana dijiye, bana dena, arre, are, arey, arre nahi, are nahi, arey nahi, nahi nahi, matlab, mera matlab, galti se, galti ho gayi, hona, honi, hone, hona chahiye, honi chahiye, beech, bich, beech me, beech mein, ke beech, ke bich,
        sab, sabhi, sab kuch, shamil, usme, isme, chalu, ghumna, shaadi, shadi, suno, achha suno, sab mila ke, sab milake, mila ke, nikalo, sabse, student hu, hu, hoon, chutti, chutti me, pehle, pahle, haveli, kitne ki, kitne ka, kitna, kitni, kitne, padega, padegi, padhegi, aana, nikal, nikalna, dekh, dekho, jagah, pahunchna, pahuchna, na, naa, re, arre, are bhai, bhaiya, wahi, same, matlab, sorry, phir, fir, uske baad, iske baad, phir uske baad,         chahiye, chaiye, chahie, chaahiye, chahiyen, mujhe, mujhko, humein, hume, hamein, hamko, hum, ham, main, dhundo,
        dhoondo, dikhao, dikha do, dikhaiye, batao, bataiye, bata do, sasta, saste, sasti, accha, acha, achha, acche, ache, achi,
        wala, wale, wali, vala, vale, vali, waala, waale, ke saath, saath, sath, ke sath, k sath, karo, karna, karni, kar do, krdo,
        kar dijiye, kardo, karwa do, hai, hain, ho, hoga, jana, jaana, ja, jaa, rahe, rahi, raha, jayenge, ghumne, ghoomne, rukna, rukne, ruk,
        thehrna, kripya, bhai, yaar, yr, ji, ek kamra, kar, do na, koi, kuch, kuchh, bhi, to, toh, bas, hi, plan, jaldi,
        book karna, book kar do, book karo, le lo, dedo, de do, mil jaye, mil jayega, milega, milegi, badhiya, badiya, bahut, thoda,
        sa, si, lena, leni, dekho, dekhna, chalo, wahan, waha, hum log
    """,
}  # fmt: skip

MONTHS = (
    "janwari, janvari, january", "farvari, farwari, february", "march, maarch", "aprail, april", "mai, may", "joon, june",
    "julai, july", "agast, august", "sitambar, sitamber, september", "aktubar, october",
    "navambar, november", "disambar, december, disamber, decembar",
)  # fmt: skip
WEEKDAYS = (
    "somvar, somwar, somvaar, somwaar", "mangalvar, mangalwar, mangalwaar, mangal", "budhvar, budhwar, budhwaar, budh",
    "guruvar, guruwar, guruwaar, brihaspativar, veervar", "shukra, shukravar, shukrawar, shukrawaar, shukravaar",
    "shanivar, shaniwar, shaniwaar, shanivaar", "ravivar, raviwar, raviwaar, ravivaar, itwar, itvar, itwaar",
)  # fmt: skip
NEAR_DAYS = {0: "aaj", 1: "kal", 2: "parso, parson, parson ko"}
TONIGHT = "aaj ka, aaj ki, aaj ke liye, aaj raat, aaj ki raat, aaj rat"
NUMBERS = {
    1: "ek", 2: "do", 3: "teen, tin", 4: "char, chaar", 5: "paanch, panch, paach", 6: "chhe, che, chah, chhah", 7: "saat, sat",
    8: "aath, ath", 9: "nau", 10: "das", 15: "pandrah",
}  # fmt: skip
ORDINALS = {
    1: "pehle, pahle, pehla, pehli",
    2: "dusre, doosre",
    3: "teesre, tisre",
    -1: "aakhri, akhri, antim",
}
HOLIDAYS = {(12, 31): "naye saal, naya saal, naye saal par"}
EVERYONE = "banda, bandi, log, logo, logon, bande, bando, vyakti, jane, yatri, mehman, jano"
FRIENDS = "dost, doston, dosto, dosts, saheli"
FURTHER = "buzurg, bujurg, senior citizen"
GROUPS = {
    2: "hum dono, hum do, patni ke saath, wife ke saath, husband ke saath, biwi ke saath, gf ke saath, main aur meri wife,"
    " main aur meri patni, mai aur meri wife, me aur meri wife",
    3: "hum teen, hum tin, teeno",
    4: "hum char, hum chaar, charo",
}
BEDS: dict[int, str] = {}
CABINS: dict[Cabin, str] = {}
ONE_CHILD = (
    "pota, poti, bhatija, bhatiji, baccha, bacha, bachcha, bachha, bachchi, bacchi, beta, beti"
)
CHILDREN = "bacche, bachche, bache, bachhe, bachchon, bacchon, bachcho, bachon, baccho, bacho"
TWINS = "judwa, judwaa, judva, judwa bachche, judwa bacche, judwa bache"
CURRENCIES = {"INR": "rupaye, rupay, rupye, rupee, rupees, rupiye, rs, rupya"}
REFUNDABLE = "cancel ho jaye, cancel ho sake, paise wapas"
BREAKFAST = "nashta, naashta, nashte ke saath, nashte ke sath, nashta sahit, nasta"
AMENITIES = {
    Amenity.POOL: "pool wala, swimming pool wala, pool ke saath",
    Amenity.BEACH: "beach ke paas, samundar kinare, samundar ke paas, beach kinare, beach pe, beach par, samudra kinare",
    Amenity.PARKING: "parking wala, gaadi ki parking, car parking",
    Amenity.AIR_CONDITIONING: "ac wala, ac room, ac kamra",
    Amenity.WIFI: "wifi wala",
    Amenity.PETS: "kutta, kutte, kutta saath, kutte ke saath, kutta allowed, kutta bhi, dog saath, dog bhi, dog bhi hai, billi, pet saath, pet bhi, pet ke saath",
}  # fmt: skip
CHANGES = {
    Change.CHEAPER: "aur sasta, isse sasta, kuch sasta, thoda sasta, bahut mehnga, mehnga hai, sasta wala",
    Change.EARLIER: "ek din pehle",
    Change.LATER: "ek din baad",
}  # fmt: skip
UNSERVED = "veg khana, shuddh shakahari"
TALK = {
    Talk.GREETING: "koi hai, koi hai kya, ho kya, sun rahe ho, namaste, namaskar, kaise ho, kaise hain, kya haal hai, ram ram, pranam",
    Talk.THANKS: "dhanyavaad, dhanyavad, shukriya, thank you bhai, thanks bhai, bahut dhanyavad, bahut shukriya",
    Talk.FAREWELL: "alvida, phir milenge",
    Talk.PRAISE: "bahut badhiya, bahut accha, mast, badhiya, sahi hai, theek hai, thik hai",
    Talk.YES: "haan, han ji, haan ji",
    Talk.NO: "nahi, nahin, nahi chahiye",
}  # fmt: skip
COMMANDS = {
    Command.TRACKERS: "mere trackers, mere tracker dikhao, tracker dikhao, trackers dikhao, mere alerts",
    Command.BOOKINGS: "mera voucher, mera voucher kahan hai, voucher bhejo, voucher bhej do, booking cancel karo, meri booking cancel karo, booking cancel karni hai, meri booking cancel kar do, booking cancel kaise kare, meri booking kahan hai, booking kahan hai, meri booking, meri bookings, booking dikhao, meri booking dikhao",
    Command.SETTINGS: "setting, settings kholo",
    Command.QUIET: "raat ko message mat karo, raat ko message mat bhejo, raat me message mat karo, raat ko mat jagao, raat me mat jagao, disturb mat karo",
    Command.PRIVACY: "mera data delete karo, mera data delete kar do, mera account delete karo, mera account delete kar do, mera data hatao, data delete karo, mera data hata do",
    Command.HELP: "madad, madad karo, help karo, meri madad karo, kaise kaam karta hai, kya kar sakte ho",
    Command.STOP: "band karo, ruko, mat bhejo, message band karo, alert band karo",
    Command.AFRESH: "sab cancel karo, cancel karo, cancel kar do, rehne do, phir se shuru karo, phir se shuru, shuru se karo, naya search karo, naya search, phir se, shuru se, dobara, nayi search",
}  # fmt: skip
