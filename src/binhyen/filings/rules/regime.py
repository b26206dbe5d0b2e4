"""What a reporting regime says (chế độ báo cáo): who, how often, by when, sheet and text."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from binhyen.filings.rules.periods import END_OF_MONTH, Frequency


class Column(StrEnum):
    THIS = "THIS"
    PREVIOUS = "PREVIOUS"
    LAST_YEAR = "LAST_YEAR"
    CUMULATIVE = "CUMULATIVE"
    DIFFERENCE = "DIFFERENCE"
    DIFFERENCE_PERCENT = "DIFFERENCE_PERCENT"


class Part(StrEnum):
    """What a piece of the narrative is drafted from."""

    SITUATION = "SITUATION"
    RESULTS = "RESULTS"
    WEAKNESSES = "WEAKNESSES"
    DIRECTIONS = "DIRECTIONS"
    PROPOSALS = "PROPOSALS"


class FilingLevel(StrEnum):
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"
    AREA = "AREA"


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(_Said):
    """A row of the sheet: an indicator, perhaps only one value of a dimension of it."""

    indicator: str
    filters: dict[str, str] = Field(default_factory=dict)
    label: str = ""

    @cached_property
    def key(self) -> str:
        said = ",".join(f"{name}={value}" for name, value in sorted(self.filters.items()))
        return f"{self.indicator}[{said}]" if said else self.indicator


class Section(_Said):
    title: str
    rows: tuple[Row, ...]


class Piece(_Said):
    """A piece of the narrative, in the order it is printed."""

    key: str
    title: str
    part: Part


class Due(_Said):
    """Until which day of the month after the period's last day a level sends, from a day on."""

    level: FilingLevel
    day: Annotated[int, Field(ge=1, le=END_OF_MONTH)]
    since: date | None = None
    until: date | None = None


class Definition(_Said):
    """One version of a regime, whole."""

    name: Annotated[str, Field(min_length=3, max_length=200)]
    legal_basis: Annotated[str, Field(max_length=500)] = ""
    subject: Annotated[str, Field(min_length=3, max_length=300)]
    frequencies: tuple[Frequency, ...]
    cut: Annotated[int, Field(ge=1, le=END_OF_MONTH)] = 14
    levels: tuple[FilingLevel, ...]
    due: tuple[Due, ...]
    sections: tuple[Section, ...]
    columns: tuple[Column, ...]
    outline: tuple[Piece, ...]

    @model_validator(mode="after")
    def names_each_row_once(self) -> "Definition":
        keys = [row.key for row in self.rows]
        if len(set(keys)) != len(keys):
            raise ValueError("a row stands twice")
        return self

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    def due_day(self, level: FilingLevel, end: date) -> int | None:
        """The day of the month a level sends by, for a period ending on that day."""
        for due in self.due:
            begun = due.since is None or due.since <= end
            if due.level == level and begun and (due.until is None or end <= due.until):
                return due.day
        return None
