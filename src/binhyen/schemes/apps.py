from django.apps import AppConfig

from binhyen.kernel.words import gettext_noop
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
                called=gettext_noop("Sổ mô hình"),
                each=gettext_noop("mô hình"),
                content=rules.SchemeContent,
                postings=postings,
                summary=rules.summary,
                words=rules.words,
                kind_names={str(field): label for field, label in rules.FIELD_LABELS.items()},
                kinds_called=gettext_noop("Lĩnh vực"),
                columns=(
                    Column(gettext_noop("Thành viên"), adds_up=True),
                    Column(gettext_noop("Hộ"), adds_up=True),
                ),
                links=rules.links,
                settle=settle_scheme,
                opens=True,
                form=SchemeForm,
                layout=rules.LAYOUT,
                choices=type_choices,
            )
        )
