"""What an address of the figures asks: which unit, which days, which map."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from binhyen.accounts.http import SignedInRequest, reachable_unit_or_404
from binhyen.kernel.dates import vn_date
from binhyen.ledger.selectors.catalogue import Facts, indicators
from binhyen.ledger.selectors.questions import Query
from binhyen.ledger.selectors.sheets import Span
from binhyen.overview.forms import FREE, QuestionForm
from binhyen.overview.rules.windows import year_holding
from binhyen.records.rules.windows import window_of
from binhyen.units.models import Unit
from binhyen.units.selectors import current_tree


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that holds: what could not be read is told by the form."""

    unit: Unit
    span: Span
    period: str
    map: str
    today: date
    form: QuestionForm

    @property
    def window_name(self) -> str:
        window = window_of(self.period)
        return window.name if window else ""

    @property
    def days(self) -> str:
        start, end = vn_date(self.span.start), vn_date(self.span.end)
        return _("từ {start} đến {end}").format(start=start, end=end)

    @property
    def map_words(self) -> str:
        if self.span.on is None:
            return _("Bản đồ khi ấy")
        if self.map == "today":
            return _("Bản đồ hôm nay, {day}").format(day=vn_date(self.span.on))
        return _("Bản đồ ngày {day}").format(day=vn_date(self.span.on))

    def query(self, code: str, by: str = "unit") -> Query:
        return Query(code, self.unit.pk, self.span.start, self.span.end, self.span.on, by)

    def words(self, **changes: str) -> str:
        """The same question as the end of an address, some of it changed; "" leaves out."""
        said = {"period": self.period, "map": self.map}
        if self.period == FREE:
            said |= {"since": str(self.span.start), "until": str(self.span.end)}
        if self.map == "day" and self.span.on:
            said["on"] = str(self.span.on)
        kept = {name: value for name, value in (said | changes).items() if value}
        return f"?{urlencode(kept)}"

    def door(self, code: str, uid: str = "", **changes: str) -> str:
        """The address of one figure, asked the same way."""
        return reverse("overview:figure", args=[code, uid or self.unit.uid]) + self.words(**changes)


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
