"""How many visitors countries receive, which weighs namesakes where nothing else does.

From UN Tourism's arrivals of overnight visitors in 2019. Two classes are enough, as they only
decide between places of similar size: Valencia in Spain, or in Venezuela.
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
