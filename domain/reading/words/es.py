"""Spanish, written without accents: the readers fold them."""

from domain.catalog.amenities import Amenity
from domain.reading.kinds import Kind

WORDS = {
    Kind.NIGHT: "noches, noche",
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
    Kind.FROM: "desde, desde el, a partir del, a partir de, entre, llegada, entrada",
    Kind.OF: "de, del",
    Kind.AND: "y, e, o",
    Kind.IN: "en, los, el",
    Kind.FOR: "para, por, durante",
    Kind.NO: "sin",
    Kind.PLUS: "mas",
    Kind.NEAR: "cerca de, cerca del, cerca, junto a, junto al, al lado de, al lado del, proximo a",
    Kind.ME: "mi, mi ubicacion, aqui, donde estoy",
    Kind.AIRPORT: "aeropuerto, el aeropuerto, aeropuerto internacional",
    Kind.ADULT: "adultos, adulto, adultas, adulta, personas, persona, huespedes, huesped, viajeros,"
              " viajero, amigos, amigas, pers",
    Kind.ROOM: "habitaciones, cuartos, habitacion, hab",
    Kind.YEARS: "anos, ano, anitos",
    Kind.AGED: "con edades, edad, edades, de edad",
    Kind.FAMILY: "familia, una familia, somos una familia",
    Kind.COUPLE: "pareja, en pareja, para dos, mi mujer y yo, mi esposa y yo, mi marido y yo,"
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
        la, las, lo, un, una, unos, unas, hotel, hoteles, hostal, hostales, alojamiento, quiero, quisiera,
        queremos, busco, buscamos, buscar, necesito, necesitamos, reservar, reserva, por favor, con,
        hola, buenas, buenos dias, gracias, viaje, viajar, vacaciones, ir, vamos, voy, nos, me gustaria,
        somos, soy, que, sea, tenga, incluido, incluida, barato, barata, baratos, economico,
        bueno, buen, mejor, mejores, ciudad, centro, zona, algo, estancia, doble,
        individual, una habitacion, 1 habitacion, habitacion doble, cambia, cambiar, mejor en, pon, ponlo,
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
ONE_CHILD = "nino, nina, bebe, hijo, hija, menor, peque, adolescente"
CHILDREN = "ninos, ninas, bebes, hijos, hijas, menores, peques"
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
    Amenity.POOL: "piscina, pileta, alberca, con piscina",
    Amenity.WIFI: "wifi gratis, con wifi",
    Amenity.PARKING: "aparcamiento, estacionamiento, garaje, con parking",
    Amenity.SPA: "balneario, masajes, con spa",
    Amenity.GYM: "gimnasio, gym",
    Amenity.BEACH: "playa, en la playa, primera linea de playa, cerca de la playa, junto al mar,"
                 " frente al mar, en primera linea, a pie de playa",
    Amenity.RESTAURANT: "restaurante",
    Amenity.BAR: "con bar",
    Amenity.AIR_CONDITIONING: "aire acondicionado, aire",
    Amenity.AIRPORT_SHUTTLE: "traslado, traslado al aeropuerto, transporte al aeropuerto",
    Amenity.FAMILY: "familiar, para familias, habitacion familiar, hotel familiar",
    Amenity.PETS: "mascotas, perro, perros, admite mascotas, con perro, con mascota, mascota",
    Amenity.KITCHEN: "cocina, con cocina",
    Amenity.ACCESSIBLE: "accesible, silla de ruedas, adaptado",
}  # fmt: skip
