"""Spanish, written without accents: the readers fold them."""

from domain.catalog.amenities import Amenity
from domain.reading.intents import Command, Talk
from domain.reading.kinds import Kind
from domain.reading.meanings import Change, PartOfDay
from domain.suppliers.flight_contract import Cabin

# Kinds of lodging that hotels cannot be searched by; the bot says so.
HOUSES = """
    hostal, hostales, hostel, hostels, posada, posadas, depa, depto, departamento, departamentos,
    apartamento, apartamentos, piso, cabana, cabanas, hosteria, parador, resort, resorts, casa rural,
    casas rurales, airbnb, villa, glamping, camping, albergue, albergues, casa particular, hacienda,
    pension, bungalow, bungalows, finca, fincas, casita, casitas, casa, casa de campo, quinta, cabanita, cabanitas, loft, monoambiente, villas, estancia rural, apart hotel, aparthotel, lodge, ecolodge, refugio, tipi, domo, domos, cortijo, masia, pazo, residencial
"""
# Non-stop flights.
DIRECT_FLIGHT = """
    vuelo directo, vuelos directos, directo, sin escalas, sin escala
"""
# Times of departure.
PARTS_OF_DAY = {
    PartOfDay.MORNING: "por la manana, de la manana, en la manana, a primera hora",
    PartOfDay.AFTERNOON: "por la tarde, de la tarde, en la tarde, mediodia",
    PartOfDay.EVENING: "al anochecer, al atardecer",
    PartOfDay.NIGHT: "por la noche, de noche, de madrugada, madrugada",
}
WORDS = {
    Kind.WE: "somos, seremos, vamos, viajamos, seriamos, iremos, grupo de, un grupo de",
    Kind.STAY: "hotel, hoteles, alojamiento, hospedaje,"
             " donde quedarme, donde quedarnos, donde alojarme, habitacion de hotel,"
             " quedarme, quedarnos, hotelito",
    Kind.PACKAGE: "aereos, con aereos, aereo incluido, aereos incluidos, con aereo, promo con vuelo, paquete, paquetes, paquete turistico, vuelo y hotel, vuelos y hotel, hotel y vuelo, hotel y vuelos, vuelo hotel,"
                " hotel vuelo, con vuelo, con vuelos, vuelo incluido, vuelos incluidos, con vuelo incluido, vuelo mas hotel, hotel mas vuelo, vuelo con hotel, vuelos mas hotel, vuelos con hotel, hotel con vuelo",
    Kind.FLIGHT: "vuelo, vuelos, tiquete, tiquetes, tiquetes aereos, volar, volando, pasaje, pasajes, billete, billetes, boleto, boletos, boletos de avion, billetes de avion,"
               " pasajes aereos, pasaje de avion, avion, billete de avion, boleto de avion, volamos",
    Kind.RETURN: "ida y vuelta, regreso, vuelta, regresando, volviendo, regreso el, vuelta el, volviendo el, regresando el, con vuelta,"
               " redondo, viaje redondo, y vuelta, con regreso, vuelvo, volver, volvemos, regresamos, regreso al, retorno, vuelta el dia",
    Kind.ONEWAY: "solo ida, ida solamente, solo de ida, sencillo, ida sola, sin vuelta",
    Kind.INFANT: "bebe en brazos, recien nacido, recien nacida, bebe recien nacido, infante, infantes, lactante",
    Kind.DAYTIME: "escala, una escala, temprano",
    Kind.BUT: "excepto, menos en, salvo, que no sea, que no sea en, menos, no en",
    Kind.TOUR: "viaje, ruta, itinerario, recorrido, circuito, gira, viaje por, ruta por, tour",
    Kind.NIGHT: "nochs, nches, noces, nohes, noxes, nochess, noshes, noches, noche",
    Kind.DAYS: "dias, dia",
    Kind.WEEK: "semanas, semana",
    Kind.MONTHS: "meses, mes",
    Kind.NEXT: "proximo, proxima, proximos, que viene, siguiente",
    Kind.THIS: "este, esta",
    Kind.WEEKEND: "fin de semana, finde, fines de semana, puente",
    Kind.PARTOF: "principios de, a principios de, finales de, a finales de, mediados de, a mediados de",
    Kind.WITHIN: "dentro de",
    Kind.TO: "al, salida, salida el, saliendo el",
    Kind.UPTO: "hasta, hasta el",
    Kind.FROM: "desde, empezando, empezando el, comenzando, inicio, a partir, saliendo de, salida desde, saliendo desde, con salida desde, con salida de, partiendo de, desde el, a partir del, a partir de, entre, llegada, entrada",
    Kind.OF: "de, del",
    Kind.AND: "y, e, o",
    Kind.IN: "en, los, el",
    Kind.FOR: "para, pa, por, durante",
    Kind.NO: "sin",
    Kind.PLUS: "mas",
    Kind.NEAR: "cerca de, cerca del, cerca, junto a, junto al, al lado de, al lado del, proximo a",
    Kind.ME: "mi, mi ubicacion, aqui, donde estoy",
    Kind.AIRPORT: "aeropuerto, el aeropuerto, aeropuerto internacional",
    Kind.ADULT: "adltos, adulos, adutos, adultoss, persnas, prsonas, personaz, adultos, adulto, adultas, adulta, personas, persona, huespedes, huesped, viajeros,"
              " viajero, pers, px, grandes, mayores, chicos, chicas, hombres, mujeres, senores, senoras, adul, ad",
    Kind.ROOM: "habitaciones, cuartos, habitacion, hab",
    Kind.YEARS: "anos, ano, anitos",
    Kind.AGED: "con edades, edad, edades, de edad",
    Kind.FAMILY: "familia, una familia, somos una familia",
    Kind.COUPLE: "pareja, parejas, matrimonio, matrimonios, en pareja, para dos, mi mujer y yo, mi esposa y yo, mi marido y yo,"
               " luna de miel",
    Kind.ALONE: "solo yo, viajo solo, viajo sola, sola, para mi solo",
    Kind.THOUSAND: "mil",
    Kind.UNDER: "menos de, por debajo de, por menos de, no mas de, inferior a",
    Kind.ATMOST: "maximo, como maximo, maximo de, max de",
    Kind.BUDGET: "presupuesto, presupuesto de, presupuesto maximo, precio maximo, precio",
    Kind.ORLESS: "o menos, como mucho",
    Kind.NIGHTLY: "por noche, la noche, cada noche, por habitacion y noche, por dia",
    Kind.TOTAL: "en total, total, por toda la estancia, por la estancia, toda la estancia,"
              " para toda la estancia, por todo, todo el viaje, en todo",
    Kind.STAR: "estrellas, estrella",
    Kind.RATED: "valoracion, puntuacion, nota, calificacion, valorado, valoracion minima,"
              " valoracion de, puntuacion minima, puntuacion de",
    Kind.ORMORE: "o mas, como minimo, minimo, al menos, o superior, mas de",
    Kind.PLAIN: """
        promo, pero, promocion, oferta, ofertas, holaa, porfa, porfis,
        viajo, viajamos, viajaremos, me quedo, nos quedamos, lo mismo, lo mismo para, igual, mejor dicho, perdon, digo, quise decir, porfa, porfis, xfa, porfavor, oye, mira, tio, urgente, recomendais, recomienden, recomiendan, alguna, alguno, algun, recomendacion, sitio, lugar, donde, hospedarme, hospedarnos, dormir,         luego, despues, y luego, y despues, seguido de, amigo,         la, las, lo, un, una, unos, unas, hotel, hoteles, hostal, hostales, alojamiento, quiero, quisiera,
        queremos, busco, buscamos, buscar, necesito, necesitamos, reservar, reserva, por favor, con,
        ocupo, espera, q tal, que tal, hay, arrancando, che, viaje de trabajo, viaje de negocios, por trabajo, de trabajo, por negocios, viaje de estudios, saber, puedo, podria, cuanto sale,
        cuanto cuesta, cuanto esta, alguien sabe, alguien, hola, holaa, holaaa, buenas, buenos dias, gracias, viaje, viajar, vacaciones, ir, vamos, voy, nos, me gustaria,
        somos, soy, que, sea, tenga, incluido, incluida, barato, barata, baratos, economico,
        bueno, buen, mejor, mejores, ciudad, zona, algo, estancia,
        una habitacion, 1 habitacion, cambia, cambiar, mejor en, pon, ponlo,
        fecha, fechas, ida, solo, tambien, quedarme, quedarnos, hacer, cada, precio,
        entonces, y con, su, les, le, nuestro, nuestra, mis
    """,
}  # fmt: skip

MONTHS = (
    "enero, ene", "febrero", "marzo", "abril, abr", "mayo", "junio", "julio", "agosto, ago",
    "septiembre, setiembre, set", "octubre", "noviembre", "diciembre, dic",
)  # fmt: skip
WEEKDAYS = (
    "lunes, lun", "martes", "miercoles, mie", "jueves, jue", "viernes, vie", "sabado, sab",
    "domingo, dom",
)  # fmt: skip
NEAR_DAYS = {0: "hoy", 1: "manana", -1: "ayer", 2: "pasado manana, pasado"}
TONIGHT = "esta noche, hoy por la noche"
NUMBERS = {
    1: "uno, una", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho",
    9: "nueve", 10: "diez", 11: "once", 12: "doce", 15: "quince",
}  # fmt: skip
ORDINALS = {
    1: "primera, primer", 2: "segunda, segundo", 3: "tercera, tercer", -1: "ultima, ultimo",
}  # fmt: skip
HOLIDAYS = {
    (12, 24): "navidad, navidades, nochebuena",
    (12, 31): "ano nuevo, nochevieja, fin de ano, noche vieja",
}
EVERYONE = "persnas, prsonas, personaz, personas, persona, huespedes, huesped, viajeros, viajero, pers, pax, pasajeros, pasajero, gente"
FRIENDS = "amigos, amigas, amigo, amiga, companeros, colegas, primos"
FURTHER = "jubilados, jubilado, ancianos, adultos mayores, persona mayor, personas mayores, abuelos"
GROUPS = {
    2: "nosotros dos, mi novia y yo, mi novio y yo, con mi mujer, con mi marido, con mi novia, con mi novio, con mi esposa,"
    " con mi esposo, mi esposo y yo, los dos, mi pareja y yo, con mi pareja, mi madre y yo, mi amiga y yo, mi amigo y yo",
    3: "los tres, nosotros tres",
    4: "los cuatro, dos parejas, nosotros cuatro",
}
BEDS = {
    1: "individual, hab individual, hab individuales, hab sencilla, cuarto sencillo, habitacion individual, habitaciones individuales, individuales, habitacion sencilla",
    2: "doble, dobles, hab doble, hab dobles, habs dobles, cuarto doble, cuartos dobles, hab matrimonial, habitacion doble, habitaciones dobles, matrimonial, habitacion matrimonial",
    3: "triple, triples, hab triple, hab triples, cuarto triple, habitacion triple, habitaciones triples",
    4: "cuadruple, cuadruples, habitacion cuadruple",
}
CABINS = {
    Cabin.BUSINESS: "clase business, clase ejecutiva, ejecutiva, en business, en ejecutiva",
    Cabin.FIRST: "primera clase, en primera",
    Cabin.ECONOMY: "clase turista, turista, economica, clase economica, en turista",
    Cabin.PREMIUM: "turista premium, economica premium",
}  # fmt: skip
ONE_CHILD = "nieto, nieta, nene, nena, pequeno, pequena, crio, chiquito, chiquita, ninito, sobrino, sobrina, nino, nina, bebe, hijo, hija, menor, peque, adolescente"
CHILDREN = "nietos, nietas, nenes, nenas, crios, pequenos, pequeños, chiquitos, chavos, adolescentes, ninos, ninas, bebes, hijos, hijas, menores, peques"
TWINS = "gemelos, gemelas, mellizos, mellizas, gemelitos"
CURRENCIES = {
    "EUR": "euros, euro, eur", "USD": "dolares, dolar", "INR": "rupias, rupia",
    "GBP": "libras, libra", "RUB": "rublos", "MXN": "pesos mexicanos",
}  # fmt: skip
REFUNDABLE = (
    "reembolsable, cancelacion gratis, cancelacion gratuita, cancelable, con cancelacion gratuita,"
    " con cancelacion gratis, reembolsables, cancelacion"
)
BREAKFAST = "desayuno, con desayuno, desayuno incluido, con desayuno incluido, desayunos"
AMENITIES = {
    Amenity.POOL: "piscina privada, piscina climatizada, alberca privada, alberca climatizada, pileta climatizada, piscina, piscinas, pileta, alberca, con alberca, con pileta, con piscina",
    Amenity.WIFI: "wifi gratis, con wifi",
    Amenity.PARKING: "parqueadero, con parqueadero, parqueo, con parqueo, playa de estacionamiento, lugar para el auto, cochera, con cochera, con garaje, con estacionamiento, plaza de garaje, garaje, aparcamiento, estacionamiento, garaje, con parking",
    Amenity.SPA: "balneario, masajes, con spa",
    Amenity.GYM: "gimnasio, gym",
    Amenity.BEACH: "playa, en la playa, primera linea de playa, cerca de la playa, junto al mar,"
                 " frente al mar, en primera linea, a pie de playa",
    Amenity.RESTAURANT: "restaurante",
    Amenity.BAR: "con bar",
    Amenity.AIR_CONDITIONING: "aire acondicionado, aire",
    Amenity.AIRPORT_SHUTTLE: "traslado, traslado al aeropuerto, transporte al aeropuerto",
    Amenity.FAMILY: "familiar, para familias, habitacion familiar, hotel familiar",
    Amenity.PETS: "mascotas, perrito, perrita, perra, perritos, con perrito, con mi perro, con nuestro perro, con mi perra, con mi perrita, con perros, con mascotas, llevo perro, llevamos perro, viajo con perro, viajamos con perro, aceptan mascotas, acepten mascotas, aceptan perros, acepten perros, que acepte mascotas, pet friendly, con gato, con mi gato, gato, gatos, michi, perro, perros, admite mascotas, con perro, con mascota, mascota",
    Amenity.KITCHEN: "cocina, con cocina, cocineta, con cocineta, kitchenette, con kitchenette, cocina equipada",
    Amenity.ACCESSIBLE: "accesible, silla de ruedas, adaptado",
}  # fmt: skip
CHANGES = {
    Change.CHEAPER: "mas barato, mas baratos, mas economico, algo mas barato, muy caro, demasiado caro",
    Change.EARLIER: "un dia antes, mas temprano",
    Change.LATER: "un dia despues, mas tarde, un dia mas tarde",
}  # fmt: skip
UNSERVED = (
    "centro, en el centro, en pleno centro, lujo, de lujo, lujoso, camas, cama, dos camas, cama doble, todo incluido, media pension, pension completa, solo adultos, fumadores, no fumadores, jacuzzi, con jacuzzi, balcon, con balcon,"
    " terraza, con terraza, vistas, con vistas, vista al mar, con vistas al mar, cama matrimonial, cama king, dos camas, banera, tranquilo,"
    " romantico, sin hostales, nada de hostales, bano privado, cuna, cama extra, ascensor, centrico, cena, cena incluida, cena y desayuno,"
    " almuerzo, comidas, lavadora, calefaccion, chimenea, aguas termales, casino, boutique, limpio, con encanto, cerca del metro, metro"
)
TALK = {
    Talk.GREETING: "estas ahi, hay alguien, hay alguien ahi, alo, hola, buenas, buenos dias, buenas tardes, buenas noches, que tal, hola que tal, como estas, saludos, ola, holaa",
    Talk.THANKS: "gracias, muchas gracias, mil gracias, muchisimas gracias, te agradezco, grax, gracias por todo",
    Talk.FAREWELL: "adios, hasta luego, chao, chau, nos vemos, hasta manana",
    Talk.PRAISE: "genial, perfecto, estupendo, vale, ok, bien, muy bien, buenisimo, jaja, jajaja, excelente, de acuerdo",
    Talk.YES: "si, claro, si por favor",
    Talk.NO: "no, no gracias, nada, ahora no",
}  # fmt: skip
COMMANDS = {
    Command.FILES: "exportar, importar, exportar mis seguimientos, exportar seguimientos, importar seguimientos, descargar mis seguimientos, exportar alertas",
    Command.TRACKERS: "mis seguimientos, mis alertas, seguimientos, alertas, muestrame mis alertas, ver mis alertas, ver mis seguimientos,"
                    " muestra mis alertas, alertas de precio, mostrar mis seguimientos, ensename mis alertas, mis rastreadores,"
                    " muestra mis seguimientos, mis alertas de precio",
    Command.BOOKINGS: "donde esta mi voucher, mi voucher, mandame el voucher, mi comprobante, mi bono, el bono de mi reserva, cancelar mi reserva, cancelar reserva, quiero cancelar mi reserva, puedo cancelar mi reserva, como cancelo mi reserva, quiero ver mis reservas, donde estan mis reservas, mi reserva, mis reservas, ver mis reservas, mis reservaciones, muestrame mis reservas, reservas, mis viajes",
    Command.SEARCHES: "mis busquedas, busquedas guardadas, historial",
    Command.SETTINGS: "cambia el idioma, cambiar el idioma, ajustes, configuracion, preferencias, cambiar idioma, cambiar de idioma, idioma, mi cuenta",
    Command.CURRENCY: "cambia la moneda, cambia la moneda a, cambiar de moneda, cambiar la moneda, cambiar la moneda a, cambiar moneda, cambiar moneda a, moneda, poner precios en, precios en",
    Command.QUIET: "no molestar, no me molestes de noche, no me escribas de noche, no me despiertes, horas de silencio, sin avisos de noche, no mandes avisos de noche, silenciar por la noche",
    Command.PRIVACY: "borra mis datos, borrar mis datos, borra todos mis datos, borra todo lo que tienes de mi, borra todo lo que tenes de mi, borra todo lo que sabes de mi, elimina mis datos, eliminar mis datos, elimina mi cuenta, eliminar mi cuenta, borrar mi cuenta, borra mi cuenta, olvidate de mi, descargar mis datos, exportar mis datos, privacidad, mis datos, que sabes de mi",
    Command.HELP: "ayuda, ayudame, necesito ayuda, como funciona, como funciona esto, que puedes hacer, como se usa, que haces,"
                " que puedo hacer, quien eres, me ayudas, como busco, instrucciones, ayuda por favor",
    Command.STOP: "no me mandes mas alertas, deja de mandarme alertas, deja de enviarme alertas, deja de avisarme, no quiero mas alertas, parar alertas, pausar alertas, quitar alertas, silenciar alertas, para, parar, basta, detener, detente, no mas alertas, no me escribas mas, darme de baja, baja, deja de escribirme,"
                " no mas mensajes, para todo, desactivar alertas",
    Command.AFRESH: "cancela todo, cancelar todo, borra todo, cancela, empezar otra vez desde cero, desde cero, empecemos de nuevo, empezamos de nuevo, nueva busqueda, empezar de nuevo, de nuevo, otra busqueda, reiniciar, cancelar, empezar otra vez, volver a empezar,"
                  " buscar de nuevo, borrar",
    Command.HOME: "inicio, menu, menu principal, volver al menu",
    Command.FLIGHTS: "vuelos, buscar vuelos, busco vuelo, quiero un vuelo, buscar vuelo, necesito un vuelo",
    Command.PACKAGES: "paquetes, buscar paquetes",
    Command.TOURS: "viajes, planear un viaje",
    Command.STAYS: "hoteles, hotel, buscar hotel, buscar hoteles, busco hotel, quiero un hotel, necesito un hotel",
}  # fmt: skip
