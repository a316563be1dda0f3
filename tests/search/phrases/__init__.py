"""What travellers write, and how it should be read. Today is Tuesday, 24 November 2026.

A line is a phrase, "=>", and the expected reading: parts with " | " between, in any order.
`Goa` a place as the catalogue names it (with its country where namesakes are about), `@…` the
point to be near, `12-15.12` dates (`12.12-?` without an end, `28.12-2.1` over New Year; a year
only where it is not the next such day), `2+6,7` adults and children's ages (rooms with `/`),
`<=8000 INR night` or `<=500 USD stay`, `4-5*`, `4.5+`, `refundable`, `breakfast`, amenities;
`ask X` a question of that kind (the error's name). Two adults are not written down.
"""
