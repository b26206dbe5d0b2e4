"""Filings as the interface tells them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from binhyen.filings.models import Filing, Obligation
from binhyen.filings.rules.cells import Cell, Shape, difference
from binhyen.filings.rules.redrafting import Outdated
from binhyen.filings.rules.regime import Column, Row
from binhyen.filings.selectors.cells import shape_of
from binhyen.filings.selectors.drafting import row_name
from binhyen.filings.selectors.opened import said
from binhyen.filings.selectors.regimes import definition_of
from binhyen.filings.selectors.sheets import Sheet
from binhyen.ledger.selectors.catalogue import Facts, indicator
from binhyen.units.models import Unit

OTHERS = {
    "previous": Column.PREVIOUS,
    "last_year": Column.LAST_YEAR,
    "cumulative": Column.CUMULATIVE,
}


def heads(filings: Iterable[Filing]) -> list[dict[str, Any]]:
    """Tell many filings without their sheets, in a fixed number of queries."""
    rows = list(
        Filing.objects.filter(pk__in=[one.pk for one in filings])
        .select_related("period__regime", "unit")
        .defer("narrative", "answers")
        .order_by("pk")
    )
    duties = Obligation.objects.filter(
        period__in={one.period_id for one in rows}, unit__in={one.unit_id for one in rows}
    )
    found = {(one.period_id, one.unit_id): one for one in duties}
    uids = dict(
        Unit.objects.filter(pk__in={one.to_id for one in found.values()}).values_list("pk", "uid")
    )
    return [_head(one, found.get((one.period_id, one.unit_id)), uids) for one in rows]


def whole(filing: Filing, sheet: Sheet) -> dict[str, Any]:
    """Tell a filing with its narrative and every row."""
    definition = definition_of(filing.period.version)
    (head,) = heads([filing])
    return head | {
        "narrative": {piece.key: text for piece, text in said(filing)},
        "outline": [{"key": piece.key, "title": piece.title} for piece in definition.outline],
        "cells": [_row(row, sheet) for row in definition.rows],
        "expected": sheet.expected,
        "received": sheet.received,
    }


def overtaken(found: Iterable[Outdated]) -> list[dict[str, Any]]:
    """Tell the drafted pieces that the books have overtaken."""
    return [
        {
            "key": one.piece.key,
            "title": one.piece.title,
            "is_edited": one.is_edited,
            "gone": one.gone,
            "new": one.new,
            "text": one.text,
        }
        for one in found
    ]


def _head(filing: Filing, duty: Obligation | None, uids: dict[int, str]) -> dict[str, Any]:
    period = filing.period
    return {
        "id": filing.pk,
        "unit": filing.unit.uid,
        "receiver": uids[duty.to_id] if duty else filing.unit.uid,
        "regime": period.regime.code,
        "period": period.key,
        "name": period.name,
        "from": period.start,
        "to": period.end,
        "due_on": duty.due_on if duty else None,
        "version": filing.version,
        "revision": filing.revision,
        "state": filing.state,
        "is_replaced": filing.is_replaced,
        "submitted_at": filing.submitted_at,
        "decided_at": filing.decided_at,
        "reason": filing.reason,
    }


def _row(row: Row, sheet: Sheet) -> dict[str, Any]:
    facts = indicator(row.indicator)
    this = sheet.columns[Column.THIS].get(row.key, Cell(shape=shape_of(row)))
    told: dict[str, Any] = {
        "row": row.key,
        "indicator": row.indicator,
        "name": row_name(row),
        "unit_of_measure": facts.unit_of_measure,
        "state": this.state,
        "amount": _amount(this, facts),
        "this": _cell(this, facts),
    }
    for name, column in OTHERS.items():
        cell = sheet.columns.get(column, {}).get(row.key)
        told[name] = None if cell is None else _cell(cell, facts)
    before = sheet.columns.get(Column.LAST_YEAR, {}).get(row.key)
    change = None if before is None else difference(this, before)
    plain = this.shape is Shape.SUM
    told["difference"] = None
    if change is not None:
        told["difference"] = facts.shown(int(change[0])) if plain else change[0]
    told["difference_percent"] = None if change is None or not plain else change[1]
    return told


def _cell(cell: Cell, facts: Facts) -> dict[str, Any]:
    return {
        "state": cell.state,
        "amount": _amount(cell, facts),
        "hedge": cell.hedge,
        "incomplete": cell.incomplete,
    }


def _amount(cell: Cell, facts: Facts) -> int | Decimal | None:
    amount = cell.amount
    if cell.shape is Shape.SUM and isinstance(amount, int):
        return facts.shown(amount)
    return amount
