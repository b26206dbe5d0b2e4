from django.apps import AppConfig


class RearrangementConfig(AppConfig):
    name = "binhyen.rearrangement"
