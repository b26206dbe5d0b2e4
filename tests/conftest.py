"""Shared by every test: the test database holds the whole country, imported once."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.signals import connection_created
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from binhyen.kernel.garbage import search_seldom
from binhyen.kernel.management.catalogue import compile_catalogue
from tests.builders.flushing import flushing_past_the_triggers
from tests.builders.images import IMPORTED_AT, as_template, copy_into
from tests.builders.site import Site
from tests.builders.visitor import chromium

LEFT = pytest.StashKey[int]()
IMPORT_STAMP = 1  # the first change of the tree is the import itself
TREES_AT_HAND = 40  # one test may change the tree often; the imported one is not to be dropped
ASKS_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "prepared_site"}


def pytest_configure() -> None:
    """Every test reads the English of the sources as they are."""
    compile_catalogue()


def pytest_collection_finish() -> None:
    """Modules, tests and the country stay for the whole run."""
    search_seldom()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-what-asks-the-database",
        action="store_true",
        help="leave out what another pass ran and no database can change",
    )


def _asks_the_database(item: pytest.Item) -> bool:
    """Whether a fixture or mark of the test brings the database under test, or a site on it."""
    if item.get_closest_marker("one_database") is not None:
        return False
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or not ASKS_THE_DATABASE.isdisjoint(
        fixtures
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("only_what_asks_the_database"):
        return
    left = [item for item in items if not _asks_the_database(item)]
    items[:] = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=left)
    config.stash[LEFT] = len(left)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a worker of xdist tell the one who reports how many tests it left out."""
    told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["left"] = session.config.stash.get(LEFT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[LEFT] = getattr(node, "workeroutput", {}).get("left", 0)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if count := config.stash.get(LEFT, 0):
        terminalreporter.write_line(
            f"{count} tests that no database can change ran in the other pass."
        )


def _import_whole_country() -> None:
    from binhyen.ledger.models import Indicator  # noqa: PLC0415
    from binhyen.ledger.services.importing import import_catalogue  # noqa: PLC0415
    from binhyen.units.models import Unit  # noqa: PLC0415 -- Django is set up after collection
    from binhyen.units.selectors import current_tree  # noqa: PLC0415
    from binhyen.units.services.importing import import_units  # noqa: PLC0415

    if not Unit.objects.filter(uid="VN").exists():
        import_units(folder=settings.REFERENCE_DATA, at=IMPORTED_AT)
    if not Indicator.objects.exists():
        import_catalogue(folder=settings.REFERENCE_DATA)
    _open_periods()
    current_tree()


def _open_periods() -> None:
    """The movement's regime, and what every unit owes today."""
    from binhyen.filings.models import Regime  # noqa: PLC0415
    from binhyen.filings.selectors.regimes import movement_regime  # noqa: PLC0415
    from binhyen.filings.services.importing import import_regimes  # noqa: PLC0415
    from binhyen.filings.services.obligations import keep_open  # noqa: PLC0415

    if not Regime.objects.exists():
        import_regimes(folder=settings.REFERENCE_DATA)
        keep_open(regime=movement_regime(), at=timezone.now())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let the test database begin as a copy of the country that one process imported for all."""
    if connection.vendor == "sqlite":
        connection_created.connect(_fill_once)
    else:
        template = as_template(os.environ["BINHYEN_DATABASE_URL"])
        connection.settings_dict["TEST"]["TEMPLATE"] = template


def _fill_once(connection: Any, **_signal: Any) -> None:
    """Later connections share the memory of the first."""
    connection_created.disconnect(_fill_once)
    copy_into(connection.connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The 15,171 units stand in the test database, and its tree is known."""
    from binhyen.units.selectors import trees  # noqa: PLC0415

    trees.FEW = TREES_AT_HAND
    flush = flushing_past_the_triggers()
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign,assignment]
    with django_db_blocker.unblock():
        _import_whole_country()
    search_seldom()


@pytest.fixture
def whole_country(db: None) -> None:
    """Every reference unit and succession is there, also after a transactional test's flush."""
    _import_whole_country()


@pytest.fixture(autouse=True)
def _forget_what_was_rolled_back() -> Iterator[None]:
    """Caches of a process outlive a test's rollback; the next test reads anew what changed.

    The tree of the imported country stays: it is what every rollback goes back to.
    """
    yield
    from binhyen.ledger.selectors.catalogue import forget_sets  # noqa: PLC0415
    from binhyen.units.selectors.trees import forget_trees  # noqa: PLC0415
    from binhyen.upkeep.http.haste import buckets  # noqa: PLC0415

    buckets.forget_all()
    forget_sets()
    forget_trees(after=IMPORT_STAMP)


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with country and demonstration that nobody serves: copy it with ``twin``.

    The worker that needs it first makes it for all.
    """
    own = tmp_path_factory.getbasetemp()
    return Site.made_once(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def site(prepared_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served site that the journeys share; its ledger is whole when they are over."""
    served = prepared_site.twin(tmp_path_factory.mktemp("served"))
    served.start()
    yield served
    served.stop()
    served.run("ledger", "check")


@pytest.fixture(scope="session")
def with_axe(pytestconfig: pytest.Config) -> bool:
    """Whether pages are held to axe's rules: which database is behind them changes nothing."""
    return not pytestconfig.getoption("only_what_asks_the_database")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser
