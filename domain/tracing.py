"""One traveller's action as one trace, through every process that has a part in it.

Each update, page and job is part of a trace. Every line logged meanwhile has its id
and goes along with whatever is handed on: a job in the queue, a message or an alert in the outbox.
With TRACES_URL the steps are also exported as OpenTelemetry spans, made by hand at seven joints.
They hold names and kinds, never what anybody wrote, an address or a key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

import structlog
from opentelemetry import trace
from opentelemetry.context import Context, attach, detach
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio, Sampler
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from domain.settings import Settings

# What a collector that is away may take of a process's last moments.
EXPORT_SECONDS = 3
_HEADER = "traceparent"
_w3c = TraceContextTextMapPropagator()


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
    carrier: dict[str, str] = {}
    _w3c.inject(carrier)
    return carrier.get(_HEADER)


@contextmanager
def traced(
    joint: Joint, name: str, continues: str | None = None, **attributes: str | int
) -> Iterator[None]:
    """Trace what happens inside, as part of the trace `continues`, of the one in progress, or
    again.

    An unreadable `continues` is ignored. The trace's id is in every line
    that is logged meanwhile.
    """
    context = None if continues is None else _w3c.extract({_HEADER: continues})
    with (
        _span(joint, name, context, attributes),
        structlog.contextvars.bound_contextvars(trace_id=current_trace_id()),
    ):
        yield


@contextmanager
def stepped(joint: Joint, name: str, **attributes: str | int) -> Iterator[None]:
    """Make a span within the trace in progress; outside one that is exported this does nothing."""
    if not trace.get_current_span().is_recording():
        yield
        return
    with _span(joint, name, None, attributes):
        yield


def current_trace_id() -> str:
    """Return the id of the trace in progress as it is written everywhere; zeros outside any."""
    return trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)


def rename_step(name: str, **attributes: str | int) -> None:
    """Name the step in progress by what is known of it only by now."""
    span = trace.get_current_span()
    span.update_name(name)
    span.set_attributes(attributes)


@contextmanager
def _span(
    joint: Joint, name: str, context: Context | None, attributes: dict[str, str | int]
) -> Iterator[None]:
    """Hold a span; of a failure record only its kind, since its text may quote anything."""
    if _Tracing.tracer is None:
        with _ids_alone(context):
            yield
        return
    with _Tracing.tracer.start_as_current_span(
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


@contextmanager
def _ids_alone(context: Context | None) -> Iterator[None]:
    """Hold what has the ids of a span, and is none: the SDK's own takes twice as long to make."""
    before = trace.get_current_span(context).get_span_context()
    ids = _Tracing.ids
    trace_id = before.trace_id if before.is_valid else ids.generate_trace_id()
    span = NonRecordingSpan(SpanContext(trace_id, ids.generate_span_id(), is_remote=False))
    token = attach(trace.set_span_in_context(span, context))
    try:
        yield
    finally:
        detach(token)
