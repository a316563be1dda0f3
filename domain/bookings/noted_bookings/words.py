"""Words found in confirmations and notes, in all languages together.

They are compared in the form of `domain.reading.characters`: without case and accents.
"""

from domain.bookings.models import BookingKind

CHECK_IN = (
    "check-in, check in, checkin, checking in, arrival, arrival date, arriving, date of arrival,"
    " entrada, llegada, ingreso, fecha de entrada, fecha de llegada, fecha de ingreso,"
    " dia de llegada, registro de entrada,"
    " заезд, прибытие, дата заезда, дата прибытия, регистрация заезда, въезд, заселение,"
    " चेक-इन, चेक इन, चेकइन, आगमन, आगमन की तारीख, आगमन तिथि"
)
CHECK_OUT = (
    "check-out, check out, checkout, checking out, departure, departure date, departing,"
    " date of departure, salida, egreso, fecha de salida, fecha de egreso, dia de salida,"
    " registro de salida,"
    " отъезд, выезд, дата выезда, дата отъезда, выселение,"
    " चेक-आउट, चेक आउट, चेकआउट, प्रस्थान, प्रस्थान की तारीख, प्रस्थान तिथि"
)
# Until when nothing is due.
FREE = (
    "free cancellation, free cancelation, cancel for free, cancel free of charge, fully refundable,"
    " free of charge, cancel without charge, cancel without penalty, cancelled free,"
    " canceled free, cancellation is free, refundable until, refundable before, refundable till,"
    " cancel by, cancel before, cancel until, cancelled by, no charge, without penalty,"
    " free until, free till, free before, free cancel,"
    " cancelacion gratis, cancelacion gratuita, cancelacion sin cargo, cancelacion sin coste,"
    " cancelar gratis, cancelar sin cargo, cancelar sin coste, cancela gratis, reembolsable hasta,"
    " gratis hasta, sin penalizacion, anulacion gratuita, cancelacion sin costo,"
    " cancelar sin costo,"
    " бесплатная отмена, бесплатной отмены, отмена бесплатно, отменить бесплатно,"
    " бесплатно отменить, отмена бесплатная, отмена без штрафа, без штрафа,"
    " бесплатное аннулирование,"
    " бесплатно до, бесплатна до, возвратный до, отменить без штрафа,"
    " मुफ्त रद्द, मुफ्त कैंसिलेशन, मुफ्त कैंसलेशन, निःशुल्क रद्द, निशुल्क रद्द, मुफ्त में रद्द,"
    " निःशुल्क रद्दीकरण, मुफ्त रद्दीकरण, फ्री कैंसिलेशन, फ्री कैंसलेशन, फ्री कैंसल, बिना शुल्क"
)
# "Within 2 days of arrival the first night is charged."
INCURS = (
    "incur, incurs, will be charged, is charged, charge, penalty, se cobrara, se cargara, cargo,"
    " penalizacion, взимается, штраф, удерживается, शुल्क, जुर्माना"
)
CANCELS = (
    "cancel, cancellation, cancellations, cancelled, cancelacion, cancela, cancelar, отмена,"
    " отмены, отмене, отмену, аннуляции, रद्द, कैंसिलेशन"
)
# From when something is due: the moment before is the last free one.
CHARGED_FROM = (
    "charged from, charge applies from, charges apply from, penalty from, fee from,"
    " fee applies from,"
    " cancelled after, canceled after, cancel after, cancellations after, cancellation after,"
    " made after, changes made after, changes after,"
    " cancellation fee from, cancellation charges from, cancelling after,"
    " penalizacion a partir, cancela despues, cancelacion a partir, cancelar a partir,"
    " cargo a partir, штраф с, отмены после, отмене после, отмены с, отмене с, отмена после,"
    " के बाद रद्द"
)
NOT_FREE = (
    "non-refundable, nonrefundable, non refundable, not refundable, no refund, no refunds,"
    " cannot be refunded, no reembolsable, no es reembolsable, sin reembolso,"
    " no admite cancelacion,"
    " невозвратный, невозвратная, невозвратное, невозвратная бронь, не возвращается,"
    " без возврата, не подлежит возврату, без права возврата,"
    " नॉन-रिफंडेबल, नॉन रिफंडेबल, गैर-वापसी योग्य, अप्रतिदेय, वापसी योग्य नहीं, रिफंड नहीं"
)
# Between a deadline's label and its date, "before" means that the date itself is too late.
BEFORE = "before, prior to, antes del, antes de, ранее, से पहले, до наступления"
AHEAD_OF_STAY = "before, prior, prior to, ahead of, antes de, antes del, до, до заезда, पहले,"
" से पहले"
ARRIVALS = (
    "arrival, check-in, check in, checkin, the stay, la llegada, llegada, la entrada, el check-in,"
    " заезда, прибытия, даты заезда, आगमन, चेक-इन, चेक इन"
)
STRONG_TOTAL = (
    "total price, total amount, grand total, total charge, total cost, total amount paid,"
    " total paid, amount paid, total due, total payable, amount payable, booking amount,"
    " total booking amount, total stay, trip total, total to pay, total charged, final price,"
    " total for stay, total for the stay, you paid, you pay, total bill, total fare,"
    " precio total, importe total, coste total, costo total, total pagado, total a pagar,"
    " monto total, importe pagado, total de la reserva, has pagado, total de la estancia,"
    " общая стоимость, итоговая стоимость, итоговая цена, полная стоимость, общая сумма, итого,"
    " сумма заказа, сумма к оплате, стоимость бронирования, стоимость проживания, всего к оплате,"
    " итого к оплате, оплачено,"
    " कुल कीमत, कुल राशि, कुल मूल्य, कुल भुगतान, कुल रकम, कुल योग, भुगतान की गई राशि, कुल किराया"
)
WEAK_TOTAL = (
    "total, price, amount, paid, cost, charge, charged, fare, precio, importe, coste, costo, monto,"
    " pagado, стоимость, цена, сумма, всего, к оплате, कुल, कीमत, राशि, मूल्य, किराया, भुगतान"
)
# Amounts next to these are a part, or something else.
PARTS = (
    "per night, a night, nightly, per room, tax, taxes, gst, vat, iva, fee, fees, service charge,"
    " discount, saved, you save, savings, coupon, cashback, reward, points, deposit, refund,"
    " cancellation, cancellation fee, penalty, room rate, base price, subtotal, sub total,"
    " approx, approximately, nights x, tourism, city tax, resort fee, convenience, prepayment,"
    " por noche, impuestos, impuesto, tasa, tasas, descuento, ahorro, fianza, reembolso,"
    " cancelacion,"
    " penalizacion, subtotal, aproximadamente, tarifa base,"
    " за ночь, налог, налоги, ндс, сбор, скидка, депозит, залог, возврат, штраф, предоплата,"
    " примерно, курортный сбор, доплата,"
    " प्रति रात, हर रात, कर, टैक्स, जीएसटी, छूट, शुल्क, रिफंड, जमा, लगभग"
)
HOTEL_LABEL = (
    "hotel, hotel name, name of hotel, property, property name, accommodation, hotel details,"
    " stay at, lodging, alojamiento, nombre del hotel, nombre del alojamiento, establecimiento,"
    " propiedad, отель, гостиница, название отеля, объект размещения, объект, место проживания,"
    " средство размещения, होटल, होटल का नाम, प्रॉपर्टी, संपत्ति, आवास"
)
# A line with one of these is probably the name of a place to stay.
SLEEPS = (
    "hotel, hotels, resort, resorts, inn, suites, suite, hostel, palace, villa, villas, lodge,"
    " residency, retreat, guest house, guesthouse, homestay, haveli, bnb, b&b, apartments,"
    " apartment, aparthotel, manor, cottages, motel, ryokan, riad, houseboat, mahal, bhavan, spa,"
    " taj, oberoi, leela, marriott, hilton, hyatt, novotel, ibis, radisson, lemon tree, oyo,"
    " treebo,"
    " fabhotel, sheraton, westin, holiday inn, ritz, ramada, ginger, zostel, itc, mercure, sofitel,"
    " fairmont, accor, nh, melia, barcelo, riu, hostal, posada, parador, pension, cabanas,"
    " hacienda,"
    " finca, casa rural, отель, гостиница, хостел, апартаменты, апарт-отель, гостевой дом,"
    " пансионат, санаторий, мотель, азимут, होटल, रिसॉर्ट, रिज़ॉर्ट, गेस्ट हाउस, होमस्टे, पैलेस,"
    " हॉस्टल,"
    " लॉज, हवेली, निवास"
)
# A line with one of these names a person, a payment method, or anything but the hotel.
NO_NAME = (
    "dear, guest, guests, guest name, name of guest, lead guest, booked by, hello, hi, mr, mrs, ms,"
    " hola, estimado, estimada, huesped, huespedes, titular, nombre, reservado por, cliente,"
    " уважаемый, уважаемая, здравствуйте, гость, гости, имя гостя, заказчик, плательщик,"
    " प्रिय, नमस्ते, अतिथि, मेहमान, नाम, card, visa, mastercard, tarjeta, карта, कार्ड, phone, tel,"
    " telephone, telefono, телефон, फोन, फ़ोन, email, e-mail, correo, address, direccion, адрес,"
    " पता,"
    " booking id, booking reference, confirmation, confirmed, confirmada, confirmado, reserva,"
    " reservation, booking, бронирование, бронирования, бронь, подтверждение, подтверждено, बुकिंग,"
    " पुष्टि, policy, cancellation, cancelacion, отмена, отмены, रद्द, check-in, check-out,"
    " check in,"
    " check out, room, room type, habitacion, номер, कमरा, thank, thanks, gracias, спасибо,"
    " धन्यवाद,"
    " total, price, precio, refundable, itinerary, invoice, adults, adultos, взрослых, वयस्क"
)
CONFIRMS = (
    "confirmed, confirmation, booking id, booking reference, booking number, reservation,"
    " itinerary, booking confirmed, your booking, your stay, reserva, confirmada, confirmado,"
    " confirmacion, localizador, бронирование, бронирования, бронь, подтверждено, подтверждение,"
    " подтверждена, подтвержден, बुकिंग, पुष्टि, आरक्षण, voucher, воучер, ваучер, वाउचर"
)
SELLERS: dict[str, str] = {
    "Booking.com": "booking.com, booking com, букинг",
    "Agoda": "agoda, agoda.com, агода",
    "Expedia": "expedia, expedia.com",
    "MakeMyTrip": "makemytrip, make my trip, mmt",
    "Goibibo": "goibibo",
    "Hotels.com": "hotels.com, hoteles.com",
    "Trip.com": "trip.com, ctrip",
    "Airbnb": "airbnb",
    "Cleartrip": "cleartrip",
    "Yatra": "yatra.com",
    "EaseMyTrip": "easemytrip",
    "Ostrovok": "ostrovok, ostrovok.ru, островок",
    "Yandex Travel": "yandex travel, яндекс путешествия, яндекс.путешествия",
    "Despegar": "despegar, despegar.com",
    "eDreams": "edreams",
    "Priceline": "priceline",
    "Hostelworld": "hostelworld",
    "OYO": "oyo rooms, oyorooms",
    "Traveloka": "traveloka",
    "Vrbo": "vrbo",
    "Marriott": "marriott.com, marriott bonvoy",
    "Hilton": "hilton.com, hilton honors",
    "Accor": "all.accor, accor.com",
    "IHG": "ihg.com, ihg hotels",
    "Hyatt": "hyatt.com, world of hyatt",
}
# Words that begin a note of each kind. Longer ones are matched first.
KINDS: dict[BookingKind, str] = {
    BookingKind.TRANSFER: (
        "airport transfer, transfer, airport pickup, airport pick-up, pickup, pick-up, taxi, cab,"
        " shuttle, airport drop, car hire, rental car, car rental, train, bus, ferry,"
        " traslado, traslado al aeropuerto, traslado del aeropuerto, recogida, coche de alquiler,"
        " alquiler de coche, tren, autobus,"
        " трансфер, трансфер из аэропорта, трансфер в аэропорт, такси, аренда машины, аренда авто,"
        " поезд, автобус, паром,"
        " ट्रांसफर, एयरपोर्ट ट्रांसफर, टैक्सी, कैब, पिकअप, ट्रेन, बस"
    ),
    BookingKind.FLIGHT: (
        "flight, flights, plane ticket, air ticket, vuelo, vuelos, billete de avion, рейс,"
        " авиабилет, авиабилеты, перелет, самолет, उड़ान, फ्लाइट, हवाई टिकट"
    ),
    BookingKind.INSURANCE: (
        "travel insurance, insurance, insurance policy, medical cover, travel cover,"
        " seguro, seguro de viaje, poliza, страховка, страховка путешественника, страхование,"
        " полис,"
        " туристическая страховка, बीमा, यात्रा बीमा, ट्रैवल इंश्योरेंस, इंश्योरेंस"
    ),
    BookingKind.ACTIVITY: (
        "activity, excursion, day trip, city tour, guided tour, walking tour, museum,"
        " museum tickets,"
        " concert, show, tickets, ticket, entry ticket, scuba, scuba diving, snorkelling,"
        " snorkeling,"
        " safari, cruise, boat trip, cooking class, spa day, massage, rafting, trek, paragliding,"
        " zoo, theme park, theatre, tour,"
        " actividad, excursion guiada, visita guiada, entradas, entrada, buceo, paseo en barco,"
        " museo, concierto, crucero, clase de cocina,"
        " экскурсия, билеты, билет, музей, концерт, дайвинг, прогулка, мастер-класс, сафари, круиз,"
        " спектакль,"
        " गतिविधि, भ्रमण, टिकट, संग्रहालय, सफारी, क्रूज़, डाइविंग, शो"
    ),
}
# Words that introduce a note: "add airport transfer…", "note:", "I booked a transfer".
NOTE = (
    "add, note, noted, i booked, booked, i have, we booked, we have, record, save, a, an, the, my,"
    " anade, anadir, apunta, agrega, anota, reserve, he reservado, hemos reservado, un, una, mi,"
    " добавь, добавить, запиши, запишите, забронировал, забронировала, я забронировал,"
    " мы забронировали,"
    " jodo, जोड़ें, जोड़ो, नोट करें, लिखें, मैंने, मैंने बुक किया, हमने, मेरा, मेरी"
)
REFERENCE = (
    "ref, reference, policy, order, order number, voucher, poliza, pedido, заказ, полис,"
    " booking ref, confirmation, confirmation number, policy number, policy no,"
    " booking id, pnr, code, no, number, referencia, localizador, codigo, numero,"
    " номер, код, бронь, номер брони, рeф, संदर्भ, रेफरेंस, नंबर, कोड, पीएनआर"
)
UNTIL = "until, till, by, to, hasta, hasta el, до, по, तक"
