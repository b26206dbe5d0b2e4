"""What a unit owes and what it has sent: the few rows that every look at a filing asks for."""

from collections.abc import Mapping

from django.db.models import BigIntegerField, UUIDField

from binhyen.filings.models import Filing, Obligation, Snapshot, TakenUp
from binhyen.filings.rules.periods import Frequency, earlier_keys
from binhyen.filings.rules.states import SENT
from binhyen.kernel.statements import Given, Prepared

PERIOD, UNIT = Given("period", BigIntegerField()), Given("unit", BigIntegerField())
_OWED = Prepared(lambda: Obligation.objects.filter(period=PERIOD, unit=UNIT))
_SENDERS = Prepared(
    lambda: Obligation.objects.filter(period=PERIOD, to=UNIT).order_by("unit").values_list("unit")
)
_VERSIONS = Prepared(
    lambda: (
        Filing.objects.filter(period=PERIOD, unit=UNIT)
        .select_related("submitted_by", "decided_by")
        .order_by("-version")
    )
)
_LATEST = Prepared(
    lambda: Snapshot.objects.filter(filing=Given("filing", UUIDField())).order_by("-number")[:1]
)
_SENT = Prepared(
    lambda: (
        Snapshot.objects.filter(filing__period=PERIOD, filing__unit=UNIT, filing__state__in=SENT)
        .select_related("filing__period__version")
        .order_by("-filing__version", "-number")[:1]
    )
)
_CLAIMS = Prepared(
    lambda: (
        TakenUp.objects.filter(of__filing__period=PERIOD, of__filing__unit=UNIT)
        .order_by("pk")
        .select_related("snapshot__filing")
    )
)


def keys_of(filing: Filing) -> Mapping[str, int]:
    """The period and the unit of a filing, as statements name them."""
    return {"period": filing.period_id, "unit": filing.unit_id}


def obligation_of(filing: Filing) -> Obligation | None:
    return next(iter(_OWED.objects(**keys_of(filing))), None)


def receiver_of(filing: Filing) -> int | None:
    """The unit a filing is sent to; None for the nation's, which goes to nobody here."""
    owed = obligation_of(filing)
    return owed.to_id if owed else None


def obliged_children(filing: Filing) -> list[int]:
    return [unit for (unit,) in _SENDERS.rows(**keys_of(filing))]


def obliged_siblings(filing: Filing) -> list[int]:
    """Every unit that sends to the same one for the period, this one included."""
    to = receiver_of(filing)
    if to is None:
        return []
    return [unit for (unit,) in _SENDERS.rows(period=filing.period_id, unit=to)]


def versions_of(filing: Filing) -> list[Filing]:
    """Every version of the filing, the newest first."""
    return _VERSIONS.objects(**keys_of(filing))


def earlier_filings(filing: Filing) -> list[Filing]:
    """The accepted filings of the earlier periods of the same kind in the same year."""
    if filing.period.frequency == Frequency.FREE:
        return []
    keys = earlier_keys(filing.period.key)
    return list(
        Filing.objects.valid()
        .filter(period__regime=filing.period.regime_id, period__key__in=keys, unit=filing.unit)
        .select_related("period__version")
    )


def latest_snapshot(filing: Filing) -> Snapshot | None:
    return next(iter(_LATEST.objects(filing=filing.pk)), None)


def sent_snapshot(filing: Filing) -> Snapshot | None:
    """What a unit last sent for a period, whether it was accepted yet or not."""
    return next(iter(_SENT.objects(**keys_of(filing))), None)


def standing_claims(filing: Filing, *, by: Filing | None = None) -> list[TakenUp]:
    """What later filings report of a period's changes; one returned, or sent anew, no more.

    What *by* says itself in one of its versions is left out: the next says it again.
    """
    found = [
        one
        for one in _CLAIMS.objects(**keys_of(filing))
        if by is None or one.snapshot.filing.period_id != by.period_id
    ]
    takers = {one.snapshot.filing.period_id: one.snapshot.filing for one in found}
    stand = {key: sent_snapshot(taker) for key, taker in takers.items()}
    return [one for one in found if one.snapshot == stand[one.snapshot.filing.period_id]]
