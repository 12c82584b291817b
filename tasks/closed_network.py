"""Prefect without a word to the outside: the settings of its server and of our runner."""

from __future__ import annotations

from workflows.config import Settings


def api_url(settings: Settings) -> str:
    """Return the address of the Prefect API: an existing server's, or that of the one started beside us."""
    return settings.prefect_api or f"http://127.0.0.1:{settings.prefect_port}/api"


def prefect_environment(settings: Settings) -> dict[str, str]:
    """Return the variables under which Prefect's server and our runner start.

    Telemetry, update checks and advertising are off; the schedule keeps few future runs and the history two
    days of events, so that an idle server stays small. The API answers only to this installation's own secret.
    """
    home = settings.home / "prefect"
    own_server = {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_API_AUTH_STRING": f"hewei:{settings.secret().hex()[:40]}",
        "PREFECT_API_AUTH_STRING": f"hewei:{settings.secret().hex()[:40]}",
    }
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_url(settings),
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": '["events","flow_runs"]',
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "P14D",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "3",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT5M",
        **({} if settings.prefect_api else own_server),
    }
