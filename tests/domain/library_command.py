"""What the library's own command is told: the product's models and migrations, on one database."""

import os

from domain.db import tortoise_config

TORTOISE_ORM = tortoise_config(os.environ["DATABASE_URL"])
