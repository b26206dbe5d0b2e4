"""Records as the interface tells them: whole, with the content of their newest revision."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from binhyen.accounts.selectors import Reach
from binhyen.kernel.dates import vn_date
from binhyen.records.models import Record, RecordOrganiser, Revision
from binhyen.records.policies import may_read
from binhyen.records.rules import book as book_of
from binhyen.records.rules.content import Content, ContentError
from binhyen.units.models import Unit


def wholes(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Tell many records, in a fixed number of queries."""
    page = list(records)
    ids = [record.pk for record in page]
    newest = Revision.objects.filter(record__in=ids, number=F("record__revision"))
    revisions = {
        revision.record_id: revision for revision in newest.select_related("author", "confirmed_by")
    }
    named = list(RecordOrganiser.objects.filter(record__in=ids).order_by("pk"))
    units = {record.unit_id for record in page} | {one.unit_id for one in named}
    uids = dict(Unit.objects.filter(pk__in=units).values_list("pk", "uid"))
    organisers: dict[UUID, list[str]] = {}
    for one in named:
        organisers.setdefault(one.record_id, []).append(uids[one.unit_id])
    return [
        _whole(record, revisions[record.pk], uids[record.unit_id], organisers.get(record.pk, []))
        for record in page
    ]


def whole(record: Record) -> dict[str, Any]:
    return wholes([record])[0]


def _whole(record: Record, revision: Revision, unit: str, organisers: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": record.pk,
        "revision": record.revision,
        "state": record.state,
        "confirmed_revision": record.confirmed_revision,
        "unit": unit,
        "organisers": organisers,
    }
    if revision.within is not None:
        told["within"] = revision.within
    told |= {
        "on_behalf_of": revision.on_behalf_of,
        "author": revision.author.display_name,
        "written_at": revision.at,
        "confirmed_by": revision.confirmed_by.display_name if revision.confirmed_by else None,
        "confirmed_at": revision.confirmed_at,
        "self_confirmed": revision.self_confirmed,
        "voided_at": record.voided_at,
        "void_reason": record.void_reason,
    }
    return told | _content(record.book, revision)


def _content(code: str, revision: Revision) -> dict[str, Any]:
    try:
        return said(book_of(code).kept(revision.content))
    except ContentError:
        return dict(revision.content)  # written under older rules: told as it was written


def said(content: Content) -> dict[str, Any]:
    return content.model_dump(by_alias=True)


def warnings_of(duplicates: Sequence[Record], reach: Reach) -> list[dict[str, Any]]:
    """Tell what looks written twice; of what may not be read, only that there is such a thing."""
    uids = dict(
        Unit.objects.filter(pk__in=[one.unit_id for one in duplicates]).values_list("pk", "uid")
    )
    found = []
    for one in duplicates:
        detail = _("Đã có bản ghi cùng loại, cùng ngày %(day)s, cùng tên trong xã.") % {
            "day": vn_date(one.on)
        }
        warning: dict[str, Any] = {"type": "DUPLICATE", "detail": detail}
        if may_read(reach, one):
            warning |= {"record": one.pk, "unit": uids[one.unit_id]}
        found.append(warning)
    return found
