"""What an officer may read and write, where, on one day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from binhyen.accounts.models import Assignment, Officer
from binhyen.accounts.rules import scope as rules
from binhyen.accounts.rules.scope import Grant
from binhyen.accounts.selectors.coverage import attended_from, covered, inherited
from binhyen.kernel.lookups import Keys
from binhyen.units.models import Level
from binhyen.units.rules.tree import Tree
from binhyen.units.selectors import current_tree


@dataclass
class Reach:
    """What an officer's assignments allow on one day. Ask it; never look at roles directly.

    ``load`` the units of a long list first, so that fifty rows cost two queries, not a hundred.
    """

    on: date
    grants: tuple[Grant, ...]
    _tree: Tree | None = None
    _attended: dict[int, bool] = field(default_factory=dict)

    @property
    def roots(self) -> tuple[int, ...]:
        """The units of the officer's assignments, highest first."""
        tree = self._tree_with({grant.unit for grant in self.grants})
        return tuple(
            sorted({grant.unit for grant in self.grants}, key=lambda u: (tree.level(u), u))
        )

    @property
    def covers_nation(self) -> bool:
        return self._tree_with(()).nation in self._roots_of(rules.READING)

    def has(self, role: str) -> bool:
        """Whether the officer holds the role anywhere."""
        return any(grant.role == role for grant in self.grants)

    def reads(self, unit_id: int) -> bool:
        """Whether the books of the unit are open to the officer: its text, not only its figures."""
        tree = self._tree_with((unit_id,))
        roots = self._roots_of(rules.READING)
        if unit_id in roots:
            return True
        if not any(rules.covers(tree, root, unit_id, self.on) for root in roots):
            return False
        place = tree.image(unit_id, self.on).unit
        return place in roots or place not in _Attended(self, tree)

    def sees_figures(self, unit_id: int) -> bool:
        """Whether the figures of the unit are open: an organisation's commune sees them too."""
        tree = self._tree_with((unit_id,))
        return any(rules.covers(tree, grant.unit, unit_id, self.on) for grant in self.grants)

    def may(self, role: str, unit_id: int) -> bool:
        tree = self._tree_with((unit_id,))
        attended = _Attended(self, tree)
        return any(
            rules.applies(tree, grant, unit_id, self.on, attended)
            for grant in self.grants
            if grant.role == role
        )

    def writes(self, unit_id: int) -> bool:
        return any(self.may(role, unit_id) for role in rules.WRITING)

    def acting_for(self, unit_id: int) -> bool:
        """Whether the officer writes there only for another (thay mặt), by ``acts_below``."""
        tree = self._tree_with((unit_id,))
        attended = _Attended(self, tree)
        writing = [grant for grant in self.grants if grant.role in rules.WRITING]
        if any(rules.is_direct(tree, grant, unit_id, self.on, attended) for grant in writing):
            return False
        return any(rules.applies(tree, grant, unit_id, self.on, attended) for grant in writing)

    def administers(self, unit_id: int) -> bool:
        """Whether the officer looks after the accounts of the unit."""
        tree = self._tree_with((unit_id,))
        roots = self._roots_of({rules.ADMINISTRATOR})
        return any(rules.covers(tree, root, unit_id, self.on) for root in roots)

    def load(self, unit_ids: Iterable[int]) -> None:
        """Have these units at hand, in a fixed number of queries."""
        wanted = set(unit_ids)
        tree = self._tree_with(wanted)
        places = {tree.image(unit, self.on).unit for unit in wanted if unit in tree}
        bodies = {place for place in places if tree.level(place) == Level.ORGANISATION}
        unknown = bodies - self._attended.keys()
        if unknown:
            own = set(
                _attended_organisations(self.on)
                .filter(unit__in=unknown)
                .values_list("unit", flat=True)
            )
            self._attended.update({body: body in own for body in unknown})

    def filter(self, field: str = "unit") -> Q:
        """Select rows whose *field* is a unit read: ``Record.objects.filter(reach.filter())``."""
        read = self._read
        if read is None:
            return Q(pk__isnull=False) & ~Q(**{f"{field}__in": self._strangers()})
        return Q(**{f"{field}__among": read})

    def beyond(self, field: str = "unit") -> Q:
        """Select what ``filter`` leaves out, in words an index understands."""
        read = self._read
        if read is None:
            return Q(**{f"{field}__in": self._strangers()})
        return ~Q(**{f"{field}__among": read})

    def figures_filter(self, field: str = "unit") -> Q:
        """Select rows whose *field* is a unit whose figures, or log, the officer may see."""
        return self._covered(field, {grant.unit for grant in self.grants})

    def administered_filter(self, field: str = "unit") -> Q:
        return self._covered(field, self._roots_of({rules.ADMINISTRATOR}))

    def role_filter(self, role: str, field: str = "unit") -> Q:
        """Select rows whose *field* is a unit where the role may be used; ``may`` says exactly."""
        grants = [grant for grant in self.grants if grant.role == role]
        tree = self._tree_with(grant.unit for grant in grants)
        helped = {grant.unit for grant in grants if grant.acts_below}
        if tree.nation in helped:
            return Q(pk__isnull=False)
        own = attended_from(tree, {grant.unit for grant in grants}, self.on)
        if helped:
            own = Keys(own.numbers | covered(tree, helped, self.on).numbers)
        return Q(**{f"{field}__among": own})

    def inherited(self) -> Keys:
        """The ended units that stand at the officer's own now."""
        return inherited(self._tree_with(self.roots), self.roots, self.on)

    def is_attended(self, body: int) -> bool:
        """Whether the organisation has an officer of its own."""
        if body not in self._attended:
            self._attended[body] = _attended_organisations(self.on).filter(unit=body).exists()
        return self._attended[body]

    @cached_property
    def _read(self) -> Keys | None:
        """The units whose books are read; None for those of the whole nation."""
        roots = self._roots_of(rules.READING)
        tree = self._tree_with(roots)
        if tree.nation in roots:
            return None
        units = covered(tree, roots, self.on)
        strangers = self._strangers().filter(unit__among=units).values_list("unit_id", flat=True)
        return Keys(units.numbers.difference(found)) if (found := list(strangers)) else units

    def _strangers(self) -> QuerySet[Assignment, Any]:
        """Organisations with officers of their own, which read their books."""
        roots = self._roots_of(rules.READING)
        return _attended_organisations(self.on).exclude(unit__in=roots).values("unit")

    def _covered(self, field: str, roots: set[int]) -> Q:
        tree = self._tree_with(roots)
        if tree.nation in roots:
            return Q(pk__isnull=False)
        return Q(**{f"{field}__among": covered(tree, roots, self.on)})

    def _roots_of(self, roles: Iterable[str]) -> set[int]:
        wanted = set(roles)
        return {grant.unit for grant in self.grants if grant.role in wanted}

    def _tree_with(self, unit_ids: Iterable[int]) -> Tree:
        missing = [unit for unit in unit_ids if self._tree is None or unit not in self._tree]
        if self._tree is None or missing:
            self._tree = current_tree(missing)
        return self._tree


class _Attended:
    """The organisations with an officer of their own, asked one by one and remembered."""

    def __init__(self, reach: Reach, tree: Tree) -> None:
        self.reach = reach
        self.tree = tree

    def __contains__(self, unit: object) -> bool:
        if not isinstance(unit, int) or self.tree.level(unit) != Level.ORGANISATION:
            return False
        return self.reach.is_attended(unit)


def reach_of(officer: Officer, on: date) -> Reach:
    """Tell what the officer may do on that day."""
    rows = Assignment.objects.active(on).filter(officer=officer)
    grants = rows.order_by("pk").values_list("unit_id", "role", "acts_below")
    return Reach(on=on, grants=tuple(Grant(*row) for row in grants))


def _attended_organisations(on: date) -> QuerySet[Assignment]:
    working = Assignment.objects.active(on).of_roles(rules.WRITING)
    return working.filter(unit__level=Level.ORGANISATION)
