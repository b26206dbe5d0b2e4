import os
import subprocess
import sys
from pathlib import Path

from scripts.environment import ROOT


class TestSmall:
    def test_answers_every_question_alike_and_rebuilds_the_same_balances(
        self, tmp_path: Path
    ) -> None:
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
