import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.architecture.tree import ROOT, name, sources

READERS = {"text", "flag", "number"}
LONGEST_ADR = 40


def first_cells(document: Path) -> set[str]:
    """Give every code name in the first cells of the tables of *document*."""
    rows = [line for line in document.read_text().splitlines() if line.startswith("| `")]
    return {code for row in rows for code in re.findall(r"`([^`]+)`", row.split("|")[1])}


def settings_read() -> Iterator[str]:
    """Names given to the environment's readers, and BINHYEN_ names read anywhere else."""
    for path in sources("src", "scripts"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called, first = node.func, node.args[0]
            if not isinstance(called, ast.Attribute) or not isinstance(first, ast.Constant):
                continue
            if called.attr in READERS and ast.unparse(called.value) == "environment":
                yield f"BINHYEN_{first.value!s}"
            elif isinstance(first.value, str) and first.value.startswith("BINHYEN_"):
                yield first.value


class TestGlossary:
    def test_has_a_row_for_every_model(self) -> None:
        models = {
            model.__name__
            for config in apps.get_app_configs()
            if config.name.startswith("binhyen.")
            for model in config.get_models()
        }

        assert sorted(models - first_cells(ROOT / "GLOSSARY.md")) == []


class TestSettingsDocument:
    def test_lists_exactly_the_settings_that_are_read(self) -> None:
        documented = first_cells(ROOT / "docs" / "settings.md")

        assert sorted(documented) == sorted(set(settings_read()))


def commands(document: Path) -> list[str]:
    """Give the commands of a document's code blocks, without what is said about them."""
    blocks = re.findall(r"^```\n(.+?)^```", document.read_text(), re.MULTILINE | re.DOTALL)
    return [line.split("  #")[0].rstrip() for block in blocks for line in block.splitlines()]


def links(document: Path) -> set[str]:
    return set(re.findall(r"\]\(([^)#]+)\)", document.read_text()))


class TestReadme:
    def test_says_in_vietnamese_the_same_commands_and_documents(self) -> None:
        english, vietnamese = ROOT / "README.md", ROOT / "README.vi.md"

        assert commands(vietnamese) == commands(english)
        assert links(vietnamese) - {"README.md"} == links(english) - {"README.vi.md"}
        assert "README.md" in links(vietnamese)
        assert "README.vi.md" in links(english)

    def test_and_the_guide_lead_to_what_is_there(self) -> None:
        pages = [*ROOT.glob("README*.md"), *(ROOT / "docs" / "huong-dan").glob("*.md")]
        lost = {
            f"{name(page)}: {link}"
            for page in pages
            for link in links(page)
            if "://" not in link and not (page.parent / link).exists()
        }

        assert lost == set()


class TestDecisions:
    def test_are_short_and_say_what_was_given_up(self) -> None:
        poor = []
        for path in sorted((ROOT / "docs" / "adr").glob("*.md")):
            text = path.read_text()
            headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
            if len(text.splitlines()) > LONGEST_ADR:
                poor.append(f"{name(path)} is long")
            if headings != ["Context", "Decision", "What we gave up"]:
                poor.append(f"{name(path)} has {headings}")
        assert poor == []

    def test_are_numbered_in_one_row(self) -> None:
        numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "adr").glob("*.md"))

        assert numbers == list(range(1, len(numbers) + 1))
