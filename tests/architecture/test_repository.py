import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import name, tracked

FOREIGN_SUFFIXES = {".woff", ".woff2", ".ttf", ".otf", ".eot", ".whl", ".jar", ".exe", ".so"}
FOREIGN_NAMES = re.compile(r"(^|/)(vendor|node_modules)/|\.min\.(js|css)$|/htmx[^/]*\.js$")
# Written in pieces, so that this file does not name what it forbids.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com",
         "yarn" + "pkg.com", "deb.deb" + "ian.org", "prox" + "y.golang.org", "crat" + "es.io",
         "jsde" + "livr.net", "unp" + "kg.com", "cdn" + "js.com")  # fmt: skip
PLACES = re.compile(
    r"(?<![\w.\-/{}<>])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me")) + ")/"
)


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


class TestRepository:
    def test_holds_no_asset_of_others(self) -> None:
        foreign = [
            name(path)
            for path in tracked()
            if path.suffix in FOREIGN_SUFFIXES or FOREIGN_NAMES.search(name(path))
        ]

        assert foreign == []

    def test_names_no_package_registry(self) -> None:
        named = [
            f"{name(path)}: {host}" for path, text in texts() for host in HOSTS if host in text
        ]

        assert named == []

    def test_names_no_place_of_one_machine(self) -> None:
        placed = [
            f"{name(path)}: {found.group()}"
            for path, text in texts()
            if (found := PLACES.search(text))
        ]

        assert placed == []
