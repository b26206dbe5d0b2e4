"""The virtual environment, and steps that run again only when what they read has changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)
FONT = "fonts-liberation2"  # the first edition lacks half of the Vietnamese letters
FONT_FOLDERS = ("/usr/share/fonts/truetype/liberation2",)


def say(text: str) -> None:
    print(text, flush=True)


def lacks_font() -> bool:
    """Whether the face that PDF files are set in, which only Debian brings, is missing."""
    return not any(Path(folder).is_dir() for folder in FONT_FOLDERS)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run *command* in the clone; its failure ends the whole run with its own exit code."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}, check=False
    )
    if done.returncode:
        say(f"Failed ({done.returncode}): {' '.join(str(part) for part in command)}")
        sys.exit(done.returncode)


def fingerprint(paths: Iterable[Path], *facts: str) -> str:
    """One hash over the contents of *paths* (folders are walked) and over *facts*."""
    digest = hashlib.sha256("\0".join(facts).encode())
    for path in sorted(paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def once(stamp: Path, mark: str, what: str, action: Callable[[], None]) -> bool:
    """Do *action* unless *stamp* already holds *mark*; write the stamp only after it succeeded."""
    if stamp.exists() and stamp.read_text() == mark:
        return False
    began = time.monotonic()
    say(f"- {what}")
    action()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)
    say(f"  done in {time.monotonic() - began:.1f} s")
    return True


def ensure_environment(lock: str = "base") -> None:
    """Make `.venv` hold exactly what requirements/*lock*.txt and this package need."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Bình Yên needs Python 3.11 or newer; try: make PYTHON=python3.11")
    stamps = VENV / "stamps"
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    locks = [REQUIREMENTS / "setup.txt", REQUIREMENTS / f"{lock}.txt"]
    if not PYTHON.exists():
        _make_venv()
    # dev.txt contains base.txt, so a development environment needs no second look.
    if lock == "base" and _stands(stamps / "dev", [locks[0], REQUIREMENTS / "dev.txt"], python):
        lock = "dev"
        locks = [locks[0], REQUIREMENTS / "dev.txt"]
    once(
        stamps / lock,
        fingerprint(locks, python),
        f"packages of requirements/{lock}.txt, each checked against its hash",
        lambda: _install(lock),
    )
    once(
        stamps / "package",
        fingerprint([ROOT / "pyproject.toml"], python, str(ROOT)),
        "the package itself, editable",
        _install_package,
    )


def _stands(stamp: Path, locks: list[Path], python: str) -> bool:
    return stamp.exists() and stamp.read_text() == fingerprint(locks, python)


def _make_venv() -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    say(f"- .venv with Python {sys.version.split()[0]}")
    made = subprocess.run([base, "-m", "venv", str(VENV)], check=False)
    if made.returncode and os.geteuid() == 0 and shutil.which("apt-get"):
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv")
        made = subprocess.run([base, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        sys.exit("Could not make .venv; install Debian's package python3-venv and try again.")


def _install(lock: str) -> None:
    """Install with uv, which takes seconds; with pip where uv cannot be had."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
    tools = subprocess.run([*pip, str(REQUIREMENTS / "setup.txt")], cwd=ROOT, check=False)
    wanted = REQUIREMENTS / f"{lock}.txt"
    uv = VENV / "bin" / "uv"
    if tools.returncode == 0 and uv.exists():
        quick = [str(uv), "pip", "install", "--quiet", "--require-hashes", "-r", str(wanted)]
        done = subprocess.run([*quick, "--python", str(PYTHON)], cwd=ROOT, check=False)
        if done.returncode == 0:
            return
    say("  uv could not do it; trying pip")
    run(*pip, wanted)


def _install_package() -> None:
    run(
        PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation",
        "--editable", ROOT,
    )  # fmt: skip


if __name__ == "__main__":
    ensure_environment(*sys.argv[1:2])
