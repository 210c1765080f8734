//! The SQL texts of member lists.

/// The affiliation of `person p` on a day, in SQL: of those that run, the one that began last.
macro_rules! affiliation_on {
    ($day:literal) => {
        concat!(
            "(SELECT x.id FROM affiliation x WHERE x.person = p.id AND x.started_on <= ",
            $day,
            " AND (x.ended_on IS NULL OR x.ended_on >= ",
            $day,
            ") ORDER BY x.started_on DESC, x.id DESC LIMIT 1)"
        )
    };
}
/// The members of network `$1` who may be named, one row each: `person`, `since`, and `through`, the acronyms of the networks below through which
/// they are members, empty if they have a membership of their own.
macro_rules! members_by_name {
    () => {
        "(SELECT g.person, MIN(g.since) AS since,
                 CASE WHEN MAX(CASE WHEN g.through = $1 THEN 1 ELSE 0 END) = 1 THEN ''
                      ELSE string_agg(t.acronym, ', ' ORDER BY lower(t.acronym), t.id) END AS through
            FROM belonging g JOIN network t ON t.id = g.through
           WHERE g.network = $1 AND g.named = 1 GROUP BY g.person) m"
    };
}
/// The columns of a [`super::Member`].
macro_rules! member_columns {
    () => {
        "SELECT m.id, p.given_name, p.family_name, CASE WHEN m.through = '' THEN COALESCE(a.address, '') ELSE '' END AS address,
                COALESCE(f.name_fr, '') AS profession_fr, COALESCE(f.name_en, '') AS profession_en,
                COALESCE(r.name_fr, '') AS region_fr, COALESCE(r.name_en, '') AS region_en,
                COALESCE(o.name, '') AS organisation, COALESCE(k.name_fr, '') AS kind_fr, COALESCE(k.name_en, '') AS kind_en,
                m.state, m.since, m.through,
                CASE WHEN m.through = '' THEN b.reason END AS bounce_reason "
    };
}

/// A query around the rows of `$memberships`: a table `m` with the columns `id`, `person`, `state`, `since`, `through`.
macro_rules! member_source {
    ($memberships:expr) => {
        concat!(
            " FROM ",
            $memberships,
            " JOIN person p ON p.id = m.person
              LEFT JOIN address a ON a.person = p.id AND a.preferred = 1
              LEFT JOIN failing_address b ON b.address_key = a.address_key AND b.probed_at IS NOT NULL
              LEFT JOIN profession f ON f.code = p.profession
              LEFT JOIN region r ON r.code = p.region
              LEFT JOIN affiliation w ON w.id = ",
            affiliation_on!("$2"),
            " LEFT JOIN organisation o ON o.id = w.organisation
              LEFT JOIN organisation_kind k ON k.code = o.kind "
        )
    };
}

/// Every membership of network `$1`, and every member through a network below it.
macro_rules! memberships {
    () => {
        concat!(
            "(SELECT x.id, x.person, x.state, x.since, '' AS through FROM membership x WHERE x.network = $1
              UNION ALL SELECT '', m.person, 'active', m.since, m.through FROM ",
            members_by_name!(),
            " WHERE m.through <> '') m"
        )
    };
}

/// The text that a query searches. It includes the address only for people with a membership of their own.
macro_rules! searched_text {
    () => {
        "(p.sort_name || ' ' || CASE WHEN m.through = '' THEN COALESCE(a.address_key, '') ELSE '' END || ' ' || COALESCE(o.name_key, ''))"
    };
}

pub(super) use {affiliation_on, member_columns, member_source, members_by_name, memberships, searched_text};
