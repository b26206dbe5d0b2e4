#!/usr/bin/env python
"""Django's command line; `binhyen` (src/binhyen/cli.py) is the one for people."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    settings = os.environ.get("BINHYEN_SETTINGS", "binhyen.settings.embedded")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    execute_from_command_line(sys.argv)
