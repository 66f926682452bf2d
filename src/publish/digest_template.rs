//! A digest in a layout of one's own: a template in the language of Jinja.

use std::io::Write;

use jiff::Timestamp;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, ErrorKind as Fault, UndefinedBehavior};
use serde::Serialize;

use super::digest_document::{Document, OneStory};
use super::digest_markdown::escape;
use super::printable::printable;
use super::{Digest, DigestEntry, StoryView, TopicGroup};
use crate::error::{Error, ErrorKind, Result};

/// Endings that say that a file is a template, and nothing of what it makes.
const TEMPLATE_ENDINGS: [&str; 3] = [".j2", ".jinja", ".jinja2"];
/// Endings of files in which `<` begins a tag.
const MARKUP_ENDINGS: [&str; 8] = ["html", "htm", "xhtml", "xml", "rss", "atom", "opml", "svg"];

/// A template that was understood.
#[derive(Debug)]
pub struct DigestTemplate {
    environment: Environment<'static>,
    name: String,
}

/// What a template is given: the JSON document, and the topics with everything that belongs to them.
#[derive(Serialize)]
struct Context<'d> {
    #[serde(flatten)]
    document: Document<'d>,
    header: Header,
    groups: Vec<Group<'d>>,
}

/// What stands above the digest in its other forms.
#[derive(Serialize)]
struct Header {
    overview: String,
    left_out: Option<String>,
}

#[derive(Serialize)]
struct Group<'d> {
    /// Its topic, or `Unsure`.
    name: &'d str,
    topic: Option<&'d str>,
    size: usize,
    /// How many of its stories are not shown.
    more: usize,
    stories: Vec<NestedStory<'d>>,
}

#[derive(Serialize)]
struct NestedStory<'d> {
    #[serde(flatten)]
    story: OneStory<'d>,
    /// The link, where it leads to the web.
    link: Option<String>,
    /// The source, and how many more there are.
    source: Option<String>,
    articles: Vec<NestedArticle<'d>>,
}

#[derive(Serialize)]
struct NestedArticle<'d> {
    #[serde(flatten)]
    entry: &'d DigestEntry,
    link: Option<String>,
    /// Its source, or the site that its link leads to.
    outlet: String,
}

impl DigestTemplate {
    /// Reads a template. Its `name`, the name of its file, says whether what it is given is escaped: for HTML and XML it is.
    ///
    /// # Errors
    /// [`ErrorKind::Format`] where it is no template, with the line.
    pub fn new(name: &str, source: &str) -> Result<Self> {
        let mut environment = Environment::new();
        // What an article may lack, such as authors, can be asked for with `if`; written out, it must be there.
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        // A line that holds nothing but a tag leaves nothing behind, and the last line its end.
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
        environment.set_syntax(syntax.build().map_err(|fault| error(name, &fault))?);
        environment.set_auto_escape_callback(escaping);
        // Null is nothing, as in the other forms.
        environment.set_formatter(|out, state, value| {
            if value.is_none() { Ok(()) } else { minijinja::escape_formatter(out, state, value) }
        });
        environment.add_filter("date", date);
        environment.add_filter("percent", percent);
        environment.add_filter("markdown", |text: &str| escape(text));
        environment.add_filter("line", |text: &str| printable(text).into_owned());
        environment
            .add_template_owned(name.to_owned(), source.to_owned())
            .map_err(|fault| error(name, &fault))?;
        Ok(Self { environment, name: name.to_owned() })
    }

    /// Writes `digest` in the template's layout.
    ///
    /// # Errors
    /// [`ErrorKind::Format`] where the template asks for something that is not there, with the line; [`ErrorKind::Io`] where `out` fails.
    pub fn write(&self, out: &mut dyn Write, digest: &Digest) -> Result<()> {
        let groups = digest.groups();
        let context = Value::from(Serde(Context {
            document: Document::new(digest, &groups),
            header: Header { overview: digest.overview(), left_out: digest.left_out() },
            groups: groups.iter().map(Group::new).collect(),
        }));
        let template =
            self.environment.get_template(&self.name).map_err(|fault| error(&self.name, &fault))?;
        let page = template.render(context).map_err(|fault| error(&self.name, &fault))?;
        Ok(out.write_all(page.as_bytes())?)
    }
}

impl<'d> Group<'d> {
    fn new(group: &TopicGroup<'d>) -> Self {
        Self {
            name: group.topic.unwrap_or("Unsure"),
            topic: group.topic,
            size: group.n_stories(),
            more: group.n_more,
            stories: group.stories.iter().map(NestedStory::new).collect(),
        }
    }
}

impl<'d> NestedStory<'d> {
    fn new(view: &StoryView<'d>) -> Self {
        let article = |entry: &'d DigestEntry| NestedArticle {
            entry,
            link: entry.web_url().map(Into::into),
            outlet: entry.outlet().into_owned(),
        };
        Self {
            story: OneStory::new(view),
            link: view.lead.web_url().map(Into::into),
            source: view.sources_in_short(),
            articles: view.entries().map(article).collect(),
        }
    }
}

/// By the ending of the name, without one that only says that it is a template.
fn escaping(name: &str) -> AutoEscape {
    let name = name.to_ascii_lowercase();
    let name = TEMPLATE_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    match name.rsplit_once('.') {
        Some((_, ending)) if MARKUP_ENDINGS.contains(&ending) => AutoEscape::Html,
        _ => AutoEscape::None,
    }
}

/// A moment as `form` says it, in the conversion specifiers of `strftime`, in UTC.
fn date(moment: &Value, form: Option<&str>) -> Result<String, minijinja::Error> {
    if moment.is_none() {
        return Ok(String::new());
    }
    let fault = |error: jiff::Error| minijinja::Error::new(Fault::InvalidOperation, error.to_string());
    let time: Timestamp = moment.as_str().unwrap_or_default().parse().map_err(fault)?;
    jiff::fmt::strtime::format(form.unwrap_or("%Y-%m-%d"), time).map_err(fault)
}

/// A probability as `91 %`.
fn percent(probability: Option<f64>) -> String {
    probability.map_or(String::new(), |probability| format!("{:.0} %", 100.0 * probability))
}

/// What is wrong with a template, and where.
fn error(name: &str, fault: &minijinja::Error) -> Error {
    let line = fault.line().map_or(String::new(), |line| format!(", line {line}"));
    let what = match (fault.kind(), fault.detail()) {
        (Fault::UndefinedError, detail) => {
            let name = detail.map_or(String::new(), |detail| format!(" ({detail})"));
            format!(
                "it asks for something that a digest does not have{name}; docs/output.md lists what it has"
            )
        }
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    Error::new(ErrorKind::Format, format!("template {name}{line}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::digest_samples::{digest, hostile};

    fn render(name: &str, source: &str, digest: &Digest) -> Result<String> {
        let mut written = Vec::new();
        DigestTemplate::new(name, source)?.write(&mut written, digest)?;
        Ok(String::from_utf8(written).unwrap())
    }

    #[test]
    fn stories_stand_under_their_topics() {
        let source = "{% for group in groups %}\n{{ group.name }} {{ group.size }}\n{% for story in group.stories %}\n\
            {{ story.line }}|{{ story.published|date('%-d %b') }}|{{ story.confidence|percent }}|{{ story.link }}|{{ story.source }}\
            {% for article in story.articles %} {{ article.outlet }}{% endfor %}\n\n{% endfor %}\n{% endfor %}\n";
        assert_eq!(
            render("a.txt", source, &digest()).unwrap(),
            "Crypto & assets 1\nThe exchange stopped paying out on Monday.|3 Nov|91 %|https://quay.example/coin-1|Quay Notes +1 Quay Notes Ledger Ledger\n\
             Unsure 1\nThe morning ferry left an hour late.|2 Nov||https://quay.example/ferry|Quay Notes Quay Notes\n"
        );
    }

    #[test]
    fn markup_is_escaped_where_there_is_markup() {
        let title = |name| render(name, "{{ overview.title }}", &digest()).unwrap();
        assert_eq!(title("a.md"), "Morning <brief>");
        for name in ["a.html", "A.HTML", "a.xml.j2", "a.rss", "b/a.htm.jinja"] {
            assert_eq!(title(name), "Morning &lt;brief&gt;", "{name}");
        }
        let links = "{% for group in groups %}{% for story in group.stories %}<{{ story.link }}>{% endfor %}{% endfor %}";
        let links = render("a.html", links, &hostile()).unwrap();
        assert!(!links.contains("javascript:alert(1)>") && !links.contains("<data:"), "{links}");
        assert_eq!(
            render("a.md", "{{ overview.title|markdown }}|{{ '*a*\\n#'|markdown }}", &digest()).unwrap(),
            r"Morning \<brief>|\*a\* \#"
        );
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let unknown = render("my.html", "one\n{{ overview.titel }}", &digest()).unwrap_err().to_string();
        assert!(
            unknown
                .starts_with("template my.html, line 2: it asks for something that a digest does not have"),
            "{unknown}"
        );
        let broken = render("my.html", "one\ntwo\n{% for x in %}", &digest()).unwrap_err().to_string();
        assert!(broken.starts_with("template my.html, line 3: "), "{broken}");
        let form =
            render("my.txt", "{{ stories[0].published|date('%') }}", &digest()).unwrap_err().to_string();
        assert!(form.starts_with("template my.txt, line 1: "), "{form}");
        let filter = render("my.txt", "{{ overview.title|shout }}", &digest()).unwrap_err().to_string();
        assert!(filter.contains("line 1") && filter.contains("shout"), "{filter}");
    }
}
