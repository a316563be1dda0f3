"""How a line is read, and why: `python -m domain.search.reading "Goa 12-15 dec 2 adults"`.

The same as `python -m domain.reading`, where the reading is.
"""

import sys

from domain.reading.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
