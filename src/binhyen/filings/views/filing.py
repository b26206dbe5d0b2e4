"""One filing: its page, writing, looking through before sending, sending, versions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhyen.accounts.http import SignedInRequest, signed_in
from binhyen.accounts.selectors import body_names
from binhyen.filings.forms.filing import PREFIX, AnswerForm, CommentForm, NarrativeForm
from binhyen.filings.http import Held, filing_or_404, held
from binhyen.filings.models import Filing
from binhyen.filings.rules.states import Act, State, allows
from binhyen.filings.selectors import opened
from binhyen.filings.selectors.drafting import words_outdated
from binhyen.filings.selectors.peers import standing_of
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sent import obligation_of, versions_of
from binhyen.filings.selectors.sheets import NIL, Sheet
from binhyen.filings.selectors.viewing import sections_of
from binhyen.filings.services.editing import edit_filing, offer
from binhyen.filings.services.filing import FilingError, StaleFilingError, correct
from binhyen.filings.services.sending import send
from binhyen.filings.views.answering import answers_of, part_pressed
from binhyen.filings.views.redrafting import asks_for_it, redraft_as_asked
from binhyen.kernel.numbers import typed_number
from binhyen.units.selectors import own_name


@signed_in
@require_safe
def filing_page(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """GET /bao-cao/<pk>/ -- open, filled, with everything one may do about it."""
    return show(request, held(request, filing_or_404(request, pk)))


@signed_in
@require_POST
def writing(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """POST /bao-cao/<pk>/noi-dung/ -- words and answers; "xem lại" goes on to sending."""
    one = held(request, filing_or_404(request, pk))
    if not one.may_edit:
        raise PermissionDenied
    form = NarrativeForm(request.POST, outline=opened.outline_of(one.filing))
    nil = answers_of(request, one)
    if not form.is_valid():
        return show(request, one, form=form, nil=nil, status=422)
    try:
        made = edit_filing(
            filing=pk,
            base_revision=typed_number(request.POST.get("revision")) or 0,
            narrative=form.narrative,
            answers=dict.fromkeys(nil, NIL),
            by=request.user,
            at=request.at,
        )
    except StaleFilingError as error:
        return _conflict(request, one, error, nil)
    except FilingError as error:
        form.refuse(error.field, error.sentence)
        return show(request, one, form=form, nil=nil, status=422)
    go = request.POST.get("go", "")
    if asks_for_it(go):
        redraft_as_asked(request, pk, made.revision)
        return redirect("filings:filing", pk=pk)
    if go == "review":
        return redirect("filings:submission", pk=pk)
    messages.success(request, _("Đã lưu báo cáo."))
    part = part_pressed(request)
    anchor = "" if part is None else f"#phan-{part}"
    return redirect(reverse("filings:filing", args=[pk]) + anchor)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """GET what to look at, POST /bao-cao/<pk>/gui/ to send, or to hand it to who signs."""
    one = held(request, filing_or_404(request, pk))
    if not (one.may_submit or one.may_edit):
        raise PermissionDenied
    if not allows(State(one.filing.state), Act.SUBMIT):
        messages.error(request, _("Báo cáo này đã gửi."))
        return redirect("filings:filing", pk=pk)
    if request.method == "POST":
        return _sent(request, one)
    sheet = one.sheet()
    found = opened.checked(one.filing, sheet)
    context = (
        _base(request, one)
        | {
            "findings": [finding for finding in found if not finding.is_blank],
            "unanswered": [finding for finding in found if finding.is_blank],
            "blanks": opened.blanks(sheet),
            "sheet": sheet,
        }
        | _overtaken(one.filing, sheet)
    )
    return render(request, "filings/submission.html", context)


def _sent(request: SignedInRequest, one: Held) -> HttpResponse:
    revision = typed_number(request.POST.get("revision")) or 0
    act, done = (send, "") if one.may_submit else (offer, _("Đã trình người ký."))
    try:
        made = act(filing=one.filing.pk, revision=revision, by=request.user, at=request.at)
    except FilingError as error:
        messages.error(request, error.sentence)
        return redirect("filings:submission", pk=one.filing.pk)
    version = f"{made.version:02d}"
    messages.success(
        request, done or _("Đã gửi báo cáo, bản số {version}.").format(version=version)
    )
    return redirect("filings:filing", pk=made.pk)


@signed_in
@require_POST
def correction(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """POST /bao-cao/<pk>/ban-moi/ -- begin the version that replaces what was sent."""
    one = held(request, filing_or_404(request, pk))
    if not (one.may_edit or one.may_submit):
        raise PermissionDenied
    try:
        made = correct(filing=pk, by=request.user, at=request.at)
    except FilingError as error:
        messages.error(request, error.sentence)
        return redirect("filings:filing", pk=pk)
    messages.success(request, _("Đã lập bản mới. Bản đã gửi còn hiệu lực đến khi bản này thay."))
    return redirect("filings:filing", pk=made.pk)


@signed_in
@require_safe
def versions(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """GET /bao-cao/<pk>/cac-ban/ -- every version, and what each changed."""
    one = held(request, filing_or_404(request, pk))
    found = versions_of(one.filing)
    steps: list[tuple[Filing, list[opened.Change], list[tuple[str, str, str]]]] = []
    for after, before in zip(found, [*found[1:], None], strict=True):
        if before is None:
            steps.append((after, [], []))
            continue
        later = held(request, after)
        changes = opened.differences(before, after, later.sheet()) if one.is_own else []
        steps.append((after, changes, opened.words_changed(before, after)))
    context = _base(request, one) | {"steps": steps}
    if one.is_own:
        context["wordings"] = opened.wordings_of(one.filing)
    return render(request, "filings/versions.html", context)


def show(
    request: SignedInRequest,
    one: Held,
    *,
    form: NarrativeForm | None = None,
    nil: list[str] | None = None,
    comment: CommentForm | None = None,
    answers: Mapping[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a filing; what was typed and refused comes back in its forms."""
    filing, sheet = one.filing, one.sheet()
    open_to_edit = one.may_edit and allows(State(filing.state), Act.EDIT)
    if open_to_edit and form is None:
        initial = {f"{PREFIX}{key}": text for key, text in filing.narrative.items()}
        form = NarrativeForm(initial=initial, outline=opened.outline_of(filing))
    context = _base(request, one) | {
        "sheet": sheet,
        "sections": sections_of(filing, sheet, filing.unit.uid),
        "columns": definition_of(filing.period.version).columns,
        "form": form if open_to_edit else None,
        "nil": set(filing.answers if nil is None else nil) if open_to_edit else None,
        "words": opened.said(filing),
        "blanks": opened.blanks(sheet),
        "revision": request.POST.get("revision", filing.revision),
    }
    if open_to_edit:
        context |= _overtaken(filing, sheet)
    context |= _around(request, one, sheet)
    if one.may_comment:
        context["comment_form"] = comment or CommentForm(rows=opened.rows_of(filing))
    context["comments"] = [
        (said, row, (answers or {}).get(said.pk) or AnswerForm(auto_id=f"answer-{said.pk}-%s"))
        for said, row in opened.comments_on(filing)
    ]
    return render(request, "filings/filing.html", context, status=status)


def _overtaken(filing: Filing, sheet: Sheet) -> dict[str, Any]:
    """The drafted words that are true no more, and whether any of them can be drafted anew."""
    found = words_outdated(filing, sheet)
    return {"outdated": found, "untouched": [one for one in found if not one.is_edited]}


def _around(request: SignedInRequest, one: Held, sheet: Sheet) -> dict[str, Any]:
    """What stands below the sheet: changes since, what became of it, peers, versions."""
    filing = one.filing
    return {
        "changes": opened.since_sent(filing) if one.is_own else [],
        "used": opened.used_above(filing, request.day),
        "newer": opened.newer_children(filing),
        "peers": standing_of(filing) if one.is_own else [],
        "versions": versions_of(filing),
        "adjusted": opened.adjusted(filing, sheet),
    }


def _base(request: SignedInRequest, one: Held) -> dict[str, Any]:
    filing = one.filing
    return {
        "held": one,
        "filing": filing,
        "period": filing.period,
        "definition": definition_of(filing.period.version),
        "unit_name": own_name(filing.unit_id, filing.period.end),
        "to_name": body_names([one.to], filing.period.end)[one.to],
        "obligation": obligation_of(filing),
        "today": request.day,
        "can_edit": one.may_edit and allows(State(filing.state), Act.EDIT),
        "can_send": one.may_submit and allows(State(filing.state), Act.SUBMIT),
        "can_correct": (one.may_edit or one.may_submit) and _is_newest(filing),
        "can_decide": one.may_decide and allows(State(filing.state), Act.ACCEPT),
    }


def _is_newest(filing: Filing) -> bool:
    if not allows(State(filing.state), Act.CORRECT):
        return False
    later = Filing.objects.filter(
        period=filing.period_id, unit=filing.unit_id, version__gt=filing.version
    )
    return not later.exists()


def _conflict(
    request: SignedInRequest, one: Held, error: StaleFilingError, nil: list[str]
) -> HttpResponse:
    """Show both wordings; the officer's own is kept in the history whatever is chosen."""
    present = error.filing
    pieces = [
        (piece, error.offered.get(piece.key, ""), present.narrative.get(piece.key, ""))
        for piece in opened.outline_of(present)
    ]
    context = _base(request, one) | {
        "present": present,
        "sentence": error.sentence,
        "pieces": [(p, mine, saved, mine != saved) for p, mine, saved in pieces],
        "nil": sorted({*nil, *present.answers}),
        "PREFIX": PREFIX,
    }
    return render(request, "filings/conflict.html", context, status=409)
