"""/healthz, /readyz and /metrics: for whoever watches the server, never about people."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.refusal import json_answer
from schema.live.hub import Hub
from schema.reads.sql import default_db


async def healthz(_request: Request) -> Response:
    """This process answers."""
    return json_answer({"ok": True})


async def readyz(_request: Request) -> Response:
    """This process answers and its database does too."""
    await default_db().execute_query("select 1")
    return json_answer({"ok": True})


async def metrics(request: Request) -> Response:
    """Figures of this process in Prometheus' text format."""
    registry: CollectorRegistry = request.app.state.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def make_registry(hub: Hub) -> CollectorRegistry:
    """The figures of one process: how many phones listen live."""
    registry = CollectorRegistry()
    listeners = Gauge("adil_live_listeners", "Phones with an open live stream", registry=registry)
    listeners.set_function(lambda: hub.listeners)
    return registry


def health_routes() -> list[Route]:
    """The three routes."""
    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]
