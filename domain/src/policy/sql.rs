//! The policy in SQL, for lists. The texts must agree with [`super::allows`]; the test `policy_sql` compares them for every actor. `$1` is the
//! reader ([`super::Rights::key`]: `''` for a guest, `'system'` for the program itself), `$2` is today.

/// [`super::Act::Administer`] in SQL, for the reader or for the person whose key is in another parameter or column.
#[macro_export]
macro_rules! administers {
    () => {
        $crate::administers!("$1")
    };
    ($person:literal) => {
        concat!(
            "(",
            $person,
            " = 'system' OR EXISTS (SELECT 1 FROM person vp WHERE vp.id = ",
            $person,
            " AND vp.administrator_since IS NOT NULL))"
        )
    };
}

/// The networks that the reader is a member of, in SQL. The database computes this set once for a statement.
#[macro_export]
macro_rules! own_networks {
    () => {
        "(SELECT vm.network FROM belonging vm WHERE vm.person = $1)"
    };
}

/// [`super::Act::SeeNetwork`] in SQL, over `network n`.
#[macro_export]
macro_rules! visible_networks {
    () => {
        concat!(
            "(n.visibility = 'public'
          OR ($1 <> '' AND (
               n.id IN ",
            $crate::own_networks!(),
            "
            OR EXISTS (SELECT 1 FROM mandate vt JOIN committee vc ON vc.id = vt.committee
                        WHERE vc.network = n.id AND vt.person = $1
                          AND vt.started_on <= $2 AND (vt.ended_on IS NULL OR vt.ended_on >= $2))
            OR ",
            $crate::administers!(),
            ")))"
        )
    };
}

/// [`super::Act::SeeEvent`] in SQL, over `event e`.
#[macro_export]
macro_rules! visible_events {
    () => {
        concat!(
            "((e.state <> 'draft' AND e.visibility = 'public'
             AND e.network IN (SELECT vn.id FROM network vn WHERE vn.visibility = 'public'))
          OR ($1 <> '' AND (
               (e.state <> 'draft' AND EXISTS (
                  SELECT 1 FROM event_network vh WHERE vh.event = e.id AND vh.state IN ('lead', 'accepted') AND vh.network IN ",
            $crate::own_networks!(),
            "))
            OR EXISTS (SELECT 1 FROM event_network vh JOIN committee vc ON vc.network = vh.network AND vc.coordinates = 1
                         JOIN mandate vt ON vt.committee = vc.id AND vt.person = $1
                        WHERE vh.event = e.id AND vh.state IN ('lead', 'accepted', 'invited')
                          AND vt.started_on <= $2 AND (vt.ended_on IS NULL OR vt.ended_on >= $2))
            OR ",
            $crate::administers!(),
            ")))"
        )
    };
}

/// [`super::Act::SeeVideoLink`] in SQL for a reader without a seat, over an `event e` that is among the [`visible_events!`].
#[macro_export]
macro_rules! visible_video_links {
    () => {
        concat!(
            "($1 <> '' AND (
               (e.registration = 'none' AND EXISTS (
                  SELECT 1 FROM event_network vh WHERE vh.event = e.id AND vh.state IN ('lead', 'accepted') AND vh.network IN ",
            $crate::own_networks!(),
            "))
            OR EXISTS (SELECT 1 FROM event_network vh JOIN committee vc ON vc.network = vh.network AND vc.coordinates = 1
                         JOIN mandate vt ON vt.committee = vc.id AND vt.person = $1
                        WHERE vh.event = e.id AND vh.state IN ('lead', 'accepted')
                          AND vt.started_on <= $2 AND (vt.ended_on IS NULL OR vt.ended_on >= $2))
            OR ",
            $crate::administers!(),
            "))"
        )
    };
}

/// [`super::Act::SeePage`] in SQL, over `page p`.
#[macro_export]
macro_rules! visible_pages {
    () => {
        concat!(
            "((EXISTS (SELECT 1 FROM network n WHERE n.id = p.network AND ",
            $crate::visible_networks!(),
            ") OR EXISTS (SELECT 1 FROM event e WHERE e.id = p.event AND ",
            $crate::visible_events!(),
            ")) AND (
               (p.draft = 0 AND p.access = 'public')
            OR ($1 <> '' AND (
                 (p.draft = 0 AND p.access = 'members' AND (
                    p.network IN ",
            $crate::own_networks!(),
            "
                 OR EXISTS (SELECT 1 FROM registration vr WHERE vr.event = p.event AND vr.person = $1 AND vr.state = 'confirmed')
                 OR EXISTS (SELECT 1 FROM event_network vh
                             WHERE vh.event = p.event AND vh.state IN ('lead', 'accepted') AND vh.network IN ",
            $crate::own_networks!(),
            ")))
              OR (p.draft = 0 AND EXISTS (
                    SELECT 1 FROM mandate vt JOIN committee vc ON vc.id = vt.committee
                     WHERE vt.person = $1 AND vt.started_on <= $2 AND (vt.ended_on IS NULL OR vt.ended_on >= $2)
                       AND (vc.network = p.network OR EXISTS (
                             SELECT 1 FROM event_network vh WHERE vh.event = p.event AND vh.network = vc.network AND vh.state IN ('lead', 'accepted')))))
              OR EXISTS (SELECT 1 FROM mandate vt JOIN committee vc ON vc.id = vt.committee AND vc.coordinates = 1
                          WHERE vt.person = $1 AND vt.started_on <= $2 AND (vt.ended_on IS NULL OR vt.ended_on >= $2)
                            AND (vc.network = p.network OR vc.network = (SELECT ve.network FROM event ve WHERE ve.id = p.event)))
              OR ",
            $crate::administers!(),
            "))))"
        )
    };
}

/// How the reader may learn that `belonging m` makes somebody a member: 2 through the list of members of a network that the reader coordinates, 1
/// through the directory of a network that both belong to and that the person agreed to be in, 0 not at all. Finding people, filtering by a network
/// and the link of a result all use this text, so that none of them reveals a membership that the reader could not read.
#[macro_export]
macro_rules! way_to_member {
    () => {
        concat!(
            "(CASE WHEN m.named = 0 THEN CAST(0 AS BIGINT)
                   WHEN EXISTS (SELECT 1 FROM mandate vt JOIN committee vc ON vc.id = vt.committee AND vc.coordinates = 1
                                 WHERE vc.network = m.network AND vt.person = $1 AND vt.started_on <= $2
                                   AND (vt.ended_on IS NULL OR vt.ended_on >= $2)) THEN 2
                   WHEN ",
            $crate::administers!(),
            " THEN 2
                   WHEN m.network IN ",
            $crate::own_networks!(),
            " AND EXISTS (SELECT 1 FROM consent vd WHERE vd.person = m.person AND vd.purpose = 'directory' AND vd.withdrawn_at IS NULL) THEN 1
                   ELSE 0 END)"
        )
    };
}

/// [`super::Act::FindPerson`] in SQL, over a `search_entry s` of a person.
#[macro_export]
macro_rules! visible_people {
    () => {
        concat!(
            "($1 <> '' AND (s.subject = $1
                 OR ",
            $crate::administers!(),
            "
                 OR EXISTS (SELECT 1 FROM belonging m WHERE m.person = s.subject AND ",
            $crate::way_to_member!(),
            " > 0)))"
        )
    };
}

/// [`super::Act::ReadArchive`] in SQL, over a `search_entry s` of a message: its network, and `access`, which follows the archive setting of the
/// list.
#[macro_export]
macro_rules! visible_messages {
    () => {
        concat!(
            "(EXISTS (SELECT 1 FROM network n WHERE n.id = s.network AND s.access = 'public' AND ",
            $crate::visible_networks!(),
            ") OR ($1 <> '' AND (
                   (s.access = 'members' AND s.network IN ",
            $crate::own_networks!(),
            ")
                OR EXISTS (SELECT 1 FROM mandate vt JOIN committee vc ON vc.id = vt.committee AND vc.network = s.network AND vc.coordinates = 1
                            WHERE vt.person = $1 AND vt.started_on <= $2 AND (vt.ended_on IS NULL OR vt.ended_on >= $2))
                OR ",
            $crate::administers!(),
            ")))"
        )
    };
}

/// Over `belonging g`: mail of that network reaches its members, except those who are members through a network whose own list they refused.
#[macro_export]
macro_rules! takes_mail {
    () => {
        "(g.through = g.network OR NOT EXISTS (SELECT 1 FROM subscription q JOIN list ql ON ql.id = q.list
                                                WHERE ql.network = g.through AND ql.main = 1 AND q.person = g.person AND q.state <> 'subscribed'))"
    };
}

/// The confirmed registrations that the rules of list `$list` name on the day `$day`, in SQL as `registration rr`: at an event that the list's network
/// holds, until the day it ends, without those whose owner stopped the mail about it. A private network's list has none: participants may not know of it.
#[macro_export]
macro_rules! registrations_by_rule {
    ($list:literal, $day:literal) => {
        concat!(
            "list_rule re
               JOIN list rl ON rl.id = re.list
               JOIN network rn ON rn.id = rl.network AND rn.visibility = 'public'
               JOIN event rv ON rv.id = re.subject AND rv.ends_at > ",
            $day,
            " JOIN event_network rh ON rh.event = rv.id AND rh.network = rl.network AND rh.state IN ('lead', 'accepted')
               JOIN registration rr ON rr.event = rv.id AND rr.state = 'confirmed'
                AND NOT EXISTS (SELECT 1 FROM registration_mute rq WHERE rq.registration = rr.id)
              WHERE re.kind = 'participants' AND re.list = ",
            $list
        )
    };
}

/// The members whom the rules of list `$list` name, in SQL, each with the moment since when: of a network or, by a rule for all below it, of the public
/// networks below it. A rule about a network that has left the list's own, or has become private, names nobody while that lasts.
#[macro_export]
macro_rules! members_by_rule {
    ($list:literal) => {
        concat!(
            "SELECT g.person, g.since FROM list_rule lr
               JOIN network_below lb ON lb.network = lr.subject AND (lr.kind = 'below' OR lb.below = lr.subject)
               JOIN network ln ON ln.id = lb.below AND (ln.visibility = 'public' OR ln.id = lr.subject)
               JOIN list la ON la.id = lr.list
               JOIN network lu ON lu.id = lr.subject AND (lu.visibility = 'public' OR lu.id = la.network)
               JOIN network_below lo ON lo.network = la.network AND lo.below = lr.subject
               JOIN belonging g ON g.network = ln.id
              WHERE lr.list = ",
            $list,
            " AND ",
            $crate::takes_mail!()
        )
    };
}

/// The people whom the rules of list `$list` name on the day `$day`, in SQL, each with the moment since when: [`members_by_rule!`], and the participants of
/// [`registrations_by_rule!`] who have an account.
#[macro_export]
macro_rules! reading_by_rule {
    ($list:literal, $day:literal) => {
        concat!(
            $crate::members_by_rule!($list),
            " UNION ALL SELECT rr.person, rr.created_at AS since FROM ",
            $crate::registrations_by_rule!($list, $day),
            " AND rr.person IS NOT NULL"
        )
    };
}

/// The people of [`reading_by_rule!`] alone.
#[macro_export]
macro_rules! people_by_rule {
    ($list:literal, $day:literal) => {
        concat!("SELECT rp.person FROM (", $crate::reading_by_rule!($list, $day), ") rp")
    };
}

/// The day on which a person joined list `$list`, in SQL: that from which its archive is theirs, if it is read from one's joining.
#[macro_export]
macro_rules! joined_list {
    ($list:literal, $person:literal, $day:literal) => {
        concat!(
            "(SELECT MIN(substr(j.since, 1, 10)) FROM (
                SELECT js.since FROM subscription js WHERE js.state = 'subscribed' AND js.list = ",
            $list,
            " AND js.person = ",
            $person,
            " UNION ALL SELECT jg.since FROM belonging jg WHERE jg.network = (SELECT jl.network FROM list jl WHERE jl.id = ",
            $list,
            ") AND jg.person = ",
            $person,
            " UNION ALL SELECT jr.since FROM (",
            $crate::reading_by_rule!($list, $day),
            ") jr WHERE jr.person = ",
            $person,
            ") j)"
        )
    };
}

/// [`super::Act::ReadArchive`] in SQL, as the archives are at this moment: the lists whose posts the reader may read, each with the first day of them;
/// `''`: all of them.
#[macro_export]
macro_rules! readable_archives {
    () => {
        concat!(
            "SELECT a.id AS list, CASE WHEN a.reach = 1 THEN '' ELSE COALESCE(",
            $crate::joined_list!("a.id", "$1", "$2"),
            ", '9999') END AS since
               FROM (SELECT l.id,
                            CASE WHEN l.archive = 'public' AND ",
            $crate::visible_networks!(),
            " THEN 1
                                 WHEN $1 = '' THEN 0
                                 WHEN EXISTS (SELECT 1 FROM list_manager vg WHERE vg.list = l.id AND vg.person = $1) AND ",
            $crate::visible_networks!(),
            " THEN 1
                                 WHEN EXISTS (SELECT 1 FROM mandate vt JOIN committee vc ON vc.id = vt.committee AND vc.network = l.network
                                                AND vc.coordinates = 1
                                               WHERE vt.person = $1 AND vt.started_on <= $2 AND (vt.ended_on IS NULL OR vt.ended_on >= $2)) THEN 1
                                 WHEN ",
            $crate::administers!(),
            " THEN 1
                                 WHEN (l.archive = 'members' AND l.network IN ",
            $crate::own_networks!(),
            ") OR (l.archive = 'subscribers'
                                       AND NOT EXISTS (SELECT 1 FROM subscription vs WHERE vs.list = l.id AND vs.person = $1 AND vs.state <> 'subscribed')
                                       AND ($1 IN (",
            $crate::people_by_rule!("l.id", "$2"),
            ") OR (EXISTS (SELECT 1 FROM subscription vs WHERE vs.list = l.id AND vs.person = $1) AND ",
            $crate::visible_networks!(),
            ")))
                                 THEN 1 + l.archive_from_joining
                                 ELSE 0 END AS reach
                       FROM list l JOIN network n ON n.id = l.network WHERE l.kind = 'discussion') a
              WHERE a.reach > 0"
        )
    };
}
