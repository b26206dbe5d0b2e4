"""Regimes in versions with a preview on real figures, thematic periods, days off."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.rules.scope import ADMINISTRATOR
from binhyen.filings import policies
from binhyen.filings.forms.regime import HolidayForm, RegimeForm, ThematicForm, initial_of
from binhyen.filings.models import Holiday, Regime, RegimeVersion
from binhyen.filings.rules.regime import Definition
from binhyen.filings.selectors.previewing import previewed
from binhyen.filings.selectors.regimes import definition_of, movement_regime
from binhyen.filings.services import regimes as services
from binhyen.filings.services.filing import FilingError
from binhyen.kernel.pagination import page_of
from binhyen.ledger.selectors.catalogue import indicators
from binhyen.units.models import Level, Unit


@signed_in
@require_safe
def regime_list(request: SignedInRequest) -> HttpResponse:
    """GET /bao-cao/che-do/ -- every regime, its versions, and what may be done."""
    versions = RegimeVersion.objects.select_related("regime__owner").order_by(
        "regime__code", "-number"
    )
    newest: dict[int, int] = {}
    for one in versions:
        newest.setdefault(one.regime_id, one.pk)
    shown = [
        (
            one,
            definition_of(one),
            newest[one.regime_id] == one.pk
            and policies.may_keep_regimes(request.reach, one.regime.owner_id),
        )
        for one in versions
    ]
    context = {"versions": shown, "may_make": _owner(request) is not None}
    return render(request, "filings/regimes.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def regime_creation(request: SignedInRequest) -> HttpResponse:
    """GET, POST /bao-cao/che-do/moi/."""
    owner = _owner(request)
    if owner is None:
        raise Http404
    form = RegimeForm(request.POST or None, new=True, initial=_usual())

    def issue(definition: Definition, valid_from: date) -> None:
        services.make_regime(
            code=form.cleaned_data["code"],
            owner=owner.pk,
            definition=definition,
            valid_from=valid_from,
            by=request.user,
            at=request.at,
        )

    return _issuing(request, form, None, issue, _("Đã ban hành chế độ báo cáo."))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def regime_version(request: SignedInRequest, code: str) -> HttpResponse:
    """GET, POST /bao-cao/che-do/<mã>/ -- the next version, filled with the one in force."""
    regime = _kept_or_404(request, code)
    latest = RegimeVersion.objects.filter(regime=regime).latest("number")
    form = RegimeForm(request.POST or None, new=False, initial=initial_of(definition_of(latest)))

    def issue(definition: Definition, valid_from: date) -> None:
        services.change_regime(
            regime=regime,
            definition=definition,
            valid_from=valid_from,
            by=request.user,
            at=request.at,
        )

    done = _("Đã ban hành bản mới. Kỳ đã mở giữ bản cũ.")
    return _issuing(request, form, regime, issue, done)


def _issuing(
    request: SignedInRequest,
    form: RegimeForm,
    regime: Regime | None,
    issue: Callable[[Definition, date], None],
    done: str,
) -> HttpResponse:
    """The form, its preview on real figures, and at last what *issue* makes of it."""
    if not form.is_bound or not form.is_valid() or request.POST.get("go") == "preview":
        return _form_page(request, form, regime)
    try:
        issue(form.cleaned_data["definition"], form.cleaned_data["valid_from"])
    except FilingError as error:
        form.add_error(error.field or None, error.sentence)
        return _form_page(request, form, regime)
    messages.success(request, done)
    return redirect("filings:regimes")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def thematic(request: SignedInRequest, code: str) -> HttpResponse:
    """GET, POST /bao-cao/che-do/<mã>/ky/ -- a period with days of its own."""
    regime = _kept_or_404(request, code)
    form = ThematicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.open_thematic(regime=regime, by=request.user, at=request.at, **data)
        except FilingError as error:
            form.add_error(error.field or None, error.sentence)
        else:
            messages.success(request, _("Đã mở kỳ; các đơn vị phải gửi thấy trên trang đầu."))
            return redirect("filings:regimes")
    context = {"form": form, "title": _("Mở kỳ chuyên đề"), "action": _("Mở kỳ"), "regime": regime}
    return render(request, "filings/simple_form.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_list(request: SignedInRequest) -> HttpResponse:
    """GET, POST /bao-cao/ngay-nghi/ -- the days off everybody may read; the centre keeps them."""
    keeps = _keeps_days(request)
    if request.method == "POST" and not keeps:
        raise Http404
    form = HolidayForm(request.POST or None) if keeps else None
    if form is not None and form.is_bound and form.is_valid():
        services.put_holiday(by=request.user, at=request.at, **form.cleaned_data)
        messages.success(request, _("Đã ghi ngày. Hạn của các kỳ mở sau theo lịch này."))
        return redirect("filings:holidays")
    context = {"form": form, "page": page_of(Holiday.objects.order_by("-day"), request)}
    status = 422 if form is not None and form.errors else 200
    return render(request, "filings/holidays.html", context, status=status)


@signed_in
@require_POST
def holiday_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST /bao-cao/ngay-nghi/<pk>/bo/."""
    if not _keeps_days(request):
        raise Http404
    services.drop_holiday(holiday=get_object_or_404(Holiday, pk=pk), by=request.user, at=request.at)
    messages.success(request, _("Đã bỏ ngày này khỏi lịch."))
    return redirect("filings:holidays")


def _form_page(request: SignedInRequest, form: RegimeForm, regime: Regime | None) -> HttpResponse:
    definition: Definition | None = None
    if form.is_bound and not form.errors:
        definition = form.cleaned_data.get("definition")
    context: dict[str, Any] = {"form": form, "regime": regime, "preview": None}
    context["catalogue"] = list(indicators().values())
    if definition is not None and request.reach.roots:
        context["preview"] = previewed(definition, request.reach.roots[0], request.day)
    return render(request, "filings/regime_form.html", context, status=422 if form.errors else 200)


def _kept_or_404(request: SignedInRequest, code: str) -> Regime:
    regime = get_object_or_404(Regime, code=code)
    if not policies.may_keep_regimes(request.reach, regime.owner_id):
        raise Http404
    return regime


def _usual() -> dict[str, Any]:
    """What a new regime begins with: the day, columns and outline of the movement's own."""
    newest = RegimeVersion.objects.filter(regime=movement_regime()).latest("number")
    known = initial_of(definition_of(newest))
    return {name: known[name] for name in known if name in {"cut", "columns"} or "part_" in name}


def _owner(request: SignedInRequest) -> Unit | None:
    """The unit an administrator issues regimes for: the nation or a province."""
    units = [grant.unit for grant in request.reach.grants if grant.role == ADMINISTRATOR]
    known = Unit.objects.filter(pk__in=units, level__lte=Level.PROVINCE)
    return known.order_by("level").first()


def _keeps_days(request: SignedInRequest) -> bool:
    owner = _owner(request)
    return owner is not None and owner.level == Level.NATION
