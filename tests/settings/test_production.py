import os
import subprocess
import sys

import pytest

SOUND = {
    "BINHYEN_SECRET_KEY": "k" * 50,
    "BINHYEN_ALLOWED_HOSTS": "binhyen.example.vn",
    "BINHYEN_DATABASE_URL": "postgresql://binhyen@127.0.0.1/binhyen",
}


def start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own, as a server would."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BINHYEN_")}
    wanted = {key: value for key, value in {**SOUND, **changes}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import binhyen.settings.production"],
        env={**kept, **wanted},
        capture_output=True,
        text=True,
        check=False,
    )


class TestProduction:
    def test_starts_when_everything_is_set(self) -> None:
        assert start().returncode == 0

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("BINHYEN_SECRET_KEY", None),
            ("BINHYEN_SECRET_KEY", "short"),
            ("BINHYEN_ALLOWED_HOSTS", None),
            ("BINHYEN_ALLOWED_HOSTS", "*"),
            ("BINHYEN_DATABASE_URL", None),
            ("BINHYEN_DEBUG", "true"),
            ("BINHYEN_PROBE_TOKEN", "short"),
            ("BINHYEN_BACKUP_PASSPHRASE", "ngắn"),
            ("BINHYEN_API_RATE", "many"),
            ("BINHYEN_DATABASE_URL", "mysql://binhyen@127.0.0.1/binhyen"),
        ],
    )
    def test_refuses_to_start_insecurely(self, name: str, value: str | None) -> None:
        refused = start(**{name: value})

        assert refused.returncode != 0
        assert name in refused.stderr.splitlines()[-1]
