"""Airlines that fly the market's routes: where they are at home and where their flights connect."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Airline:
    code: str
    name: str
    country: str
    hubs: tuple[str, ...]
    long_haul: bool = True


AIRLINES = (
    Airline("6E", "IndiGo", "IN", ("DEL", "BOM", "BLR", "HYD"), long_haul=False),
    Airline("AI", "Air India", "IN", ("DEL", "BOM")),
    Airline("QP", "Akasa Air", "IN", ("BOM", "BLR"), long_haul=False),
    Airline("SG", "SpiceJet", "IN", ("DEL", "HYD"), long_haul=False),
    Airline("EK", "Emirates", "AE", ("DXB",)),
    Airline("EY", "Etihad Airways", "AE", ("AUH",)),
    Airline("QR", "Qatar Airways", "QA", ("DOH",)),
    Airline("SQ", "Singapore Airlines", "SG", ("SIN",)),
    Airline("TG", "Thai Airways", "TH", ("BKK",)),
    Airline("GA", "Garuda Indonesia", "ID", ("CGK", "DPS")),
    Airline("BA", "British Airways", "GB", ("LHR",)),
    Airline("U2", "easyJet", "GB", ("LGW", "LTN"), long_haul=False),
    Airline("AF", "Air France", "FR", ("CDG",)),
    Airline("KL", "KLM", "NL", ("AMS",)),
    Airline("LH", "Lufthansa", "DE", ("FRA", "MUC")),
    Airline("TK", "Turkish Airlines", "TR", ("IST",)),
    Airline("IB", "Iberia", "ES", ("MAD",)),
    Airline("VY", "Vueling", "ES", ("BCN",), long_haul=False),
    Airline("DL", "Delta", "US", ("ATL", "JFK")),
    Airline("UA", "United", "US", ("EWR", "ORD", "SFO")),
    Airline("JL", "Japan Airlines", "JP", ("HND",)),
    Airline("QF", "Qantas", "AU", ("SYD",)),
    Airline("LA", "LATAM", "BR", ("GRU",)),
    Airline("ET", "Ethiopian Airlines", "ET", ("ADD",)),
    Airline("SA", "South African Airways", "ZA", ("JNB",)),
)
