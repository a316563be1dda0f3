"""Districts, valleys, coasts and sights that people write as where they want to stay.

No package has them. Each stands with the city or region that it belongs to, so that its name
says where it is; a search there is one around its middle.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from domain.catalog.folding import fold

# What a part of a city weighs among namesakes: more than a town of its name, less than a city.
DISTRICT_WEIGHT = 250_000


@dataclass(frozen=True, slots=True)
class District:
    """A part of a city or region, or a sight in it, by its middle."""

    country_code: str
    name: str
    city: str
    latitude: float
    longitude: float
    time_zone: str
    names: tuple[str, ...]


ZONES = {
    "IN": "Asia/Kolkata", "GB": "Europe/London", "FR": "Europe/Paris", "ES": "Europe/Madrid",
    "IT": "Europe/Rome", "TH": "Asia/Bangkok", "ID": "Asia/Makassar", "AE": "Asia/Dubai",
    "JP": "Asia/Tokyo", "DE": "Europe/Berlin", "PT": "Europe/Lisbon", "GR": "Europe/Athens",
    "TR": "Europe/Istanbul", "FI": "Europe/Helsinki", "RU": "Europe/Moscow", "MX": "America/Mexico_City",
    "AR": "America/Argentina/Buenos_Aires", "US": "America/New_York", "NP": "Asia/Kathmandu",
    "VN": "Asia/Ho_Chi_Minh", "LK": "Asia/Colombo", "NL": "Europe/Amsterdam", "AT": "Europe/Vienna",
    "CZ": "Europe/Prague", "HU": "Europe/Budapest", "SG": "Asia/Singapore", "HK": "Asia/Hong_Kong",
    "EG": "Africa/Cairo", "CH": "Europe/Zurich", "BR": "America/Sao_Paulo", "PE": "America/Lima",
    "IE": "Europe/Dublin", "CO": "America/Bogota", "GE": "Asia/Tbilisi", "AU": "Australia/Sydney",
    "CL": "America/Santiago", "KR": "Asia/Seoul", "MY": "Asia/Kuala_Lumpur",
}  # fmt: skip
# Country | name | city or region | latitude | longitude | further names | another time zone
LISTED = """
IN|Koramangala|Bengaluru|12.935|77.624|कोरमंगला,Koramangla
IN|Indiranagar|Bengaluru|12.972|77.641|इंदिरानगर,Indira Nagar
IN|Whitefield|Bengaluru|12.970|77.750|व्हाइटफील्ड
IN|Electronic City|Bengaluru|12.845|77.660|
IN|MG Road|Bengaluru|12.975|77.607|
IN|Bandra|Mumbai|19.060|72.836|Bandra West,Bandra East,बांद्रा,Bandra Kurla Complex,BKC
IN|Juhu|Mumbai|19.107|72.827|Juhu Beach,जुहू,Джуху
IN|Andheri|Mumbai|19.119|72.847|Andheri East,Andheri West,अंधेरी
IN|Colaba|Mumbai|18.907|72.815|कोलाबा
IN|Powai|Mumbai|19.118|72.906|पवई
IN|Marine Drive|Mumbai|18.944|72.823|
IN|Gateway of India|Mumbai|18.922|72.835|
IN|Connaught Place|New Delhi|28.632|77.219|कनॉट प्लेस,CP Delhi,Connaught Place Delhi
IN|Paharganj|New Delhi|28.645|77.213|पहाड़गंज,Пахаргандж
IN|Karol Bagh|New Delhi|28.651|77.190|करोल बाग
IN|Aerocity|New Delhi|28.549|77.121|एयरोसिटी
IN|Chandni Chowk|Delhi|28.656|77.230|चांदनी चौक
IN|Hauz Khas|New Delhi|28.549|77.200|हौज खास
IN|Saket|New Delhi|28.524|77.206|साकेत
IN|Taj Mahal|Agra|27.175|78.042|ताज महल,ताजमहल,Тадж Махал,Тадж-Махал
IN|Hitech City|Hyderabad|17.443|78.377|HITEC City,Hi tech City
IN|Gachibowli|Hyderabad|17.440|78.349|
IN|Banjara Hills|Hyderabad|17.415|78.435|
IN|T Nagar|Chennai|13.042|80.234|
IN|Salt Lake|Kolkata|22.586|88.417|Salt Lake City Kolkata
IN|Park Street|Kolkata|22.552|88.353|
IN|Anjuna Beach|Goa|15.574|73.740|
IN|Vagator|Goa|15.603|73.734|Vagator Beach
IN|Spiti Valley|Himachal Pradesh|32.246|78.035|Spiti,स्पीति,Спити,Kaza Spiti
IN|Kaza|Spiti, Himachal Pradesh|32.227|78.072|
IN|Jibhi|Himachal Pradesh|31.590|77.348|
IN|Tosh|Himachal Pradesh|32.017|77.451|
IN|Bir Billing|Himachal Pradesh|32.045|76.723|Bir
IN|Wayanad|Kerala|11.685|76.132|वायनाड,Ваянад
IN|Thekkady|Kerala|9.603|77.161|थेक्कडी,Теккади,Periyar
IN|Rann of Kutch|Gujarat|23.734|69.859|Kutch,Kachchh,White Rann,कच्छ
IN|Nubra Valley|Ladakh|34.614|77.703|Nubra,नुब्रा
IN|Pangong|Ladakh|33.760|78.660|Pangong Lake,Pangong Tso,पैंगोंग
IN|Havelock Island|Andaman and Nicobar Islands|12.009|92.978|Havelock,Swaraj Dweep,हैवलॉक
IN|Neil Island|Andaman and Nicobar Islands|11.833|93.050|Shaheed Dweep
IN|Jim Corbett|Uttarakhand|29.530|78.775|Corbett,Jim Corbett National Park,जिम कॉर्बेट
IN|Ranthambore|Rajasthan|26.017|76.503|Ranthambhore,रणथंभौर
IN|Statue of Unity|Gujarat|21.838|73.719|
IN|Auli|Uttarakhand|30.529|79.571|औली
IN|Chopta|Uttarakhand|30.486|79.201|
IN|Zero Valley|Arunachal Pradesh|27.588|93.829|Ziro Valley,Ziro
GB|Shoreditch|London|51.524|-0.078|
GB|Camden|London|51.539|-0.143|Camden Town
GB|Covent Garden|London|51.512|-0.123|
GB|Soho|London|51.513|-0.134|
GB|Kensington|London|51.500|-0.193|South Kensington
GB|Kings Cross|London|51.531|-0.124|King s Cross
GB|Big Ben|London|51.501|-0.125|Биг Бен
GB|London Bridge|London|51.505|-0.088|
GB|Cotswolds|England|51.833|-1.844|The Cotswolds,Котсуолдс
GB|Lake District|England|54.460|-3.089|The Lake District
GB|Isle of Skye|Scotland|57.412|-6.194|Skye,Скай
GB|Cornwall|England|50.416|-4.985|Корнуолл
GB|Scottish Highlands|Scotland|57.120|-4.710|Highlands
GB|Peak District|England|53.350|-1.833|
FR|Eiffel Tower|Paris|48.858|2.294|Tour Eiffel,La Tour Eiffel,Torre Eiffel,Эйфелева башня,Эйфелевой башни,Эйфелевой башней,एफिल टॉवर
FR|Montmartre|Paris|48.887|2.341|Монмартр
FR|Le Marais|Paris|48.859|2.362|Marais
FR|Louvre|Paris|48.861|2.336|The Louvre,Лувр
FR|Gare du Nord|Paris|48.881|2.355|
FR|Gare de Lyon|Paris|48.844|2.374|
FR|Disneyland Paris|Marne-la-Vallée|48.867|2.784|Euro Disney,Disneyland París,Диснейленд Париж
FR|Champs Elysees|Paris|48.870|2.307|Champs-Élysées,Campos Eliseos
FR|French Riviera|Provence-Alpes-Côte d'Azur|43.550|7.010|Cote d Azur,Côte d'Azur,Costa Azul,Лазурный берег
ES|Sagrada Familia|Barcelona|41.404|2.174|La Sagrada Familia,Саграда Фамилия
ES|Las Ramblas|Barcelona|41.381|2.173|La Rambla,Ramblas,Рамбла
ES|Barceloneta|Barcelona|41.380|2.190|La Barceloneta
ES|Gran Via|Madrid|40.420|-3.702|Gran Vía
ES|Puerta del Sol|Madrid|40.417|-3.703|
ES|Atocha|Madrid|40.406|-3.690|
ES|Malasaña|Madrid|40.427|-3.704|
ES|Costa Brava|Catalonia|41.850|3.120|Коста Брава
ES|Costa del Sol|Andalusia|36.510|-4.640|Коста дель Соль
ES|Alhambra|Granada|37.176|-3.588|La Alhambra,Альгамбра
ES|Costa Adeje|Tenerife|28.088|-16.734|Costa Adeje Tenerife
IT|Cinque Terre|Liguria|44.127|9.709|Чинкве Терре
IT|Lake Como|Lombardy|46.016|9.257|Lago di Como,Lago de Como,Озеро Комо
IT|Lake Garda|Lombardy|45.605|10.635|Lago di Garda,Lago de Garda,Озеро Гарда
IT|Amalfi Coast|Campania|40.633|14.603|Costiera Amalfitana,Costa Amalfitana,Амальфитанское побережье
IT|Trastevere|Rome|41.889|12.470|Трастевере
IT|Termini|Rome|41.901|12.502|Roma Termini,Termini Station
IT|Colosseum|Rome|41.890|12.492|Coliseo,Колизей
IT|Dolomites|Trentino-Alto Adige|46.410|11.844|Dolomitas,Доломиты
IT|Vatican|Rome|41.903|12.454|Vatican City,Vaticano,Ватикан
TH|Railay Beach|Krabi|8.011|98.838|Railay,Rai Leh,Рейли
TH|Sukhumvit|Bangkok|13.738|100.561|Сукхумвит
TH|Silom|Bangkok|13.728|100.534|
TH|Khao San Road|Bangkok|13.759|100.497|Khaosan,Khao San,Каосан
TH|Siam|Bangkok|13.746|100.534|
TH|Koh Lipe|Satun|6.488|99.303|Ko Lipe
TH|Kata Beach|Phuket|7.820|98.298|Kata
TH|Karon Beach|Phuket|7.847|98.294|Karon
ID|Seminyak|Bali|-8.691|115.168|Семиньяк
ID|Canggu|Bali|-8.648|115.138|Чангу
ID|Uluwatu|Bali|-8.829|115.085|Улувату
ID|Nusa Dua|Bali|-8.801|115.230|Нуса Дуа
ID|Nusa Penida|Bali|-8.728|115.544|Нуса Пенида
ID|Jimbaran|Bali|-8.790|115.160|
ID|Sanur|Bali|-8.693|115.263|
ID|Gili Trawangan|Lombok|-8.352|116.038|Gili T
ID|Gili Air|Lombok|-8.358|116.083|
AE|Palm Jumeirah|Dubai|25.112|55.139|The Palm,Palm Dubai,Пальма Джумейра,पाम जुमेराह
AE|Downtown Dubai|Dubai|25.194|55.276|Burj Khalifa,Бурдж Халифа,बुर्ज खलीफा
AE|Deira|Dubai|25.271|55.331|Дейра
AE|Bur Dubai|Dubai|25.249|55.302|
AE|JBR|Dubai|25.078|55.134|Jumeirah Beach Residence
AE|Yas Island|Abu Dhabi|24.498|54.607|
JP|Shinjuku|Tokyo|35.690|139.700|Синдзюку,新宿
JP|Shibuya|Tokyo|35.660|139.700|Сибуя,渋谷
JP|Ginza|Tokyo|35.671|139.765|Гиндза,銀座
JP|Asakusa|Tokyo|35.714|139.797|Асакуса,浅草
JP|Akihabara|Tokyo|35.699|139.774|Акихабара
JP|Namba|Osaka|34.666|135.501|Намба
JP|Dotonbori|Osaka|34.669|135.501|
JP|Mount Fuji|Yamanashi|35.501|138.763|Mt Fuji,Fuji,Фудзи
DE|Alexanderplatz|Berlin|52.522|13.413|
DE|Black Forest|Baden-Württemberg|48.000|8.200|Schwarzwald,Selva Negra,Шварцвальд
PT|Alfama|Lisbon|38.713|-9.128|
PT|Bairro Alto|Lisbon|38.713|-9.146|
PT|Algarve|Portugal|37.080|-8.200|Алгарве
GR|Plaka|Athens|37.973|23.730|Плака
GR|Oia|Santorini|36.462|25.376|Ия Санторини
TR|Sultanahmet|Istanbul|41.006|28.977|Султанахмет
TR|Taksim|Istanbul|41.037|28.985|Taksim Square,Таксим
TR|Beyoglu|Istanbul|41.037|28.977|Beyoğlu
FI|Lapland|Finland|67.922|26.505|Finnish Lapland,Lappi,Laponia,Лапландия,लैपलैंड
RU|Krasnaya Polyana|Sochi|43.679|40.205|Красная Поляна,Красной Поляне,Роза Хутор,Rosa Khutor
RU|Red Square|Moscow|55.754|37.620|Красная площадь,Красной площади,Красной площадью,Кремль,Plaza Roja
RU|Arbat|Moscow|55.750|37.593|Арбат,Арбате
RU|Nevsky Prospekt|Saint Petersburg|59.935|30.325|Невский проспект,Невского проспекта,Невском,Невский
RU|Elbrus|Kabardino-Balkaria|43.349|42.445|Эльбрус,Приэльбрусье,Эльбрусе
RU|Dombay|Karachay-Cherkessia|43.291|41.623|Домбай,Домбае
RU|Lake Baikal|Irkutsk Oblast|51.880|104.870|Baikal,Байкал,Байкале,Листвянка,Lago Baikal|Asia/Irkutsk
RU|Sheregesh|Kemerovo Oblast|52.921|87.987|Шерегеш,Шерегеше|Asia/Novokuznetsk
RU|Curonian Spit|Kaliningrad Oblast|55.160|20.850|Куршская коса|Europe/Kaliningrad
MX|Riviera Maya|Quintana Roo|20.500|-87.240|Ривьера Майя|America/Cancun
MX|Polanco|Mexico City|19.433|-99.194|
MX|Roma Norte|Mexico City|19.418|-99.163|
MX|Condesa|Mexico City|19.411|-99.174|La Condesa
MX|Zocalo|Mexico City|19.433|-99.133|Zócalo
MX|Isla Mujeres|Quintana Roo|21.232|-86.731||America/Cancun
AR|Palermo Soho|Buenos Aires|-34.588|-58.430|
AR|Recoleta|Buenos Aires|-34.588|-58.393|
AR|San Telmo|Buenos Aires|-34.621|-58.373|
AR|Puerto Madero|Buenos Aires|-34.612|-58.363|
US|Times Square|New York City|40.758|-73.985|Таймс сквер
US|Manhattan|New York City|40.783|-73.971|Манхэттен,मैनहट्टन
US|Brooklyn|New York City|40.678|-73.944|Бруклин
US|Central Park|New York City|40.782|-73.965|Центральный парк
US|Hollywood|Los Angeles|34.098|-118.327|Голливуд|America/Los_Angeles
US|Santa Monica|Los Angeles|34.019|-118.491|Санта Моника|America/Los_Angeles
US|Las Vegas Strip|Las Vegas|36.114|-115.173|The Strip,Vegas Strip,Стрип|America/Los_Angeles
US|South Beach|Miami Beach|25.783|-80.134|
US|Disney World|Orlando|28.385|-81.564|Walt Disney World,Disneyworld
US|Disneyland|Anaheim|33.812|-117.919||America/Los_Angeles
US|Fisherman s Wharf|San Francisco|37.808|-122.418||America/Los_Angeles
US|Grand Canyon|Arizona|36.055|-112.122|Gran Cañon,Гранд Каньон|America/Phoenix
US|Yosemite|California|37.865|-119.538||America/Los_Angeles
US|Yellowstone|Wyoming|44.428|-110.588||America/Denver
US|Florida Keys|Florida|24.720|-81.060|
US|Napa Valley|California|38.503|-122.265||America/Los_Angeles
US|Lake Tahoe|California|39.097|-120.032||America/Los_Angeles
US|Waikiki|Honolulu|21.276|-157.827|Вайкики|Pacific/Honolulu
NP|Thamel|Kathmandu|27.715|85.312|Тамель
VN|Ha Long Bay|Quang Ninh|20.910|107.184|Halong Bay,Halong,Халонг
VN|Hoi An Old Town|Hoi An|15.877|108.328|
LK|Ella|Uva|6.867|81.047|Ella Sri Lanka,Элла
LK|Sigiriya|Central|7.957|80.760|Сигирия
NL|Jordaan|Amsterdam|52.374|4.881|
NL|Dam Square|Amsterdam|52.373|4.893|
HU|Buda Castle|Budapest|47.496|19.040|
SG|Marina Bay|Singapore|1.283|103.860|Marina Bay Sands
SG|Sentosa|Singapore|1.249|103.830|Sentosa Island,Сентоза
SG|Orchard Road|Singapore|1.304|103.832|Orchard
SG|Little India|Singapore|1.307|103.852|
HK|Tsim Sha Tsui|Hong Kong|22.298|114.172|TST
HK|Kowloon|Hong Kong|22.319|114.170|Коулун
CH|Jungfrau|Bern|46.580|7.960|Jungfraujoch
BR|Copacabana|Rio de Janeiro|-22.971|-43.183|Копакабана
BR|Ipanema|Rio de Janeiro|-22.984|-43.205|Ипанема
PE|Miraflores|Lima|-12.122|-77.031|
PE|Sacred Valley|Cusco|-13.330|-72.080|Valle Sagrado
PE|Machu Picchu|Cusco|-13.163|-72.545|Мачу Пикчу
IE|Temple Bar|Dublin|53.345|-6.265|
CO|El Poblado|Medellín|6.209|-75.567|
CO|Getsemani|Cartagena|10.422|-75.545|Getsemaní
CO|Tayrona|Santa Marta|11.310|-74.080|Parque Tayrona
AU|Bondi Beach|Sydney|-33.891|151.277|Bondi
AU|Great Ocean Road|Victoria|-38.680|143.390||Australia/Melbourne
CL|Patagonia|Magallanes|-51.000|-73.000|Патагония,Torres del Paine|America/Punta_Arenas
EG|Pyramids of Giza|Giza|29.979|31.134|Giza Pyramids,Pyramids,Пирамиды
GE|Kazbegi|Mtskheta-Mtianeti|42.657|44.642|Stepantsminda,Казбеги
IN|Vaishno Devi|Katra|32.991|74.932|Mata Vaishno Devi,Vaishno Devi Katra,वैष्णो देवी,Вайшно Деви
IN|Golden Temple|Amritsar|31.620|74.877|Swarna Mandir,स्वर्ण मंदिर,Harmandir Sahib,Золотой храм
IN|Har Ki Pauri|Haridwar|29.956|78.171|Har Ki Pauri Haridwar,हर की पौड़ी,Har Ki Paudi
IN|Hazratganj|Lucknow|26.850|80.945|हज़रतगंज
IN|Charbagh|Lucknow|26.831|80.923|चारबाग
IN|Gomti Nagar|Lucknow|26.857|81.003|गोमती नगर
IN|Ram Mandir|Ayodhya|26.796|82.194|राम मंदिर,Ram Janmabhoomi
IN|Mahakaleshwar|Ujjain|23.183|75.768|Mahakal,महाकाल,Mahakal Mandir,महाकाल मंदिर
IN|Dashashwamedh Ghat|Varanasi|25.307|83.010|दशाश्वमेध घाट
IN|Assi Ghat|Varanasi|25.289|83.006|अस्सी घाट
IN|Sarnath|Varanasi|25.376|83.023|सारनाथ
IN|Lachung|Sikkim|27.689|88.743|लाचुंग
IN|Lachen|Sikkim|27.717|88.557|
IN|Yumthang Valley|Sikkim|27.826|88.695|Yumthang
IN|Kedarnath|Uttarakhand|30.735|79.067|केदारनाथ,Кедарнатх
IN|Badrinath|Uttarakhand|30.744|79.493|बद्रीनाथ
IN|Guptkashi|Uttarakhand|30.523|79.077|गुप्तकाशी,Guptakashi
IN|Gangotri|Uttarakhand|30.994|78.940|गंगोत्री
IN|Yamunotri|Uttarakhand|31.014|78.460|यमुनोत्री
IN|Valley of Flowers|Uttarakhand|30.728|79.605|
IN|Khajjiar|Himachal Pradesh|32.555|76.066|खज्जियार
IN|Tirthan Valley|Himachal Pradesh|31.638|77.345|Tirthan
IN|Parvati Valley|Himachal Pradesh|32.015|77.348|
IN|Kheerganga|Himachal Pradesh|31.992|77.510|
IN|Old Manali|Himachal Pradesh|32.254|77.180|
IN|Kanha|Madhya Pradesh|22.335|80.611|Kanha National Park,कान्हा
IN|Bandhavgarh|Madhya Pradesh|23.722|81.024|Bandhavgarh National Park,बांधवगढ़
IN|Pench|Madhya Pradesh|21.762|79.339|Pench National Park
IN|Sasan Gir|Gujarat|21.168|70.598|Gir National Park,सासण गिर
IN|Kaziranga|Assam|26.578|93.171|Kaziranga National Park,काजीरंगा
IN|Sundarbans|West Bengal|21.950|88.900|Sundarban
IN|Neemrana Fort|Rajasthan|27.990|76.386|Neemrana Fort Palace
IN|Kumbhalgarh|Rajasthan|25.148|73.587|कुंभलगढ़
IN|Fort Kochi|Kochi|9.965|76.242|Fort Cochin
IN|Police Bazar|Shillong|25.577|91.881|Police Bazaar
IN|Charminar|Hyderabad|17.362|78.475|चारमीनार
IN|Swargadwar|Puri|19.795|85.825|Swargadwar Puri,Swarga Dwar
IN|North Goa|Goa|15.560|73.790|नॉर्थ गोवा
IN|South Goa|Goa|15.180|73.970|साउथ गोवा
IN|Arambol|Goa|15.687|73.704|Арамболь
IN|Morjim|Goa|15.631|73.739|Морджим
IN|Om Beach|Gokarna|14.519|74.322|
IN|Varkala Cliff|Varkala|8.736|76.703|
IN|White Town|Puducherry|11.934|79.834|White Town Pondicherry
IN|Hinjewadi|Pune|18.591|73.739|Hinjawadi
IN|Koregaon Park|Pune|18.536|73.894|
IN|Viman Nagar|Pune|18.568|73.914|
IN|HSR Layout|Bengaluru|12.911|77.638|
IN|Marathahalli|Bengaluru|12.956|77.701|
IN|Jayanagar|Bengaluru|12.930|77.583|
IN|Hebbal|Bengaluru|13.036|77.597|
IN|Velachery|Chennai|12.978|80.221|
IN|Anna Nagar|Chennai|13.085|80.210|
IN|Mylapore|Chennai|13.034|80.268|
IN|Egmore|Chennai|13.078|80.261|
IN|Madhapur|Hyderabad|17.448|78.391|
IN|Lower Parel|Mumbai|18.995|72.830|
IN|Nariman Point|Mumbai|18.926|72.823|
IN|Lajpat Nagar|New Delhi|28.568|77.243|
IN|Vasant Kunj|New Delhi|28.529|77.154|
IN|Nehru Place|New Delhi|28.549|77.251|
IN|Cyber City|Gurgaon|28.495|77.089|Cyber Hub,DLF Cyber City
NP|Chitwan|Bharatpur|27.575|84.500|Sauraha,Chitwan National Park
TH|Ao Nang|Krabi|8.032|98.823|Ao Nang Beach,Ао Нанг
TH|Koh Lanta|Krabi|7.617|99.050|Ko Lanta,Ланта
TH|Koh Samui|Surat Thani|9.535|99.936|Ko Samui,Samui,Самуи,Ко Самуи
TH|Koh Phangan|Surat Thani|9.738|100.014|Ko Pha Ngan,Koh Pha Ngan,Панган
TH|Koh Chang|Trat|12.048|102.323|Ko Chang,Ко Чанг
TH|Khao Lak|Phang Nga|8.636|98.250|Као Лак
TH|Kamala Beach|Phuket|7.957|98.283|Kamala
TH|Jomtien|Pattaya|12.884|100.880|Jomtien Beach,Джомтьен
TH|Pratunam|Bangkok|13.750|100.541|
MY|KLCC|Kuala Lumpur|3.158|101.712|
SG|Clarke Quay|Singapore|1.291|103.846|
ID|Kuta Beach|Bali|-8.718|115.169|
KR|Myeongdong|Seoul|37.563|126.985|Myeong-dong
KR|Gangnam|Seoul|37.498|127.028|
KR|Hongdae|Seoul|37.556|126.923|
GB|Paddington|London|51.516|-0.176|Paddington Station
GB|Mayfair|London|51.510|-0.147|
GB|Wembley Stadium|London|51.556|-0.280|
FR|Latin Quarter|Paris|48.851|2.344|Quartier Latin
ES|Triana|Sevilla|37.385|-6.003|
ES|Barrio Santa Cruz|Sevilla|37.386|-5.989|
CZ|Old Town Square|Prague|50.087|14.421|
US|Williamsburg Brooklyn|New York City|40.708|-73.957|
US|French Quarter|New Orleans|29.958|-90.065||America/Chicago
MX|Zona Rosa|Mexico City|19.426|-99.165|
MX|Zona Hotelera|Cancún|21.107|-86.766|Cancun Hotel Zone,Hotel Zone Cancun
CO|El Rodadero|Santa Marta|11.204|-74.229|Rodadero
CO|Bocagrande|Cartagena|10.404|-75.555|
CO|La Candelaria|Bogotá|4.597|-74.073|
VN|My Khe Beach|Da Nang|16.061|108.247|
EG|Naama Bay|Sharm el-Sheikh|27.910|34.327|
ES|Picos de Europa|Cantabria|43.190|-4.830|
"""

# What travellers call a city, by country and by the package's name of it.
NICKNAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("IN", "Puducherry"): ("Pondi", "Pondy", "पांडिचेरी", "पुडुचेरी", "Пондичерри"),
    ("IN", "Ooty"): ("ऊटी", "उटी", "Udhagamandalam", "Ути", "Утакамунд"),
    ("IN", "Varanasi"): ("Benaras", "Banares", "बनारस", "काशी"),
    ("IN", "Chandigarh"): ("Chd",),
    ("IN", "Lonavla"): ("Lonavala", "लोनावला", "Лонавала"),
    ("IN", "Mussoorie"): ("Musoorie", "Mussorie"),
    ("IN", "Kolkata"): ("Cal", "Kolkatta"),
    ("IN", "Haora"): ("Howrah", "हावड़ा"),
    ("IN", "Thiruvananthapuram"): ("Tvm", "Trivandrum", "त्रिवेंद्रम", "Тривандрум"),
    ("IN", "Bhubaneswar"): ("Bbsr",),
    ("IN", "Ahmedabad"): ("Amdavad", "Ahmdabad"),
    ("IN", "Vadodara"): ("Baroda", "बड़ौदा"),
    ("IN", "Shimla"): ("Simla",),
    ("IN", "Jaipur"): ("Pink City",),
    ("IN", "Kodaikānāl"): ("Kodai",),
    ("EG", "Sharm el-Sheikh"): ("Sharm", "Шарм", "Шарм эль Шейх"),
    ("IN", "Leh"): ("लेह", "Лех", "Leh Ladakh"),
    ("IN", "Mount Abu"): ("Mt Abu", "माउंट आबू"),
    ("IN", "Dharamsala"): ("धर्मशाला",),
    ("AR", "Buenos Aires"): ("Bs As", "Bsas", "BA Argentina", "Baires", "CABA"),
    ("ES", "Barcelona"): ("Barna", "BCN"),
    ("ES", "Sevilla"): ("Севилья",),
    ("ES", "Zaragoza"): ("Zgz",),
    ("MX", "Mexico City"): ("CDMX", "Mexico DF", "Ciudad de Mexico", "Мехико", "DF"),
    ("MX", "Guadalajara"): ("GDL",),
    ("MX", "Monterrey"): ("Mty",),
    ("MX", "Playa del Carmen"): ("Playa",),
    ("RU", "Yekaterinburg"): ("Екб", "Екат", "Ебург", "Ekb"),
    ("RU", "Novosibirsk"): ("Нск", "Новосиб"),
    ("RU", "Nizhny Novgorod"): ("Нижний", "НН", "Нижний Новгород"),
    ("RU", "Kaliningrad"): ("Клд", "Кениг", "Кёнигсберг", "Königsberg", "Konigsberg"),
    ("RU", "Rostov-na-Donu"): ("Ростов", "Ростов на Дону"),
    ("RU", "Vladivostok"): ("Владик", "Влад"),
    ("RU", "Chelyabinsk"): ("Челяба",),
    ("RU", "Moscow"): ("Мск", "Msk"),
    ("RU", "Saint Petersburg"): ("СПб", "Питер", "Spb", "Leningrad", "Ленинград"),
    ("RU", "Krasnodar"): ("Крд",),
    ("RU", "Mineralnye Vody"): ("Минводы", "Мин Воды", "КМВ"),
    ("US", "New York City"): ("NYC", "NY", "Nueva York", "Big Apple"),
    ("US", "Los Angeles"): ("LA", "L A", "Лос Анджелес"),
    ("US", "San Francisco"): ("SF", "Frisco", "San Fran"),
    ("US", "New Orleans"): ("NOLA",),
    ("US", "Washington"): ("DC", "Washington DC", "Washington D C", "Вашингтон"),
    ("US", "Philadelphia"): ("Philly",),
    ("US", "Las Vegas"): ("Vegas", "Лас Вегас", "Вегас"),
    ("US", "San Diego"): ("SD",),
    ("GB", "Edinburgh"): ("Edinburg",),
    ("GB", "London"): ("Londres", "Londn"),
    ("TR", "Istanbul"): ("Constantinople", "Константинополь", "Constantinopla", "Estambul"),
    ("VN", "Ho Chi Minh City"): ("Saigon", "HCMC", "Хошимин", "Сайгон"),
    ("MY", "Kuala Lumpur"): ("KL", "К Л", "Куала Лумпур"),
    ("GR", "Athens"): ("Atenas", "Афины"),
    ("BR", "São Paulo"): ("Sampa", "San Pablo"),
    ("BR", "Rio de Janeiro"): ("Rio", "Рио"),
    ("TH", "Bangkok"): ("BKK", "Krung Thep", "Бангкок"),
    ("MM", "Yangon"): ("Rangoon",),
    ("CN", "Beijing"): ("Peking", "Pekin", "Пекин"),
    ("CN", "Guangzhou"): ("Canton",),
    ("IR", "Esfahān"): ("Isfahan",),
    ("LK", "Colombo"): ("Ceylon",),
    ("AU", "Melbourne"): ("Melb",),
    ("AU", "Brisbane"): ("Brissie",),
    ("CL", "Santiago"): ("Santiago de Chile", "Scl"),
    ("GE", "Tbilisi"): ("Tiflis", "Тифлис"),
    ("KZ", "Almaty"): ("Alma Ata", "Алма Ата", "Алмата"),
    ("CZ", "Prague"): ("Praha", "Praga", "Прага"),
    ("AT", "Vienna"): ("Wien", "Viena", "Вена"),
    ("FR", "Val-d'Isère"): ("Val d Isere", "Val d'Isere"),
}  # fmt: skip


@cache
def nicknames() -> frozenset[str]:
    """Return what travellers call cities, folded."""
    return frozenset(fold(name) for names in NICKNAMES.values() for name in names)


def districts() -> Iterator[District]:
    """Yield all of them."""
    for line in LISTED.strip().splitlines():
        code, name, city, latitude, longitude, further, *zone = line.split("|")
        yield District(
            code,
            name,
            city,
            float(latitude),
            float(longitude),
            zone[0] if zone else ZONES[code],
            tuple(one for one in further.split(",") if one),
        )
