"""The language an officer reads."""

from datetime import datetime

from django.db import transaction

from binhyen.accounts.models import Language, Officer
from binhyen.accounts.services.trail import log_officer


@transaction.atomic
def choose_language(*, language: Language, by: Officer, at: datetime) -> None:
    """Keep the language of the screens with one's account; choosing it again changes nothing."""
    changed = Officer.objects.filter(pk=by.pk).exclude(language=language).update(language=language)
    if changed:
        log_officer("officer.language_chosen", by, by=by, at=at, language=str(language))
