"""What can go wrong, as exceptions.

All of them are `SluglineError`, which is a `ValueError`, so that who catches that catches these.
"""

__all__ = ["NotFittedError", "SluglineError", "SluglineIOError", "SluglineTypeError", "SluglineWarning"]


class SluglineError(ValueError):
    """Something about a parameter, the data or a model does not do; the message says what, and how to mend it."""


class SluglineIOError(SluglineError, OSError):
    """A file could not be found, read or written."""


class SluglineTypeError(SluglineError, TypeError):
    """Something is of a type that it cannot be."""


class SluglineWarning(UserWarning):
    """Part of the input could not be read, and the rest was; or a parameter has a consequence that is easily missed."""


try:
    from sklearn.exceptions import NotFittedError
except ImportError:

    class NotFittedError(ValueError, AttributeError):
        """An estimator was asked for what it learns before it had learnt; scikit-learn's exception where it is installed."""
