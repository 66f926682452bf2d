//! Which articles and stories a digest keeps, on entries made by hand.

use super::*;
use crate::article::Status;

fn entry(id: &str, topic: Option<&str>, status: Status) -> DigestEntry {
    DigestEntry {
        id: id.to_owned(),
        title: id.to_owned(),
        url: None,
        source: None,
        authors: Vec::new(),
        categories: Vec::new(),
        published: None,
        topic: topic.map(str::to_owned),
        confidence: None,
        topics: Vec::new(),
        rule: None,
        summary: String::new(),
        span: None,
        trimmed: false,
        status,
        doubt: None,
        error: None,
    }
}

fn story(id: &str, members: &[usize], topic: Option<&str>) -> DigestStory {
    DigestStory {
        id: id.to_owned(),
        members: members.to_vec(),
        topic: topic.map(str::to_owned),
        confidence: None,
    }
}

/// Seven rows: two stories on ships, one on trains, an unsure one, and a row that could not be read between them.
fn digest() -> Digest {
    let entries = vec![
        entry("train", Some("Trains"), Status::Ok),
        entry("ship-1", Some("Ships"), Status::Ok),
        entry("damaged", None, Status::Error),
        entry("what", None, Status::Unsure),
        entry("ship-2", Some("Ships"), Status::Ok),
        entry("ship-3", Some("Ships"), Status::Ok),
    ];
    let stories = vec![
        story("a", &[0], Some("Trains")),
        story("b", &[5, 1], Some("Ships")),
        story("c", &[3], None),
        story("d", &[4], Some("Ships")),
    ];
    Digest { entries, stories, ..Digest::default() }
}

fn kept(names: &[&str], unsure: bool) -> (Vec<String>, Vec<Vec<usize>>, usize) {
    let mut digest = digest();
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    keep_topics(&mut digest, &TopicChoice { names, unsure });
    let ids = digest.entries.into_iter().map(|entry| entry.id).collect();
    (ids, digest.stories.into_iter().map(|story| story.members).collect(), digest.n_other_topics)
}

#[test]
fn articles_go_with_their_stories_and_damaged_rows_stay() {
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        kept(&["Ships"], false),
        (ids(&["ship-1", "damaged", "ship-2", "ship-3"]), vec![vec![3, 0], vec![2]], 2)
    );
    assert_eq!(kept(&["Trains"], true), (ids(&["train", "damaged", "what"]), vec![vec![0], vec![2]], 3));
    assert_eq!(kept(&[], false), (ids(&["damaged"]), vec![], 5));
}
