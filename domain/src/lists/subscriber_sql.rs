//! SQL fragments for the people who receive a list's mail.

/// Over `subscription s` of a person to the list of network `$2`: whether they may know of that network on the day `$day`. A person who left a
/// private network no longer receives its mail, whatever they once chose.
macro_rules! still_sees {
    ($day:literal) => {
        concat!(
            "(EXISTS (SELECT 1 FROM network v WHERE v.id = $2 AND v.visibility = 'public')
              OR s.person IN (SELECT g.person FROM belonging g WHERE g.network = $2)
              OR s.person IN (SELECT t.person FROM mandate t JOIN committee k ON k.id = t.committee
                               WHERE k.network = $2 AND t.started_on <= ",
            $day,
            " AND (t.ended_on IS NULL OR t.ended_on >= ",
            $day,
            "))
              OR ",
            $crate::administers!("s.person"),
            ")"
        )
    };
}

/// The people who receive list `$1` of network `$2` on the day `$day`, over `person p`: those of its rules and subscribers, except those who refused or
/// left it. One fragment for counting them and for writing to them.
macro_rules! people_who_read {
    ($day:literal) => {
        concat!(
            " p.id IN (",
            $crate::people_by_rule!("$1", $day),
            " UNION SELECT s.person FROM subscription s WHERE s.list = $1 AND s.person IS NOT NULL AND s.state = 'subscribed' AND ",
            $crate::lists::subscriber_sql::still_sees!($day),
            ") AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.list = $1 AND s.person = p.id AND s.state <> 'subscribed') "
        )
    };
}

/// The addresses without an account that receive list `$1` of network `$2`, over `subscription s`. A private network has none: people who can't sign
/// in can't know of it.
macro_rules! addresses_that_read {
    () => {
        " s.list = $1 AND s.person IS NULL AND s.state = 'subscribed' AND s.address IS NOT NULL
          AND EXISTS (SELECT 1 FROM network v WHERE v.id = $2 AND v.visibility = 'public')
          AND NOT EXISTS (SELECT 1 FROM address a WHERE a.address_key = s.address_key AND a.verified_at IS NOT NULL) "
    };
}

/// The registrations without an account by which list `$1` of network `$2` is read on the day `$day`, over `registration rr`: those of its rules, except
/// those whose address subscribed or made another choice about the list, and those whose owner has an account meanwhile.
macro_rules! registrations_that_read {
    ($day:literal) => {
        concat!(
            " ",
            $crate::registrations_by_rule!("$1", $day),
            " AND rl.network = $2 AND rr.person IS NULL
              AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.list = $1 AND s.address_key = rr.address_key)
              AND NOT EXISTS (SELECT 1 FROM address a WHERE a.address_key = rr.address_key AND a.verified_at IS NOT NULL) "
        )
    };
}
pub(super) use {addresses_that_read, people_who_read, registrations_that_read, still_sees};
