"""Expected weights of src/summary/ridge.rs: scikit-learn 1.9.1's Ridge on standardised columns."""
import numpy as np
from sklearn.linear_model import Ridge

features = np.array([[1.0, 0.5], [2.0, -1.0], [0.0, 0.25], [3.0, 0.75], [1.5, -0.5]])
targets = np.array([0.3, -0.2, 0.1, 0.4, -0.6])
products = np.array([[a * a, a * b, b * b] for a, b in features])
for columns in (features, np.hstack([features, products])):
    deviations = columns.std(axis=0)
    # The penalty is per row; the targets add up to 0.
    model = Ridge(alpha=0.1 * len(targets)).fit((columns - columns.mean(axis=0)) / deviations, targets)
    print([round(float(weight), 12) for weight in model.coef_ / deviations])
