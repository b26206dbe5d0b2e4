import pytest

from binhyen import cli


class TestMain:
    @pytest.mark.parametrize(
        "arguments", [[], ["ledger"], ["serve", "--port", "tám nghìn"], ["apikey"], ["publish"]]
    )
    def test_refuses_what_it_does_not_know(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)

        assert ended.value.code == 2
        assert capsys.readouterr().err.startswith("usage: binhyen")
