"""Words drafted once and words drafted now: what the books have made untrue since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from binhyen.filings.rules.pasting import plain_words
from binhyen.filings.rules.regime import Piece


@dataclass(frozen=True, slots=True)
class Outdated:
    """A piece the books would now draft otherwise: the lines that fall away and the new ones."""

    piece: Piece
    is_edited: bool
    gone: tuple[str, ...]
    new: tuple[str, ...]
    text: str


def outdated(
    outline: Sequence[Piece],
    words: Mapping[str, str],
    drafted: Mapping[str, str],
    now: Mapping[str, str],
) -> list[Outdated]:
    """Compare what was drafted with what would be drafted *now*; *words* tell whose they are.

    A piece whose draft is not known, or that already says what it would be, is left alone.
    """
    found = []
    for piece in outline:
        key = piece.key
        before, after, written = drafted.get(key), now.get(key, ""), words.get(key, "")
        if before is None or _same(before, after) or _same(written, after):
            continue
        gone, new = _lines(before), _lines(after)
        found.append(
            Outdated(
                piece=piece,
                is_edited=not _same(written, before),
                gone=tuple(line for line in gone if line not in new),
                new=tuple(line for line in new if line not in gone),
                text=after,
            )
        )
    return found


def taken_up(
    words: Mapping[str, str], drafted: Mapping[str, str], found: Iterable[Outdated]
) -> tuple[dict[str, str], dict[str, str]]:
    """Words and drafts once these pieces are drafted anew."""
    anew = {one.piece.key: one.text for one in found}
    return {**words, **anew}, {**drafted, **anew}


def _same(one: str, other: str) -> bool:
    """Alike but for what saving a form changes: line ends, spaces, bullets."""
    return one == other or plain_words(one) == plain_words(other)


def _lines(text: str) -> list[str]:
    lines = (line.strip().removeprefix("- ") for line in text.splitlines())
    return [line for line in lines if line]
