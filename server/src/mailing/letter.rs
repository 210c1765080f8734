//! A message as its copies leave: their words with the headers of a list.

use std::time::{Duration, SystemTime};

use domain::db::Db;
use domain::lists::{Copy, CopyTemplate, InstanceKey, RenderedCopy, Script};
use domain::mail::thread_of_event;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use crate::mailer::{ContentLanguage, Mailer, one_line, reply_to};
use crate::smtp::{Envelope, travelling};

/// What all copies of a message share.
pub(super) struct MessageTemplate {
    template: CopyTemplate,
    host: String,
    unsubscribe_address: String,
}

impl MessageTemplate {
    pub(super) async fn new(mailer: &Mailer, db: &Db, script: Script, unsubscribe_address: &str) -> domain::Result<Self> {
        let host = mailer.site.split_once("://").map_or(mailer.site.as_str(), |(_, rest)| rest);
        let host = host.split([':', '/']).next().unwrap_or(host).to_owned();
        Ok(Self { template: CopyTemplate::new(db, script).await?, host, unsubscribe_address: unsubscribe_address.to_owned() })
    }

    pub(super) fn version(&self) -> i64 {
        self.template.script.version
    }

    /// One copy. The same at each attempt, but for the boundaries of its parts and the moment of its signature.
    pub(super) fn compose(&self, mailer: &Mailer, key: &InstanceKey, copy: &Copy) -> Result<Envelope, String> {
        let to = travelling(&copy.address)?;
        let RenderedCopy { plain, html, unsubscribe: link } = self.template.render(key, copy).ok_or_else(|| "no words".to_owned())?;
        let script = &self.template.script;
        let name = one_line(&copy.name);
        let created = u64::try_from(copy.queued_at.seconds()).unwrap_or(0);
        let mut message = Message::builder()
            .from(Mailbox::new(one_line(&script.acronym), mailer.from.email.clone()))
            .to(Mailbox::new(name, to.clone()))
            .subject(one_line(&script.subject).unwrap_or_default())
            .message_id(Some(format!("<{}@{}>", copy.id, self.host)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(created))
            .header(ContentLanguage(script.language.code()));
        if let Some(to) = script.reply_to.as_ref().and_then(|(name, address)| reply_to(name, address)) {
            message = message.reply_to(to);
        }
        if let Some(event) = &copy.event {
            let thread = format!("<{}>", thread_of_event(&self.host, event, &copy.address));
            message = message.in_reply_to(thread.clone()).references(thread);
        }
        let mut message = message
            .multipart(MultiPart::alternative().singlepart(SinglePart::plain(plain)).singlepart(SinglePart::html(html)))
            .map_err(|cause| cause.to_string())?;
        for (name, value) in self.list_headers(&link, copy) {
            // Written as they are: a fold in the middle of an address would break it for some readers.
            message.headers_mut().insert_raw(HeaderValue::dangerous_new_pre_encoded(
                HeaderName::new_from_ascii_str(name),
                value.clone(),
                value,
            ));
        }
        Ok(Envelope { from: mailer.from.email.clone(), to, bytes: mailer.signed(&message)? })
    }

    /// RFC 2919, 2369 and 8058. People of an event are not the readers of the list: theirs is another one.
    fn list_headers(&self, link: &str, copy: &Copy) -> Vec<(&'static str, String)> {
        let (slug, of_event) = (&self.template.script.list.1, copy.is_of_event());
        let id = if of_event { format!("<events.{slug}.lists.{}>", self.host) } else { format!("<{slug}.lists.{}>", self.host) };
        let by_mail = match self.unsubscribe_address.as_str() {
            "" => String::new(),
            address => format!(", <mailto:{address}?subject=unsubscribe%20{slug}>"),
        };
        let mut headers = vec![
            ("List-Id", id),
            ("List-Unsubscribe", format!("<{link}>{by_mail}")),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            ("List-Help", format!("<{}>", self.template.page)),
            ("List-Post", "NO".to_owned()),
        ];
        // For whoever finds something there.
        if copy.reads_archive() && !of_event {
            headers.push(("List-Archive", format!("<{}/archive>", self.template.page)));
        }
        headers
    }
}
