"""The conventions of estimators: scikit-learn's own classes where it is installed, and what of them is needed where it is not."""

from __future__ import annotations

import inspect
from typing import Any

__all__ = ["HAS_SKLEARN", "BaseEstimator", "ClassifierMixin", "TransformerMixin"]

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin

    HAS_SKLEARN = True
except ImportError:
    HAS_SKLEARN = False

    class BaseEstimator:
        """Parameters by name, as scikit-learn has them."""

        @classmethod
        def _get_param_names(cls) -> list[str]:
            parameters = inspect.signature(cls.__init__).parameters
            return sorted(name for name in parameters if name != "self")

        def get_params(self, deep: bool = True) -> dict[str, Any]:
            """Return the parameters by name.

            Parameters
            ----------
            deep : bool, default=True
                Accepted for the sake of scikit-learn's convention; no parameter here has parameters of its own.

            Returns
            -------
            dict
                The parameters, as they were given.
            """
            return {name: getattr(self, name) for name in self._get_param_names()}

        def set_params(self, **params: Any) -> BaseEstimator:
            """Set parameters by name.

            Parameters
            ----------
            **params
                The parameters.

            Returns
            -------
            self
                The estimator.
            """
            known = self._get_param_names()
            for name, value in params.items():
                if name not in known:
                    raise ValueError(f"Invalid parameter {name!r} for estimator {self!r}. Valid parameters are: {known}.")
                setattr(self, name, value)
            return self

        def __repr__(self) -> str:
            defaults = inspect.signature(type(self).__init__).parameters
            changed = (
                f"{name}={value!r}" for name, value in self.get_params().items() if value is not defaults[name].default
            )
            return f"{type(self).__name__}({', '.join(changed)})"

    class ClassifierMixin:
        """Marks a classifier."""

        _estimator_type = "classifier"

    class TransformerMixin:
        """Marks a transformer."""

        def fit_transform(self, X: Any, y: Any = None, **fit_params: Any) -> Any:
            """Fit to the articles, and transform them.

            Parameters
            ----------
            X : array-like of str or dict
                The articles.
            y : array-like, default=None
                Their labels, where the estimator learns from them.
            **fit_params
                What `fit` takes beside them.

            Returns
            -------
            numpy.ndarray
                What `transform` returns.
            """
            return self.fit(X, y, **fit_params).transform(X)
