import re
from pathlib import Path

from binhyen.accounts.selectors.log import ACTIONS

SOURCE = Path(__file__).resolve().parents[3] / "src" / "binhyen"
# The first word given to whoever writes the log, in services: log("filing.opened", …).
WRITTEN = re.compile(r'\w*(?:log|note|record|trail|entered|changed)\w*\(\s*"([a-z_]+\.[a-z_]+)"')


class TestActions:
    def test_have_words_for_everything_the_services_write(self) -> None:
        written = {
            action
            for path in SOURCE.glob("*/services/**/*.py")
            for action in WRITTEN.findall(path.read_text())
        }

        assert len(written) > 20
        assert written - ACTIONS.keys() == set()
