"""The English catalogue as Django reads it: django.mo beside django.po, never committed."""

import os
from pathlib import Path

import polib

from binhyen import kernel

WORDS = Path(kernel.__file__).parent.parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = WORDS.with_suffix(".mo")


def compile_catalogue(source: Path = WORDS, target: Path = COMPILED) -> bool:
    """Compile *source* unless *target* is newer; says whether it had to.

    Written beside and moved into place, so that whoever reads meanwhile reads a whole file.
    """
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    made = target.with_suffix(f".{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(made))
    made.replace(target)
    return True
