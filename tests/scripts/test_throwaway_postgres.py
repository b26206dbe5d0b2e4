from pathlib import Path

import psycopg
import pytest

from scripts.throwaway_postgres import throwaway_postgres


class TestThrowawayPostgres:
    def test_answers_while_it_is_wanted_and_not_after(self) -> None:
        with throwaway_postgres() as url, psycopg.connect(url) as connection:
            version = connection.execute("SHOW server_version_num").fetchone()
            folder = connection.execute("SHOW data_directory").fetchone()

        assert version is not None
        assert int(version[0]) >= 150000
        assert folder is not None
        assert not Path(folder[0]).exists()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)
