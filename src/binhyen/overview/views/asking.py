"""Reading the address of a page of figures; what is out of reach does not exist."""

from django.http import Http404

from binhyen.accounts.http import SignedInRequest, reachable_unit_or_404
from binhyen.ledger.selectors.catalogue import Facts, indicators
from binhyen.ledger.selectors.sheets import Span
from binhyen.overview.forms import QuestionForm
from binhyen.overview.rules.windows import FREE, year_holding
from binhyen.overview.selectors.asking import Asked
from binhyen.records.rules.windows import window_of
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree


def asked_of(request: SignedInRequest, uid: str = "", unasked: str = "") -> Asked:
    """Read the address; a unit out of reach does not exist, wrong days fall back to this year.

    *unasked* is the period to read when the address names none.
    """
    said = request.GET.copy()
    if unasked and "period" not in said:
        said["period"] = unasked
    form = QuestionForm(said, today=request.day)
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    uid = uid or given.get("unit") or own_uid(request)
    unit = reachable_unit_or_404(request, uid)
    year = year_holding(request.day)
    window = window_of(given.get("period") or "")
    start, end, period = year.start, year.end, year.code
    if window:
        start, end, period = window.start, window.end, window.code
    elif given.get("period") == FREE and given.get("since") and given.get("until"):
        start, end, period = given["since"], given["until"], FREE
    chosen = given.get("map") or "then"
    on = {"today": request.day, "day": given.get("on")}.get(chosen)
    if on is None:
        chosen = "then"
    return Asked(unit, Span(start, end, on), period, chosen, request.day, form)


def own_uid(request: SignedInRequest) -> str:
    """The unit of the officer's highest assignment."""
    roots = request.reach.roots
    if not roots:
        raise Http404
    return Unit.objects.values_list("uid", flat=True).get(pk=roots[0])


def indicator_or_404(code: str) -> Facts:
    facts = indicators().get(code)
    if facts is None:
        raise Http404
    return facts


def is_itself(request: SignedInRequest, unit: int) -> bool:
    """Whether the officer belongs to the unit, or to what stands for it today."""
    tree = current_tree(leaves=[unit])
    return bool({unit, tree.image(unit, request.day).unit} & set(request.reach.roots))
