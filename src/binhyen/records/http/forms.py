"""The form of a book: what was typed, as a content; what is wrong with a content, beside a field.

Whole without scripts: rows of fields grow by a button that sends the form back with one more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.records.rules.content import Content, Refusal
from binhyen.records.rules.sheets.cells import said_number

EXACT = "EXACT"
MOST_ROWS = 40
Text = str | Promise


@dataclass(frozen=True)
class Rows:
    """A list of things inside a record, each a row of fields: counts, ratings, things given up."""

    name: str
    label: Text
    fields: Mapping[str, forms.Field]
    more: Text
    blank: int = 1


@dataclass(frozen=True)
class Page:
    """One step of a form in steps: its question, and the fields it asks."""

    title: Text
    fields: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class Place:
    """A unit the officer may write for."""

    id: int
    uid: str
    name: str


class RecordForm(forms.Form):
    """What every book asks: where, and for whom it is written down.

    ``said`` makes a content's data of what was typed; ``refuse`` puts refusals where they belong.
    """

    rows: ClassVar[tuple[Rows, ...]] = ()
    # A refusal's field → the form's field, where the two differ.
    beside: ClassVar[dict[str, str]] = {}
    extra: ClassVar[tuple[str, ...]] = ()
    # What is said of each time alone, and so asked anew when a record is written like another.
    # A book that names nothing here has no records that repeat.
    anew: ClassVar[tuple[str, ...]] = ()
    # The one large number of a page, with its unit of measure.
    big: ClassVar[dict[str, Text]] = {}

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=_("Đơn vị"))
    on_behalf_of = forms.CharField(
        label=_("Ghi thay cho"),
        max_length=200,
        required=False,
        help_text=_("Chức danh người kể lại, ví dụ trưởng thôn. Không ghi số điện thoại."),
    )

    def __init__(
        self,
        *args: Any,
        places: Sequence[Place],
        choices: Mapping[str, Any] | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.places = {place.uid: place for place in places}
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = [(place.uid, place.name) for place in places]
        for name, offered in (choices or {}).items():
            listed = self.fields.get(name)
            if isinstance(listed, forms.ChoiceField):
                listed.choices = offered
                listed.widget.choices = offered
        for asked in self.fields.values():
            asked.error_messages["required"] = _("Chưa có thông tin này.")
        self.row_counts = {rows.name: self._row_count(rows) for rows in self.rows}
        for rows in self.rows:
            self._add_rows(rows)
        if self.is_bound:
            self._take_hedges_apart()

    def _take_hedges_apart(self) -> None:
        """Read “khoảng 120” as people say it: the number stays, and how sure it is is answered."""
        data: Any = copy(self.data)  # what was sent is not changed
        for name, number in self.fields.items():
            beside = getattr(number, "hedged_by", "")
            if not beside:
                continue
            asked = name.removesuffix(name.rpartition("-")[2]) + beside
            hedge, digits = said_number(str(data.get(name, "")))
            if hedge != EXACT and data.get(asked, EXACT) in {"", EXACT, hedge}:
                data[name], data[asked] = digits, hedge
        self.data = data

    def _row_count(self, rows: Rows) -> int:
        if not self.is_bound:
            return len(self.initial.get(rows.name, [])) + rows.blank
        try:
            count = int(self.data.get(f"{rows.name}-n", rows.blank))
        except ValueError:
            count = rows.blank
        more = 1 if self.data.get("more") == rows.name else 0
        return max(0, min(count + more, MOST_ROWS))

    def _add_rows(self, rows: Rows) -> None:
        standing = self.initial.get(rows.name, [])
        for number in range(self.row_counts[rows.name]):
            for name, plain in rows.fields.items():
                typed = deepcopy(plain)
                typed.required = False
                if number < len(standing):
                    typed.initial = standing[number].get(name)
                self.fields[f"{rows.name}-{number}-{name}"] = typed

    @property
    def unit_id(self) -> int:
        return self.places[self.cleaned_data["unit"]].id

    @property
    def key(self) -> UUID:
        """The id the form was given when it was opened, so that a second click writes nothing."""
        return self.cleaned_data.get("id") or uuid4()

    def row_groups(self, name: str) -> list[list[BoundField]]:
        rows = next(rows for rows in self.rows if rows.name == name)
        return [
            [self[f"{name}-{number}-{column}"] for column in rows.fields]
            for number in range(self.row_counts[name])
        ]

    def said_rows(self, name: str) -> list[dict[str, Any]]:
        """Give the rows somebody filled in, without those left blank."""
        return [row for _number, row in self._filled(name)]

    def _filled(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        rows = next(rows for rows in self.rows if rows.name == name)
        for number in range(self.row_counts[name]):
            row = {
                column: value
                for column in rows.fields
                if (value := self.cleaned_data.get(f"{name}-{number}-{column}")) not in {None, ""}
            }
            if set(row) - {"hedge", "members_hedge", "households_hedge"}:
                yield number, row

    def said(self) -> dict[str, Any]:
        """Make the data of a content of what was typed."""
        raise NotImplementedError

    @classmethod
    def typed(cls, content: Any) -> dict[str, Any]:
        """Make the initial values of the form of a content."""
        raise NotImplementedError

    @classmethod
    def typed_like(cls, content: Any) -> dict[str, Any]:
        """Make the initial values of a new record like another: all but what is said each time."""
        return {name: value for name, value in cls.typed(content).items() if name not in cls.anew}

    @classmethod
    def typed_on(cls, day: date, today: date) -> dict[str, Any]:
        """Make the initial values that say the day."""
        raise NotImplementedError

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """Put each refusal beside its field; what belongs to no field stands at the top."""
        for refusal in refusals:
            name = self.field_of(refusal.field)
            sentence = refusal.sentence
            if name is None:
                self.add_error(None, sentence)
            elif sentence not in self.errors.get(name, []):
                self.add_error(name, sentence)

    def field_of(self, where: str) -> str | None:
        first, _dot, rest = where.partition(".")
        known = self.beside.get(where) or self.beside.get(first) or first
        if known in self.fields:
            return known
        for rows in self.rows:
            if rows.name == first:
                return self._row_field(rows, rest)
        return None

    def _row_field(self, rows: Rows, rest: str) -> str | None:
        number, _dot, column = rest.partition(".")
        filled = [number for number, _row in self._filled(rows.name)] if number else []
        if not number.isdigit() or int(number) >= len(filled):
            return (
                f"{rows.name}-0-{next(iter(rows.fields))}" if self.row_counts[rows.name] else None
            )
        name = column.partition(".")[0]
        chosen = name if name in rows.fields else self.beside.get(f"{rows.name}.{name}", "")
        chosen = chosen if chosen in rows.fields else next(iter(rows.fields))
        return f"{rows.name}-{filled[int(number)]}-{chosen}"

    @property
    def seldom(self) -> tuple[str, ...]:
        """The fields behind “Ghi thêm”: asked of those who want to say more."""
        return (*self.extra, "on_behalf_of")

    def shown_names(self, step: int | None) -> Sequence[str]:
        """List what is asked, in order: fields and names of rows; *step* None asks all."""
        del step
        plain = [name for name in self.fields if "-" not in name and not self[name].is_hidden]
        rows = [rows.name for rows in self.rows]
        often = [name for name in plain if name not in self.seldom]
        return [*often, *rows, *self.seldom]

    def asked(self, step: int | None = None) -> dict[str, Any]:
        """Give a template what to ask now, what to ask those who want to say more, and the rest."""
        names = [n for n in self.shown_names(step) if n in self.fields or n in self.row_counts]
        items = [self._item(name) for name in names if name not in self.seldom]
        seldom = [self[name] for name in names if name in self.seldom and self._offers(name)]
        shown = set(names)
        carried = [
            self[name]
            for name in self.fields
            if name not in shown and name.partition("-")[0] not in shown
        ]
        wrong = any(bound.errors for bound in seldom)
        counts = [(rows.name, self.row_counts[rows.name]) for rows in self.rows]
        return {
            "items": [item for item in items if item],
            "seldom": seldom,
            "seldom_open": wrong or any(bound.value() for bound in seldom),
            "carried": carried,
            "counts": counts,
        }

    def _offers(self, name: str) -> bool:
        listed = self.fields[name]
        if not isinstance(listed, forms.MultipleChoiceField):
            return True
        offered: Any = listed.choices
        return bool(list(offered))

    def _item(self, name: str) -> dict[str, Any]:
        if name in self.row_counts:
            rows = next(rows for rows in self.rows if rows.name == name)
            groups = self.row_groups(name)
            return {"rows": rows, "groups": groups}
        bound = self[name]
        if name == "unit" and len(self.places) == 1:
            return {"only_place": next(iter(self.places.values())), "field": bound}
        return {"field": bound, "suffix": self.big.get(name), "big": name in self.big}

    def forget_errors_after(self, step: int, page_of: Callable[[str], int]) -> None:
        """Drop what is wrong with questions not asked yet: they are checked when they are asked."""
        for name in list(self.errors):
            if name == "__all__" or page_of(name) > step:
                del self.errors[name]


class StepForm(RecordForm):
    """A book's form asked in steps on a phone; every step carries what the others hold."""

    def pages(self) -> Sequence[Page]:
        """List the steps that ask; one more, which shows all and saves, follows them."""
        raise NotImplementedError

    def shown_names(self, step: int | None) -> Sequence[str]:
        pages = self.pages()
        chosen = pages if step is None else pages[max(0, step - 1) : step]
        return [name for page in chosen for name in page.fields]

    def page_of(self, name: str) -> int:
        """Tell which step asks for a field; the first for what none asks."""
        for number, page in enumerate(self.pages(), 1):
            if name in page.fields or name.partition("-")[0] in page.fields:
                return number
        return 1


def counted(amount: int | None, hedge: str | None) -> dict[str, Any] | None:
    """Join a number and how sure it is; nothing when no number was typed."""
    return None if amount is None else {"amount": amount, "hedge": hedge or EXACT}


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was left open, so that a content takes its own defaults."""
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def plain_of(content: Content) -> dict[str, Any]:
    return content.model_dump(by_alias=True)
