//! Every actor against every act. A new act does not compile here until [`name`] has an arm for it.

use super::*;

const ACTORS: [&str; 14] = [
    "guest",
    "stranger",
    "member",
    "co-member",
    "asked-member",
    "coordinator",
    "co-coordinator",
    "asked-coordinator",
    "administrator",
    "sitter",
    "co-sitter",
    "member below",
    "parent's member",
    "parent's coordinator",
];

/// Rows are acts, columns are the actors above; `y` allowed, `-` refused. `lead` leads the event, `co` accepted to co-organise it, `asked` has not
/// answered. `below` is placed below `lead`, which includes its members. `parent` is above `lead`.
const TABLE: &str = "
                                      guest stranger member co-m asked-m coord co-c asked-c admin  sitter co-s  below p-mem p-coord
administer                            -     -        -      -    -       -     -    -       y      -    -   -     -     -
see public network                    y     y        y      y    y       y     y    y       y      y    y   y     y     y
see private network                   -     -        y      -    -       y     -    -       y      y    -   y     -     -
edit network                          -     -        -      -    -       y     -    -       y      -    -   -     -     -
join public network                   y     y        y      y    y       y     y    y       y      y    y   y     y     y
join private network                  -     -        y      -    -       y     -    -       y      y    -   y     -     -
see directory                         -     -        y      -    -       y     -    -       y      -    -   y     -     -
find a member                         -     -        -      -    -       y     -    -       y      -    -   -     -     -
find a member of the directory        -     -        y      -    -       y     -    -       y      -    -   y     -     -
find oneself                          -     y        y      y    y       y     y    y       y      y    y   y     y     y
see members                           -     -        -      -    -       y     -    -       y      -    -   -     -     -
see small groups                      -     -        -      -    -       y     -    -       y      -    -   -     -     -
see draft review                      -     -        -      -    -       y     -    -       y      y    -   -     -     -
see adopted review                    y     y        y      y    y       y     y    y       y      y    y   y     y     y
see private adopted review            -     -        y      -    -       y     -    -       y      y    -   y     -     -
write review                          -     -        -      -    -       y     -    -       y      -    -   -     -     -
admit members                         -     -        -      -    -       y     -    -       y      -    -   -     -     -
export network                        -     -        -      -    -       y     -    -       y      -    -   -     -     -
govern                                -     -        -      -    -       y     -    -       y      -    -   -     -     -
see public event                      y     y        y      y    y       y     y    y       y      y    y   y     y     y
see members' event                    -     -        y      y    -       y     y    y       y      -    -   y     -     -
see private network's event           -     -        y      y    -       y     y    y       y      -    -   y     -     -
see draft                             -     -        -      -    -       y     y    y       y      -    -   -     -     -
see cancelled event                   y     y        y      y    y       y     y    y       y      y    y   y     y     y
create event                          -     -        -      -    -       y     -    -       y      -    -   -     -     -
edit event                            -     -        -      -    -       y     -    -       y      -    -   -     -     -
answer invitation                     -     -        -      -    -       -     -    y       y      -    -   -     -     -
answer networks                       -     -        -      -    -       y     -    -       y      -    -   -     -     -
see video link, confirmed             y     y        y      y    y       y     y    y       y      y    y   y     y     y
see video link, not confirmed         -     -        -      -    -       y     y    -       y      -    -   -     -     -
see video link, no registration       -     -        y      y    -       y     y    -       y      -    -   y     -     -
see video link of a draft             -     -        -      -    -       y     y    -       y      -    -   -     -     -
register                              y     y        y      y    y       y     y    y       y      y    y   y     y     y
register, members only                -     -        y      y    -       -     -    -       -      -    -   y     -     -
see registrations                     -     -        -      -    -       y     y    -       y      -    -   -     -     -
mark attendance                       -     -        -      -    -       y     y    -       y      -    -   -     -     -
see network's page                    y     y        y      y    y       y     y    y       y      y    y   y     y     y
see network's members' page           -     -        y      -    -       y     -    -       y      y    -   y     -     -
see network's committee's page        -     -        -      -    -       y     -    -       y      y    -   -     -     -
see network's draft page              -     -        -      -    -       y     -    -       y      -    -   -     -     -
see private network's page            -     -        y      -    -       y     -    -       y      y    -   y     -     -
write network's pages                 -     -        -      -    -       y     -    -       y      -    -   -     -     -
see event's page                      y     y        y      y    y       y     y    y       y      y    y   y     y     y
see event's members' page             -     -        y      y    -       y     y    -       y      y    y   y     -     -
see it with a seat                    y     y        y      y    y       y     y    y       y      y    y   y     y     y
see event's committee's page          -     -        -      -    -       y     y    -       y      y    y   -     -     -
see event's draft page                -     -        -      -    -       y     -    -       y      -    -   -     -     -
see a draft event's page              -     -        -      -    -       y     y    y       y      -    -   -     -     -
write event's pages                   -     -        -      -    -       y     -    -       y      -    -   -     -     -
write messages                        -     -        -      -    -       y     -    -       y      -    -   -     -     -
read public archive                   y     y        y      y    y       y     y    y       y      y    y   y     y     y
read members' archive                 -     -        y      -    -       y     -    -       y      -    -   y     -     -
read public archive, private network  -     -        y      -    -       y     -    -       y      y    -   y     -     -
read no archive                       -     -        -      -    -       y     -    -       y      -    -   -     -     -
read subscribers' archive             -     -        -      -    -       y     -    -       y      -    -   -     -     -
read it as a subscriber               y     y        y      y    y       y     y    y       y      y    y   y     y     y
create list                           -     -        -      -    -       y     -    -       y      -    -   -     -     -
post to public list                   -     y        y      y    y       y     y    y       y      y    y   y     y     y
post to members' list                 -     -        y      -    -       y     -    -       y      -    -   y     -     -
post to it as a subscriber            -     y        y      y    y       y     y    y       y      y    y   y     y     y
manage list                           -     -        -      -    -       y     -    -       y      -    -   -     -     -
manage it as a manager                y     y        y      y    y       y     y    y       y      y    y   y     y     y
manage private network's as a manager -     -        y      -    -       y     -    -       y      y    -   y     -     -
";

fn actor(name: &str) -> Rights {
    let person = |member: &[&str], coordinates: &[&str]| Rights {
        person: Some("someone".into()),
        member_of: member.iter().map(|network| (*network).into()).collect(),
        coordinates: coordinates.iter().map(|network| (*network).into()).collect(),
        committees: coordinates.iter().map(|network| (*network).into()).collect(),
        ..Rights::default()
    };
    match name {
        "guest" => Rights::default(),
        "stranger" => person(&["elsewhere"], &["elsewhere"]),
        "member" => person(&["lead"], &[]),
        "co-member" => person(&["co"], &[]),
        "asked-member" => person(&["asked"], &[]),
        "coordinator" => person(&[], &["lead"]),
        "co-coordinator" => person(&[], &["co"]),
        "asked-coordinator" => person(&[], &["asked"]),
        "sitter" => Rights { committees: [NetworkId::from("lead")].into(), ..person(&[], &[]) },
        "member below" => person(&["below", "lead"], &[]),
        "parent's member" => person(&["parent"], &[]),
        "parent's coordinator" => person(&["parent"], &["parent"]),
        "co-sitter" => Rights { committees: [NetworkId::from("co")].into(), ..person(&[], &[]) },
        _ => Rights { administrator: true, ..person(&[], &[]) },
    }
}

fn event(state: EventState, visibility: EventVisibility, lead_visibility: NetworkVisibility) -> EventAccess {
    EventAccess {
        lead: "lead".into(),
        lead_visibility,
        accepted: vec!["co".into()],
        invited: vec!["asked".into()],
        state,
        visibility,
        registration: RegistrationPolicy::Open,
    }
}

fn rows() -> Vec<(String, Vec<bool>)> {
    let lines = TABLE.lines().filter(|line| !line.trim().is_empty()).skip(1);
    lines
        .map(|line| {
            let (act, marks) = line.split_at(38);
            (act.trim().to_owned(), marks.split_whitespace().map(|mark| mark == "y").collect())
        })
        .collect()
}

#[test]
fn every_actor_may_do_what_the_table_says_and_nothing_else() {
    use EventState::{Cancelled, Draft, Published};
    use EventVisibility::{Members, Public};
    let lead: NetworkId = "lead".into();
    let requested: NetworkId = "asked".into();
    let (open, members) = (event(Published, Public, NetworkVisibility::Public), event(Published, Members, NetworkVisibility::Public));
    let private = event(Published, Public, NetworkVisibility::Private);
    let (draft, cancelled) = (event(Draft, Public, NetworkVisibility::Public), event(Cancelled, Public, NetworkVisibility::Public));
    let without = EventAccess { registration: RegistrationPolicy::None, ..open.clone() };
    let unpublished = EventAccess { registration: RegistrationPolicy::None, ..draft.clone() };
    let owner = |visibility| PageOwner::Network("lead".into(), visibility);
    let (of_network, of_private) = (owner(NetworkVisibility::Public), owner(NetworkVisibility::Private));
    let (of_event, seated) = (PageOwner::Event(open.clone(), false), PageOwner::Event(open.clone(), true));
    let of_draft = PageOwner::Event(draft.clone(), false);
    let standing = |person: &str, named: &[&NetworkId], listed: &[&NetworkId]| PersonStanding {
        person: person.into(),
        named_in: named.iter().map(|network| (*network).clone()).collect(),
        listed_in: listed.iter().map(|network| (*network).clone()).collect(),
    };
    let (unlisted, listed) = (standing("other", &[&lead], &[]), standing("other", &[&lead], &[&lead]));
    let oneself = standing("someone", &[], &[]);
    let list = |visibility, archive| ListAccess { network: "lead".into(), visibility, archive, is_reader: false, is_manager: false };
    let (members_list, subscribers_list) =
        (list(NetworkVisibility::Public, ListArchive::Members), list(NetworkVisibility::Public, ListArchive::Subscribers));
    let managed = ListAccess { is_manager: true, ..members_list.clone() };
    let acts = [
        ("administer", Act::Administer),
        ("see public network", Act::SeeNetwork(&lead, NetworkVisibility::Public)),
        ("see private network", Act::SeeNetwork(&lead, NetworkVisibility::Private)),
        ("edit network", Act::EditNetwork(&lead)),
        ("join public network", Act::JoinNetwork(&lead, NetworkVisibility::Public)),
        ("join private network", Act::JoinNetwork(&lead, NetworkVisibility::Private)),
        ("see directory", Act::SeeDirectory(&lead)),
        ("find a member", Act::FindPerson(&unlisted)),
        ("find a member of the directory", Act::FindPerson(&listed)),
        ("find oneself", Act::FindPerson(&oneself)),
        ("see members", Act::SeeMembers(&lead)),
        ("see small groups", Act::SeeSmallGroups(&lead)),
        ("see draft review", Act::SeeReview(&lead, NetworkVisibility::Public, false)),
        ("see adopted review", Act::SeeReview(&lead, NetworkVisibility::Public, true)),
        ("see private adopted review", Act::SeeReview(&lead, NetworkVisibility::Private, true)),
        ("write review", Act::WriteReview(&lead)),
        ("admit members", Act::AdmitMembers(&lead)),
        ("export network", Act::ExportNetwork(&lead)),
        ("govern", Act::Govern(&lead)),
        ("see public event", Act::SeeEvent(&open)),
        ("see members' event", Act::SeeEvent(&members)),
        ("see private network's event", Act::SeeEvent(&private)),
        ("see draft", Act::SeeEvent(&draft)),
        ("see cancelled event", Act::SeeEvent(&cancelled)),
        ("create event", Act::CreateEvent(&lead)),
        ("edit event", Act::EditEvent(&open)),
        ("answer invitation", Act::AnswerInvitation(&requested)),
        ("answer networks", Act::AnswerNetworks(&lead)),
        ("see video link, confirmed", Act::SeeVideoLink(&open, true)),
        ("see video link, not confirmed", Act::SeeVideoLink(&open, false)),
        ("see video link, no registration", Act::SeeVideoLink(&without, false)),
        ("see video link of a draft", Act::SeeVideoLink(&unpublished, false)),
        ("register", Act::Register(&open, false)),
        ("register, members only", Act::Register(&open, true)),
        ("see registrations", Act::SeeRegistrations(&open)),
        ("mark attendance", Act::MarkAttendance(&open)),
        ("see network's page", Act::SeePage(&of_network, PageAccess::Public, false)),
        ("see network's members' page", Act::SeePage(&of_network, PageAccess::Members, false)),
        ("see network's committee's page", Act::SeePage(&of_network, PageAccess::Committee, false)),
        ("see network's draft page", Act::SeePage(&of_network, PageAccess::Public, true)),
        ("see private network's page", Act::SeePage(&of_private, PageAccess::Public, false)),
        ("write network's pages", Act::WritePages(&of_network)),
        ("see event's page", Act::SeePage(&of_event, PageAccess::Public, false)),
        ("see event's members' page", Act::SeePage(&of_event, PageAccess::Members, false)),
        ("see it with a seat", Act::SeePage(&seated, PageAccess::Members, false)),
        ("see event's committee's page", Act::SeePage(&of_event, PageAccess::Committee, false)),
        ("see event's draft page", Act::SeePage(&of_event, PageAccess::Public, true)),
        ("see a draft event's page", Act::SeePage(&of_draft, PageAccess::Public, false)),
        ("write event's pages", Act::WritePages(&of_event)),
        ("write messages", Act::WriteMessages(&lead)),
        ("read public archive", Act::ReadArchive(&list(NetworkVisibility::Public, ListArchive::Public))),
        ("read members' archive", Act::ReadArchive(&members_list)),
        ("read public archive, private network", Act::ReadArchive(&list(NetworkVisibility::Private, ListArchive::Public))),
        ("read no archive", Act::ReadArchive(&list(NetworkVisibility::Public, ListArchive::None))),
        ("read subscribers' archive", Act::ReadArchive(&subscribers_list)),
        ("read it as a subscriber", Act::ReadArchive(&ListAccess { is_reader: true, ..subscribers_list.clone() })),
        ("create list", Act::CreateList(&lead)),
        ("post to public list", Act::PostToList(&list(NetworkVisibility::Public, ListArchive::Public))),
        ("post to members' list", Act::PostToList(&members_list)),
        ("post to it as a subscriber", Act::PostToList(&ListAccess { is_reader: true, ..members_list.clone() })),
        ("manage list", Act::ManageList(&members_list)),
        ("manage it as a manager", Act::ManageList(&managed)),
        (
            "manage private network's as a manager",
            Act::ManageList(&ListAccess { visibility: NetworkVisibility::Private, ..managed.clone() }),
        ),
    ];
    let rows = rows();
    assert_eq!(rows.iter().map(|(act, _)| act.as_str()).collect::<Vec<_>>(), acts.map(|(name, _)| name), "one row an act");
    for ((row, marks), (_, act)) in rows.iter().zip(acts) {
        assert_eq!(marks.len(), ACTORS.len(), "{row}");
        for (actor_name, expected) in ACTORS.iter().zip(marks) {
            assert_eq!(allows(&actor(actor_name), act), *expected, "{actor_name}: {row} ({})", name(act));
        }
    }
}

#[test]
fn a_refusal_hides_what_must_stay_unknown() {
    let lead: NetworkId = "lead".into();
    assert_eq!(check(&actor("stranger"), Act::SeeMembers(&lead)), Err(Error::NotFound));
    assert_eq!(check(&actor("guest"), Act::SeeNetwork(&lead, NetworkVisibility::Private)), Err(Error::NotFound));
    assert_eq!(check(&actor("stranger"), Act::AnswerInvitation(&lead)), Err(Error::NotFound), "who was asked stays between them");
    assert_eq!(check(&actor("guest"), Act::EditNetwork(&lead)), Err(Error::SignedOut));
    assert_eq!(check(&actor("stranger"), Act::EditNetwork(&lead)), Err(Error::Forbidden));
}

/// Exhaustive on purpose: a new act makes its author add a row to the table.
fn name(act: Act) -> &'static str {
    match act {
        Act::Administer => "administer",
        Act::SeeNetwork(..) => "see network",
        Act::EditNetwork(_) => "edit network",
        Act::JoinNetwork(..) => "join network",
        Act::SeeDirectory(_) => "see directory",
        Act::FindPerson(_) => "find a person",
        Act::SeeMembers(_) => "see members",
        Act::SeeSmallGroups(_) => "see small groups",
        Act::SeeReview(..) => "see review",
        Act::WriteReview(_) => "write review",
        Act::AdmitMembers(_) => "admit members",
        Act::ExportNetwork(_) => "export network",
        Act::Govern(_) => "govern",
        Act::SeeEvent(_) => "see event",
        Act::CreateEvent(_) => "create event",
        Act::EditEvent(_) => "edit event",
        Act::AnswerInvitation(_) => "answer invitation",
        Act::AnswerNetworks(_) => "answer networks",
        Act::SeeVideoLink(..) => "see video link",
        Act::Register(..) => "register",
        Act::SeePage(..) => "see page",
        Act::WritePages(_) => "write pages",
        Act::SeeRegistrations(_) => "see registrations",
        Act::MarkAttendance(_) => "mark attendance",
        Act::WriteMessages(_) => "write messages",
        Act::CreateList(_) => "create list",
        Act::ManageList(_) => "manage list",
        Act::ReadArchive(_) => "read archive",
        Act::PostToList(_) => "post to list",
    }
}
