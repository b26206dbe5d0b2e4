"""What a request to the filings means: which filing, which period, who asks."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import UUIDField
from django.http import Http404
from django.shortcuts import get_object_or_404

from binhyen.accounts.http import SignedInRequest
from binhyen.filings import policies
from binhyen.filings.models import Filing, Period
from binhyen.filings.selectors.regimes import movement_regime
from binhyen.filings.selectors.sent import receiver_of
from binhyen.filings.selectors.sheets import Sheet, sheet_of
from binhyen.filings.selectors.viewing import Neighbours, seen_by_others
from binhyen.filings.services.obligations import keep_open
from binhyen.kernel.statements import Given, Prepared
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree

_FILING = Prepared(
    lambda: Filing.objects.select_related(
        "period__version", "period__regime", "unit", "submitted_by", "decided_by", "offered_by"
    ).filter(pk=Given("pk", UUIDField()))
)


@dataclass(slots=True)
class Held:
    """A filing a reader may see, where it goes, and what the reader may do with it."""

    filing: Filing
    to: int
    is_own: bool
    may_edit: bool
    may_submit: bool
    may_decide: bool
    may_comment: bool
    may_answer: bool
    has_approver: bool

    def sheet(self) -> Sheet:
        """The sheet as this reader may see it."""
        sheet = sheet_of(self.filing)
        return sheet if self.is_own else seen_by_others(self.filing, sheet, Neighbours())


def filing_or_404(request: SignedInRequest, key: UUID) -> Filing:
    """Find a filing the officer may read; any other does not exist for them."""
    for filing in _FILING.objects(pk=key):
        if policies.may_read(request.reach, filing.unit_id):
            return filing
    raise Http404


def held(request: SignedInRequest, filing: Filing) -> Held:
    reach, unit = request.reach, filing.unit_id
    to = receiver_of(filing) or unit
    return Held(
        filing=filing,
        to=to,
        is_own=is_itself(request, unit),
        may_edit=policies.may_edit(reach, unit),
        may_submit=policies.may_submit(reach, unit),
        may_decide=policies.may_decide(reach, to),
        may_comment=policies.may_comment(reach, to),
        may_answer=policies.may_answer(reach, unit),
        has_approver=policies.has_approver(reach, unit),
    )


def is_itself(request: SignedInRequest, unit: int) -> bool:
    """Whether the officer belongs to the unit, or to what stands for it today."""
    tree = current_tree(leaves=[unit])
    return bool({unit, tree.image(unit, request.day).unit} & set(request.reach.roots))


def period_or_404(pk: int) -> Period:
    return get_object_or_404(Period.objects.select_related("version", "regime"), pk=pk)


def receiving_unit_or_404(request: SignedInRequest, uid: str) -> Unit:
    """Find a unit whose receptions the officer may see."""
    unit = get_object_or_404(Unit, uid=uid)
    if not policies.may_receive(request.reach, unit.pk):
        raise Http404
    return unit


def bring_up_to_date(request: SignedInRequest) -> None:
    """Have the due periods open; two reads when they are."""
    keep_open(regime=movement_regime(), at=request.at)
