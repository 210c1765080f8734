//! The words of tables, columns and values; what has none is shown as it is stored.

use domain::clock::{HOME, Timestamp};
use domain::enums::DeliveryState;
use domain::exports::ExportedTable;
use domain::mail::state_words;
use domain::{Language, dates};

use crate::administration::{journal_details, journal_words};
use crate::mail_words;

/// What a table holds.
pub(super) fn table(language: Language, name: &str) -> String {
    match name {
        "profile" => tr!(language, "privacy-table-profile"),
        "profile_history" => tr!(language, "privacy-table-profile-history"),
        "addresses" => tr!(language, "privacy-table-addresses"),
        "affiliations" => tr!(language, "privacy-table-affiliations"),
        "memberships" => tr!(language, "privacy-table-memberships"),
        "membership_history" => tr!(language, "privacy-table-membership-history"),
        "mandates" => tr!(language, "privacy-table-mandates"),
        "registrations" => tr!(language, "privacy-table-registrations"),
        "registration_history" => tr!(language, "privacy-table-registration-history"),
        "mails" => tr!(language, "privacy-table-mails"),
        "lists" => tr!(language, "privacy-table-lists"),
        "messages" => tr!(language, "privacy-table-messages"),
        "feeds" => tr!(language, "privacy-table-feeds"),
        "consents" => tr!(language, "privacy-table-consents"),
        "sessions" => tr!(language, "privacy-table-sessions"),
        "page_versions" => tr!(language, "privacy-table-page-versions"),
        "merged_affiliations" => tr!(language, "privacy-table-merged-affiliations"),
        "imports" => tr!(language, "privacy-table-imports"),
        "list_requests" => tr!(language, "privacy-table-list-requests"),
        "message_steps" => tr!(language, "privacy-table-message-steps"),
        "messages_written" => tr!(language, "privacy-table-messages-written"),
        "invitations" => tr!(language, "privacy-table-invitations"),
        "invitations_sent" => tr!(language, "privacy-table-invitations-sent"),
        "silenced_events" => tr!(language, "privacy-table-silenced-events"),
        "sign_in_links" => tr!(language, "privacy-table-sign-in-links"),
        "known_devices" => tr!(language, "privacy-table-known-devices"),
        "removed_addresses" => tr!(language, "privacy-table-removed-addresses"),
        "registration_links" => tr!(language, "privacy-table-registration-links"),
        "events_written" => tr!(language, "privacy-table-events-written"),
        "reviews" => tr!(language, "privacy-table-reviews"),
        "acts" => tr!(language, "privacy-table-acts"),
        other => other.to_owned(),
    }
}

/// What a column holds.
pub(super) fn column(language: Language, name: &str) -> String {
    match name {
        "given_name" => tr!(language, "privacy-column-given-name"),
        "family_name" => tr!(language, "privacy-column-family-name"),
        "profession_name" => tr!(language, "privacy-column-profession"),
        "region_name" => tr!(language, "privacy-column-region"),
        "language" => tr!(language, "privacy-column-language"),
        "created_at" => tr!(language, "privacy-column-created-at"),
        "updated_at" => tr!(language, "privacy-column-updated-at"),
        "administrator_since" => tr!(language, "privacy-column-administrator-since"),
        "address" => tr!(language, "privacy-column-address"),
        "title" => tr!(language, "privacy-column-title"),
        "number" => tr!(language, "privacy-column-number"),
        "note" => tr!(language, "privacy-column-note"),
        "preferred" => tr!(language, "privacy-column-preferred"),
        "verified_at" => tr!(language, "privacy-column-verified-at"),
        "organisation" => tr!(language, "privacy-column-organisation"),
        "organisation_kind_name" => tr!(language, "privacy-column-organisation-kind"),
        "place" => tr!(language, "privacy-column-place"),
        "started_on" => tr!(language, "privacy-column-started-on"),
        "ended_on" => tr!(language, "privacy-column-ended-on"),
        "network" => tr!(language, "privacy-column-network"),
        "state" => tr!(language, "privacy-column-state"),
        "since" => tr!(language, "privacy-column-since"),
        "message" => tr!(language, "privacy-column-message"),
        "at" => tr!(language, "privacy-column-at"),
        "by" => tr!(language, "privacy-column-by"),
        "reason" => tr!(language, "privacy-column-reason"),
        "committee" => tr!(language, "privacy-column-committee"),
        "role" => tr!(language, "privacy-column-role"),
        "event" => tr!(language, "privacy-column-event"),
        "starts" => tr!(language, "privacy-column-starts"),
        "presence" => tr!(language, "privacy-column-presence"),
        "half_days_present" => tr!(language, "privacy-column-half-days-present"),
        "recipient" => tr!(language, "privacy-column-recipient"),
        "subject" => tr!(language, "privacy-column-subject"),
        "cause" => tr!(language, "privacy-column-cause"),
        "sent_at" => tr!(language, "privacy-column-sent-at"),
        "name" => tr!(language, "privacy-column-name"),
        "scope" => tr!(language, "privacy-column-scope"),
        "last_used_on" => tr!(language, "privacy-column-last-used-on"),
        "last_used_at" => tr!(language, "privacy-column-last-used-at"),
        "removed_at" => tr!(language, "privacy-column-removed-at"),
        "purpose" => tr!(language, "privacy-column-purpose"),
        "given_at" => tr!(language, "privacy-column-given-at"),
        "given_how" => tr!(language, "privacy-column-given-how"),
        "withdrawn_at" => tr!(language, "privacy-column-withdrawn-at"),
        "withdrawn_how" => tr!(language, "privacy-column-withdrawn-how"),
        "device" => tr!(language, "privacy-column-device"),
        "last_seen_at" => tr!(language, "privacy-column-last-seen-at"),
        "expires_at" => tr!(language, "privacy-column-expires-at"),
        "file_name" => tr!(language, "privacy-column-file-name"),
        "done_at" => tr!(language, "privacy-column-done-at"),
        "action" => tr!(language, "privacy-column-action"),
        "accepted_at" => tr!(language, "privacy-column-accepted-at"),
        "used_at" => tr!(language, "privacy-column-used-at"),
        "list" => tr!(language, "privacy-column-list"),
        "how" => tr!(language, "privacy-column-how"),
        "year" => tr!(language, "privacy-column-year"),
        "adopted_on" => tr!(language, "privacy-column-adopted-on"),
        "detail" => tr!(language, "privacy-column-detail"),
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
        "how" if held.name == "lists" && cell == "form" => tr!(language, "lists-cause-form"),
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
        Some((day, "am")) => tr!(language, "privacy-value-morning", day = dates::date_of(language, day)),
        Some((day, "pm")) => tr!(language, "privacy-value-afternoon", day = dates::date_of(language, day)),
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
        "yes" => tr!(language, "privacy-value-yes"),
        "no" => tr!(language, "privacy-value-no"),
        "active" => tr!(language, "privacy-value-active"),
        "requested" => tr!(language, "privacy-value-requested"),
        "left" => tr!(language, "privacy-value-left"),
        "refused" => tr!(language, "privacy-value-refused"),
        "confirmed" => tr!(language, "privacy-value-confirmed"),
        "waiting" => tr!(language, "privacy-value-waiting"),
        "withdrawn" => tr!(language, "privacy-value-withdrawn"),
        "unconfirmed" => tr!(language, "privacy-value-unconfirmed"),
        "on_site" => tr!(language, "privacy-value-on-site"),
        "online" => tr!(language, "privacy-value-online"),
        "sent" => tr!(language, "privacy-value-sent"),
        "queued" => tr!(language, "privacy-value-queued"),
        "failed" => tr!(language, "privacy-value-failed"),
        "fr" => tr!(language, "privacy-value-fr"),
        "en" => tr!(language, "privacy-value-en"),
        "directory" => tr!(language, "privacy-value-directory"),
        "form" => tr!(language, "privacy-value-form"),
        "leaving" => tr!(language, "privacy-value-leaving"),
        "networks" => tr!(language, "privacy-value-networks"),
        "registrations" => tr!(language, "calendar-scope-registrations"),
        "subscribed" => tr!(language, "lists-said-yes"),
        "unsubscribed" => tr!(language, "lists-said-no"),
        "one_click" => tr!(language, "lists-cause-one-click"),
        "join" => tr!(language, "lists-cause-join"),
        "leave" => tr!(language, "lists-cause-leave"),
        "me" => tr!(language, "lists-cause-me"),
        "sending" => state_words(language, DeliveryState::Sending),
        "deferred" => tr!(language, "journal-step-deferred"),
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
