"""Bring the reference units, successions and spellings (data/*.csv) into the database.

Reference rows come from community data (data/README.md). What is already in the database
is left alone: once officers have corrected a unit, no later import may undo it.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from binhyen.audit.services import record
from binhyen.units.models import Level, Succession, Unit, UnitAlias, UnitVersion
from binhyen.units.services.stamps import stamp_changes

NATION_UID = "VN"
REFORM = date(2025, 7, 1)  # the two-tier government; dates before it come in waves of a source
BATCH = 2000


class ReferenceDataMissingError(Exception):
    """The folder does not hold the reference files."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows an import added; all zero when everything was already there."""

    units: int
    successions: int
    aliases: int


@transaction.atomic
def import_units(*, folder: Path, at: datetime) -> Imported:
    """Add the nation and every reference unit that is not there yet. Safe to repeat.

    A succession or a spelling is added only together with a unit that it names, so rows
    an officer took away do not come back.
    """
    known = dict(Unit.objects.values_list("uid", "pk"))
    rows = [row for row in _rows(folder / "units.csv") if row["uid"] not in known]
    new_uids = {row["uid"] for row in rows}
    if NATION_UID not in known:
        new_uids.add(NATION_UID)
    if not new_uids:
        return Imported(units=0, successions=0, aliases=0)
    ids = known | _create_units(rows, with_nation=NATION_UID in new_uids)
    _create_versions(rows, ids, with_nation=NATION_UID in new_uids)
    successions = _create_successions(folder, ids, new_uids)
    aliases = _create_aliases(folder, ids, new_uids)
    stamp_changes(ids[uid] for uid in new_uids)
    added = Imported(units=len(new_uids), successions=successions, aliases=aliases)
    record(
        "units.imported",
        subject="unit",
        subject_id=NATION_UID,
        unit_id=ids[NATION_UID],
        actor_id=None,
        actor_name="import_units",
        at=at,
        detail=dict(asdict(added)),
    )
    return added


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if not path.is_file():
        raise ReferenceDataMissingError(f"{path} is missing.")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _create_units(rows: Iterable[dict[str, str]], *, with_nation: bool) -> dict[str, int]:
    units = [Unit(uid=NATION_UID, level=Level.NATION)] if with_nation else []
    units += [Unit(uid=row["uid"], level=int(row["level"])) for row in rows]
    created = Unit.objects.bulk_create(units, batch_size=BATCH)
    return {unit.uid: unit.pk for unit in created}


def _create_versions(
    rows: Iterable[dict[str, str]], ids: dict[str, int], *, with_nation: bool
) -> None:
    versions = [_nation_version(ids[NATION_UID])] if with_nation else []
    versions += [_version(row, ids) for row in rows]
    UnitVersion.objects.bulk_create(versions, batch_size=BATCH)


def _nation_version(pk: int) -> UnitVersion:
    return UnitVersion(
        unit_id=pk,
        name="Việt Nam",
        full_name="Việt Nam",
        type="quốc gia",
        exact_key="viêt6 nam",
        fold_key="viet nam",
    )


def _version(row: dict[str, str], ids: dict[str, int]) -> UnitVersion:
    begun, ended = _day(row["valid_from"]), _day(row["valid_to"])
    approximate = any(day is not None and day < REFORM for day in (begun, ended))
    return UnitVersion(
        unit_id=ids[row["uid"]],
        code=row["code"],
        name=row["name"],
        full_name=row["full_name"],
        type=row["type"],
        parent_id=ids[row["parent_uid"] or NATION_UID],
        valid_from=begun,
        valid_to=ended,
        precision=UnitVersion.Precision.APPROXIMATE if approximate else UnitVersion.Precision.DAY,
        source=row["source"],
        exact_key=row["key"],
        fold_key=row["key_fold"],
    )


def _create_successions(folder: Path, ids: dict[str, int], new_uids: set[str]) -> int:
    created = Succession.objects.bulk_create(
        (
            Succession(
                old_id=ids[row["old_uid"]],
                new_id=ids[row["new_uid"]],
                on=date.fromisoformat(row["date"]),
                kind=row["kind"].upper(),
                weight=row["share"] or None,
            )
            for row in _rows(folder / "successions.csv")
            if row["old_uid"] in new_uids or row["new_uid"] in new_uids
        ),
        batch_size=BATCH,
    )
    return len(created)


def _create_aliases(folder: Path, ids: dict[str, int], new_uids: set[str]) -> int:
    created = UnitAlias.objects.bulk_create(
        (
            UnitAlias(unit_id=ids[row["uid"]], fold_key=row["alias_fold"], source=row["source"])
            for row in _rows(folder / "aliases.csv")
            if row["uid"] in new_uids
        ),
        batch_size=BATCH,
    )
    return len(created)
