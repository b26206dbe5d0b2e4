"""One database, in a process of its own: Django is set up for it, then everything is measured."""

import argparse
import os
from pathlib import Path

import django


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of 680,000 records a year")
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--runs", type=int, default=7, help="times a question is asked, warm")
    parser.add_argument("--writes", type=int, default=400, help="records a writer confirms")
    parser.add_argument("--asked", type=int, default=60, help="times a page is asked for")
    parser.add_argument("--only-questions", action="store_true", help="load, ask, and no more")
    parser.add_argument("--archive", action="store_true", help="also every report of the nation")
    parser.add_argument("--rebuild", action="store_true", help="also by the product, and compare")
    parser.add_argument("--results", type=Path, required=True)
    return parser.parse_args()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.settings.test")
    django.setup()
    from bench.run import Run  # noqa: PLC0415 -- Django is set up first

    Run(parsed()).everything()


if __name__ == "__main__":
    main()
