"""Words for kin and friends, in all languages together: who comes besides the writer."""

# By the number of adults they stand for.
KIN = {
    1: """
        wife, wifey, husband, hubby, hubs, spouse, partner, girlfriend, boyfriend, gf, bf, fiance, fiancee, missus, mrs, mom, mum,
        mommy, mother, mama, dad, daddy, father, grandma, grandpa, granny, grandmother, grandfather, sister, brother, aunt, auntie,
        uncle, cousin, patient, attendant, carer, caregiver, nanny, friend, bestie, best friend, roommate, flatmate, colleague, mother in law, father in law, bff,
        esposa, esposo, marido, mujer, novia, novio, companera, companero, mama, papa, madre, padre, suegra, suegro, hermana,
        hermano, abuela, abuelo, abuelita, abuelito, parienta, pariente, acompanante, cuidadora, tia, tio, amiga, amigo, prima, primo, colega, cunada, cunado,
        жена, женои, женщинои, муж, мужем, мама, мамои, мать, матерью, папа, папои, отец, отцом, подруга, подругои, друг, другом,
        девушка, девушкои, парень, парнем, сестра, сестрои, брат, братом, бабушка, бабушкои, дедушка, дедушкои, теща, тещеи,
        свекровь, свекровью, коллега, коллегои, супруга, супругои, супруг, супругом, невеста, невестои, жених, женихом,
        didi, bhaiya bhabhi, patni, pati, biwi, bivi, mummy, mumma, mummi, papa, maa, mataji, pitaji, pita, dadi, dadaji, nani, nanaji, behen, behan, dost, saas,
        sasur, mausi, chacha, chachi, bhabhi, saheli,
        पत्नी, पति, बीवी, मम्मी, पापा, मां, माँ, माताजी, पिताजी, पिता, दादी, दादाजी, नानी, नाना, बहन, भाभी, सास, ससुर, दोस्त, सहेली
    """,
    2: """
        parents, in laws, inlaws, grandparents, mom dad, mum dad, mummy papa, papa mummy, mom and dad, mum and dad,
        padres, papas, suegros, abuelos, родители, родителями, родителеи, бабушка с дедушкои, mata pita, maa baap, mummy daddy, saas sasur,
        माता पिता, माँ बाप, मां बाप, मम्मी पापा, सास ससुर
    """,
}
# The writer and one more.
US = """
    nosotros dos, nosotras dos, us two, we two, two of us, both of us, мы вдвоем, мы двое, нас двое, hum do, hum dono, ham dono,
    हम दो, हम दोनों
"""
SELF = "me, i, myself, yo, я, main, mai, mein khud, मैं, mujhe aur"
WITH = "with, w, con, с, со, вместе с, along with, together with, accompanied by, taking, bringing, junto con, junto a"
WITH_BEHIND = "ke saath, ke sath, k saath, k sath, saath, sath, के साथ, संग, ke sang"
BETWEEN = """
    and, n, plus, my, our, the, his, her, also, mi, mis, y, e, con, with, nuestros, su, и, с, со, мои, моя, моеи, моим, моими,
    нашими, aur, or, meri, mere, mera, apni, apne, apna, और, मेरी, मेरे, अपनी, अपने, &, +
"""
# Two people and nobody else: "me" beside them is Hinglish for "in".
PAIRS = "pati patni, पति पत्नी, husband wife, husband and wife, husband n wife, miyan biwi, mian biwi, marido y mujer, esposo y esposa, муж и жена, муж с женои"
# With a child beside them, they are the only adult: "mum with a baby".
PARENTS = "grandma, grandmother, grandpa, бабушка, дедушка, abuela, abuelo, dadi, nani, दादी, नानी, mom, mum, mother, mommy, mama, dad, father, mamma, madre, padre, мама, папа, мать, отец, mummy, maa, मां, माँ, मम्मी, पापा"
PETS = "dog, dogs, puppy, cat, cats, pet, pets, labrador, perro, perra, perrito, gato, gata, mascota, собака, собакои, пес, псом, кот, котом, кошка, кошкои, kutta, कुत्ता"
# After a number: "mere do bhai", "two mums". In English and Spanish also those above with an s.
SEVERAL = """
    brothers, sisters, kinsmen, hermanos, hermanas, tios, tias, братьев, брата, братья, сестер, сестры, тети, дяди, мамы, папы, бабушки,
    подруги, подруг, друга, друзеи, bhai, bhaiyon, behne, behnein, bhabhiyan, buas, भाई, भाइयों, बहनें, बहने, बहनों, भाभियां, चाचा, मौसी
"""
# Nouns that are counted but are not people; nor are pets.
THINGS = """
    bhk, bedroom, bedrooms, bathroom, bathrooms, bath, baths, washroom, washrooms, toilets, floor, floors, storey, storeys, minute, walk,
    walking, drive, driving, blocks, block, stops, stop, station, stations, hour, halt, meals, meal, times, time, bags, bag, suitcases, suitcase, luggage,
    checked, cots, cot, mattress, mattresses, cars, car, bikes, bike, scooty, parking, properties, property,
    options, option, places, place, cities, city, countries, legs, leg, stopover, stopovers, layover, layovers, tables, seater, working, business,
    dormitorios, dormitorio, banos, bano, cuadras, cuadra, calles, minutos, paradas, maletas, maleta, coches, coche, perros, gatos,
    ciudades, lugares, opciones, plantas, piso, pisos, estrella, comidas, veces, горничных, комнатная, комнатную, комнатные, спальни, спален,
    санузла, минуты, остановки, собаки, собак, кошки, машины, машина, этаж, этажа, варианта, вариантов, города, раза, чемодана, чемодан,
    места, станции, gaadi, gadi, bistar, jagah, sheher, मंजिल, गाड़ी, जगह, शहर, कुत्ते, बिस्तर, बार
"""
