"""The words that the readers know, English and Hindi, in lower case."""

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan जनवरी", "february feb फरवरी फ़रवरी", "march mar मार्च",
            "april apr अप्रैल", "may मई", "june jun जून", "july jul जुलाई",
            "august aug अगस्त", "september sept sep सितंबर सितम्बर", "october oct अक्टूबर अक्तूबर",
            "november nov नवंबर नवम्बर", "december dec दिसंबर दिसम्बर",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mon सोमवार", "tuesday tue tues मंगलवार", "wednesday wed बुधवार",
            "thursday thu thurs गुरुवार बृहस्पतिवार", "friday fri शुक्रवार", "saturday sat शनिवार",
            "sunday sun रविवार इतवार",
        )
    )
    for word in words.split()
}  # fmt: skip

# Days from today.
NEAR_DAYS = {
    "day after tomorrow": 2, "tomorrow": 1, "yesterday": -1, "tonight": 0, "today": 0,
    "परसों": 2, "कल": 1, "आज रात": 0, "आज": 0,
}  # fmt: skip

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "एक": 1, "दो": 2, "तीन": 3, "चार": 4, "पांच": 5, "पाँच": 5, "छह": 6,
    "सात": 7, "आठ": 8, "नौ": 9, "दस": 10,
}  # fmt: skip

NIGHTS = "nights|night|nts|nt|n|रातें|रातों|रात"
WEEKEND = "weekend|सप्ताहांत|वीकेंड"
NEXT = "next|coming|अगले|अगला|अगली"
THIS = "this|इस"
TO = r"-|–|—|to|till|until|se|से|तक"
ADULTS = "adults|adult|people|persons|person|guests|guest|pax|travellers|travelers|वयस्क|लोगों|लोग"
CHILDREN = "children|child|kids|kid|बच्चों|बच्चे|बच्चा"
ROOMS = "rooms|room|कमरों|कमरे|कमरा"
UNDER = "under|below|less than|max|maximum|up to|upto|within|budget"
# Words that say nothing of where, when or who.
PLAIN_WORDS = """
    hotel hotels stay stays in at near around from for on the a an to with and of per find me
    search please i want need book booking cheap room rooms
    होटल में के लिए का की से पास और को चाहिए
"""
PLAIN = frozenset(PLAIN_WORDS.split())
CURRENCY_SIGNS = {
    "₹": "INR", "rs": "INR", "rs.": "INR", "inr": "INR", "रुपये": "INR", "रु": "INR",
    "rupees": "INR", "$": "USD", "usd": "USD", "dollars": "USD", "€": "EUR", "eur": "EUR",
    "euros": "EUR", "£": "GBP", "gbp": "GBP", "pounds": "GBP", "aed": "AED", "thb": "THB",
    "sgd": "SGD",
}  # fmt: skip
