"""Declarations over HTTP: totals known only from a document."""

from decimal import Decimal
from typing import Annotated

from pydantic import WithJsonSchema

from binhyen.records.http.resource import book_router
from binhyen.records.rules.declaration import DeclarationContent


class DeclarationShown(DeclarationContent):
    """An amount is answered as a number."""

    amount: Annotated[Decimal, WithJsonSchema({"type": "number"})]


router = book_router("DECLARATION", "declarations", DeclarationContent, shown=DeclarationShown)
