"""The drill: a site in, another out, the same to the byte; and nothing half, whatever happens."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.builders.backups import (
    PASSPHRASE,
    back_up,
    empty_site,
    kill_in_the_middle,
    on_sqlite,
    refused,
    rewrite,
)
from tests.builders.site import Site

pytestmark = [pytest.mark.xdist_group("backups"), pytest.mark.timeout(600)]

ON_POSTGRESQL = os.environ.get("BINHYEN_DATABASE_URL", "").startswith("postgres")
SENDS_A_REPORT = """
import django
django.setup()
from tests.builders.filings import filing, period, sent
sent(filing("C16228n", period("2026-Q3")))
"""


class Kept(NamedTuple):
    """A site with a report that was sent and an attachment; its backup, and what it holds."""

    site: Site
    file: Path
    content: str


@pytest.fixture(scope="module")
def kept(prepared_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    site = prepared_site.twin(folder / "site", BINHYEN_BACKUP_PASSPHRASE=PASSPHRASE)
    site.program(SENDS_A_REPORT)
    photo = site.folder / "attachments" / "anh" / "cổng chợ Bến.png"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(bytes(range(256)) * 500)
    return Kept(site, folder / "all.backup", back_up(site, folder / "all.backup"))


@pytest.fixture
def place(kept: Kept, tmp_path: Path) -> Site:
    return empty_site(tmp_path / "new", kept.site)


def loses_an_alias(site: Site) -> None:
    """Make a site that is not the one backed up, in one row and one file."""
    site.program("import django; django.setup(); from binhyen.units.models import UnitAlias; "
                 "UnitAlias.objects.filter(pk=1).delete()")  # fmt: skip
    (site.folder / "attachments").mkdir()
    (site.folder / "attachments" / "cũ.txt").write_text("cũ")


class TestRestore:
    def test_gives_back_every_byte_whatever_was_tried_before(
        self, kept: Kept, place: Site, tmp_path: Path
    ) -> None:
        """A newer, a damaged, a foreign file first: all refused, and the place stays empty."""
        newer, damaged = tmp_path / "newer.backup", tmp_path / "damaged.backup"
        damaged.write_bytes(kept.file.read_bytes()[:-100])
        newer.write_bytes(kept.file.read_bytes())
        rewrite(newer, lambda header: header["migrations"].append(["ledger", "0999_later"]))
        other = {"BINHYEN_BACKUP_PASSPHRASE": "một câu khác hẳn câu kia"}

        assert "Upgrade the program first" in refused(place, "restore", str(newer))
        assert "damaged" in refused(place, "restore", str(damaged))
        assert "passphrase" in refused(place, "restore", str(kept.file), **other)

        told = place.run("restore", str(kept.file))
        assert kept.content in told
        assert "The ledger is whole." in told
        assert "BINHYEN_SECRET_KEY" not in told
        assert back_up(place, tmp_path / "again.backup") == kept.content
        photo = Path("attachments") / "anh" / "cổng chợ Bến.png"
        assert (place.folder / photo).read_bytes() == (kept.site.folder / photo).read_bytes()

    @pytest.mark.skipif(not ON_POSTGRESQL, reason="crosses between the databases")
    def test_goes_to_the_other_database_and_back(
        self, kept: Kept, place: Site, tmp_path: Path
    ) -> None:
        file = tmp_path / "crossed.backup"
        folder = tmp_path / "laptop"
        laptop = empty_site(folder, kept.site, on_sqlite(folder))
        laptop.run("restore", str(kept.file))
        assert back_up(laptop, file) == kept.content

        assert "The ledger is whole." in place.run("restore", str(file))
        assert back_up(place, tmp_path / "again.backup") == kept.content

    def test_brings_an_older_backup_up_to_date_and_tells_of_another_key(
        self, kept: Kept, place: Site, tmp_path: Path
    ) -> None:
        file = tmp_path / "older.backup"
        file.write_bytes(kept.file.read_bytes())
        # made before the list of scheme types was seeded, which is done over what it holds
        seeding = ["schemes", "0002_national_types"]
        rewrite(file, lambda header: header["migrations"].remove(seeding))
        (place.folder / "secret-key").write_text("một khóa khác " * 5)

        told = place.run("restore", str(file))

        assert "bringing the tables up to date: 1 migrations" in told
        assert "BINHYEN_SECRET_KEY is another one" in told
        assert "The ledger is whole." in told
        assert back_up(place, tmp_path / "again.backup") == kept.content

    def test_overwrites_only_when_told_and_killed_changes_nothing(
        self, kept: Kept, tmp_path: Path
    ) -> None:
        other = kept.site.twin(tmp_path / "other", **kept.site.settings)
        loses_an_alias(other)
        before = back_up(other, tmp_path / "before.backup")
        assert before != kept.content

        assert "not empty" in refused(other, "restore", str(kept.file))
        for told in ("ledger_line", "units_unitversion"):
            kill_in_the_middle(other, told, "restore", str(kept.file), "--replace")
        assert back_up(other, tmp_path / "same.backup") == before

        other.run("restore", str(kept.file), "--replace")
        assert back_up(other, tmp_path / "after.backup") == kept.content
        assert not (other.folder / "attachments" / "cũ.txt").exists()
