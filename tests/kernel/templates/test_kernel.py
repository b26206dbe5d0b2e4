from decimal import Decimal

from django import forms
from django.template.loader import render_to_string

from binhyen.kernel.forms import SampleForm


class TestField:
    def test_ties_hint_and_error_to_the_control(self) -> None:
        form = SampleForm({"people": "chín chục"})

        shown = render_to_string("kernel/_field.html", {"field": form["people"]})

        assert 'id="id_people_error"' in shown
        assert 'aria-describedby="id_people_error"' in shown
        assert 'aria-invalid="true"' in shown

    def test_puts_the_error_above_the_control(self) -> None:
        form = SampleForm({"people": "chín chục"})

        shown = render_to_string("kernel/_field.html", {"field": form["people"]})

        assert shown.index("ví dụ 90") < shown.index("<input")

    def test_says_what_may_be_left_out(self) -> None:
        shown = render_to_string("kernel/_field.html", {"field": SampleForm()["place"]})

        assert "(không bắt buộc)" in shown


class TestChoice:
    def test_shows_each_answer_as_a_card(self) -> None:
        shown = render_to_string("kernel/_field.html", {"field": SampleForm()["hedge"]})

        assert shown.count('class="choice"') == 2
        assert "<legend" in shown


class TestErrorSummary:
    def test_leads_to_every_wrong_field(self) -> None:
        shown = render_to_string(
            "kernel/_error_summary.html", {"form": SampleForm({"people": "x"})}
        )

        assert 'href="#id_people"' in shown
        assert "Có 2 chỗ cần xem" in shown

    def test_is_absent_when_nothing_is_wrong(self) -> None:
        form = SampleForm({"people": "90", "hedge": "EXACT"})

        assert "error-summary" not in render_to_string("kernel/_error_summary.html", {"form": form})

    def test_leads_to_the_group_of_a_choice(self) -> None:
        class OneChoice(forms.Form):
            hedge = forms.ChoiceField(choices=[("A", "A")], widget=forms.RadioSelect)

        form = OneChoice({})
        summary = render_to_string("kernel/_error_summary.html", {"form": form})
        group = render_to_string("kernel/_choice.html", {"field": form["hedge"]})

        assert 'href="#id_hedge"' in summary
        assert 'id="id_hedge"' in group


class TestHedgedFigure:
    def test_opens_where_it_has_an_address(self) -> None:
        context = {"amount": 26000, "hedge": "ABOUT", "url": "/figures/TT02/"}

        shown = render_to_string("kernel/_hedged.html", context)

        assert '<a class="door" href="/figures/TT02/">' in shown

    def test_shows_the_dotted_line_where_nobody_answered(self) -> None:
        assert "chưa trả lời" in render_to_string("kernel/_hedged.html", {"amount": None})


class TestDeclaredBar:
    def test_says_both_parts_in_words(self) -> None:
        shown = render_to_string("kernel/_declared_bar.html", {"recorded": Decimal("81.6")})

        assert "81,6 % có hồ sơ" in shown
        assert "18,4 % khai báo" in shown
        assert 'width="81.60"' in shown


class TestError500:
    def test_stands_without_any_context(self) -> None:
        assert "Hệ thống đang có lỗi" in render_to_string("500.html")
