"""What makes lines, by the parameters that every function and estimator has for them."""

from __future__ import annotations

import os
from typing import Any

from . import _native
from ._parameters import Checker

#: A line of one sentence has at most so many characters where nothing else is said.
MAX_CHARS = 160


def line_maker(
    check: Checker,
    max_chars: Any,
    sentences: Any,
    allow_echo: Any,
    line_model: Any,
) -> _native.LineMaker:
    """Return what makes lines, by parameters that are checked here."""
    limits = line_limits(check, max_chars, sentences, allow_echo)
    return _native.LineMaker(None if line_model is None else os.fspath(line_model), *limits)


def line_limits(check: Checker, max_chars: Any, sentences: Any, allow_echo: Any) -> tuple[int, int, bool]:
    """Return how long a line may be, in characters and sentences, and whether it may repeat the title."""
    n_sentences = check.count("sentences", sentences, 1, "a whole number from 1 to 100", 100)
    if max_chars is None:
        max_chars = MAX_CHARS * n_sentences
    max_chars = check.count("max_chars", max_chars, 0, "a whole number from 0 on (0 for no limit), or None")
    return max_chars, n_sentences, check.truth("allow_echo", allow_echo)
