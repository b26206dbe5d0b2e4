from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "binhyen.filings"
