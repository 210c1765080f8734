//! SQL fragments for the people who receive a list's mail.

/// Over `belonging g`: mail of that network reaches its members, except those who are members through a network whose own list they refused.
macro_rules! takes_mail {
    () => {
        "(g.through = g.network OR NOT EXISTS (SELECT 1 FROM subscription q JOIN list ql ON ql.id = q.list
                                                WHERE ql.network = g.through AND ql.main = 1 AND q.person = g.person AND q.state <> 'subscribed'))"
    };
}

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

/// The people whom the rules of list `$1` name, in SQL: members of a network or, by a rule for all below it, of the public networks below it.
macro_rules! people_by_rule {
    () => {
        $crate::lists::subscriber_sql::people_by_rule!("$1")
    };
    ($list:literal) => {
        concat!(
            "SELECT g.person FROM list_rule lr
               JOIN network_below lb ON lb.network = lr.subject AND (lr.kind = 'below' OR lb.below = lr.subject)
               JOIN network ln ON ln.id = lb.below AND (ln.visibility = 'public' OR ln.id = lr.subject)
               JOIN belonging g ON g.network = ln.id
              WHERE lr.list = ",
            $list,
            " AND ",
            $crate::lists::subscriber_sql::takes_mail!()
        )
    };
}

/// The people who receive list `$1` of network `$2` on the day `$day`, over `person p`: those of its rules and subscribers, except those who refused or
/// left it. One fragment for counting them and for writing to them.
macro_rules! people_who_read {
    ($day:literal) => {
        concat!(
            " p.id IN (",
            $crate::lists::subscriber_sql::people_by_rule!(),
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
pub(super) use {addresses_that_read, people_by_rule, people_who_read, still_sees, takes_mail};
