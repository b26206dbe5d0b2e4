"""Photos and the weekly reminder, by those who may and those who may not."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from binhyen.accounts.models import Officer
from binhyen.records.models import Photo, Repetition
from tests.builders.pictures import photo
from tests.builders.records import make_officer, make_record, the_catalogue
from tests.builders.units import make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    the_catalogue()


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def upload(data: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


class TestPhotos:
    def test_are_seen_by_readers_of_the_record_and_by_nobody_else(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        client = signed_in(officer)
        sending = reverse("activities:photos", args=[record.pk])
        client.post(sending, {"photos": [upload(photo()), upload(photo(500))]})
        kept = Photo.objects.first()
        assert kept is not None
        seeing = reverse("activities:photo", args=[record.pk, kept.sha256])

        shown = client.get(seeing)

        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
        assert "private" in shown["Cache-Control"]
        assert Client().get(seeing).status_code == 302
        assert signed_in(make_officer(make_unit())).get(seeing).status_code == 404

    def test_one_that_is_no_photo_is_told_and_the_others_are_kept(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        sending = reverse("activities:photos", args=[record.pk])
        sent = {"photos": [upload(b"MZ virus", "anh.jpg"), upload(photo())]}
        page = signed_in(officer).post(sending, sent, follow=True).content.decode()
        assert Photo.objects.count() == 1
        assert "Tệp này không phải ảnh" in page
        assert "Đã thêm 1 ảnh." in page

    def test_are_added_only_by_those_who_write_there(self) -> None:
        record = make_record(commune := make_unit(), make_officer(commune)).record
        sending = reverse("activities:photos", args=[record.pk])
        leader = signed_in(make_officer(commune, "LEADER"))
        assert leader.post(sending, {"photos": [upload(photo())]}).status_code == 403
        assert not Photo.objects.exists()

    def test_one_taken_out_is_seen_no_more_and_can_be_put_back(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        client = signed_in(officer)
        client.post(reverse("activities:photos", args=[record.pk]), {"photos": [upload(photo())]})
        sha256 = Photo.objects.get().sha256
        seeing = reverse("activities:photo", args=[record.pk, sha256])
        acting = reverse("activities:photo_removal", args=[record.pk, sha256])

        client.post(acting)
        assert client.get(seeing).status_code == 404
        assert "Đưa ảnh lại" in client.get(f"/hoat-dong/{record.pk}/").content.decode()
        client.post(acting, {"act": "back"})
        assert client.get(seeing).status_code == 200


class TestRepetition:
    def test_is_begun_and_stopped_from_the_record(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer).record
        client = signed_in(officer)
        acting = reverse("activities:repetition", args=[record.pk])
        assert "Nhắc ghi hằng tuần" in client.get(f"/hoat-dong/{record.pk}/").content.decode()

        client.post(acting)
        assert "Thôi nhắc hằng tuần" in client.get(f"/hoat-dong/{record.pk}/").content.decode()
        client.post(acting, {"act": "stop"})
        assert not Repetition.objects.filter(stopped_at=None).exists()

    def test_shows_at_home_on_its_day_with_a_way_to_write_and_to_pass_over(self) -> None:
        officer = make_officer(commune := make_unit())
        record = make_record(commune, officer, on="2026-11-02").record
        client = signed_in(officer)
        client.post(reverse("activities:repetition", args=[record.pk]))

        home = client.get("/")
        (due,) = home.context["weekly"]
        assert due.url.startswith(f"/hoat-dong/ghi-moi/?like={record.pk}&on=")
        client.post(due.pass_url, {"day": due.day.isoformat(), "next": "/"})
        assert client.get("/").context["weekly"] == []
