import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command


class TestCommand:
    def test_makes_four_weights_of_both_faces_with_their_licence(self, tmp_path: Path) -> None:
        call_command("build_assets", into=tmp_path, stdout=StringIO())

        made = {path.name for path in tmp_path.iterdir()}
        assert {f"be-vietnam-pro-{weight}.woff2" for weight in (400, 500, 600, 700)} <= made
        assert {f"so-{weight}.woff2" for weight in (400, 500, 600, 700)} <= made
        assert "be-vietnam-pro-OFL.txt" in made

    def test_does_not_cut_again_what_is_there(self, tmp_path: Path) -> None:
        call_command("build_assets", into=tmp_path, stdout=StringIO())
        first = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.woff2")}

        call_command("build_assets", into=tmp_path, stdout=StringIO())

        assert {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.woff2")} == first

    def test_joins_the_sheets_of_every_page_into_one(self, tmp_path: Path) -> None:
        call_command("build_assets", into=tmp_path, stdout=StringIO())

        whole = (tmp_path / "binhyen.css").read_text()
        assert whole.startswith("/* Values by role")
        assert whole.index("@layer tokens, base") < whole.index("@layer base {")
        assert whole.index("@media print {\n/* Paper") < whole.index("@page")
        beside = set(re.findall(r'url\("((?!data:)[^"]+)"\)', whole))
        assert "../kernel/waves.svg" in beside
        assert all(one.startswith(("../kernel/", "../vendor/")) for one in beside)
        assert whole.count("{") == whole.count("}")
