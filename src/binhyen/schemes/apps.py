from django.apps import AppConfig

from binhyen.records.rules import Book, Column, register
from binhyen.schemes import rules
from binhyen.schemes.postings import postings


class SchemesConfig(AppConfig):
    name = "binhyen.schemes"

    def ready(self) -> None:
        from binhyen.schemes.forms import SchemeForm  # noqa: PLC0415 -- models are ready now
        from binhyen.schemes.selectors import (  # noqa: PLC0415 -- models are ready now
            settle_scheme,
            type_choices,
        )

        register(
            Book(
                code="SCHEME",
                slug="schemes",
                namespace="schemes",
                name="Sổ mô hình",
                one="mô hình",
                content=rules.SchemeContent,
                postings=postings,
                summary=rules.summary,
                words=rules.words,
                kinds={str(field): label for field, label in rules.FIELD_LABELS.items()},
                kind_label="Lĩnh vực",
                columns=(Column("Thành viên", adds_up=True), Column("Hộ", adds_up=True)),
                links=rules.links,
                settle=settle_scheme,
                opens=True,
                form=SchemeForm,
                choices=type_choices,
            )
        )
