"""Makes what the pages need out of installed packages: the screen face and the face Số."""

import shutil
from importlib import resources
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from binhyen.kernel import management
from binhyen.kernel.management import typeface

VENDOR = Path(management.__file__).parent.parent / "static" / "vendor"
PACKAGE = "fontpkg_be_vietnam_pro"


class Command(BaseCommand):
    help = "Cuts the screen font into static/vendor; does nothing when that is done already."

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
        for made in sorted(into.glob("*.woff2")):
            self.stdout.write(f"{made.name}  {made.stat().st_size / 1000:.1f} kB")


def _is_stale(target: Path, *sources: Path) -> bool:
    """Say whether *target* is missing or older than what it is made from."""
    if not target.exists():
        return True
    made_from = [*sources, Path(typeface.__file__)]
    return target.stat().st_mtime < max(source.stat().st_mtime for source in made_from)
