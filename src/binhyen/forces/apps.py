from django.apps import AppConfig

from binhyen.forces import rules
from binhyen.forces.postings import postings
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
                name="Sổ lực lượng",
                one="tổ",
                content=rules.TeamContent,
                postings=postings,
                summary=rules.summary,
                words=rules.words,
                kinds={str(kind): label for kind, label in rules.TEAM_LABELS.items()},
                kind_label="Loại tổ",
                columns=(Column("Thành viên", adds_up=True),),
                opens=True,
                form=TeamForm,
            )
        )
