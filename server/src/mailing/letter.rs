//! A message as its copies leave: rendered once for each language of its surroundings, then only the personal parts are filled in.

use std::time::{Duration, SystemTime};

use domain::db::Db;
use domain::lists::{self, Copy, Key, Script};
use domain::mail::text::{document, escape};
use domain::{Language, markdown};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use crate::mailer::{ContentLanguage, Mailer, one_line};
use crate::smtp::{Parcel, travelling};

/// Characters of private use stand where the personal parts go: nobody types them.
const NAME: &str = "\u{e000}";
const WHY: &str = "\u{e001}";
const LINK: &str = "\u{e002}";
const STOP: &str = "\u{e003}";
/// The same: taken out of what was typed all the same.
const MARKS: [char; 4] = ['\u{e000}', '\u{e001}', '\u{e002}', '\u{e003}'];

/// What all copies of a message share.
pub(super) struct Letter {
    script: Script,
    /// Where the list is, on the site.
    page: String,
    host: String,
    link: String,
    unsubscribe_address: String,
    shapes: Vec<(Language, Shape)>,
}

struct Shape {
    plain: String,
    html: String,
}

impl Letter {
    pub(super) async fn new(mailer: &Mailer, db: &Db, script: Script, unsubscribe_address: &str) -> domain::Result<Self> {
        let page = db.link(&format!("/lists/{}", script.list.1));
        let host = mailer.site.split_once("://").map_or(mailer.site.as_str(), |(_, rest)| rest);
        let host = host.split([':', '/']).next().unwrap_or(host).to_owned();
        let typed = script.body.replace(MARKS, "");
        let body = typed.replace("{{nom}}", NAME).replace("{{name}}", NAME);
        let site = db.link("/");
        let (html, text) = markdown::bulletins(&body, &site).await?;
        let shapes = Language::ALL.iter().map(|language| (*language, Shape::new(*language, &script, &text, &html, &page))).collect();
        let (link, unsubscribe_address) = (db.link("/unsubscribe/"), unsubscribe_address.to_owned());
        Ok(Self { script, page, host, link, unsubscribe_address, shapes })
    }

    pub(super) fn version(&self) -> i64 {
        self.script.version
    }

    /// One copy. The same at each attempt, but for the boundaries of its parts and the moment of its signature.
    pub(super) fn compose(&self, mailer: &Mailer, key: &Key, copy: &Copy) -> Result<Parcel, String> {
        let to = travelling(&copy.address)?;
        let link = format!("{}{}", self.link, lists::token(key, &copy.opt_out, &copy.id));
        let why = lists::reasons(copy.language, &copy.why).join(", ");
        let of_event = copy.opt_out.starts_with("e.");
        let stop = lists::stop_words(copy.language, of_event);
        let shape = self.shapes.iter().find(|(language, _)| *language == copy.language).or(self.shapes.first());
        let Some((_, shape)) = shape else { return Err("no words".to_owned()) };
        // Without a name, the gap before it goes too: « Bonjour, ».
        let gap = format!(" {NAME}");
        let mark = if copy.name.trim().is_empty() { gap.as_str() } else { NAME };
        let plain =
            shape.plain.replace(mark, &copy.name).replace(NAME, &copy.name).replace(WHY, &why).replace(STOP, &stop).replace(LINK, &link);
        let html = shape
            .html
            .replace(mark, &escape(&copy.name))
            .replace(NAME, &escape(&copy.name))
            .replace(WHY, &escape(&why))
            .replace(STOP, &escape(&stop));
        let html = html.replace(LINK, &link);
        let name = one_line(&copy.name);
        let created = u64::try_from(copy.queued_at.seconds()).unwrap_or(0);
        let mut message = Message::builder()
            .from(Mailbox::new(one_line(&self.script.acronym), mailer.from.email.clone()))
            .to(Mailbox::new(name, to.clone()))
            .subject(one_line(&self.script.subject).unwrap_or_default())
            .message_id(Some(format!("<{}@{}>", copy.id, self.host)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(created))
            .header(ContentLanguage(self.script.language.code()));
        if let Some((name, address)) = &self.script.reply_to
            && let Ok(address) = travelling(address)
            // The letters of the writer are no reason to lose the reader, whose server may not know them.
            && AsRef::<str>::as_ref(&address).is_ascii()
        {
            message = message.reply_to(Mailbox::new(one_line(name), address));
        }
        let mut message = message
            .multipart(MultiPart::alternative().singlepart(SinglePart::plain(plain)).singlepart(SinglePart::html(html)))
            .map_err(|cause| cause.to_string())?;
        for (name, value) in self.list_headers(&link, of_event) {
            // Written as they are: a fold in the middle of an address would break it for some readers.
            message.headers_mut().insert_raw(HeaderValue::dangerous_new_pre_encoded(
                HeaderName::new_from_ascii_str(name),
                value.clone(),
                value,
            ));
        }
        Ok(Parcel { from: mailer.from.email.clone(), to, bytes: mailer.signed(&message)? })
    }

    /// RFC 2919, 2369 and 8058. People of an event are not the readers of the list: theirs is another one.
    fn list_headers(&self, link: &str, of_event: bool) -> Vec<(&'static str, String)> {
        let slug = &self.script.list.1;
        let id = if of_event { format!("<events.{slug}.lists.{}>", self.host) } else { format!("<{slug}.lists.{}>", self.host) };
        let by_mail = match self.unsubscribe_address.as_str() {
            "" => String::new(),
            address => format!(", <mailto:{address}?subject=unsubscribe%20{slug}>"),
        };
        let mut headers = vec![
            ("List-Id", id),
            ("List-Unsubscribe", format!("<{link}>{by_mail}")),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            ("List-Help", format!("<{}>", self.page)),
            ("List-Post", "NO".to_owned()),
        ];
        if self.script.has_archive && !of_event {
            headers.push(("List-Archive", format!("<{}/archive>", self.page)));
        }
        headers
    }
}

impl Shape {
    fn new(language: Language, script: &Script, body: &str, html: &str, page: &str) -> Self {
        let why = lists::foot(language, &script.acronym, WHY);
        let plain = format!("{}\n\n-- \n{why}\n{STOP}:\n{LINK}\n{page}\n", body.trim_end());
        let foot = format!(
            "<p lang=\"{language}\">{}<br><a href=\"{LINK}\">{STOP}</a><br><a href=\"{}\">{}</a></p>",
            escape(&why),
            escape(page),
            escape(page)
        );
        Self { plain, html: document(script.language, &script.subject, html, &foot) }
    }
}
