//! Composes mails: MIME, the headers of a list, the signature.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, SystemTime};

use domain::clock::{Clock, Timestamp};
use domain::delivery::{DeliveryOutcome, PreparedDelivery};
use domain::mail::{Delivery, RenderedMail, ReplyTo, message_id};
use formats::incoming_mail;
use formats::list_copy::{self, HeaderChanges};
use lettre::address::AddressError;
use lettre::message::header::{self, ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::dmarc::{DmarcPolicies, FromTreatment};
use super::dns::DnsResolver;
use crate::config::Config;
use crate::dkim::Signer;
use crate::smtp::{Envelope, ascii_address};

/// Fields of a mail for a list that its copies do not have: those of other lists, which would lead our readers there, and results that are for us.
const NOT_PASSED_ON: [&str; 11] = [
    "Archived-At",
    "Authentication-Results",
    "List-Archive",
    "List-Help",
    "List-Id",
    "List-Owner",
    "List-Post",
    "List-Subscribe",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "X-Original-From",
];

/// Composes mails in the name of a site.
pub(super) struct Composer {
    from: Mailbox,
    /// For Message-IDs.
    host: String,
    signer: Option<Signer>,
    policies: DmarcPolicies<DnsResolver>,
}

impl Composer {
    /// # Errors
    /// A sentence for the administrator.
    pub(super) fn new(config: &Config) -> Result<Self, String> {
        let from: Mailbox = config.mail.from.parse().map_err(|cause: AddressError| format!("mail.from: {cause}."))?;
        let email = ascii_address(from.email.as_ref()).map_err(|cause| format!("mail.from: {cause}."))?;
        let site = config.address();
        let host = site.split_once("://").map_or(site.as_str(), |(_, rest)| rest);
        let host = host.split([':', '/']).next().unwrap_or(host).to_owned();
        // Mail that goes to a folder goes to no receiver who could refuse it. A demonstration may have no DNS.
        let resolver = (!config.smtp.host.is_empty()).then(|| DnsResolver::new(config.mail.resolver()));
        let policies = DmarcPolicies::new(resolver, [email.domain(), config.lmtp.domain.as_str()]);
        Ok(Self { from: Mailbox::new(from.name, email), host, signer: Signer::new(&config.dkim)?, policies })
    }

    /// Composes one mail. It is the same at each attempt, except for the boundaries of its parts, the time of its signature, and what the DNS says of
    /// its author's domain.
    ///
    /// # Errors
    /// The outcome of a delivery that can't be composed.
    pub(super) async fn compose(&self, prepared: &PreparedDelivery, now: Timestamp) -> Result<Envelope, DeliveryOutcome> {
        let treatment = match prepared.author_address() {
            Some(author) => self.policies.treatment(author, now).await,
            None => FromTreatment::Munged,
        };
        let delivery = &prepared.delivery;
        let (from, to, bytes) = catch_panic(|| {
            let from = if delivery.envelope_from.is_empty() { self.from.email.clone() } else { ascii_address(&delivery.envelope_from)? };
            let to = ascii_address(&delivery.address)?;
            let rendered = prepared.render().ok_or_else(|| "the mail has no text".to_owned())?;
            let bytes = match &rendered.original {
                Some(original) => self.list_copy(original, &rendered, prepared, treatment),
                None => self.message(delivery, to.clone(), rendered)?.formatted(),
            };
            Ok((from, to, bytes))
        })
        .map_err(DeliveryOutcome::Failed)?;
        let bytes = match &self.signer {
            Some(signer) => signer.sign(&bytes, Clock::System.now().seconds()).map_err(DeliveryOutcome::Deferred)?,
            None => bytes,
        };
        Ok(Envelope { from, to, bytes })
    }

    /// A mail that came for a list, as it is passed on: its body to the octet, below the headers of the list. Signatures of the author stay if they
    /// cover nothing that changes; ours comes first. If From becomes ours, the author stays in X-Original-From.
    fn list_copy(&self, original: &[u8], mail: &RenderedMail, prepared: &PreparedDelivery, treatment: FromTreatment) -> Vec<u8> {
        let is_munged = treatment == FromTreatment::Munged;
        let author = prepared.author_address().unwrap_or_default();
        let field = |to: &ReplyTo| list_copy::address_field(&to.name, &to.address);
        let mut set = Vec::new();
        if is_munged {
            let from = list_copy::address_field(mail.from_name.as_deref().unwrap_or_default(), self.from.email.as_ref());
            set.push(("From".to_owned(), from));
        }
        // Answers to the author need no field while From is theirs.
        let reply_to = mail.reply_to.as_ref().filter(|to| is_munged || !to.address.eq_ignore_ascii_case(author));
        set.extend(reply_to.map(|to| ("Reply-To".to_owned(), field(to))));
        if is_munged && let Some(cc) = cc_with_author(original, author, reply_to) {
            set.push(("Cc".to_owned(), cc));
        }
        if prepared.has_subject_prefix() {
            set.push(("Subject".to_owned(), mail.subject.clone()));
        }
        let list_headers = mail.list_headers.iter().filter(|(name, _)| is_munged || *name != "X-Original-From");
        set.extend(list_headers.map(|(name, value)| ((*name).to_owned(), value.clone())));
        // Ours, if the mail had none: its copies share it. The list's Precedence keeps programs that know no Auto-Submitted from answering.
        set.extend(mail.message_id.as_ref().map(|id| ("Message-ID".to_owned(), format!("<{id}>"))));
        set.push(("Sender".to_owned(), self.from.email.to_string()));
        set.push(("Precedence".to_owned(), "list".to_owned()));
        let remove = NOT_PASSED_ON.map(str::to_owned).to_vec();
        list_copy::rewrite(original, &HeaderChanges { remove, set, prepend: Vec::new() })
    }

    /// A mail that the site writes. A post from the web is in the name of its author, but never from their address, whatever the policy of its domain:
    /// no signature of that domain is on it, and without one it looks forged.
    fn message(&self, delivery: &Delivery, to: Address, mail: RenderedMail) -> Result<Message, String> {
        let queued_at = u64::try_from(delivery.queued_at.seconds()).unwrap_or(0);
        let from_name = mail.from_name.as_deref().map_or(self.from.name.clone(), one_line);
        let mut message = Message::builder()
            .from(Mailbox::new(from_name, self.from.email.clone()))
            .to(Mailbox::new(one_line(&delivery.name), to))
            .subject(one_line(&mail.subject).unwrap_or_default())
            .message_id(Some(format!("<{}>", mail.message_id.clone().unwrap_or_else(|| message_id(&delivery.id, &self.host)))))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(queued_at))
            .header(ContentLanguage(mail.language.code()));
        if delivery.is_single() {
            message = message.header(AutoSubmitted);
        }
        if let Some(to) = mail.reply_to.as_ref().and_then(reply_to) {
            message = message.reply_to(to);
        }
        if let Some(answered) = mail.references.last() {
            let references: Vec<String> = mail.references.iter().map(|reference| format!("<{reference}>")).collect();
            message = message.in_reply_to(format!("<{answered}>")).references(references.join(" "));
        }
        if !mail.parts.is_empty() {
            return with_list_headers(
                message.multipart(digest(delivery, mail.plain, &mail.parts)?).map_err(|cause| cause.to_string())?,
                mail.list_headers,
            );
        }
        let texts = MultiPart::alternative().singlepart(SinglePart::plain(mail.plain)).singlepart(SinglePart::html(mail.html));
        let parts = match &mail.calendar {
            None => texts,
            Some(calendar) => {
                let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={}", calendar.method));
                let kind = kind.map_err(|cause| cause.to_string())?;
                let file = ContentType::parse("text/calendar; charset=utf-8; name=event.ics").map_err(|cause| cause.to_string())?;
                let invitation = SinglePart::builder().header(kind).body(base64(&calendar.text)?);
                MultiPart::mixed()
                    .multipart(texts.singlepart(invitation))
                    .singlepart(Attachment::new("event.ics".to_owned()).body(base64(&calendar.text)?, file))
            }
        };
        with_list_headers(message.multipart(parts).map_err(|cause| cause.to_string())?, mail.list_headers)
    }
}

/// The Cc field of a copy whose From is ours and whose answers go to the list: with the author, whom only those who answer all reach then. `None`: the field
/// stays as it is.
fn cc_with_author(original: &[u8], author: &str, reply_to: Option<&ReplyTo>) -> Option<String> {
    let is_answered = reply_to.is_none_or(|to| to.address.eq_ignore_ascii_case(author));
    let mut values = incoming_mail::header_values(original, "Cc");
    let is_named = incoming_mail::addresses(original, "Cc").iter().any(|named| named.address.eq_ignore_ascii_case(author));
    // A longer field was not read to its end.
    let is_cut = values.iter().any(|value| value.chars().count() >= incoming_mail::VALUE_CHARS);
    if author.is_empty() || is_answered || is_named || is_cut {
        return None;
    }
    values.push(list_copy::address_field("", author));
    Some(values.join(", "))
}

fn with_list_headers(mut message: Message, headers: Vec<(&'static str, String)>) -> Result<Message, String> {
    for (name, value) in headers {
        // Not folded: a fold in the middle of an address would break it for some readers.
        let header = HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value);
        message.headers_mut().insert_raw(header);
    }
    Ok(message)
}

/// A text, and mails as parts of a digest (RFC 2046, 5.1.5). Their default type is that of a mail; it is written all the same. A part of that type may have
/// no encoding but 7bit and 8bit (5.2.1): the mails are ASCII already.
fn digest(delivery: &Delivery, text: String, mails: &[Vec<u8>]) -> Result<MultiPart, String> {
    let parse = |kind: &str| ContentType::parse(kind).map_err(|cause| cause.to_string());
    // Whoever wrote one of the mails could not know this key.
    let boundary = format!("digest-{}", delivery.id);
    let mut parts = MultiPart::builder().header(parse(&format!("multipart/digest; boundary=\"{boundary}\""))?).build();
    for mail in mails {
        let body = Body::dangerous_pre_encoded(mail.clone(), ContentTransferEncoding::SevenBit);
        parts = parts.singlepart(SinglePart::builder().header(parse("message/rfc822")?).body(body));
    }
    Ok(MultiPart::mixed().singlepart(SinglePart::plain(text)).multipart(parts))
}

/// The result of `make`. The library that writes messages panics if a header can't be written: then this one mail fails.
fn catch_panic<T>(make: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| Err("the message can't be written".to_owned()))
}

/// The address for replies, if it is ASCII. The server of the recipient may not accept another one, and the mail is worth more than its replies.
fn reply_to(to: &ReplyTo) -> Option<Mailbox> {
    let address = ascii_address(&to.address).ok().filter(|address| AsRef::<str>::as_ref(address).is_ascii())?;
    Some(Mailbox::new(one_line(&to.name), address))
}

/// A text for a header: on one line, if there is any.
fn one_line(text: &str) -> Option<String> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Some(line.trim()).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// In base64, so that every byte of the object arrives, including its line ends.
fn base64(calendar: &str) -> Result<Body, String> {
    Body::new_with_encoding(calendar.as_bytes().to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| "the calendar can't be encoded".to_owned())
}

/// Marks a mail as written by a program, which gets no “out of office” replies (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[derive(Clone)]
struct ContentLanguage(&'static str);

impl header::Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Err("never parsed".into())
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.to_owned())
    }
}
