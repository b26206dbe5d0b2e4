"""The rows of one record, created and confirmed, by SQL written by hand: the lower bound.

The same tables, locks and two transactions as the services, prepared on the server; nothing is
checked, nobody is asked, no duplicate is looked for. What it writes is as good as theirs: the
figures and the balances are held against the lines afterwards.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connection

from binhyen.accounts.models import Officer
from binhyen.kernel.text import exact_key, fold_key
from binhyen.ledger.queries.posting import LOCK
from binhyen.ledger.rules.buckets import bucket_of, year_row
from binhyen.ledger.rules.placement import places
from binhyen.ledger.selectors.catalogue import indicator
from binhyen.units.selectors import current_tree, with_leaves

RECORD = """INSERT INTO records_record (id, book, unit_id, kind, title, place, exact_key, fold_key,
    "on", measures, state, revision, created_by_id, created_at, changed_at, void_reason,
    continued_before)
    VALUES (%s, 'ACTIVITY', %s, %s, %s, '', %s, %s, %s, %s, 'DRAFT', 1, %s, %s, %s, '', '[]')"""
REVISION = """INSERT INTO records_revision (record_id, number, content, author_id, on_behalf_of, at,
    self_confirmed) VALUES (%s, 1, %s, %s, '', %s, false)"""
AUDIT = """INSERT INTO audit_auditentry (action, subject, subject_id, unit_id, actor_id, actor_name,
    at, detail) VALUES (%s, 'ACTIVITY', %s, %s, %s, %s, %s, '{"revision": 1}')"""
TAKE = """UPDATE records_record SET state = 'CONFIRMED', confirmed_revision = 1, changed_at = %s
    WHERE id = %s AND state = 'DRAFT' AND revision = 1"""
SIGN = """UPDATE records_revision SET confirmed_by_id = %s, confirmed_at = %s
    WHERE record_id = %s AND number = 1"""
ENTRY = """INSERT INTO ledger_entry (record, revision, kind, source, posted_at, by, by_name, why)
    VALUES (%s, 1, 1, 'ACTIVITY', %s, %s, %s, 'Xác nhận') RETURNING id"""
LINE = """INSERT INTO ledger_line (entry_id, indicator_id, unit_id, day, amount, sign, hedge_sign,
    hedge, declared, opens, transfer)
    SELECT %s, i, %s, %s, a, 1, 1, 0, false, false, false
    FROM unnest(%s::smallint[], %s::bigint[]) AS t(i, a)"""
STAND = "INSERT INTO ledger_standing (record, entry_id) VALUES (%s, %s)"
BALANCE = """INSERT INTO ledger_balance (unit_id, own, indicator_id, bucket, amount, declared,
    hedged, n, declared_n, about, over, nearly, under, posted)
    SELECT u, o, i, b, a, 0, 0, 1, 0, 0, 0, 0, 0, 1
    FROM unnest(%s::bigint[], %s::boolean[], %s::smallint[], %s::smallint[], %s::bigint[])
        AS t(u, o, i, b, a)
    ON CONFLICT (unit_id, own, indicator_id, bucket) DO UPDATE SET
        amount = ledger_balance.amount + excluded.amount, n = ledger_balance.n + 1,
        posted = ledger_balance.posted + 1"""


class Hand:
    """Writes as the two officers of the bench; only sessions and launches without dimensions."""

    def __init__(self, recorder: Officer, verifier: Officer, at: datetime) -> None:
        connection.ensure_connection()
        self.cursor = psycopg.Cursor(connection.connection)
        self.recorder, self.verifier, self.at = recorder, verifier, at
        self.tree = current_tree()

    def _do(self, sql: str, *values: Any) -> None:
        self.cursor.execute(sql, values, prepare=True)

    def create(self, unit: int, said: dict[str, Any]) -> UUID:
        key, title, at, by = uuid4(), said["title"], self.at, self.recorder
        people = said["participants"]["amount"]
        measures = json.dumps([[1, "buổi", "EXACT"], [people, "lượt", "EXACT"]])
        self._do("BEGIN")
        self._do(RECORD, key, unit, said["kind"], title, exact_key(title), fold_key(f"{title} "),
                 said["on"], measures, by.pk, at, at)  # fmt: skip
        self._do(REVISION, key, json.dumps(said), by.pk, at)
        self._do(AUDIT, "record.created", str(key), unit, by.pk, by.display_name, at)
        self._do("COMMIT")
        return key

    def confirm(self, record: UUID, unit: int, said: dict[str, Any], codes: Sequence[str]) -> None:
        by, at, day = self.verifier, self.at, date.fromisoformat(said["on"])
        ids = [indicator(code).id for code in codes]
        amounts = [1, said["participants"]["amount"]]
        self._do("BEGIN")
        self._do("SELECT pg_advisory_xact_lock_shared(%s)", LOCK)
        self._do(TAKE, at, record)
        self._do(SIGN, by.pk, at, record)
        self._do(ENTRY, record, at, by.pk, by.display_name)
        row = self.cursor.fetchone()
        entry = row[0] if row else 0
        self._do(LINE, entry, unit, day, ids, amounts)
        self._do(STAND, record, entry)
        self._do(BALANCE, *self._balances(unit, day, dict(zip(ids, amounts, strict=True))))
        self._do(AUDIT, "record.confirmed", str(record), unit, by.pk, by.display_name, at)
        self._do("COMMIT")

    def _balances(self, unit: int, day: date, amounts: dict[int, int]) -> list[list[Any]]:
        third = bucket_of(day)
        rows = sorted(
            (above, own, key, bucket, amount)
            for above, own in places(with_leaves(self.tree, {unit}), unit, day)
            for key, amount in amounts.items()
            for bucket in (third, year_row(third))
        )
        return [list(column) for column in zip(*rows, strict=True)]
