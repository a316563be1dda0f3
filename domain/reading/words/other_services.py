"""Services that travellers ask for but are not sold here, and the words that begin questions.

In all languages together, as the readers fold them.
"""

OTHER_SERVICES = frozenset({
    "train", "trains", "railway", "irctc", "tatkal", "bus", "buses", "volvo", "taxi", "cab", "cabs",
    "rickshaw", "ferry", "visa", "visas", "passport", "insurance", "sim", "esim", "forex",
    "weather", "restaurant", "tren", "trenes", "autobus", "autobuses", "micro", "colectivo",
    "seguro", "visado", "pasaporte", "clima", "remis", "поезд", "поезда", "поездом", "электричка",
    "электричку", "автобус", "автобусы", "автобусом", "маршрутка", "такси", "трансфер", "виза",
    "визу", "визы", "паспорт", "страховка", "страховку", "погода", "погоду", "паром", "жд", "ट्रेन",
    "बस", "टैक्सी", "कैब", "वीजा", "वीज़ा", "पासपोर्ट", "बीमा", "मौसम", "रेल", "gaadi", "gadi",
    "rel", "mausam", "table", "mesa", "столик", "столика",
})  # fmt: skip
# The place where one of these stops is something to be near.
STOPS = frozenset({
    "station", "stand", "stop", "terminal", "depot", "junction", "pass", "estacion", "parada",
    "вокзал", "вокзала", "вокзалу", "станция", "станции", "остановка", "остановки", "स्टेशन",
    "स्टैंड", "अड्डा", "adda",
})  # fmt: skip
# After thanks, these put off a decision.
DECIDING = frozenset({
    "decide", "decidir", "decido", "decidimos", "vemos", "veo", "vere", "miro", "mirare", "pienso",
    "pensare", "pensamos", "think", "sleep", "let", "lets", "решим", "решу", "подумаю", "подумаем",
    "посмотрю", "посмотрим", "определимся", "dekhte", "dekhenge", "sochte", "sochenge", "sochunga",
    "bataunga", "batata", "batate", "देखते", "देखेंगे", "सोचते", "सोचेंगे", "बताऊंगा", "बताते",
})  # fmt: skip
# In Hindi, the last word may make it a question.
CLOSING = frozenset({"kya", "क्या"})
ASKING = frozenset({
    "how", "what", "where", "when", "why", "who", "which", "is", "are", "do", "does", "did", "can",
    "could", "should", "will", "would", "que", "como", "donde", "cuando", "cuanto", "cuanta",
    "cual", "por", "quien", "hay", "puedo", "pueden", "tienen", "aceptan", "как", "что", "где",
    "когда", "почему", "кто", "какои", "какая", "какие", "сколько", "можно", "ли", "есть", "а",
    "क्या", "कैसे", "कहाँ", "कहां", "कब", "क्यों", "कौन", "कितना", "कितने", "kya", "kaise", "kahan",
    "kab", "kyun", "kyu", "kaun", "kitna", "kitne",
})  # fmt: skip
