"""The part of the interface every book has: write, read, amend, confirm, void."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, Query, Router

from binhyen.accounts.http import SignedInRequest
from binhyen.kernel.api import (
    ANY_REVISION,
    PROBLEMS,
    ProblemError,
    as_json,
    invalid,
    next_page,
    not_found,
    revision_matched,
)
from binhyen.records import services
from binhyen.records.http.answers import said, warnings_of, whole, wholes
from binhyen.records.http.shapes import (
    ENVELOPE,
    Amended,
    Asked,
    Confirming,
    Envelope,
    Shapes,
    Voiding,
    Written,
    shapes_of,
)
from binhyen.records.models import Record
from binhyen.records.policies import may_decide, may_read, may_write
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import FIRST_DAY, Content
from binhyen.records.selectors import listing
from binhyen.records.services.deciding import AS_WRITTEN
from binhyen.units.models import Unit

LAST_DAY = date(2199, 12, 31)
CURSOR = re.compile(r"^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$")
IfMatch: Any = Header(  # type: ignore[type-arg]  # the library's own generic
    None, alias="If-Match", description='the revision read: n or "n"'
)


def book_router(
    code: str, slug: str, content: type[Content], *, shown: type[Content] | None = None
) -> Router:
    """Make a book's addresses: POST and GET /slug, GET and PUT /slug/{id}, and what is decided."""
    made = shapes_of(content.__name__.removesuffix("Content"), content, shown)
    book = Resource(code, content, made)
    router = Router(tags=[slug])
    record = f"/{slug}/{{record}}"
    answers: dict[Any, Any] = {200: made.whole, **PROBLEMS}

    def add(method: str, path: str, view: Callable[..., HttpResponse], response: Any) -> None:
        router.add_api_operation(
            path,
            [method],
            view,
            response=response,
            by_alias=True,
            operation_id=f"{slug}_{view.__name__}",
            summary=(view.__doc__ or "").partition(".")[0],
        )

    add("POST", f"/{slug}", book.create(), {201: made.whole, **answers})
    add("GET", f"/{slug}", book.listed(), {200: made.page, **PROBLEMS})
    add("GET", record, book.read(), answers)
    add("PUT", record, book.amend(), answers)
    add("POST", f"{record}/confirmation", book.confirm(), answers)
    add("POST", f"{record}/voiding", book.void(), answers)
    return router


@dataclass(frozen=True, slots=True)
class Resource:
    """The operations of one book, as functions the router can read the signature of."""

    code: str
    content: type[Content]
    shapes: Shapes

    def create(self) -> Callable[..., HttpResponse]:
        def create(request: HttpRequest, record: Written) -> HttpResponse:
            """Write a record down as a draft. A retry is answered with the record as it stands."""
            return _create(cast("SignedInRequest", request), self, record)

        create.__annotations__["record"] = self.shapes.written
        return create

    def listed(self) -> Callable[..., HttpResponse]:
        def list(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:  # noqa: A001
            """Records of the book that may be read, the latest day first."""
            return _list(cast("SignedInRequest", request), self, asked)

        return list

    def read(self) -> Callable[..., HttpResponse]:
        def read(request: HttpRequest, record: UUID) -> HttpResponse:
            """One record, whole, with what its newest revision says."""
            found = _readable(cast("SignedInRequest", request), self, record)
            return as_json(whole(found), etag=found.revision)

        return read

    def amend(self) -> Callable[..., HttpResponse]:
        def amend(
            request: HttpRequest,
            record: UUID,
            change: Amended,
            if_match: str | None = IfMatch,
        ) -> HttpResponse:
            """Write the next revision, whole; what is confirmed counts until it is confirmed."""
            found = _writable(cast("SignedInRequest", request), self, record)
            return _amend(cast("SignedInRequest", request), self, found, change, if_match)

        amend.__annotations__["change"] = self.shapes.amended
        return amend

    def confirm(self) -> Callable[..., HttpResponse]:
        def confirm(
            request: HttpRequest,
            record: UUID,
            answer: Confirming | None = None,
            if_match: str | None = IfMatch,
        ) -> HttpResponse:
            """Confirm the newest revision: from now on it is part of every figure above it."""
            signed_in = cast("SignedInRequest", request)
            _decidable(signed_in, self, record)
            return _confirm(signed_in, record, answer, if_match)

        return confirm

    def void(self) -> Callable[..., HttpResponse]:
        def void(
            request: HttpRequest,
            record: UUID,
            asked: Voiding,
            if_match: str | None = IfMatch,
        ) -> HttpResponse:
            """Take the record out of every figure, with a reason."""
            signed_in = cast("SignedInRequest", request)
            _decidable(signed_in, self, record)
            with refusals(signed_in):
                head = services.void(
                    record=record,
                    reason=asked.reason.replace("\x00", " "),
                    by=signed_in.user,
                    at=signed_in.at,
                    if_match=revision_matched(if_match) or None,
                )
            return as_json(whole(head), etag=head.revision)

        return void


# --- writing


def _create(request: SignedInRequest, book: Resource, record: Written) -> HttpResponse:
    unit = Unit.objects.filter(uid=record.unit).values_list("pk", flat=True).first()
    if unit is None:
        raise not_found(_("Không có đơn vị này, hoặc đơn vị nằm ngoài phạm vi của đồng chí."))
    _refuse_role(request, unit, allowed=may_write(request.reach, unit))
    with refusals(request):
        written = services.create(
            book=book.code,
            unit=unit,
            content=_content(book, record),
            id=record.id,
            within=_within(record),
            organisers=_organisers(record) or (),
            on_behalf_of=record.on_behalf_of,
            by=request.user,
            at=request.at,
        )
    return _written(request, written, 200 if written.repeated else 201)


def _amend(
    request: SignedInRequest, book: Resource, head: Record, change: Amended, if_match: str | None
) -> HttpResponse:
    base = revision_matched(if_match)
    if base is None:
        sentence = _("Gửi If-Match với số của lần ghi đã đọc, để không ghi đè lên người khác.")
        raise ProblemError(428, "revision-required", sentence)
    own_uid = Unit.objects.values_list("uid", flat=True).get(pk=head.unit_id)
    if change.unit not in {None, own_uid}:
        raise invalid(("unit", _("Bản ghi không chuyển được sang sổ của đơn vị khác.")))
    with refusals(request):
        written = services.write_revision(
            record=head.pk,
            base_revision=head.revision if base == ANY_REVISION else base,
            content=_content(book, change),
            within=_within(change),
            organisers=_organisers(change),
            on_behalf_of=change.on_behalf_of,
            by=request.user,
            at=request.at,
        )
    return _written(request, written, 200)


def _written(request: SignedInRequest, written: services.Written, status: int) -> HttpResponse:
    told = whole(written.record) | {
        "warnings": warnings_of(written.duplicates, request.reach),
    }
    return as_json(told, status=status, etag=written.record.revision)


def _content(book: Resource, sent: Envelope) -> Content:
    fields = sent.model_dump(by_alias=True, exclude=ENVELOPE, exclude_unset=True)
    return book.content.read(fields)


def _within(sent: Envelope | Confirming) -> list[UUID] | None:
    """Absent asks the ledger; null or nothing in the list says: outside."""
    return (sent.within or []) if "within" in sent.model_fields_set else None


def _organisers(sent: Envelope) -> list[int] | None:
    if sent.organisers is None:
        return None
    known = dict(Unit.objects.filter(uid__in=sent.organisers).values_list("uid", "pk"))
    wrong = [at for at, uid in enumerate(sent.organisers) if uid not in known]
    if wrong:
        sentence = _("Không có đơn vị mang mã này.")
        raise invalid(*((f"organisers.{at}", sentence) for at in wrong))
    return [known[uid] for uid in sent.organisers]


def _confirm(
    request: SignedInRequest, record: UUID, answer: Confirming | None, if_match: str | None
) -> HttpResponse:
    within: Any = AS_WRITTEN
    if answer is not None and "within" in answer.model_fields_set:
        within = _within(answer)
    with refusals(request):
        head = services.confirm(
            record=record,
            by=request.user,
            at=request.at,
            if_match=revision_matched(if_match) or None,
            within=within,
        )
    return as_json(whole(head), etag=head.revision)


# --- reading


def _list(request: SignedInRequest, book: Resource, asked: Asked) -> HttpResponse:
    unit = None
    if asked.unit is not None:
        unit = Unit.objects.filter(uid=asked.unit).values_list("pk", flat=True).first()
        if unit is None or not request.reach.reads(unit):
            raise not_found()
    bounded = asked.from_ is not None or asked.to is not None
    found = listing.records_matching(
        reach=request.reach,
        book=book_of(book.code),
        asked=listing.Asked(
            unit=unit,
            state=asked.state or "",
            start=asked.from_ or (FIRST_DAY if bounded else None),
            end=asked.to or (LAST_DAY if bounded else None),
        ),
    )
    some = list(_after(found.order_by("-on", "pk"), asked.after)[: asked.limit + 1])
    page = some[: asked.limit]
    last = page[-1] if len(some) > asked.limit else None
    following = f"{last.on.isoformat()}.{last.pk}" if last else None
    return as_json({"items": wholes(page), "next": next_page(request, following)})


def _after(records: QuerySet[Record], after: str) -> QuerySet[Record]:
    if not after:
        return records
    try:
        day, key = CURSOR.match(after).groups()  # type: ignore[union-attr]
        on, pk = date.fromisoformat(day), UUID(key)
    except (AttributeError, ValueError) as error:
        raise invalid(("after", _("Không có trang này."))) from error
    return records.filter(Q(on__lt=on) | Q(on=on, pk__gt=pk))


def _readable(request: SignedInRequest, book: Resource, key: UUID) -> Record:
    found = Record.objects.of(book.code).kept().filter(pk=key).first()
    if found is None or not may_read(request.reach, found):
        raise not_found(_("Không có bản ghi này, hoặc nằm ngoài phạm vi của đồng chí."))
    return found


def _writable(request: SignedInRequest, book: Resource, key: UUID) -> Record:
    found = _readable(request, book, key)
    _refuse_role(request, found.kept_at, allowed=may_write(request.reach, found.kept_at))
    return found


def _decidable(request: SignedInRequest, book: Resource, key: UUID) -> None:
    found = _readable(request, book, key)
    _refuse_role(request, found.kept_at, allowed=may_decide(request.reach, found.kept_at))


def _refuse_role(request: SignedInRequest, unit: int, *, allowed: bool) -> None:
    """Out of one's writing reach there is nothing to write at; within it the role is named."""
    if allowed:
        return
    if not request.reach.writes(unit):
        raise not_found(_("Đồng chí không ghi sổ của đơn vị này."))
    sentence = _("Đồng chí không có vai trò làm việc này ở đơn vị này.")
    raise ProblemError(403, "role-missing", sentence)


# --- refusals


@contextmanager
def refusals(request: SignedInRequest) -> Iterator[None]:
    """Turn what a service refuses into the refusals of the interface."""
    try:
        yield
    except services.StaleRevisionError as error:
        both: dict[str, Any] = {"present": whole(error.record)} if error.record else {}
        if error.offered is not None:
            both["offered"] = said(error.offered)
        etag = {"ETag": f'"{error.present.number}"'}
        raise ProblemError(412, "stale-revision", error.sentence, headers=etag, **both) from error
    except services.RecordError as error:
        fields = [(error.field, error.sentence)] if error.field else None
        more: dict[str, Any] = {}
        if error.record is not None and may_read(request.reach, error.record):
            more["present"] = whole(error.record)
        kind = {
            services.ConflictError: "id-taken",
            services.OwnRecordError: "own-record",
        }.get(type(error), "wrong-state")
        raise ProblemError(409, kind, error.sentence, fields=fields, **more) from error
