"""Who does what where: entered, confirmed by a second person, ended."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from binhyen.accounts import policies, services
from binhyen.accounts.forms import AssignmentForm, EndForm
from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.selectors import (
    left_without_officer,
    lines_of,
    officers_administered,
    pending_assignments,
    unit_meant,
)
from binhyen.accounts.views.officers import administered_or_404, administrator_or_404
from binhyen.kernel.pagination import page_of
from binhyen.units.selectors import place_name


def _assignment_or_404(request: SignedInRequest, pk: int) -> Assignment:
    administrator_or_404(request)
    charge: Q = request.reach.administered_filter("unit")
    rows = Assignment.objects.select_related("officer", "unit", "entered_by")
    return get_object_or_404(rows.filter(charge), pk=pk)


@signed_in
def pending(request: SignedInRequest) -> HttpResponse:
    """GET /tai-khoan/cho-xac-nhan/."""
    administrator_or_404(request)
    page = page_of(pending_assignments(request.reach), request)
    lines = lines_of(page.object_list, request.day)
    confirmable = {
        line.assignment.pk
        for line in lines
        if policies.may_confirm(request.user, request.reach, line.assignment)
    }
    context = {"page": page, "lines": lines, "confirmable": confirmable}
    return render(request, "accounts/pending.html", context)


@signed_in
def assignment_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET, POST /tai-khoan/<pk>/phan-cong/."""
    officer = administered_or_404(request, pk)
    if officer == request.user:
        raise Http404
    form = AssignmentForm(request.POST or None, initial={"starts_on": request.day})
    if request.method == "POST" and form.is_valid() and _assigned(request, form, officer):
        messages.success(
            request, _("Đã ghi phân công. Người quản trị thứ hai xác nhận thì có hiệu lực.")
        )
        return redirect("accounts:officer", pk=officer.pk)
    return render(request, "accounts/assignment_new.html", {"form": form, "officer": officer})


def _assigned(request: SignedInRequest, form: AssignmentForm, officer: Officer) -> bool:
    meant = unit_meant(form.cleaned_data["unit"], request.reach)
    if meant.unit is None:
        form.add_error("unit", meant.error)
        return False
    facts = {key: value for key, value in form.cleaned_data.items() if key != "unit"}
    try:
        services.assign(
            officer=officer, unit=meant.unit, **facts, by=request.user, at=timezone.now()
        )
    except services.AssignmentExistsError:
        form.add_error("role", _("Cán bộ này đã có vai trò ấy ở đơn vị trong thời gian đó."))
        return False
    return True


@signed_in
@require_POST
def assignment_confirmation(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST /phan-cong/<pk>/xac-nhan/."""
    assignment = _assignment_or_404(request, pk)
    try:
        services.confirm_assignment(assignment=assignment, by=request.user, at=timezone.now())
    except services.OwnAssignmentError:
        messages.error(request, _("Phân công của chính đồng chí cần người khác xác nhận."))
    except services.SecondPersonNeededError:
        messages.error(request, _("Đồng chí đã ghi phân công này nên cần người thứ hai xác nhận."))
    except services.AssignmentSettledError:
        messages.warning(request, _("Phân công này đã được xác nhận hoặc kết thúc trước đó."))
    else:
        messages.success(request, _("Đã xác nhận phân công. Phân công có hiệu lực từ ngày đã ghi."))
    return redirect("accounts:pending")


@signed_in
def assignment_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET, POST /phan-cong/<pk>/ket-thuc/ -- says first what will have nobody in charge."""
    assignment = _assignment_or_404(request, pk)
    if not policies.may_end(request.user, request.reach, assignment):
        raise Http404
    form = EndForm(request.POST or None, initial={"ends_on": request.day})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_assignment(
                assignment=assignment,
                ends_on=form.cleaned_data["ends_on"],
                by=request.user,
                at=timezone.now(),
            )
        except services.AssignmentSettledError:
            messages.warning(request, _("Phân công này đã có người kết thúc trước đó."))
        else:
            messages.success(request, _("Đã kết thúc phân công."))
        return _back(request, assignment)
    context = {
        "form": form,
        "assignment": assignment,
        "place": place_name(assignment.unit_id, request.day),
        "left": left_without_officer(assignment, request.day),
    }
    return render(request, "accounts/assignment_end.html", context)


def _back(request: SignedInRequest, assignment: Assignment) -> HttpResponse:
    """Go to the officer, unless with this assignment they left the user's charge."""
    if officers_administered(request.reach).filter(pk=assignment.officer_id).exists():
        return redirect("accounts:officer", pk=assignment.officer_id)
    return redirect("accounts:officers")
