"""Officers at work through the interface alone, and the model that judges every answer."""

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from binhyen.ledger.rules.hedges import Hedge
from binhyen.ledger.selectors.catalogue import forget_sets
from binhyen.ledger.selectors.questions import Figure, NotOnMapError, Query
from tests.builders.api import ApiClient, body
from tests.model.asked import ASKED, FILTERS, SPLIT_BY, TODAY, maps, questions, windows
from tests.model.books import STEPS, declaration, first_day, lines_of, placed, transferred
from tests.model.choices import RATES, picks, places
from tests.model.compared import DID, Compared
from tests.model.declared import Dims, Record
from tests.model.ledger import Ledger
from tests.model.published import Places, kinds
from tests.model.written import BOOKS, papers

EVER = (date(2010, 1, 1), date(2026, 12, 31))


@dataclass
class Paper:
    """A record as its officers know it: what each revision said, which one counts."""

    slug: str
    unit: int
    contents: list[dict[str, Any]]
    withins: list[tuple[UUID, ...] | None]
    counts: int | None = None
    state: str = "DRAFT"
    kept: list[tuple[int, date]] = field(default_factory=list)
    touched: datetime = field(default_factory=lambda: datetime.now(tz=UTC))

    def touch(self) -> None:
        self.touched = datetime.now(tz=UTC)

    @property
    def path(self) -> str:
        return f"/{self.slug}"

    @property
    def revision(self) -> int:
        return len(self.contents)


class Desk(Compared, RuleBasedStateMachine):
    """Writes, confirms, amends, voids and asks; the run is taken back at its end."""

    land: Places
    recorder: ApiClient
    verifier: ApiClient

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        forget_sets()
        self.world: Any = replace(self.land)
        self.model = Ledger(self.land.country, kinds())
        self.papers: dict[UUID, Paper] = {}
        self.made = 0
        self.today = localdate()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()
        forget_sets()

    # --- writing

    @initialize(
        begun=st.lists(st.tuples(papers, places), min_size=4, max_size=8), question=questions
    )
    def open_the_books(self, begun: Any, question: Any) -> None:
        for (slug, content), place in begun:
            if key := self.write_down(slug, content, place, 0):
                self._confirm(key)
        self._compare(question)

    @rule(paper=papers, place=places, answer=st.integers(0, 11), decided=st.integers(0, 4),
          question=questions)  # fmt: skip
    def write(self, paper: Any, place: int, answer: int, decided: int, question: Any) -> None:
        slug, content = paper
        key = self.write_down(slug, content, place, answer)
        if key and decided:
            self._confirm(key)
        self._compare(question)

    def write_down(
        self, slug: str, content: dict[str, Any], place: int, answer: int
    ) -> UUID | None:
        unit = self._there(place, first_day(content), wrong=answer == 11)
        self.made += 1
        key = UUID(int=self.made)
        within = self._within(answer, place)
        sent = self._sent(slug, unit, content, within)
        fits = self.model.country.valid(unit, first_day(content))
        self._call("post", f"/{slug}", {"id": str(key), **sent}, expected=201 if fits else 422)
        if fits:
            self.papers[key] = Paper(slug, unit, [content], [within])
        return key if fits else None

    @precondition(lambda self: self.papers)
    @rule(pick=picks, question=questions)
    def confirm(self, pick: int, question: Any) -> None:
        self._confirm(self._picked(pick))
        self._compare(question)

    @precondition(lambda self: self.papers)
    @rule(pick=picks, data=st.data(), answer=st.integers(0, 10), decided=st.integers(0, 4),
          question=questions)  # fmt: skip
    def amend(self, pick: int, data: Any, answer: int, decided: int, question: Any) -> None:
        key = self._picked(pick)
        paper = self.papers[key]
        content = data.draw(BOOKS[paper.slug])
        if paper.slug == "declarations":
            content = _corrected(paper.contents[-1], content)
        within = self._within(answer, pick)
        fits = self.model.country.valid(paper.unit, first_day(content))
        expected = 409 if paper.state == "VOIDED" else 200 if fits else 422
        sent = self._sent(paper.slug, paper.unit, content, within)
        path, matched = f"{paper.path}/{key}", f'"{paper.revision}"'
        self._call("put", path, sent, expected=expected, if_match=matched)
        if expected == 200:
            paper.contents.append(content)
            paper.withins.append(within)
            paper.state = "DRAFT"
            paper.touch()
            if decided:
                self._confirm(key)
        self._compare(question)

    @precondition(lambda self: self.papers)
    @rule(pick=picks, question=questions)
    def void(self, pick: int, question: Any) -> None:
        key = self._picked(pick)
        paper = self.papers[key]
        allowed = paper.counts is not None and paper.state != "VOIDED"
        path = f"{paper.path}/{key}/voiding"
        said = {"reason": "Ghi nhầm sổ"}
        self._call("post", path, said, by=self.verifier, expected=200 if allowed else 409)
        if allowed:
            paper.state = "VOIDED"
            paper.touch()
            if paper.slug == "declarations":
                self.model.withdraw(key)
            else:
                self.model.book(Record(key, ()))
        self._compare(question)

    def _confirm(self, key: UUID) -> None:
        paper = self.papers[key]
        waiting, clash = paper.state == "DRAFT", False
        if paper.slug == "declarations" and waiting:
            content, within = paper.contents[-1], paper.withins[-1]
            kind = self.model.kinds[content["indicator"]]
            one = declaration(key, paper.unit, kind, content, within)
            clash = self.model.clashes(one)
        path = f"{paper.path}/{key}/confirmation"
        expected = 200 if waiting and not clash else 409
        self._call("post", path, by=self.verifier, expected=expected)
        if expected == 409:
            return
        paper.state, paper.counts = "CONFIRMED", paper.revision
        paper.touch()
        if paper.slug == "declarations":
            self.model.declare(one, takes_in_standing=content["takes_in_standing"])
        else:
            self.stand(key)

    def stand(self, key: UUID) -> None:
        """Let what counts of a record stand in the model, on the country as it is now."""
        paper = self.papers[key]
        at = (paper.counts or 0) - 1
        lines = lines_of(paper.slug, paper.contents[at])
        there = placed(lines, self.model.country, paper.unit, paper.kept)
        moved = transferred(there, paper.kept, self.model.kinds)
        self.model.book(Record(key, (*there, *moved), paper.withins[at]))

    # --- what changes nothing

    @precondition(lambda self: self.papers)
    @rule(pick=picks, base=st.integers(1, 3))
    def send_again(self, pick: int, base: int) -> None:
        """A device that retries, and an officer who has not seen the newest, move no figure."""
        key = self._picked(pick)
        paper = self.papers[key]
        before = self._sheet()
        first = self._sent(paper.slug, paper.unit, paper.contents[0], paper.withins[0])
        told = self._call("post", paper.path, {"id": str(key), **first}, expected=200)
        assert (told["revision"], told["state"]) == (paper.revision, paper.state)
        other = _otherwise(first)
        self._call("post", paper.path, {"id": str(key), **other}, expected=409)
        path = f"{paper.path}/{key}"
        if paper.revision > 1:
            latest = self._sent(paper.slug, paper.unit, paper.contents[-1], paper.withins[-1])
            matched = str(paper.revision - 1)
            told = self._call("put", path, latest, expected=200, if_match=matched)
            assert told["revision"] == paper.revision
        if paper.state != "VOIDED":
            matched = str(paper.revision + base)
            told = self._call("put", path, other, expected=412, if_match=matched)
            assert told["present"]["revision"] == paper.revision
            assert "offered" in told
        if paper.state != "DRAFT":
            self._call("post", f"{path}/confirmation", by=self.verifier, expected=409)
        self._call("post", f"{path}/voiding", {"reason": " "}, by=self.verifier, expected=422)
        assert self._sheet() == before

    def _sheet(self) -> list[Any]:
        """Some figures of the nation, word for word."""
        return [
            body(self.recorder.get("/figures", indicator=code, unit="VN", by="child",
                                   from_=EVER[0], to=EVER[1]))
            for code in ("TT02", "MH02", "MH07")
        ]  # fmt: skip

    # --- asking

    @rule(code=st.sampled_from(ASKED), place=places, window=windows, on=maps)
    def walk_down(self, code: str, place: int, window: Any, on: date | None) -> None:
        """From the nation to a village, every level is what its children and it are."""
        DID["walks"] += 1
        start, end = window
        on = self.today if on == TODAY else on
        country = self.model.country
        code, unit = self._aimed(code, place, on or end)
        for above in country.chain(country.image(unit, on or end)[0], on or end):
            self._ask(code, above, start, end, on, "child", ())
            self._open(Query(code, above, start, end, on))

    def _open(self, query: Query) -> None:
        """The lines behind a figure sum to it, declared and unallocated parts too."""
        if self.model.kinds[query.indicator] == "DISTINCT":
            return
        (row,) = self.answers(query)
        lines, asked = [], {**self._asked(query), "limit": 100}
        page = body(self.recorder.get("/figures/lines", **asked))
        lines += page["items"]
        while page["next"]:
            page = body(self.recorder.follow(page["next"]))
            lines += page["items"]
        DID["lines read"] += len(lines)
        steps = STEPS.get(query.indicator, 1)

        def total(*marks: str) -> int:
            return sum(
                round(line["amount"] * steps) for line in lines if all(line[m] for m in marks)
            )

        assert total() == (row.amount or 0), query
        assert total("declared") == row.declared_amount, query
        assert total("unallocated") == row.unallocated, query
        standing = {str(key) for key in (*self.model.records, *self.model.declarations)}
        assert {line["record"] for line in lines} <= standing

    def _compare(self, question: Any) -> None:
        code, place, (start, end), on, by, pick = question
        on = self.today if on == TODAY else on
        code, unit = self._aimed(code, place, on or end)
        if by == "dim":
            names = SPLIT_BY.get(code, [])
            by = f"dim:{names[pick % len(names)]}" if names else "child"
        if code == "MH01" and by not in {"unit", "child"}:
            by = "unit"
        known = FILTERS.get(code, [])
        filters: Dims = known[pick % len(known)] if known and pick % 3 == 0 else ()
        self._ask(code, unit, start, end, on, by, () if by == "month" else filters)
        self._ask(code, self.model.country.nation, start, end, on, "child", ())
        if self._on_map("MH08", unit, end, end, on):
            self._rate(RATES[pick % 2], unit, start, end, on)

    def answers(self, query: Query) -> list[Figure]:
        DID["figures"] += 1
        answer = self.recorder.get("/figures", **self._asked(query))
        told = body(answer)
        if answer.status_code == 422:
            image = self.land.numbers[told["image"]["uid"]]
            raise NotOnMapError(image, query.map or query.end)
        assert answer.status_code == 200, told
        return [self._figure(row, query.indicator) for row in told["items"]]

    def _asked(self, query: Query) -> dict[str, Any]:
        on = query.map
        asked = {
            "indicator": query.indicator, "unit": self.land.uids[query.unit],
            "from_": query.start.isoformat(), "to": query.end.isoformat(), "by": query.by,
            "map": "then" if on is None else "today" if on == self.today else on.isoformat(),
        }  # fmt: skip
        return asked | {f"dim__{name}": value for name, value in query.filters}

    def _figure(self, row: Any, code: str) -> Figure:
        def steps(amount: float | None) -> Any:
            if amount is None or self.model.kinds[code] == "RATE":
                return None if amount is None else Decimal(str(amount))
            return round(amount * STEPS.get(code, 1))

        known = self.land.numbers  # whoever the model does not know has nothing to tell
        number = known.setdefault(row["unit"], -2 - len(known))
        return Figure(
            number, date.fromisoformat(row["from"]), date.fromisoformat(row["to"]),
            steps(row["amount"]), Hedge(row["hedge"]), row["state"], row["own"], row["declared"],
            int(steps(row["declared_amount"])), 0, int(steps(row["unallocated"])),
            row["cut_declarations"], row["lines_count"], row["numerator"], row["denominator"],
            row.get("dimension"),
        )  # fmt: skip

    # --- picking and calling

    def _aimed(self, code: str, place: int, on: date) -> tuple[str, int]:
        """Ask mostly of what somebody wrote down: its indicator, somewhere above its unit."""
        lines = self.model.lines()
        if not lines or place % 4 == 0:
            return code, self._unit(place)
        line = lines[place // 4 % len(lines)]
        unit = self.model.country.image(line.unit, on)[0]
        above = self.model.country.chain(unit, on)
        return line.indicator, (line.unit, *above)[place % (len(above) + 1)]

    def _picked(self, pick: int) -> UUID:
        return list(self.papers)[pick % len(self.papers)]

    def _there(self, place: int, day: date, *, wrong: bool) -> int:
        """A unit that was there that day; now and then one that was not."""
        unit, country = self._unit(place), self.model.country
        return unit if wrong or country.valid(unit, day) else country.image(unit, day)[0]

    def _within(self, answer: int, pick: int) -> tuple[UUID, ...] | None:
        """Mostly no answer; else outside of all, or inside one that lives."""
        if answer < 8 or answer == 11:
            return None
        live = sorted(self.model.declarations)
        return (live[pick % len(live)],) if answer < 10 and live else ()

    def _sent(self, slug: str, unit: int, content: dict[str, Any], within: Any) -> dict[str, Any]:
        sent = {"unit": self.land.uids[unit], **content}
        return sent if within is None else {**sent, "within": [str(one) for one in within]}

    def _call(
        self,
        method: str,
        path: str,
        sent: Any = None,
        *,
        expected: int,
        by: ApiClient | None = None,
        if_match: str = "",
    ) -> Any:  # fmt: skip
        DID["written" if expected < 300 else f"refused {expected}"] += 1
        caller = by or self.recorder
        answer = caller.put(path, sent, if_match) if method == "put" else caller.post(path, sent)
        assert answer.status_code == expected, (path, sent, answer.content.decode())
        return body(answer)


def _corrected(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The same total said otherwise: the number, how sure, whether it takes in what stands."""
    names = ("amount", "hedge", "takes_in_standing")
    return {**before, **{name: after[name] for name in names}}


def _otherwise(sent: dict[str, Any]) -> dict[str, Any]:
    name = "document" if "document" in sent else "title"
    return {**sent, name: "Một bản khác"}
