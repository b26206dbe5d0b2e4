from django.apps import AppConfig

from binhyen.kernel.words import gettext_noop
from binhyen.records.rules import Book, Column, register
from binhyen.records.rules.declaration import DeclarationContent


def no_postings(_content: object) -> tuple[()]:
    """Say nothing by itself: what a declaration still stands for is the ledger's to derive."""
    return ()


class RecordsConfig(AppConfig):
    name = "binhyen.records"

    def ready(self) -> None:
        from binhyen.records.http.declaration import DeclarationForm  # noqa: PLC0415 -- models are ready now
        from binhyen.records.selectors import declaring  # noqa: PLC0415 -- models are ready now

        register(
            Book(
                code="DECLARATION",
                slug="declarations",
                namespace="records",
                called=gettext_noop("Số khai theo văn bản"),
                each=gettext_noop("số khai"),
                content=DeclarationContent,
                postings=no_postings,
                summary=declaring.summary,
                words=declaring.words,
                kind_names={},
                kinds_called=gettext_noop("Chỉ tiêu"),
                columns=(Column(gettext_noop("Số khai"), adds_up=False),),
                settle=declaring.settle_declaration,
                always_two=True,
                form=DeclarationForm,
            )
        )
