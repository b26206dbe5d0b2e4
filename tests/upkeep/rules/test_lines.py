from base64 import b64encode
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from binhyen.upkeep.rules.lines import (
    BrokenBackupError,
    Reader,
    Summary,
    Table,
    line,
    packed,
    unpacked,
)

HEADER = line({"format": 1})
ROWS = [line([1, "Đội dân phòng thôn Vĩnh Lợi", None]), line([2, "Chợ Bến", True])]
FILE = b"\x89PNG" * 20


def content(rows: list[bytes] = ROWS, said: int = 2) -> list[bytes]:
    """One table and one attachment; *said* is how many rows it says it has."""
    inside = [
        line({"table": "records_record", "columns": ["id", "title", "state"]}),
        *rows,
        line({"rows": said, "sha256": sha256(b"".join(ROWS)).hexdigest()}),
        line({"file": "anh/cổng chợ.png"}),
        line(b64encode(FILE).decode()),
        line({"sha256": sha256(FILE).hexdigest()}),
    ]
    summary = Summary(1, len(rows), 1, sha256(b"".join(inside)).hexdigest())
    return [HEADER, *inside, line(vars(summary)), line({"next": {"records_record": 3}})]


def read(lines: list[bytes]) -> tuple[list[Any], Reader]:
    reader = Reader([one.rstrip(b"\n") for one in lines])
    found: list[Any] = []
    for part in reader.parts():
        found += list(part.rows) if isinstance(part, Table) else [b"".join(part.pieces)]
    return found, reader


class TestLine:
    def test_writes_every_kind_of_value_one_way(self) -> None:
        hanoi = datetime(2026, 3, 5, 8, 30, tzinfo=timezone(timedelta(hours=7)))
        same = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)

        assert line([hanoi]) == line([same]) == b'["2026-03-05T01:30:00+00:00"]\n'
        assert line([date(2026, 3, 5), Decimal("0.250000"), UUID(int=7)]) == (
            b'["2026-03-05","0.250000","00000000-0000-0000-0000-000000000007"]\n'
        )
        assert line({"b": 1, "a": {"d": 2, "c": 3}}) == line({"a": {"c": 3, "d": 2}, "b": 1})

    def test_refuses_what_it_does_not_know(self) -> None:
        with pytest.raises(TypeError):
            line([object()])


class TestPacked:
    def test_comes_back_whole_however_it_is_cut(self) -> None:
        lines = content() * 500
        press = b"".join(packed(lines))

        for size in (1, 7, 4096):
            cut = (press[start : start + size] for start in range(0, len(press), size))
            assert [one + b"\n" for one in unpacked(cut)] == lines

    def test_is_refused_when_it_ends_early(self) -> None:
        press = b"".join(packed(content()))

        with pytest.raises(BrokenBackupError):
            list(unpacked([press[:-9]]))


class TestReader:
    def test_gives_rows_files_numbers_and_the_sum(self) -> None:
        found, reader = read(content())

        assert found == [[1, "Đội dân phòng thôn Vĩnh Lợi", None], [2, "Chợ Bến", True], FILE]
        assert reader.next == {"records_record": 3}
        assert reader.summary is not None
        assert (reader.summary.tables, reader.summary.rows, reader.summary.files) == (1, 2, 1)

    @pytest.mark.parametrize(
        "broken",
        [
            content(ROWS[:1]),
            content(ROWS[:1], said=1),
            content(said=3),
            content([ROWS[1], ROWS[0]]),
            content()[:-1],
            content()[:-2],
            [*content()[:6], line(b64encode(FILE[:-1] + b"H").decode()), *content()[7:]],
        ],
        ids=["a row gone", "and its count", "a count", "swapped", "numbers", "sum", "a file"],
    )
    def test_refuses_what_is_not_as_the_backup_says(self, broken: list[bytes]) -> None:
        with pytest.raises(BrokenBackupError):
            read(broken)
