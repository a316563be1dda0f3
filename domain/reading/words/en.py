"""English."""

from domain.catalog.amenities import Amenity
from domain.reading.kinds import Kind

WORDS = {
    Kind.NIGHT: "nights, night, nts, nt, n, nite, nites",
    Kind.DAYS: "days, day",
    Kind.WEEK: "weeks, week, wk, wks",
    Kind.MONTHS: "months, month",
    Kind.NEXT: "next, coming, upcoming, following",
    Kind.THIS: "this",
    Kind.WEEKEND: "weekend, week end, wkend, long weekend, weekends",
    Kind.PARTOF: "beginning of, start of, end of, middle of, mid, early, late, beginning, sometime",
    Kind.WITHIN: "in, after",
    Kind.LATER: "from now, from today, later",
    Kind.TO: "to, till, til, until, through, thru, check out, checkout, checking out, leaving,"
             " leaving on, departing, departure, out",
    Kind.FROM: "from, starting, starting on, between, checkin, check in, checking in, arriving,"
             " arriving on, arrive",
    Kind.OF: "of",
    Kind.A: "a, an",
    Kind.AND: "and, or",
    Kind.IN: "at, on, into, inside, around the",
    Kind.FOR: "for",
    Kind.NO: "no, without, not, non, dont need",
    Kind.PLUS: "plus",
    Kind.NEAR: "near, near to, nearby, close to, next to, around, by the, beside, not far from, near by,"
             " walking distance from",
    Kind.ME: "me, my location, here, my place, where i am, current location",
    Kind.AIRPORT: "airport, airports, intl airport, international airport, terminal",
    Kind.ADULT: "adults, adult, people, persons, person, guests, guest, pax, travellers, travelers,"
              " traveller, traveler, friends, adlts, adult s, of us, grown ups, ppl",
    Kind.ROOM: "rooms, rms, bedrooms",
    Kind.YEARS: "years old, year old, years, year, yrs, yr, yo, y o, yrs old, yr old, year olds,"
              " years of age",
    Kind.AGED: "aged, age, ages, aged between",
    Kind.FAMILY: "family, family group",
    Kind.COUPLE: "couple, me and my wife, me and my husband, my wife and i, my wife and me,"
               " my husband and i, honeymoon, wife and me, both of us",
    Kind.ALONE: "solo, alone, just me, only me, by myself, single traveller, single traveler",
    Kind.THOUSAND: "k, thousand",
    Kind.UNDER: "under, below, less than, up to, upto, cheaper than, not more than, no more than,"
              " not over, lower than",
    Kind.ATMOST: "max, maximum, within, at most, max of, maximum of, around max",
    Kind.BUDGET: "budget, budget of, budget is, my budget is, price, costs, cost",
    Kind.ORLESS: "or less, tops, or cheaper, or below, and below, and under",
    Kind.NIGHTLY: "per night, a night, an night, each night, nightly, night each, per room per night, pn,"
                " every night, per day",
    Kind.TOTAL: "total, in total, for the stay, for the whole stay, overall, altogether, all in,"
              " total budget, for everything, for the entire stay, for the trip, whole stay, in all",
    Kind.STAR: "star, stars, starred, star hotel, star hotels, str",
    Kind.RATED: "rated, rating, rating of, ratings, reviews, score, guest rating, review score,"
              " scored, rated above, rated over, rating above, rating over, rated at least,"
              " minimum rating, min rating, rating at least",
    Kind.ORMORE: "and up, or more, or better, or above, and above, or higher, at least, minimum,"
               " min, above, over, and more, or up, plus stars",
    Kind.PLAIN: """
        the, i, we, us, you, it, is, are, my, our, want, wants, need, needs, would, like, looking, look,
        find, search, show, get, book, booking, please, pls, plz, hi, hello, hey, thanks, thank you,
        hotel, hotels, hostel, hostels, resort, resorts, motel, accommodation, stay, stays, staying,
        place, places, somewhere, some, any, good, nice one, best, cheap, cheapest, affordable, luxury,
        budget hotel, budget hotels, room, double, single, twin, double room, single room, with, per,
        trip, vacation, holiday, holidays, visit, visiting, travel, travelling, traveling, go, going,
        instead, rather, make, make it, change, change it, change to, set, only, just, also, then,
        but, can, could, could you, have, has, be, will, am, im, i m, id, i d, lets, let s, do, does,
        so, that, there, something, available, availability, deal, deals, price, prices, offer,
        offers, city, town, area, region, downtown, centre, center, city centre, city center, dates,
        date, nice hotel, nice hotels, nice place, nice resort, a nice, nice and, somewhere nice, something nice, including, included, must, should, preferably,
        maybe, about, approx, approximately, as, if, possible, group, party, one room, us two,
        and a, coming from, planning, plan, option, options, via, new search, hotel room, hotel rooms
    """,
}  # fmt: skip

MONTHS = (
    "january, jan", "february, feb, febr", "march, mar", "april, apr", "may", "june, jun",
    "july, jul", "august, aug", "september, sept, sep", "october, oct", "november, nov",
    "december, dec, decem, decemb, decemeber",
)  # fmt: skip
WEEKDAYS = (
    "monday, mon", "tuesday, tue, tues", "wednesday, wed, weds", "thursday, thu, thur, thurs",
    "friday, fri", "saturday, sat", "sunday, sun",
)  # fmt: skip
# By days from today.
NEAR_DAYS = {
    0: "today", 1: "tomorrow, tmrw, tomorow, tommorow, tommorrow, tmr", -1: "yesterday",
    2: "day after tomorrow, the day after tomorrow, overmorrow",
}  # fmt: skip
TONIGHT = "tonight, this evening"
NUMBERS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 14: "fourteen",
}  # fmt: skip
# "The first week of January"; -1 is the last.
ORDINALS = {1: "first, 1st", 2: "second, 2nd", 3: "third, 3rd", 4: "fourth, 4th", -1: "last"}
# The day on which one arrives, as month and day.
HOLIDAYS = {
    (12, 24): "christmas, xmas, christmas eve, x mas",
    (12, 31): "new year, new years, new year s, new years eve, new year s eve, nye, new year eve",
    (2, 14): "valentine s day, valentines day, valentine day, valentines",
}
ONE_CHILD = "child, kid, baby, infant, toddler, son, daughter, boy, girl, teenager, teen"
CHILDREN = (
    "children, kids, childs, babies, infants, toddlers, sons, daughters, boys, girls, childrens"
)
CURRENCIES = {
    "INR": "rs, inr, rupees, rupee, rup, rps", "USD": "usd, dollars, dollar, bucks, us dollars",
    "EUR": "eur, euro, euros", "GBP": "gbp, pounds, pound, quid", "AED": "aed, dirhams, dirham",
    "THB": "thb, baht", "SGD": "sgd", "RUB": "rub, rubles, roubles, ruble", "JPY": "jpy, yen",
    "CHF": "chf", "AUD": "aud", "CAD": "cad", "MXN": "mxn", "IDR": "idr", "TRY": "tl",
    "LKR": "lkr", "NPR": "npr", "MYR": "myr", "VND": "vnd", "CNY": "cny", "KRW": "krw",
}  # fmt: skip
REFUNDABLE = (
    "refundable, free cancellation, free cancelation, cancellable, cancelable, fully refundable,"
    " free cancel, can be cancelled, cancel free, with cancellation"
)
BREAKFAST = (
    "breakfast, with breakfast, breakfast included, b b, bed and breakfast, brekkie, breakfasts"
)
AMENITIES = {
    Amenity.POOL: "pool, swimming pool, pools, infinity pool, outdoor pool, indoor pool",
    Amenity.WIFI: "wifi, wi fi, internet, wlan, free wifi, free wi fi",
    Amenity.PARKING: "parking, free parking, car park, parking lot",
    Amenity.SPA: "spa, sauna, massage, hammam",
    Amenity.GYM: "gym, fitness, fitness centre, fitness center",
    Amenity.BEACH: "beach, beachfront, beach front, on the beach, by the beach, near the beach,"
                 " close to the beach, private beach, seafront, by the sea, sea, near the sea, sea side, seaside, sea view, near beach,"
                 " beachside, beach hotel, beach resort",
    Amenity.RESTAURANT: "restaurant, restaurants",
    Amenity.BAR: "bar",
    Amenity.AIR_CONDITIONING: "ac, a c, air con, aircon, air conditioning, air conditioned,"
                            " air conditioner",
    Amenity.AIRPORT_SHUTTLE: "shuttle, airport shuttle, airport transfer, airport pickup,"
                           " free shuttle, transfer",
    Amenity.FAMILY: "family friendly, kid friendly, kids friendly, child friendly, family room,"
                  " family rooms, family hotel, kids club, family resort",
    Amenity.PETS: "pets, pet friendly, pet, dog, dog friendly, dogs, pets allowed, with a dog,"
                " with my dog, cat friendly",
    Amenity.KITCHEN: "kitchen, kitchenette, with kitchen",
    Amenity.ACCESSIBLE: "accessible, wheelchair, wheelchair accessible, wheelchair access,"
                      " step free",
}  # fmt: skip
