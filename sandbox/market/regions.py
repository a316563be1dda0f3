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
