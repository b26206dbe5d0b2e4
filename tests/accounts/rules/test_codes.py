from binhyen.accounts.rules.codes import digest_of, shown_code, typed_code


class TestTypedCode:
    def test_reads_back_what_is_printed(self) -> None:
        assert typed_code(shown_code("abcd2345wxyz")) == "abcd2345wxyz"

    def test_forgives_capitals_and_spaces(self) -> None:
        assert typed_code(" ABCD 2345-WXYZ ") == "abcd2345wxyz"


class TestDigestOf:
    def test_tells_two_secrets_apart(self) -> None:
        assert digest_of("a") != digest_of("b")
        assert len(digest_of("a")) == 64
