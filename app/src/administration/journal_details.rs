//! The details of an act in the journal: a number, a file, a reason. Never a code.

use domain::administration::JournalEntry;
use domain::audit::AuditAction;
use domain::clock::{HOME, Timestamp};
use domain::enums::{FeedScope, PostState, ReadingRhythm, SubscriptionState, TaxonomyList};
use domain::numbers::number as figures;
use domain::{Language, dates};

use crate::labels::{Labelled, stored_label};

/// The details of an act, as people read them; empty where the sentence and the subject's name already say it.
pub(super) fn detail(language: Language, act: &JournalEntry) -> String {
    let is_named = !act.about.trim().is_empty();
    detail_text(language, &act.action, &act.detail, is_named)
}

/// The same for a stored act. `is_named`: whether the row shows its subject's name.
pub(crate) fn detail_text(language: Language, action: &str, detail: &str, is_named: bool) -> String {
    let count = || detail.parse::<i64>().ok();
    let Ok(act) = AuditAction::parse(action) else { return detail.to_owned() };
    let text = match act {
        // Keys, and short names of subjects whose name is shown.
        AuditAction::AddressPrefer
        | AuditAction::AffiliationAdd
        | AuditAction::AffiliationCorrect
        | AuditAction::AffiliationRemove
        | AuditAction::EventRemoveMaterial => None,
        AuditAction::PageDescribe
        | AuditAction::PageDetach
        | AuditAction::EventInvite
        | AuditAction::EventAccept
        | AuditAction::EventDecline
        | AuditAction::EventWithdrawInvitation => Some(detail.to_owned()),
        AuditAction::PageAttach => detail.rsplit('/').next().map(str::to_owned),
        AuditAction::PageRestore => detail.rsplit(' ').next().map(|count| tr!(language, "pages-revision", number = count)),
        AuditAction::MessageSend | AuditAction::MessageHeld => {
            count().map(|count| tr!(language, "registrations-count", count = count, number = figures(language, count)))
        }
        AuditAction::MessageSchedule => Timestamp::parse(detail).map(|at| dates::moment(language, at, HOME)),
        AuditAction::PostModerate => Some(stored_label(language, PostState::LIST, detail)),
        AuditAction::SubscriptionOptions => Some(stored_label(language, ReadingRhythm::LIST, detail)),
        AuditAction::SubscriptionChange => Some(stored_label(language, SubscriptionState::LIST, detail)),
        AuditAction::SessionEnd | AuditAction::SessionCloseAll => {
            count().map(|count| tr!(language, "audit-detail-sessions", count = count, number = figures(language, count)))
        }
        AuditAction::AttendanceMark => {
            count().map(|count| tr!(language, "audit-detail-attendances", count = count, number = figures(language, count)))
        }
        AuditAction::CertificateExport | AuditAction::CertificateSend => {
            count().map(|count| tr!(language, "registrations-count", count = count, number = figures(language, count)))
        }
        AuditAction::MailRetry => {
            count().map(|count| tr!(language, "audit-detail-mails", count = count, number = figures(language, count)))
        }
        AuditAction::ConsentGive | AuditAction::ConsentWithdraw => Some(stored_label(language, "privacy-value", detail)),
        AuditAction::FeedCreate => Some(stored_label(language, FeedScope::LIST, detail)),
        AuditAction::ImportMembers | AuditAction::ImportOrganisations => Some(import_counts(language, detail)),
        AuditAction::ImportTryMembers | AuditAction::ImportTryOrganisations => Some(dry_run_rows(language, detail)),
        AuditAction::PurgeRun => Some(purge_counts(language, detail)),
        AuditAction::InstanceRetention => Some(retention_periods(language, detail)),
        AuditAction::TaxonomyAdd | AuditAction::TaxonomyEdit => Some(taxonomy_change(language, detail)),
        _ if is_named && ["event", "membership", "page"].contains(&act.kind()) => {
            // A short name adds nothing to the name; a reason does.
            Some(detail.to_owned()).filter(|detail| detail.contains(' '))
        }
        AuditAction::MessageUnschedule
        | AuditAction::MessageCreate
        | AuditAction::MessageEdit
        | AuditAction::MessageRemove
        | AuditAction::ListEdit
        | AuditAction::ListImport
        | AuditAction::NetworkEdit
        | AuditAction::NetworkCreate
        | AuditAction::NetworkExport
        | AuditAction::MembershipExport
        | AuditAction::RegistrationExport
        | AuditAction::SubscriptionExport
        | AuditAction::SubscriptionImport
        | AuditAction::MessageExport
        | AuditAction::PostExport
        | AuditAction::RegistrationAdd
        | AuditAction::RegistrationRemove
        | AuditAction::RegistrationRevokeLinks
            if is_named =>
        {
            None
        }
        _ => Some(detail.to_owned()),
    };
    text.unwrap_or_default()
}

/// `u.csv: 2 1 0 1 0`: the file, and the number of rows with each outcome.
fn import_counts(language: Language, detail: &str) -> String {
    let Some((file, counts)) = detail.rsplit_once(": ") else { return detail.to_owned() };
    let counts: Vec<usize> = counts.split(' ').map_while(|count| count.parse().ok()).collect();
    let [created, joined, changed, same, refused] = counts[..] else { return detail.to_owned() };
    let parts = [
        (created, tr!(language, "imports-count-created")),
        (joined, tr!(language, "imports-count-existing")),
        (changed, tr!(language, "imports-count-changed")),
        (same, tr!(language, "imports-count-unchanged")),
        (refused, tr!(language, "imports-count-rejected")),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, label)| format!("{count} {label}")).collect();
    tr!(language, "audit-detail-file", file = file, lines = parts.join(", "))
}

/// `u.csv: 2`: the file, and its number of rows.
fn dry_run_rows(language: Language, detail: &str) -> String {
    let parsed = detail.rsplit_once(": ").and_then(|(file, count)| Some((file, count.parse::<i64>().ok()?)));
    let Some((file, count)) = parsed else { return detail.to_owned() };
    let rows = tr!(language, "audit-detail-rows", count = count, number = figures(language, count));
    tr!(language, "audit-detail-file", file = file, lines = rows)
}

/// `mails 1, audit 1`: what was purged, named as on the retention page.
pub(crate) fn purge_counts(language: Language, detail: &str) -> String {
    let pairs = detail.split(", ").filter_map(|pair| pair.split_once(' '));
    let parts = pairs.filter(|(_, count)| *count != "0").map(|(name, count)| match (name, count.parse::<i64>()) {
        ("mails", Ok(count)) => tr!(language, "audit-detail-mails", count = count, number = figures(language, count)),
        ("copies", Ok(count)) => tr!(language, "audit-detail-delivery-logs", count = count, number = figures(language, count)),
        ("audit", Ok(count)) => tr!(language, "administration-audit-log-count", count = count, number = figures(language, count)),
        ("sessions", Ok(count)) => tr!(language, "audit-detail-sessions", count = count, number = figures(language, count)),
        ("registrations", Ok(count)) => tr!(language, "audit-detail-registrations", count = count, number = figures(language, count)),
        _ => format!("{name} {count}"),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// `mails 365, audit `: how many days each is kept.
fn retention_periods(language: Language, detail: &str) -> String {
    let parts = detail.split(", ").filter_map(|pair| pair.split_once(' ')).map(|(name, days)| {
        let name = match name {
            "mails" => tr!(language, "audit-kind-mail"),
            "copies" => tr!(language, "administration-retention-copies"),
            "audit" => tr!(language, "administration-audit-log"),
            "sessions" => tr!(language, "audit-kind-session"),
            "registrations" => tr!(language, "audit-kind-registration"),
            other => other.to_owned(),
        };
        match days.parse::<i64>() {
            Ok(count) => tr!(language, "audit-detail-retention", what = name, number = figures(language, count)),
            Err(_) => tr!(language, "audit-detail-retention-unlimited", what = name),
        }
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// `profession: Documentation`, `region: retire`.
fn taxonomy_change(language: Language, detail: &str) -> String {
    let Some((list, change)) = detail.split_once(": ") else { return detail.to_owned() };
    let list = stored_label(language, TaxonomyList::LIST, list);
    let change = match change {
        "save" => tr!(language, "fields-save"),
        "up" => tr!(language, "administration-choice-up"),
        "down" => tr!(language, "administration-choice-down"),
        "retire" => tr!(language, "administration-choice-retire"),
        "restore" => tr!(language, "administration-choice-restore"),
        "remove" => tr!(language, "administration-choice-remove"),
        other => other.to_owned(),
    };
    tr!(language, "audit-detail-taxonomy", list = list, change = change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_no_codes() {
        let details = |action, detail| detail_text(Language::En, action, detail, true);
        assert_eq!(details("import.members", "u.csv: 2 1 0 1 0"), "u.csv: 2 new, 1 already on the site, 1 unchanged");
        assert_eq!(details("import.try_members", "u.csv: 2"), "u.csv: 2 rows");
        assert_eq!(details("purge.run", "mails 1, audit 0, sessions 2, registrations 0"), "1 e-mail, 2 sessions");
        assert_eq!(details("message.send", "346"), "346 people");
        assert_eq!(details("post.moderate", "accepted"), "accepted");
        assert_eq!(details("post.moderate", "returned"), "returned without a decision");
        assert_eq!(details("event.publish", "ecole-sil"), "");
        assert_eq!(details("event.cancel", "The hall is closed"), "The hall is closed");
    }
}
