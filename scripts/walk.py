"""A newcomer's walk, counted: from the sign-in page to a signed Word file, by the screens alone.

`.venv/bin/python -m scripts.walk FOLDER`: sets a site up with its demonstration, plays four
officers of one commune on a phone of 360 px, takes a picture of every screen, and writes
walk.md: what was tapped, typed and waited for. Nobody types an address; every step is a
button, a link or a field that the screen before shows.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from scripts.screenshots import served
from scripts.ways import PASSWORD
from tests.builders.visitor import PHONE, Visitor, chromium

# A thumb at work: to find and touch what one looks for, and to type a letter.
SECONDS_A_TAP, SECONDS_A_LETTER = 2.5, 0.35


HEADING = f"""# A newcomer's walk

Written by `python -m scripts.walk`: on a site as `make run` leaves it, four officers of one
commune, each signing in on a phone of 360 px, by what the screens show and nothing else.
*Machine* is the time until the next screen stood; *by hand* adds
{SECONDS_A_TAP} s for every tap and {SECONDS_A_LETTER} s for every letter, sign-in included.
"""


@dataclass
class Stage:
    """What one officer did: its screens, and what it took."""

    title: str
    screens: list[str] = field(default_factory=list)
    taps: int = 0
    letters: int = 0
    machine: float = 0.0

    @property
    def seconds(self) -> float:
        """By a person's hand: taps and letters at a thumb's pace, and what the machine took."""
        return self.taps * SECONDS_A_TAP + self.letters * SECONDS_A_LETTER + self.machine


class Walk:
    """Plays the stages, one after the other, each by an officer who signs in."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder
        self.stages: list[Stage] = []

    def play(self, title: str, username: str) -> "Player":
        stage = Stage(title)
        self.stages.append(stage)
        visitor = Visitor.open(self.browser, self.address, width=PHONE, with_axe=False)
        player = Player(visitor, stage, self.folder / f"{len(self.stages)}")
        player.sign_in(username)
        return player


class Player:
    """One officer; every tap is timed until the next screen stands."""

    def __init__(self, visitor: Visitor, stage: Stage, name: Path) -> None:
        self.visitor, self.stage, self.name = visitor, stage, name

    def sign_in(self, username: str) -> None:
        page = self.visitor.page
        page.goto(f"{self.visitor.address}/")  # the one address, printed by `make run`
        self.shown("address")
        password = PASSWORD.group(1) if PASSWORD else ""
        self.types("Tên đăng nhập", username)
        self.types("Mật khẩu", password)
        self.taps("Đăng nhập")

    def types(self, label: str, text: str) -> None:
        self.visitor.page.get_by_label(label).first.fill(text)
        self.stage.taps += 1
        self.stage.letters += len(text)

    def taps(self, words: str, *, within: str = "main") -> None:
        page = self.visitor.page
        here = page.locator(within)
        button = here.get_by_role("button", name=words)
        link = here.get_by_role("link", name=words)
        began = time.monotonic()
        button.or_(link).first.click()
        page.wait_for_load_state("load")
        self.stage.machine += time.monotonic() - began
        self.stage.taps += 1
        self.shown(words)

    def chooses(self, words: str) -> None:
        self.visitor.page.locator("label.choice, label.nil", has_text=words).first.click()
        self.stage.taps += 1

    def picks(self, label: str, words: str) -> None:
        self.visitor.page.get_by_label(label, exact=True).first.select_option(label=words)
        self.stage.taps += 2

    def shown(self, words: str) -> None:
        heading = self.visitor.page.locator("h1").first.inner_text()
        self.stage.screens.append(f"{words} → {' '.join(heading.split())}")
        path = f"{self.name}-{len(self.stage.screens):02d}.png"
        self.visitor.page.screenshot(path=path, full_page=False)

    def leaves(self) -> None:
        self.visitor.close()


def walk(one: Walk, folder: Path) -> None:
    officer = one.play("Record a session (cán bộ xã)", "nhuthanh")
    officer.taps("Ghi hoạt động mới")
    officer.picks("Đơn vị", "Thôn Vĩnh Lợi")
    officer.types("Nội dung", "Phòng chống lừa đảo qua mạng")
    officer.taps("Tiếp tục")
    officer.types("Lượt người dự", "120")
    officer.chooses("Khoảng")
    officer.taps("Tiếp tục")
    officer.taps("Ghi vào sổ")
    officer.leaves()

    second = one.play("Confirm it (công an xã)", "nhuthanh.verifier")
    second.taps("Phòng chống lừa đảo qua mạng")
    second.taps("Xác nhận")
    second.leaves()

    reporter = one.play("Fill the report that is due (cán bộ xã)", "nhuthanh")
    reporter.taps("Lập báo cáo")
    reporter.taps("Xem lại và gửi")
    reporter.taps("Trình ký")
    reporter.leaves()

    leader = one.play("Sign, send, Word in hand (lãnh đạo xã)", "nhuthanh.leader")
    leader.taps("Xem và gửi")
    leader.taps("Xem lại và ký gửi")
    leader.taps("Ký và gửi báo cáo")
    with leader.visitor.page.expect_download() as coming:
        leader.visitor.page.locator("main").get_by_role("link", name="Bản Word").first.click()
    leader.stage.taps += 1
    coming.value.save_as(folder / "bao-cao.docx")
    leader.leaves()


def told(stages: list[Stage]) -> str:
    rows = [
        f"| {one.title} | {one.taps} | {one.letters} | {one.machine:.1f} | {one.seconds:.0f} |"
        for one in stages
    ]
    taps, letters = sum(one.taps for one in stages), sum(one.letters for one in stages)
    machine, seconds = sum(one.machine for one in stages), sum(one.seconds for one in stages)
    sums = f"| **All four** | {taps} | {letters} | {machine:.1f} | {seconds:.0f} |"
    head = "| Stage | taps | letters typed | machine, s | by hand, s |\n|---|--:|--:|--:|--:|"
    screens = "\n\n".join(
        f"**{one.title}**\n\n" + "\n".join(f"1. {screen}" for screen in one.screens)
        for one in stages
    )
    return "\n".join([HEADING, head, *rows, sums]) + f"\n\n{screens}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--address", default="")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="binhyen-walk-"))
    folder.mkdir(parents=True, exist_ok=True)
    with served(chosen.address) as address, chromium() as browser:
        one = Walk(browser, address, folder)
        walk(one, folder)
    (folder / "walk.md").write_text(told(one.stages), encoding="utf-8")
    print(told(one.stages))


if __name__ == "__main__":
    main()
