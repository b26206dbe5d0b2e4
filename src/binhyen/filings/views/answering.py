"""Rows in which nothing happened: ticked one by one, or a whole part of the sheet at once."""

from binhyen.accounts.http import SignedInRequest
from binhyen.filings.http import Held
from binhyen.filings.selectors.viewing import sections_of
from binhyen.kernel.numbers import typed_number

NOTHING, SOMETHING = "nothing", "something"


def answers_of(request: SignedInRequest, one: Held) -> list[str]:
    """The rows said to be without anything, a part's button included."""
    ticked = request.POST.getlist("nil")
    part = part_pressed(request)
    if part is None:
        return ticked
    sections = sections_of(one.filing, one.sheet(), one.filing.unit.uid)
    rows = sections[part].blanks if part < len(sections) else ()
    if request.POST["go"].startswith(NOTHING):
        return [*ticked, *(row for row in rows if row not in ticked)]
    return [row for row in ticked if row not in rows]


def part_pressed(request: SignedInRequest) -> int | None:
    """Which part of the sheet, from 0, was answered as a whole; None where no such button was."""
    act, _colon, part = request.POST.get("go", "").partition(":")
    return typed_number(part) if act in {NOTHING, SOMETHING} else None
