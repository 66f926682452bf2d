"""The checks of `sklearn.utils.estimator_checks`: those for estimators of texts, and, on texts that stand for numbers, all others.

Nearly all of scikit-learn's checks feed rows of numbers, and pass over an estimator that says that it takes texts. `OfNumbers` makes a text of
every row, a word for each number, and changes nothing else: what is checked is the estimator.
"""

import numpy as np
from sklearn.utils.estimator_checks import parametrize_with_checks
from sklearn.utils.validation import validate_data
from slugline import Summarizer, TopicClassifier

LETTERS = "bcdfghjklmnpqrstvwxz"


class OfNumbers(TopicClassifier):
    """A `TopicClassifier` of rows of numbers: the word for a number tells its column, its sign and about how large it is."""

    def _texts(self, X, reset):
        return [" ".join(map(_word, range(len(row)), row)) for row in validate_data(self, X, reset=reset, dtype=np.float64)]

    def fit(self, X, y):
        return super().fit(self._texts(X, True), y)

    def partial_fit(self, X, y, classes=None):
        return super().partial_fit(self._texts(X, not hasattr(self, "model_")), y, classes)

    def predict(self, X):
        self._ready()
        return super().predict(self._texts(X, False))

    def predict_proba(self, X):
        self._ready()
        return super().predict_proba(self._texts(X, False))

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.one_d_array = tags.input_tags.string = tags.input_tags.dict = False
        tags.input_tags.two_d_array = True
        return tags


def _word(column, number):
    return f"{LETTERS[column % 20] * 3}{LETTERS[column // 20 % 20]}{'a' if number < 0 else 'e'}{LETTERS[min(int(abs(number)), 6)]}"


@parametrize_with_checks([TopicClassifier("complement", min_df=1), TopicClassifier(), Summarizer(), Summarizer(max_chars=0, sentences=2)])
def test_as_estimators_of_texts(estimator, check):
    check(estimator)


@parametrize_with_checks(
    [OfNumbers(name, min_df=1, ngrams=1, stems=False, drop_stop_words=False, lang="en") for name in ("multinomial", "complement")]
)
def test_as_an_estimator_of_numbers(estimator, check):
    check(estimator)
