from django.apps import AppConfig

from binhyen.kernel.words import gettext_noop
from binhyen.outreach import rules
from binhyen.outreach.postings import postings
from binhyen.records.rules import Book, Column, register


class OutreachConfig(AppConfig):
    name = "binhyen.outreach"

    def ready(self) -> None:
        from binhyen.outreach.forms import ChannelForm  # noqa: PLC0415 -- models are ready now

        register(
            Book(
                code="CHANNEL",
                slug="channels",
                namespace="outreach",
                called=gettext_noop("Sổ kênh tuyên truyền"),
                each=gettext_noop("kênh"),
                content=rules.ChannelContent,
                postings=postings,
                summary=rules.summary,
                words=rules.words,
                kind_names={str(kind): label for kind, label in rules.PLATFORM_LABELS.items()},
                kinds_called=gettext_noop("Nền tảng"),
                columns=(Column(gettext_noop("Thành viên"), adds_up=True),),
                opens=True,
                form=ChannelForm,
                layout=rules.LAYOUT,
            )
        )
