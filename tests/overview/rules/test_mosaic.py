"""Four squares of one degree: two above, two below, each border shared."""

from typing import Any

from binhyen.overview.rules.mosaic import Box, Mosaic, between, decoded, frame, joined, path, rings

# 1 2
# 3 4
CORNERS = {
    "1": [(0, 1), (0, 2), (1, 2), (1, 1)],
    "2": [(1, 1), (1, 2), (2, 2), (2, 1)],
    "3": [(0, 0), (0, 1), (1, 1), (1, 0)],
    "4": [(1, 0), (1, 1), (2, 1), (2, 0)],
}


def squares() -> Mosaic:
    arcs: list[tuple[tuple[float, float], ...]] = []
    pieces = {}
    for code, corners in CORNERS.items():
        around = []
        for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
            if (end, start) in arcs:
                around.append(~arcs.index((end, start)))
            else:
                arcs.append((start, end))
                around.append(len(arcs) - 1)
        pieces[code] = tuple(around)
    return Mosaic(tuple(arcs), pieces)


class TestJoined:
    def test_takes_away_the_border_between_two_pieces_of_one_unit(self) -> None:
        found = joined(squares(), {"1": "north", "2": "north", "3": "south"})

        assert len(found["north"]) == 6
        assert len(found["south"]) == 4

    def test_leaves_one_ring_around_pieces_that_touch(self) -> None:
        whole = joined(squares(), dict.fromkeys("1234", "all"))["all"]

        (ring,) = rings(squares(), whole)

        assert set(ring) == {(x, y) for x in range(3) for y in range(3)} - {(1, 1)}

    def test_leaves_a_ring_for_each_part_of_a_unit_in_two_places(self) -> None:
        apart = Mosaic(
            arcs=(((0, 0), (0, 1), (1, 0), (0, 0)), ((5, 5), (5, 6), (6, 5), (5, 5))),
            pieces={"mainland": (0,), "island": (1,)},
        )

        found = joined(apart, {"mainland": "A", "island": "A"})

        assert len(rings(apart, found["A"])) == 2


class TestBetween:
    def test_draws_only_the_borders_that_two_groups_share(self) -> None:
        groups = joined(squares(), {"1": "west", "3": "west", "2": "east", "4": "east"})
        drawn = frame(Box(0, 0, 2, 2), 200, 200)

        lines = between(squares(), groups.values(), drawn)

        assert lines.count("M") == 2
        assert "z" not in lines


class TestPath:
    def test_leaves_out_points_that_lie_on_the_way(self) -> None:
        whole = joined(squares(), dict.fromkeys("1234", "all"))["all"]
        drawn = frame(Box(0, 0, 2, 2), 200, 200)

        assert path(rings(squares(), whole), drawn) == "M0 0l192 0 0 200-192 0z"

    def test_sets_shared_corners_on_the_same_spot_however_coarse(self) -> None:
        drawn = frame(squares().box("1234"), 3, 3)

        assert len({drawn.spot((1, 1)), drawn.spot((1.0, 1.0))}) == 1

    def test_is_empty_for_what_is_too_small_to_show(self) -> None:
        drawn = frame(Box(0, 0, 1000, 1000), 100, 100)

        assert path([[(0, 0), (0, 0.1), (0.1, 0)]], drawn) == ""


class TestFrame:
    def test_fits_what_is_taller_than_wide_by_its_height(self) -> None:
        drawn = frame(Box(100, 8, 102, 24), 860, 1040)

        assert drawn.height == 1040
        assert drawn.width < 860

    def test_puts_north_at_the_top(self) -> None:
        drawn = frame(Box(0, 0, 2, 2), 200, 200)

        assert drawn.spot((0, 2))[1] == 0


class TestDecoded:
    def test_adds_up_the_steps_of_each_arc(self) -> None:
        topology: dict[str, Any] = {
            "transform": {"scale": [0.5, 0.5], "translate": [100, 8]},
            "arcs": [[[0, 0], [2, 0], [0, 2], [-2, -2]]],
            "objects": {
                "layer": {
                    "geometries": [
                        {"type": "Polygon", "arcs": [[0]], "properties": {"code": "00001"}}
                    ]
                }
            },
        }

        found = decoded(topology)

        assert found.arcs == (((100.0, 8.0), (101.0, 8.0), (101.0, 9.0), (100.0, 8.0)),)
        assert found.pieces == {"00001": (0,)}
