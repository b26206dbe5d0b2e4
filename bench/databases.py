"""Two databases on one server: one year alone, and all years, which begin as its copy."""

from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

MAINTENANCE = "postgres"  # where one stands while the others are copied


def beside(url: str, name: str) -> str:
    """Give the address of the database *name* on the server of *url*; made when it is missing."""
    with _server(url) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return _at(url, name)


def begin_as_copy(url: str, model: str) -> None:
    """Let an empty database begin with everything of *model*; one that holds tables stays."""
    with psycopg.connect(url) as own:
        if own.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone():
            return
    target, template = (sql.Identifier(_name(address)) for address in (url, model))
    with _server(url) as server:
        server.execute(sql.SQL("DROP DATABASE {}").format(target))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, template))


def _server(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(_at(url, MAINTENANCE), autocommit=True)


def _at(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _name(url: str) -> str:
    return urlsplit(url).path[1:]
