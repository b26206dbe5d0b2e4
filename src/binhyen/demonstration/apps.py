from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "binhyen.demonstration"
