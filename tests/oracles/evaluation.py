#!/usr/bin/env python3
"""Reference values for the unit tests of `topics::evaluation`: run it and copy what it prints.

Needs scikit-learn; the values in the tests were computed with scikit-learn 1.9.1 and NumPy 2.4.6.
"""
import numpy as np
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support

# One topic per document: 60 documents by a rule that both sides can write down. Topic 4 is predicted, but true of none.
TRUTH = np.array([(i * i) % 7 % 4 for i in range(60)])
PREDICTED = np.array([4 if i % 17 == 3 else (i * i + (i % 5 == 0)) % 7 % 4 for i in range(60)])
print("single: accuracy, macro-F1, micro-F1", 100 * accuracy_score(TRUTH, PREDICTED),
      100 * f1_score(TRUTH, PREDICTED, average="macro", zero_division=0),
      100 * f1_score(TRUTH, PREDICTED, average="micro", zero_division=0))
for row in zip(*precision_recall_fscore_support(TRUTH, PREDICTED, zero_division=0)):
    print("  precision, recall, F1, support", *(100 * x for x in row[:3]), row[3])
print(confusion_matrix(TRUTH, PREDICTED))

generator = np.random.default_rng(3)
draws = generator.integers(0, 60, (100_000, 60))
accuracies = 100 * (TRUTH == PREDICTED)[draws].mean(axis=1)
macros = [100 * f1_score(TRUTH[d], PREDICTED[d], average="macro", zero_division=0) for d in draws[:10_000]]
print("  bootstrap: accuracy", np.percentile(accuracies, [2.5, 97.5]), "macro-F1", np.percentile(macros, [2.5, 97.5]))

# Several topics per document. Topic 3 is true of none and predicted once; topic 4 never occurs.
SETS = [([0, 1], [0]), ([1], [1, 2]), ([0, 2], [0, 2]), ([2], [3]), ([], [1]), ([1, 2], [2]), ([0], [])]
CONFIDENCES = np.array([
    [0.9, 0.3, 0.1, 0.0, 0.0], [0.1, 0.6, 0.7, 0.0, 0.0], [0.6, 0.2, 0.6, 0.1, 0.0], [0.1, 0.2, 0.3, 0.8, 0.0],
    [0.1, 0.5, 0.2, 0.0, 0.0], [0.1, 0.4, 0.9, 0.0, 0.0], [0.4, 0.3, 0.2, 0.0, 0.0]])
truth, predicted = np.zeros((7, 5), int), np.zeros((7, 5), int)
for row, (labels, given) in enumerate(SETS):
    truth[row, labels] = 1
    predicted[row, given] = 1
print("sets: subset accuracy", 100 * accuracy_score(truth, predicted))
print("  micro-F1", 100 * f1_score(truth, predicted, average="micro", zero_division=0))
print("  macro-F1 over topics 0 to 3",
      100 * f1_score(truth, predicted, labels=[0, 1, 2, 3], average="macro", zero_division=0))
print("  precision at 1", 100 * truth[np.arange(7), CONFIDENCES.argmax(axis=1)].mean())
for row in zip(*precision_recall_fscore_support(truth, predicted, zero_division=0)):
    print("  precision, recall, F1, support", *(100 * x for x in row[:3]), row[3])
