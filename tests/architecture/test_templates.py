import re
from pathlib import Path

from tests.architecture.tree import PACKAGE, name, tracked

REFERENCE = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'/]+)/""")
# accounts dresses the sign-in pages of django-allauth, which fixes these folders.
ALSO = {"accounts": {"account", "mfa", "allauth", "socialaccount"}}
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=", re.IGNORECASE)


def templates() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".html" and PACKAGE in path.parents]


class TestTemplates:
    def test_use_only_their_own_slice_and_the_kernel(self) -> None:
        strangers = []
        for path in templates():
            home = path.relative_to(PACKAGE).parts[0]
            allowed = {home, "kernel"} | ALSO.get(home, set())
            used = set(REFERENCE.findall(path.read_text()))
            strangers += [f"{name(path)} uses {folder}/" for folder in sorted(used - allowed)]
        assert strangers == []

    def test_carry_no_script_or_style_of_their_own(self) -> None:
        inline = [name(path) for path in templates() if INLINE.search(path.read_text())]

        assert inline == []
