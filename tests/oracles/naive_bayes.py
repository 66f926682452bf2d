#!/usr/bin/env python3
"""Reference values for the unit tests of `features` and `topics`: run it and copy what it prints.

Needs scikit-learn; the values in the tests were computed with scikit-learn 1.9.1 and NumPy 2.4.6.
"""
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB, MultinomialNB

np.set_printoptions(precision=10, suppress=True, linewidth=110)

DOCUMENTS = [
    "banks raised rates and banks gained",
    "raised rates fell and chips gained",
    "chips and phones and phones fell",
    "phones raised banks",
]
COUNTS = np.array([[2.0, 1, 0, 0], [1, 0, 3, 0], [0, 2, 0, 1], [4, 0, 1, 1], [0, 0, 0, 5]])
LABELS = [0, 0, 1, 1, 2]
PROBES = np.array([[1.0, 1, 0, 0], [0, 0, 2, 1], [0, 0, 0, 0]])

for title, arguments in {
    "unigrams, linear": {},
    "1- and 2-grams, sublinear, min_df=2": {"ngram_range": (1, 2), "sublinear_tf": True, "min_df": 2},
    "max_df=0.5": {"max_df": 0.5},
}.items():
    vectorizer = TfidfVectorizer(**arguments)
    rows = vectorizer.fit_transform(DOCUMENTS).toarray()
    print(f"# TfidfVectorizer, {title}\n{list(vectorizer.get_feature_names_out())}\n{rows!r}")
    print("# transform of a new document", vectorizer.transform(["phones gained rates and unseen words"]).toarray())

for title, model in {
    "MultinomialNB(alpha=0.5)": MultinomialNB(alpha=0.5),
    "MultinomialNB(alpha=1, fit_prior=False)": MultinomialNB(alpha=1.0, fit_prior=False),
    "ComplementNB(alpha=0.5)": ComplementNB(alpha=0.5),
    "ComplementNB(alpha=1, norm=True)": ComplementNB(alpha=1.0, norm=True),
}.items():
    model.fit(COUNTS, LABELS)
    print(f"# {title}: joint log-likelihood, then probabilities\n{model.predict_joint_log_proba(PROBES)!r}\n{model.predict_proba(PROBES)!r}")
