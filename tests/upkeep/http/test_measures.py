from urllib.request import Request, urlopen

import pytest

from tests.builders.site import Site

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.one_database]

TOKEN = "t" * 24
ASKED = 12


def metrics_of(site: Site) -> dict[str, float]:
    request = Request(  # noqa: S310 -- our own address
        f"{site.address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        lines = answer.read().decode().splitlines()
    values = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in values}


class TestExposition:
    def test_adds_up_what_every_worker_counted(self, prepared_site: Site) -> None:
        site = prepared_site.twin(prepared_site.folder / "counted", BINHYEN_PROBE_TOKEN=TOKEN)
        site.start()
        try:
            name = 'binhyen_requests_total{method="GET",route="account_login",status="200"}'
            before = metrics_of(site).get(name, 0)
            for _ in range(ASKED):
                with urlopen(f"{site.address}/dang-nhap/", timeout=60):  # noqa: S310
                    pass
            assert metrics_of(site)[name] == before + ASKED
        finally:
            site.stop()
        counters = list((site.folder / f"metrics-{site.port}").glob("counter_*.db"))
        assert counters, "the workers wrote no counts of their own"
