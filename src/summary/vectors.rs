//! Sparse vectors of an article's terms.

/// A sparse vector: pairs of term number and weight, by rising number.
pub(super) type Vector = Vec<(u32, f64)>;

/// The Euclidean length of a vector.
fn length(vector: &[(u32, f64)]) -> f64 {
    vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

/// The cosine of the angle between two vectors; 0 where one is empty.
pub(super) fn cosine(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let lengths = length(a) * length(b);
    if lengths > 0.0 { shared(a, b, |x, y| x * y) / lengths } else { 0.0 }
}

/// The share of `whole`'s weight that stands in `part` too; 0 where there is none.
pub(super) fn overlap(part: &[(u32, f64)], whole: &[(u32, f64)]) -> f64 {
    let total: f64 = whole.iter().map(|(_, weight)| weight).sum();
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
