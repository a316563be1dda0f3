"""What the gazetteer of cities does not tell of the best known ones: quarters, scenery, states."""

from .regions import Quarter

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
