"""A topic for every article, as an estimator."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from . import _native
from ._base import HAS_SKLEARN, BaseEstimator, ClassifierMixin
from ._inputs import articles, n_articles
from ._labels import classes_of, kind, labels, refuse_one_class
from ._models import builtin
from ._parameters import Checker, learning
from ._rows import CommandRows
from .exceptions import SluglineError, not_fitted_error

__all__ = ["TopicClassifier"]


class TopicClassifier(CommandRows, ClassifierMixin, BaseEstimator):
    """Tell the topic of articles: naive Bayes, a discriminative model, or a blend of the two, with calibrated probabilities.

    It learns as ``slugline train`` does, from the same articles the same model. An article is a ``str``, or a ``dict`` with the keys that the
    command reads (``title``, ``text``, ``source``, ``lang``, …).

    Parameters
    ----------
    algorithm : {'auto', 'multinomial', 'complement', 'discriminative'}, default='auto'
        What to learn. ``'auto'`` takes what does best on articles it has not seen: algorithm, blends, terms and settings.
    optimize : {'macro-f1', 'accuracy'}, default='macro-f1'
        What ``'auto'`` is to be best in: the mean of the topics' F1, or the share of right decisions.
    prior : {'train', 'uniform'} or dict, default=None
        How frequent topics are: as in the training data (also ``None``), all the same, or in proportion to weights above 0 by topic.
    alpha : float, default=None
        Additive smoothing of naive Bayes, above 0; ``None`` takes the best of several.
    cost : float, default=None
        What errors cost the discriminative model, above 0; ``None`` takes the best of several.
    balance : float, default=None
        How far small topics weigh as much as large ones in the discriminative model, 0 to 1; ``None`` takes the better of 0 and 1.
    lang : str or list of str, default='auto'
        The languages of the articles (ISO 639-1 codes); ``'auto'`` for those that they turn out to be in.
    stems : bool, default=None
        Whether words are reduced to their stems; with ``None``, ``'auto'`` tries both, and others do.
    drop_stop_words : bool, default=None
        Whether stop words are left out; with ``None``, ``'auto'`` tries both, and others do.
    ngrams : int, default=None
        The longest run of words that is a term; with ``None``, ``'auto'`` tries 1 to 3, and others take 2.
    characters : str or tuple of int, default=None
        The lengths of character n-grams, such as ``'3-5'`` or ``(3, 5)``, or ``'none'``; with ``None``, ``'auto'`` tries some, and others take none.
    min_df : int, default=None
        In so many articles a term must stand; with ``None``, ``'auto'`` tries 1 and 2, and others take 2.
    max_df : float, default=1.0
        In this share of the articles a term may stand, above 0 to 1.
    max_features : int, default=None
        So many words and n-grams of words at most, the most frequent; ``None`` for no limit.
    hash_features : int, default=None
        Terms go by their hashes into so many columns, a power of two from 1,024 to 268,435,456, where a vocabulary would not fit into memory;
        two terms may fall into one column then. ``None`` for a vocabulary.
    sublinear_tf : bool, default=None
        Whether counts weigh by their logarithm; with ``None``, ``'auto'`` tries both, and others do.
    keep_boilerplate : bool, default=False
        Whether sentences that repeat across the articles of a source are text like any other. Texts without a source have none.
    n_jobs : int, default=None
        The number of threads, which changes nothing but the time; ``None`` and -1 for as many as there are cores.

    Attributes
    ----------
    classes_ : numpy.ndarray of shape (n_classes,)
        The labels, sorted, of the type that they had in ``y``.
    model_ : slugline._native.Model
        The model, as a model file holds it.

    See Also
    --------
    Summarizer : One line for every article.
    classify_table : Topics for the articles of a table.

    Notes
    -----
    ``predict`` always gives the likeliest topic. The command gives none where the model knows no word of an article, and says
    ``unsure``; `classify` does the same.

    Articles that are dicts with a ``source`` share its boilerplate, as they do in a file: what is masked of one then depends on the
    others beside it, and so, slightly, may its probabilities. Texts alone depend on nothing else.

    Examples
    --------
    >>> from slugline import TopicClassifier
    >>> texts = ["The ferry sails at high water", "The harbour has a new ferry", "A goal in the last minute", "The goal was no goal"]
    >>> classifier = TopicClassifier(algorithm="complement", min_df=1).fit(texts, ["Ships", "Ships", "Sport", "Sport"])
    >>> classifier.predict(["No ferry today"]).tolist()
    ['Ships']
    """

    def __init__(
        self,
        algorithm: str = "auto",
        *,
        optimize: str = "macro-f1",
        prior: Any = None,
        alpha: float | None = None,
        cost: float | None = None,
        balance: float | None = None,
        lang: Any = "auto",
        stems: bool | None = None,
        drop_stop_words: bool | None = None,
        ngrams: int | None = None,
        characters: Any = None,
        min_df: int | None = None,
        max_df: float = 1.0,
        max_features: int | None = None,
        hash_features: int | None = None,
        sublinear_tf: bool | None = None,
        keep_boilerplate: bool = False,
        n_jobs: int | None = None,
    ):
        self.algorithm = algorithm
        self.optimize = optimize
        self.prior = prior
        self.alpha = alpha
        self.cost = cost
        self.balance = balance
        self.lang = lang
        self.stems = stems
        self.drop_stop_words = drop_stop_words
        self.ngrams = ngrams
        self.characters = characters
        self.min_df = min_df
        self.max_df = max_df
        self.max_features = max_features
        self.hash_features = hash_features
        self.sublinear_tf = sublinear_tf
        self.keep_boilerplate = keep_boilerplate
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any) -> TopicClassifier:
        """Learn from articles and their labels.

        Articles without a word are passed over. Ctrl-C stops the work.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.
        y : array-like of shape (n_articles,)
            Their labels: texts, whole numbers or truth values; or a list of texts for each, which may be empty, where articles have
            several topics or none.

        Returns
        -------
        TopicClassifier
            The same object, fitted.

        Raises
        ------
        SluglineError
            Where a parameter is out of its range, or there is nothing to tell apart.
        """
        X = articles(X)
        found, are_lists = labels(y, n_articles(X))
        parameters = learning(self, are_lists)
        n_threads = Checker(type(self).__name__).n_threads(self.n_jobs)
        classes, names = classes_of(found, are_lists)
        refuse_one_class(classes)
        model = _native.Model.train(X, names, parameters, n_threads)
        return self._hold(model, classes)

    def partial_fit(self, X: Any, y: Any, classes: Any = None) -> TopicClassifier:
        """Learn more articles, as ``slugline train --from`` does: exactly what learning all at once would add up to.

        The first call is a first training: terms and their rareness come from its articles, and stay. What follows adds to the sums
        of naive Bayes, so that ``algorithm`` has to be ``'multinomial'`` or ``'complement'``, or the model one that was loaded and is of these.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.
        y : array-like of shape (n_articles,)
            Their labels.
        classes : array-like of shape (n_classes,), default=None
            All labels that will come. They need not be told: a new one is learnt when it comes. Those that have not come yet have
            the probability 0.

        Returns
        -------
        TopicClassifier
            The same object, fitted.

        Raises
        ------
        SluglineError
            Where the model is not naive Bayes, or an article has several labels.
        """
        learns_sums = self._model_or_none() is None or self.model_.keeps_sums
        if not learns_sums or (self._model_or_none() is None and self.algorithm not in ("multinomial", "complement")):
            what = f"algorithm={self.algorithm!r}" if self._model_or_none() is None else "a model that does not follow from sums"
            raise SluglineError(
                f"partial_fit adds to the sums of naive Bayes, which {what} does not keep; "
                "choose algorithm='complement' or 'multinomial', or fit all articles again"
            )
        X = articles(X)
        found, are_lists = labels(y, n_articles(X))
        if are_lists:
            raise SluglineError("partial_fit learns one label for each article; fit learns several")
        parameters = learning(self, are_lists)
        n_threads = Checker(type(self).__name__).n_threads(self.n_jobs)
        found_classes, names = classes_of(found, are_lists)
        known = [np.asarray(classes)] if classes is not None else []
        known += [self.classes_] if self._model_or_none() is not None else []
        if any(kind(some) != kind(found_classes) for some in known):
            raise SluglineError("y holds labels of another type than those learnt before, or told in classes; keep to one type")
        if classes is not None and not np.isin(found_classes, known[0]).all():
            strange = found_classes[~np.isin(found_classes, known[0])]
            raise SluglineError(f"y holds labels that are not in classes: {strange.tolist()}")
        if self._model_or_none() is None:
            refuse_one_class(found_classes)
            model = _native.Model.train(X, names, parameters, n_threads)
        else:
            model = self.model_.learn_more(X, names, n_threads)
        all_classes = np.unique(np.concatenate([found_classes, *known])) if known else found_classes
        return self._hold(model, all_classes)

    def predict(self, X: Any) -> np.ndarray:
        """Tell the likeliest topic of each article.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.

        Returns
        -------
        numpy.ndarray of shape (n_articles,)
            Their labels; or lists of labels, those whose probability reaches the topic's threshold, where articles have several.
        """
        model, n_threads = self._ready()
        X = articles(X)
        if model.has_several_topics:
            given = model.given(X, self.keep_boilerplate, n_threads)
            found = np.empty(len(given), dtype=object)
            for place, topics in enumerate(given):
                found[place] = [self.classes_[self._class_of_topic[topic]] for topic in topics]
            return found
        best = np.frombuffer(model.best(X, self.keep_boilerplate, n_threads), dtype=np.uint32)
        return self.classes_[self._class_of_topic[best]]

    def predict_proba(self, X: Any) -> np.ndarray:
        """Tell how probable each topic is for each article.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.

        Returns
        -------
        numpy.ndarray of shape (n_articles, n_classes)
            Calibrated probabilities, in the order of ``classes_``. They add up to 1, unless articles have several topics.
        """
        model, n_threads = self._ready()
        flat = np.frombuffer(model.probabilities(articles(X), self.keep_boilerplate, n_threads), dtype=np.float64)
        by_topic = flat.reshape(-1, len(self._class_of_topic))
        probabilities = np.zeros((by_topic.shape[0], len(self.classes_)))
        probabilities[:, self._class_of_topic] = by_topic
        return probabilities

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """Return the accuracy: the share of articles whose labels are told right.

        Parameters
        ----------
        X : array-like of str or dict, of shape (n_articles,), or a table that speaks Arrow
            The articles.
        y : array-like of shape (n_articles,)
            Their labels; where they have several, all of them have to be told, and no other.
        sample_weight : array-like of shape (n_articles,), default=None
            How much each article counts.

        Returns
        -------
        float
            The accuracy, 0 to 1.
        """
        told = self.predict(X)
        found, are_lists = labels(y, len(told))
        if are_lists or self.model_.has_several_topics:
            right = [set(a) == set(b if are_lists else [b]) for a, b in zip(told, found, strict=True)]
        else:
            right = told == np.asarray(found)
        return float(np.average(np.asarray(right, dtype=float), weights=sample_weight))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the model's file, which ``slugline`` reads, whole or not at all.

        Labels that are numbers become the names of topics; to keep their type, pickle the estimator.

        Parameters
        ----------
        path : str or path-like
            Where to.
        """
        self._ready()[0].save(os.fspath(path))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> TopicClassifier:
        """Read a model's file, as ``slugline train`` and `save` write it.

        Parameters
        ----------
        path : str or path-like
            Where it is.

        Returns
        -------
        TopicClassifier
            A fitted classifier, whose ``classes_`` are the names of topics. Its parameters are those of a new one: how the model was
            made is told by ``inspect``.
        """
        return cls()._hold(_native.Model.load(os.fspath(path)), None)

    @classmethod
    def builtin(cls) -> TopicClassifier:
        """Return the built-in model: ten topics of digital policy.

        Returns
        -------
        TopicClassifier
            A fitted classifier.
        """
        return cls()._hold(builtin(), None)

    def _model_or_none(self) -> Any:
        return getattr(self, "model_", None)

    def _ready(self) -> tuple[_native.Model, int | None]:
        model = self._model_or_none()
        if model is None:
            name = type(self).__name__
            raise not_fitted_error()(f"This {name} instance is not fitted yet. Call 'fit' with appropriate arguments before using this estimator.")
        check = Checker(type(self).__name__)
        check.truth("keep_boilerplate", self.keep_boilerplate)
        return model, check.n_threads(self.n_jobs)

    def _hold(self, model: _native.Model, classes: np.ndarray | None) -> TopicClassifier:
        """Take over a model; the classes are its topics unless they were of another type."""
        if classes is None:
            classes = np.asarray(model.topics)
        place = {str(label): number for number, label in enumerate(classes.tolist())}
        self._class_of_topic = np.array([place[topic] for topic in model.topics], dtype=np.intp)
        self.classes_ = classes
        self.model_ = model
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return self._model_or_none() is not None

    if HAS_SKLEARN:

        def __sklearn_tags__(self) -> Any:
            tags = super().__sklearn_tags__()
            tags.input_tags.one_d_array = True
            tags.input_tags.two_d_array = False
            tags.input_tags.string = True
            tags.input_tags.dict = True
            return tags
