//! Small inputs, all invented: news for the built-in model, a feed, and labelled notes on three other topics.

use crate::work_dir::WorkDir;

/// A folder with [`labelled`] notes, [`unseen`] ones, and `my.slug`, a model of the former.
pub(crate) fn trained() -> WorkDir {
    let dir = WorkDir::with("labelled.jsonl", labelled(4));
    dir.write("unseen.jsonl", unseen());
    dir.run(&["train", "labelled.jsonl", "-o", "my.slug"]).exits(0);
    dir
}

/// Four articles as JSON lines: of a known topic, in two paragraphs, with accents, without an id.
pub(crate) const NEWS: &str = r#"{"id": "cable", "title": "Second cable reaches Sandøy", "text": "A second fibre cable reached the island of Sandøy on Monday, ending three winters of slow broadband. The operator had promised it for 2024.\n\nMobile masts on the north shore will be upgraded to 5G by the summer.", "source": "Island Post", "url": "https://island-post.example/cable", "published": "2026-03-02T08:00:00Z"}
{"id": "fine", "title": "Clinic fined over open patient files", "text": "The privacy regulator fined a dental clinic 40,000 euros for leaving patient records on an open server. Personal data of 3,100 people could be read by anyone. The clinic says it has since encrypted its files.", "source": "Island Post", "published": "2026-03-03"}
{"id": "naïve", "title": "Café tokens lose their shine", "text": "“Nobody asked for a token with their crème brûlée,” said the owner of Café Zoë. The bitcoin miner that backed the cryptocurrency sold its last coins in January; exchanges delisted it within a week."}
{"title": "Bank opens instant transfers", "text": "Lagoon Bank will let its customers send instant payments free of charge from May. Card fees stay as they are."}
"#;

/// Rows of which every other one cannot be used: bad JSON, bytes that are no UTF-8, no text, an array, nothing in it.
pub(crate) const DAMAGED_ROWS: &[u8] = b"\
{\"id\": \"good\", \"title\": \"Ransomware halts a brewery\", \"text\": \"Hackers locked the servers of a brewery with ransomware on Friday.\"}
{\"id\": \"cut\", \"text\": \"The line ends in the mid
{\"text\": \"The regulator fined a shop over personal data.\"}
{\"text\": \"caf\xe9\"}
{\"text\": \"Mobile operators switched on 5G masts along the coast.\"}
{\"id\": \"no-text\", \"views\": 12}
{\"id\": \"blank\", \"title\": \"\", \"text\": \"  \"}
[1, 2]
{\"id\": \"title-only\", \"title\": \"Bitcoin exchange closes\"}
";

/// The ids of [`DAMAGED_ROWS`] in a file called `rows.jsonl`.
pub(crate) const DAMAGED_IDS: [&str; 9] = [
    "good",
    "rows.jsonl#2",
    "rows.jsonl#3",
    "rows.jsonl#4",
    "rows.jsonl#5",
    "no-text",
    "blank",
    "rows.jsonl#8",
    "title-only",
];

/// Where [`DAMAGED_ROWS`] are damaged.
pub(crate) const IS_DAMAGED: [bool; 9] = [false, true, false, true, false, true, false, true, false];

/// A table whose second row has too few columns, the third too many, the fourth bytes that are no UTF-8, and the last
/// nothing.
pub(crate) const DAMAGED_TABLE: &[u8] = b"\
title,text
Ransomware halts a brewery,\"Hackers locked the servers of a brewery, and want money.\"
Too few
Too many,columns,here
Bytes,caf\xe9
Masts,Mobile operators switched on 5G masts along the coast.
,
";

/// An RSS feed of three articles, each with the same promotion at its end.
pub(crate) fn feed() -> String {
    let items = [
        (
            "quay-1",
            "Port tests a harbour robot",
            "The port of Lind has put an AI system in charge of its tugs. A pilot can overrule it at any time.",
            "Mon, 02 Mar 2026 06:00:00 GMT",
        ),
        (
            "quay-2",
            "Fake invoices hit fish traders",
            "Fraudsters sent forged invoices to nine fish traders. Police arrested two suspects over the scam.",
            "Tue, 03 Mar 2026 06:00:00 GMT",
        ),
        (
            "quay-3",
            "Ministers sign a data pact",
            "Trade ministers of four states signed a digital trade agreement in Lind. It bans duties on downloads.",
            "Wed, 04 Mar 2026 06:00:00 GMT",
        ),
    ];
    let items: Vec<String> = items
        .iter()
        .map(|(id, title, text, date)| {
            format!(
                "<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title>\
                 <link>https://quay.example/{id}</link><pubDate>{date}</pubDate>\
                 <description>&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;Subscribe to Quay Notes for more AI and payments news!&lt;/p&gt;\
                 </description></item>\n"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Quay Notes</title>\n{}</channel></rss>\n",
        items.concat()
    )
}

/// Sentences on three topics that the built-in model does not know.
const NOTES: [(&str, [&str; 6]); 3] = [
    (
        "Gardens",
        [
            "Prune the apple trees before the frost and feed the roses with compost.",
            "The tulips and roses in the walled garden need water and fresh compost.",
            "A gardener should sow beans and peas in warm soil after the last frost.",
            "Slugs ate the lettuce, so the gardener spread ash around the beans.",
            "The compost heap feeds the soil, and the soil feeds the apple trees.",
            "Give the roses water and compost in the evening, once the frost is past.",
        ],
    ),
    (
        "Kitchens",
        [
            "Knead the dough, let it rest, and bake the bread in a hot oven.",
            "Simmer the onions in butter, then stir the flour into the sauce.",
            "The baker weighs flour and butter and rolls the dough twice.",
            "Roast the carrots in the oven and stir the soup from time to time.",
            "A pinch of salt in the dough makes better bread than sugar does.",
            "Bake the onions with butter until the sauce is thick.",
        ],
    ),
    (
        "Trains",
        [
            "The night train leaves platform four and reaches the border at dawn.",
            "Signals failed on the coastal railway, and every train ran late.",
            "A new locomotive pulls the freight wagons over the mountain railway.",
            "Passengers on platform two waited an hour for the delayed train.",
            "The railway will replace its oldest wagons and signals next year.",
            "The conductor checked tickets before the train reached the border.",
        ],
    ),
];

/// The first `n` notes of each topic as labelled JSON lines, the topics in turn.
pub(crate) fn labelled(n: usize) -> String {
    labelled_in(0..n)
}

/// The notes that [`labelled`]`(4)` leaves out.
pub(crate) fn unseen() -> String {
    labelled_in(4..6)
}

fn labelled_in(range: std::ops::Range<usize>) -> String {
    let row = |number: usize, (topic, notes): &(&str, [&str; 6])| {
        let id = format!("{}-{number}", topic.to_lowercase());
        serde_json::json!({"id": id, "text": notes[number], "label": topic}).to_string() + "\n"
    };
    range.flat_map(|number| NOTES.iter().map(move |notes| row(number, notes))).collect()
}
