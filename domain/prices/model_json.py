"""A fitted model as JSON, for storage."""

from datetime import date
from typing import Any

from domain.prices.forecast_statistics import Model
from domain.prices.regression import Regression
from domain.prices.sources import Source


def to_json(model: Model) -> dict[str, Any]:
    """Return a model in stored form."""
    return {
        "as_of": model.as_of.isoformat(),
        "known_until": model.known_until.isoformat(),
        "questions": [list(one) for one in model.questions],
        "outcomes": model.outcomes,
        "rates": list(model.rates),
        "levels": list(model.levels),
        "regression": model.regression
        and {
            "level": model.regression.level,
            "weights": list(model.regression.weights),
            "cells": [[*cell, level] for cell, level in model.regression.cells.items()],
        },
        "sources": [
            [
                *name,
                one.days,
                one.cases,
                one.fell,
                [[b, *c] for b, c in one.buckets.items()],
                one.lean,
            ]
            for name, one in model.sources.items()
        ],
    }


def from_json(stored: dict[str, Any]) -> Model:
    """Return a model from its stored form."""
    fitted = stored["regression"]
    return Model(
        date.fromisoformat(stored["as_of"]),
        tuple((float(percent), int(days)) for percent, days in stored["questions"]),
        stored["outcomes"],
        tuple(stored["rates"]),
        tuple(stored["levels"]),
        fitted
        and Regression(
            fitted["level"],
            tuple(fitted["weights"]),
            {(kind, bucket): level for kind, bucket, level in fitted["cells"]},
        ),
        {
            (source, kind): Source(
                days,
                cases,
                tuple(fell),
                {bucket: tuple(counts) for bucket, *counts in buckets},
                *lean,
            )
            for source, kind, days, cases, fell, buckets, *lean in stored["sources"]
        },
        date.fromisoformat(stored.get("known_until", stored["as_of"])),
    )
