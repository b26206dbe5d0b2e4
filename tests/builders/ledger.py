"""Postings and figures for tests, in few words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from binhyen.accounts.models import Officer
from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.rules.postings import Dims, Posting
from binhyen.ledger.selectors.figures import figures
from binhyen.ledger.selectors.questions import Figure, Query
from binhyen.ledger.services import Terms, book, declare
from binhyen.units.models import Unit
from tests.builders.accounts import make_officer

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


def unit(uid: str) -> int:
    return Unit.objects.values_list("pk", flat=True).get(uid=uid)


def clerk() -> Officer:
    return Officer.objects.filter(username="clerk").first() or make_officer(
        "cán bộ xã", username="clerk"
    )


def post(
    uid: str,
    code: str,
    on: date,
    amount: int,
    hedge: Hedge = Hedge.EXACT,
    *,
    dims: Dims = (),
    record: UUID | None = None,
    revision: int = 1,
    within: Sequence[UUID] | None = None,
    opens: bool = False,
    takes_out: bool = False,
) -> UUID:
    """Book one line for a record."""
    record = record or uuid4()
    book(
        record=record,
        revision=revision,
        source="ACTIVITY",
        placed=[(unit(uid), Posting(code, on, amount, hedge, dims, takes_out, opens))],
        within=within,
        why="",
        by=clerk(),
        at=NOW,
    )
    return record


def void(record: UUID) -> None:
    book(
        record=record,
        revision=1,
        source="ACTIVITY",
        placed=[],
        within=None,
        why="ghi nhầm",
        by=clerk(),
        at=NOW,
    )


def declare_figure(
    uid: str,
    code: str,
    start: date,
    end: date | None,
    amount: int,
    hedge: Hedge = Hedge.EXACT,
    *,
    dims: Dims = (),
    takes_in_standing: bool = True,
    declaration: UUID | None = None,
    revision: int = 1,
) -> UUID:
    declaration = declaration or uuid4()
    declare(
        declaration=declaration,
        revision=revision,
        terms=Terms(unit(uid), code, amount, hedge, dims, start, end),
        takes_in_standing=takes_in_standing,
        why="",
        by=clerk(),
        at=NOW,
    )
    return declaration


def figure(
    uid: str,
    code: str,
    start: date,
    end: date,
    *,
    on: date | None = None,
    filters: Dims = (),
) -> Figure:
    return figures(Query(code, unit(uid), start, end, on, "unit", filters))[0]


def rows(
    uid: str, code: str, start: date, end: date, *, on: date | None = None, by: str = "child"
) -> list[Figure]:
    return figures(Query(code, unit(uid), start, end, on, by))
