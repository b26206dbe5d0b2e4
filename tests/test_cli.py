import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from binhyen import cli

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120


def installation(folder: Path) -> dict[str, str]:
    """The environment of a fresh embedded installation whose data lie in *folder*."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BINHYEN_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "BINHYEN_DATA_DIR": str(folder)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(url: str) -> int | None:
    """The HTTP status of *url*, or None while nobody listens."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 -- our own server
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


@contextmanager
def serving(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    server = subprocess.Popen(
        [BIN / "binhyen", "serve", "--port", str(port)],
        cwd=folder,
        env=installation(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=START_SECONDS)


class TestMain:
    @pytest.mark.parametrize(
        "arguments", [[], ["ledger"], ["serve", "--port", "tám nghìn"], ["apikey"], ["publish"]]
    )
    def test_refuses_what_it_does_not_know(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)

        assert ended.value.code == 2
        assert capsys.readouterr().err.startswith("usage: binhyen")


class TestServe:
    def test_answers_from_any_folder_and_says_where(self, tmp_path: Path) -> None:
        for command in (["migrate"], ["collectstatic", "--noinput"]):
            subprocess.run(
                [sys.executable, ROOT / "manage.py", *command, "--verbosity=0"],
                env=installation(tmp_path),
                check=True,
            )
        port = free_port()
        with serving(tmp_path, port) as server:
            until = time.monotonic() + START_SECONDS
            while (answer := status(f"http://127.0.0.1:{port}/")) is None:
                assert server.poll() is None, "the server ended"
                assert time.monotonic() < until, "nobody answers"

            assert answer < 500
            assert server.stdout is not None
            assert server.stdout.readline() == f"Bình Yên: http://127.0.0.1:{port}/\n"
        assert server.returncode == 0
