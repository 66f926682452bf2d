//! What is asked of stories whatever the articles: nobody is lost, order and threads do not matter, and what is together stays together.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{Story, StoryCard, StoryIds, StoryIndex, StoryScope, find_stories};
use crate::article::Article;
use crate::parallel;

/// Words that make headlines alike and unlike.
const WORDS: [&str; 12] = [
    "ferry",
    "aground",
    "harbour",
    "strike",
    "ministers",
    "budget",
    "frost",
    "orchards",
    "museum",
    "raid",
    "bridge",
    "closed",
];

fn card(words: &[usize], minutes: i64) -> StoryCard {
    let title: Vec<&str> = words.iter().map(|&word| WORDS[word % WORDS.len()]).collect();
    let start: Timestamp = "2026-11-02T00:00:00Z".parse().unwrap();
    let published = start.checked_add(SignedDuration::from_mins(minutes)).ok();
    StoryCard::new(&Article { title: title.join(" "), published, ..Article::default() }, &[])
}

/// Headlines of a few words, each a minute or more after the one before.
fn cards() -> impl Strategy<Value = Vec<StoryCard>> {
    prop::collection::vec((prop::collection::vec(0..12_usize, 1..6), 1..600_i64), 1..40).prop_map(|rows| {
        let mut minutes = 0;
        rows.iter()
            .map(|(words, later)| {
                minutes += later;
                card(words, minutes)
            })
            .collect()
    })
}

/// The members of each story, as sorted lists in order.
fn partition(stories: &[Story], name: impl Fn(usize) -> usize) -> Vec<Vec<usize>> {
    let sorted = |story: &Story| {
        let mut members: Vec<usize> = story.members.iter().map(|&member| name(member)).collect();
        members.sort_unstable();
        members
    };
    let mut all: Vec<Vec<usize>> = stories.iter().map(sorted).collect();
    all.sort_unstable();
    all
}

proptest! {
    #[test]
    fn every_article_is_in_exactly_one_story(cards in cards()) {
        for scope in [StoryScope::Off, StoryScope::Copies, StoryScope::Stories] {
            let stories = find_stories(cards.clone(), scope);
            let all: Vec<usize> = partition(&stories, |place| place).concat();
            let mut sorted = all.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..cards.len()).collect::<Vec<_>>());
            prop_assert!(stories.iter().all(|story| story.members.contains(&story.first)));
        }
    }

    /// No two articles are of one time, so no tie goes by their order.
    #[test]
    fn neither_order_nor_threads_matter(cards in cards()) {
        let stories = partition(&find_stories(cards.clone(), StoryScope::Stories), |place| place);
        let reversed: Vec<StoryCard> = cards.iter().rev().cloned().collect();
        let last = cards.len() - 1;
        prop_assert_eq!(&partition(&find_stories(reversed, StoryScope::Stories), |place| last - place), &stories);
        for n_threads in [1, 3] {
            let found = parallel::with_threads(Some(n_threads), || find_stories(cards.clone(), StoryScope::Stories));
            prop_assert_eq!(&partition(&found.unwrap(), |place| place), &stories);
        }
    }

    #[test]
    fn what_shares_a_story_goes_on_to_share_it(cards in cards(), cut in 0..40_usize) {
        let cut = cut.min(cards.len());
        let mut index = StoryIndex::new(StoryScope::Stories);
        index.extend(cards[..cut].to_vec());
        let before = partition(&index.stories(), |place| place);
        index.extend(cards[cut..].to_vec());
        let after = partition(&index.stories(), |place| place);
        prop_assert_eq!(after.concat().len(), cards.len());
        for story in before {
            prop_assert!(after.iter().any(|later| story.iter().all(|member| later.contains(member))));
        }
    }

    #[test]
    fn any_text_is_survived(titles in prop::collection::vec("\\PC{0,40}", 0..12)) {
        let cards: Vec<StoryCard> = titles
            .iter()
            .map(|title| StoryCard::new(&Article { title: title.clone(), text: title.clone(), ..Article::default() }, &[]))
            .collect();
        let n = cards.len();
        prop_assert!(find_stories(cards, StoryScope::Stories).len() <= n);
    }
}

/// A report that comes in later joins the story that is there, and one that comes three days after that does not.
#[test]
fn an_index_grows() {
    let ferry = [0, 1, 2];
    let mut index = StoryIndex::new(StoryScope::Stories);
    index.extend(vec![card(&ferry, 0), card(&[3, 4, 5], 10)]);
    index.extend(vec![card(&ferry, 60), card(&ferry, 60 * 24 * 9)]);
    assert_eq!(partition(&index.stories(), |place| place), [vec![0, 2], vec![1], vec![3]]);
}

#[test]
fn stories_of_articles_with_one_id_have_different_ids() {
    let mut ids = StoryIds::default();
    let [a, b, second, third] = ["a", "b", "a", "a"].map(|first| ids.next(first));
    assert!(a != b && a.len() == 16 && b.len() == 16);
    assert_eq!([second, third], [format!("{a}-2"), format!("{a}-3")]);
    assert_eq!(StoryIds::default().next("a"), a);
}
