### The words of the domain: dates and mails.

## Dates

dates-clock = { $hour }:{ $minute }
dates-clock-sharp = { $hour }:00
dates-day = { $weekday } { $day } { $month } { $year }
dates-date = { $day } { $month } { $year }
dates-first = 1
dates-at = { $day }, { $start } – { $end } ({ $zone } time)
dates-at-moment = { $day }, { $start } ({ $zone } time)
dates-from-to-clock = { $first }, { $start }, to { $last }, { $end } ({ $zone } time)
dates-from-to = { $first } to { $last }
dates-whole-day = { $day }, all day

## Papers

paper-page = page { $page } of { $pages }
paper-letters = This PDF does not have every script: what it lacks is spelled in Latin letters, or replaced by “?”. The page on the site shows everything.

## Reports

reports-few = < 5
reports-percent = { $value }%
reports-percent-little = <1%
reports-unknown = not given
reports-others = other groups, together
reports-seniority-first = less than a year
reports-seniority-range = { $from } to { $to } years
reports-seniority-more = { $from } years and more
reports-by-kind = Members by kind of organisation, on { $day }
reports-by-network = Members by network, on { $day }
reports-by-profession = Members by profession, on { $day }
reports-by-region = Members by region, on { $day }
reports-by-seniority = Members by seniority, on { $day }
reports-kind = Kind of organisation
reports-network = Network
reports-profession = Profession
reports-region = Region
reports-seniority = Seniority
reports-members = Members
reports-share = Share
reports-moves = Who came and left in { $year }
reports-month = Month
reports-joined = Joined
reports-left = Left
reports-difference = Difference
reports-total = Total
reports-event-kinds = Events of { $year } by kind and month
reports-event-kind = Kind
reports-levels = Events of { $year } by level, held by { $network } and the networks it holds
reports-levels-own = Events of { $year } by level, held by { $network }
reports-level = Level
reports-schools = Trainings
reports-actions = Actions
reports-meetings = Meetings
reports-actions-are = “Actions”: all that is neither a training (schools included) nor a meeting of the network: webinars, workshops, thematic days, conferences, visits.
reports-holders = Networks that held events in { $year }
reports-events = Events
reports-together = With other networks
reports-turnout = Participation in { $year }: { $people } different people
reports-turnout-alone = Participation in { $year }
reports-registered = Registered
reports-present = Present
reports-turnout-organisations = Registrations of { $year } by kind of organisation
reports-each-event = Each event of { $year }
reports-event = Event
reports-day = Date
reports-held-by = Held by
reports-own = From the network’s organisations
reports-untold =
    { $count ->
        [one] { $number } other, for members
       *[other] { $number } others, for members
    }
reports-overlap = People whom two networks share, on { $day }
reports-kind-webinar = Webinar
reports-kind-school = Training
reports-kind-workshop = Workshop
reports-kind-thematic-day = Thematic day
reports-kind-conference = Conference
reports-kind-meeting = Meeting
reports-kind-visit = Visit
reports-kind-deadline = Deadline
reports-level-local = Local
reports-level-regional = Regional
reports-level-national = National
reports-level-international = International

## Registrations

registrations-sheet-family-name = Family name
registrations-sheet-given-name = Given name
registrations-sheet-address = Address
registrations-sheet-organisation = Organisation
registrations-sheet-presence = Takes part
registrations-sheet-state = State
registrations-sheet-place = Place in the queue
registrations-sheet-since = Since
registrations-sheet-morning = morning
registrations-sheet-afternoon = afternoon
registrations-sheet-present = yes
registrations-sheet-absent = no
registrations-sheet-on-site = on site
registrations-sheet-online = online
registrations-sheet-unconfirmed = address to confirm
registrations-sheet-confirmed = confirmed
registrations-sheet-waiting = waiting list
registrations-sheet-withdrawn = withdrawn
registrations-mail-asked-subject = To confirm: your registration for “{ $title }”
registrations-mail-asked = Your registration for “{ $title }” is waiting for you alone.
registrations-mail-asked-else = If you did not ask for it, forget this message: without confirmation, nothing is kept.
registrations-mail-known-subject = You are on the list already: “{ $title }”
registrations-mail-known = This address is already registered for “{ $title }”: nothing has changed.
registrations-mail-confirmed-subject = Registration confirmed: “{ $title }”
registrations-mail-confirmed = Your registration for “{ $title }” is confirmed.
registrations-mail-waiting-subject = Waiting list: “{ $title }”
registrations-mail-waiting = You are on the waiting list of “{ $title }”, at number { $place }. If a seat becomes free it is yours, and a message tells you.
registrations-mail-promoted-subject = A seat has become free: “{ $title }”
registrations-mail-promoted = A seat has become free: your registration for “{ $title }” is confirmed.
registrations-mail-withdrawn-subject = Registration ended: “{ $title }”
registrations-mail-withdrawn = Your registration for “{ $title }” has ended.
registrations-mail-calendar-out = The attached file takes the event out of your calendar.
registrations-mail-when = When: { $when }
registrations-mail-where = Place: { $place }
registrations-mail-on-site = You take part on site.
registrations-mail-online = You take part online.
registrations-mail-video = Video meeting: <{ $link }>
registrations-mail-link-confirm =
    Open this link within { $hours } hours, then choose “Confirm my registration”:

    <{ $link }>
registrations-mail-link =
    To change or withdraw, without an account:

    <{ $link }>
registrations-mail-link-again =
    If this is a mistake, this link lets you register again:

    <{ $link }>

## Reviews

review-title = Review of { $year }, { $network }
review-foot = Review of { $year }, { $network }
review-adopted = Adopted on { $day }
review-adopted-early = Adopted on { $day }, before the end of the year: figures of { $on }
review-draft = Draft, figures of { $day }
review-unfinished = The year { $year } was not over: members on { $day }, events as they had been held or announced by that day. The figures of { $before } are those of the whole year.
review-highlights = Highlights
review-figures = The year in figures
review-summary = { $year } and the year before
review-measure = Measure
review-people = Different people
review-members = Members
review-events = Events
review-no-event = No event in { $year }.
review-by-kind = Events of { $year } by kind
review-held = The events of { $year }, month by month
review-untold =
    { $count ->
        [one] { $number } more event was for members only: counted, not named.
       *[other] { $number } more events were for members only: counted, not named.
    }
review-committees = Committees and mandates
review-name = Name
review-role = Role
review-since = Since
review-until = Until
review-open = open
review-plans = Plans

## Sheets

sheet-family-name = Family name
sheet-given-name = Given name
sheet-address = Address
sheet-organisation = Organisation
sheet-organisation-kind = Kind of organisation
sheet-profession = Profession
sheet-region = Region
sheet-state = State
sheet-since = Since

## Memberships

memberships-requested = request waiting
memberships-active = member
memberships-left = left
memberships-refused = request refused
memberships-mail-asked-subject = { $name } asks to join { $network }
memberships-mail-asked = { $name } asks to join { $network }. To write to them: { $address }
memberships-mail-asked-answer = To accept or refuse: <{ $link }>
memberships-mail-accepted-subject = Welcome to { $network }
memberships-mail-accepted = Your request was accepted: you are a member of { $network } ({ $name }).
memberships-mail-accepted-next = The network’s agenda and resources: <{ $link }>
memberships-mail-refused-subject = Your request to { $network }
memberships-mail-refused = Your request to join { $network } ({ $name }) was not accepted.
memberships-mail-refused-next = You may ask again: <{ $link }>
memberships-mail-added-subject = Welcome to { $network }
memberships-mail-added = You have been added to the members of { $network } ({ $name }).
memberships-mail-added-next = The network’s page, where you can also leave it: <{ $link }>
memberships-mail-ended-subject = Your membership of { $network } has ended
memberships-mail-ended = Your membership of { $network } ({ $name }) has been ended by its coordination.
memberships-mail-ended-next = The network’s page: <{ $link }>
memberships-mail-invited-subject = Invitation to join { $network }
memberships-mail-invited =
    Hello,

    { $by } invites you to join { $network } ({ $name }).

    To accept, open this page and sign in with { $address }, without a password: <{ $link }>

    The invitation stands for { $days } days. If it means nothing to you, forget this message: nothing changes.

## Imports

imports-reason = Import of the file { $file }
imports-since-reason = Date corrected by the import of the file { $file }; the register said: { $day }.

## Exports

exports-readme =
    # { $network } – { $name }

    Everything this network owns, on { $date }. Tables are in UTF-8; codes and names of columns are Maillage’s, in every language.

    - `network.md`: the network’s page, Markdown with TOML front matter
    - `members.csv`: the members, in every state
    - `membership-history.csv`: each change of state of a membership
    - `organisations.csv`: the members’ organisations, and their other names
    - `committees.csv`: committees and their mandates
    - `resources.csv`: the resources
    - `events.csv`: events led (`lead`) or held with others (`accepted`), with how many registered and came
    - `events.ics`: the same, for a calendar
    - `events/`: each event led, in Markdown, with its programme and materials
    - `networks/`, `events/…/pages/`: the pages of the network and of these events, with their files
    - `programmes.csv`: the talks of these events
    - `registrations.csv`: who registered for these events and who came, by half-day
    - `subscriptions.csv`: what each person said of the network’s list, and when
    - `messages.csv`, `message-copies.csv`: the messages, and who got them
    - `acts.csv`: the journal of what was done

    These files hold personal data.

## Networks


## Events

events-online = online
events-on-site = on site
events-hybrid = on site and online
events-place-and-online = { $place } and online
events-mail-when-where = **{ $when }**, { $place }.
events-mail-see = [See the event’s page]({ $link })
events-mail-why = You receive this because this address is registered for the event, or on its waiting list. To receive nothing more, withdraw on the event’s page.
events-mail-calendar = The attached file updates your calendar.
events-mail-before = Before: { $when }.
events-mail-moved-subject = Change: { $title }
events-mail-moved = “{ $title }” takes place at another time or place. Your registration stands.
events-mail-link-subject = New video link: { $title }
events-mail-link = The link of the video meeting of “{ $title }” has changed. Your registration stands.
events-mail-link-new = New link of the video meeting: <{ $link }>
events-mail-postponed-subject = Postponed: { $title }
events-mail-postponed = “{ $title }” will not take place when it was planned ({ $when }).
events-mail-postponed-more = Your registration stands. We will write to you with the new date.
events-mail-dated-subject = New date: { $title }
events-mail-dated = “{ $title }”, which had been postponed, has a new date. Your registration stands.
events-mail-cancelled-subject = Cancelled: { $title }
events-mail-cancelled = “{ $title }” will not take place ({ $when }).
events-mail-cancelled-more = There is nothing to do: the attached file takes it out of your calendar.
events-mail-invited-subject = { $lead } asks you to co-organise “{ $title }”
events-mail-invited = { $lead } asks { $network } to co-organise “{ $title }”.
events-mail-invited-do = [Accept or decline on the event’s page]({ $link })
events-mail-invited-why = You receive this because you coordinate { $network }.

## Lists

lists-why-subscriber = you follow the list { $list }
lists-why-member = you are a member of { $network }
lists-why-participant = you take part in “{ $event }”
lists-why-absent = you were registered for “{ $event }”
lists-why-waiting = you are on the waiting list of “{ $event }”
lists-why-proof = this is a proof, for you alone
lists-standing-member = member
lists-standing-subscriber = subscriber
lists-standing-refused = declined
lists-standing-left = unsubscribed
lists-foot-why = You receive this message from { $network }: { $why }.
lists-foot-stop = Stop receiving the messages of this list
lists-foot-stop-event = Stop receiving messages about this event
lists-mail-confirm-subject = To confirm: your subscription to the list { $list }
lists-mail-confirm =
    To receive the messages of the list { $list }, open this link, then choose “Subscribe”:

    <{ $link }>

    It serves for { $days } days. If you asked for nothing, forget this message: without a confirmation, nothing will be sent to you.
lists-mail-known-subject = You follow the list { $list } already
lists-mail-known =
    Somebody, probably you, asked for a subscription to the list { $list }. This address follows it already: nothing has changed.

    The list’s page: <{ $link }>
lists-mail-held-subject = Your message waits for you: { $subject }
lists-mail-held =
    Your message was to leave now. It would have gone to { $count } people; they were { $expected } when you scheduled it. Nothing has left.

    To check and send: <{ $link }>
lists-state-queued = queued
lists-state-sending = being sent
lists-state-sent = sent
lists-state-deferred = deferred
lists-state-failed = failed
lists-state-unsubscribed = unsubscribed before it left
lists-sheet-name = Name
lists-sheet-address = Address
lists-sheet-why = Reason
lists-sheet-state = State
lists-sheet-doubtful = Perhaps twice
lists-sheet-queued = Queued
lists-sheet-sent = Sent
lists-sheet-unsubscribed = Unsubscribed
lists-sheet-error = Server’s answer
lists-sheet-yes = yes


## Sign-in

sign-in-subject = Your link to sign in to { $site }
sign-in-body =
    Hello,

    Open this link, then choose “Open my session”:

    <{ $link }>

    It works once, for { $minutes } minutes. If you did not ask for it, you can forget this message: without the link, nobody gets in.
address-proof-subject = Your new address in { $site }
address-proof-body =
    Hello,

    To add this address to your account, open this link where you are signed in:

    <{ $link }>

    It works once, for { $minutes } minutes. If you did not ask for it, you can forget this message: nothing changes.
address-warning-subject = Your address is still yours
address-warning-body =
    Hello,

    Somebody else wanted to add { $address } to their account. It is an address of yours: they were sent nothing, and nothing has changed.

    If it was you, with a second account, write to those who run this site to join the two.



## My data

people-erased = An erased person
privacy-readme =
    # Your data

    Everything this site holds of you, one table a subject. Codes and names of columns are the same in every language; beside a code, the column that ends in `_name` says the same in yours. Moments are in universal time.

## Calendar

calendar-cancelled = Cancelled: { $title }
calendar-postponed = Postponed: { $title }
calendar-waiting = Waiting list: { $title }
calendar-withdrawn = Withdrawn: { $title }
calendar-online = Online
calendar-hybrid = { $place }, and online
calendar-held-by = Held by { $lead }
calendar-with = {" "}with { $others }
calendar-video = Video meeting: { $link }
calendar-my-registrations = My registrations
calendar-my-networks = My networks
calendar-kind-webinar = Webinar
calendar-kind-school = Training
calendar-kind-workshop = Workshop
calendar-kind-thematic-day = Thematic day
calendar-kind-conference = Conference
calendar-kind-meeting = Meeting
calendar-kind-visit = Visit
calendar-kind-deadline = Deadline


## Mails

mail-why = This message comes from the site of your networks.
mail-why-sign-in = You receive this message because this address was typed on the sign-in page. If it was not you, there is nothing to do.
mail-why-address = You receive this message because this address was typed in an account of this site.
mail-why-event = You receive this message because this address is linked to this event, by a registration or as an organiser.
mail-why-network = You receive this message because of a membership or a role in this network.
