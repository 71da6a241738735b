"""Puts this folder on the path, so that tests share factories; properties are not judged by how busy the machine is."""

from hypothesis import HealthCheck, settings

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")
