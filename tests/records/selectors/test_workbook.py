"""What goes out of a book comes into it again: the same records, word for word."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from binhyen.records.models import FileImport, FileRow, Record, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.selectors.listing import rows_of
from binhyen.records.selectors.workbook import workbook_of
from binhyen.units.models import Unit
from tests.builders.imports import AT, checked, commune, written
from tests.builders.records import make_record, the_catalogue

pytestmark = pytest.mark.django_db
HEDGE = st.sampled_from(["EXACT", "ABOUT", "OVER", "NEARLY", "UNDER"])
COUNT = st.builds(lambda n, h: {"amount": n, "hedge": h}, st.integers(1, 99_999), HEDGE)
WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,.-=+@'ỆỘ12", min_size=1, max_size=40).filter(
    lambda text: any(letter.isalpha() for letter in text)
)
DAY = st.dates(min_value=AT.date().replace(year=2025, month=8), max_value=AT.date())
ISO = DAY.map(lambda day: day.isoformat())


def _dated(**fields: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    rows = st.lists(st.fixed_dictionaries({"on": ISO, **fields}), max_size=3)
    return rows.map(lambda found: list({row["on"]: row for row in found}.values()))


ACTIVITY = st.fixed_dictionaries(
    {
        "kind": st.just("SESSION"),
        "title": WORDS,
        "on": ISO,
        "sessions": st.integers(1, 90),
        "topic": st.sampled_from(["LAW", "FIRE", "OTHER"]),
    },
    optional={"participants": COUNT, "venue": WORDS, "note": WORDS},
)
HELD = {"kind": "SESSION", "title": "b", "on": "2025-08-20", "sessions": 1, "topic": "LAW"}
HANDOVER = st.fixed_dictionaries(
    {
        "kind": st.just("HANDOVER"),
        "title": WORDS,
        "on": ISO,
        "items": st.builds(
            lambda grams, hedge, guns: [
                {"class": "EXPLOSIVES", "amount": grams / 1000, "hedge": hedge},
                {"class": "HUNTING", "amount": guns, "hedge": "EXACT"},
            ],
            st.integers(1, 90_000), HEDGE, st.integers(1, 90),
        ),
    }
)  # fmt: skip
SCHEME = st.fixed_dictionaries(
    {
        "title": WORDS,
        "field": st.sampled_from(["SECURITY", "FIRE"]),
        "existing_on": st.just("2025-07-15"),
        "counts": _dated(members=COUNT, households=COUNT),
        "ratings": _dated(rating=st.sampled_from(["GOOD", "WEAK"])),
        "consolidations": _dated(what=WORDS),
    },
    optional={"type_name": WORDS, "venue": WORDS},
)
CHANNEL = st.fixed_dictionaries(
    {
        "title": WORDS,
        "platform": st.sampled_from(["ZALO", "FACEBOOK", "OTHER"]),
        "opened_on": st.just("2025-07-20"),
        "counts": _dated(members=COUNT),
    }
)
TEAM = st.fixed_dictionaries(
    {
        "title": WORDS,
        "kind": st.sampled_from(["SECURITY", "INTER_FAMILY"]),
        "founded_on": st.just("2025-07-20"),
        "counts": _dated(members=COUNT),
    }
)
BOOKS = st.one_of(
    st.tuples(st.just("ACTIVITY"), st.lists(ACTIVITY | HANDOVER, min_size=1, max_size=6)),
    st.tuples(st.just("SCHEME"), st.lists(SCHEME, min_size=1, max_size=4)),
    st.tuples(st.just("CHANNEL"), st.lists(CHANNEL, min_size=1, max_size=4)),
    st.tuples(st.just("TEAM"), st.lists(TEAM, min_size=1, max_size=4)),
)


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    the_catalogue()


def exported(code: str, unit: Unit) -> bytes:
    records = Record.objects.of(code).filter(unit=unit).order_by("created_at", "pk")
    return workbook_of(book_of(code), rows_of(records, AT.date()), "", AT)


class TestWorkbookOf:
    @given(said=BOOKS)
    @example(said=("ACTIVITY", [HELD | {"note": "=a\n-b"}, HELD | {"title": "@c", "venue": "'+d"}]))
    @settings(
        max_examples=8, deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
    def test_is_read_back_as_the_records_it_tells(self, said: tuple[str, list[Any]]) -> None:
        code, contents = said
        unit, officer = commune()
        for content in contents:
            make_record(unit, officer, book=code, at=AT, **content)
        own = Revision.objects.filter(record__unit=unit)
        told = dict(own.values_list("record", "content"))

        again = checked(unit, officer, exported(code, unit), book=code)
        rows = FileRow.objects.filter(file=again)
        assert [(row.outcome, row.faults) for row in rows] == [("KNOWN", [])] * len(told)

        _elsewhere(unit, officer, code, exported(code, unit), told)


def _of(file: FileImport) -> list[Any]:
    return list(FileRow.objects.filter(file=file).values_list("record", flat=True))


def _elsewhere(unit: Any, officer: Any, code: str, content: bytes, told: dict[Any, Any]) -> None:
    """Bring the file into a village's book without the ids: the same contents, new records."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    for line in sheet.iter_rows(min_row=5):
        for head, cell in zip(sheet[4], line, strict=True):
            if head.value in {"Mã bản ghi", "Đơn vị"}:
                cell.value = "Thôn Vĩnh Lợi" if head.value == "Đơn vị" else None
    held = BytesIO()
    book.save(held)
    unique = {str(sorted(content.items(), key=str)) for content in told.values()}
    if len(unique) < len(told):
        return  # two records alike are told as a row that stands twice

    file = written(unit, officer, held.getvalue(), book=code)

    new = Revision.objects.filter(record__in=_of(file))
    assert file.new == len(told)
    assert sorted(map(str, new.values_list("content", flat=True))) == sorted(
        map(str, told.values())
    )
