//! The tables with data about a person: longer than other files, so that one reading shows that none is missing. `$1` is the person. A choice from a list appears twice: as its code, which does not change, and as its name in
//! the reader's language.

use super::mails::to_person;
use crate::exports::table::ExportTable;
use crate::registrations::of_person;

/// The keys of the addresses that person `$1` has proved, in SQL.
macro_rules! own_keys {
    () => {
        "(SELECT oa.address_key FROM address oa WHERE oa.person = $1 AND oa.verified_at IS NOT NULL)"
    };
}

pub(super) const TABLES: [ExportTable; 41] = [
    ExportTable {
        name: "profile",
        columns: &[
            "given_name", "family_name", "profession", "profession_name", "region", "region_name", "language", "created_at", "updated_at",
            "administrator_since",
        ],
        query: "SELECT p.given_name, p.family_name, COALESCE(p.profession, ''), COALESCE(f.{name}, ''), COALESCE(p.region, ''),
                       COALESCE(r.{name}, ''), p.language, p.created_at, p.updated_at, p.administrator_since
                  FROM person p LEFT JOIN profession f ON f.code = p.profession LEFT JOIN region r ON r.code = p.region WHERE p.id = $1",
    },
    ExportTable {
        name: "profile_history",
        columns: &["ended_on", "profession", "profession_name", "region", "region_name"],
        query: "SELECT h.until, COALESCE(h.profession, ''), COALESCE(f.{name}, ''), COALESCE(h.region, ''), COALESCE(r.{name}, '')
                  FROM profile_past h LEFT JOIN profession f ON f.code = h.profession LEFT JOIN region r ON r.code = h.region WHERE h.person = $1 ORDER BY h.until DESC",
    },
    ExportTable {
        name: "addresses",
        columns: &["address", "preferred", "verified_at", "created_at"],
        query: "SELECT address, CASE WHEN preferred = 1 THEN 'yes' ELSE 'no' END, verified_at, created_at FROM address WHERE person = $1
                 ORDER BY created_at, id",
    },
    ExportTable {
        name: "failing_addresses",
        columns: &["address", "answer", "first_failed_at", "failed_at", "suspended_at"],
        query: "SELECT f.address, f.reason, f.first_failed_at, f.failed_at, f.suspended_at FROM failing_address f
                  JOIN address a ON a.address_key = f.address_key WHERE a.person = $1 AND a.verified_at IS NOT NULL ORDER BY f.address_key",
    },
    ExportTable {
        name: "removed_addresses",
        columns: &["address", "verified_at", "removed_at", "expires_at"],
        query: "SELECT address, verified_at, removed_at, expires_at FROM removed_address WHERE person = $1 ORDER BY removed_at DESC, token_hash",
    },
    ExportTable {
        name: "affiliations",
        columns: &["organisation", "place", "started_on", "ended_on"],
        query: "SELECT o.name, o.place, f.started_on, f.ended_on FROM affiliation f JOIN organisation o ON o.id = f.organisation
                 WHERE f.person = $1 ORDER BY f.started_on DESC, f.id",
    },
    ExportTable {
        name: "merged_affiliations",
        columns: &["organisation", "started_on", "ended_on"],
        query: "SELECT m.name, f.started_on, f.ended_on FROM merged_affiliation f JOIN organisation_merge m ON m.id = f.organisation_merge
                 WHERE f.person = $1 AND f.organisation = m.organisation ORDER BY f.started_on DESC, f.affiliation",
    },
    ExportTable {
        name: "memberships",
        columns: &["network", "state", "since", "message"],
        query: "SELECT n.acronym, m.state, m.since, m.message FROM membership m JOIN network n ON n.id = m.network WHERE m.person = $1
                 ORDER BY lower(n.acronym), n.id",
    },
    ExportTable {
        name: "membership_history",
        columns: &["network", "state", "at", "by", "reason"],
        query: "SELECT n.acronym, c.state, c.at, COALESCE(b.given_name || ' ' || b.family_name, ''), c.reason
                  FROM membership m JOIN membership_change c ON c.membership = m.id JOIN network n ON n.id = m.network
                  LEFT JOIN person b ON b.id = c.by_person WHERE m.person = $1 ORDER BY c.at DESC, c.id DESC",
    },
    ExportTable {
        name: "mandates",
        columns: &["network", "committee", "role", "started_on", "ended_on"],
        query: "SELECT n.acronym, c.name, t.role, t.started_on, t.ended_on
                  FROM mandate t JOIN committee c ON c.id = t.committee JOIN network n ON n.id = c.network WHERE t.person = $1
                 ORDER BY t.started_on DESC, t.id",
    },
    ExportTable {
        name: "registrations",
        columns: &[
            "event", "starts", "given_name", "family_name", "address", "organisation", "organisation_kind", "organisation_kind_name", "presence", "state",
            "created_at", "half_days_present",
            "organisers_note",
        ],
        query: concat!(
            "SELECT e.title, e.starts_local, r.given_name, r.family_name, r.address, r.organisation, COALESCE(r.organisation_kind, ''),
                    COALESCE(k.{name}, ''), r.presence, r.state, r.created_at,
                    COALESCE((SELECT string_agg(x.half_day, ', ' ORDER BY x.half_day) FROM attendance x
                               WHERE x.registration = r.id AND x.present = 1), ''), r.organisers_note
               FROM registration r JOIN event e ON e.id = r.event LEFT JOIN organisation_kind k ON k.code = r.organisation_kind WHERE ",
            of_person!(),
            " ORDER BY e.starts_at DESC, r.id"
        ),
    },
    ExportTable {
        name: "registration_answers",
        columns: &["event", "question", "answer", "answered_at"],
        query: concat!(
            "SELECT e.title, q.label, a.value, a.answered_at
               FROM registration r JOIN event e ON e.id = r.event JOIN answer a ON a.registration = r.id JOIN question q ON q.id = a.question WHERE ",
            of_person!(),
            " ORDER BY a.answered_at DESC, r.id, q.position, a.position"
        ),
    },
    ExportTable {
        name: "registration_history",
        columns: &["event", "state", "at", "by"],
        query: concat!(
            "SELECT e.title, c.state, c.at, COALESCE(b.given_name || ' ' || b.family_name, '')
               FROM registration r JOIN event e ON e.id = r.event JOIN registration_change c ON c.registration = r.id
               LEFT JOIN person b ON b.id = c.by_person WHERE ",
            of_person!(),
            " ORDER BY c.at DESC, c.id DESC"
        ),
    },
    ExportTable {
        name: "mails",
        columns: &["created_at", "recipient", "subject", "cause", "state", "sent_at"],
        query: concat!(
            "SELECT d.queued_at, d.address, m.subject, d.cause, d.state, d.sent_at FROM delivery d JOIN mail m ON m.id = d.mail WHERE ",
            to_person!(),
            " ORDER BY d.queued_at DESC, d.id DESC"
        ),
    },
    ExportTable {
        name: "lists",
        columns: &["list", "state", "at", "how"],
        query: concat!(
            "SELECT l.name, c.state, c.at, c.cause FROM subscription s JOIN list l ON l.id = s.list JOIN subscription_change c ON c.subscription = s.id
              WHERE s.person = $1 OR s.address_key IN ",
            own_keys!(),
            " ORDER BY c.at DESC, c.id DESC"
        ),
    },
    ExportTable {
        name: "managed_lists",
        columns: &["list", "since"],
        query: "SELECT l.name, m.since FROM list_manager m JOIN list l ON l.id = m.list WHERE m.person = $1 ORDER BY m.since, l.id",
    },
    ExportTable {
        name: "sent_mails",
        columns: &["created_at", "list", "subject", "rule"],
        query: concat!(
            "SELECT q.received_at, l.name, q.subject, q.rule FROM received_mail q JOIN list l ON l.id = q.list WHERE q.author_key IN ",
            own_keys!(),
            " ORDER BY q.received_at DESC, q.id DESC"
        ),
    },
    ExportTable {
        name: "post_files",
        columns: &["list", "subject", "name"],
        query: concat!(
            "SELECT l.name, p.subject, t.name FROM post_attachment t JOIN post p ON p.id = t.post JOIN list l ON l.id = p.list
              WHERE p.person = $1 OR p.author_key IN ",
            own_keys!(),
            " ORDER BY p.posted_at DESC, t.post, t.position"
        ),
    },
    ExportTable {
        name: "received_posts",
        columns: &["created_at", "recipient", "subject", "list", "state", "sent_at"],
        query: concat!(
            "SELECT d.queued_at, d.address, p.subject, l.name, d.state, d.sent_at
               FROM delivery d JOIN post p ON p.id = d.post JOIN list l ON l.id = p.list WHERE d.person = $1 OR d.address_key IN ",
            own_keys!(),
            " ORDER BY d.queued_at DESC, d.id DESC"
        ),
    },
    ExportTable {
        name: "received_digests",
        columns: &["created_at", "recipient", "list", "until", "state", "sent_at"],
        query: concat!(
            "SELECT d.queued_at, d.address, l.name, g.posted_until, d.state, d.sent_at
               FROM delivery d JOIN digest g ON g.id = d.digest JOIN list l ON l.id = g.list WHERE d.person = $1 OR d.address_key IN ",
            own_keys!(),
            " ORDER BY d.queued_at DESC, d.id DESC"
        ),
    },
    ExportTable {
        name: "reading_options",
        columns: &["list", "rhythm", "format", "own_posts", "paused_until"],
        query: concat!(
            "SELECT l.name, o.rhythm, o.format, CASE WHEN o.own_posts = 1 THEN 'yes' ELSE 'no' END, o.paused_until
               FROM reading_option o JOIN list l ON l.id = o.list LEFT JOIN subscription s ON s.id = o.subscription
              WHERE o.person = $1 OR s.address_key IN ",
            own_keys!(),
            " ORDER BY l.name, o.id"
        ),
    },
    ExportTable {
        name: "posts",
        columns: &["list", "posted_at", "state", "subject", "text"],
        query: concat!(
            "SELECT l.name, p.posted_at, p.state, p.subject, p.body FROM post p JOIN list l ON l.id = p.list
              WHERE p.person = $1 OR p.author_key IN ",
            own_keys!(),
            " ORDER BY p.posted_at DESC, p.id DESC"
        ),
    },
    ExportTable {
        name: "list_requests",
        columns: &["list", "address", "name", "created_at"],
        query: concat!(
            "SELECT l.name, q.address, q.name, q.created_at FROM subscription_request q JOIN list l ON l.id = q.list WHERE q.address_key IN ",
            own_keys!(),
            " ORDER BY q.created_at DESC, q.token_hash"
        ),
    },
    ExportTable {
        name: "messages",
        columns: &["subject", "recipient", "state", "created_at", "sent_at"],
        query: concat!(
            "SELECT m.subject, c.address, c.state, c.queued_at, c.sent_at FROM delivery c JOIN message m ON m.id = c.message
              WHERE c.person = $1 OR c.address_key IN ",
            own_keys!(),
            " ORDER BY c.queued_at DESC, c.id DESC"
        ),
    },
    ExportTable {
        name: "message_steps",
        columns: &["subject", "at", "state", "detail"],
        query: concat!(
            "SELECT m.subject, s.at, s.step, s.detail FROM delivery c JOIN message m ON m.id = c.message JOIN delivery_event s ON s.delivery = c.id
              WHERE c.person = $1 OR c.address_key IN ",
            own_keys!(),
            " ORDER BY s.at DESC, c.id DESC"
        ),
    },
    ExportTable {
        name: "messages_written",
        columns: &["list", "subject", "state", "created_at", "sent_at"],
        query: "SELECT l.name, m.subject, m.state, m.created_at, m.sent_at FROM message m JOIN list l ON l.id = m.list WHERE m.author = $1
                 ORDER BY m.created_at DESC, m.id DESC",
    },
    ExportTable {
        name: "invitations",
        columns: &["network", "address", "created_at", "accepted_at"],
        query: concat!(
            "SELECT n.acronym, i.address, i.created_at, i.accepted_at FROM invitation i JOIN network n ON n.id = i.network WHERE i.address_key IN ",
            own_keys!(),
            " ORDER BY i.created_at DESC, i.id DESC"
        ),
    },
    ExportTable {
        name: "invitations_sent",
        columns: &["network", "created_at", "accepted_at"],
        // Without the recipient's address, which is the recipient's data and not the reader's.
        query: "SELECT n.acronym, i.created_at, i.accepted_at FROM invitation i JOIN network n ON n.id = i.network WHERE i.by_person = $1
                 ORDER BY i.created_at DESC, i.id DESC",
    },
    ExportTable {
        name: "certificates",
        columns: &["event", "code", "name", "organisation", "half_days", "minutes", "issued_at", "revoked_at"],
        query: concat!(
            "SELECT c.event_title, c.code, c.name, c.organisation, c.half_days, CAST(c.minutes AS TEXT), c.issued_at, c.revoked_at
               FROM certificate c JOIN registration r ON r.id = c.registration WHERE ",
            of_person!(),
            " ORDER BY c.issued_at DESC, c.id DESC"
        ),
    },
    ExportTable {
        name: "silenced_events",
        columns: &["event", "since"],
        query: concat!(
            "SELECT e.title, q.since FROM registration r JOIN event e ON e.id = r.event JOIN registration_mute q ON q.registration = r.id WHERE ",
            of_person!(),
            " ORDER BY q.since DESC, r.id"
        ),
    },
    ExportTable {
        name: "feeds",
        columns: &["name", "scope", "created_at", "last_used_on"],
        query: "SELECT name, scope, created_at, last_used_on FROM feed WHERE person = $1 ORDER BY created_at, id",
    },
    ExportTable {
        name: "consents",
        columns: &["purpose", "given_at", "given_how", "withdrawn_at", "withdrawn_how"],
        query: "SELECT purpose, given_at, given_how, withdrawn_at, withdrawn_how FROM consent WHERE person = $1 ORDER BY given_at DESC, id DESC",
    },
    ExportTable {
        name: "sign_in_links",
        columns: &["address", "created_at", "used_at"],
        query: concat!(
            "SELECT q.address, q.created_at, q.used_at FROM sign_in q WHERE q.person = $1 OR q.address_key IN ",
            own_keys!(),
            " ORDER BY q.created_at DESC, q.id DESC"
        ),
    },
    ExportTable {
        name: "registration_links",
        columns: &["event", "created_at"],
        query: concat!(
            "SELECT e.title, x.created_at FROM registration r JOIN event e ON e.id = r.event JOIN registration_link x ON x.registration = r.id WHERE ",
            of_person!(),
            " ORDER BY x.created_at DESC, x.token_hash"
        ),
    },
    ExportTable {
        name: "sessions",
        columns: &["device", "created_at", "last_seen_at", "expires_at"],
        query: "SELECT device, created_at, last_seen_at, expires_at FROM session WHERE person = $1 ORDER BY last_seen_at DESC, id",
    },
    ExportTable {
        name: "known_devices",
        columns: &["created_at", "last_used_at"],
        query: "SELECT created_at, last_used_at FROM known_device WHERE person = $1 ORDER BY last_used_at DESC, token_hash",
    },
    ExportTable {
        name: "page_versions",
        columns: &["title", "number", "at", "note"],
        query: "SELECT r.title, CAST(r.number AS TEXT), r.at, r.note FROM page_revision r WHERE r.author = $1 ORDER BY r.at DESC, r.page, r.number DESC",
    },
    ExportTable {
        name: "events_written",
        columns: &["event", "created_at"],
        query: "SELECT e.title, e.created_at FROM event e WHERE e.created_by = $1 ORDER BY e.created_at DESC, e.id DESC",
    },
    ExportTable {
        name: "reviews",
        columns: &["network", "year", "state", "updated_at", "adopted_on"],
        query: "SELECT n.acronym, CAST(w.year AS TEXT), w.state, w.updated_at, w.adopted_on FROM review w JOIN network n ON n.id = w.network
                 WHERE w.updated_by = $1 OR w.adopted_by = $1 ORDER BY w.year DESC, n.id",
    },
    ExportTable {
        name: "imports",
        columns: &["file_name", "created_at", "done_at"],
        query: "SELECT file_name, created_at, done_at FROM import WHERE person = $1 ORDER BY created_at DESC, id",
    },
    ExportTable {
        name: "acts",
        columns: &["at", "action", "detail"],
        query: "SELECT at, action, detail FROM audit WHERE person = $1 ORDER BY at DESC, id DESC",
    },
];
