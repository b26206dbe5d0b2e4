"""What a regime says: rows named once, due days by level and by date."""

from datetime import date

import pytest
from pydantic import ValidationError

from binhyen.filings.rules.movement import movement
from binhyen.filings.rules.regime import FilingLevel, Row, Section

REGIME = movement([("TT01", "B. Tuyên truyền"), ("DC01", "K. Số liệu nền")])


class TestRow:
    def test_is_named_by_its_indicator_and_what_it_is_cut_to(self) -> None:
        assert Row(indicator="TT01").key == "TT01"
        cut = Row(indicator="TT02", filters={"topic": "LAW", "form": "MEETING"})
        assert cut.key == "TT02[form=MEETING,topic=LAW]"


class TestDefinition:
    def test_a_row_stands_once(self) -> None:
        twice = (Section(title="A", rows=(Row(indicator="TT01"), Row(indicator="TT01"))),)
        said = {**REGIME.model_dump(), "sections": twice}
        with pytest.raises(ValidationError):
            type(REGIME).model_validate(said)

    def test_is_read_back_as_it_was_written(self) -> None:
        assert type(REGIME).model_validate(REGIME.model_dump(mode="json")) == REGIME

    def test_base_data_is_not_asked_for(self) -> None:
        assert [row.key for row in REGIME.rows] == ["TT01"]


class TestDueDay:
    def test_communes_have_a_day_more_since_there_are_no_districts(self) -> None:
        assert REGIME.due_day(FilingLevel.COMMUNE, date(2025, 6, 14)) == 17
        assert REGIME.due_day(FilingLevel.COMMUNE, date(2025, 7, 14)) == 18

    def test_districts_owe_nothing_after_the_reform(self) -> None:
        assert REGIME.due_day(FilingLevel.DISTRICT, date(2025, 6, 14)) == 19
        assert REGIME.due_day(FilingLevel.DISTRICT, date(2025, 7, 14)) is None

    def test_villages_owe_nothing_where_no_regime_says_so(self) -> None:
        assert REGIME.due_day(FilingLevel.AREA, date(2026, 11, 14)) is None
