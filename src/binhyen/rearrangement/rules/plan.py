"""What an event says: which units end, which begin, who goes where. Plain Python.

Units are keys of rows. A *target* is who takes something over: the key of a new unit ("n1"),
or "u" and the number of a unit that stands already ("u15170").
"""

from collections.abc import Iterator
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, field_validator

from binhyen.kernel.text import nfc

NATION, PROVINCE, DISTRICT, COMMUNE, AREA, ORGANISATION = range(6)
TYPES = {
    PROVINCE: ("tỉnh", "thành phố"),
    DISTRICT: ("huyện", "quận", "thị xã", "thành phố"),
    COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
}
PARENT_LEVELS = {
    PROVINCE: {NATION},
    DISTRICT: {PROVINCE},
    COMMUNE: {PROVINCE, DISTRICT},
    AREA: {COMMUNE},
    ORGANISATION: {NATION, PROVINCE, DISTRICT, COMMUNE},
}
LONGEST_NAME = 120


class Kind(StrEnum):
    MERGE = "MERGE"
    SPLIT = "SPLIT"
    CHANGE = "CHANGE"
    END = "END"
    FOUND = "FOUND"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NewUnit(Part):
    """A unit that begins with the event; its level is that of the units it comes from."""

    key: str = Field(pattern=r"^n\d{1,3}$")
    name: str = ""
    type: str = ""
    code: str = Field(default="", max_length=12)
    parent: int | None = None
    level: int = COMMUNE

    @field_validator("name", "type", "code")
    @classmethod
    def composed(cls, text: str) -> str:
        return nfc(text)

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}"


class Change(Part):
    """What a unit is called, coded and under from the day on; None leaves it as it was."""

    unit: int
    name: str | None = None
    type: str | None = None
    code: str | None = Field(default=None, max_length=12)
    parent: int | None = None

    @field_validator("name", "type", "code")
    @classmethod
    def composed(cls, text: str | None) -> str | None:
        return None if text is None else nfc(text)

    @property
    def says_nothing(self) -> bool:
        return (self.name, self.type, self.code, self.parent) == (None, None, None, None)


class Plan(Part):
    """All an event moves. ``children`` and ``open_records`` say which target takes what over."""

    ends: tuple[int, ...] = ()
    into: tuple[int, ...] = ()
    begins: tuple[NewUnit, ...] = ()
    changes: tuple[Change, ...] = ()
    children: dict[int, str] = {}
    open_records: dict[str, str] = {}

    def targets(self) -> tuple[str, ...]:
        return (*(unit.key for unit in self.begins), *(f"u{unit}" for unit in self.into))

    def target_of(self, child: int) -> str | None:
        """Who takes a village or organisation over; the only target when nothing was said."""
        targets = self.targets()
        if len(targets) == 1:
            return self.children.get(child, targets[0])
        return self.children.get(child)

    def named(self) -> Iterator[int]:
        """Every standing unit the event names as ending, receiving or changing."""
        yield from self.ends
        yield from self.into
        yield from (change.unit for change in self.changes)
