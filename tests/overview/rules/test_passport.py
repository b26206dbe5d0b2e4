from binhyen.overview.rules.passport import meaning, not_added_to


class TestNotAddedTo:
    def test_names_the_other_attendances(self) -> None:
        assert "TT04" in not_added_to("TT02")
        assert "TT02" not in not_added_to("TT02")

    def test_is_empty_for_what_nobody_confuses(self) -> None:
        assert not_added_to("CD09") == []


class TestMeaning:
    def test_says_every_kind_in_words(self) -> None:
        assert "hai lượt" in meaning("TT02", "lượt", "FLOW")
        assert meaning("VK02", "viên", "FLOW").startswith("Số viên trong kỳ")
        assert "tử số" in meaning("TG03", "%", "RATE")
