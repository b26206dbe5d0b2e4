from datetime import date

import pytest

from binhyen.units import selectors
from binhyen.units.models import Level
from tests.builders.units import make_organisation, the_unit

BEFORE = date(2025, 6, 30)
TODAY = date(2026, 11, 16)
REFORM = date(2025, 7, 1)

pytestmark = pytest.mark.usefixtures("whole_country")


class TestUnitsOn:
    def test_tells_what_an_interface_needs(self) -> None:
        page = selectors.units_on(TODAY, q="xã Như Thanh")
        assert [fact.uid for fact in page.items] == ["C16228n"]
        fact = page.items[0]
        assert (fact.code, fact.name, fact.full_name) == ("16228", "Như Thanh", "xã Như Thanh")
        assert (fact.type, fact.level, fact.parent) == ("xã", "COMMUNE", "P38n")
        assert (fact.valid_from, fact.valid_to) == (REFORM, None)

    def test_pages_through_the_communes_without_losing_or_repeating_one(self) -> None:
        seen: list[str] = []
        after: str | None = ""
        while after is not None:
            page = selectors.units_on(TODAY, level=Level.COMMUNE, after=after, limit=500)
            seen += [fact.uid for fact in page.items]
            after = page.next
        assert len(seen) == len(set(seen)) == 3_321

    def test_pages_through_a_search_from_the_best_on(self) -> None:
        first = selectors.units_on(BEFORE, q="Hòa Bình", limit=5)
        rest = selectors.units_on(BEFORE, q="Hòa Bình", limit=500, after=first.next or "")
        whole = selectors.units_on(BEFORE, q="Hòa Bình", limit=500)
        assert first.items + rest.items == whole.items
        assert rest.next is None

    def test_keeps_organisations_out_unless_their_level_is_asked(self) -> None:
        commune = the_unit("C16228n")
        body = make_organisation(commune)
        assert selectors.units_on(TODAY, within=commune.pk).items == ()
        asked = selectors.units_on(TODAY, level=Level.ORGANISATION, within=commune.pk)
        assert [fact.uid for fact in asked.items] == [body.uid]


class TestUnitByUid:
    def test_tells_an_ended_unit_as_it_last_was(self) -> None:
        fact = selectors.unit_by_uid("C16252b", TODAY)
        assert fact is not None
        assert (fact.full_name, fact.parent, fact.valid_to) == ("xã Hải Long", "D403b", REFORM)

    def test_knows_no_unit_that_is_not_there(self) -> None:
        assert selectors.unit_by_uid("C99999n", TODAY) is None


class TestLineage:
    def test_tells_what_a_commune_was_made_of(self) -> None:
        steps = selectors.lineage("C16228n").predecessors
        assert [(step.uid, step.on, step.kind) for step in steps] == [
            ("C16228b", REFORM, "WHOLE"),
            ("C16246b", REFORM, "WHOLE"),
            ("C16252b", REFORM, "WHOLE"),
            ("C16264b", REFORM, "PART"),
        ]

    def test_tells_what_became_of_it(self) -> None:
        steps = selectors.lineage("C16252b").successors
        assert [(step.uid, step.kind, step.weight) for step in steps] == [
            ("C16228n", "WHOLE", None)
        ]
