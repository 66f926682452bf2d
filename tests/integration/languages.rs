//! Languages: told by the articles or by the user, recorded in the model, and followed by stems, stop words and words.
//!
//! All articles are invented. Each sample has two topics, the ferry and the bakery, of which every article repeats the
//! word, so that a model that finds the words of the language cannot miss them.

use serde_json::{Value, json};

use crate::work_dir::{WorkDir, array, text, texts};

const ENGLISH: [(&str, &str); 6] = [
    ("ferry", "The ferry to the island leaves an hour later from Monday, the harbour office said."),
    ("ferry", "Storms kept both ferries in the harbour for two days, and the island ran short of milk."),
    ("ferry", "A new ferry with electric engines will link the island with the mainland harbour in May."),
    ("bakery", "The oldest bakery in town is closing because nobody wants to take over the oven."),
    ("bakery", "Bread from the village bakery has won a prize for its crust of rye and honey."),
    ("bakery", "Two bakeries will share one oven to save energy, and the bread will be baked at night."),
];

const GERMAN: [(&str, &str); 6] = [
    ("ferry", "Die Fähre zur Insel fährt ab Montag eine Stunde später, teilte das Hafenamt mit."),
    (
        "ferry",
        "Wegen des Sturms blieben beide Fähren zwei Tage im Hafen, und auf der Insel wurde die Milch knapp.",
    ),
    (
        "ferry",
        "Eine neue Fähre mit Elektromotor soll die Insel ab Mai mit dem Hafen auf dem Festland verbinden.",
    ),
    ("bakery", "Die älteste Bäckerei der Stadt schließt, weil niemand den Ofen übernehmen möchte."),
    ("bakery", "Das Brot der Dorfbäckerei hat für seine Kruste aus Roggen und Honig einen Preis bekommen."),
    ("bakery", "Zwei Bäckereien teilen sich einen Ofen, um Energie zu sparen, und backen das Brot nachts."),
];

const CHINESE: [(&str, &str); 6] = [
    ("ferry", "港口办公室宣布，从星期一起，前往岛上的渡轮将晚一个小时出发。"),
    ("ferry", "由于暴风雨，两艘渡轮在港口停了两天，岛上的牛奶供应紧张。"),
    ("ferry", "一艘新的电动渡轮将从五月开始连接海岛与大陆的港口。"),
    ("bakery", "城里最老的面包店即将关门，因为没有人愿意接手烤箱。"),
    ("bakery", "这家村庄面包店的面包因其黑麦和蜂蜜外皮而获奖。"),
    ("bakery", "两家面包店为了节约能源共用一个烤箱，晚上烤面包。"),
];

const JAPANESE: [(&str, &str); 6] = [
    ("ferry", "港の事務所によると、島へのフェリーは月曜日から一時間遅く出発する。"),
    ("ferry", "嵐のため二隻のフェリーが二日間港に止まり、島では牛乳が不足した。"),
    ("ferry", "電気で動く新しいフェリーが五月から島と本土の港を結ぶ。"),
    ("bakery", "町で最も古いパン屋が、オーブンを継ぐ人がいないため閉店する。"),
    ("bakery", "村のパン屋のパンが、ライ麦と蜂蜜の皮で賞を受けた。"),
    ("bakery", "二軒のパン屋が電気を節約するためオーブンを共同で使い、夜にパンを焼く。"),
];

const THAI: [(&str, &str); 6] = [
    ("ferry", "สำนักงานท่าเรือแจ้งว่าเรือข้ามฟากไปเกาะจะออกช้าลงหนึ่งชั่วโมงตั้งแต่วันจันทร์"),
    ("ferry", "พายุทำให้เรือข้ามฟากสองลำต้องจอดที่ท่าเรือสองวัน และนมบนเกาะเริ่มขาดแคลน"),
    ("ferry", "เรือข้ามฟากไฟฟ้าลำใหม่จะเชื่อมเกาะกับท่าเรือบนแผ่นดินใหญ่ในเดือนพฤษภาคม"),
    ("bakery", "ร้านขนมปังที่เก่าแก่ที่สุดในเมืองกำลังจะปิดเพราะไม่มีใครอยากรับช่วงเตาอบ"),
    ("bakery", "ขนมปังของร้านขนมปังในหมู่บ้านได้รับรางวัลจากเปลือกข้าวไรย์และน้ำผึ้ง"),
    ("bakery", "ร้านขนมปังสองร้านใช้เตาอบร่วมกันเพื่อประหยัดพลังงานและอบขนมปังตอนกลางคืน"),
];

/// Rows of a training file.
fn rows(articles: &[(&str, &str)]) -> String {
    let row = |(label, text): &(&str, &str)| json!({"text": text, "label": label}).to_string() + "\n";
    articles.iter().map(row).collect()
}

/// A folder with a model `my.slug` made of these articles.
fn trained(articles: &[(&str, &str)], flags: &[&str]) -> WorkDir {
    let dir = WorkDir::with("labelled.jsonl", rows(articles));
    dir.run(&[&["train", "labelled.jsonl", "-o", "my.slug", "--min-df", "1"], flags].concat()).exits(0);
    dir
}

fn inspected(dir: &WorkDir) -> Value {
    dir.run(&["inspect", "my.slug", "--json"]).exits(0).json()
}

/// The topic that the model in the folder gives each text.
fn topics(dir: &WorkDir, articles: &[Value]) -> Vec<String> {
    let input: String = articles.iter().map(|article| article.to_string() + "\n").collect();
    let rows = dir.run_reading(input, &["classify", "-", "--from", "jsonl", "-m", "my.slug"]).exits(0).rows();
    texts(&rows, "topic").into_iter().map(ToOwned::to_owned).collect()
}

#[test]
fn one_language_is_detected_and_learnt() {
    let samples = [
        ("en", ENGLISH, "Both ferries are late.", "A prize for bread"),
        ("de", GERMAN, "Beide Fähren haben Verspätung.", "Ein Preis für das Brot"),
        ("zh", CHINESE, "渡轮晚了。", "新的面包店"),
        ("ja", JAPANESE, "フェリーが遅れた。", "新しいパン屋"),
        ("th", THAI, "เรือข้ามฟากมาช้า", "ร้านขนมปังใหม่"),
    ];
    for (code, articles, ferry, bakery) in samples {
        let dir = trained(&articles, &[]);
        assert_eq!(inspected(&dir)["analyzer"]["languages"], json!([code]));
        let found = topics(&dir, &[json!({"text": ferry}), json!({"text": bakery})]);
        assert_eq!(found, ["ferry", "bakery"], "{code}");
        let detected = dir.read("my.slug");
        let named = trained(&articles, &["--lang", code]);
        assert!(named.read("my.slug") == detected, "{code}: the same as when it is named");
    }
}

/// A dictionary word is a term, a single character of it is none: 渡轮 is a ferry, 面包 is bread.
#[test]
fn scripts_without_spaces_give_words() {
    for (articles, words) in
        [(CHINESE, ["渡轮", "面包"]), (JAPANESE, ["フェリー", "パン"]), (THAI, ["เกาะ", "ขนมปัง"])]
    {
        let model = inspected(&trained(&articles, &["--ngrams", "1"]));
        let terms: Vec<&str> = array(&model, "topics")
            .iter()
            .flat_map(|topic| array(topic, "terms"))
            .map(|term| term.as_str().unwrap())
            .collect();
        for word in words {
            assert!(terms.contains(&word), "{word} in {terms:?}");
        }
    }
}

#[test]
fn a_mixed_file_gives_a_model_of_both_languages() {
    let mixed = [&GERMAN[..], &ENGLISH[..5], &[GERMAN[0]]].concat();
    let dir = trained(&mixed, &[]);
    // Seven German articles come before five English ones.
    assert_eq!(inspected(&dir)["analyzer"]["languages"], json!(["de", "en"]));
    let shown = dir.run(&["inspect", "my.slug"]).exits(0);
    assert!(shown.out().contains("languages de, en, "), "{}", shown.out());
    let found = topics(
        &dir,
        &[
            json!({"text": "Beide Fähren haben im Hafen Verspätung."}),
            json!({"text": "Both bakeries bake their bread at night."}),
            json!({"text": "ferries", "lang": "en-GB"}),
            json!({"text": "Bäckereien", "lang": "de"}),
        ],
    );
    assert_eq!(found, ["ferry", "bakery", "ferry", "bakery"]);
}

/// What an article's tag says wins over its text: "die" is a stop word in German only.
#[test]
fn a_tag_wins_over_the_text() {
    let dir = trained(&[&GERMAN[..], &ENGLISH[..]].concat(), &["--lang", "de,en"]);
    let row =
        |lang: &str, text: &str| json!({"text": text, "label": "ferry", "lang": lang}).to_string() + "\n";
    let bakery = |lang: &str| row(lang, "bread oven").replace("ferry", "bakery");
    for (lang, is_term) in [("de", false), ("en-US", true)] {
        let tagged =
            row(lang, "they die fähre") + &row(lang, "die they fähre") + &bakery(lang) + &bakery(lang);
        dir.write("labelled.jsonl", tagged);
        dir.run(&["train", "labelled.jsonl", "-o", "my.slug", "--lang", "en,de", "--ngrams", "1"]).exits(0);
        let terms = inspected(&dir)["topics"].to_string();
        assert_eq!(terms.contains("\"die\""), is_term, "{lang}: {terms}");
    }
}

#[test]
fn an_unknown_language_is_refused_with_those_that_are_known() {
    let dir = WorkDir::with("labelled.jsonl", rows(&ENGLISH));
    for flag in ["xx", "en,xx", "english"] {
        let run = dir.run(&["train", "labelled.jsonl", "-o", "my.slug", "--lang", flag]).exits(2);
        let reason = run.err.lines().next().unwrap();
        assert!(reason.contains("auto and af, ") && reason.contains(" zh, "), "{reason}");
        assert!(run.bytes.is_empty() && dir.names() == ["labelled.jsonl"]);
    }
}

#[test]
fn cross_validation_follows_the_languages() {
    let dir = WorkDir::with("labelled.jsonl", rows(&[&GERMAN[..], &ENGLISH[..]].concat()));
    for flag in ["auto", "de", "en,de"] {
        let arguments = ["eval", "labelled.jsonl", "--cv", "3", "--json", "--min-df", "1", "--lang", flag];
        assert_eq!(dir.run(&arguments).exits(0).json()["rows"], 12);
    }
}

/// The line of an article without spaces is a whole sentence of it.
#[test]
fn a_line_is_a_sentence_in_any_script() {
    let dir = trained(&CHINESE, &[]);
    let article = CHINESE[0].1.to_owned() + CHINESE[1].1 + CHINESE[2].1;
    let input = json!({"title": "渡轮", "text": article}).to_string();
    let rows =
        dir.run_reading(input, &["summarize", "-", "--from", "jsonl", "-m", "my.slug"]).exits(0).rows();
    let line = text(&rows[0], "summary");
    assert!(CHINESE.iter().any(|(_, sentence)| *sentence == line), "{line}");
}

/// Detection runs in parallel; neither a model nor a row may show it.
#[test]
fn several_languages_give_the_same_bytes_on_any_threads() {
    let all = [ENGLISH, GERMAN, CHINESE, JAPANESE, THAI].concat();
    let dir = WorkDir::with("labelled.jsonl", rows(&all));
    let runs = ["1", "2", "7"].map(|n| {
        dir.run(&["train", "labelled.jsonl", "-o", "my.slug", "--min-df", "1", "--threads", n]).exits(0);
        let rows = dir.run(&["classify", "labelled.jsonl", "-m", "my.slug", "--threads", n]).exits(0).bytes;
        (dir.read("my.slug"), rows)
    });
    assert!(runs.iter().all(|run| *run == runs[0]));
    // Six articles of each; of equal ones the first by name.
    assert_eq!(inspected(&dir)["analyzer"]["languages"], json!(["zh", "en", "de", "ja", "th"]));
}
