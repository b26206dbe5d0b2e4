"""Types of scheme by any name, and schemes without a sign of life."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest

from binhyen.accounts.selectors import reach_of
from binhyen.kernel.text import exact_key
from binhyen.records.models import Revision
from binhyen.records.rules.content import ContentError
from binhyen.schemes.models import SchemeAlias, SchemeType
from binhyen.schemes.selectors import quiet_schemes, type_called
from tests.builders.records import TODAY, make_confirmed, make_officer, make_record, the_catalogue
from tests.builders.units import make_area, make_unit

pytestmark = pytest.mark.django_db
SCHEME = {"book": "SCHEME", "title": "Dòng họ Lục tự quản", "field": "SECURITY"}


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    the_catalogue()


class TestTypeCalled:
    def test_knows_the_national_names_however_the_tone_is_placed(self) -> None:
        assert type_called("Camera an ninh", make_unit().pk) == "CAMERA"
        assert type_called("Giúp đỡ người lầm lỗi hoà nhập cộng đồng", make_unit().pk) == (
            "REINTEGRATION"
        )

    def test_knows_a_local_name_only_where_it_is_said(self) -> None:
        commune, elsewhere = make_unit(), make_unit()
        village = make_area(commune)
        SchemeAlias.objects.create(
            type=SchemeType.objects.get(code="GONG"),
            name="Mõ làng",
            exact_key=exact_key("Mõ làng"),
            unit=commune,
        )

        assert type_called("mõ làng", village.pk) == "GONG"
        assert type_called("mõ làng", elsewhere.pk) is None


class TestSettleScheme:
    def test_writes_the_type_a_local_name_means(self) -> None:
        commune = make_unit()
        said: dict[str, Any] = {
            **SCHEME,
            "existing_on": "2026-01-01",
            "type_name": "Dòng họ tự quản",
        }
        make_record(commune, make_officer(commune), **said)

        assert Revision.objects.get().content["type"] == "CLAN"

    def test_leaves_an_unknown_name_unmatched(self) -> None:
        commune = make_unit()
        said: dict[str, Any] = {
            **SCHEME,
            "existing_on": "2026-01-01",
            "type_name": "Bếp ăn tình làng",
        }
        make_record(commune, make_officer(commune), **said)

        assert "type" not in Revision.objects.get().content

    def test_refuses_a_type_that_is_not_in_the_list(self) -> None:
        commune = make_unit()
        said: dict[str, Any] = {**SCHEME, "existing_on": "2026-01-01", "type": "NO_SUCH"}

        with pytest.raises(ContentError) as refusal:
            make_record(commune, make_officer(commune), **said)

        assert refusal.value.refusals == [("type", "Loại mô hình này không có trong danh mục.")]


class TestQuietSchemes:
    def test_proposes_only_those_without_a_sign_of_life(self) -> None:
        commune = make_unit()
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        long_ago = str(TODAY - timedelta(days=200))
        quiet = make_confirmed(commune, author, verifier, **SCHEME, existing_on=long_ago)
        counted = [{"on": str(TODAY - timedelta(days=30)), "members": 12}]
        make_confirmed(
            commune, author, verifier, **{**SCHEME, "title": "B"}, existing_on=long_ago,
            counts=counted,
        )  # fmt: skip
        named = make_confirmed(
            commune, author, verifier, **{**SCHEME, "title": "C"}, existing_on=long_ago
        )
        make_confirmed(commune, author, verifier, schemes=[str(named.pk)])
        asleep = [{"on": str(TODAY - timedelta(days=100)), "life": "DORMANT"}]
        make_confirmed(
            commune, author, verifier, **{**SCHEME, "title": "D"}, existing_on=long_ago,
            life_changes=asleep,
        )  # fmt: skip

        found = quiet_schemes(reach_of(author, TODAY), TODAY)

        assert [(one.record, one.latest, one.days) for one in found] == [
            (quiet, date.fromisoformat(long_ago), 200)
        ]

    def test_asks_the_unit_that_keeps_the_scheme_and_not_one_that_joined_in(self) -> None:
        keeper, helper = make_unit(), make_unit()
        author, verifier = make_officer(keeper), make_officer(keeper, "VERIFIER")
        long_ago = str(TODAY - timedelta(days=200))
        scheme = make_confirmed(
            keeper, author, verifier, **SCHEME, existing_on=long_ago, organisers=(helper.pk,)
        )

        asked = [
            quiet_schemes(reach_of(one, TODAY), TODAY) for one in (author, make_officer(helper))
        ]

        assert [[one.record for one in found] for found in asked] == [[scheme], []]

    def test_gives_all_of_them_the_quietest_first_in_three_questions(
        self, django_assert_num_queries: Any
    ) -> None:
        commune = make_unit()
        author, verifier = make_officer(commune), make_officer(commune, "VERIFIER")
        for days in (*range(100, 124), 300):
            said = {**SCHEME, "title": f"Tổ {days}"}
            founded = str(TODAY - timedelta(days=days))
            make_confirmed(commune, author, verifier, **said, existing_on=founded)
        reach = reach_of(author, TODAY)
        reach.filter("unit")  # read once for a whole page

        with django_assert_num_queries(3):
            found = quiet_schemes(reach, TODAY)

        assert [one.days for one in found] == [300, *reversed(range(100, 124))]


class TestNationalTypes:
    def test_are_keyed_as_the_kernel_keys_names(self) -> None:
        seeded = import_module("binhyen.schemes.migrations.0002_national_types").TYPES

        for _code, name, _field, key, others in seeded:
            assert key == exact_key(name)
            assert [k for _n, k in others] == [exact_key(n) for n, _k in others]
