"""Columns that are worked out from another whenever a row is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Text = models.CharField[str, str]
else:
    Text = models.CharField


class KeyOf(Text):
    """A key of another column, worked out at every save and bulk_create; ``update`` passes it by.

    *key* is a function of a text, such as `binhyen.kernel.text.sort_key`.
    """

    def __init__(self, of: str = "", key: Callable[[str], str] = str, **options: Any) -> None:
        super().__init__(**{"editable": False, **options})
        self.of, self.key = of, key

    def deconstruct(self) -> Any:
        """A migration needs the column only."""
        name, _path, positional, options = super().deconstruct()
        return name, "django.db.models.CharField", positional, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 -- a field's signature
        value = self.key(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value
