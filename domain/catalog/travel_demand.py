"""How many visitors countries and towns receive, which weighs namesakes where nothing else does.

From UN Tourism's arrivals of overnight visitors in 2019. Two classes are enough, as they only
decide between places of similar size: Valencia in Spain, or in Venezuela.
"""

from functools import cache

from domain.catalog.tables import table_rows

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


@cache
def weights_of_visited() -> dict[int, int]:
    """Return what towns with more visitors than people weigh among namesakes, by GeoNames id.

    Keswick in the Lake District is meant, and not the larger one near Toronto. The weights are
    judged by overnight stays, so that places stand in the order in which they are meant.
    """
    return {int(key): int(weight) for _code, _name, key, weight in table_rows("visited_towns.tsv")}
