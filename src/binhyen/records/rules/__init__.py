"""What a book is, and the books there are. Each book tells its own at start, in its apps.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from binhyen.kernel.words import gettext
from binhyen.ledger.rules import Hedge, Posting
from binhyen.records.rules.content import Content
from binhyen.records.rules.sheets.columns import Layout


class Measure(NamedTuple):
    """One number of a list's row: how many of what, how sure; no amount means not answered."""

    amount: int | Decimal | None
    unit: str
    hedge: Hedge = Hedge.EXACT


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a record without opening it.

    *measures* stand in the order of the book's columns; None: this kind is not asked for it.
    """

    title: str
    kind: str
    on: date
    place: str = ""
    ends_on: date | None = None
    measures: tuple[Measure | None, ...] = ()


class LinkTo(NamedTuple):
    """A record named by another: a scheme an activity was held for, a scheme replicated."""

    record: UUID
    kind: str
    book: str
    field: str


class Shown(NamedTuple):
    """One line of a record's page: label, value in words, and the field it comes from."""

    label: str
    value: str
    field: str


class Column(NamedTuple):
    """A column of numbers in a list: its head, and whether its numbers may be added."""

    called: str
    adds_up: bool

    @property
    def label(self) -> str:
        return gettext(self.called)


def no_links(_content: Any) -> Sequence[LinkTo]:
    return ()


def unchanged(content: Any, _unit: int) -> Any:
    return content


@dataclass(frozen=True, slots=True)
class Book:
    """A book of records: how its content is shaped, counted, shown and linked.

    *settle* completes a content before it is written (a local name matched to the national
    list) and refuses what only the database can refuse; *words* says a content in words;
    *choices* gives the lists a form takes from the database. Names are marked, and said in the
    language of the moment when they are read. *layout* is the book as a sheet of Excel, by which
    it goes out and comes in.
    """

    code: str
    slug: str
    namespace: str
    called: str
    each: str
    content: type[Content]
    postings: Callable[[Any], Sequence[Posting]]
    summary: Callable[[Any], Summary]
    words: Callable[[Any], Sequence[Shown]]
    kind_names: Mapping[str, str]
    kinds_called: str
    columns: tuple[Column, ...] = ()
    links: Callable[[Any], Sequence[LinkTo]] = no_links
    settle: Callable[[Any, int], Any] = unchanged
    opens: bool = False
    always_two: bool = False
    form: Any = field(default=None, compare=False)
    choices: Callable[[], Mapping[str, Any]] | None = None
    layout: Layout | None = None

    @property
    def name(self) -> str:
        return gettext(self.called)

    @property
    def one(self) -> str:
        return gettext(self.each)

    @property
    def kind_label(self) -> str:
        return gettext(self.kinds_called)

    @property
    def kinds(self) -> dict[str, str]:
        return {kind: gettext(name) for kind, name in self.kind_names.items()}

    def kind_name(self, kind: str) -> str:
        """How one kind is called; what the book does not know is its own name."""
        return gettext(self.kind_names.get(kind, kind))

    def said(self, content: Any) -> list[Shown]:
        """Say a content in words; a code from a list of the database by its name there."""
        lists = self.choices() if self.choices else {}
        named = {field: dict(offered) for field, offered in lists.items()}
        return [
            line._replace(value=str(named.get(line.field, {}).get(line.value, line.value)))
            for line in self.words(content)
        ]

    def parse(self, sent: Mapping[str, Any]) -> Content:
        """Read a content from what was typed or sent; a ContentError says what is wrong."""
        return self.content.read(sent)

    def kept(self, stored: Mapping[str, Any]) -> Content:
        """Read a content that was stored, words no longer taken included."""
        return self.content.read(stored, is_kept=True)


_books: dict[str, Book] = {}


def register(book: Book) -> None:
    """Make a book known to records; called once by each book's apps.py."""
    _books[book.code] = book


def book(code: str) -> Book:
    return _books[code]


def books() -> list[Book]:
    return list(_books.values())
