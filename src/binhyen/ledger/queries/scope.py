"""How many villages and organisations are valid on some days, by the unit they lie in."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from binhyen.ledger.queries.arrays import as_table, day_of, one_of

RESIDENTIAL_AREA = "RESIDENTIAL_AREA"


class Held(NamedTuple):
    """So many of a kind under a unit on a day."""

    day: date
    parent: int
    kind: str
    number: int


def leaves_held(days: Sequence[date], parents: Sequence[int] | None) -> Iterator[Held]:
    """Count the leaves under these units, or under every unit; houses of religion left out."""
    day_sql, params = as_table([(day,) for day in days], ("day_",), ("date",), "d")
    near_sql, near_params = one_of("v.parent_id", parents) if parents is not None else ("1 = 1", [])
    sql = f"""
        SELECT d.day_, v.parent_id, COALESCE(k.kind, %s), COUNT(*)
        FROM {day_sql} CROSS JOIN units_unitversion v JOIN units_unit u ON u.id = v.unit_id
             LEFT JOIN units_organisationkind k ON k.unit_id = u.id
        WHERE {near_sql} AND v.parent_id IS NOT NULL AND (
                  u.level = 4 OR (u.level = 5 AND k.kind <> 'RELIGIOUS'))
          AND (v.valid_from IS NULL OR v.valid_from <= d.day_)
          AND (v.valid_to IS NULL OR v.valid_to > d.day_)
        GROUP BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [RESIDENTIAL_AREA, *params, *near_params])
        for day, parent, kind, number in cursor.fetchall():
            yield Held(day_of(day), parent, kind, number)
