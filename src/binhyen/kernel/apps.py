from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "binhyen.kernel"

    def ready(self) -> None:
        import binhyen.kernel.lookups  # noqa: F401, PLC0415 -- makes ``__among`` known to fields
