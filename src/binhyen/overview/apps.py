from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "binhyen.overview"
