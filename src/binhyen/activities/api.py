"""The book of activities, over HTTP."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, WithJsonSchema

from binhyen.activities.rules.activity import ActivityContent, Item
from binhyen.records.http.resource import book_router


class ItemShown(Item):
    """An amount is answered as a number."""

    amount: Annotated[Decimal, WithJsonSchema({"type": "number"})]


class ActivityShown(ActivityContent):
    items: tuple[ItemShown, ...] = Field(default=(), max_length=40)


router = book_router("ACTIVITY", "activities", ActivityContent, shown=ActivityShown)
