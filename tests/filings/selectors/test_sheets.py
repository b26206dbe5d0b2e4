"""A whole province, the whole nation, a merger and the year of the reform, figure for figure."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from binhyen.filings.models import Filing, Obligation, Period
from binhyen.filings.rules.cells import CellState
from binhyen.filings.rules.regime import Column
from binhyen.filings.rules.states import State
from binhyen.filings.selectors.cells import Children
from binhyen.filings.selectors.keeping import kept_file
from binhyen.filings.selectors.sent import latest_snapshot
from binhyen.filings.selectors.sheets import Sheet, frozen_sheet, live_sheet
from binhyen.filings.services.filing import accept, submit
from binhyen.filings.services.sending import send
from binhyen.ledger.rules.postings import Dims
from binhyen.rearrangement import services as rearrangement
from binhyen.rearrangement.rules.plan import Kind, Plan
from binhyen.units.models import Level, UnitVersion
from tests.builders.accounts import officer_at
from tests.builders.filings import AFTER_ALL, answered, filing, period, sent, taken_in
from tests.builders.ledger import clerk, declare_figure, figure, post, unit
from tests.builders.rearrangement import DECREE, new
from tests.builders.units import the_unit

NHU_THANH, XUAN_DU, MAU_LAM, XUAN_THAI = "C16228n", "C16234n", "C16249n", "C16258n"
THANH_HOA, NGHE_AN, HA_NOI = "P38n", "P40n", "P01n"
START, END, ON = date(2026, 10, 15), date(2026, 11, 14), date(2026, 11, 2)
COMPARED = ("TT01", "TT02", "TT09", "MH01", "YK05")
pytestmark = pytest.mark.django_db


def camera(uid: str, kind: str) -> None:
    post(uid, "MH02", ON, 1, dims=(("type", kind),), opens=True)


def record_at(uid: str, sessions: int, *, kind: str = "") -> None:
    """Sessions and their people, members of groups, opinions answered in time, a model."""
    lines: tuple[tuple[str, int, Dims], ...] = (
        ("TT01", sessions, ()),
        ("TT02", 40 * sessions, ()),
        ("TT09", 100 * sessions, ()),
        ("YK07", 4 * sessions, ()),
        ("YK08", 3, ()),
    )
    for code, amount, dims in lines:
        post(uid, code, ON, amount, dims=dims)
    if kind:
        camera(uid, kind)


def all_taken_in(of: Period, uids: Sequence[str], with_lines: set[str]) -> None:
    """Have every unit's filing accepted; where nothing was recorded every sheet is the same."""
    nothing: Sheet | None = None
    for uid in uids:
        if uid in with_lines:
            taken_in(filing(uid, of))
            continue
        one = Filing.objects.create(period=of, unit_id=unit(uid), version=1, state=State.DRAFT)
        nothing = nothing or live_sheet(one)
        submit(filing=one.pk, files={}, sheet=nothing, revision=1, by=clerk(), at=AFTER_ALL)
        accept(filing=one.pk, by=clerk(), at=AFTER_ALL)


def obliged_to(of: Period, uid: str) -> list[str]:
    rows = Obligation.objects.filter(period=of, to__uid=uid).order_by("unit__uid")
    return list(rows.values_list("unit__uid", flat=True))


class TestProvince:
    def test_of_166_communes_is_the_ledgers_figure_once_all_are_accepted(self) -> None:
        recorded = {NHU_THANH: "CAMERA", XUAN_DU: "CAMERA", MAU_LAM: "LIGHT", XUAN_THAI: ""}
        for sessions, (uid, kind) in enumerate(recorded.items(), 1):
            record_at(uid, sessions, kind=kind)
        record_at(THANH_HOA, 2, kind="BELL")
        of = period("2026-M11")
        all_taken_in(of, obliged_to(of, THANH_HOA), set(recorded))

        sheet = live_sheet(filing(THANH_HOA, of))
        assert (sheet.received, sheet.expected, len(sheet.used)) == (166, 166, 166)
        for code in COMPARED:
            total = sheet.totals[code]
            ledger = figure(THANH_HOA, code, START, END, on=END).amount
            assert ledger is not None, code
            assert total.official.amount == total.provisional.amount == ledger, code
            for part in (total.not_received, total.adjustments, total.not_filed):
                assert part.measure.amount == part.denominator.amount == 0, (code, part)
                assert not part.keys, (code, part)
        amounts = [sheet.totals[code].official.amount for code in COMPARED[:4]]
        assert amounts == [12, 480, 1200, 3]


class TestNation:
    def test_of_34_provinces_is_the_nations_figure(self) -> None:
        recorded = {THANH_HOA: NHU_THANH, NGHE_AN: "", HA_NOI: ""}
        record_at(NHU_THANH, 3, kind="CAMERA")
        for province in recorded:
            record_at(province, 2, kind="CAMERA")
        record_at("VN", 1, kind="BELL")
        of = period("2026-M11")
        all_taken_in(of, [NHU_THANH], {NHU_THANH})
        provinces = obliged_to(of, "VN")
        all_taken_in(of, provinces, set(recorded))

        sheet = live_sheet(nation_of(of))
        assert (sheet.received, sheet.expected) == (34, 34)
        for code in COMPARED:
            ledger = figure("VN", code, START, END, on=END).amount
            assert ledger is not None, code
            assert sheet.totals[code].official.amount == ledger, code
        assert [sheet.totals[code].official.amount for code in COMPARED[:4]] == [10, 400, 1000, 2]


def nation_of(of: Period) -> Filing:
    """The nation sends to nobody; what it would say is read like a draft."""
    return Filing(period=of, unit_id=unit("VN"), version=1, state=State.DRAFT)


class TestMerger:
    def test_leaves_the_accepted_files_byte_for_byte(self) -> None:
        record_at(XUAN_DU, 3)
        of = period("2026-M11")
        one = filing(XUAN_DU, of)
        send(filing=one.pk, revision=one.revision, by=clerk(), at=AFTER_ALL)
        one = accept(filing=one.pk, by=clerk(), at=AFTER_ALL)
        kinds = ("docx", "pdf", "xlsx")
        before = {kind: kept_file(one, kind) for kind in kinds}
        assert all(before.values())

        merge(XUAN_DU, MAU_LAM, on=date(2027, 9, 1), at=datetime(2027, 11, 20, 2, 0, tzinfo=UTC))
        one = Filing.objects.get(pk=one.pk)
        assert {kind: kept_file(one, kind) for kind in kinds} == before
        snapshot = latest_snapshot(one)
        assert snapshot is not None
        assert frozen_sheet(snapshot).cell("TT02", Column.THIS).amount == 120
        assert Obligation.objects.filter(period=of, to__uid=THANH_HOA).count() == 166

    def test_before_the_last_day_moves_the_draft_to_the_successor(self) -> None:
        opened = datetime(2026, 2, 20, 2, 0, tzinfo=UTC)
        draft = filing(XUAN_DU, period("2026-M03", opened), opened)
        merge(XUAN_DU, MAU_LAM, on=date(2026, 3, 1), at=datetime(2026, 3, 5, 2, 0, tzinfo=UTC))
        of = period("2026-M03", datetime(2026, 3, 16, 2, 0, tzinfo=UTC))
        merged = UnitVersion.objects.get(name="Du Lâm").unit_id
        draft.refresh_from_db()
        assert draft.unit_id == merged
        assert Obligation.objects.get(period=of, unit=merged).due_on == date(2026, 3, 18)
        assert len(obliged_to(of, THANH_HOA)) == 165

    def test_between_the_last_day_and_the_due_date_leaves_both_obliged(self) -> None:
        period("2026-M03", datetime(2026, 3, 15, 2, 0, tzinfo=UTC))
        merge(XUAN_DU, MAU_LAM, on=date(2026, 3, 16), at=datetime(2026, 3, 17, 2, 0, tzinfo=UTC))
        of = period("2026-M03", datetime(2026, 3, 18, 2, 0, tzinfo=UTC))
        assert {XUAN_DU, MAU_LAM} < set(obliged_to(of, THANH_HOA))
        assert len(obliged_to(of, THANH_HOA)) == 166


def merge(one: str, other: str, *, on: date, at: datetime) -> None:
    """Merge two communes of the province into xã Du Lâm, entered and confirmed by two."""
    province = the_unit(THANH_HOA)
    made = new("n1", "Du Lâm", province, code="99138", level=Level.COMMUNE)
    plan = Plan(ends=(unit(one), unit(other)), begins=(made,))
    event = rearrangement.enter_event(
        kind=Kind.MERGE, on=on, decree=DECREE, title="Sắp xếp xã", plan=plan,
        by=officer_at(province, "ADMINISTRATOR", name="Quản trị tỉnh"), at=at,
    )  # fmt: skip
    second = officer_at(province, "ADMINISTRATOR", name="Quản trị thứ hai")
    rearrangement.confirm_event(event=event.pk, by=second, at=at)


class TestYearOfTheReform:
    """Năm 2025: from 15/12/2024 to 14/12/2025, across the reform of 1/7/2025."""

    def test_is_filed_by_the_units_of_its_last_day_on_their_map(self) -> None:
        of = period("2025")
        assert (of.start, of.end) == (date(2024, 12, 15), date(2025, 12, 14))
        assert Obligation.objects.filter(period=of).count() == 3321 + 34
        assert not Obligation.objects.filter(period=of, unit__uid="C16252b").exists()
        # xã Hải Long was put whole into xã Như Thanh; xã Yên Thọ was divided
        declare_figure("C16252b", "TT02", date(2023, 12, 15), date(2024, 12, 14), 700)
        post("C16252b", "TT02", date(2025, 3, 1), 50)
        post(NHU_THANH, "TT02", date(2025, 8, 1), 60)
        post("C16264b", "TT02", date(2025, 3, 1), 11)

        sheet = live_sheet(filing(NHU_THANH, of))
        this, last = sheet.cell("TT02", Column.THIS), sheet.cell("TT02", Column.LAST_YEAR)
        assert (this.amount, this.incomplete) == (110, True)
        assert (last.amount, last.incomplete) == (700, True)

    def test_a_unit_of_whole_predecessors_lacks_nothing(self) -> None:
        declare_figure("C16258b", "TT02", date(2023, 12, 15), date(2024, 12, 14), 300)
        sheet = live_sheet(filing(XUAN_THAI, period("2025")))
        last = sheet.cell("TT02", Column.LAST_YEAR)
        assert (last.amount, last.incomplete) == (300, False)

    def test_the_year_after_lacks_nothing_of_its_own(self) -> None:
        post(NHU_THANH, "TT02", date(2026, 8, 1), 60)
        cell = live_sheet(filing(NHU_THANH, period("2026"))).cell("TT02", Column.THIS)
        assert (cell.amount, cell.incomplete) == (60, False)


class TestPastColumns:
    def test_of_a_province_says_nothing_happened_only_where_everybody_said_so(self) -> None:
        before = filing(THANH_HOA, period("2026-M10"))
        sent(answered(before, {"TT03": "NIL"}))  # the province alone; no commune has sent
        then = live_sheet(filing(THANH_HOA, period("2026-M11"))).cell("TT03", Column.PREVIOUS)
        assert then.state is CellState.BLANK

    def test_of_a_commune_says_what_it_answered(self) -> None:
        sent(answered(filing(NHU_THANH, period("2026-M10")), {"TT03": "NIL"}))
        sheet = live_sheet(filing(NHU_THANH, period("2026-M11")))
        assert sheet.cell("TT03", Column.PREVIOUS).state is CellState.NIL
        assert sheet.cell("TT03", Column.LAST_YEAR).state is CellState.NOT_REPORTED


class TestShareOfUnits:
    def test_is_unanswered_while_nobody_wrote_of_it(self) -> None:
        of = period("2026-M11")
        assert live_sheet(filing(NHU_THANH, of)).cell("AT03", Column.THIS).amount is None
        post(NHU_THANH, "AT01", ON, 0, dims=(("year", "2026"),))
        assert str(live_sheet(filing(NHU_THANH, of)).cell("AT03", Column.THIS).amount) == "0.00"

    def test_of_a_province_lacks_who_has_not_sent_though_nobody_wrote_there(self) -> None:
        of = period("2026-M11")
        post(NHU_THANH, "AT01", ON, 1, dims=(("year", "2026"),))
        taken_in(filing(NHU_THANH, of))
        cell = live_sheet(filing(THANH_HOA, of)).cell("AT03", Column.THIS)
        assert cell.amount is not None
        assert cell.incomplete


class TestReadTogether:
    def test_the_children_of_a_province_read_as_each_alone(self) -> None:
        record_at(NHU_THANH, 3, kind="CAMERA")
        record_at(THANH_HOA, 2)
        declare_figure(XUAN_DU, "TT02", START, END, 500)
        of = period("2026-M11")
        together = Children(unit(THANH_HOA))
        for uid in (NHU_THANH, XUAN_DU, MAU_LAM):
            one = Filing(period=of, unit_id=unit(uid), version=1)
            assert live_sheet(one, together).columns == live_sheet(one).columns
