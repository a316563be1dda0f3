"""Places that travellers name and a gazetteer of cities lacks: holiday regions, and city quarters.

Coordinates are real, rounded to about a kilometre. A region's number is its own and stays the
same for ever, since hotel ids are built from it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quarter:
    """A named part of a place: a beach village of a region, a neighbourhood of a city."""

    name: str
    latitude: float
    longitude: float
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    number: int
    name: str
    country: str
    state: str
    latitude: float
    longitude: float
    timezone: str
    scenery: str
    quarters: tuple[Quarter, ...]
    aliases: tuple[str, ...] = ()


REGIONS = (
    Region(
        90_000_001, "Goa", "IN", "Goa", 15.4909, 73.8278, "Asia/Kolkata", "beach",
        (
            Quarter("Calangute", 15.5440, 73.7550), Quarter("Baga", 15.5560, 73.7517),
            Quarter("Candolim", 15.5180, 73.7626),
            Quarter("Panaji", 15.4909, 73.8278, ("Panjim",)), Quarter("Anjuna", 15.5737, 73.7407),
            Quarter("Vagator", 15.5991, 73.7448), Quarter("Colva", 15.2796, 73.9222),
            Quarter("Palolem", 15.0100, 74.0232), Quarter("Benaulim", 15.2643, 73.9293),
            Quarter("Morjim", 15.6317, 73.7389), Quarter("Dona Paula", 15.4517, 73.8044),
        ),
        ("goa india", "north goa", "south goa"),
    ),
    Region(
        90_000_002, "Bali", "ID", "Bali", -8.6500, 115.2167, "Asia/Makassar", "beach",
        (
            Quarter("Seminyak", -8.6913, 115.1682), Quarter("Kuta", -8.7180, 115.1686),
            Quarter("Ubud", -8.5069, 115.2625), Quarter("Canggu", -8.6478, 115.1385),
            Quarter("Nusa Dua", -8.8008, 115.2317), Quarter("Sanur", -8.6783, 115.2636),
            Quarter("Jimbaran", -8.7908, 115.1600), Quarter("Uluwatu", -8.8291, 115.0849),
        ),
    ),
    Region(
        90_000_003, "Kerala", "IN", "Kerala", 9.9312, 76.2673, "Asia/Kolkata", "backwater",
        (
            Quarter("Fort Kochi", 9.9658, 76.2421), Quarter("Munnar", 10.0889, 77.0595),
            Quarter("Alappuzha", 9.4981, 76.3388, ("Alleppey",)),
            Quarter("Kumarakom", 9.6175, 76.4301), Quarter("Kovalam", 8.4004, 76.9787),
            Quarter("Varkala", 8.7379, 76.7163), Quarter("Thekkady", 9.6031, 77.1615),
            Quarter("Wayanad", 11.6854, 76.1320),
        ),
    ),
    Region(
        90_000_004, "Maldives", "MV", "Kaafu Atoll", 4.1755, 73.5093, "Indian/Maldives", "beach",
        (
            Quarter("Malé", 4.1755, 73.5093, ("Male",)), Quarter("Hulhumalé", 4.2110, 73.5400),
            Quarter("Maafushi", 3.9419, 73.4900), Quarter("North Malé Atoll", 4.4167, 73.5000),
            Quarter("South Ari Atoll", 3.5000, 72.8300), Quarter("Baa Atoll", 5.1500, 73.0000),
        ),
        ("the maldives",),
    ),
    Region(
        90_000_005, "Phuket", "TH", "Phuket", 7.8804, 98.3923, "Asia/Bangkok", "beach",
        (
            Quarter("Patong", 7.8965, 98.2965), Quarter("Kata", 7.8207, 98.2977),
            Quarter("Karon", 7.8466, 98.2942), Quarter("Kamala", 7.9570, 98.2830),
            Quarter("Bang Tao", 7.9890, 98.2950), Quarter("Rawai", 7.7795, 98.3253),
            Quarter("Phuket Old Town", 7.8847, 98.3893),
        ),
    ),
    Region(
        90_000_006, "Andaman Islands", "IN", "Andaman and Nicobar Islands", 11.6234, 92.7265,
        "Asia/Kolkata", "beach",
        (
            Quarter("Port Blair", 11.6234, 92.7265), Quarter("Havelock Island", 11.9761, 92.9876),
            Quarter("Neil Island", 11.8329, 93.0457),
        ),
        ("andaman", "andamans"),
    ),
    Region(
        90_000_007, "Kashmir", "IN", "Jammu and Kashmir", 34.0837, 74.7973, "Asia/Kolkata",
        "mountain",
        (
            Quarter("Srinagar", 34.0837, 74.7973), Quarter("Gulmarg", 34.0484, 74.3805),
            Quarter("Pahalgam", 34.0161, 75.3150), Quarter("Sonamarg", 34.3032, 75.2931),
        ),
    ),
    Region(
        90_000_008, "Ladakh", "IN", "Ladakh", 34.1526, 77.5771, "Asia/Kolkata", "mountain",
        (
            Quarter("Leh", 34.1526, 77.5771), Quarter("Nubra Valley", 34.6863, 77.5673),
            Quarter("Pangong", 33.7595, 78.6674),
        ),
    ),
    Region(
        90_000_009, "Coorg", "IN", "Karnataka", 12.4244, 75.7382, "Asia/Kolkata", "mountain",
        (
            Quarter("Madikeri", 12.4244, 75.7382), Quarter("Kushalnagar", 12.4580, 75.9600),
            Quarter("Virajpet", 12.1960, 75.8030),
        ),
        ("kodagu",),
    ),
    Region(
        90_000_010, "Sikkim", "IN", "Sikkim", 27.3389, 88.6065, "Asia/Kolkata", "mountain",
        (
            Quarter("Gangtok", 27.3389, 88.6065), Quarter("Pelling", 27.3170, 88.2390),
            Quarter("Lachung", 27.6891, 88.7430),
        ),
    ),
    Region(
        90_000_011, "Mauritius", "MU", "Rivière Noire", -20.2000, 57.5000, "Indian/Mauritius",
        "beach",
        (
            Quarter("Grand Baie", -20.0089, 57.5812), Quarter("Flic en Flac", -20.2747, 57.3631),
            Quarter("Le Morne", -20.4500, 57.3200), Quarter("Belle Mare", -20.1900, 57.7700),
        ),
    ),
    Region(
        90_000_012, "Krabi", "TH", "Krabi", 8.0863, 98.9063, "Asia/Bangkok", "beach",
        (
            Quarter("Ao Nang", 8.0320, 98.8220), Quarter("Railay", 8.0112, 98.8386),
            Quarter("Klong Muang", 8.0470, 98.7560), Quarter("Krabi Town", 8.0626, 98.9167),
        ),
    ),
    Region(
        90_000_013, "Koh Samui", "TH", "Surat Thani", 9.5120, 100.0136, "Asia/Bangkok", "beach",
        (
            Quarter("Chaweng", 9.5300, 100.0600), Quarter("Lamai", 9.4700, 100.0500),
            Quarter("Bophut", 9.5500, 100.0300), Quarter("Maenam", 9.5700, 99.9900),
        ),
        ("ko samui", "samui"),
    ),
    Region(
        90_000_014, "Langkawi", "MY", "Kedah", 6.3500, 99.8000, "Asia/Kuala_Lumpur", "beach",
        (
            Quarter("Pantai Cenang", 6.2900, 99.7270), Quarter("Kuah", 6.3265, 99.8432),
            Quarter("Datai Bay", 6.4300, 99.6700),
        ),
    ),
    Region(
        90_000_015, "Santorini", "GR", "South Aegean", 36.4167, 25.4333, "Europe/Athens", "beach",
        (
            Quarter("Oia", 36.4618, 25.3753), Quarter("Fira", 36.4167, 25.4317),
            Quarter("Imerovigli", 36.4330, 25.4220), Quarter("Kamari", 36.3770, 25.4820),
        ),
    ),
    Region(
        90_000_016, "Crete", "GR", "Crete", 35.3387, 25.1442, "Europe/Athens", "beach",
        (
            Quarter("Chania", 35.5138, 24.0180), Quarter("Rethymno", 35.3644, 24.4821),
            Quarter("Heraklion", 35.3387, 25.1442), Quarter("Elounda", 35.2620, 25.7270),
        ),
    ),
    Region(
        90_000_017, "Mallorca", "ES", "Balearic Islands", 39.5696, 2.6502, "Europe/Madrid", "beach",
        (
            Quarter("Palma Old Town", 39.5680, 2.6500), Quarter("Alcúdia", 39.8500, 3.1200),
            Quarter("Magaluf", 39.5100, 2.5350), Quarter("Sóller", 39.7660, 2.7150),
        ),
        ("majorca",),
    ),
    Region(
        90_000_018, "Tenerife", "ES", "Canary Islands", 28.2916, -16.6291, "Atlantic/Canary",
        "beach",
        (
            Quarter("Costa Adeje", 28.0900, -16.7300), Quarter("Los Cristianos", 28.0500, -16.7160),
            Quarter("Puerto de la Cruz", 28.4140, -16.5480),
        ),
    ),
    Region(
        90_000_019, "Algarve", "PT", "Faro", 37.0179, -7.9308, "Europe/Lisbon", "beach",
        (
            Quarter("Albufeira", 37.0890, -8.2500), Quarter("Lagos Old Town", 37.1020, -8.6750),
            Quarter("Vilamoura", 37.0760, -8.1170), Quarter("Tavira", 37.1270, -7.6480),
        ),
    ),
    Region(
        90_000_020, "Tuscany", "IT", "Tuscany", 43.7711, 11.2486, "Europe/Rome", "mountain",
        (
            Quarter("Chianti", 43.5800, 11.3100), Quarter("Siena", 43.3188, 11.3308),
            Quarter("Val d'Orcia", 43.0700, 11.6000), Quarter("Lucca", 43.8430, 10.5050),
        ),
    ),
    Region(
        90_000_021, "Cappadocia", "TR", "Nevşehir", 38.6431, 34.8289, "Europe/Istanbul", "desert",
        (
            Quarter("Göreme", 38.6431, 34.8289), Quarter("Uçhisar", 38.6300, 34.8050),
            Quarter("Ürgüp", 38.6310, 34.9120),
        ),
    ),
    Region(
        90_000_022, "Maui", "US", "Hawaii", 20.7984, -156.3319, "Pacific/Honolulu", "beach",
        (
            Quarter("Wailea", 20.6900, -156.4420), Quarter("Kaanapali", 20.9300, -156.6940),
            Quarter("Kihei", 20.7644, -156.4450),
        ),
    ),
    Region(
        90_000_023, "Boracay", "PH", "Aklan", 11.9674, 121.9248, "Asia/Manila", "beach",
        (
            Quarter("White Beach", 11.9620, 121.9230), Quarter("Bulabog", 11.9640, 121.9300),
            Quarter("Diniwid", 11.9780, 121.9120),
        ),
    ),
    Region(
        90_000_024, "Seychelles", "SC", "Mahé", -4.6796, 55.4920, "Indian/Mahe", "beach",
        (
            Quarter("Beau Vallon", -4.6200, 55.4300), Quarter("Praslin", -4.3190, 55.7370),
            Quarter("La Digue", -4.3600, 55.8410),
        ),
    ),
    Region(
        90_000_025, "Manali", "IN", "Himachal Pradesh", 32.2432, 77.1892, "Asia/Kolkata",
        "mountain",
        (
            Quarter("Mall Road", 32.2432, 77.1892), Quarter("Old Manali", 32.2540, 77.1790),
            Quarter("Vashisht", 32.2640, 77.1880), Quarter("Solang Valley", 32.3160, 77.1570),
        ),
    ),
)  # fmt: skip

# Quarters of the cities most asked for, by gazetteer number. Other cities get usual ones.
CITY_QUARTERS: dict[int, tuple[Quarter, ...]] = {
    1261481: (  # New Delhi
        Quarter("Connaught Place", 28.6315, 77.2167), Quarter("Karol Bagh", 28.6519, 77.1909),
        Quarter("Paharganj", 28.6448, 77.2130), Quarter("Aerocity", 28.5494, 77.1213),
        Quarter("Saket", 28.5245, 77.2066), Quarter("Chanakyapuri", 28.5921, 77.1870),
        Quarter("Nehru Place", 28.5491, 77.2533),
    ),
    1275339: (  # Mumbai
        Quarter("Colaba", 18.9067, 72.8147), Quarter("Bandra", 19.0596, 72.8295),
        Quarter("Juhu", 19.1075, 72.8263), Quarter("Andheri", 19.1136, 72.8697),
        Quarter("Nariman Point", 18.9256, 72.8242), Quarter("Powai", 19.1176, 72.9060),
    ),
    1277333: (  # Bengaluru
        Quarter("Indiranagar", 12.9719, 77.6412), Quarter("Koramangala", 12.9352, 77.6245),
        Quarter("MG Road", 12.9756, 77.6068), Quarter("Whitefield", 12.9698, 77.7500),
        Quarter("Hebbal", 13.0354, 77.5988),
    ),
    1269515: (  # Jaipur
        Quarter("Pink City", 26.9239, 75.8267), Quarter("C Scheme", 26.9124, 75.8010),
        Quarter("Amer", 26.9855, 75.8513), Quarter("Bani Park", 26.9286, 75.7936),
        Quarter("Malviya Nagar", 26.8548, 75.8243),
    ),
    292223: (  # Dubai
        Quarter("Downtown Dubai", 25.1950, 55.2740), Quarter("Dubai Marina", 25.0800, 55.1400),
        Quarter("Deira", 25.2700, 55.3200), Quarter("Palm Jumeirah", 25.1124, 55.1390),
        Quarter("Bur Dubai", 25.2530, 55.2970), Quarter("Business Bay", 25.1860, 55.2710),
    ),
    1609350: (  # Bangkok
        Quarter("Sukhumvit", 13.7370, 100.5600), Quarter("Silom", 13.7260, 100.5290),
        Quarter("Khao San", 13.7590, 100.4970), Quarter("Siam", 13.7460, 100.5340),
        Quarter("Riverside", 13.7220, 100.5130),
    ),
    1880252: (  # Singapore
        Quarter("Marina Bay", 1.2816, 103.8636), Quarter("Orchard", 1.3040, 103.8318),
        Quarter("Chinatown", 1.2838, 103.8433), Quarter("Little India", 1.3066, 103.8518),
        Quarter("Sentosa", 1.2494, 103.8303),
    ),
    2643743: (  # London
        Quarter("Westminster", 51.4975, -0.1357), Quarter("Kensington", 51.5010, -0.1930),
        Quarter("Shoreditch", 51.5260, -0.0780), Quarter("Paddington", 51.5154, -0.1755),
        Quarter("Soho", 51.5136, -0.1365), Quarter("South Bank", 51.5060, -0.1160),
    ),
    2988507: (  # Paris
        Quarter("Le Marais", 48.8590, 2.3620), Quarter("Montmartre", 48.8867, 2.3431),
        Quarter("Saint-Germain-des-Prés", 48.8539, 2.3338), Quarter("Opéra", 48.8710, 2.3320),
        Quarter("Champs-Élysées", 48.8698, 2.3078), Quarter("Bastille", 48.8532, 2.3692),
    ),
    5128581: (  # New York City
        Quarter("Midtown", 40.7549, -73.9840), Quarter("SoHo", 40.7233, -74.0030),
        Quarter("Upper West Side", 40.7870, -73.9754), Quarter("Chelsea", 40.7465, -74.0014),
        Quarter("Williamsburg", 40.7081, -73.9571),
    ),
}  # fmt: skip

# Where a city lies decides how its hotels are named, priced through the year and painted.
CITY_SCENERY: dict[int, str] = {
    1275339: "beach",  # Mumbai
    1264527: "beach",  # Chennai
    1253102: "beach",  # Visakhapatnam
    1259425: "beach",  # Puducherry
    1269515: "desert",  # Jaipur
    1268865: "desert",  # Jodhpur
    1269507: "desert",  # Jaisalmer
    1253986: "desert",  # Udaipur
    1256237: "mountain",  # Shimla
    1270351: "mountain",  # Haridwar
    1258128: "mountain",  # Rishikesh
    1273467: "mountain",  # Darjeeling
    1253993: "mountain",  # Ooty
    292223: "desert",  # Dubai
    1880252: "beach",  # Singapore
    3128760: "beach",  # Barcelona
    2990440: "beach",  # Nice
    5856195: "beach",  # Honolulu
    4164138: "beach",  # Miami
    3451190: "beach",  # Rio de Janeiro
    2147714: "beach",  # Sydney
    3369157: "beach",  # Cape Town
}

# The gazetteer has old and new Delhi apart; travellers mean the capital by either name.
SAME_AS = {1273294: 1261481}

# The gazetteer's codes of Indian states (GeoNames admin1), which no data package names.
INDIAN_STATES = {
    "01": "Andaman and Nicobar Islands", "02": "Andhra Pradesh", "03": "Assam",
    "05": "Chandigarh", "07": "Delhi", "09": "Gujarat", "10": "Haryana",
    "11": "Himachal Pradesh", "12": "Jammu and Kashmir", "13": "Kerala", "16": "Maharashtra",
    "17": "Manipur", "18": "Meghalaya", "19": "Karnataka", "20": "Nagaland", "21": "Odisha",
    "22": "Puducherry", "23": "Punjab", "24": "Rajasthan", "25": "Tamil Nadu", "26": "Tripura",
    "28": "West Bengal", "29": "Sikkim", "30": "Arunachal Pradesh", "31": "Mizoram",
    "33": "Goa", "34": "Bihar", "35": "Madhya Pradesh", "36": "Uttar Pradesh",
    "37": "Chhattisgarh", "38": "Jharkhand", "39": "Uttarakhand", "40": "Telangana",
    "41": "Ladakh",
}  # fmt: skip
