from decimal import Decimal

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from binhyen.kernel.templatetags.drawings import ICONS, SHAPES
from binhyen.kernel.templatetags.kernel_tags import STATES


def rendered(source: str, **context: object) -> str:
    return Template("{% load kernel_tags %}" + source).render(Context(context))


class TestHedged:
    def test_sets_the_word_apart_from_the_figure(self) -> None:
        assert rendered("{{ n|hedged:h }}", n=26000, h="ABOUT") == (
            '<span class="hedge">khoảng</span> <span class="figure">26.000</span>'
        )


class TestFigures:
    @pytest.mark.parametrize(
        ("source", "value", "written"),
        [
            ("{{ v|grouped }}", 26000, "26.000"),
            ("{{ v|grouped }}", None, ""),
            ("{{ v|decimal_vn:1 }}", Decimal("8.25"), "8,3"),
            ("{{ v|percent }}", Decimal("71.1"), "71,1 %"),
            ("{{ v|signed }}", -1, "−1"),
        ],
    )
    def test_are_written_the_vietnamese_way(self, source: str, value: object, written: str) -> None:
        assert rendered(source, v=value) == written


class TestIcon:
    @pytest.mark.parametrize("name", ICONS)
    def test_is_silent_beside_a_word(self, name: str) -> None:
        assert 'aria-hidden="true"' in rendered("{% icon name %}", name=name)

    def test_speaks_where_it_stands_alone(self) -> None:
        assert 'aria-label="Đóng"' in rendered('{% icon "close" "Đóng" %}')


class TestState:
    @pytest.mark.parametrize("kind", STATES)
    def test_is_always_a_word_and_a_shape(self, kind: str) -> None:
        for value, (word, shape, _colour) in STATES[kind].items():
            shown = rendered("{% state kind value %}", kind=kind, value=value)

            assert str(word) in shown
            assert SHAPES[shape] in shown

    def test_differs_in_shape_from_every_other(self) -> None:
        shapes = [shape for states in STATES.values() for _word, shape, _colour in states.values()]

        assert len(shapes) == len(set(shapes))

    def test_takes_a_word_of_its_own(self) -> None:
        assert "Đã sửa, lần 2" in rendered('{% state "record" "AMENDED" "Đã sửa, lần 2" %}')


class TestQuery:
    def test_keeps_the_rest_of_the_question(self) -> None:
        context = RequestContext(RequestFactory().get("/?q=hải&page=2"), {})

        asked = Template("{% load kernel_tags %}{% query page=3 %}").render(context)

        assert asked == "?q=h%E1%BA%A3i&amp;page=3"

    def test_leaves_out_an_empty_answer(self) -> None:
        context = RequestContext(RequestFactory().get("/?q=x&page=2"), {})

        assert Template("{% load kernel_tags %}{% query q='' %}").render(context) == "?page=2"


class TestAddress:
    def test_says_nothing_of_a_page_this_site_lacks(self) -> None:
        assert rendered('{% address "nowhere:list" %}') == ""
        assert rendered('{% address "kernel:style" %}') == "/style/"
