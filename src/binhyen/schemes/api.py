"""The book of schemes, over HTTP."""

from binhyen.records.http.resource import book_router
from binhyen.schemes.rules import SchemeContent

router = book_router("SCHEME", "schemes", SchemeContent)
