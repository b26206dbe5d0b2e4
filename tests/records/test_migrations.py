import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.one_database
class TestNameTheHolder:
    def test_names_the_unit_of_each_organisers_record(self, tmp_path: Path) -> None:
        def migrate(slice_: str, name: str) -> None:
            subprocess.run(
                [sys.executable, "manage.py", "migrate", slice_, name, "-v0"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "BINHYEN_DATA_DIR": str(tmp_path),
                    "BINHYEN_DATABASE_URL": f"sqlite:///{tmp_path / 'old.sqlite3'}",
                },
                check=True,
                timeout=120,
            )

        migrate("records", "0004")
        record = uuid4().hex
        with sqlite3.connect(tmp_path / "old.sqlite3") as old:
            old.execute(
                """INSERT INTO records_record (id, book, unit_id, kind, title, place, exact_key,
                   fold_key, "on", measures, state, revision, created_by_id, created_at, changed_at,
                   void_reason, continued_before)
                   VALUES (?, 'ACTIVITY', 7, 'SESSION', '', '', '', '', '2026-11-14', '[]', 'DRAFT',
                   1, 1, '2026-11-14', '2026-11-14', '', '[]')""",
                [record],
            )
            old.execute(
                "INSERT INTO records_recordorganiser (record_id, unit_id) VALUES (?, 8)", [record]
            )
            old.execute("INSERT INTO units_unit (id, uid, level) VALUES (7, 'T7', 3), (8, 'T8', 3)")
            old.execute(
                """INSERT INTO accounts_officer (id, password, is_superuser, username, email,
                   is_staff, is_active, date_joined, display_name, search_key, text_size)
                   VALUES (1, '', 0, 'a', '', 0, 1, '2026-11-14', '', '', '100')"""
            )
        old.close()
        migrate("records", "0005")

        with sqlite3.connect(tmp_path / "old.sqlite3") as new:
            rows = new.execute("SELECT unit_id, holder_id FROM records_recordorganiser").fetchall()
        new.close()
        assert rows == [(8, 7)]
