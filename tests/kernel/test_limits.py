from binhyen.kernel import limits
from binhyen.kernel.limits import Buckets


class TestBuckets:
    def test_give_each_key_its_rate_for_as_long_as_it_asks(self) -> None:
        buckets = Buckets()

        waits = [buckets.wait(1, second / 20, 20, 80) for second in range(20 * 60)]

        assert not any(waits)

    def test_refuse_what_is_faster_once_the_savings_are_spent(self) -> None:
        buckets = Buckets()

        waits = [buckets.wait(1, 0.0, 20, 80) for _ in range(100)]

        assert waits.count(0.0) == 80
        assert waits[-1] == 1 / 20
        assert buckets.wait(2, 0.0, 20, 80) == 0
        assert buckets.wait(1, 0.06, 20, 80) == 0

    def test_do_not_grow_with_everybody_who_ever_asked(self) -> None:
        buckets = Buckets()
        for number in range(limits.MOST_BUCKETS + 1):
            buckets.wait(number, number * 10.0, 1, 5)

        assert len(buckets._left) < 10  # noqa: SLF001 -- what it keeps is what this is about
