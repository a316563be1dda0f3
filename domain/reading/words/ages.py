"""Words between two ages, in all languages together: "a 4 year old and another of 7"."""

BETWEEN = """
    and y e и aur और व एवं तथा & or n old yr yrs year years yo y/o olds month months mths mo the a an other one
    another second other's of age aged ages is are ano anos año años meses mes de el la otro otra
    лет года год г месяцев мес ему ей другому другой второму старшему младшему saal sal ka ki ke
    साल वर्ष का की के दूसरा दूसरी dusra dusri kid child son daughter baby boy girl
"""
