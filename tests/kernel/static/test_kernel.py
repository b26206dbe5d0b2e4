import re
from pathlib import Path

import pytest

from binhyen import kernel

FOLDER = Path(kernel.__file__).parent / "static" / "kernel"
TOKENS = (FOLDER / "tokens.css").read_text()

# text on ground; LOOK asks 4.5 and every pair was designed to 6.1
TEXT_PAIRS = [
    ("muc", "giay"), ("muc", "mat"), ("muc", "mat2"), ("muc", "cham1"), ("muc", "nghe1"),
    ("muc", "tre1"), ("muc", "son1"),
    ("muc2", "giay"), ("muc2", "mat"), ("muc2", "mat2"), ("muc2", "cham1"), ("muc2", "nghe1"),
    ("cham", "giay"), ("cham", "mat"), ("cham", "cham1"), ("chamd", "mat"),
    ("tren", "cham"), ("tren", "chamd"),
    ("son", "mat"), ("son", "giay"), ("son", "son1"),
    ("nghe", "mat"), ("nghe", "giay"), ("nghe", "nghe1"),
    ("tre", "mat"), ("tre", "giay"), ("tre", "tre1"),
    ("bandt", "band"), ("bandt2", "band"),
]  # fmt: skip
BORDER_PAIRS = [("vien", "mat"), ("vien", "giay")]


def tokens(selector: str) -> dict[str, str]:
    start = TOKENS.index(selector)
    block = TOKENS[start : TOKENS.index("\n  }" if selector != DEVICE else "\n    }", start)]
    return dict(re.findall(r"--(\w+): (#[0-9A-F]{6});", block))


DEVICE = ':root:not([data-theme="light"])'
MODES = {"light": tokens(":root {"), "dark": tokens(':root[data-theme="dark"]')}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class TestTokens:
    @pytest.mark.parametrize("mode", MODES)
    @pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
    def test_text_is_readable_on_its_ground(self, mode: str, text: str, ground: str) -> None:
        assert contrast(MODES[mode][text], MODES[mode][ground]) >= 6

    @pytest.mark.parametrize("mode", MODES)
    @pytest.mark.parametrize(("border", "ground"), BORDER_PAIRS)
    def test_borders_of_fields_are_seen(self, mode: str, border: str, ground: str) -> None:
        assert contrast(MODES[mode][border], MODES[mode][ground]) >= 3

    def test_are_the_same_in_the_dark_however_it_was_chosen(self) -> None:
        assert tokens(DEVICE) == MODES["dark"]

    def test_name_every_colour_in_both_modes(self) -> None:
        assert MODES["light"].keys() == MODES["dark"].keys()
        assert len(MODES["light"]) == 33

    @pytest.mark.parametrize("mode", MODES)
    def test_step_the_map_by_lightness(self, mode: str) -> None:
        steps = [luminance(MODES[mode][f"q{step}"]) for step in range(5)]

        assert steps == sorted(steps, reverse=mode == "light")

    @pytest.mark.parametrize("mode", MODES)
    def test_part_what_is_below_from_what_is_above_by_hue_and_lightness(self, mode: str) -> None:
        below, above = (
            [luminance(MODES[mode][f"d{at}"]) for at in ends] for ends in ((0, 1), (4, 3))
        )
        middle = luminance(MODES[mode]["d2"])

        for strong, weak in (below, above):
            assert abs(strong - middle) > abs(weak - middle) > 0.05

    @pytest.mark.parametrize("mode", MODES)
    @pytest.mark.parametrize(
        ("text", "ground"),
        [*(("qt", f"q{at}") for at in (0, 1, 2)), *(("qtd", f"q{at}") for at in (3, 4)),
         *(("qt", f"d{at}") for at in (1, 2, 3)), *(("qtd", f"d{at}") for at in (0, 4))],
    )  # fmt: skip
    def test_words_on_a_shade_are_readable(self, mode: str, text: str, ground: str) -> None:
        assert contrast(MODES[mode][text], MODES[mode][ground]) >= 4.5


class TestSheets:
    @pytest.mark.parametrize("sheet", sorted(FOLDER.glob("*.css")), ids=lambda path: path.name)
    def test_take_their_colours_from_the_tokens(self, sheet: Path) -> None:
        if sheet.name in {"tokens.css", "print.css"}:
            return
        assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", sheet.read_text()) == []

    def test_together_stay_small(self) -> None:
        assert sum(sheet.stat().st_size for sheet in FOLDER.glob("*.css")) < 60_000
