"""Words used in one country and hardly in others with the same language.

They decide among places of the same name: "York, under 90 quid" is not York in Pennsylvania.
"""

REGIONAL: dict[str, str] = {
    "GB": (
        "quid | fiver | tenner | pub | pubs | half term | half-term | bank holiday | missus |"
        " hen do | stag do | hen party | stag party | self catering | self-catering | mum |"
        " carvery | full english | en-suite | guesthouse | caravan park | car park"
    ),
    "US": (
        "bucks | spring break | labor day | memorial day | thanksgiving weekend | presidents day |"
        " mlk weekend | 4th of july | fourth of july | valet parking"
    ),
    "MX": "depa | alberca | albercas | lana | varos | buen fin | puente de noviembre",
    "AR": "pileta | depto | dpto | palos | lucas | vacaciones de invierno | che",
    "CL": "tinaja | quincho | fiestas patrias | lucas",
    "CO": "parqueadero | parqueaderos | finca cafetera | eje cafetero",
    "ES": (
        "casa rural | casas rurales | parador | puente de la constitucion | puente de diciembre |"
        " puente del pilar | pension completa en españa | hostal | apartahotel | plaza de garaje"
    ),
}
