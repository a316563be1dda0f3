"""One traveller's action as one trace, through every process that has a part in it.

Each update, page and job is part of a trace. Every line logged meanwhile has its id
and goes along with whatever is handed on: a job in the queue, a message or an alert in the outbox.
With TRACES_URL the steps are also exported as OpenTelemetry spans, made by hand at seven joints.
They hold names and kinds, never what anybody wrote, an address or a key.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from enum import StrEnum
from types import TracebackType

import structlog
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio, Sampler
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from domain.settings import Settings

# What a collector that is away may take of a process's last moments.
EXPORT_SECONDS = 3
_HEADER = "traceparent"
_w3c = TraceContextTextMapPropagator()
# The step in progress while none is exported: as it is handed on, which is all that is wanted of it
# then. What OpenTelemetry would hold in its place takes four times as long to make and to read.
_unexported: ContextVar[str | None] = ContextVar("unexported_step", default=None)
_ID = slice(3, 35)
_NO_ID = trace.format_trace_id(trace.INVALID_TRACE_ID)


class Joint(StrEnum):
    """Where the product's parts meet, and a span is made."""

    UPDATE = "update"
    HANDLER = "handler"
    SUPPLIER_CALL = "supplier call"
    JOB = "job"
    SEND = "send"
    DATABASE_BATCH = "database batch"
    PAGE = "page"


_KINDS = {
    Joint.UPDATE: SpanKind.CONSUMER,
    Joint.JOB: SpanKind.CONSUMER,
    Joint.PAGE: SpanKind.SERVER,
    Joint.SUPPLIER_CALL: SpanKind.CLIENT,
    Joint.SEND: SpanKind.CLIENT,
    Joint.DATABASE_BATCH: SpanKind.CLIENT,
}


def _tracer_of(process: str, sampler: Sampler, processor: SpanProcessor) -> Tracer:
    resource = Resource.create({"service.name": "often-hotels", "service.instance.role": process})
    provider = TracerProvider(sampler=sampler, resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(processor)
    return provider.get_tracer("often-hotels")


class _Tracing:
    """This process's tracer: None until spans are to be exported, when only ids are needed."""

    tracer: Tracer | None = None
    ids = RandomIdGenerator()


def processor_of(settings: Settings) -> SpanProcessor | None:
    """Return what exports spans to TRACES_URL, None without it."""
    if settings.traces_url is None:
        return None
    headers = settings.traces_headers
    pairs = (one.split("=", 1) for one in headers.get_secret_value().split(",")) if headers else ()
    exporter = OTLPSpanExporter(
        endpoint=settings.traces_url,
        headers={name.strip(): value.strip() for name, value in pairs},
        timeout=EXPORT_SECONDS,
    )
    return BatchSpanProcessor(exporter)


@contextmanager
def exporting(processor: SpanProcessor | None, process: str, share: float = 1.0) -> Iterator[None]:
    """Hand `share` of the traces that begin here to `processor`, which is closed at the end."""
    if processor is None:
        yield
        return
    before = _Tracing.tracer
    _Tracing.tracer = _tracer_of(process, ParentBasedTraceIdRatio(share), processor)
    try:
        yield
    finally:
        _Tracing.tracer = before
        processor.shutdown()


def current_trace() -> str | None:
    """Return the step in progress as what goes on with it needs it, None outside any."""
    if _Tracing.tracer is None:
        return _unexported.get()
    carrier: dict[str, str] = {}
    _w3c.inject(carrier)
    return carrier.get(_HEADER)


class traced:  # noqa: N801 - reads as the functions beside it do
    """Trace what happens inside, as part of the trace `continues`, of the one in progress, or
    again.

    An unreadable `continues` is ignored. The trace's id, which is what `with` yields, is in every
    line that is logged meanwhile.
    """

    __slots__ = ("_noted", "_span")

    def __init__(
        self, joint: Joint, name: str, continues: str | None = None, **attributes: str | int
    ) -> None:
        self._span = _span(joint, name, continues, attributes)

    def __enter__(self) -> str:
        self._span.__enter__()
        trace_id = current_trace_id()
        self._noted = structlog.contextvars.bind_contextvars(trace_id=trace_id)
        return trace_id

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        stack: TracebackType | None,
    ) -> None:
        structlog.contextvars.reset_contextvars(**self._noted)
        self._span.__exit__(kind, error, stack)


class noted:  # noqa: N801 - reads as the functions beside it do
    """Write `values` into every line that is logged meanwhile.

    structlog's own looks through all variables of the context first: three times the time.
    """

    __slots__ = ("_tokens", "_values")

    def __init__(self, **values: str) -> None:
        self._values = values

    def __enter__(self) -> None:
        self._tokens = structlog.contextvars.bind_contextvars(**self._values)

    def __exit__(self, *_raised: object) -> None:
        structlog.contextvars.reset_contextvars(**self._tokens)


@contextmanager
def stepped(joint: Joint, name: str, **attributes: str | int) -> Iterator[None]:
    """Make a span within the trace in progress; outside one that is exported this does nothing."""
    if _Tracing.tracer is None or not trace.get_current_span().is_recording():
        yield
        return
    with _span(joint, name, None, attributes):
        yield


def current_trace_id() -> str:
    """Return the id of the trace in progress as it is written everywhere; zeros outside any."""
    if _Tracing.tracer is None:
        step = _unexported.get()
        return _NO_ID if step is None else step[_ID]
    return trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)


def rename_step(name: str, **attributes: str | int) -> None:
    """Name the step in progress by what is known of it only by now."""
    if _Tracing.tracer is None:
        return
    span = trace.get_current_span()
    span.update_name(name)
    span.set_attributes(attributes)


def _span(
    joint: Joint, name: str, continues: str | None, attributes: dict[str, str | int]
) -> AbstractContextManager[None]:
    """Return what holds a span; its ids alone while none is exported."""
    context = None if continues is None else _w3c.extract({_HEADER: continues})
    tracer = _Tracing.tracer
    if tracer is None:
        return _IdsAlone(context)
    return _recorded(tracer, joint, name, context, attributes)


@contextmanager
def _recorded(
    tracer: Tracer, joint: Joint, name: str, context: Context | None,
    attributes: dict[str, str | int],
) -> Iterator[None]:  # fmt: skip
    """Hold a span; of a failure record only its kind, since its text may quote anything."""
    with tracer.start_as_current_span(
        name,
        context=context,
        kind=_KINDS.get(joint, SpanKind.INTERNAL),
        attributes={"often.joint": joint.value, **attributes},
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            yield
        except BaseException as error:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


class _IdsAlone:
    """Stands in for a span, with its ids alone."""

    __slots__ = ("_context", "_token")

    def __init__(self, context: Context | None) -> None:
        self._context = context

    def __enter__(self) -> None:
        trace_id, span_id = self._trace_id(), _Tracing.ids.generate_span_id()
        self._token = _unexported.set(f"00-{trace_id}-{span_id:016x}-00")

    def _trace_id(self) -> str:
        before = _unexported.get()
        if self._context is not None:
            continued = trace.get_current_span(self._context).get_span_context()
            if continued.is_valid:
                return trace.format_trace_id(continued.trace_id)
        elif before is not None:
            return before[_ID]
        return trace.format_trace_id(_Tracing.ids.generate_trace_id())

    def __exit__(self, *_raised: object) -> None:
        _unexported.reset(self._token)
