//! Sparse vectors of an article's terms.

/// A sparse vector: pairs of term number and weight, by rising number.
pub(super) type Vector = Vec<(u32, f64)>;

/// The Euclidean length of a vector.
pub(super) fn length(vector: &[(u32, f64)]) -> f64 {
    vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

/// The sum of the weights.
pub(super) fn mass(vector: &[(u32, f64)]) -> f64 {
    vector.iter().map(|(_, weight)| weight).sum()
}

/// The cosine of the angle between two vectors; 0 where one is empty.
pub(super) fn cosine(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let lengths = length(a) * length(b);
    if lengths > 0.0 { shared(a, b, |x, y| x * y) / lengths } else { 0.0 }
}

/// The share of `whole`'s weight that stands in `part` too; 0 where there is none.
pub(super) fn overlap(part: &[(u32, f64)], whole: &[(u32, f64)]) -> f64 {
    let total = mass(whole);
    if total > 0.0 { shared(part, whole, |_, weight| weight) / total } else { 0.0 }
}

/// The sum of `f` over the terms that both vectors have.
fn shared(a: &[(u32, f64)], b: &[(u32, f64)], f: impl Fn(f64, f64) -> f64) -> f64 {
    let mut sum = 0.0;
    let mut rest = b.iter().peekable();
    for &(number, weight) in a {
        while rest.next_if(|(other, _)| *other < number).is_some() {}
        if let Some(&(_, other_weight)) = rest.next_if(|(other, _)| *other == number) {
            sum += f(weight, other_weight);
        }
    }
    sum
}

/// Weights of numbered terms, every term in its place.
#[derive(Debug, Default)]
pub(super) struct Dense(Vec<f64>);

impl Dense {
    /// Adds `factor` times `vector`.
    pub(super) fn add(&mut self, vector: &[(u32, f64)], factor: f64) {
        for &(number, weight) in vector {
            let place = number as usize;
            if self.0.len() <= place {
                self.0.resize(place + 1, 0.0);
            }
            if let Some(total) = self.0.get_mut(place) {
                *total += factor * weight;
            }
        }
    }

    /// The inner product with `vector`.
    pub(super) fn dot(&self, vector: &[(u32, f64)]) -> f64 {
        vector.iter().map(|(number, weight)| weight * self.of(*number)).sum()
    }

    /// The weight of a term.
    pub(super) fn of(&self, number: u32) -> f64 {
        self.0.get(number as usize).copied().unwrap_or(0.0)
    }

    /// The numbers of the `n` largest weights above 0; of equal ones the smaller numbers.
    pub(super) fn largest(&self, n: usize) -> Vec<u32> {
        let mut order: Vec<(u32, f64)> =
            (0_u32..).zip(self.0.iter().copied()).filter(|(_, weight)| *weight > 0.0).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.into_iter().take(n).map(|(number, _)| number).collect()
    }

    /// The Euclidean length.
    pub(super) fn length(&self) -> f64 {
        self.0.iter().map(|weight| weight * weight).sum::<f64>().sqrt()
    }

    /// The sum of the weights.
    pub(super) fn mass(&self) -> f64 {
        self.0.iter().sum()
    }
}
