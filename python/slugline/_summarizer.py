"""One line for every article, as a transformer."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _native
from ._base import HAS_SKLEARN, BaseEstimator, TransformerMixin
from ._inputs import articles
from ._lines import line_maker
from ._models import native_model, rows_of
from ._parameters import Checker

__all__ = ["Summarizer"]


class Summarizer(TransformerMixin, BaseEstimator):
    """Give every article one line: a sentence of its own, shortened by deletion only.

    There is nothing to fit: what makes a good line was learnt before (``slugline train-line``), and comes in a file, or is built in.

    Parameters
    ----------
    max_chars : int, default=None
        The most characters that a line may have; 0 for whole sentences, however long. ``None`` for 160 for each sentence.
    sentences : int, default=1
        Sentences per line at most, which do not repeat each other and stand in the order of the article.
    allow_echo : bool, default=False
        Whether a sentence that only repeats the title may be the line though there are others.
    line_model : path, default=None
        Weights that ``slugline train-line`` made; ``None`` for the built-in ones.
    model : TopicClassifier or path, default=None
        What tells how rare words are, and what they say of topics; ``None`` for the built-in model.
    keep_boilerplate : bool, default=False
        Whether sentences that repeat across the articles of a source may be lines.
    n_jobs : int, default=None
        The number of threads, which changes nothing but the time; ``None`` and -1 for as many as there are cores.

    See Also
    --------
    TopicClassifier : A topic for every article.
    summarize_table : Lines for the articles of a table.

    Examples
    --------
    >>> from slugline import Summarizer
    >>> text = "Hello all. The council approved the new tram line on Monday after a long debate. More soon."
    >>> Summarizer().transform([text]).tolist()
    ['The council approved the new tram line on Monday after a long debate.']
    """

    def __init__(
        self,
        max_chars: int | None = None,
        *,
        sentences: int = 1,
        allow_echo: bool = False,
        line_model: Any = None,
        model: Any = None,
        keep_boilerplate: bool = False,
        n_jobs: int | None = None,
    ):
        self.max_chars = max_chars
        self.sentences = sentences
        self.allow_echo = allow_echo
        self.line_model = line_model
        self.model = model
        self.keep_boilerplate = keep_boilerplate
        self.n_jobs = n_jobs

    def fit(self, X: Any = None, y: Any = None) -> Summarizer:
        """Check the parameters; there is nothing to learn.

        Parameters
        ----------
        X : array-like of str or dict, default=None
            Not used, here for the convention.
        y : array-like, default=None
            Not used, here for the convention.

        Returns
        -------
        Summarizer
            The same object.
        """
        self._maker()
        return self

    def transform(self, X: Any) -> np.ndarray:
        """Return the line of each article.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.

        Returns
        -------
        numpy.ndarray of str, of shape (n_articles,)
            The lines, as objects; empty for an article without a sentence.
        """
        maker, model, keep_boilerplate, n_threads = self._maker()
        lines = maker.lines(articles(X), model, keep_boilerplate, n_threads)
        return np.array(lines, dtype=object)

    def summarize(self, X: Any, *, with_text: bool = False, explain: bool = False) -> list[dict[str, Any]]:
        """Return the rows that ``slugline summarize`` writes.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.
        with_text : bool, default=False
            Whether the cleaned text comes along, to which spans refer.
        explain : bool, default=False
            Whether each sentence of the line comes along, with its score and what was cut from it.

        Returns
        -------
        list of dict
            For each article ``id``, ``title``, ``summary``, ``span`` (bytes of the cleaned text), ``trimmed`` and ``status``.
        """
        maker, model, keep_boilerplate, n_threads = self._maker()
        check = Checker("summarize")
        with_text = check.truth("with_text", with_text)
        with_sentences = check.truth("explain", explain) or self.sentences > 1
        return rows_of(maker.rows(articles(X), model, with_text, with_sentences, keep_boilerplate, n_threads))

    def _maker(self) -> tuple[_native.LineMaker, _native.Model, bool, int | None]:
        check = Checker(type(self).__name__)
        maker = line_maker(check, self.max_chars, self.sentences, self.allow_echo, self.line_model)
        keep_boilerplate = check.truth("keep_boilerplate", self.keep_boilerplate)
        return maker, native_model(self.model), keep_boilerplate, check.n_threads(self.n_jobs)

    def __sklearn_is_fitted__(self) -> bool:
        return True

    if HAS_SKLEARN:

        def __sklearn_tags__(self) -> Any:
            tags = super().__sklearn_tags__()
            tags.requires_fit = False
            tags.input_tags.one_d_array = True
            tags.input_tags.two_d_array = False
            tags.input_tags.string = True
            tags.input_tags.dict = True
            return tags
