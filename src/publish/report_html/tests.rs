//! The page holds what it is given, escaped, and asks for nothing from outside.

use std::collections::BTreeSet;

use super::*;
use crate::topics::{Evaluation, Mistake, MultiOutcome, Outcome};

fn assessment(n_topics: usize) -> Assessment {
    let names: Vec<String> = (0..n_topics).map(|n| format!("Topic <{n}> & co")).collect();
    let outcomes: Vec<Outcome<'_>> = (0..n_topics * 7)
        .map(|i| Outcome {
            truth: &names[i % n_topics],
            predicted: &names[if i % 5 == 0 { 0 } else { i % n_topics }],
            confidence: 0.4 + 0.5 * (i % 11) as f64 / 10.0,
        })
        .collect();
    let mistake = Mistake {
        id: "a\"b".to_owned(),
        headline: format!("<script>alert('x')</script> {}", "Ferries sink. ".repeat(40)),
        truth: names[0].clone(),
        predicted: names[n_topics - 1].clone(),
        confidence: 0.987,
        terms: vec![("<b>ferry".to_owned(), 1.25)],
    };
    Assessment { evaluation: Evaluation::new(&outcomes), mistakes: vec![mistake] }
}

fn page(assessment: &Assessment, learning_curve: Option<&[LearningPoint]>) -> String {
    let report = EvaluationReport { subject: "<my>.slug", data: "a & b.jsonl", assessment, learning_curve };
    let mut page = Vec::new();
    write_report_html(&mut page, &report).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn what_articles_hold_is_escaped() {
    let page = page(&assessment(4), None);
    for raw in ["<script", "<b>ferry", "<my>", "Topic <", "& co", "a & b"] {
        assert!(!page.contains(raw), "{raw}");
    }
    assert!(page.contains("&lt;script&gt;alert(") && page.contains("Topic &lt;3&gt; &amp; co"));
    assert!(page.contains("98.7 % confidence") && page.contains("+1.25"));
}

/// Nothing is loaded: no link, no source, no import, no address but the name of the SVG format.
#[test]
fn the_page_stands_alone() {
    let page = page(&assessment(4), None).replace("http://www.w3.org/2000/svg", "");
    for loading in ["http:", "https:", "src=", "href=", "url(", "@import", "<link", "<script", "<img"] {
        assert!(!page.contains(loading), "{loading}");
    }
}

#[test]
fn every_plot_is_there() {
    let point = |n_examples, accuracy| LearningPoint { n_examples, accuracy, macro_f1: accuracy - 3.0 };
    let curve = [point(1250, 70.0), point(2500, 80.5), point(5000, 84.0)];
    let assessment = assessment(4);
    let with_curve = page(&assessment, Some(&curve));
    assert_eq!(with_curve.matches("<svg").count(), 4);
    assert!(with_curve.contains("articles learnt from") && with_curve.contains("2,500"));
    let without = page(&assessment, None);
    assert_eq!(without.matches("<svg").count(), 3);
    assert!(without.contains("--cv 5"));
    assert_eq!(page(&assessment, Some(&curve[..1])).matches("<svg").count(), 3);
}

/// A colour that the style sheet does not know would stay light on a dark page.
#[test]
fn every_colour_of_a_plot_has_a_dark_one() {
    let point = |n_examples| LearningPoint { n_examples, accuracy: 80.0, macro_f1: 78.0 };
    let page = page(&assessment(4), Some(&[point(100), point(200)]));
    let body = page.split_once("</style>").unwrap().1;
    let mut found = BTreeSet::new();
    for attribute in ["fill=\"#", "stroke=\"#"] {
        for rest in body.split(attribute).skip(1) {
            found.insert(format!("[{attribute}{}\"]", &rest[..6]));
        }
    }
    assert!(found.len() >= 7, "{found:?}");
    for selector in found {
        assert!(STYLE.contains(&selector), "{selector}");
    }
}

#[test]
fn many_topics_are_thinned() {
    let page = page(&assessment(50), None);
    assert!(page.contains("The 10 topics with the fewest articles are not shown."));
}

#[test]
fn articles_of_several_topics_and_none_at_all_have_a_page() {
    let outcome = MultiOutcome { truth: vec![0], predicted: vec![0, 1], confidences: vec![0.9, 0.6] };
    let topics = ["a".to_owned(), "b".to_owned()];
    let several = Assessment { evaluation: Evaluation::of_sets(&topics, &[outcome]), mistakes: Vec::new() };
    let several = page(&several, None);
    // The text calls it by this name too; "accuracy" would say that some right topics count.
    assert!(several.contains(">Exact match<") && !several.contains(">Accuracy<"));
    assert!(several.contains("Precision at 1") && !several.contains("Which topics are taken"));
    page(&Assessment { evaluation: Evaluation::new(&[]), mistakes: Vec::new() }, None);
}

#[test]
fn thousands_are_grouped() {
    assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
}
