import os
from io import StringIO

from django.core.management import call_command

from binhyen.kernel.management.catalogue import COMPILED, WORDS


def said() -> str:
    out = StringIO()
    call_command("build_catalogue", stdout=out)
    return out.getvalue()


class TestCommand:
    def test_says_that_the_words_are_ready(self) -> None:
        said()

        assert said() == "django.mo: up to date\n"

    def test_compiles_again_what_is_older_than_its_source(self) -> None:
        said()
        old = WORDS.stat().st_mtime - 1
        os.utime(COMPILED, (old, old))

        assert said() == "django.mo: compiled\n"
