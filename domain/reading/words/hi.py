"""Hindi, in Devanagari and as it is typed in Latin letters."""

from domain.catalog.amenities import Amenity
from domain.reading.kinds import Kind

WORDS = {
    Kind.NIGHT: "रात, रातें, रातों, रातो, नाइट, raat, raatein, raaten, raat ke liye",
    Kind.DAYS: "दिन, दिनों, दिनो, din, dino",
    Kind.WEEK: "हफ्ते, हफ्ता, हफ़्ते, हफ़्ता, सप्ताह, हफ्तों, hafte, hafta, saptah",
    Kind.MONTHS: "महीने, महीना, महीनों, mahine",
    Kind.NEXT: "अगले, अगला, अगली, आने वाले, आने वाला, agle, agla, agli",
    Kind.THIS: "इस, इसी, is hafte ke, iss",
    Kind.WEEKEND: "सप्ताहांत, वीकेंड, वीकएंड, वीकेन्ड, वीक एंड",
    Kind.PARTOF: "शुरुआत, शुरू में, अंत में, के अंत में, की शुरुआत में",
    Kind.LATER: "बाद, के बाद, baad",
    Kind.TO: "tak ka",
    Kind.UPTO: "तक, tak",
    Kind.SE: "से, se",
    Kind.OF: "का, की, के, ka, ki, ke",
    Kind.AND: "और, व, एवं, aur, या, ya",
    Kind.IN: "में, पर, mein, mai, me, को, ko, par",
    Kind.FOR: "के लिए, लिए, के लिये, ke liye, k liye, liye",
    Kind.NO: "बिना, नहीं, bina, nahi",
    Kind.NEAR: "के पास, पास, के नज़दीक, नज़दीक, के नजदीक, नजदीक, के करीब, करीब, के निकट, ke paas, paas,"
             " ke pass, ke karib, आसपास, के आसपास",
    Kind.ME: "मेरे, मेरी लोकेशन, यहां, यहाँ, mere, yahan",
    Kind.AIRPORT: "हवाई अड्डा, हवाई अड्डे, हवाईअड्डा, हवाईअड्डे, एयरपोर्ट, हवाई अड्डें, एअरपोर्ट",
    Kind.ADULT: "वयस्क, वयस्कों, लोग, लोगों, लोगो, व्यक्ति, व्यक्तियों, बड़े, बड़ों, यात्री, मेहमान, जन, दोस्त, दोस्तों,"
              " log, logo, logon, bade, vyakti",
    Kind.ROOM: "कमरे, कमरों, कमरा, रूम, कमरो, kamre, kamra",
    Kind.YEARS: "साल, वर्ष, साल का, साल की, साल के, वर्षीय, वर्ष का, वर्ष के, वर्ष की, saal, saal ka, saal ke,"
              " saal ki, sal, sal ka",
    Kind.AGED: "उम्र, आयु, umar, उम्र के",
    Kind.FAMILY: "परिवार, फैमिली, फ़ैमिली, parivar",
    Kind.COUPLE: "जोड़ा, दंपति, दम्पति, कपल, पति पत्नी, हनीमून, हम दोनों",
    Kind.ALONE: "अकेले, अकेला, अकेली, सिर्फ मैं, akele, akela",
    Kind.THOUSAND: "हज़ार, हजार, hazar, hazaar, hajar",
    Kind.BUDGET: "बजट, मेरा बजट, कीमत, दाम",
    Kind.ATMOST: "अधिकतम, ज़्यादा से ज़्यादा, ज्यादा से ज्यादा",
    Kind.ORLESS: "से कम, से नीचे, तक का, तक की, तक के, के अंदर, se kam, ke andar, से सस्ता, से कम में, से ज्यादा नहीं,"
               " se kam me, se kam mein, के भीतर, tak ka budget, के नीचे",
    Kind.NIGHTLY: "प्रति रात, हर रात, प्रति रात्रि, एक रात का, per raat, रोज़, प्रति दिन",
    Kind.TOTAL: "कुल, कुल मिलाकर, पूरे प्रवास के लिए, पूरा, kul, total me, टोटल",
    Kind.STAR: "सितारा, सितारे, स्टार, सितारों, तारा",
    Kind.RATED: "रेटिंग, मूल्यांकन",
    Kind.ORMORE: "या अधिक, या ज़्यादा, या ज्यादा, से ऊपर, कम से कम, से अधिक, या उससे ऊपर, और ऊपर",
    Kind.PLAIN: """
        होटल, होटलों, होटेल, रिसॉर्ट, ठहरना, ठहरने, रुकना, रुकने, रहने, रहना, चाहिए, चाहिये, चाहता, चाहती, चाहते, हूं, हूँ,
        हैं, है, हो, मुझे, हमें, हम, मैं, मेरा, मेरे लिए, खोजें, खोजो, खोज, ढूंढो, ढूँढो, ढूंढें, दिखाओ, दिखाएं, दिखाइए, बताओ, बताएं, कृपया, बुक,
        बुकिंग, करना, करें, करो, कर, दो ना, सस्ता, सस्ते, सस्ती, अच्छा, अच्छे, अच्छी, बढ़िया, एक कमरा, यात्रा, घूमने, जाना, जा,
        रहे, छुट्टी, छुट्टियां, शहर, नमस्ते, वाला, वाले, वाली, साथ, के साथ, भी, तो, ही, ना, कोई, कुछ, में होटल, जगह, ठहराव, सहित, शामिल,
        hotel, hotels, chahiye, chaiye, chahie, mujhe, humein, hume, hum, main, dhundo, dikhao, batao,
        sasta, saste, accha, acche, wala, wale, wali, ke saath, saath, karo, karna, hai, hain, ho, jana,
        ghumne, rukna, rukne, kripya, bhai, ek kamra, sath, ke sath, kar, do na
    """,
}  # fmt: skip

MONTHS = (
    "जनवरी, जन", "फरवरी, फ़रवरी, फर", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर, सितम्बर, सित",
    "अक्टूबर, अक्तूबर", "नवंबर, नवम्बर, नव", "दिसंबर, दिसम्बर, दिस",
)  # fmt: skip
WEEKDAYS = (
    "सोमवार, सोम, somvar, somwar", "मंगलवार, मंगल, mangalvar, mangalwar", "बुधवार, बुध, budhvar, budhwar",
    "गुरुवार, गुरूवार, बृहस्पतिवार, वीरवार, guruvar, guruwar", "शुक्रवार, शुक्र, shukravar, shukrawar",
    "शनिवार, शनि, shanivar, shaniwar", "रविवार, इतवार, रवि, ravivar, raviwar, itwar",
)  # fmt: skip
NEAR_DAYS = {0: "आज, aaj", 1: "कल, kal", 2: "परसों, परसो, parso, parson", -1: "बीते कल"}
TONIGHT = "आज रात, आज की रात, aaj raat"
NUMBERS = {
    1: "एक, ek", 2: "दो", 3: "तीन, teen", 4: "चार, char, chaar", 5: "पांच, पाँच, paanch, panch",
    6: "छह, छः, छ, chhe", 7: "सात, saat", 8: "आठ, aath", 9: "नौ", 10: "दस", 12: "बारह", 15: "पंद्रह",
}  # fmt: skip
ORDINALS = {1: "पहले, पहला, पहली", 2: "दूसरे, दूसरा", 3: "तीसरे, तीसरा", -1: "आखिरी, आख़िरी, अंतिम"}
HOLIDAYS = {
    (12, 24): "क्रिसमस, बड़े दिन, बड़ा दिन",
    (12, 31): "नए साल, नया साल, नये साल, नव वर्ष, न्यू ईयर",
}
ONE_CHILD = "बच्चा, बच्ची, बच्चे के साथ, शिशु, बेटा, बेटी, baccha, bacha, bachcha"
CHILDREN = "बच्चे, बच्चों, बच्चो, बच्चियां, bacche, bachche, bache, bachchon, bacchon"
CURRENCIES = {
    "INR": "रुपये, रुपए, रुपया, रुपयों, रु, रूपये, रुपे, rupaye, rupay, rupye",
    "USD": "डॉलर, डालर", "EUR": "यूरो", "GBP": "पाउंड", "RUB": "रूबल",
}  # fmt: skip
REFUNDABLE = (
    "रिफंडेबल, रिफ़ंडेबल, मुफ्त रद्दीकरण, मुफ़्त रद्दीकरण, निःशुल्क रद्दीकरण, फ्री कैंसिलेशन, फ्री कैंसलेशन, मुफ्त कैंसिलेशन,"
    " वापसी योग्य, रद्द करने योग्य"
)
BREAKFAST = (
    "नाश्ता, नाश्ते, नाश्ते के साथ, नाश्ता शामिल, ब्रेकफास्ट, ब्रेकफ़ास्ट, nashta, naashta, nashte ke saath,"
    " nashte ke sath, नाश्ते सहित"
)
AMENITIES = {
    Amenity.POOL: "पूल, स्विमिंग पूल, तरणताल, पूल वाला, पूल के साथ",
    Amenity.WIFI: "वाईफाई, वाई फाई, वाइफाइ, वाईफ़ाई, इंटरनेट",
    Amenity.PARKING: "पार्किंग",
    Amenity.SPA: "स्पा, मसाज",
    Amenity.GYM: "जिम",
    Amenity.BEACH: "बीच, समुद्र तट, समुद्र किनारे, बीच के पास, समुद्र तट के पास, समुद्र के किनारे, बीच पर",
    Amenity.RESTAURANT: "रेस्टोरेंट, रेस्तरां, रेस्टोरेन्ट",
    Amenity.BAR: "बार",
    Amenity.AIR_CONDITIONING: "एसी, ए सी, वातानुकूलित",
    Amenity.AIRPORT_SHUTTLE: "शटल, एयरपोर्ट शटल",
    Amenity.FAMILY: "परिवार के अनुकूल, फैमिली रूम, फैमिली होटल, पारिवारिक",
    Amenity.PETS: "पालतू, कुत्ते के साथ, पालतू जानवर, पेट फ्रेंडली",
    Amenity.KITCHEN: "रसोई, किचन",
    Amenity.ACCESSIBLE: "व्हीलचेयर",
}  # fmt: skip
