//! Results to bytes. Every renderer writes into any [`std::io::Write`] and touches no file and no terminal.

#[cfg(feature = "arrow")]
mod arrow_rows;
mod audit_json;
mod audit_text;
mod digest_document;
mod digest_html;
mod digest_json;
mod digest_mail;
mod digest_markdown;
mod digest_rss;
#[cfg(test)]
mod digest_samples;
mod digest_template;
mod digest_text;
mod entry;
mod evaluation_text;
mod explanation;
mod explanation_json;
mod explanation_text;
#[cfg(feature = "fetch")]
mod fetched;
mod grouped;
mod health;
mod json;
mod learning_text;
mod masked;
mod model_text;
mod overview;
#[cfg(feature = "parquet")]
mod parquet_rows;
mod printable;
mod report_html;
mod row_writer;
mod rows;
mod rows_done;
mod stories;
mod typed_rows;
mod wording;

#[cfg(feature = "arrow")]
pub use arrow_rows::{arrow_schema, record_batch};
pub use audit_json::write_audit_json;
pub use audit_text::write_audit_text;
pub use digest_html::write_digest_html;
pub use digest_json::write_digest_json;
pub use digest_mail::{MailAddress, MailEnvelope, write_digest_mail};
pub use digest_markdown::write_digest_markdown;
pub use digest_rss::{FeedPlace, write_digest_rss};
pub use digest_template::DigestTemplate;
pub use digest_text::{DigestTextStyle, write_digest_text};
pub use entry::DigestEntry;
pub use evaluation_text::{write_evaluation_json, write_evaluation_text};
pub use explanation::{Explained, ExplanationRow};
pub use explanation_json::write_explanation_json;
pub use explanation_text::{ExplanationStyle, write_explanation_text};
#[cfg(feature = "fetch")]
pub use fetched::{FetchTally, write_fetched_json, write_fetched_text};
pub use grouped::{Digest, DigestStory, StoryView, TopicGroup};
pub use health::{write_health_json, write_health_text};
pub use learning_text::write_learning_text;
pub use masked::{MaskedRow, write_masked_json, write_masked_text};
pub(crate) use model_text::prior_in_words;
pub use model_text::{write_model_json, write_model_text, write_training_text};
pub use report_html::{EvaluationReport, write_report_html};
pub use row_writer::{RowFormat, RowWriter};
pub use rows::{
    CutPart, LinePart, LineRow, N_TOPICS, OutputRow, RuledRow, SeveralTopicsRow, TopicRow, round_confidence,
};
pub use rows_done::{RowsDone, rows_done};
pub use stories::{StoryArticle, StoryRow, write_story_json, write_story_text};
pub use typed_rows::{Kind, TypedRow, Value};
pub(crate) use wording::counted;
