"""Models, and when they give a topic, in the forms that functions take them in."""

from __future__ import annotations

import json
import os
import warnings
from functools import lru_cache
from typing import Any

from . import _native
from ._inputs import file_text
from ._parameters import Checker
from .exceptions import SluglineTypeError, SluglineWarning, not_fitted_error


@lru_cache(maxsize=1)
def builtin() -> _native.Model:
    """Return the built-in model, which is read once."""
    return _native.Model.builtin()


def native_model(model: Any) -> _native.Model:
    """Return what a `model` parameter means.

    Parameters
    ----------
    model : TopicClassifier, path or None
        A fitted classifier, a model file, or `None` for the built-in model.

    Returns
    -------
    _native.Model
        The model.
    """
    if model is None:
        return builtin()
    if isinstance(model, _native.Model):
        return model
    if isinstance(model, (str, os.PathLike)):
        return _native.Model.load(os.fspath(model))
    if hasattr(model, "predict_proba"):
        fitted = getattr(model, "model_", None)
        if fitted is None:
            raise not_fitted_error()(f"This {type(model).__name__} instance is not fitted yet. Call 'fit' with appropriate arguments before using it.")
        return fitted
    raise SluglineTypeError(f"a model is a TopicClassifier, the path of a model file, or None, not of the type {type(model).__name__}")


def decided(
    owner: str,
    model: _native.Model,
    *,
    min_confidence: float,
    max_error: float | None,
    prior: Any,
    rules: Any,
    keep_boilerplate: bool,
) -> tuple[_native.Model, dict[str, Any]]:
    """Return the model for topics as frequent as was said, and when it gives one, as the native part has it."""
    check = Checker(owner)
    if prior is not None:
        model = model.with_prior(check.prior(prior))
    min_confidence = check.number("min_confidence", min_confidence, 0.0, 1.0, "a number from 0 to 1")
    if max_error is not None:
        max_error = check.number("max_error", max_error, 0.0, 100.0, "a percentage from 0 to 100, or None")
        if min_confidence > 0.0:
            raise check.refuse("max_error", "None where min_confidence is given", max_error)
        found = model.min_confidence_for(max_error)
        if found is None:
            message = f"no confidence keeps the error at {max_error:g} % or less; all articles are unsure"
            warnings.warn(message, SluglineWarning, stacklevel=3)
        min_confidence = float("inf") if found is None else found
    decision = {
        "min_confidence": min_confidence,
        "rules": None if rules is None else file_text(rules, "rules"),
        "keep_boilerplate": check.truth("keep_boilerplate", keep_boilerplate),
    }
    return model, decision


def rows_of(lines: bytes) -> list[dict[str, Any]]:
    """Return JSON lines as dicts."""
    return [json.loads(line) for line in lines.split(b"\n") if line]
