"""The published country, read from data/ as anybody may: numbers of our own, plain lists."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.builders.api import ApiClient, body
from tests.model.country import AREA, Country, Version

DATA = Path(__file__).resolve().parents[2] / "data"
ALWAYS, EVER = date.min, date.max
REFORM = date(2025, 7, 1)
LONG_AGO = date(2010, 1, 1)


@dataclass
class Places:
    """The country of the model, and what its units are called outside."""

    country: Country
    uids: dict[int, str]
    units: tuple[int, ...] = ()
    near: tuple[int, ...] = ()  # lie in one another: half of all facts go here
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers |= {uid: number for number, uid in self.uids.items()}

    def add(self, uid: str, level: int, *versions: tuple[int, date, date]) -> int:
        number = max(self.uids) + 1
        self.uids[number], self.numbers[uid] = uid, number
        self.country.levels[number] = level
        self.country.versions += [Version(number, *version) for version in versions]
        return number


def kinds() -> dict[str, str]:
    return {row["code"]: row["kind"] for row in _rows("indicators.csv")}


def two_provinces_made_one() -> Places:
    """Quảng Bình and Quảng Trị until 30/6/2025, Quảng Trị since, with all that lies in them."""
    rows = {row["uid"]: row for row in _rows("units.csv")}
    wanted = {"P44b", "P45b", "P44n"}
    for _ in range(2):
        wanted |= {uid for uid, row in rows.items() if row["parent_uid"] in wanted}
    uids = {0: "VN", **dict(enumerate(sorted(wanted), 1))}
    numbers = {uid: number for number, uid in uids.items()}
    versions = [Version(0, None, ALWAYS, EVER)] + [
        Version(
            numbers[uid],
            numbers[rows[uid]["parent_uid"] or "VN"],
            _day(rows[uid]["valid_from"], ALWAYS),
            _day(rows[uid]["valid_to"], EVER),
        )
        for uid in sorted(wanted)
    ]
    steps = [
        (numbers[row["old_uid"]], numbers[row["new_uid"]], date.fromisoformat(row["date"]))
        for row in _rows("successions.csv")
        if row["old_uid"] in numbers and row["new_uid"] in numbers
    ]
    levels = {0: 0} | {numbers[uid]: int(rows[uid]["level"]) for uid in wanted}
    return Places(Country(0, levels, versions, steps), uids)


def settle(places: Places, recorder: ApiClient) -> None:
    """Write villages down through the interface, in communes that were divided and merged."""
    country = places.country
    heirs: dict[int, list[int]] = {}
    for old, new, on in country.successions:
        if country.levels[old] == 3 and on == REFORM and country.first_day(old) == ALWAYS:
            heirs.setdefault(old, []).append(new)
    divided = [old for old in sorted(heirs) if len(heirs[old]) > 1][:2]
    merged = [old for old in sorted(heirs) if len(heirs[old]) == 1][:2]
    asked: set[int] = {country.nation}
    for old in (*divided, *merged):
        for new in heirs[old]:
            village = _village(places, recorder, old, new)
            asked |= {village, *country.chain(village, LONG_AGO), *country.chain(village, REFORM)}
    places.units = tuple(sorted(asked))
    village = max(asked)
    chains = {*country.chain(village, LONG_AGO), *country.chain(village, REFORM)}
    places.near = tuple(sorted(chains - {country.nation}))


def _village(places: Places, recorder: ApiClient, old: int, new: int) -> int:
    told = {
        "name": f"Trung Nghĩa {old} {new}", "kind": "thôn", "valid_from": LONG_AGO.isoformat(),
        "formerly": places.uids[old],
    }  # fmt: skip
    answer = recorder.post(f"/units/{places.uids[new]}/areas", told)
    assert answer.status_code == 201, answer.content
    del places.country.__dict__["_by_unit"]
    return places.add(body(answer)["uid"], AREA, (old, LONG_AGO, REFORM), (new, REFORM, EVER))


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _day(said: str, otherwise: date) -> date:
    return date.fromisoformat(said) if said else otherwise
