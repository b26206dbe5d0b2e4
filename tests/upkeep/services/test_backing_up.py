from pathlib import Path

import pytest

from tests.builders.backups import PASSPHRASE, back_up, kill_in_the_middle, refused
from tests.builders.site import Site

pytestmark = pytest.mark.xdist_group("backups")


@pytest.fixture(scope="module")
def site(prepared_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("backed-up")
    return prepared_site.twin(folder, BINHYEN_BACKUP_PASSPHRASE=PASSPHRASE)


class TestBackUp:
    def test_twice_gives_the_same_content_and_killed_leaves_the_older_file(
        self, site: Site, tmp_path: Path
    ) -> None:
        file, second = tmp_path / "nightly.backup", tmp_path / "2.backup"
        content = back_up(site, file)
        older = file.read_bytes()
        assert back_up(site, second) == content
        assert second.read_bytes() != older
        assert file.stat().st_mode & 0o077 == 0, "others on the machine may read it"
        assert "Như Thanh".encode() not in older

        kill_in_the_middle(site, "ledger_line", "backup", str(file))

        assert file.read_bytes() == older
        assert content in site.run("restore", "--check", str(file))

    def test_refuses_a_short_passphrase_and_a_missing_folder(
        self, site: Site, tmp_path: Path
    ) -> None:
        short = {"BINHYEN_BACKUP_PASSPHRASE": "ngắn"}

        assert "at least 12 characters" in refused(site, "backup", str(tmp_path / "a"), **short)
        assert "none" in refused(site, "backup", str(tmp_path / "none" / "a"))
        assert list(tmp_path.iterdir()) == []
