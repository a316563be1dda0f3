"""Controls over the whole sandbox: faults, the request log, reset, health."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from sandbox.faults import FaultKind, Target
from sandbox.state import SandboxState
from sandbox.telegram.flood import FloodLimits


class NewFault(BaseModel):
    """A fault to be planted; see `sandbox.faults`."""

    target: Target
    kind: FaultKind
    match: str | None = None
    status: int | None = None
    retry_after: int | None = None
    seconds: float | None = None
    times: int | None = None
    body: Any = None
    fields: tuple[str, ...] = ()


class FloodWish(BaseModel):
    """Flood limits to be switched on or off; without numbers they are Telegram's own."""

    enabled: bool
    per_chat: Annotated[int, Field(ge=1)] = FloodLimits().per_chat
    all_chats: Annotated[int, Field(ge=1, alias="global")] = FloodLimits().all_chats
    per_group_minute: Annotated[int, Field(ge=1)] = FloodLimits().per_group_minute


class Reach(BaseModel):
    """Whether files that a bot names by their address are fetched from beyond this machine."""

    beyond: bool


def _add_faults(routes: APIRouter, state: SandboxState) -> None:
    """Add the routes that plant faults."""

    @routes.post("/faults")
    async def add_fault(fault: NewFault) -> dict[str, int]:
        return {"id": state.faults.add(**fault.model_dump())}

    @routes.get("/faults")
    async def all_faults() -> list[dict[str, Any]]:
        return [asdict(fault) for fault in state.faults.all()]

    @routes.delete("/faults")
    async def clear_faults() -> dict[str, bool]:
        state.faults.clear()
        return {"cleared": True}


def router(state: SandboxState) -> APIRouter:
    """Return the routes under /sandbox that concern the whole sandbox."""
    routes = APIRouter(prefix="/sandbox")

    @routes.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    _add_faults(routes, state)

    @routes.get("/requests")
    async def requests(after: int = 0, target: str | None = None) -> list[dict[str, Any]]:
        return [request.to_json() for request in state.log.after(after, target)]

    @routes.post("/reset")
    async def reset() -> dict[str, bool]:
        await state.reset()
        return {"reset": True}

    @routes.post("/flood")
    async def flood(wish: FloodWish) -> dict[str, Any]:
        limits = FloodLimits(wish.per_chat, wish.all_chats, wish.per_group_minute)
        state.telegram.flood.set_limits(limits if wish.enabled else None)
        return state.telegram.flood.to_json()

    @routes.post("/reach")
    async def reach(wish: Reach) -> dict[str, bool]:
        """Let files be fetched from other machines, or from this one alone."""
        state.telegram.cloud.reaches_out = wish.beyond
        return {"beyond": wish.beyond}

    @routes.get("/mail")
    async def mail() -> list[dict[str, Any]]:
        return state.mailbox.to_json()

    return routes
