import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.environment import ROOT
from tests.builders.images import as_file


class TestSmall:
    def test_answers_every_question_alike_and_rebuilds_the_same_balances(
        self, tmp_path: Path
    ) -> None:
        shutil.copy(as_file(), tmp_path / "bench.sqlite3")

        done = subprocess.run(
            [sys.executable, "-m", "bench", "--small"],
            cwd=ROOT,
            env={**os.environ, "BINHYEN_BENCH_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stdout + done.stderr
        assert "questions answered alike" in done.stdout
