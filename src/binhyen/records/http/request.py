"""What a request to a book means: which record, which filters, which page to go back to."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from binhyen.accounts.http import SignedInRequest
from binhyen.records import policies
from binhyen.records.models import Record
from binhyen.records.rules import Book


def record_or_404(request: SignedInRequest, book: Book, key: UUID) -> Record:
    """Find a record the officer may read; any other does not exist for them."""
    record = get_object_or_404(Record.objects.select_related("unit", "created_by"), pk=key)
    if record.book != book.code or not policies.may_read(request.reach, record):
        raise Http404
    return record


def address(book: Book, name: str, record: Record | None = None) -> str:
    arguments = [record.pk] if record else []
    return reverse(f"{book.namespace}:{name}", args=arguments)


def next_page(request: SignedInRequest, fallback: str) -> str:
    """Go back where the button stood, when that is one of our own pages."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else fallback
