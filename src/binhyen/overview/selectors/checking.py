"""Whether every confirmed record stands for exactly what its book's postings say."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import F

from binhyen.ledger.models import Line, Standing
from binhyen.ledger.rules.hedges import CODES
from binhyen.ledger.services.booking import lines_of
from binhyen.ledger.services.desk import NewLine
from binhyen.records.models import Record, Revision
from binhyen.records.rules import book as book_of
from binhyen.records.services.continuing import moves_of, placed_of, units_of
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree, with_leaves

BATCH = 500
FIELDS = ("unit", "indicator", "day", "amount", "hedge", "dims", "opens", "transfer")
Said = tuple[object, ...]


def record_problems() -> Iterator[str]:
    """Name each record whose standing entry says otherwise than its confirmed revision."""
    counting = Record.objects.counting().exclude(book="DECLARATION").order_by("pk")
    last = None
    while batch := list((counting.filter(pk__gt=last) if last else counting)[:BATCH]):
        yield from _problems_of(batch)
        last = batch[-1].pk
    voided = Record.objects.filter(state=Record.State.VOIDED).values("pk")
    standing = Standing.objects.filter(record__in=voided, entry__in=Line.objects.values("entry"))
    for key in standing.values_list("record", flat=True):
        yield f"record {key} is voided and still stands for lines"


def _problems_of(batch: list[Record]) -> Iterator[str]:
    keys = [record.pk for record in batch]
    contents = dict(
        Revision.objects.filter(record__in=keys, number=F("record__confirmed_revision"))
        .values_list("record", "content")
    )  # fmt: skip
    standing = dict(Standing.objects.filter(record__in=keys).values_list("entry", "record"))
    found: dict[object, Counter[Said]] = {key: Counter() for key in keys}
    rows = list(Line.objects.filter(entry__in=standing).values_list("entry", *FIELDS))
    tree = current_tree({unit for _, unit, *_ in rows})
    for entry, *said in rows:
        found[standing[entry]][_where_it_lies(tree, tuple(said))] += 1
    tree = with_leaves(tree, {unit for record in batch for unit in units_of(record)})
    for record in batch:
        lines = _wanted(tree, record, contents[record.pk])
        wanted = Counter(_where_it_lies(tree, _said(line)) for line in lines)
        if wanted != found[record.pk]:
            missing, extra = wanted - found[record.pk], found[record.pk] - wanted
            yield (
                f"{record.book} {record.pk} should post {sum(missing.values())} lines it does "
                f"not, and posts {sum(extra.values())} it should not"
            )


def _wanted(tree: Tree, record: Record, stored: dict[str, object]) -> list[NewLine]:
    book = book_of(record.book)
    standing = placed_of(tree, record, book.postings(book.parse(stored)))
    return lines_of(standing, moves_of(record, standing))


def _where_it_lies(tree: Tree, said: Said) -> Said:
    """What a line says, at the unit that stood for its own on its day.

    A merger entered late leaves the lines written meanwhile at the unit that had ended.
    """
    unit, indicator, day, *rest = said
    assert isinstance(unit, int)  # noqa: S101 -- FIELDS and _said begin with the unit and
    assert isinstance(day, date)  # noqa: S101 -- have the day third
    image = tree.image(unit, day)
    return (unit if image.divided else image.unit, indicator, day, *rest)


def _said(line: NewLine) -> Said:
    return (
        line.unit,
        line.indicator,
        line.day,
        line.amount,
        CODES[line.hedge],
        line.dims,
        line.opens,
        line.transfer,
    )
