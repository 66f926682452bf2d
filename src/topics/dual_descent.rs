//! One-vs-rest linear classifiers with squared hinge loss, by dual coordinate descent, several topics at a time.
//!
//! For each topic the weights `w` minimise `½ |w|² + Σ Cᵢ max(0, 1 - yᵢ w·xᵢ)²` (Hsieh, Chang, Lin, Keerthi and
//! Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008). The topics of a block
//! take the same steps through the rows, so that a row is read once for all of them and their weights for a term
//! lie side by side. Blocks are independent of each other, and of the number of threads.

use super::Targets;
use crate::features::SparseRows;
use crate::parallel;
use crate::random::SplitMix64;

/// Topics that are learnt side by side.
const LANES: usize = 8;
/// The same where there are at most so many topics left.
const FEW_LANES: usize = 4;
/// A pass in which no gradient is larger than this is the last one.
const TOLERANCE: f32 = 0.1;
/// A row whose gradients are all no larger than this is left as it is.
const NEGLIGIBLE: f32 = 0.02;

/// Rows with their values multiplied by a scale per column, in single precision.
///
/// Columns are renumbered by falling frequency, so that the weights that are needed most lie side by side.
#[derive(Debug, Clone, Default)]
pub(super) struct ScaledRows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    /// The new number of each column; [`NEVER_SEEN`] for a column that no row holds.
    places: Vec<u32>,
    n_places: usize,
}

/// The place of a column that no row holds.
const NEVER_SEEN: u32 = u32::MAX;

/// The places of the columns by falling frequency in the rows `members`, of equal ones in their order, and how many there are.
fn places_by_frequency(rows: &SparseRows, members: &[usize]) -> (Vec<u32>, usize) {
    let mut frequencies = vec![0_u32; rows.n_columns()];
    for &index in members {
        for &column in rows.row(index).columns {
            if let Some(frequency) = frequencies.get_mut(column as usize) {
                *frequency += 1;
            }
        }
    }
    // Counted out instead of sorted: how many columns are more frequent than each frequency.
    let largest = frequencies.iter().copied().max().unwrap_or(0) as usize;
    let mut next = vec![0_u32; largest + 2];
    for &frequency in &frequencies {
        if let Some(n) = next.get_mut(largest - frequency as usize + 1) {
            *n += 1;
        }
    }
    for place in 1..next.len() {
        let before = next.get(place - 1).copied().unwrap_or(0);
        if let Some(n) = next.get_mut(place) {
            *n += before;
        }
    }
    let n_places = next.get(largest).copied().unwrap_or(0) as usize;
    let places = frequencies.iter().map(|&frequency| match next.get_mut(largest - frequency as usize) {
        Some(next) if frequency > 0 => {
            *next += 1;
            *next - 1
        }
        _ => NEVER_SEEN,
    });
    (places.collect(), n_places)
}

impl ScaledRows {
    /// The rows `members` of `rows`, each value multiplied by the scale of its column.
    #[expect(clippy::cast_possible_truncation, reason = "single precision is what is asked for")]
    pub(super) fn new(rows: &SparseRows, members: &[usize], scales: &[f64]) -> Self {
        let n_values = members.iter().map(|&index| rows.row(index).columns.len()).sum();
        let mut made = Self {
            starts: Vec::with_capacity(members.len() + 1),
            columns: Vec::with_capacity(n_values),
            values: Vec::with_capacity(n_values),
            ..Self::default()
        };
        (made.places, made.n_places) = places_by_frequency(rows, members);
        made.starts.push(0);
        for &index in members {
            let row = rows.row(index);
            let place = |column: &u32| made.places.get(*column as usize).copied().unwrap_or(0);
            made.columns.extend(row.columns.iter().map(place));
            let scale = |column: usize| scales.get(column).copied().unwrap_or(0.0);
            made.values.extend(row.iter().map(|(column, value)| (value * scale(column)) as f32));
            made.starts.push(made.columns.len());
        }
        made
    }

    /// Where the weights of a column lie in a [`Block`]; none for a column that no row holds.
    pub(super) fn place(&self, column: usize) -> Option<usize> {
        let place = self.places.get(column).copied().filter(|place| *place != NEVER_SEEN)?;
        usize::try_from(place).ok()
    }

    fn n_rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn row(&self, index: usize) -> (&[u32], &[f32]) {
        let range = match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        };
        let columns = self.columns.get(range.clone()).unwrap_or_default();
        (columns, self.values.get(range).unwrap_or_default())
    }
}

/// How hard the loss presses against the size of the weights.
#[derive(Debug, Clone)]
pub(super) struct Costs {
    /// The cost of a row outside the topic.
    pub(super) negative: f64,
    /// The cost of a row of each topic.
    pub(super) positive: Vec<f64>,
    /// The most passes over the rows.
    pub(super) max_passes: usize,
}

/// What one block of topics has learnt: the weights of each column, topic by topic, and the intercepts.
pub(super) struct Block {
    /// The first topic of the block.
    pub(super) first_topic: usize,
    /// The number of topics in the block.
    pub(super) n_topics: usize,
    /// Weights by place of the column, see [`ScaledRows::place`], then lane; `n_lanes` for each column.
    pub(super) weights: Vec<f32>,
    /// The number of lanes, at least `n_topics`.
    pub(super) n_lanes: usize,
    /// Intercepts by lane.
    pub(super) intercepts: Vec<f32>,
}

impl Block {
    /// The weights of the column at `place`, lane by lane.
    pub(super) fn at(&self, place: usize) -> &[f32] {
        self.weights.get(place * self.n_lanes..(place + 1) * self.n_lanes).unwrap_or_default()
    }
}

/// Learns every topic against the rest from `rows`; row `i` has the topics `targets.of(members[i])`.
pub(super) fn one_vs_rest(
    rows: &ScaledRows,
    members: &[usize],
    targets: &Targets,
    costs: &Costs,
) -> Vec<Block> {
    let n_topics = targets.n_topics();
    let firsts: Vec<usize> = (0..n_topics).step_by(LANES).collect();
    parallel::map(&firsts, |&first| {
        let n_in_block = (n_topics - first).min(LANES);
        if n_in_block <= FEW_LANES {
            solve(&Problem::<FEW_LANES>::new(rows, members, targets, costs, first, n_in_block), first)
        } else {
            solve(&Problem::<LANES>::new(rows, members, targets, costs, first, n_in_block), first)
        }
    })
}

/// Learns one block of topics, the first of which is `first_topic`.
fn solve<const L: usize>(problem: &Problem<'_, L>, first_topic: usize) -> Block {
    let rows = problem.rows;
    let mut weights = vec![[0.0_f32; L]; rows.n_places];
    let mut intercepts = [0.0_f32; L];
    let mut alphas = vec![[0.0_f32; L]; rows.n_rows()];
    let mut order: Vec<u32> = (0..u32::try_from(rows.n_rows()).unwrap_or(u32::MAX)).collect();
    let mut random = SplitMix64::new(0x5_1D9E);
    let mut n_active = order.len();
    let mut bound = f32::INFINITY;
    for _ in 0..problem.max_passes {
        parallel::end_if_asked();
        random.shuffle(order.get_mut(..n_active).unwrap_or_default());
        let (mut largest, mut position) = (0.0_f32, 0);
        while position < n_active {
            let Some(index) = order.get(position).map(|&index| index as usize) else { break };
            let Some(alpha) = alphas.get_mut(index) else { break };
            let step = problem.step(index, alpha, &mut weights, &mut intercepts);
            largest = largest.max(step.violation);
            // A row that lies far on the right side for every topic of the block is left alone until the end.
            if step.slack > bound {
                n_active -= 1;
                order.swap(position, n_active);
            } else {
                position += 1;
            }
        }
        if largest <= TOLERANCE {
            if n_active == order.len() {
                break;
            }
            n_active = order.len();
            bound = f32::INFINITY;
        } else {
            bound = largest;
        }
    }
    let n_topics = problem.n_topics;
    Block { first_topic, n_topics, weights: weights.concat(), n_lanes: L, intercepts: intercepts.to_vec() }
}

/// What stays the same while a block is learnt.
struct Problem<'a, const L: usize> {
    rows: &'a ScaledRows,
    max_passes: usize,
    /// The sides of each row, one bit per lane: set where the row has the topic.
    sides: Vec<u8>,
    /// The squared length of each row, with the constant column of the intercept.
    lengths: Vec<f32>,
    /// `1 / 2C` of rows outside and inside each topic.
    diagonals: [[f32; L]; 2],
    /// The lanes that have a topic.
    n_topics: usize,
}

/// What a step found.
struct Step {
    /// The largest projected gradient of the lanes.
    violation: f32,
    /// The smallest gradient of the lanes where every dual variable is zero, else negative infinity.
    slack: f32,
}

impl<'a, const L: usize> Problem<'a, L> {
    #[expect(clippy::cast_possible_truncation, reason = "single precision is what the lanes are in")]
    fn new(
        rows: &'a ScaledRows,
        members: &[usize],
        targets: &Targets,
        costs: &Costs,
        first_topic: usize,
        n_topics: usize,
    ) -> Self {
        let sides = members.iter().map(|&index| {
            let inside = targets.of(index).iter().filter_map(|topic| topic.checked_sub(first_topic));
            inside.filter(|lane| *lane < L).fold(0_u8, |bits, lane| bits | 1 << lane)
        });
        let lengths = (0..rows.n_rows()).map(|index| {
            let (_, values) = rows.row(index);
            1.0 + values.iter().map(|value| value * value).sum::<f32>()
        });
        let diagonal = |cost: f64| (0.5 / cost) as f32;
        let positive =
            |lane: usize| costs.positive.get(first_topic + lane).copied().unwrap_or(costs.negative);
        Self {
            sides: sides.collect(),
            lengths: lengths.collect(),
            rows,
            max_passes: costs.max_passes,
            diagonals: [[diagonal(costs.negative); L], std::array::from_fn(|lane| diagonal(positive(lane)))],
            n_topics,
        }
    }

    /// Moves the dual variables of one row to where its own loss is best, and the weights with them.
    #[inline]
    fn step(
        &self,
        index: usize,
        alpha: &mut [f32; L],
        weights: &mut [[f32; L]],
        intercepts: &mut [f32; L],
    ) -> Step {
        let (columns, values) = self.rows.row(index);
        let mut scores = *intercepts;
        for (&column, &value) in columns.iter().zip(values) {
            if let Some(weights) = weights.get(column as usize) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += value * weight;
                }
            }
        }
        let sides = self.sides.get(index).copied().unwrap_or(0);
        let length = self.lengths.get(index).copied().unwrap_or(1.0);
        let [outside, inside] = &self.diagonals;
        let (mut changes, mut moved) = ([0.0_f32; L], *alpha);
        let mut step = Step { violation: 0.0, slack: f32::INFINITY };
        let of_lanes = scores.iter().zip(&mut moved).zip(outside.iter().zip(inside));
        let lanes = of_lanes.zip(&mut changes);
        // Lanes beyond the last topic stay at zero.
        for (lane, (((score, alpha), (outside, inside)), change)) in lanes.take(self.n_topics).enumerate() {
            let is_inside = sides >> lane & 1 == 1;
            let (side, diagonal) = if is_inside { (1.0, *inside) } else { (-1.0, *outside) };
            let gradient = side * score - 1.0 + diagonal * *alpha;
            let projected = if *alpha == 0.0 { gradient.min(0.0) } else { gradient };
            let next = (*alpha - gradient / (length + diagonal)).max(0.0);
            *change = side * (next - *alpha);
            step.slack =
                step.slack.min(if next == 0.0 && *alpha == 0.0 { gradient } else { f32::NEG_INFINITY });
            step.violation = step.violation.max(projected.abs());
            *alpha = next;
        }
        // What is right but for a little costs another walk through the weights and changes no topic.
        if step.violation > NEGLIGIBLE {
            *alpha = moved;
            for (intercept, change) in intercepts.iter_mut().zip(&changes) {
                *intercept += change;
            }
            for (&column, &value) in columns.iter().zip(values) {
                if let Some(weights) = weights.get_mut(column as usize) {
                    for (weight, change) in weights.iter_mut().zip(&changes) {
                        *weight += value * change;
                    }
                }
            }
        }
        step
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    /// Expected margins by scikit-learn 1.9.1's `LinearSVC` with `C=2`, `tests/oracles/linear_svc.py`; the solver stops when no
    /// gradient is larger than a tenth, hence the tolerance.
    #[test]
    fn margins_are_those_of_scikit_learn() {
        let rows = SparseRows::from_dense(&array![
            [1.0, 0.0, 0.5],
            [0.5, 0.5, 0.0],
            [0.0, 1.0, 0.0],
            [0.0, 0.8, 0.6],
            [0.0, 0.0, 1.0],
            [0.3, 0.0, 0.9]
        ]);
        let labels: Vec<Vec<String>> =
            ["a", "a", "b", "b", "c", "c"].iter().map(|label| vec![(*label).to_owned()]).collect();
        let targets = Targets::new(labels.iter().map(Vec::as_slice));
        let members: Vec<usize> = (0..6).collect();
        let scaled = ScaledRows::new(&rows, &members, &[1.0; 3]);
        let costs = Costs { negative: 2.0, positive: vec![2.0; 3], max_passes: 1000 };
        let blocks = one_vs_rest(&scaled, &members, &targets, &costs);
        let [block] = blocks.as_slice() else { panic!("three topics are one block") };
        let expected = [
            [0.8261, -1.7372, -0.6035],
            [0.3875, -0.4532, -1.2856],
            [-0.5758, 0.7964, -1.4629],
            [-1.111, 0.4752, -0.6035],
            [-1.1533, -0.6723, 0.8153],
            [-0.6119, -0.9952, 0.4402],
        ];
        for (row, expected) in expected.iter().enumerate() {
            for (topic, expected) in expected.iter().enumerate() {
                let of_columns = rows
                    .row(row)
                    .iter()
                    .map(|(column, value)| value * f64::from(block.at(scaled.place(column).unwrap())[topic]));
                let margin = f64::from(block.intercepts[topic]) + of_columns.sum::<f64>();
                assert!(
                    (margin - expected).abs() < 0.06,
                    "row {row}, topic {topic}: {margin}, not {expected}"
                );
            }
        }
    }

    /// Columns 1, 0, 2 stand in 3, 2 and 1 rows; column 3 in none.
    #[test]
    fn frequent_columns_come_first() {
        let rows =
            SparseRows::from_dense(&array![[1.0, 1.0, 0.0, 0.0], [1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0]]);
        assert_eq!(places_by_frequency(&rows, &[0, 1, 2]), (vec![1, 0, 2, NEVER_SEEN], 3));
    }
}
