"""The choice of language: before the door on this device, behind it with the account as well."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from binhyen.accounts import services
from binhyen.accounts.models import Language, Officer
from binhyen.kernel.pages import way_back


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """POST /ngon-ngu/; a language nobody knows changes nothing."""
    response = redirect(way_back(request))
    language = request.POST.get("language", "")
    if language not in Language.values:
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        httponly=True,
    )
    if isinstance(request.user, Officer):
        services.choose_language(language=Language(language), by=request.user, at=timezone.now())
    return response
