from django.apps import AppConfig

from binhyen.activities.postings import postings
from binhyen.activities.rules import activity
from binhyen.activities.rules.kinds import ACTIVITY_LABELS
from binhyen.records.rules import Book, Column, register


class ActivitiesConfig(AppConfig):
    name = "binhyen.activities"

    def ready(self) -> None:
        from binhyen.activities.forms import ActivityForm  # noqa: PLC0415 -- models are ready now

        register(
            Book(
                code="ACTIVITY",
                slug="activities",
                namespace="activities",
                name="Sổ hoạt động",
                one="hoạt động",
                content=activity.ActivityContent,
                postings=postings,
                summary=activity.summary,
                words=activity.words,
                kinds={str(kind): label for kind, label in ACTIVITY_LABELS.items()},
                kind_label="Loại",
                columns=(Column("Số lần", adds_up=False), Column("Lượt người", adds_up=True)),
                links=activity.links,
                form=ActivityForm,
            )
        )
