"""Splits a telephone number into the country code and the rest.

No country code is the beginning of another (ITU-T E.164): 1 and 7 have one digit, those listed here
two, and all others three.
"""

import re

COUNTRY = re.compile("1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3}")
SHORTEST, LONGEST = 7, 15


def split_phone(number: str) -> tuple[str, str] | None:
    """Return the country code and the rest of "+91 98765-43210"; None if it is no phone number."""
    digits = "".join(sign for sign in number if sign.isascii() and sign.isdecimal())
    code = COUNTRY.match(digits)
    is_international = number.strip().startswith("+")
    if code is None or not is_international or not SHORTEST <= len(digits) <= LONGEST:
        return None
    return code.group(), digits[code.end() :]
