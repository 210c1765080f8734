//! Whether a copy may leave in the name of its author, or whether receivers may refuse it: the policy of the author's domain (DMARC, RFC 9989).
//!
//! Our server is not in the SPF record of that domain, and not every mail has a signature of it that stays valid. So From stays only if the domain
//! asks for nothing. What can't be known counts as a policy: a copy in the name of the site arrives, one that is refused does not.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::clock::Timestamp;

/// How long an answer is remembered, in seconds.
const ANSWER_SECONDS: i64 = 60 * 60;
/// How long it is remembered that there was none.
const ERROR_SECONDS: i64 = 5 * 60;
/// The most domains that are remembered.
const DOMAINS: usize = 1_000;
/// How long all queries for one domain may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The most queries for one domain (RFC 9989, 4.10).
const QUERIES: usize = 8;
/// The longest name that leaves room for `_dmarc.` (RFC 1035, 2.3.4).
const NAME_BYTES: usize = 253 - "_dmarc.".len();

/// What becomes of the From field of a mail that came for a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FromTreatment {
    /// It stays as its author wrote it.
    Kept,
    /// It becomes ours: “Name via List”, with the address of the site.
    Munged,
}

/// Where TXT records are looked up.
pub(super) trait TxtLookup: Send + Sync {
    /// The records of a name in ASCII, each as one text; empty if the DNS says that there are none.
    ///
    /// # Errors
    /// A sentence, if it is unknown whether there are any.
    fn txt(&self, name: &str) -> impl Future<Output = Result<Vec<String>, String>> + Send;
}

/// The policies of domains, looked up when they are needed, and remembered for a while.
pub(super) struct DmarcPolicies<R> {
    /// `None`: nothing is looked up.
    records: Option<R>,
    own_domains: Vec<String>,
    timeout: Duration,
    remembered: Mutex<HashMap<String, RememberedTreatment>>,
}

struct RememberedTreatment {
    treatment: FromTreatment,
    until: Timestamp,
}

impl<R: TxtLookup> DmarcPolicies<R> {
    /// `own_domains` are those that the site sends for: From stays, whatever their policy. Not so the domains below them, which may have keys and
    /// policies of their own.
    pub(super) fn new<'a>(records: Option<R>, own_domains: impl IntoIterator<Item = &'a str>) -> Self {
        let own_domains = own_domains.into_iter().filter(|domain| !domain.is_empty()).map(str::to_ascii_lowercase).collect();
        Self { records, own_domains, timeout: TIMEOUT, remembered: Mutex::default() }
    }

    /// What becomes of a From field with this one address.
    pub(super) async fn treatment(&self, author: &str, now: Timestamp) -> FromTreatment {
        let Some(domain) = ascii_domain(author) else { return FromTreatment::Munged };
        if self.own_domains.contains(&domain) {
            return FromTreatment::Kept;
        }
        let Some(records) = self.records.as_ref().filter(|_| is_name(&domain)) else { return FromTreatment::Munged };
        if let Some(treatment) = self.remembered(&domain, now) {
            return treatment;
        }
        // Copies of one post that leave together may ask at the same time: the queries are few, and a lock would make other copies wait.
        let found = tokio::time::timeout(self.timeout, is_protected(records, &domain)).await;
        let (treatment, seconds) = match found.unwrap_or_else(|_| Err("no answer in time".to_owned())) {
            Ok(true) => (FromTreatment::Munged, ANSWER_SECONDS),
            Ok(false) => (FromTreatment::Kept, ANSWER_SECONDS),
            Err(why) => {
                tracing::warn!(domain, why, "the DMARC policy can't be looked up: copies leave in the name of the site");
                (FromTreatment::Munged, ERROR_SECONDS)
            }
        };
        self.remember(domain, RememberedTreatment { treatment, until: Timestamp::from_seconds(now.seconds() + seconds) }, now);
        treatment
    }

    fn remembered(&self, domain: &str, now: Timestamp) -> Option<FromTreatment> {
        self.lock().get(domain).filter(|remembered| now < remembered.until).map(|remembered| remembered.treatment)
    }

    fn remember(&self, domain: String, treatment: RememberedTreatment, now: Timestamp) {
        let mut remembered = self.lock();
        if remembered.len() >= DOMAINS {
            remembered.retain(|_, other| now < other.until);
        }
        if remembered.len() >= DOMAINS {
            remembered.clear();
        }
        remembered.insert(domain, treatment);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, RememberedTreatment>> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The domain of an address, in small ASCII letters (RFC 5891).
fn ascii_domain(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    idna::domain_to_ascii(domain).ok().filter(|domain| !domain.is_empty())
}

/// Whether the DNS may have records of it: not for `[192.0.2.1]`, `localhost` or what is no name.
fn is_name(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    domain.len() <= NAME_BYTES && domain.contains('.') && domain.split('.').all(is_label) && domain.parse::<IpAddr>().is_err()
}

/// Whether a policy asks receivers to quarantine or to reject mail in the name of the domain that is not found to be its own.
///
/// RFC 9989, 4.10.1: the record is that of the domain; else that of its organisational domain; else that of its public suffix. 4.10.2 chooses the
/// organisational domain among those above that have a record, from the longest to the shortest: one with `psd=n`; the one below a domain with
/// `psd=y`; “otherwise, select the DMARC Policy Record found at the name with the fewest number of labels”. No list of public suffixes is needed.
async fn is_protected(records: &impl TxtLookup, domain: &str) -> Result<bool, String> {
    // Of the names so far, the one with the fewest labels that has a record, and what the record says for the domain.
    let mut found: Option<(&str, bool)> = None;
    for name in walked_names(domain) {
        let texts = records.txt(&format!("_dmarc.{name}")).await?;
        let Some(record) = DmarcRecord::only_one(&texts) else { continue };
        if name == domain {
            return Ok(record.is_strict);
        }
        match record.is_public_suffix {
            None => found = Some((name, record.is_strict_below)),
            Some(false) => return Ok(record.is_strict_below),
            Some(true) => {
                let organisation = found.filter(|(below, _)| below.split_once('.').is_some_and(|(_, above)| above == name));
                return Ok(organisation.map_or(record.is_strict_below, |(_, is_strict)| is_strict));
            }
        }
    }
    Ok(found.is_some_and(|(_, is_strict)| is_strict))
}

/// The domain, then those above it up to the top. Of a domain with more labels than there may be queries, those right above it are left out, so that
/// the second query is for the seven last labels (RFC 9989, 4.10, step 4).
fn walked_names(domain: &str) -> impl Iterator<Item = &str> {
    let above: Vec<&str> = domain.match_indices('.').map(|(at, _)| &domain[at + 1..]).collect();
    let left_out = (above.len() + 1).saturating_sub(QUERIES);
    std::iter::once(domain).chain(above.into_iter().skip(left_out))
}

/// What a policy record (RFC 9989, 4.7) says that matters here. That the owner only tests (`t=y`, and the former `pct`) is ignored, because receivers
/// read it in different ways. `np` is for domains that do not exist; that of an author does.
#[derive(Debug, PartialEq, Eq)]
struct DmarcRecord {
    /// `p`, for the domain itself: `quarantine` or `reject`.
    is_strict: bool,
    /// `sp`, or else `p`, for the domains below it.
    is_strict_below: bool,
    /// `psd`, if it says `y` or `n`.
    is_public_suffix: Option<bool>,
}

impl DmarcRecord {
    /// The policy record among the TXT records of a name. “If multiple DMARC Policy Records are returned, they are all discarded” (4.10).
    fn only_one(texts: &[String]) -> Option<Self> {
        let mut records = texts.iter().filter_map(|text| Self::parse(text));
        let record = records.next()?;
        records.next().is_none().then_some(record)
    }

    /// `None`: the text is another record. Without a valid `p`, the record asks for nothing (4.10.1). An invalid `sp` counts as a missing one: some
    /// receivers then take the whole record for invalid, others apply `p`.
    fn parse(text: &str) -> Option<Self> {
        let mut tags = text.split(';').map(|tag| {
            let (name, value) = tag.split_once('=').unwrap_or((tag, ""));
            (name.trim().to_ascii_lowercase(), value.trim())
        });
        // The first tag, and in capital letters.
        if tags.next().is_none_or(|(name, value)| name != "v" || value != "DMARC1") {
            return None;
        }
        let tags: Vec<(String, String)> = tags.map(|(name, value)| (name, value.to_ascii_lowercase())).collect();
        let value = |wanted: &str| tags.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
        let is_strict = |wanted: &str| match value(wanted) {
            "quarantine" | "reject" => Some(true),
            "none" => Some(false),
            _ => None,
        };
        let policy = is_strict("p").unwrap_or(false);
        let is_public_suffix = match value("psd") {
            "y" => Some(true),
            "n" => Some(false),
            _ => None,
        };
        Some(Self { is_strict: policy, is_strict_below: is_strict("sp").unwrap_or(policy), is_public_suffix })
    }
}

#[cfg(test)]
mod tests;
