//! What is to be learnt: the topics by name, and the topics of each row.

/// The topics of rows, as numbers in the order of the topics' names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Targets {
    topics: Vec<String>,
    starts: Vec<usize>,
    of_rows: Vec<usize>,
    is_multi_label: bool,
}

impl Targets {
    /// The targets of rows labelled `labels`; several topics a row where any row has more than one.
    ///
    /// Labels that a row repeats count once.
    #[must_use]
    pub fn new<'a>(labels: impl Iterator<Item = &'a [String]> + Clone) -> Self {
        let mut topics: Vec<String> = labels.clone().flatten().cloned().collect();
        topics.sort_unstable();
        topics.dedup();
        let mut targets = Self { topics, starts: vec![0], of_rows: Vec::new(), is_multi_label: false };
        for labels in labels {
            let number = |label: &String| targets.topics.binary_search(label).ok();
            let mut numbers: Vec<usize> = labels.iter().filter_map(number).collect();
            numbers.sort_unstable();
            numbers.dedup();
            targets.is_multi_label |= numbers.len() > 1;
            targets.of_rows.extend(numbers);
            targets.starts.push(targets.of_rows.len());
        }
        targets
    }

    /// The targets of rows that have one topic each, `of_rows`, of those that are named `topics`, in order.
    pub(super) fn of_one_each(topics: Vec<String>, of_rows: Vec<usize>) -> Self {
        let starts = (0..=of_rows.len()).collect();
        Self { topics, starts, of_rows, is_multi_label: false }
    }

    /// The same targets, where a row may have several topics if `several` says so, whether or not any has.
    #[must_use]
    pub const fn or_several(mut self, several: bool) -> Self {
        self.is_multi_label |= several;
        self
    }

    /// The topics, sorted by name.
    #[must_use]
    pub fn topics(&self) -> &[String] {
        &self.topics
    }

    /// The number of topics.
    #[must_use]
    pub fn n_topics(&self) -> usize {
        self.topics.len()
    }

    /// The number of rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether a row may have several topics, or none.
    #[must_use]
    pub const fn is_multi_label(&self) -> bool {
        self.is_multi_label
    }

    /// The topics of a row, rising; empty where there is no such row.
    #[must_use]
    pub fn of(&self, row: usize) -> &[usize] {
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&start), Some(&end)) => self.of_rows.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The targets of the rows `members`, with all topics.
    #[must_use]
    pub fn select(&self, members: &[usize]) -> Self {
        let mut selected = Self {
            topics: self.topics.clone(),
            starts: vec![0],
            of_rows: Vec::new(),
            is_multi_label: self.is_multi_label,
        };
        for &row in members {
            selected.of_rows.extend_from_slice(self.of(row));
            selected.starts.push(selected.of_rows.len());
        }
        selected
    }

    /// The first topic of each row; the number of topics, as if that were one more, where it has none.
    #[must_use]
    pub fn firsts(&self) -> Vec<usize> {
        (0..self.n_rows()).map(|row| self.of(row).first().copied().unwrap_or(self.n_topics())).collect()
    }

    /// The number of rows of each topic.
    #[must_use]
    pub fn n_rows_by_topic(&self) -> Vec<u64> {
        let mut counts = vec![0; self.n_topics()];
        for &topic in &self.of_rows {
            if let Some(count) = counts.get_mut(topic) {
                *count += 1;
            }
        }
        counts
    }
}
