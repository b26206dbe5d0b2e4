"""Sites that are backed up and restored, and backups opened to change what they say."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from binhyen.upkeep.rules.lines import line, packed, unpacked
from binhyen.upkeep.rules.sealing import Sealer, unsealed
from tests.builders.site import COMMAND, ROOT, Site, empty_database

PASSPHRASE = "một câu dài chỉ để thử"


def back_up(site: Site, file: Path) -> str:
    """Give the checksum of everything the site keeps."""
    return content_of(site.run("backup", str(file)))


def content_of(told: str) -> str:
    (found,) = [one for one in told.splitlines() if one.startswith("Content: ")]
    return found


def empty_site(folder: Path, like: Site, database: str = "") -> Site:
    """A site without a table, with the secret key of another; on a database of the tests' kind."""
    folder.mkdir(parents=True)
    (folder / "secret-key").write_text((like.folder / "secret-key").read_text())
    return Site(folder, database or empty_database(folder), settings=dict(like.settings))


def on_sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'binhyen.sqlite3'}"


def rewrite(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Let a backup say something else in its header, sealed anew."""
    with file.open("rb") as old:
        header, *rest = list(unpacked(unsealed(old, PASSPHRASE)))
    said = json.loads(header)
    change(said)
    with file.open("wb") as new:
        sealer = Sealer(new, PASSPHRASE)
        for piece in packed([line(said), *(one + b"\n" for one in rest)]):
            sealer.write(piece)
        sealer.close()


def refused(site: Site, *arguments: str, **settings: str) -> str:
    """Run a sub-command that must fail; gives the sentence it fails with."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=ROOT,
        env=site.environment | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def kill_in_the_middle(site: Site, told: str, *arguments: str) -> None:
    """Start a sub-command and kill it as soon as it has told of *told*."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", COMMAND, *arguments],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        seen = any(one.startswith(told) for one in process.stdout)
        os.kill(process.pid, signal.SIGKILL)
    assert seen, f"it never told of {told}"
    assert process.wait() == -signal.SIGKILL, "it was over before it was killed"
