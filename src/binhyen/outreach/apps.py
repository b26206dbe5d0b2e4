from django.apps import AppConfig

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
                name="Sổ kênh tuyên truyền",
                one="kênh",
                content=rules.ChannelContent,
                postings=postings,
                summary=rules.summary,
                words=rules.words,
                kinds={str(kind): label for kind, label in rules.PLATFORM_LABELS.items()},
                kind_label="Nền tảng",
                columns=(Column("Thành viên", adds_up=True),),
                opens=True,
                form=ChannelForm,
            )
        )
