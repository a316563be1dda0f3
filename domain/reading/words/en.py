"""English."""

from domain.catalog.amenities import Amenity
from domain.reading.intents import Command, Talk
from domain.reading.kinds import Kind
from domain.reading.meanings import Change, PartOfDay
from domain.suppliers.flight_contract import Cabin

# Kinds of lodging that hotels cannot be searched by; the bot says so.
HOUSES = """
    haveli, havelis, heritage haveli, water villa, water villas, overwater villa, bhk, 1bhk, 2bhk, 3bhk, 4bhk, hostel, hostels, youth hostel, backpackers hostel, resort, resorts, motel, motels, b and b, bnb,
    guesthouse, guesthouses, guest house, guest houses, homestay, homestays, home stay, airbnb, flat,
    flats, camp, camps, camping, glamping, tent, tents, cabin, cabins, chalet, chalets, studio, bungalow,
    bungalows, hut, huts, suite, suites, penthouse, condo, pension, pousada, serviced apartment,
    serviced apartments, service apartment, shack, farmstay, holiday home, holiday rental, crash pad,
    apartment, apartments, villa, villas, inn, lodge, lodges, cottage, cottages, aparthotel, ryokan, riad,
    houseboat, house boat, tree house, treehouse, nice resort, beach hut, beach huts, capsule hotel, dorm,
    dorms, dormitory, dharamshala, ashram, palace hotel
"""
# Non-stop flights.
DIRECT_FLIGHT = """
    nonstop, non stop, nonstop flight, non stop flight, nonstop flights, non stop flights, direct flight,
    direct flights, direct only, only direct, direct, no stops, no layover, no layovers, without stops,
    without layover
"""
# Times of departure.
PARTS_OF_DAY = {
    PartOfDay.MORNING: "morning, in the morning, early morning, before noon",
    PartOfDay.AFTERNOON: "afternoon, in the afternoon, midday, after lunch",
    PartOfDay.EVENING: "evening, in the evening, late evening",
    PartOfDay.NIGHT: "red eye, late night, overnight flight, at night",
}
WORDS = {
    Kind.WE: "we are, we re, were, party of, group of, total of, there are, there will be, a group of, a party of, us",
    Kind.STAY: "hotel, hotels, accommodation, accomodation, accom, stay, stays,"
             " staying, lodging, beds, bed,"
             " hotel room, hotel rooms, nice hotel,"
             " nice hotels, budget hotel, budget hotels, place to stay, somewhere to stay, htl, hotl",
    Kind.PACKAGE: "bundle, combo, combo deal, air stay, pkg, pkgs, pckg, packg, all in holiday, all in holidays, all in deal, all in break, all in trip, all inclusive holiday, all inclusive holidays, all inclusive package,"
                " holiday deal, holiday deals, holiday packages, vacation package, vacation packages, tour packages, package tour, package trip,"
                " flight and accommodation, flights and accommodation, flight and accommodations, flights and accommodations, flight and stay,"
                " flights and stay, air and hotel, airfare and hotel, hotel and airfare, flight and resort, flights and resort, hotel with airfare,"
                " hotel and air, flight inclusive, flights inclusive, with airfare, airfare included, including airfare, including flight, hotel n flight, flight n hotel, package, packages, package deal, package holiday, holiday package, tour package, honeymoon package, hotel and flight,"
                " flight and hotel, flights and hotel, flights and hotels, hotel and flights, hotels and flights, flight hotel,"
                " hotel flight, flights hotel, incl flights, incl flight, including flights, inc flights, with flights, with flight, flights included, flight included, hotel flights, flight with hotel, hotel with flights, flights with hotel,"
                " hotel with flight, fly and stay, flight plus hotel, flights plus hotel, hotel plus flight, hotel plus flights",
    Kind.FLIGHT: "flight, flights, fly, flying, airfare, airfares, plane ticket, plane tickets, air ticket, air tickets, flight ticket,"
               " flight tickets, plane, airplane, tickets, ticket, tickt, tkt, tkts, tiket, tikat,"
               " fare, fares, flts, flt, flite, flites, fligt",
    Kind.RETURN: "rtn, retn, rtrn, ret, returning, return, round trip, roundtrip, coming back, back on, flying back, fly back, and back, rt, return on,"
               " returning on, back, return flight, both ways, come back, coming home",
    Kind.ONEWAY: "one way, oneway, single way, no return",
    Kind.INFANT: "newborn, newborns, newborn baby, new born, new born baby, infant, infants, infant baby, lap infant, infant in lap, lap baby",
    Kind.DAYTIME: "layover, stopover, late arrival, early departure, flying out, fly out, flying home, flying out of there, overnight",
    Kind.BUT: "but, anywhere but, except, other than, apart from, excluding, not in, besides, anything but, everywhere but,"
            " anywhere except",
    Kind.TOUR: "trip, tour, itinerary, multi city, multicity, road trip, roadtrip, route, tour of, backpacking",
    Kind.NIGHT: "nigts, nighs, nigt, nght, nghts, nigtht, nightss, nights, night, nts, nt, n, nite, nites",
    Kind.DAYS: "days, day, d",
    Kind.WEEK: "weeks, week, wk, wks",
    Kind.MONTHS: "months, month, mths, mth, mos",
    Kind.NEXT: "next, coming, upcoming, following",
    Kind.THIS: "this",
    Kind.WEEKEND: "weekend, wknd, wkend, w end, week end, wkend, long weekend, weekends",
    Kind.PARTOF: "beginning of, start of, end of, middle of, mid, early, late, beginning, sometime",
    Kind.WITHIN: "in, after",
    Kind.LATER: "from now, from today, later",
    Kind.TO: "to, till, til, until, through, thru, check out, chk out, chkout, checkout, checking out, leaving,"
             " leaving on, departing, departure, out",
    Kind.FROM: "from, frm, fr, ex, start, begin, beginning on, start on, start between, starting between, out of, flying out of, flying from, fly from, departing from, leaving from, coming from, starting from, travelling from, traveling from, starting, starting on, between, btw, btwn, b/w, checkin, check in, chk in, chkin, checking in, arriving,"
             " arriving on, arrive",
    Kind.OF: "of",
    Kind.A: "a, an",
    Kind.AND: "and, or, n",
    Kind.IN: "at, on, into, inside, around the",
    Kind.FOR: "for",
    Kind.NO: "no, without, not, non, dont need",
    Kind.PLUS: "plus",
    Kind.NEAR: "near, nr, next door to, a walk from, minutes from, opposite, near to, nearby, close to, next to, around, by the, beside, not far from, near by,"
             " walking distance from",
    Kind.ME: "me, my location, here, my place, where i am, current location",
    Kind.AIRPORT: "airport, airports, intl airport, international airport, terminal",
    Kind.ADULT: "aduls, adutls, adulst, adullts, adlults, peopel, poeple, peple, persns, gusts, guets, adults, adult, adt, adts, adlt, adluts, aduts, grownups, grown up, of us girls, of us boys, of us ladies, of us guys, of us lads, people, persons, person, guests, guest, pax, px, travellers, travelers,"
              " traveller, traveler, adlts, adult s, of us, grown ups, ppl, ad, ads, sisters, brothers, riders, bikers, pilgrims, photographers, teachers, engineers, gentleman, gentlemen, lady, man, woman, men, women, ladies, bachelors, gents, guys, gals, lads, blokes, males, females",
    Kind.ROOM: "rooms, rms, bedrooms, room, rm, bedroom",
    Kind.YEARS: "years old, year old, years, year, yrs, yr, yo, y o, yrs old, yr old, year olds,"
              " years of age",
    Kind.AGED: "aged, age, ages, aged between",
    Kind.FAMILY: "family, family group",
    Kind.COUPLE: "couple, couples, me and my wife, me and my husband, my wife and i, my wife and me,"
               " my husband and i, honeymoon, wife and me, both of us",
    Kind.ALONE: "single occupancy, solo, alone, just me, only me, by myself, single traveller, single traveler",
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
        gujarati, punjabi, rajasthani, bengali, marathi, indian, italian, chinese, thai, mexican, japanese, continental, mughlai,
        retired, business trip, ski trip, ski trips, ski holiday, ski vacation, ski break, skiing, ski, dates, see, ones, ok, okay, fine,
        en route, on the way, w, wud, gr8, sum1, wanna, gonna, lookin, abt, bot, ur, u, im,
        same, same thing, same again, same dates, same for, the same, actually, sorry, oops, i meant, i mean, mean, wait, correction, rather than, bro, dude, man, buddy, sis, yaar, mate, boss, sir ji, then, next stop, followed by, onwards, agoda, expedia, booking com, makemytrip, mmt, goibibo, trivago, tripadvisor, cleartrip, yatra, hostelworld, add, the, i, we, us, you, it, is, are, my, our, want, wants, need, needs, would, like, looking, look,
        find, search, show, get, book, booking, please, pls, plz, hi, hello, hey, thanks, thank you,
        hotel, hotels, hostel, decent, reasonable, reasonably priced, lovely, great, awesome, amazing, asap, urgently, urgent, kindly, help, suggest, suggestions, recommend, recommendation, recommendations, anything, anything left, any left, rooms left, any rooms left, left in, anyone, know, tell, give, let me know, ideally, pref, prefer, preferred, really, very, not too expensive, inexpensive, cheapish, basic, simple, comfy, comfortable, big, small, please help, guys, folks, hiya, mate, dear, sir, madam, team, quick, quickly, occupancy, now, staycation, getaway, city break, weekend break, short break, honeymooners, birthday, anniversary, in laws, spring, summer, autumn, winter, stag, stag do, bachelor party, bachelorette, working from there, working remotely, wedding, conference, business trip, work trip, concert, festival, visit to, trip to, travel to, heading, headed, flying in, fly in, we fly in, would be nice, be nice, nice to have, time, reaching, reach, land, landing, yeah, per person, pp, each, roughly, somewhere around, ish, check, checking, rates, rate, how much, what, whats, what s, which, where, is there, are there, do you have, any idea, anywhere, type, kind, sort, options for, best price, good price, lowest price, cheapest price, best rate, best deal, hotel price, hotel prices,
        resorts, place, places, somewhere, some, any, good, nice one, best, cheap, cheapest, affordable,
        with, per,
        trip, vacation, holiday, holidays, visit, visiting, travel, travelling, traveling, go, going,
        instead, rather, make, make it, change, change it, change to, set, only, just, also, then,
        but, can, could, could you, have, has, be, will, am, im, i m, id, i d, lets, let s, do, does,
        so, that, there, something, available, availability, deal, deals, price, prices, offer,
        offers, city, town, area, region, dates,
        date, nice hotel, nice hotels, nice place, nice resort, a nice, nice and, somewhere nice, something nice, including, included, must, should, preferably,
        maybe, about, approx, approximately, as, if, possible, group, party, one room, us two,
        coming from, planning, plan, option, options, via, new search, hotel room, hotel rooms
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
# By the number of days from today.
NEAR_DAYS = {
    0: "today", 1: "tomorrow, tmrw, tmw, tomo, 2moro, 2morrow, tomm, tomorow, tommorow, tommorrow, tmr", -1: "yesterday",
    2: "day after tomorrow, the day after tomorrow, overmorrow",
}  # fmt: skip
TONIGHT = "tonight, tonite, 2nite, 2night, this evening"
NUMBERS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 14: "fourteen",
}  # fmt: skip
# "The first week of January"; -1 is the last.
ORDINALS = {1: "first, 1st", 2: "second, 2nd", 3: "third, 3rd", 4: "fourth, 4th", -1: "last"}
# The day of arrival, as month and day.
HOLIDAYS = {
    (12, 24): "christmas, xmas, christmas eve, x mas",
    (12, 31): "new year, new years, new year s, new years eve, new year s eve, nye, new year eve",
    (2, 14): "valentine s day, valentines day, valentine day, valentines",
}
EVERYONE = (
    "peopel, poeple, peple, persns, people, persons, person, guests, guest, pax, travellers, travelers, traveller, traveler, of us, ppl, peeps, passengers,"
    " passenger, heads, folks"
)
FRIENDS = "frnds, frnd, frens, students, classmates, teammates, coworkers, college students, friends, friend, mates, buddies, colleagues, cousins"
FURTHER = "senior, seniors, senior citizen, senior citizens, elderly, elders, pensioners, grandparents, oap, oaps"
GROUPS = {
    3: "three of us, the three of us, threesome",
    4: "four of us, the four of us, two couples, foursome",
    2: "two of us, the two of us, us two,"
    " me and my girlfriend, me and my boyfriend, me and the missus, me and the wife, me and the husband, me and hubby, me n hubby,"
    " me and my partner, my partner and i, my girlfriend and i, my boyfriend and i, me and my mom, me and my mum, me and my dad,"
    " me and a friend, me and my friend, my friend and i, husband and wife, just the two of us, me plus one, me and gf, me and bf,"
    " me n my wife, me n wife, me and wife, with my wife, with my husband, with my girlfriend, with my boyfriend, with wife, with husband,"
    " with my partner, my husband and me, my gf and i, my bf and i, with gf, with bf, me and my mother",
}
BEDS = {
    1: "single room, single rooms, single occupancy, single, single bed room, sgl",
    2: "double room, double rooms, double occupancy, double, doubles, twin room, twin rooms, twin, dbl, king room, queen room",
    3: "triple room, triple rooms, triple, triples, triple occupancy, tpl, three bed room",
    4: "quad room, quad rooms, quadruple room, quad, quadruple, family room for four",
}
CABINS = {
    Cabin.BUSINESS: "bus class, biz, biz class, business class, business, club class",
    Cabin.FIRST: "first class",
    Cabin.ECONOMY: "economy class, economy, coach, economy seats",
    Cabin.PREMIUM: "prem eco, prem economy, premium eco, pey, premium economy, premium economy class, premium",
}  # fmt: skip
ONE_CHILD = "grandson, granddaughter, grandchild, nephew, niece, child, ch, c, kid, baby, infant, toddler, son, daughter, boy, girl, teenager, teen"
CHILDREN = "grandchildren, grandsons, granddaughters, nephews, nieces, children, kids, kiddos, little ones, chd, chld, chn, kiddies, youngsters, grandkids, childs, babies, infants, toddlers, sons, daughters, boys, girls, childrens, teens, teenagers, tweens, chdn"
TWINS = "twins, twin babies, twin kids, twin toddlers, twin boys, twin girls, twin sons, twin daughters, identical twins"
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
BREAKFAST = "bkfst, brkfst, brkfast, breakfst, breakfas, bfast, b fast, bkfast, breakfast, with breakfast, breakfast included, b b, bed and breakfast, brekkie, breakfasts"
AMENITIES = {
    Amenity.POOL: "private pool, heated pool, rooftop pool, kids pool, plunge pool, pool, swimming pool, pools, infinity pool, outdoor pool, indoor pool",
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
    Amenity.PETS: "puppy, puppies, doggo, doggy, pup, our dog, my dog, w dog, with dog, small dog, dog ok, dogs ok, dogs allowed, dogs welcome, dog allowed, pets ok, pets welcome, with pet, with pets, my cat, with cat, cat, cats, labrador, golden retriever, pets, pet friendly, pet, dog, dog friendly, dogs, pets allowed, with a dog,"
                " with my dog, cat friendly",
    Amenity.KITCHEN: "kitchen, kitchenette, with kitchen",
    Amenity.ACCESSIBLE: "accessible, wheelchair, wheelchair accessible, wheelchair access,"
                      " step free",
}  # fmt: skip
CHANGES = {
    Change.CHEAPER: "cheaper, something cheaper, less expensive, a cheaper one, cheaper ones, cheaper please, too expensive, too pricey, lower price",
    Change.EARLIER: "earlier, sooner, a day earlier, one day earlier, a bit earlier, day before",
    Change.LATER: "a day later, one day later, a bit later, day after",
}  # fmt: skip
UNSERVED = (
    "taj view, taj mahal view, ganga view, ganges view, garden view, beach view, ocean view, pool view, sunset view, sunrise view, snow view, himalaya view, castle view, tower view, eiffel tower view, eiffel view, park view, forest view, harbour view, harbor view, skyline view, bay view, canal view, fort view, temple view, sea facing, beach facing, lake facing, pool facing, two queens, 2 queens, two queen, two kings, 2 kings, one king, luxury, luxurious, posh, fancy, upscale, cosy, cozy, downtown, centre, center, city center, "
    "double beds, two double beds, 2 double beds, queen beds, two queen beds, 2 queen beds, king beds, single beds, two beds, two single beds, adults only, adult only, no kids allowed, half board, full board, smoking, smoking room, non smoking, non smoking room,"
    " balcony, with balcony, king bed, queen bed, twin beds, double bed, bath tub, bathtub, jacuzzi, hot tub, onsen, early check in,"
    " late check out, late checkout, quiet, romantic, view, with a view, mountain view, lake view, city view, river view, valley view,"
    " couple friendly, women only, female only, vegetarian, pure veg, veg food, halal, kosher, ev charging, elevator, lift,"
    " riverside, by the river, river side, lakeside, hillside, hill view, no hostels, no hostel, not a hostel, no dorms, no shared bathroom, private bathroom, ensuite, en suite, washing machine, laundry,"
    " bonfire, heritage, boutique, eco, casino, nightlife, crib, cot, extra bed, bunk beds, no stairs, ground floor, top floor,"
    " historic centre, historic center, walking distance, central, centrally located, in the centre, city centre, near metro, metro station, metro, old town, pay later,"
    " pay at hotel, all inclusive, dinner, dinner included, lunch, meals, all meals, with meals, party, clean, safe, unmarried couple,"
    " connecting rooms, adjoining rooms, golf, skiing, ski in, hot springs, tennis, heating, fireplace, terrace, rooftop, late arrival,"
    " oyo, treebo, fabhotel, fabhotels, zostel, hosteller, moustache, lemon tree, ginger hotel, club mahindra,"
    " travelodge, premier inn, holiday inn, holiday inn express, hampton inn, hampton by hilton, best western,"
    " comfort inn, days inn, motel 6, super 8, marriott, hilton, hyatt, radisson, ramada, novotel, mercure, ibis,"
    " ibis budget, ibis styles, sheraton, westin, intercontinental, crowne plaza, doubletree, moxy, hostelling"
)
TALK = {
    Talk.GREETING: "are you there, r u there, anyone there, anybody there, anybody here, you there, hello anyone, good mrng, gd mrng, good mrning, gud morning, gm, hello, hi, hey, hiya, howdy, good morning, good evening, good afternoon, hello there, hi there, hey there, yo,"
                 " greetings, sup, whats up, what s up, how are you, how r u, hola bot, hello bot, hi bot, hii, hiii, helo, heyy, heya",
    Talk.THANKS: "thx a ton, thanks a ton, thx so much, thanks mate, thx mate, thanks, thank you, thank you so much, thanks a lot, thanks so much, thankyou, thx, ty, tysm, many thanks, thank u,"
               " thanks a ton, cheers, much appreciated, appreciate it, thank you very much, thnx, thanku, tks, thanx",
    Talk.FAREWELL: "bye, goodbye, good bye, see you, see ya, good night, bye bye, see you later, talk later, cya, take care",
    Talk.PRAISE: "great, awesome, cool, nice, perfect, good job, well done, good bot, ok, okay, ok thanks, lovely, amazing, wow,"
               " nice one, brilliant, excellent, super, lol, haha, hahaha, lmao, fine, alright, all good, k, kk, okk, love it, nice work",
    Talk.YES: "yes, yeah, yep, sure, y, yup, yes please",
    Talk.NO: "no, nope, nah, no thanks, no thank you, not now, never mind, nevermind, nothing",
}  # fmt: skip
COMMANDS = {
    Command.FILES: "export, import, export my trackers, export trackers, import trackers, import my trackers, download my trackers, backup my trackers, export to csv, export csv, export json",
    Command.TRACKERS: "my trackers, show my trackers, trackers, tracker, show trackers, list trackers, my alerts, show my alerts, alerts,"
                    " price alerts, my price alerts, tracked hotels, what am i tracking, what do i track, my tracked hotels,"
                    " list my trackers, see my trackers, show me my trackers, my watches, watchlist, my watchlist, view trackers, show alerts",
    Command.BOOKINGS: "where's my voucher, where s my voucher, wheres my voucher, i need my voucher, resend my voucher, show my voucher, voucher, vouchers, my receipt, send my receipt, where s my booking, wheres my booking, my booking confirmation, where is my confirmation, cancel my booking, cancel booking, cancel a booking, can i cancel my booking, how do i cancel my booking, how to cancel my booking,"
                    " i want to cancel my booking, i need to cancel my booking, cancel my reservation, cancel reservation, how do i cancel,"
                    " where are my bookings, see my bookings, change my booking, modify my booking, my hotel booking, booking status, my booking status,"
                    " my voucher, where is my voucher, send my voucher, my upcoming bookings, upcoming bookings, my upcoming trips, my bookings, show my bookings, bookings, my booking, my reservations, show bookings, my trips, my orders,"
                    " show me my bookings, where is my booking, view my bookings, reservations",
    Command.SEARCHES: "my searches, saved searches, my saved searches, show my searches, recent searches, search history, history",
    Command.SETTINGS: "change language to, switch language to, switch language, set language, set language to, speak, change the language, change my country, change nationality, change my nationality, update settings, settings, setting, preferences, my settings, change language, change my language, language, options, change time zone, my profile, profile, my account",
    Command.CURRENCY: "change currency, change currency to, change my currency, change the currency, currency, prices in, set currency, set currency to, set my currency to, show prices in, switch currency, switch currency to",
    Command.QUIET: "quiet hours, do not disturb, dnd, dont message me at night, don t message me at night, no messages at night, no alerts at night, stop pinging me, stop pinging me at night, stop waking me up, dont wake me up, don t wake me up, dont wake me, don t wake me, mute at night, silence at night, stop messaging me at night, don t ping me at night, dont ping me at night, no pings at night, alert settings, notification settings",
    Command.PRIVACY: "delete my data, delete all my data, delete my account, delete my profile, delete everything about me, delete everything you know about me, delete everything you have on me, erase my data, erase everything about me, remove my data, remove my account, forget me, forget about me, wipe my data, export my data, download my data, send me my data, what do you know about me, what data do you have about me, privacy, my data, gdpr, close my account",
    Command.HELP: "what can you do for me, what do you do here, what are your features, show me what you can do, what are you, are you a bot, are you human, are you a robot, are you real, what is this bot, who made you, how can you help, how can you help me,"
                " what do you offer, tell me what you can do, what else can you do, show help, i m lost, im lost, i am lost, how does it work here, help, help me, i need help, need help, how does this work, how does it work, how do i use this, what can you do,"
                " what do you do, how to use, instructions, can you help me, please help, please help me, how do i search,"
                " what is this, who are you, support, commands, what now, guide, faq, how can i track a price, how can i track a hotel, how can i track the price of a hotel, how do i track a hotel, how do i track a price, how do i track prices, how to track, how to track a price, how do i book, how to book, how to search, how do alerts work, how do you work, what can i do here",
    Command.STOP: "cancel all alerts, cancel alerts, cancel my alerts, delete all alerts, delete my alerts, remove all alerts, remove alerts, stop sending me alerts, stop sending alerts, stop sending notifications, stop notifications, stop the alerts, stop my alerts, stop alerting me,"
                " no more notifications, no notifications, stop sending, stop spamming me, stop spamming, stop texting me, stop writing to me, stop notifying me,"
                " turn off notifications, turn off all alerts, disable alerts, disable notifications, pause alerts, pause my alerts, pause all alerts,"
                " mute alerts, mute notifications, dont message me, don t message me, stop, stop it, stop alerts, stop messages, unsubscribe, stop all, stop all alerts, stop messaging me, mute,"
                " stop sending me messages, turn off alerts, pause all, stop tracking, no more alerts, leave me alone, stop everything",
    Command.AFRESH: "cancel everything, clear all, clear everything, forget it, forget that, scrap that, let s start over, lets start over, start from the beginning, from scratch, new search, start over, start again, restart, reset, search again, start afresh, start new search, begin again,"
                  " cancel, cancel search, clear, start from scratch",
    Command.HOME: "home, menu, main menu, back to menu, go home, start",
    Command.FLIGHTS: "flights, search flights, find flights, i need a flight, find a flight, book a flight, flight search, i want a flight",
    Command.PACKAGES: "packages, package, search packages, find a package",
    Command.TOURS: "trips, plan a trip, trip, multi city trip, itinerary, plan trip",
    Command.STAYS: "hotels, hotel, search, find hotels, search hotels, find a hotel, i need a hotel, book a hotel, hotel search,"
                 " i want a hotel, search hotel, search for hotels, find me a hotel, book hotel",
}  # fmt: skip
