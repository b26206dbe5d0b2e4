from django.apps import AppConfig

from binhyen.forces import rules
from binhyen.forces.postings import postings
from binhyen.kernel.words import gettext_noop
from binhyen.records.rules import Book, Column, register


class ForcesConfig(AppConfig):
    name = "binhyen.forces"

    def ready(self) -> None:
        from binhyen.forces.forms import TeamForm  # noqa: PLC0415 -- models are ready now

        register(
            Book(
                code="TEAM",
                slug="teams",
                namespace="forces",
                called=gettext_noop("Sổ lực lượng"),
                each=gettext_noop("tổ"),
                content=rules.TeamContent,
                postings=postings,
                summary=rules.summary,
                words=rules.words,
                kind_names={str(kind): label for kind, label in rules.TEAM_LABELS.items()},
                kinds_called=gettext_noop("Loại tổ"),
                columns=(Column(gettext_noop("Thành viên"), adds_up=True),),
                opens=True,
                form=TeamForm,
                layout=rules.LAYOUT,
            )
        )
