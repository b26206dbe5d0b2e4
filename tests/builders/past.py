"""A database as the first version with data made it: by that version's own code, out of history."""

import os
import subprocess
import sys
from pathlib import Path

from tests.builders.site import ROOT, Site, empty_database

FIRST_WITH_DATA = "b44ddd7"  # "Load the five articles through the doors people use"
SET_UP_THEN = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
for command in ("import_units", "import_catalogue", "demo"):
    call_command(command, verbosity=0)
"""
SET_UP_NOW = SET_UP_THEN.replace('"demo"', '"import_regimes", "demo"')


def is_in_history(commit: str = FIRST_WITH_DATA) -> bool:
    """Whether this clone has its history; one of the last commit alone has not."""
    asked = ["git", "cat-file", "-e", f"{commit}^{{commit}}"]
    return subprocess.run(asked, cwd=ROOT, check=False, stderr=subprocess.DEVNULL).returncode == 0


def site_of_then(folder: Path) -> Site:
    """Set up as one did then, with the packages of today."""
    code = folder / "code"
    code.mkdir(parents=True)
    packed = subprocess.run(
        ["git", "archive", FIRST_WITH_DATA, "src", "data"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    subprocess.run(["tar", "-x", "-C", str(code)], input=packed.stdout, check=True)
    site = Site(folder, empty_database(folder))
    subprocess.run(
        [sys.executable, "-c", SET_UP_THEN],
        cwd=folder,
        env={**os.environ, **site.environment, "PYTHONPATH": str(code / "src")},
        check=True,
        capture_output=True,
    )
    return site
