"""`python -m bot.locales check|extract`: keep the languages complete."""

import argparse
import sys

from bot.locales.catalogues import find_problems, update_catalogues


def main() -> int:
    """Run the asked-for step; `check` returns 1 when a language lacks something."""
    parser = argparse.ArgumentParser(prog="python -m bot.locales", description=__doc__)
    parser.add_argument("step", choices=("check", "extract"))
    if parser.parse_args().step == "extract":
        for language, lacking in update_catalogues().items():
            sys.stdout.write(f"{language}: {lacking} to translate\n")
        return 0
    problems = find_problems()
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
