"""Carry a plan out: read its balances, then correct line by line what no balance can say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from binhyen.ledger.queries import reading as queries
from binhyen.ledger.queries.reading import Moved, Single, Spans, Stay
from binhyen.ledger.rules.buckets import (
    BEGINNING,
    FIRST_THIRD,
    Range,
    bucket_of,
    covering,
    first_day,
    last_day,
    month_named,
    month_of,
    period_of,
    split,
)
from binhyen.ledger.rules.maps import (
    OWN,
    Misplaced,
    Part,
    Plan,
    Source,
    held_days,
    kin,
    moves_of,
    placed_under,
    plan_on,
    plan_then,
)
from binhyen.ledger.rules.measures import Measure
from binhyen.ledger.selectors.apart import standing_apart
from binhyen.ledger.selectors.asking import SPANNING, Answer, Ask, Spot, Way
from binhyen.units.models import Level, UnitVersion
from binhyen.units.rules.tree import COMMUNE, ONE_DAY, Tree
from binhyen.units.selectors import current_tree


class Reader:
    """Answers one Ask; *apart* finds what stands apart, for who asks much about one place."""

    def __init__(self, ask: Ask, apart: Callable[[Ask], Iterable[Single]] = standing_apart) -> None:
        self.ask = ask
        self.apart = apart
        self.view = ask.view
        self.tree: Tree = ask.view.tree
        self.answer = Answer()

    def read(self) -> Answer:
        if self.tree.is_leaf(self.view.unit):
            self._read_leaf()
            return self.answer
        plan = self._plan()
        for part in self._parts(plan.parts):
            self._read_part(part)
        self._read_unallocated(plan)
        self._read_edges()
        self._read_apart()
        if self.view.on is not None:
            self._move_misplaced()
        if self.view.by_child and self.tree.level(self.view.unit) == COMMUNE:
            self._split_leaves()
        return self.answer

    def _plan(self) -> Plan:
        if self.view.on is None:
            assert self.ask.start is not None  # noqa: S101 -- only FLOW is read on `then`
            return plan_then(self.view, self.ask.start, self.ask.end)
        return plan_on(self.view, self.ask.start, self.ask.end)

    # --- balances

    def _parts(self, parts: Iterable[Part]) -> Iterator[Part]:
        """A level is all there ever was, less what came later; a unit begun later has only that."""
        for part in parts:
            if part.start is not None:
                yield part
                continue
            first = {one.unit: self.tree.places[one.unit].start for one in part.sources}
            for start, begun in ((None, True), (BEGINNING, False)):
                some = (one for one in part.sources if (first[one.unit] <= part.end) is begun)
                yield Part(start, part.end, tuple(some))

    def _living(self, sources: Sequence[Source], *, or_later: bool = False) -> list[Source]:
        """Those that lived in the window of a FLOW: what lies outside a unit's life stands apart.

        A declared span ends within its unit's life and may have begun before: *or_later*.
        """
        places, start, end = self.tree.places, self.ask.start, self.ask.end
        if start is None:
            return list(sources)
        return [
            source
            for source in sources
            if (or_later or places[source.unit].start <= end) and start < places[source.unit].end
        ]

    @property
    def _by_time(self) -> bool:
        return self.ask.group in {"month", "period"}

    def _buckets(self, part: Part) -> list[Range]:
        """The whole buckets of a part's window, or of all time up to its last day."""
        if part.start is None:
            last = bucket_of(part.end)
            first, last = None, last if last_day(last) == part.end else last - 1
        else:
            window = split(part.start, part.end)
            if window.first is None or window.last is None:
                return []
            first, last = window.first, window.last
        if self._by_time:
            return [Range(FIRST_THIRD if first is None else first, last, 1)]
        return covering(first, last)

    def _spans_of(self, part: Part) -> Spans | None:
        """The declared spans of a part: a span lies where its last day does."""
        if self.ask.start is None or part.start is None:
            return None
        return Spans(self.ask.start, self.ask.end, part.start, part.end)

    def _read_part(self, part: Part) -> None:
        """The balances of a part, with the declared spans that lie whole in the window."""
        spans = self._spans_of(part)
        sums = queries.balance_sums(
            self._living(part.sources),
            self.ask.indicators,
            self._buckets(part),
            spans=None if self._by_time else spans,
            dims=self.ask.dims,
            group=self.ask.group,
            sparse=part.start == BEGINNING,
        )
        if self._by_time:
            sums = {
                (row, key, month_named(month)): sums[row, key, month] for row, key, month in sums
            }
        if not self.answer.sums:
            self.answer.sums.update(sums)
            sums = {}
        for where, measure in sums.items():
            self.answer.add(where, measure)
        if spans is not None and (self._by_time or self.ask.cut):
            self._read_spans(self._living(part.sources, or_later=True), spans)

    def _read_spans(self, sources: Sequence[Source], spans: Spans) -> None:
        """Spans that the window cuts, and month by month the whole ones too."""
        for found in queries.span_sums(
            sources, self.ask.indicators, spans, dims=self.ask.dims, only_cut=not self._by_time
        ):
            if found.is_whole:
                extra = self._extra(found.start, found.end, 0)
                self.answer.add((found.row, found.indicator, extra), found.measure)
            elif found.measure.n:
                self.answer.cut[found.row, found.indicator] += found.measure.declared_n

    def _extra(self, start: date, end: date, dims: int) -> int:
        if self.ask.group == "dims":
            return dims
        if self.ask.group in {"month", "period"}:
            return self._month(end) if self._month(start) == self._month(end) else SPANNING
        return 0

    def _month(self, day: date) -> int:
        return period_of(day) if self.ask.group == "period" else month_of(day)

    def _read_unallocated(self, plan: Plan) -> None:
        if not self.ask.unallocated:
            return
        for part in self._parts([Part(self.ask.start, self.ask.end, plan.unallocated)]):
            sums = queries.balance_sums(
                self._living(part.sources),
                self.ask.indicators,
                self._buckets(part),
                spans=self._spans_of(part),
                dims=self.ask.dims,
            )
            for (row, key, _), measure in sums.items():
                self.answer.unallocated[row, key] += measure.amount

    # --- lines, one unit and day at a time

    def _map_of(self, day: date) -> date:
        return day if self.view.on is None else self.view.on

    def _place(self, single: Single, row: int, *, divided_here: bool) -> None:
        if self.ask.group == "dims" and not single.dims:
            return
        begins = single.span_from or single.day
        if single.day > self.ask.end or (self.ask.start is not None and begins < self.ask.start):
            self._cut(row, single.indicator, single.measure)
            return
        extra = self._extra(begins, single.day, single.dims)
        self._put(row, single.indicator, extra, single.measure, divided_here=divided_here)

    def _cut(self, row: int, indicator: int, measure: Measure) -> None:
        if measure.n:
            self.answer.cut[row, indicator] += measure.declared_n

    def _put(
        self, row: int, indicator: int, extra: int, measure: Measure, *, divided_here: bool
    ) -> None:
        self.answer.add((row, indicator, extra), measure)
        if divided_here:
            self.answer.unallocated[row, indicator] += measure.amount

    def _place_by_image(self, single: Single) -> None:
        """Put lines where their unit's image lies; a transfer counts from its day on."""
        on = self._map_of(single.day)
        if single.transfer and on < single.day:
            return
        image = self.tree.image(single.unit, on)
        row = self.view.row_of(image.unit, on)
        if row is not None:
            here = image.unit == (self.view.unit if row == OWN else row)
            self._place(single, row, divided_here=image.divided and here)

    def _with_leaves(self, singles: Iterable[Single]) -> list[Single]:
        found = list(singles)
        load_leaves(self.tree, [one.unit for one in found if one.unit not in self.tree])
        return found

    def _read_edges(self) -> None:
        """The odd days that are not a whole bucket."""
        edges: Sequence[tuple[date, date]]
        if self.ask.start is None:
            last = bucket_of(self.ask.end)
            edges = () if last_day(last) == self.ask.end else ((first_day(last), self.ask.end),)
        else:
            edges = split(self.ask.start, self.ask.end).edges
        units = self._near_units() if edges else None
        for start, end in edges:
            found = queries.line_sums(
                self.ask.indicators,
                start,
                end,
                units=units,
                dims=self.ask.dims,
                with_spans=False,
            )
            for single in self._with_leaves(found):
                if not self.ask.is_flow or self.tree.valid(single.unit, single.day):
                    self._place_by_image(self._as_held(single))

    def _near_units(self) -> list[int] | None:
        """For a commune, the units its lines can be booked at; None: look at everybody's."""
        unit = self.view.unit
        if self.tree.level(unit) != COMMUNE:
            return None
        on = self.view.on
        held = {unit} if on is None else placed_under(self.tree, unit, on)
        leaves = UnitVersion.objects.filter(parent__in=held, unit__level__gt=Level.COMMUNE)
        return sorted(held | set(leaves.values_list("unit_id", flat=True)))

    def _held_on(self, single: Single) -> date:
        """The day whose chain of units a line counts in (rules.placement)."""
        if self.ask.is_flow:
            return single.day
        return self.tree.nearest_day(single.unit, single.day)

    def _as_held(self, single: Single) -> Single:
        """A leaf's line as its commune's, the way balances hold it; moved leaves come later."""
        if not self.tree.is_leaf(single.unit):
            return single
        holder = self.tree.parent(single.unit, self._held_on(single))
        return single if holder is None else single._replace(unit=holder)

    def _read_apart(self) -> None:
        for single in self._with_leaves(self.apart(self.ask)):
            self._place_by_image(single)

    def _move_misplaced(self) -> None:
        """Take the lines of moved leaves out of where their commune put them, and place them."""
        start, end = self.ask.start, self.ask.end
        lived: list[Misplaced] = []
        later: list[Misplaced] = []
        for one, changes_row in moves_of(self.view):
            if start is None or (start < one.end and one.start <= end):
                if changes_row or self.ask.unallocated:
                    lived.append(one)
            elif one.start > end and changes_row and self.ask.cut:
                later.append(one)
        self._move_lines(lived, start)
        self._move_lines(later, end + ONE_DAY)  # spans that begin in the window and end there

    def _move_lines(self, misplaced: Sequence[Misplaced], since: date | None) -> None:
        """Move the lines of these leaves that end since then and begin in the window."""
        ways: dict[Way, int] = {}
        stays = []
        for one in misplaced:
            first, until = (one.start, one.end) if self.ask.is_flow else held_days(self.tree, one)
            number = ways.setdefault(self._way_of(one), len(ways))
            stays.append(Stay(one.leaf, first, until, number))
        found = queries.moved_sums(
            stays,
            self.ask.indicators,
            (self.ask.start, self.ask.end),
            since,
            dims=self.ask.dims,
            by_dims=self.ask.group == "dims",
            by_day=self._by_time,
        )
        known = list(ways)
        for moved in found:
            left, reached = known[moved.way]
            self._move(moved, left, -moved.measure)
            self._move(moved, reached, moved.measure)

    def _way_of(self, one: Misplaced) -> Way:
        return Way(
            self._spot_of(one.counted_at, divided=one.counted_divided),
            self._spot_of(one.lies_at, divided=one.lies_divided),
        )

    def _spot_of(self, at: int, *, divided: bool) -> Spot:
        assert self.view.on is not None  # noqa: S101 -- `then` misplaces nothing
        row = self.view.row_of(at, self.view.on)
        return Spot(row, divided and at == (self.view.unit if row == OWN else row))

    def _move(self, moved: Moved, spot: Spot, measure: Measure) -> None:
        if spot.row is None:
            return
        if moved.is_cut:
            self._cut(spot.row, moved.indicator, measure)
            return
        extra = self._extra(moved.begins, moved.ends, moved.dims)
        self._put(spot.row, moved.indicator, extra, measure, divided_here=spot.divided_here)

    # --- villages and organisations

    def _read_leaf(self) -> None:
        """A village or an organisation: its own lines, and those it stands for by image."""
        units = sorted(kin(self.tree, self.view.unit))
        load_leaves(self.tree, [unit for unit in units if unit not in self.tree])
        for single in queries.line_sums(
            self.ask.indicators, self.ask.start, self.ask.end, units=units, dims=self.ask.dims
        ):
            self._place_by_image(single)

    def _split_leaves(self) -> None:
        """Give each village of a commune its row; what is left is the commune's own."""
        leaves = self._villages()
        if not leaves:
            return
        units = {relative for leaf in leaves for relative in kin(self.tree, leaf)}
        load_leaves(self.tree, [unit for unit in units if unit not in self.tree])
        for single in queries.line_sums(
            self.ask.indicators,
            self.ask.start,
            self.ask.end,
            units=sorted(units),
            dims=self.ask.dims,
        ):
            on = self._map_of(single.day)
            if single.transfer and on < single.day:
                continue
            image = self.tree.image(single.unit, on).unit
            if image in leaves and self.view.row_of(image, on) is not None:
                self._place(single, image, divided_here=False)
                moved = single._replace(measure=-single.measure)
                self._place(moved, OWN, divided_here=False)

    def _villages(self) -> set[int]:
        versions = UnitVersion.objects.filter(parent=self.view.unit, unit__level=Level.AREA)
        if self.view.on is not None:
            versions = versions.on(self.view.on)
        else:
            versions = versions.exclude(valid_from__gt=self.ask.end).exclude(
                valid_to__lte=self.ask.start
            )
        found = set(versions.values_list("unit_id", flat=True))
        load_leaves(self.tree, [unit for unit in found if unit not in self.tree])
        return found


def load_leaves(tree: Tree, leaves: Sequence[int]) -> None:
    """Load leaves into the tree in hand, which may no longer be the newest."""
    if leaves:
        newest = current_tree(leaves=leaves)
        if newest is not tree:
            for leaf in leaves:
                if leaf in newest.places:
                    tree.put(leaf, newest.places[leaf])
