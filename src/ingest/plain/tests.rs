//! Pages and articles written for these tests.

use super::*;

const HARBOUR: &str = "The old harbour wall will be rebuilt in stone, the council decided on Monday after a long \
    debate about its cost, its colour and the gulls that nest on it every spring.";
const ORCHARD: &str = "Growers in the valley expect twice the usual crop, and have asked schools to send pupils \
    for the picking, as their grandparents did in the years before the machines.";
const PROMO: &str = "Do you like reading about towns? Then join our evening letter";

fn articles(text: &str, layout: Layout) -> Vec<Article> {
    read(text, Name { full: "x/page.txt", short: "page.txt" }, layout)
        .into_iter()
        .map(|row| match row {
            Row::Article(article) => article,
            Row::Damaged(row) => panic!("damaged: {row:?}"),
        })
        .collect()
}

fn titles(text: &str, layout: Layout) -> Vec<String> {
    articles(text, layout).into_iter().map(|article| article.title).collect()
}

#[test]
fn the_first_line_of_an_article_is_its_title() {
    let [article] =
        &articles("Harbour wall rebuilt\n\nIt took a year.\nIt is done.\n\nAll is well.", Layout::Either)[..]
    else {
        panic!("not one article")
    };
    assert_eq!(article.title, "Harbour wall rebuilt");
    assert_eq!(article.text, "It took a year.\nIt is done.\n\nAll is well.");
    assert_eq!((article.id.as_str(), article.page.as_deref()), ("page.txt#1", None));
    assert_eq!(article.source, None);
}

#[test]
fn a_first_line_that_is_a_sentence_is_text() {
    let [article] = &articles("It took a year.\n\nAll is well.", Layout::Either)[..] else { panic!() };
    assert_eq!((article.title.as_str(), article.text.as_str()), ("", "It took a year.\n\nAll is well."));
    assert_eq!(articles("Only one line", Layout::Either)[0].text, "Only one line");
}

#[test]
fn a_page_is_split_at_its_headlines() {
    let text = format!(
        "Harbour wall to be rebuilt\n\n{HARBOUR}\n\n{PROMO}!\n\n‘Golden’ year for the orchards\n\n{ORCHARD}\n\n{PROMO}!"
    );
    let found = articles(&text, Layout::Either);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].title, "Harbour wall to be rebuilt");
    assert_eq!(found[0].text, format!("{HARBOUR}\n\n{PROMO}!"));
    assert_eq!(found[1].title, "‘Golden’ year for the orchards");
    assert_eq!(found[1].id, "page.txt#2");
    assert_eq!(found[1].page.as_deref(), Some("x/page.txt"));
}

#[test]
fn a_line_that_lost_its_stop_belongs_to_the_article_before() {
    let text = format!(
        "Harbour wall to be rebuilt\n\n{HARBOUR}\n\n{PROMO}\n\nGolden year for the orchards\n\n{ORCHARD}\n\n{PROMO}"
    );
    let found = articles(&text, Layout::Either);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].text, format!("{HARBOUR}\n\n{PROMO}"));
    assert_eq!(found[1].text, format!("{ORCHARD}\n\n{PROMO}"));
}

#[test]
fn a_page_without_blank_lines_is_split_by_lines() {
    let text = format!("Harbour wall to be rebuilt\n{HARBOUR}\nGolden year for the orchards\n{ORCHARD}\n");
    assert_eq!(titles(&text, Layout::Either), ["Harbour wall to be rebuilt", "Golden year for the orchards"]);
}

#[test]
fn subheads_do_not_make_a_page() {
    let text = format!("Harbour wall to be rebuilt\n\n{HARBOUR}\n\nWhat happens next\n\n{ORCHARD}");
    assert_eq!(titles(&text, Layout::Either), ["Harbour wall to be rebuilt"]);
    assert_eq!(titles(&text, Layout::Page), ["Harbour wall to be rebuilt", "What happens next"]);
    let text = format!("{text}\n\nWho pays for it\n\nNobody knows.");
    assert_eq!(titles(&text, Layout::Either), ["Harbour wall to be rebuilt"]);
}

#[test]
fn the_user_may_say_what_it_is() {
    let text =
        format!("Harbour wall to be rebuilt\n\n{HARBOUR}\n\nGolden year for the orchards\n\n{ORCHARD}");
    assert_eq!(titles(&text, Layout::Article), ["Harbour wall to be rebuilt"]);
    assert_eq!(titles(&format!("{HARBOUR}\n\n{text}"), Layout::Page).len(), 3);
    assert_eq!(titles("Nothing here.", Layout::Page), [""]);
}

#[test]
fn bullets_and_items_are_no_headlines() {
    for line in
        ["- three of the boats", "• Three of the boats", "1. Three of the boats", "2) Three of the boats"]
    {
        let block = Block { lines: vec![line] };
        assert_eq!(block.as_title(), None, "{line}");
    }
    let block = Block { lines: vec!["3 boats lost in the storm"] };
    assert_eq!(block.as_title(), Some("3 boats lost in the storm"));
}

#[test]
fn markdown_headings_lose_their_marks() {
    assert_eq!(titles("# Harbour wall\n\nIt is done.", Layout::Either), ["Harbour wall"]);
    assert_eq!(titles("#harbour wall\n\nIt is done.", Layout::Either), ["#harbour wall"]);
}

#[test]
fn a_byline_below_the_title_is_no_part_of_it() {
    let text = format!("Harbour wall rebuilt\nBy Ines Moller\nPublished 14 November, 09:15\n\n{HARBOUR}");
    let [article] = &articles(&text, Layout::Either)[..] else { panic!("not one article") };
    assert_eq!(article.title, "Harbour wall rebuilt");
    assert!(article.text.starts_with("By Ines Moller\nPublished"), "{}", article.text);
    // A paragraph whose lines were wrapped stays whole.
    let wrapped = "The old harbour wall, built\nby convicts in 1840, fell.\n\nNobody was hurt.";
    assert_eq!(titles(wrapped, Layout::Article), [""]);
}
