from django.test import RequestFactory

from binhyen.kernel.pagination import page_of, shown_numbers


class TestPageOf:
    def test_takes_the_page_asked_for(self) -> None:
        page = page_of(range(41), RequestFactory().get("/?page=2"), per_page=12)

        assert list(page) == list(range(12, 24))

    def test_answers_a_wrong_number_with_the_nearest_page(self) -> None:
        far = page_of(range(41), RequestFactory().get("/?page=99"), per_page=12)
        unreadable = page_of(range(41), RequestFactory().get("/?page=x"), per_page=12)

        assert (far.number, unreadable.number) == (4, 1)


class TestShownNumbers:
    def test_leaves_out_the_middle_of_a_long_list(self) -> None:
        page = page_of(range(600), RequestFactory().get("/"), per_page=50)

        assert shown_numbers(page) == [1, 2, 3, None, 12]
