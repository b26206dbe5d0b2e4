"""Makes what the pages need: the screen face and the face Số, and one style sheet of ours."""

import re
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from binhyen.kernel import management
from binhyen.kernel.management import typeface

STATIC = Path(management.__file__).parent.parent / "static"
VENDOR = STATIC / "vendor"
PACKAGE = "fontpkg_be_vietnam_pro"
# In the order of their layers; the paper's is wrapped so that a screen does not heed it.
SHEETS = ("tokens", "base", "frame", "controls", "tables", "cards", "notices", "figures")
BESIDE = re.compile(r'url\("(?!data:|\.\./)')


class Command(BaseCommand):
    help = "Cuts the screen font into static/vendor when it is not there; joins the style sheets."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--force", action="store_true", help="cut again")
        parser.add_argument("--into", type=Path, default=VENDOR, help="where to write")

    def handle(self, *_args: Any, force: bool, into: Path, **_options: Any) -> None:
        package = Path(str(resources.files(PACKAGE)))
        into.mkdir(parents=True, exist_ok=True)
        for weight, name in typeface.WEIGHTS.items():
            source = package / "files" / f"BeVietnamPro-{name}.ttf"
            text, digits = into / f"be-vietnam-pro-{weight}.woff2", into / f"so-{weight}.woff2"
            if force or _is_stale(text, source):
                typeface.cut_to_vietnamese(source, text)
            if force or _is_stale(digits, source):
                typeface.make_digits(source, digits, weight)
        shutil.copyfile(package / "LICENSE", into / "be-vietnam-pro-OFL.txt")
        (into / "binhyen.css").write_text(one_style_sheet(STATIC / "kernel"), "utf-8")
        for made in sorted(into.glob("*.woff2")):
            self.stdout.write(f"{made.name}  {made.stat().st_size / 1000:.1f} kB")


def one_style_sheet(folder: Path) -> str:
    """Join the sheets of every page: a slow line waits once before the first words show."""
    screen = "".join((folder / f"{name}.css").read_text("utf-8") for name in SHEETS)
    paper = (folder / "print.css").read_text("utf-8")
    return BESIDE.sub('url("../kernel/', f"{screen}@media print {{\n{paper}}}\n")


def _is_stale(target: Path, *sources: Path) -> bool:
    """Say whether *target* is missing or older than what it is made from."""
    if not target.exists():
        return True
    made_from = [*sources, Path(typeface.__file__)]
    return target.stat().st_mtime < max(source.stat().st_mtime for source in made_from)
