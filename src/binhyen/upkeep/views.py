"""The page for an error of ours: it names the request, so that its line in the log can be found."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the request for anything more: whatever failed may fail again."""
    number = getattr(request, "request_id", "")
    page = loader.get_template("500.html").render({"request_id": number})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
