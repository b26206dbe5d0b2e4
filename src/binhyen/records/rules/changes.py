"""What one revision says otherwise than the one before, in words for the history. Plain Python."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Said(Protocol):
    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...


class Change(NamedTuple):
    """One line that differs; an empty side was not written."""

    label: str
    before: str
    after: str


def differences(old: Sequence[Said], new: Sequence[Said]) -> list[Change]:
    """Every label whose words differ, in the order of the new revision, dropped ones last."""
    before, after = _grouped(old), _grouped(new)
    labels = [*after, *(label for label in before if label not in after)]
    return [
        Change(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _grouped(words: Sequence[Said]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in words:
        found[line.label] = (
            f"{found[line.label]}; {line.value}" if line.label in found else line.value
        )
    return found
