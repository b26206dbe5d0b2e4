"""Every page in English: what is left in Vietnamese are names, and what people wrote."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from binhyen.accounts.models import Language, Officer
from binhyen.accounts.services import choose_language
from binhyen.filings.models import RegimeVersion
from binhyen.kernel.dates import BRANCHES, STEMS
from binhyen.records.models import Record
from binhyen.schemes.models import SchemeType
from binhyen.units.models import Unit, UnitVersion
from binhyen.units.rules.wording import AREA_KINDS, UNIT_TYPES
from tests.architecture.test_messages import VIETNAMESE
from tests.builders.accounts import PASSWORD, officer_at
from tests.builders.scene import Scene
from tests.contract.test_role_matrix import address, routes, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# What is Vietnamese in any language: the product, the other language, what the scene wrote.
WRITTEN = (
    "Bình Yên", "Tiếng Việt", "Chuyện riêng của Như Thanh", "Nghị quyết 1/NQ-HĐND",
    "thôn Vĩnh Lợi Mới", "của người khác", "Tết", "Hùng", "Biển Đông", "Hoàng Sa", "Trường Sa",
    # examples of names in hints and on the page of components
    "Cán bộ xã Hải Long", "Trưởng thôn Vĩnh Lợi", "thôn Vĩnh Lợi", "chín chục",
    "phường Văn Miếu - Quốc Tử Giám", "phường Lý Văn Lâm", "Như Thanh", "Nhà văn hóa", "Hà Nội",
)  # fmt: skip
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]*')  # another one each time
UNSEEN = {"script", "style", "svg"}
READ_OUT = ("alt", "title", "placeholder", "aria-label", "label", "data-label", "data-sending")


class Page(HTMLParser):
    """Collects what a page says, but for what it says to be Vietnamese itself."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        hidden = tag in UNSEEN or (tag != "html" and told.get("lang") == "vi")
        if tag not in {"meta", "link", "input", "br", "img", "hr", "path", "circle", "use"}:
            self._open.append((tag, hidden))
        if not self._is_hidden():
            self.said += [told.get(name) or "" for name in READ_OUT]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_hidden():
            self.said.append(data)

    def _is_hidden(self) -> bool:
        return any(hidden for _tag, hidden in self._open)


def names() -> list[str]:
    """Every name a page of the scene may show, the longest first."""
    found = set(WRITTEN) | set(AREA_KINDS) | set(UNIT_TYPES)
    found |= set(UnitVersion.objects.values_list("full_name", flat=True))
    found |= set(UnitVersion.objects.filter(unit__level__lte=1).values_list("name", flat=True))
    found |= set(Officer.objects.values_list("display_name", flat=True))
    found |= set(SchemeType.objects.values_list("name", flat=True))
    found |= set(Record.objects.values_list("title", flat=True))
    for version in RegimeVersion.objects.all():
        sections = version.definition["sections"]
        found |= {version.definition["legal_basis"], version.definition["subject"]}
        found |= {section["title"] for section in sections}  # typed in the form of a regime
    found |= {f"{stem} {branch}" for stem in STEMS for branch in BRANCHES}
    return sorted((name.casefold() for name in found if VIETNAMESE.search(name)), key=len)[::-1]


class Names:
    """Knows what may stay Vietnamese; a text that stands on many pages is read once."""

    def __init__(self) -> None:
        self.known = names()
        self._rest: dict[str, bool] = {}

    def left_in_vietnamese(self, html: str) -> Iterator[str]:
        page = Page()
        page.feed(html)
        for said in page.said:
            if said not in self._rest:
                self._rest[said] = self._says_more(said)
            if self._rest[said]:
                yield " ".join(said.split())[:160]

    def _says_more(self, said: str) -> bool:
        """Whether anything Vietnamese is left when the names are taken out."""
        text = " ".join(said.split()).casefold()
        if VIETNAMESE.search(text):
            for name in self.known:
                if name in text:
                    text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", text)
        return VIETNAMESE.search(text) is not None


class Reader:
    """Opens pages in English and keeps what they leave in Vietnamese."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.names = Names()
        self.clients = {role: self._client(officer) for role, officer in scene.own.items()}
        nation = Unit.objects.get(uid="VN")
        for role in ("ADMINISTRATOR", "APPROVER"):
            self.clients[f"NATION {role}"] = self._client(
                officer_at(nation, role, password=PASSWORD)
            )
        self.read: set[str] = set()
        self.left: list[str] = []

    def _client(self, officer: Officer) -> Client:
        choose_language(language=Language.ENGLISH, by=officer, at=timezone.now())
        return signed_in(officer)

    def look(self, name: str, parameters: tuple[str, ...]) -> None:
        for role, client in self.clients.items():
            self._keep(f"{role} {name}", client.get(address(self.scene, name, parameters)))

    def _keep(self, where: str, answer: Any) -> None:
        kind = answer.headers.get("Content-Type", "")
        if not kind.startswith("text/html") or answer.status_code >= 500:
            return
        html = TOKEN.sub("", answer.content.decode())
        if html in self.read:
            return
        self.read.add(html)
        assert 'lang="en"' in html or "<html" not in html, where
        self.left += [f"{where}: {text}" for text in self.names.left_in_vietnamese(html)]


@pytest.fixture
def reader(db: None) -> Reader:
    return Reader(Scene())


class TestEnglish:
    def test_is_what_every_page_speaks(self, reader: Reader) -> None:
        for name, parameters in routes():
            if "sha256" not in parameters:  # a photo is no page
                reader.look(name, parameters)
        assert len(reader.read) > 100
        assert "\n".join(dict.fromkeys(reader.left)) == ""
