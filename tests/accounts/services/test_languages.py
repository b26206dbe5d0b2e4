import pytest

from binhyen.accounts.models import Language, Officer
from binhyen.accounts.services import choose_language
from binhyen.audit.models import AuditEntry
from tests.builders.accounts import MORNING, make_officer


@pytest.mark.django_db
class TestChooseLanguage:
    def test_keeps_it_with_the_account_and_logs_it_once(self) -> None:
        officer = make_officer()

        choose_language(language=Language.ENGLISH, by=officer, at=MORNING)
        choose_language(language=Language.ENGLISH, by=officer, at=MORNING)

        assert Officer.objects.get(pk=officer.pk).language == "en"
        entry = AuditEntry.objects.get(action="officer.language_chosen")
        assert (entry.actor_id, entry.at) == (officer.pk, MORNING)

    def test_goes_back_as_well(self) -> None:
        officer = make_officer()

        for language in (Language.ENGLISH, Language.VIETNAMESE):
            choose_language(language=language, by=officer, at=MORNING)

        assert Officer.objects.get(pk=officer.pk).language == "vi"
        assert AuditEntry.objects.filter(action="officer.language_chosen").count() == 2
