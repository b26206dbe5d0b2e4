from binhyen.overview.rules.drawing import ceiling, chart, spark


class TestChart:
    def test_begins_its_axis_at_zero_and_ends_it_at_a_round_number(self) -> None:
        drawn = chart([1284, 900], [None, 1012])

        assert [tick.amount for tick in drawn.ticks] == [0, 1000, 2000]

    def test_never_bridges_a_period_that_is_not_known(self) -> None:
        drawn = chart([1, 2, None, 4, 5], [])

        assert len(drawn.now) == 2
        assert drawn.last is not None

    def test_marks_a_period_that_stands_alone(self) -> None:
        assert len(chart([None, 7, None], []).spots) == 1

    def test_draws_an_empty_frame_where_nothing_is_known(self) -> None:
        drawn = chart([None] * 12, [None] * 12)

        assert (drawn.now, drawn.before, drawn.last) == ([], [], None)


class TestSpark:
    def test_stays_inside_its_frame(self) -> None:
        drawn = spark([-3, 0, 9])

        points = [pair.split(",") for line in drawn.lines for pair in line.split()]
        assert all(0 <= float(x) <= 76 and 0 <= float(y) <= 32 for x, y in points)

    def test_is_empty_where_nothing_is_known(self) -> None:
        assert spark([None, None]).last is None


class TestCeiling:
    def test_is_even_and_not_below_the_highest(self) -> None:
        for highest in (0, 1, 3, 9, 41, 99, 1601, 26000):
            assert ceiling(highest) >= highest
            assert ceiling(highest) % 2 == 0
