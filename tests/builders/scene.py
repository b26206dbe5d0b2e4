"""What stands at xã Như Thanh, for tests that ask every door: records, an event, every role."""

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.services import create_api_key
from binhyen.filings.models import Comment, Filing
from binhyen.filings.rules.periods import Frequency, keys_holding
from binhyen.filings.selectors.regimes import movement_regime
from binhyen.filings.services.filing import open_filing
from binhyen.filings.services.obligations import open_period
from binhyen.rearrangement.models import Event
from binhyen.rearrangement.rules.plan import Change, Kind, Plan
from binhyen.rearrangement.services import enter_event
from binhyen.records.models import FileImport, Record
from binhyen.records.services import confirm
from binhyen.units.models import Level, Unit, UnitVersion
from tests.builders.accounts import PASSWORD, officer_at
from tests.builders.records import make_record
from tests.builders.units import make_area, the_unit

CUT = 14
TEXT = "Chuyện riêng của Như Thanh"
ROLES = (
    "RECORDER", "VERIFIER", "REPORTER", "APPROVER", "LEADER", "OVERSIGHT", "ADMINISTRATOR",
)  # fmt: skip
BOOKS = ("activities", "schemes", "outreach", "forces", "records")


class Scene:
    """What stands at xã Như Thanh, and somebody of every role there and elsewhere."""

    def __init__(self) -> None:
        self.commune = the_unit("C16228n")
        self.elsewhere = Unit.objects.get(uid="P44n")
        self.village = make_area(self.commune, "Vĩnh Lợi", valid_from=date(2025, 7, 1))
        self.own = {role: officer_at(self.commune, role, password=PASSWORD) for role in ROLES}
        self.strangers = {role: officer_at(self._another_commune(), role) for role in ROLES}
        self.key, _raw = create_api_key(
            officer=self.own["RECORDER"], name="của người khác", can_write=False, by=None,
            at=timezone.now(),
        )  # fmt: skip
        self.charge = officer_at(self.commune, "RECORDER", name="Cán bộ được quản lý")
        self.records = {book: self._record(book) for book in BOOKS}
        self.file = FileImport.objects.create(
            book="ACTIVITY", unit=self.commune, name=f"{TEXT}.xlsx", digest="0" * 64,
            state=FileImport.State.CHECKED, asked_by=self.charge, asked_at=timezone.now(),
        )  # fmt: skip
        self.event = self._event()

    def _another_commune(self) -> Unit:
        lying = UnitVersion.objects.on(date(2026, 8, 1)).filter(parent=self.elsewhere)
        found = lying.filter(unit__level=Level.COMMUNE).order_by("unit").first()
        assert found is not None
        return found.unit

    def _record(self, book: str) -> Record:
        """One draft of each book: nobody of the seven roles wrote it."""
        said: dict[str, dict[str, Any]] = {
            "activities": {"book": "ACTIVITY", "title": TEXT},
            "schemes": {"book": "SCHEME", "title": TEXT, "field": "SECURITY",
                        "founded_on": "2026-03-01"},
            "outreach": {"book": "CHANNEL", "title": TEXT, "platform": "ZALO",
                         "opened_on": "2026-03-01"},
            "forces": {"book": "TEAM", "title": TEXT, "kind": "SECURITY",
                       "founded_on": "2026-03-01"},
            "records": {"book": "DECLARATION", "indicator": "TT02", "amount": 10,
                        "from": "2026-01-01", "to": "2026-01-31", "document": TEXT},
        }  # fmt: skip
        return make_record(self.commune, self.charge, **said[book]).record

    def _event(self) -> Event:
        plan = Plan(changes=(Change(unit=self.village.pk, name="Vĩnh Lợi Mới"),))
        return enter_event(
            kind=Kind.CHANGE, on=date(2026, 10, 1), decree="Nghị quyết 1/NQ-HĐND", title=TEXT,
            plan=plan, by=officer_at(self.commune, "ADMINISTRATOR"), at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def filing(self) -> Filing:
        """A draft of the commune, opened by nobody of the seven roles; made when first named."""
        key = keys_holding(timezone.localdate(), CUT)[Frequency.MONTH]
        period = open_period(regime=movement_regime(), key=key, at=timezone.now())
        filing = open_filing(period=period, unit=self.commune.pk, by=self.charge, at=timezone.now())
        Filing.objects.filter(pk=filing.pk).update(narrative={"situation": TEXT})
        return filing

    @cached_property
    def comment(self) -> Comment:
        """A question about the draft."""
        return Comment.objects.create(
            filing=self.filing, text=TEXT, by=self.charge, at=timezone.now()
        )

    def arguments(self, name: str, parameters: tuple[str, ...]) -> dict[str, Any]:
        known: dict[str, Any] = {"uid": "C16228n", "code": "TT02", "sha256": "0" * 64}
        space, _colon, last = name.partition(":")
        if space in self.records:
            is_file = space == "activities" and last.startswith("import")
            known["pk"] = self.file.pk if is_file else self.records[space].pk
        elif space == "filings":
            known |= {
                "pk": self.filing.pk,
                "period": self.filing.period_id,
                "form": "docx",
                "key": "2025",
            }
            known |= {"comment": self.comment.pk, "code": "PT-ANTQ"}
            if last == "holiday-removal":
                known["pk"] = 1
        elif space == "rearrangement":
            known["pk"] = self.event.pk
        elif last.startswith("assignment-") and last != "assignment-new":
            known["pk"] = Assignment.objects.get(officer=self.charge).pk
        elif last == "key-revocation":
            known["pk"] = self.key.pk
        else:
            known["pk"] = self.charge.pk
        return {one: known[one] for one in parameters}


def confirm_all(scene: Scene) -> None:
    for record in scene.records.values():
        confirm(record=record.pk, by=scene.own["VERIFIER"], at=timezone.now())


def fingerprint() -> list[Any]:
    """What a write would have changed."""
    records: list[tuple[UUID, str, int]] = list(
        Record.objects.order_by("pk").values_list("pk", "state", "revision")
    )
    assignments = list(
        Assignment.objects.order_by("pk").values_list("pk", "confirmed_by", "ends_on")
    )
    officers = list(Officer.objects.order_by("pk").values_list("pk", "is_active", "password"))
    events = list(Event.objects.order_by("pk").values_list("pk", "state", "revision"))
    filings = list(Filing.objects.order_by("pk").values_list("pk", "state", "revision"))
    comments = list(Comment.objects.order_by("pk").values_list("pk", "answer"))
    written = [filings, comments]
    return [records, assignments, officers, events, written, Unit.objects.count()]
