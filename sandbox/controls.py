"""Controls over the whole sandbox: faults, the request log, reset, health."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from sandbox.faults import FaultKind, Target
from sandbox.state import SandboxState


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


def router(state: SandboxState) -> APIRouter:
    """Return the routes under /sandbox that concern everything at once."""
    routes = APIRouter(prefix="/sandbox")

    @routes.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

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

    @routes.get("/requests")
    async def requests(after: int = 0, target: str | None = None) -> list[dict[str, Any]]:
        return [request.to_json() for request in state.log.after(after, target)]

    @routes.post("/reset")
    async def reset() -> dict[str, bool]:
        state.reset()
        return {"reset": True}

    @routes.post("/flood")
    async def flood() -> None:
        raise HTTPException(501, "Flood limits are not simulated yet.")

    @routes.get("/mail")
    async def mail() -> None:
        raise HTTPException(501, "The product sends no mail yet.")

    return routes
