"""How many travellers countries receive: what namesakes are weighed by where nothing else tells.

By the arrivals of overnight visitors that UN Tourism publishes for the last year before 2020; two
classes are enough, since they only decide between places of like size: Valencia on the coast of
Spain, or in Venezuela.
"""

# More than ten million arrivals a year.
OFTEN_VISITED = frozenset({
    "FR", "ES", "US", "CN", "IT", "TR", "MX", "TH", "DE", "GB", "JP", "AT", "GR", "MY", "PT", "RU",
    "CA", "PL", "NL", "HK", "AE", "IN", "HU", "HR", "SA", "SG", "UA", "VN", "ID", "KR", "DK", "MA",
    "CZ", "EG", "IE", "CH", "RO", "ZA",
})  # fmt: skip
# Less than two and a half.
SELDOM_VISITED = frozenset({
    "VE", "NI", "HN", "BO", "EC", "GT", "SV", "GY", "SR", "HT", "TT", "CF", "TD", "ML", "NE", "LY",
    "SD", "SO", "YE", "SY", "AF", "IQ", "CD", "CG", "GN", "SL", "LR", "BF", "CM", "GA", "AO", "MG",
    "PG", "PK", "BD", "TJ", "TM", "MD", "BI", "DJ", "ER", "ET", "GM", "GW", "MR", "BJ", "TG", "NG",
})  # fmt: skip
