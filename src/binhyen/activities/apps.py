from django.apps import AppConfig

from binhyen.activities.postings import postings
from binhyen.activities.rules import activity, sheet
from binhyen.activities.rules.kinds import ACTIVITY_LABELS
from binhyen.kernel.words import gettext_noop
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
                called=gettext_noop("Sổ hoạt động"),
                each=gettext_noop("hoạt động"),
                content=activity.ActivityContent,
                postings=postings,
                summary=activity.summary,
                words=activity.words,
                kind_names={str(kind): label for kind, label in ACTIVITY_LABELS.items()},
                kinds_called=gettext_noop("Loại"),
                columns=(
                    Column(gettext_noop("Số lần"), adds_up=False),
                    Column(gettext_noop("Lượt người"), adds_up=True),
                ),
                links=activity.links,
                form=ActivityForm,
                layout=sheet.LAYOUT,
            )
        )
