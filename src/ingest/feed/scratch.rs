//! scratch
use super::*;
fn walk(p: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
    for e in std::fs::read_dir(p).unwrap() {
        let e = e.unwrap().path();
        if e.is_dir() { walk(&e, out) } else { out.push(e) }
    }
}
#[test]
fn scratch_all() {
    let mut files = vec![];
    walk(std::path::Path::new("/work/shared/data/feeds"), &mut files);
    files.sort();
    let mut empties: Vec<String> = vec![];
    let (mut ok, mut n, mut zero, mut empty) = (0, 0, vec![], 0);
    let mut fails: std::collections::BTreeMap<String, Vec<String>> = Default::default();
    for f in &files {
        let b = std::fs::read(f).unwrap();
        let name = f.file_name().unwrap().to_str().unwrap();
        let short = f.display().to_string().replace("/work/shared/data/feeds/", "");
        match read(&b, name) {
            Ok(rows) => {
                ok += 1;
                n += rows.len();
                if rows.is_empty() {
                    zero.push(short.clone())
                }
                for r in rows {
                    if let Row::Article(a) = r {
                        if a.is_empty() {
                            empty += 1;
                            let b = String::from_utf8_lossy(&b).into_owned();
                            let b = b.split("-->").last().unwrap().to_owned();
                            let i = b.find("<item").or(b.find("<entry")).unwrap_or(0);
                            if b[i..].contains("<title")
                                || b[i..].contains("<description")
                                || b[i..].contains("<content")
                                || b[i..].contains("<summary")
                            {
                                empties.push(short.clone())
                            }
                        }
                    }
                }
            }
            Err(e) => fails.entry(e.to_string()).or_default().push(short),
        }
    }
    println!("files {} ok {ok} articles {n} empty {empty} zero {}", files.len(), zero.len());
    for (k, v) in &fails {
        println!("FAIL {} {k} {:?}", v.len(), &v[..v.len().min(40)]);
    }
    let with: Vec<_> = zero
        .iter()
        .filter(|z| {
            let b = String::from_utf8_lossy(&std::fs::read(format!("/work/shared/data/feeds/{z}")).unwrap())
                .into_owned();
            b.contains("<item") || b.contains("<entry")
        })
        .collect();
    println!("ZEROWITH {} {with:?}", with.len());
    println!("EMPTIES {empties:?}");
}
#[test]
fn scratch_seed() {
    let t = std::fs::read_to_string("/work/shared/seed/digest.txt").unwrap();
    let e: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string("/work/shared/seed/expected.json").unwrap()).unwrap();
    let want: Vec<String> =
        e["articles"].as_array().unwrap().iter().map(|a| a["title"].as_str().unwrap().to_owned()).collect();
    for text in
        [t.clone(), t.replace("\n\n", "\n"), t.replace("\n", "\r\n"), t.replace("chatbot!", "chatbot")]
    {
        let rows = crate::ingest::plain::read(&text, "digest.txt", crate::ingest::plain::Layout::Either);
        let got: Vec<_> = rows
            .iter()
            .map(|r| {
                if let Row::Article(a) = r {
                    (a.title.clone(), a.text.split("\n\n").count(), a.text.lines().last().unwrap().len())
                } else {
                    panic!()
                }
            })
            .collect();
        println!(
            "SEED {} {:?}",
            got.iter().map(|g| g.0.clone()).collect::<Vec<_>>() == want,
            got.iter().map(|g| (g.1, g.2)).collect::<Vec<_>>()
        );
    }
}
#[test]
fn scratch_time() {
    let item = "<item><title>Rain</title><description>&lt;p&gt;It rained.&lt;/p&gt;</description></item>"
        .repeat(100_000);
    let f = format!("<rss version='2.0'><channel>{item}</channel></rss>");
    let t = std::time::Instant::now();
    println!("TIME {} bytes {} rows {:?}", f.len(), read(f.as_bytes(), "x").unwrap().len(), t.elapsed());
    let t = std::time::Instant::now();
    crate::ingest::feed_mend::mend(f.as_bytes()).unwrap();
    println!("TIME mend {:?}", t.elapsed());
    for evil in ["<a x='", "<!--", "<![CDATA[", "<a =", "<", "<a x=1 ", "<description>"] {
        let f = evil.repeat(200_000);
        let t = std::time::Instant::now();
        let r = read(format!("<rss version='2.0'>{f}").as_bytes(), "x")
            .map(|r| r.len())
            .map_err(|e| e.to_string());
        println!("TIME evil {evil} {:?} {r:?}", t.elapsed());
        let t = std::time::Instant::now();
        crate::ingest::html::to_text(&f);
        crate::ingest::html::looks_like_html(&f);
        println!("TIME evil html {evil} {:?}", t.elapsed());
    }
}
