"""Times, and remarks about a flight that somebody already has, in all languages together.

Each line is an alternative; a space is any white space, and a name in angle brackets one of `PARTS`.
Texts are normalised: no accents, ё is е, й is и.
"""

PARTS = {
    "TIME": r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?",
    "HOUR": (
        r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s?(?:am|pm|a\.m|p\.m|noon|o'clock|oclock|hrs|h|hs)"
        r"(?: in the (?:morning|evening|afternoon))?"
        r"|(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)? in the (?:morning|evening|afternoon)"
        r"|(?:[01]?\d|2[0-3]):[0-5]\d|12 noon|noon|midnight|midday"
    ),
    "LEAD": (
        r"(?:we |i |we'll |i'll |will |we are |i'm |im |you )*"
        r"(?:arrive|arriving|arrival|land|landing|lands|reach|reaching|get in|getting in|get there"
        r"|check in|checking in|check out|checking out|check-in|check-out|checkin|checkout|leave|leaving"
        r"|depart|departing|departure|out|(?:my |our |the |a |an )?(?:early |morning |return )?(?:flight|flt|train|bus)"
        r"(?: leaves| departs| lands| arrives)?)(?: is| will be| time| only)*"
    ),
    "LED_ES": (
        r"llegamos|llego|llegando|llegada|llegaremos|llegare|aterrizamos|aterrizo|aterrizaje|salgo|salimos"
        r"|saliendo|salida|entrada|check in|check out|checkin|checkout"
        r"|(?:sale )?(?:mi |nuestro |el )?(?:vuelo|avion|tren|bus)(?: (?:sale|llega|es))?(?: el)?"
    ),
    "LED_RU": (
        r"(?:у нас |у меня |наш |мои )?(?:вылет|вылетаем|вылетаю|вылетает|реис|самолет|поезд|прилет|прилетаем|прилетаю|прибытие|приезжаем|приедем|приеду"
        r"|заезд|заселение|заселимся|заезжаем|выезд|выезжаем|будем|улетаем|улетаю)(?: будет)?"
    ),
    "LED_HI": (
        r"(?: (?:ki|ka|ko|ke|tak|की|का|को|के|तक))?(?: (?:flight|flite|train|bus|check in|checkin|check out|checkout|फ्लाइट|उडान|ट्रेन|बस|चेक इन))?"
        r"(?: (?:pahuchenge|pahunchenge|pahuchunga|pahunchunga|pahuchungi|pahunch jaenge|pahunch jayenge|aayenge|aaenge|niklenge|nikalna"
        r"|nikalenge|hogi|hoga|hai|h|hain|पहुंचेंगे|पहुचेंगे|पहुँचेंगे|आएंगे|निकलेंगे|निकलना|होगी|होगा|है))*"
    ),
    "PART_HI": "subah|savere|shaam|sham|raat|rat|dopahar|dopeher|सुबह|शाम|रात|दोपहर",
    "NEXT_EN": "next day|next morning|the next day|the next morning|following day|tomorrow|tomorrow morning|that day|same day",
    "BAD_EN": "cancelled|canceled|cancel|delayed|diverted|missed|rescheduled|overbooked|postponed",
    "BAD_RU": "отменили|отменен|отменяется|отменился|задержали|задержан|задерживается|задержался|перенесли|перенесен",
    "BAD_HI": "cancel|canceled|cancelled|miss|late|delay|delayed|chhoot|chhut|choot|chut|reschedule",
}
CLOCKS = r"""
    (?:<LEAD> )?(?:at |around |by |about |after |before |till |until |from |@ ?)*<HOUR>(?: (?:check in|check out|checkin|checkout|arrival|flight|departure|landing))?(?: <NEXT_EN>)?
    (?:arriving|landing|we land|i land|we arrive|flight|flight leaves|my flight leaves|flight is) at <TIME>(?=\s*(?:[,.;!]|$| next| tomorrow| the next))
    (?:<LED_ES> )?(?:a |sobre |tipo |hacia |hasta |desde )?las? <TIME>\s?(?:hs|hrs|horas|h|am|pm)?(?: (?:de|en|por) la (?:manana|tarde|noche|madrugada))?(?: del dia siguiente| al dia siguiente)?
    <TIME>\s?(?:hs|hrs|horas|h|am|pm)?(?: de la (?:manana|tarde|madrugada))
    (?:<LED_RU> )?(?:только |уже |где-то |примерно )?(?:в|во|к|около|до|после|с) <TIME> (?:утра|вечера|ночи|дня|часов|часа|час|ч)(?: утра| вечера| ночи| дня)?(?: <LED_RU>)?
    (?:<LED_RU> )?<TIME> (?:утра|вечера)(?: <LED_RU>)?
    (?:<LED_RU> )(?:в |к |около |после )?(?:[01]?\d|2[0-3])[:.][0-5]\d
    (?:<PART_HI>)(?: (?:ke|ko|के|को))? <TIME> (?:baje|bje|bajey|bjy|बजे)<LED_HI>
    <TIME> (?:baje|bje|bajey|बजे)(?: <PART_HI>)?<LED_HI>
"""
FLIGHTS = r"""
    (?:my |our |the |as |since |because )*(?:flight|flights|flt|connection|connecting flight)s? (?:(?:got|was|is|has been|have been|just got|been|were|getting) )*(?:<BAD_EN>)(?: (?:due to|because of) \w+)?(?: tonight| today)?
    (?:my |our |the )?(?:flight|flt) (?:is |leaves |departs |lands |arrives |goes )?(?:very |so |super |really |too |quite )*(?:early|late|<NEXT_EN>|at dawn|in the morning|early morning|at night)(?: (?:in the morning|<NEXT_EN>|at night))*
    flight (?:home|back|out)(?: <NEXT_EN>)?
    (?:i |we |just )*(?:missed|delayed|cancelled|canceled|lost) (?:my |our |the |a )?(?:connecting |onward )?(?:flight|connection|train|bus|plane)
    (?:before|after|between|b/w) (?:my |our |the |a |an |his |her |two )?(?:early |late |long |morning |night )?(?:flights?|landing|flt)
    (?:for |on |during |have |with |between |we have |i have )*(?:an? |my |our )?(?:long |overnight |night |big )?(?:\d{1,2}[- ]?(?:hours?|hrs?|h) )?(?:long )?(?:layover|stopover)s?
    (?:just |we |i |i'm |arriving |flying in |fly in |after )*(?:land|landing|arrive|arriving|flying in|fly in) (?:very |so |really |quite )*(?:late|early)(?: (?:at night|in the (?:morning|evening)|evening|night|morning))?
    (?:(?:ya que |porque |pues |que )?(?:sale|salgo|tengo|tenemos|perdi|perdimos|cancelaron|cancelan|retrasaron) )(?:el |mi |nuestro |un )?(?:vuelo|avion)(?: (?:sale|es|muy|temprano|tempranito|a primera hora|de madrugada|al dia siguiente|por la manana|tarde|de noche|en la madrugada|el dia siguiente))*
    (?:(?:me|nos) )?(?:cancelaron|retrasaron|cancelan) (?:el |mi |nuestro )?vuelo
    (?:mi |nuestro |el |por |un )*vuelo (?:(?:sale|es|esta|fue|sera|muy|super) )*(?:temprano|tempranito|cancelado|retrasado|demorado|perdido|de madrugada|en la madrugada|al dia siguiente|el dia siguiente|a primera hora|nocturno|tarde)
    (?:perdi|perdimos) (?:la |mi |nuestra )?(?:conexion|escala)
    (?:(?:tengo|tenemos|por|hago|hacemos) )?(?:una )?escala (?:larga |nocturna )?(?:de \d{1,2} (?:horas|hs|h))
    (?:у нас |у меня |наш |мои |так как |а |очень )*(?:вылет|реис|самолет|перелет)(?: (?:рано|очень|поздно|у нас|будет|только|уже|на следующии день|на следующее утро|завтра|утром|ночью|вечером|<BAD_RU>|рано утром))+
    (?:<BAD_RU>|опоздали на|опоздал на|опоздала на|пропустили|пропустил|между|перед|после) (?:наш |мои |нашим |своим )?(?:реис\w*|вылет\w*|самолет\w*|прилет\w*)
    (?:длинная |долгая |ночная |большая )?(?:стыковк\w|пересадк\w)(?: (?:на )?\d{1,2} (?:часов|часа|час|ч))?
    (?:kal |parso |agle din |next day )?(?:<PART_HI>|jaldi|early morning|early|late night)(?: (?:subah|jaldi|ki|ko|ka|bahut|hi))* (?:flight|plane)(?: (?:hai|h|pakadni hai|pakadna hai|hogi))
    (?:meri |hamari |humari )?(?:flight|train) (?:<BAD_HI>)(?: (?:ho|gayi|gyi|gai|gaya|hui|hai|h))*
    (?:meri |hamari |humari )?flight (?:(?:bahut|kal|agle din) )*(?:jaldi|subah|subah subah|raat ko|early)(?: (?:ki|ko|hai|h|hogi))+
    (?:कल |परसों |अगले दिन )?(?:सुबह|शाम|रात)(?: (?:जल्दी|की|को|सुबह))* (?:फ्लाइट|उडान)(?: (?:है|होगी|पकडनी है))
    (?:मेरी |हमारी )?(?:फ्लाइट|उडान|ट्रेन) (?:कैंसिल|कैंसल|रद्द|छूट|लेट|मिस|डिले)(?: (?:हो|गई|गयी|है|हुई))*
"""
# These may also be a request: "early flight to Goa".
FLIGHTS_OR_ASKED = r"""
    (?:my|our|his|her) (?:return |onward |morning |late |early )?(?:flight|flt)(?: (?:home|back|out|<NEXT_EN>))?
    (?:have |got |for |catching |catch |taking |with )*(?:an? )?(?:very |super |really )*(?:early|late|early morning|late night|morning|red-eye|red eye|night|connecting|next day)(?: morning)? (?:flight|flt|departure|arrival)(?: (?:out|back|home|onwards?|<NEXT_EN>))*
    (?:mi|nuestro) vuelo(?: sale)?|el vuelo sale|antes del vuelo|entre vuelos
    рано (?:утром )?(?:вылет|реис|самолет)
    (?:ранни[ие]|поздни[ие]|ночнои|утреннии|ночные) (?:вылет|реис|самолет|прилет)(?: (?:утром|на следующии день|завтра))*
"""
