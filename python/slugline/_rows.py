"""What the commands say of articles, as methods of a classifier: the objects that they write as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from . import _native
from ._inputs import articles
from ._models import decided, rows_of
from ._parameters import Checker

__all__ = ["CommandRows"]


class CommandRows:
    """Rows of ``slugline classify`` and ``slugline explain``, and what ``slugline inspect`` says of the model."""

    keep_boilerplate: bool
    #: The fitted model and the number of threads, which the classifier knows.
    _ready: Callable[[], tuple[_native.Model, int | None]]

    def classify(
        self,
        X: Any,
        *,
        min_confidence: float = 0.0,
        max_error: float | None = None,
        prior: Any = None,
        rules: Any = None,
    ) -> list[dict[str, Any]]:
        """Return the rows that ``slugline classify`` writes: topics with their confidence, and what is unsure.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.
        min_confidence : float, default=0.0
            Articles less sure than this are ``unsure``, 0 to 1; those without a word that the model knows always are.
        max_error : float, default=None
            Accept articles down to the confidence at which at most so many percent of those accepted are wrong.
        prior : {'train', 'uniform'} or dict, default=None
            How frequent topics are in these articles; ``None`` as the model was told.
        rules : path, default=None
            A file of rules that are asked beside the model.

        Returns
        -------
        list of dict
            For each article ``id``, ``title``, ``topic``, ``confidence``, ``topics`` and ``status``, as the command has them.
        """
        model, n_threads = self._ready()
        model, decision = decided(
            "classify",
            model,
            min_confidence=min_confidence,
            max_error=max_error,
            prior=prior,
            rules=rules,
            keep_boilerplate=self.keep_boilerplate,
        )
        return rows_of(model.classify(articles(X), decision, n_threads))

    def explain(self, X: Any, *, limit: int = 10, with_text: bool = False) -> list[dict[str, Any]]:
        """Return why each article has its topic, as ``slugline explain --json`` says it.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.
        limit : int, default=10
            So many terms for the topic and for its runner-up at most; 0 for all.
        with_text : bool, default=False
            Whether title and cleaned text come along, to which the spans refer.

        Returns
        -------
        list of dict
            For each article ``topic``, ``runner_up``, ``margin``, ``terms`` (each with its ``contribution`` and where it stands) and more.
        """
        model, n_threads = self._ready()
        limit = Checker("explain").count("limit", limit, 0, "a whole number from 0 on")
        with_text = Checker("explain").truth("with_text", with_text)
        return rows_of(model.explain(articles(X), limit, with_text, self.keep_boilerplate, n_threads))

    def inspect(self) -> dict[str, Any]:
        """Return what is in the model, as ``slugline inspect --json`` writes it.

        Returns
        -------
        dict
            The algorithm with its settings, how many articles each topic has, what was tried, and more.
        """
        return json.loads(self._ready()[0].inspect())
