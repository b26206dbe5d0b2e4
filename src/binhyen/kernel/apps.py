from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "binhyen.kernel"
