#!/usr/bin/env python3
"""Expected margins of the discriminative model's solver, by scikit-learn 1.9.1's LinearSVC on the same rows.

python3 -m venv .venv && .venv/bin/pip install scikit-learn==1.9.1
.venv/bin/python tests/oracles/linear_svc.py
"""
import numpy as np
from sklearn.svm import LinearSVC

x = np.array([[1, 0, 0.5], [0.5, 0.5, 0], [0, 1, 0], [0, 0.8, 0.6], [0, 0, 1], [0.3, 0, 0.9]])
y = np.array([0, 0, 1, 1, 2, 2])
model = LinearSVC(C=2.0, loss="squared_hinge", tol=1e-10, max_iter=1_000_000).fit(x, y)
print(np.round(model.decision_function(x), 4))
