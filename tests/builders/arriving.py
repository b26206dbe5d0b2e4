"""What the communes of a province have sent for a month, put on a site by its own services."""

from collections.abc import Mapping, Sequence

from tests.builders.site import Site

HAND_IN = """
import django
django.setup()
from django.utils import timezone
from binhyen.accounts.models import Officer
from binhyen.filings.models import Obligation
from binhyen.filings.selectors.regimes import movement_regime
from binhyen.filings.selectors.sheets import live_sheet
from binhyen.filings.services.filing import open_filing, submit
from binhyen.filings.services.obligations import open_period
from binhyen.filings.services.sending import send
from binhyen.records import services
from binhyen.records.rules import book as book_of
from binhyen.units.models import Unit

now = timezone.now()
officer = Officer.objects.get(username="nation.recorder")
second = Officer.objects.get(username="nation.verifier")


def record_session(uid, people):
    said = dict(kind="SESSION", title="Họp dân", on={day!r}, participants=dict(amount=people))
    written = services.create(
        book="ACTIVITY", unit=Unit.objects.get(uid=uid).pk,
        content=book_of("ACTIVITY").parse(said),
        id=None, within=None, organisers=(), by=officer, at=now,
    )
    services.confirm(record=written.record.pk, by=second, at=now)


for uid, people in {people!r}.items():
    record_session(uid, people)
for key in {keys!r}:
    period = open_period(regime=movement_regime(), key=key, at=now)
owed = Obligation.objects.filter(period=period, to__uid={to!r}).select_related("unit")
nothing = None
for one in owed.exclude(unit__uid__in={missing!r}).order_by("unit__uid"):
    filing = open_filing(period=period, unit=one.unit_id, by=officer, at=now)
    if one.unit.uid in {people!r}:
        send(filing=filing.pk, revision=1, by=officer, at=now)
        continue
    nothing = nothing or live_sheet(filing)  # where nothing was recorded every sheet is the same
    submit(filing=filing.pk, files={{}}, sheet=nothing, revision=1, by=officer, at=now)
"""


def hand_in(
    site: Site,
    to: str,
    *,
    keys: Sequence[str],
    missing: Sequence[str],
    people: Mapping[str, int],
    day: str,
) -> None:
    """Open these months; let all but the missing send the last one, with sessions of so many."""
    site.program(
        HAND_IN.format(to=to, keys=list(keys), missing=list(missing), people=dict(people), day=day)
    )
