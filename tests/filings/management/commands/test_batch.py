"""The archive of many reports, by several processes, as on a real machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from binhyen.filings.management.commands.batch import Command
from tests.builders.images import as_file

HUE, COMMUNES = "P46n", 40
BOTH = """
import sys, django
django.setup()
from django.core.management import call_command
from binhyen.filings.models import Period
call_command("open_periods")
month = Period.objects.filter(frequency="MONTH").earliest("start")
call_command("batch", unit="P46n", period=month.key, drafts=True, processes=2, out=sys.argv[1])
"""


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """A database of its own that other processes can open, with this month open in it."""
    shutil.copyfile(as_file(), tmp_path / "copy.sqlite3")
    return {
        **os.environ,
        "BINHYEN_DATABASE_URL": f"sqlite:///{tmp_path / 'copy.sqlite3'}",
        "BINHYEN_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "binhyen.settings.test",
    }


class TestBatch:
    @pytest.mark.one_database  # processes of their own need a database of their own
    def test_is_shared_among_processes_and_holds_every_commune(
        self, machine: dict[str, str], tmp_path: Path
    ) -> None:
        out = tmp_path / "all.zip"
        done = subprocess.run(
            [sys.executable, "-c", BOTH, str(out)],
            env=machine, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert f"{COMMUNES} files" in done.stdout, done.stderr
        with ZipFile(out) as archive:
            names = archive.namelist()
            assert len(names) == COMMUNES
            assert all(archive.read(name).startswith(b"PK") for name in names)
        assert [one.suffix for one in (tmp_path / "attachments" / "batches").iterdir()] == [".zip"]

    @pytest.mark.django_db
    def test_says_in_a_sentence_what_cannot_be(self, tmp_path: Path) -> None:
        asked = {"period": "2031-M01", "out": tmp_path / "x.zip"}
        with pytest.raises(CommandError, match="No unit"):
            call_command(Command(), unit="X1", **asked)
        with pytest.raises(CommandError, match="has not been opened"):
            call_command(Command(), unit=HUE, **asked)
