//! The words of tables, columns and values; what has none is shown as it is stored.

use domain::clock::{HOME, Timestamp};
use domain::exports::ExportedTable;
use domain::{Language, dates};

use crate::administration::{journal_details, journal_words};
use crate::mail_words;

/// What a table holds.
pub(super) fn table(language: Language, name: &str) -> String {
    match name {
        "profile" => t!(language, "privacy-table-profile"),
        "profile_history" => t!(language, "privacy-table-profile-history"),
        "addresses" => t!(language, "privacy-table-addresses"),
        "affiliations" => t!(language, "privacy-table-affiliations"),
        "memberships" => t!(language, "privacy-table-memberships"),
        "membership_history" => t!(language, "privacy-table-membership-history"),
        "mandates" => t!(language, "privacy-table-mandates"),
        "registrations" => t!(language, "privacy-table-registrations"),
        "registration_history" => t!(language, "privacy-table-registration-history"),
        "mails" => t!(language, "privacy-table-mails"),
        "lists" => t!(language, "privacy-table-lists"),
        "messages" => t!(language, "privacy-table-messages"),
        "feeds" => t!(language, "privacy-table-feeds"),
        "consents" => t!(language, "privacy-table-consents"),
        "sessions" => t!(language, "privacy-table-sessions"),
        "page_versions" => t!(language, "privacy-table-page-versions"),
        "merged_affiliations" => t!(language, "privacy-table-merged-affiliations"),
        "imports" => t!(language, "privacy-table-imports"),
        "list_requests" => t!(language, "privacy-table-list-requests"),
        "message_steps" => t!(language, "privacy-table-message-steps"),
        "messages_written" => t!(language, "privacy-table-messages-written"),
        "invitations" => t!(language, "privacy-table-invitations"),
        "invitations_sent" => t!(language, "privacy-table-invitations-sent"),
        "silenced_events" => t!(language, "privacy-table-silenced-events"),
        "sign_in_links" => t!(language, "privacy-table-sign-in-links"),
        "known_devices" => t!(language, "privacy-table-known-devices"),
        "removed_addresses" => t!(language, "privacy-table-removed-addresses"),
        "registration_links" => t!(language, "privacy-table-registration-links"),
        "events_written" => t!(language, "privacy-table-events-written"),
        "reviews" => t!(language, "privacy-table-reviews"),
        "acts" => t!(language, "privacy-table-acts"),
        other => other.to_owned(),
    }
}

/// What a column holds.
pub(super) fn column(language: Language, name: &str) -> String {
    match name {
        "given_name" => t!(language, "privacy-column-given-name"),
        "family_name" => t!(language, "privacy-column-family-name"),
        "profession_name" => t!(language, "privacy-column-profession"),
        "region_name" => t!(language, "privacy-column-region"),
        "language" => t!(language, "privacy-column-language"),
        "created_at" => t!(language, "privacy-column-created-at"),
        "updated_at" => t!(language, "privacy-column-updated-at"),
        "administrator_since" => t!(language, "privacy-column-administrator-since"),
        "address" => t!(language, "privacy-column-address"),
        "title" => t!(language, "privacy-column-title"),
        "number" => t!(language, "privacy-column-number"),
        "note" => t!(language, "privacy-column-note"),
        "preferred" => t!(language, "privacy-column-preferred"),
        "verified_at" => t!(language, "privacy-column-verified-at"),
        "organisation" => t!(language, "privacy-column-organisation"),
        "organisation_kind_name" => t!(language, "privacy-column-organisation-kind"),
        "place" => t!(language, "privacy-column-place"),
        "started_on" => t!(language, "privacy-column-started-on"),
        "ended_on" => t!(language, "privacy-column-ended-on"),
        "network" => t!(language, "privacy-column-network"),
        "state" => t!(language, "privacy-column-state"),
        "since" => t!(language, "privacy-column-since"),
        "message" => t!(language, "privacy-column-message"),
        "at" => t!(language, "privacy-column-at"),
        "by" => t!(language, "privacy-column-by"),
        "reason" => t!(language, "privacy-column-reason"),
        "committee" => t!(language, "privacy-column-committee"),
        "role" => t!(language, "privacy-column-role"),
        "event" => t!(language, "privacy-column-event"),
        "starts" => t!(language, "privacy-column-starts"),
        "presence" => t!(language, "privacy-column-presence"),
        "half_days_present" => t!(language, "privacy-column-half-days-present"),
        "recipient" => t!(language, "privacy-column-recipient"),
        "subject" => t!(language, "privacy-column-subject"),
        "cause" => t!(language, "privacy-column-cause"),
        "sent_at" => t!(language, "privacy-column-sent-at"),
        "name" => t!(language, "privacy-column-name"),
        "scope" => t!(language, "privacy-column-scope"),
        "last_used_on" => t!(language, "privacy-column-last-used-on"),
        "last_used_at" => t!(language, "privacy-column-last-used-at"),
        "removed_at" => t!(language, "privacy-column-removed-at"),
        "purpose" => t!(language, "privacy-column-purpose"),
        "given_at" => t!(language, "privacy-column-given-at"),
        "given_how" => t!(language, "privacy-column-given-how"),
        "withdrawn_at" => t!(language, "privacy-column-withdrawn-at"),
        "withdrawn_how" => t!(language, "privacy-column-withdrawn-how"),
        "device" => t!(language, "privacy-column-device"),
        "last_seen_at" => t!(language, "privacy-column-last-seen-at"),
        "expires_at" => t!(language, "privacy-column-expires-at"),
        "file_name" => t!(language, "privacy-column-file-name"),
        "done_at" => t!(language, "privacy-column-done-at"),
        "action" => t!(language, "privacy-column-action"),
        "accepted_at" => t!(language, "privacy-column-accepted-at"),
        "used_at" => t!(language, "privacy-column-used-at"),
        "list" => t!(language, "privacy-column-list"),
        "how" => t!(language, "privacy-column-how"),
        "year" => t!(language, "privacy-column-year"),
        "adopted_on" => t!(language, "privacy-column-adopted-on"),
        "detail" => t!(language, "privacy-column-detail"),
        other => other.to_owned(),
    }
}

/// The cells of a line as people read them.
pub(super) fn cells(language: Language, held: &ExportedTable, row: &[String]) -> Vec<String> {
    let of = |name: &str| held.columns.iter().position(|column| *column == name).and_then(|at| row.get(at)).map_or("", String::as_str);
    let cell = |(column, cell): (&&str, &String)| match *column {
        // The subject is what is left of a mail in its own words; its cause says it in ours.
        "cause" => mail_words::cause(language, cell),
        "action" => journal_words::sentence(language, cell),
        "detail" => journal_details::more(language, of("action"), cell, false),
        "how" if held.name == "lists" && cell == "form" => t!(language, "lists-cause-form"),
        "half_days_present" => half_days(language, cell),
        // What people typed stays as they typed it, even if it looks like a code.
        "message"
        | "reason"
        | "note"
        | "title"
        | "subject"
        | "name"
        | "file_name"
        | "given_name"
        | "family_name"
        | "organisation"
        | "event"
        | "committee"
        | "role"
        | "by"
        | "place"
        | "list"
        | "profession_name"
        | "region_name"
        | "organisation_kind_name" => cell.clone(),
        _ => value(language, cell),
    };
    held.columns.iter().zip(row).map(cell).collect()
}

/// `2019-10-10 am, 2019-10-10 pm`.
fn half_days(language: Language, cell: &str) -> String {
    let each = cell.split(", ").filter(|half| !half.is_empty()).map(|half| match half.split_once(' ') {
        Some((day, "am")) => t!(language, "privacy-value-morning", day = dates::date_of(language, day)),
        Some((day, "pm")) => t!(language, "privacy-value-afternoon", day = dates::date_of(language, day)),
        _ => half.to_owned(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A value as people read it: dates as dates, codes as words.
fn value(language: Language, value: &str) -> String {
    if let Some(moment) = Timestamp::parse(value).filter(|_| value.len() == 20) {
        return dates::moment(language, moment, HOME);
    }
    if value.len() == 10 && domain::fields::date(value).is_ok() {
        return dates::date_of(language, value);
    }
    if value.len() == 16 && domain::clock::local(value).is_ok() {
        return dates::date_of(language, &value[..10]);
    }
    code(language, value)
}

/// What a code means.
fn code(language: Language, name: &str) -> String {
    match name {
        "yes" => t!(language, "privacy-value-yes"),
        "no" => t!(language, "privacy-value-no"),
        "active" => t!(language, "privacy-value-active"),
        "requested" => t!(language, "privacy-value-requested"),
        "left" => t!(language, "privacy-value-left"),
        "refused" => t!(language, "privacy-value-refused"),
        "confirmed" => t!(language, "privacy-value-confirmed"),
        "waiting" => t!(language, "privacy-value-waiting"),
        "withdrawn" => t!(language, "privacy-value-withdrawn"),
        "unconfirmed" => t!(language, "privacy-value-unconfirmed"),
        "on_site" => t!(language, "privacy-value-on-site"),
        "online" => t!(language, "privacy-value-online"),
        "sent" => t!(language, "privacy-value-sent"),
        "queued" => t!(language, "privacy-value-queued"),
        "failed" => t!(language, "privacy-value-failed"),
        "fr" => t!(language, "privacy-value-fr"),
        "en" => t!(language, "privacy-value-en"),
        "directory" => t!(language, "privacy-value-directory"),
        "form" => t!(language, "privacy-value-form"),
        "leaving" => t!(language, "privacy-value-leaving"),
        "networks" => t!(language, "privacy-value-networks"),
        "registrations" => t!(language, "calendar-scope-registrations"),
        "subscribed" => t!(language, "lists-said-yes"),
        "unsubscribed" => t!(language, "lists-said-no"),
        "one_click" => t!(language, "lists-cause-one-click"),
        "join" => t!(language, "lists-cause-join"),
        "leave" => t!(language, "lists-cause-leave"),
        "me" => t!(language, "lists-cause-me"),
        "sending" => t!(language, "outbox-sending"),
        "deferred" => t!(language, "journal-step-deferred"),
        other => other.to_owned(),
    }
}

/// Where what stands in a table is corrected.
pub(super) fn form_of(table: &str) -> Option<&'static str> {
    match table {
        "profile" | "affiliations" => Some("/me/profile"),
        "addresses" => Some("/me/addresses"),
        "feeds" => Some("/me/feeds"),
        "lists" => Some("/me/lists"),
        "sessions" => Some("/me/sessions"),
        "memberships" | "registrations" => Some("/me"),
        _ => None,
    }
}
