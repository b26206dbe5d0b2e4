from binhyen.upkeep.rules.haste import EXPORT, EXPORTS, SEARCH, UPLOAD, cost_of
from tests.contract.test_role_matrix import named_patterns


class TestCostOf:
    def test_tells_searches_exports_and_uploads_apart(self) -> None:
        assert cost_of("units:search", "GET", searches=True, uploads=False) is SEARCH
        assert cost_of("activities:workbook", "GET", searches=True, uploads=False) is EXPORT
        assert cost_of("accounts:officer-import", "POST", searches=False, uploads=True) is UPLOAD
        assert cost_of("activities:creation", "POST", searches=True, uploads=False) is None
        assert cost_of("overview:home", "GET", searches=False, uploads=False) is None

    def test_knows_only_exports_that_have_an_address(self) -> None:
        names = {name.rpartition(":")[2] for name, _parameters in named_patterns()}

        assert names >= EXPORTS
