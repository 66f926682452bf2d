"""What parameters may be: each is checked where it is used first, and a message names it, what it may be, and what it was."""

from __future__ import annotations

import math
import numbers
import os
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import numpy as np

from .exceptions import SluglineError

ALGORITHMS = ("auto", "multinomial", "complement", "discriminative")
MEASURES = ("macro-f1", "accuracy")
SCOPES = ("stories", "copies", "off")

#: The longest character n-gram, as the library has it.
MAX_CHARACTERS = 8


class Checker:
    """Checks the parameters of one estimator or function, which messages name."""

    def __init__(self, owner: str):
        self.owner = owner

    def refuse(self, name: str, expected: str, value: Any) -> SluglineError:
        """Return the exception for a parameter that is not what it may be."""
        return SluglineError(f"The {name!r} parameter of {self.owner} must be {expected}. Got {value!r} instead.")

    def choice(self, name: str, value: Any, choices: tuple[str, ...]) -> str:
        """Return the value where it is one of some words."""
        if not isinstance(value, str) or value not in choices:
            raise self.refuse(name, "one of " + ", ".join(map(repr, choices)), value)
        return value

    def number(self, name: str, value: Any, low: float, high: float, expected: str, low_is_in: bool = True) -> float:
        """Return the value where it is a number between two others."""
        fits = isinstance(value, numbers.Real) and not isinstance(value, (bool, np.bool_)) and math.isfinite(value)
        if not fits or not (low <= value <= high) or (value == low and not low_is_in):
            raise self.refuse(name, expected, value)
        return float(value)

    def count(self, name: str, value: Any, low: int, expected: str, high: int = 2**31 - 1) -> int:
        """Return the value where it is a whole number from `low` on."""
        if not isinstance(value, numbers.Integral) or isinstance(value, (bool, np.bool_)) or not low <= int(value) <= high:
            raise self.refuse(name, expected, value)
        return int(value)

    def truth(self, name: str, value: Any) -> bool:
        """Return the value where it is a truth value."""
        if not isinstance(value, (bool, np.bool_)):
            raise self.refuse(name, "a bool", value)
        return bool(value)

    def truth_or_none(self, name: str, value: Any) -> bool | None:
        """Return the value where it is a truth value or `None`."""
        if value is None:
            return None
        if not isinstance(value, (bool, np.bool_)):
            raise self.refuse(name, "a bool or None", value)
        return bool(value)

    def n_threads(self, value: Any) -> int | None:
        """Return the number of threads that `n_jobs` means; `None` for as many as there are cores."""
        expected = "a whole number other than 0, or None"
        if value is None:
            return None
        if not isinstance(value, numbers.Integral) or isinstance(value, (bool, np.bool_)) or value == 0:
            raise self.refuse("n_jobs", expected, value)
        if value < 0:
            return None if value == -1 else max(1, (os.cpu_count() or 1) + 1 + int(value))
        return min(int(value), 1024)

    def prior(self, value: Any) -> Any:
        """Return a prior as the native part has it."""
        expected = "'train', 'uniform', or a dict of weights above 0 by topic"
        if value is None or isinstance(value, str):
            return value
        if not isinstance(value, Mapping) or not value:
            raise self.refuse("prior", expected, value)
        weights = []
        for topic, weight in value.items():
            if not isinstance(weight, numbers.Real) or not math.isfinite(weight) or weight <= 0:
                raise self.refuse("prior", expected, value)
            weights.append((str(topic), float(weight)))
        return weights

    def characters(self, value: Any) -> tuple[tuple[int, int] | None, bool]:
        """Return the lengths of character n-grams, and whether they are open to choice."""
        expected = f"None, 'none', or lengths from 2 to {MAX_CHARACTERS} such as '3-5' or (3, 5)"
        if value is None:
            return None, True
        if isinstance(value, str):
            if value == "none":
                return None, False
            parts = value.split("-") if "-" in value else [value, value]
            if len(parts) != 2 or not all(part.isdecimal() for part in parts):
                raise self.refuse("characters", expected, value)
            lengths = tuple(map(int, parts))
        else:
            lengths = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
        is_whole = len(lengths) == 2 and all(isinstance(n, numbers.Integral) and not isinstance(n, bool) for n in lengths)
        if not is_whole or not 2 <= lengths[0] <= lengths[1] <= MAX_CHARACTERS:
            raise self.refuse("characters", expected, value)
        return (int(lengths[0]), int(lengths[1])), False

    def lang(self, value: Any) -> str:
        """Return languages as a command line has them."""
        if isinstance(value, str):
            return value
        if isinstance(value, (list, tuple)) and value and all(isinstance(code, str) for code in value):
            return ",".join(value)
        raise self.refuse("lang", "'auto', a code such as 'en', or several of them", value)


def learning(estimator: Any, several_topics: bool) -> dict[str, Any]:
    """Return the parameters of a `TopicClassifier` as the native part has them.

    Raises
    ------
    SluglineError
        Where one is not what it may be.
    """
    check = Checker(type(estimator).__name__)
    given = estimator.get_params(deep=False)

    def optional(name: str, of: Any) -> Any:
        return None if given[name] is None else of(name, given[name])

    algorithm = check.choice("algorithm", given["algorithm"], ALGORITHMS)
    is_naive_bayes = algorithm in ("multinomial", "complement")
    idle = [("alpha", algorithm == "discriminative", "naive Bayes")]
    idle += [(name, is_naive_bayes, "the discriminative model") for name in ("cost", "balance")]
    for name, is_idle, what in idle:
        if given[name] is not None and is_idle:
            message = f"The {name!r} parameter of {check.owner} is about {what}, which algorithm={algorithm!r} does not learn; leave it None."
            raise SluglineError(message)

    def above_zero(name: str, value: Any) -> float:
        return check.number(name, value, 0.0, math.inf, "a number above 0, or None", low_is_in=False)

    def at_least_one(name: str, value: Any) -> int:
        return check.count(name, value, 1, "a whole number above 0, or None")

    characters, characters_are_open = check.characters(given["characters"])
    return {
        "algorithm": algorithm,
        "optimize": check.choice("optimize", given["optimize"], MEASURES),
        "prior": check.prior(given["prior"]),
        "alpha": optional("alpha", above_zero),
        "cost": optional("cost", above_zero),
        "balance": optional("balance", lambda name, value: check.number(name, value, 0.0, 1.0, "a number from 0 to 1, or None")),
        "lang": check.lang(given["lang"]),
        "stems": check.truth_or_none("stems", given["stems"]),
        "drop_stop_words": check.truth_or_none("drop_stop_words", given["drop_stop_words"]),
        "ngrams": optional("ngrams", at_least_one),
        "characters": characters,
        "characters_are_open": characters_are_open,
        "min_df": optional("min_df", at_least_one),
        "max_df": check.number("max_df", given["max_df"], 0.0, 1.0, "a number above 0, up to 1", low_is_in=False),
        "max_features": optional("max_features", at_least_one),
        "hash_features": optional("hash_features", at_least_one),
        "sublinear_tf": check.truth_or_none("sublinear_tf", given["sublinear_tf"]),
        "keep_boilerplate": check.truth("keep_boilerplate", given["keep_boilerplate"]),
        "several_topics": several_topics,
    }


def moment(value: Any, check: Checker, now: datetime) -> str | None:
    """Return the moment that `since` means, as text; `None` where it means none.

    A stretch of time is told from `now`; a day begins, and a moment without a zone is, in UTC.
    """
    expected = "a datetime, a date, a timedelta, a stretch such as '24h' or '7d', or a moment such as '2026-11-25T08:00:00Z'"
    found = _stretch(value) if isinstance(value, str) else value
    if value is None:
        return None
    if isinstance(found, str):
        try:
            found = datetime.fromisoformat(found.strip().replace("Z", "+00:00"))
        except ValueError:
            raise check.refuse("since", expected, value) from None
    try:
        if isinstance(found, timedelta):
            if found <= timedelta(0):
                raise check.refuse("since", expected, value)
            found = (now - found).replace(microsecond=0)
        elif isinstance(found, date) and not isinstance(found, datetime):
            found = datetime.combine(found, time())
        elif not isinstance(found, datetime):
            raise check.refuse("since", expected, value)
        zoned = found if found.tzinfo is not None else found.replace(tzinfo=timezone.utc)
        return zoned.astimezone(timezone.utc).isoformat()
    except OverflowError:
        raise check.refuse("since", expected, value) from None


def _stretch(text: str) -> Any:
    units = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
    number, unit = text.strip()[:-1], text.strip()[-1:]
    if unit in units and number.isdecimal():
        try:
            return timedelta(**{units[unit]: int(number)})
        except OverflowError:
            return text
    return text
