//! The tables of a network. `$1` is its key. A network owns what it leads: the participants of an event belong to its lead.

use super::table::ExportTable;

pub(super) const NETWORK_TABLES: [ExportTable; 15] = [
    ExportTable {
        name: "membership-history",
        columns: &["family_name", "given_name", "address", "state", "at", "by", "reason"],
        query: "SELECT p.family_name, p.given_name, COALESCE(a.address, ''), c.state, c.at,
                       COALESCE(b.given_name || ' ' || b.family_name, ''), c.reason
                  FROM membership m JOIN membership_change c ON c.membership = m.id JOIN person p ON p.id = m.person
                  LEFT JOIN address a ON a.person = p.id AND a.preferred = 1 LEFT JOIN person b ON b.id = c.by_person
                 WHERE m.network = $1 ORDER BY p.sort_name, p.id, c.at, c.id",
    },
    ExportTable {
        name: "organisations",
        columns: &["name", "kind", "place", "region", "aliases"],
        query: "SELECT o.name, o.kind, o.place, COALESCE(o.region, ''),
                       COALESCE((SELECT string_agg(x.alias, ' | ' ORDER BY x.alias_key) FROM organisation_alias x WHERE x.organisation = o.id), '')
                  FROM organisation o
                 WHERE o.id IN (SELECT f.organisation FROM affiliation f JOIN membership m ON m.person = f.person WHERE m.network = $1 AND m.state = 'active')
                 ORDER BY o.name_key",
    },
    ExportTable {
        name: "committees",
        columns: &["committee", "coordinates", "role", "person", "started_on", "ended_on"],
        query: "SELECT c.name, CASE WHEN c.coordinates = 1 THEN 'yes' ELSE 'no' END, COALESCE(t.role, ''),
                       COALESCE(p.given_name || ' ' || p.family_name, ''), COALESCE(t.started_on, ''), COALESCE(t.ended_on, '')
                  FROM committee c LEFT JOIN mandate t ON t.committee = c.id LEFT JOIN person p ON p.id = t.person
                 WHERE c.network = $1 ORDER BY c.position, c.id, t.started_on, t.id",
    },
    ExportTable {
        name: "resources",
        columns: &["title", "url"],
        query: "SELECT title, url FROM network_resource WHERE network = $1 ORDER BY position, id",
    },
    ExportTable {
        name: "events",
        columns: &[
            "slug", "part", "lead", "kind", "level", "mode", "state", "visibility", "title", "starts", "ends", "zone", "place", "region", "confirmed",
            "present",
        ],
        query: "SELECT e.slug, h.state, n.slug, e.kind, e.level, e.mode, e.state, e.visibility, e.title, e.starts_local, e.ends_local, e.zone, e.place,
                       COALESCE(e.region, ''),
                       CAST((SELECT COUNT(*) FROM registration r WHERE r.event = e.id AND r.state = 'confirmed') AS TEXT),
                       CAST((SELECT COUNT(DISTINCT r.id) FROM registration r JOIN attendance x ON x.registration = r.id AND x.present = 1
                              WHERE r.event = e.id) AS TEXT)
                  FROM event_network h JOIN event e ON e.id = h.event JOIN network n ON n.id = e.network
                 WHERE h.network = $1 AND h.state IN ('lead', 'accepted') AND (h.state = 'lead' OR e.state <> 'draft') ORDER BY e.starts_at, e.id",
    },
    ExportTable {
        name: "programmes",
        columns: &["event", "session", "starts", "minutes", "title", "speaker", "organisation"],
        query: "SELECT e.slug, t.session, t.starts_local, CAST(t.minutes AS TEXT), t.title, COALESCE(s.name, ''), COALESCE(s.organisation, '')
                  FROM event e JOIN talk t ON t.event = e.id LEFT JOIN speaker s ON s.talk = t.id
                 WHERE e.network = $1 ORDER BY e.starts_at, e.id, t.position, s.position",
    },
    ExportTable {
        name: "registrations",
        columns: &[
            "event", "family_name", "given_name", "address", "organisation", "organisation_kind", "presence", "state", "registered_at", "half_days_present",
            "half_days_absent", "organisers_note",
        ],
        query: "SELECT e.slug, r.family_name, r.given_name, r.address, r.organisation, COALESCE(r.organisation_kind, ''), r.presence, r.state, r.created_at,
                       COALESCE((SELECT string_agg(x.half_day, ', ' ORDER BY x.half_day) FROM attendance x WHERE x.registration = r.id AND x.present = 1), ''),
                       COALESCE((SELECT string_agg(x.half_day, ', ' ORDER BY x.half_day) FROM attendance x WHERE x.registration = r.id AND x.present = 0), ''), r.organisers_note
                  FROM event e JOIN registration r ON r.event = e.id
                 WHERE e.network = $1 ORDER BY e.starts_at, e.id, r.sort_name, r.id",
    },
    ExportTable {
        name: "questions",
        columns: &["event", "number", "position", "kind", "question", "help", "required", "organisers_only", "choices", "asked_now"],
        query: "SELECT e.slug, CAST(q.number AS TEXT), CAST(q.position AS TEXT), q.kind, q.label, q.hint, CASE WHEN q.required = 1 THEN 'yes' ELSE 'no' END,
                       CASE WHEN q.organisers_only = 1 THEN 'yes' ELSE 'no' END, q.choices, CASE WHEN q.number = f.number THEN 'yes' ELSE 'no' END
                  FROM event e JOIN form f ON f.event = e.id JOIN question q ON q.form = f.id
                 WHERE e.network = $1 ORDER BY e.starts_at, e.id, q.number, q.position",
    },
    ExportTable {
        name: "answers",
        columns: &["event", "family_name", "given_name", "address", "question", "answer", "answered_at"],
        query: "SELECT e.slug, r.family_name, r.given_name, r.address, q.label, a.value, a.answered_at
                  FROM event e JOIN registration r ON r.event = e.id JOIN answer a ON a.registration = r.id JOIN question q ON q.id = a.question
                 WHERE e.network = $1 ORDER BY e.starts_at, e.id, r.sort_name, r.id, q.position, a.position",
    },
    ExportTable {
        name: "lists",
        columns: &["address", "name", "description", "kind", "archive", "posting", "created_at", "closed_at", "read_by"],
        query: "SELECT l.slug, l.name, l.description, l.kind, l.archive, l.posting, l.created_at, COALESCE(l.closed_at, ''),
                       COALESCE((SELECT string_agg(r.kind || ':' || n.slug, ', ' ORDER BY n.slug) FROM list_rule r JOIN network n ON n.id = r.subject
                                  WHERE r.list = l.id), '')
                  FROM list l WHERE l.network = $1 ORDER BY l.main DESC, l.slug",
    },
    ExportTable {
        name: "subscriptions",
        columns: &["list", "family_name", "given_name", "address", "language", "state", "since"],
        query: "SELECT l.slug, COALESCE(p.family_name, s.name), COALESCE(p.given_name, ''), COALESCE(a.address, s.address, ''), s.language, s.state, s.since
                  FROM list l JOIN subscription s ON s.list = l.id LEFT JOIN person p ON p.id = s.person
                  LEFT JOIN address a ON a.person = p.id AND a.preferred = 1
                 WHERE l.network = $1 ORDER BY s.since, s.id",
    },
    ExportTable {
        name: "messages",
        columns: &["id", "subject", "by", "language", "state", "sent_at", "recipients", "text"],
        query: "SELECT m.id, m.subject, COALESCE(p.given_name || ' ' || p.family_name, ''), m.language, m.state, COALESCE(m.sent_at, ''),
                       CAST(m.recipients AS TEXT), m.body
                  FROM list l JOIN message m ON m.list = l.id LEFT JOIN person p ON p.id = m.author
                 WHERE l.network = $1 ORDER BY m.created_at, m.id",
    },
    ExportTable {
        name: "message-copies",
        columns: &["message", "name", "address", "state", "perhaps_twice", "sent_at", "unsubscribed_at"],
        query: "SELECT c.message, c.name, c.address, c.state, CASE WHEN c.doubtful = 1 THEN 'yes' ELSE 'no' END, COALESCE(c.sent_at, ''),
                       COALESCE(c.unsubscribed_at, '')
                  FROM list l JOIN message m ON m.list = l.id JOIN delivery c ON c.message = m.id AND c.proof = 0
                 WHERE l.network = $1 ORDER BY m.created_at, m.id, c.sort_name, c.id",
    },
    ExportTable {
        name: "posts",
        columns: &["list", "id", "thread", "answers", "author", "address", "posted_at", "state", "subject", "text"],
        query: "SELECT l.slug, p.id, p.thread, COALESCE(p.parent, ''), p.author_name, p.author_address, p.posted_at, p.state, p.subject, p.body
                  FROM list l JOIN post p ON p.list = l.id WHERE l.network = $1 ORDER BY l.slug, p.posted_at, p.id",
    },
    ExportTable {
        name: "acts",
        columns: &["at", "by", "action", "detail"],
        query: "SELECT u.at, COALESCE(p.given_name || ' ' || p.family_name, ''), u.action, u.detail FROM audit u LEFT JOIN person p ON p.id = u.person
                 WHERE u.subject = $1 OR u.subject IN (SELECT e.id FROM event e WHERE e.network = $1)
                    OR u.subject IN (SELECT c.id FROM committee c WHERE c.network = $1) ORDER BY u.at, u.id",
    },
];
