"""Four writers at once, and servers killed in the middle: what was answered stands, once.

Everything goes through the interface of a real server with two worker processes, on the
database the tests run on.
"""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest

from tests.builders.caller import Answer, Caller
from tests.builders.site import Site

pytestmark = [pytest.mark.xdist_group("writers"), pytest.mark.timeout(600)]

WRITERS = 4
RECORDS_EACH = 12
LEAST_KILLS = 4
LEAST_WRITES = 200
DAY = "2026-03-05"
WINDOW = ("2026-03-05", "2026-03-05")
COMMUNE = "C16228n"


class RefusedError(Exception):
    """An answer that should have been a yes."""


@dataclass
class Promise:
    """What the server said yes to, for one record."""

    id: str
    people: int
    revision: int = 0
    confirmed: int = 0  # the revision that counts, 0 for none
    counted: int = 0
    voided: bool = False
    unsure: bool = False  # a call that never came back may or may not have been done


@dataclass
class Writer:
    """One program with two keys, for one officer who writes and one who confirms and voids."""

    caller: Caller
    second: Caller
    seed: int
    kept: list[Promise] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    answered: int = 0

    def work(self, records: int, over: Callable[[], bool] = lambda: False) -> None:
        chance = random.Random(self.seed)
        for number in range(records):
            if over():
                return
            promise = Promise(str(uuid4()), 100 + number)
            self.kept.append(promise)
            try:
                self._one(promise, chance)
            except RefusedError:
                return
            except (OSError, HTTPException):
                promise.unsure = True
                return

    def _one(self, promise: Promise, chance: random.Random) -> None:
        written = self.caller.post("/activities", said(promise.people, promise.id))
        self._expect(written, 201)
        promise.revision = 1
        if not self._confirm(promise):
            return
        if chance.random() < 0.5:
            amended = self.caller.put(
                f"/activities/{promise.id}", said(promise.people + 1), if_match=1
            )
            self._expect(amended, 200)
            promise.revision, promise.people = 2, promise.people + 1
            self._confirm(promise)
        if chance.random() < 0.25:
            gone = self.second.post(f"/activities/{promise.id}/voiding", {"reason": "ghi nhầm"})
            self._expect(gone, 200)
            promise.voided = True

    def _confirm(self, promise: Promise) -> bool:
        answer = self.second.post(f"/activities/{promise.id}/confirmation", {})
        self._expect(answer, 200)
        promise.confirmed, promise.counted = promise.revision, promise.people
        return answer.status == 200

    def _expect(self, answer: Answer, status: int) -> None:
        if answer.status != status:
            self.refused.append(answer)
            raise RefusedError(answer)
        self.answered += 1


def said(people: int, id: str = "") -> dict[str, Any]:  # noqa: A002 -- the client's word
    plain: dict[str, Any] = {
        "unit": COMMUNE,
        "kind": "SESSION",
        "title": "Bốn người cùng ghi",
        "on": DAY,
        "participants": {"amount": people, "hedge": "EXACT"},
    }
    return plain | ({"id": id} if id else {})


class Keys(NamedTuple):
    """Of the ministry's two desks, which act below, and of its leader, who reads."""

    writes: str
    confirms: str
    reads: str


@pytest.fixture(scope="module")
def keys(prepared_site: Site) -> Keys:
    """Made before the site is copied, so that every copy knows them."""
    wanted = (("nation.recorder", True), ("nation.verifier", True), ("nation.leader", False))
    return Keys(*prepared_site.api_keys(*wanted))


@pytest.fixture
def place(prepared_site: Site, keys: Keys, tmp_path: Path) -> Iterator[Site]:
    """A site of this test's own, not held back by the limit of calls."""
    own = prepared_site.twin(tmp_path, BINHYEN_API_RATE="100000")
    own.start()
    yield own
    own.stop()


def crew(place: Site, keys: Keys) -> list[Writer]:
    """Four writers for the commune, each with both desks' keys."""
    writes, confirms = Caller(place.address, keys.writes), Caller(place.address, keys.confirms)
    return [Writer(writes, confirms, seed) for seed in range(WRITERS)]


def run(
    writers: list[Writer],
    over: Callable[[], bool] = lambda: False,
    records_each: int = RECORDS_EACH,
) -> None:
    with ThreadPoolExecutor(len(writers)) as pool:
        for done in [pool.submit(writer.work, records_each, over) for writer in writers]:
            done.result()


def hold(place: Site, keys: Keys, promises: list[Promise]) -> None:
    """Hold the site to its promises: every yes is there, once, and the figures are their sum."""
    reader = Caller(place.address, keys.reads)
    total = sessions = 0
    for one in promises:
        answer = reader.get(f"/activities/{one.id}")
        if one.unsure and answer.status == 404:
            assert one.revision == 0, f"{one} was promised and is gone"
            continue
        assert answer.status == 200, f"{one} was promised and is gone"
        body = answer.body
        assert body["revision"] >= one.revision
        assert (body["confirmed_revision"] or 0) >= one.confirmed
        assert body["state"] == "VOIDED" or not one.voided
        if body["state"] != "VOIDED" and body["confirmed_revision"]:
            sessions += 1
            total += body["participants"]["amount"] if not one.unsure else 0
    lines = all_lines(reader)
    assert len(lines) == len({line["record"] for line in lines}) == sessions
    if not any(one.unsure for one in promises):
        assert reader.figure("TT02", COMMUNE, *WINDOW)["amount"] == total
        assert reader.figure("TT02", "VN", *WINDOW)["amount"] == total
    assert place.run("ledger", "check").startswith("The ledger is whole.")


def all_lines(reader: Caller) -> list[Any]:
    found: list[Any] = []
    after = ""
    while True:
        asked = {"after": after} if after else {}
        answer = reader.get(
            "/figures/lines", indicator="TT01", unit=COMMUNE, from_=DAY, to=DAY, **asked
        )
        found += answer.body["items"]
        after = answer.body["next"] or ""
        if not after:
            return found


class TestFourWriters:
    def test_lose_nothing_and_meet_no_deadlock(
        self, place: Site, keys: Keys, record_property: Any
    ) -> None:
        writers = crew(place, keys)
        run(writers)

        assert [writer.refused for writer in writers] == [[]] * WRITERS
        promises = [one for writer in writers for one in writer.kept]
        assert not any(one.unsure for one in promises)
        assert len(promises) == WRITERS * RECORDS_EACH
        hold(place, keys, promises)
        record_property("records", len(promises))

    def test_amending_one_record_at_once_let_exactly_one_through(
        self, place: Site, keys: Keys
    ) -> None:
        (writer, *_others) = crew(place, keys)
        record = str(uuid4())
        assert writer.caller.post("/activities", said(100, record)).status == 201
        together = threading.Barrier(WRITERS)

        def amend(number: int) -> int:
            together.wait()
            path = f"/activities/{record}"
            return writer.caller.put(path, said(200 + number), if_match=1).status

        with ThreadPoolExecutor(WRITERS) as pool:
            statuses = sorted(pool.map(amend, range(WRITERS)))

        assert statuses == [200, 412, 412, 412]

    def test_confirming_one_record_at_once_count_it_once(self, place: Site, keys: Keys) -> None:
        (writer, *_others) = crew(place, keys)
        record = str(uuid4())
        assert writer.caller.post("/activities", said(100, record)).status == 201
        together = threading.Barrier(WRITERS)

        def confirm(_number: int) -> int:
            together.wait()
            return writer.second.post(f"/activities/{record}/confirmation", {}).status

        with ThreadPoolExecutor(WRITERS) as pool:
            statuses = list(pool.map(confirm, range(WRITERS)))

        assert statuses.count(200) >= 1
        assert set(statuses) <= {200, 409}
        assert Caller(place.address, keys.reads).figure("TT02", COMMUNE, *WINDOW)["amount"] == 100


class TestKilledServer:
    def test_keeps_every_promise_of_two_hundred_writes(
        self, place: Site, keys: Keys, record_property: Any
    ) -> None:
        """Killed at random moments until that many writes were answered; then held to them all."""
        promises: list[Promise] = []
        chance = random.Random(138)
        kills = writes = 0
        while kills < LEAST_KILLS or writes < LEAST_WRITES:
            writers = crew(place, keys)
            kill_while(writers, place, after=10 + chance.randrange(90))
            assert not any(writer.refused for writer in writers)
            promises += [one for writer in writers for one in writer.kept]
            writes += sum(writer.answered for writer in writers)
            kills += 1
            place.start()
        hold(place, keys, promises)
        record_property("kills", kills)
        record_property("writes", writes)


def kill_while(writers: list[Writer], place: Site, *, after: int) -> None:
    """Let them write, and kill the server in the middle once it has answered so many writes."""
    killed = threading.Event()

    def kill() -> None:
        while sum(writer.answered for writer in writers) < after:
            killed.wait(0.001)
        place.kill()
        killed.set()

    assassin = threading.Thread(target=kill)
    assassin.start()
    run(writers, killed.is_set, records_each=after)
    assassin.join()
