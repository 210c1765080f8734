### The words of the domain: dates and mails.

## Dates

dates-minutes = { $minutes } min
dates-hours = { $hours } h
dates-hours-minutes = { $hours } h { $minutes }
dates-time = { $hour }:{ $minute }
dates-time-full-hour = { $hour }:00
dates-day = { $weekday } { $day } { $month } { $year }
dates-date = { $day } { $month } { $year }
dates-first-of-month = 1
dates-day-times = { $day }, { $start } – { $end } ({ $zone } time)
dates-day-time = { $day }, { $start } ({ $zone } time)
dates-from-to-times = { $first }, { $start }, to { $last }, { $end } ({ $zone } time)
dates-from-to = { $first } to { $last }
dates-all-day = { $day }, all day
dates-with-home-time = { $there }, that is { $home }
dates-home-time = { $hours } in { $city }
dates-hours-with-home-time = { $hours } ({ $city }), { $home }
dates-city-london = London
dates-city-noumea = Nouméa
dates-city-reunion = Réunion
dates-city-miquelon = Saint Pierre and Miquelon
dates-city-montreal = Montreal
dates-city-sao-paulo = São Paulo
dates-city-wallis = Wallis and Futuna
dates-city-zurich = Zurich

## Reports

reports-unknown = not given
reports-others = other groups, together
reports-seniority-first = less than a year
reports-seniority-range = { $from } to { $to } years
reports-seniority-more = { $from } years or more
reports-by-kind = Members by type of organisation, on { $day }
reports-by-network = Members by network, on { $day }
reports-by-profession = Members by profession, on { $day }
reports-by-region = Members by region, on { $day }
reports-by-seniority = Members by length of membership, on { $day }
reports-kind = Type of organisation
reports-network = Network
reports-profession = Profession
reports-region = Region
reports-seniority = Length of membership
reports-members = Members
reports-share = Share
reports-arrivals-departures = Arrivals and departures in { $year }
reports-month = Month
reports-joined = Joined
reports-left = Left
reports-difference = Difference
reports-total = Total
reports-event-kinds = Events in { $year } by type and month
reports-event-kind = Type
reports-levels = Events in { $year } by level, organised by { $network } and its member networks
reports-levels-network-only = Events in { $year } by level, organised by { $network }
reports-level = Level
reports-schools = Training courses
reports-actions = Actions
reports-meetings = Meetings
reports-actions-note = “Actions”: everything except training courses (schools included) and meetings of the network: webinars, workshops, thematic days, conferences, visits.
reports-organisers = Organising networks in { $year }
reports-events = Events
reports-co-organised = With other networks
reports-attendance-without-people = Attendance in { $year }
reports-attendance = Attendance in { $year }: { $people } different people
reports-registered = Registrations
reports-present = Attendances
reports-attendance-organisations = Registrations in { $year } by type of organisation
reports-each-event = Every event in { $year }
reports-event = Event
reports-day = Date
reports-organised-by = Organised by
reports-from-network = From the network’s organisations
reports-members-only-events =
    { $count ->
        [one] { $number } other, for members
       *[other] { $number } others, for members
    }
reports-overlap = People that two networks have in common, on { $day }
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
reports-lists = Mailing lists in { $year } and { $before }
reports-list = List
reports-list-kind = Type
reports-list-announcement = Announcements
reports-list-discussion = Discussion
reports-list-messages = Announcements { $year }
reports-list-threads = Threads { $year }
reports-list-posts = Posts { $year }
reports-list-authors = Authors { $year }
reports-lists-note = “Announcements”: what was sent to the whole list, as in its archive. “Threads” and “Posts”: what was written to the list, even if the text was removed later; posts that are waiting or were refused are not counted. “Authors”: the people who wrote these posts, each counted once, in the total too; all those whose accounts were erased count as one.
reports-lists-hidden-authors = “< { $few }”: fewer than { $few } people. “–”: nothing to count, or a total that would reveal one of those.

## Registrations

registrations-export-column-family-name = Family name
registrations-export-column-given-name = Given name
registrations-export-column-address = Address
registrations-export-column-organisation = Organisation
registrations-export-column-presence = Attendance
registrations-export-column-state = Status
registrations-export-column-place = Place on the waiting list
registrations-export-column-since = Since
registrations-export-column-morning = morning
registrations-export-column-afternoon = afternoon
registrations-export-present = yes
registrations-export-absent = no
registrations-export-on-site = on site
registrations-export-online = online
registrations-export-unconfirmed = address to confirm
registrations-export-confirmed = confirmed
registrations-export-waiting = waiting list
registrations-export-withdrawn = cancelled
registrations-mail-to-confirm-subject = Please confirm: your registration for “{ $title }”
registrations-mail-to-confirm = One more step: please confirm your registration for “{ $title }”.
registrations-mail-to-confirm-more = If you didn’t ask for this, ignore this message: without confirmation, nothing is kept.
registrations-mail-already-registered-subject = You are already on the list: “{ $title }”
registrations-mail-already-registered = This address is already registered for “{ $title }”: nothing has changed.
registrations-mail-confirmed-subject = Registration confirmed: “{ $title }”
registrations-mail-confirmed = Your registration for “{ $title }” is confirmed.
registrations-mail-waiting-subject = Waiting list: “{ $title }”
registrations-mail-waiting = You are number { $place } on the waiting list for “{ $title }”. If a seat becomes free it is yours, and an e-mail will tell you.
registrations-mail-promoted-subject = A seat has become free: “{ $title }”
registrations-mail-promoted = A seat has become free: your registration for “{ $title }” is confirmed.
registrations-mail-withdrawn-subject = Registration cancelled: “{ $title }”
registrations-mail-withdrawn = Your registration for “{ $title }” has been cancelled.
registrations-mail-changed-on-site-subject = You now attend on site: “{ $title }”
registrations-mail-changed-on-site = Your change has been saved: you now have a seat on site at “{ $title }”.
registrations-mail-changed-online-subject = You now attend online: “{ $title }”
registrations-mail-changed-online = Your change has been saved: you now have a seat online at “{ $title }”.
registrations-mail-changed-waiting-subject = You are waiting for another seat: “{ $title }”
registrations-mail-changed-waiting-on-site = Your change has been saved: you are waiting for a seat on site at “{ $title }”, as number { $place } on the waiting list. If a seat becomes free it is yours, and an e-mail will tell you.
registrations-mail-changed-waiting-online = Your change has been saved: you are waiting for a seat online at “{ $title }”, as number { $place } on the waiting list. If a seat becomes free it is yours, and an e-mail will tell you.
registrations-mail-added-after-subject = You are counted as a participant: “{ $title }”
registrations-mail-added-after = “{ $title }” has taken place, and its organisers have counted you among the participants.
registrations-mail-removed-after-subject = You are no longer counted as a participant: “{ $title }”
registrations-mail-removed-after = The organisers of “{ $title }” no longer count you among the participants: you had been added by mistake.
registrations-mail-erased = Your account has been erased, and your registration for “{ $title }” has ended.
registrations-mail-calendar-removal = The attached file removes the event from your calendar.
registrations-mail-when = When: { $when }
registrations-mail-where = Place: { $place }
registrations-mail-on-site = You are attending on site.
registrations-mail-online = You are attending online.
registrations-mail-video = Video meeting: <{ $link }>
registrations-mail-reason-to-confirm = You are receiving this message because this address was entered in the registration form for “{ $title }”.
registrations-mail-reason = You are receiving this message because this address is registered for “{ $title }”, or on its waiting list. To stop these messages, cancel your registration with the link above.
registrations-mail-reason-past = You are receiving this message because this address was registered for “{ $title }”, or on its waiting list.
registrations-mail-reason-after = You are receiving this message because the organisers of “{ $title }” changed the list of participants after the event.
registrations-mail-link-after =
    To see your registration, without an account:

    <{ $link }>
registrations-mail-link-confirm =
    Open this link within { $hours } hours, then choose “Confirm my registration”:

    <{ $link }>
registrations-mail-link =
    To change or cancel your registration, without an account:

    <{ $link }>
registrations-mail-link-again =
    If this is a mistake, this link lets you register again:

    <{ $link }>

## Reviews

review-title = { $network } annual review { $year }
review-footer = { $network }, annual review { $year }
review-adopted = Adopted on { $day }
review-adopted-early = Adopted on { $day }, before the end of the year: figures as of { $on }
review-unfinished = The year { $year } was not over: members on { $day }, events as held or announced by that day. The figures for { $before } cover the whole year.
review-draft = Draft, figures as of { $day }
review-highlights = Highlights
review-figures = The year in figures
review-summary = { $year } and the year before
review-measure = Measure
review-people = Different people
review-members = Members
review-events = Events
review-no-event = No events in { $year }.
review-by-kind = Events in { $year } by type
review-by-month = Events in { $year }, month by month
review-members-only-events =
    { $count ->
        [one] { $number } more event was for members only: counted, not named.
       *[other] { $number } more events were for members only: counted, not named.
    }
review-lists = Mailing lists
review-committees = Committees and mandates
review-name = Name
review-role = Role
review-since = Since
review-until = Until
review-no-end-date = no end date
review-plans = Outlook

## Memberships: the exported table

memberships-export-column-family-name = Family name
memberships-export-column-given-name = Given name
memberships-export-column-address = Address
memberships-export-column-organisation = Organisation
memberships-export-column-organisation-kind = Type of organisation
memberships-export-column-profession = Profession
memberships-export-column-region = Region
memberships-export-column-state = Status
memberships-export-column-since = Since

## Memberships

memberships-export-requested = request pending
memberships-export-active = member
memberships-export-active-through = member through { $networks }
memberships-export-left = left
memberships-export-refused = request declined
memberships-mail-requested-subject = { $name } asks to join { $network }
memberships-mail-requested = { $name } asks to join { $network }. To write to them: { $address }
memberships-mail-mandate-subject = A mandate in { $network }
memberships-mail-mandate = You have been given a mandate in { $network } ({ $name }): { $role }, { $committee }.
memberships-mail-mandate-by = { $by } has given you a mandate in { $network } ({ $name }): { $role }, { $committee }.
memberships-mail-mandate-from = It starts on { $first }.
memberships-mail-mandate-until = It starts on { $first } and ends on { $last }.
memberships-mail-mandate-rights = During that time you coordinate this network: you welcome its members, publish its events and write to its list.
memberships-mail-mandate-link = To start, sign in with { $address }: <{ $link }>
memberships-mail-requested-link = To accept or decline: <{ $link }>
memberships-mail-accepted-subject = Welcome to { $network }
memberships-mail-accepted = Your request was accepted: you are a member of { $network } ({ $name }).
memberships-mail-accepted-link = The network’s agenda and resources: <{ $link }>
memberships-mail-refused-subject = Your request to join { $network }
memberships-mail-refused = Your request to join { $network } ({ $name }) was declined.
memberships-mail-refused-link = You can ask again: <{ $link }>
memberships-mail-added-subject = Welcome to { $network }
memberships-mail-added = The coordinators have added you to { $network } ({ $name }) as a member.
memberships-mail-added-link = The network’s page, where you can also leave it: <{ $link }>
memberships-mail-ended-subject = Your membership of { $network } has ended
memberships-mail-ended = The coordinators have ended your membership of { $network } ({ $name }).
memberships-mail-ended-link = The network’s page: <{ $link }>
memberships-mail-invited-subject = Invitation to join { $network }
memberships-mail-invited-by-subject = { $by } invites you to join { $network }
memberships-mail-invited = The coordinators invite you to join { $network } ({ $name }).
memberships-mail-invited-by = { $by } invites you to join { $network } ({ $name }).
memberships-mail-invited-body =
    Hello,

    { $invites }

    To accept, open this page and sign in with { $address }, without a password: <{ $link }>

    The invitation is valid for { $days } days. If it means nothing to you, ignore this message: nothing will change.
memberships-mail-reason-invited = You are receiving this message because an invitation to join { $network } was sent to this address.
memberships-mail-reason-request = You are receiving this message because you asked to join { $network }.
memberships-mail-reason-member = You are receiving this message because your membership of { $network } has changed.
memberships-mail-reason-mandate = You are receiving this message because you have been given a mandate in { $network }.

## Imports

imports-reason = Import of the file { $file }
imports-since-reason = Date corrected by the import of the file { $file }; it was { $day }.

## Exports

exports-readme =
    # { $network } – { $name }

    All the data of this network, on { $date }. Tables are in UTF-8; codes and column names are the same in every language, except in `members.csv`, which is in your language and can be imported again as it is.

    - `network.md`: the network’s page, Markdown with TOML front matter
    - `members.csv`: the members, whatever their status
    - `membership-history.csv`: each change of status of a membership
    - `organisations.csv`: the members’ organisations, and their other names
    - `committees.csv`: committees and their mandates
    - `resources.csv`: the resources
    - `events.csv`: events led (`lead`) or co-organised (`accepted`), with the numbers of registrations and attendances
    - `events.ics`: the same events, for a calendar
    - `events/`: each event led, in Markdown, with its programme and materials
    - `networks/`, `events/…/pages/`: the pages of the network and of these events, with their files
    - `reviews/`: the annual reviews, figures and texts, in Markdown
    - `programmes.csv`: the talks of these events
    - `registrations.csv`: who registered for these events and who came, by half-day
    - `subscriptions.csv`: each person’s subscriptions to the network’s list, and when they changed
    - `messages.csv`, `message-copies.csv`: the messages, and who received them
    - `acts.csv`: the activity log

    These files contain personal data.

## Events

events-online = online
events-on-site = on site
events-hybrid = on site and online
events-place-and-online = { $place } and online
events-mail-when-where = **{ $when }**, { $place }.
events-mail-page-link = [See the event’s page]({ $link })
events-mail-calendar = The attached file updates your calendar.
events-mail-previous-date = Before: { $when }.
events-mail-moved-subject = Change: { $title }
events-mail-moved = The time or place of “{ $title }” has changed. Your registration remains valid.
events-mail-video-changed-subject = New video link: { $title }
events-mail-video-changed = The video meeting link for “{ $title }” has changed. Your registration remains valid.
events-mail-video-new-link = New video meeting link: <{ $link }>
events-mail-postponed-subject = Postponed: { $title }
events-mail-postponed = “{ $title }” will not take place on the planned date: { $when }.
events-mail-postponed-more = Your registration remains valid. We will write to you with the new date.
events-mail-rescheduled-subject = New date: { $title }
events-mail-rescheduled = “{ $title }”, which had been postponed, has a new date. Your registration remains valid.
events-mail-cancelled-subject = Cancelled: { $title }
events-mail-cancelled = “{ $title }” will not take place. It was planned for this date: { $when }.
events-mail-cancelled-more = There is nothing for you to do: the attached file removes the event from your calendar.
events-mail-invited-subject = { $lead } invites you to co-organise “{ $title }”
events-mail-invited = { $lead } invites { $network } to co-organise “{ $title }”.
events-mail-invited-link = [Accept or decline on the event’s page]({ $link })

## Lists

lists-footer-reason-subscriber = you are subscribed to the { $list } list
lists-footer-reason-member = you are a member of { $network }
lists-footer-reason-participant = you are registered for “{ $event }”
lists-footer-reason-absent = you were registered for “{ $event }”
lists-export-column-family-name = Family name
lists-export-column-given-name = Given name
lists-export-column-address = Address
lists-export-column-state = Status
lists-export-column-since = Since
lists-export-member = member
lists-export-subscriber = subscriber
lists-export-refused = declined
lists-export-unsubscribed = unsubscribed
lists-footer-reason-waiting = you are on the waiting list for “{ $event }”
lists-footer-reason-test-copy = it is a test copy, sent to you alone
lists-reason-subscriber = subscribed to the { $list } list
lists-reason-member = member of { $network }
lists-reason-participant = registered for “{ $event }”
lists-reason-absent = absent from “{ $event }”
lists-reason-waiting = on the waiting list for “{ $event }”
lists-reason-test-copy = test copy
lists-footer-reason = You are receiving this message from { $network } because { $why }.
lists-footer-unsubscribe = Unsubscribe from this list
lists-footer-unsubscribe-event = Stop receiving messages about this event
lists-footer-unsubscribe-at = { $stop }:
lists-footer-page = The list’s page:
lists-mail-confirm-subject = Please confirm your subscription to the { $list } list
lists-mail-confirm =
    To receive messages from the { $list } list, open this link, then choose “Subscribe”:

    <{ $link }>

    It is valid for { $days } days. If you didn’t ask for this, ignore this message: without confirmation, nothing will be sent to you.
lists-mail-already-subscribed-subject = You are already subscribed to the { $list } list
lists-mail-already-subscribed =
    Somebody, probably you, asked to subscribe to the { $list } list. This address is already subscribed: nothing has changed.

    The list’s page: <{ $link }>
lists-mail-reason = You are receiving this message because this address was entered on the page of the { $list } list.
lists-mail-held-back-reason = You are receiving this notice because you scheduled “{ $subject }”.
lists-mail-held-back-subject = Your message needs your attention: { $subject }
lists-mail-held-back =
    Your message was due to be sent now. It would have gone to { $count } people; the figure was { $expected } when you scheduled it. Nothing has been sent.

    To check and send: <{ $link }>
delivery-state-queued = queued
delivery-state-sending = being sent
delivery-state-sent = sent
delivery-state-deferred = deferred
delivery-state-failed = failed
delivery-state-unsubscribed = unsubscribed before it was sent
delivery-state-discarded = discarded after a restore
delivery-state-bounced = bounced
delivery-state-suspended = suspended: address to check
delivery-log-column-name = Name
delivery-log-column-address = Address
delivery-log-column-reason = Reason
delivery-log-column-state = Status
delivery-log-column-doubtful = Possibly twice
delivery-log-column-queued = Queued
delivery-log-column-sent = Sent
delivery-log-column-unsubscribed = Unsubscribed
delivery-log-column-error = Server response
delivery-log-yes = yes


## Mail that comes back

bounce-mail-probe-subject = Does this address still work?
bounce-mail-answer = The server answered: { $reason }
bounce-mail-probe-intro = Our last e-mails to this address came back to us.
bounce-mail-probe =
    If you read this message, there is nothing to do: unless it comes back within { $days } days, we forget the incident. If it does, we will no longer write to this address.

    If your address is changing, add the new one here: <{ $link }>
bounce-mail-reason = You are receiving this message because this address is registered on the site.
bounce-mail-suspended-subject = We no longer write to { $address }
bounce-mail-suspended-intro = Our e-mails to { $address } come back to us, so we send nothing there any more.
bounce-mail-suspended =
    To receive our e-mails, choose another preferred address, or prove that this one works again: <{ $link }>
bounce-mail-suspended-reason = You are receiving this message because this address and the other one are yours on the site.

## Discussions

posts-from = { $author } via { $list }
posts-foot-answer = Answer on the site
posts-foot-options = Stop receiving this list, or receive a digest
posts-digest-subject =
    { $count ->
        [one] { $list }, digest of { $day }: one post
       *[other] { $list }, digest of { $day }: { $count } posts
    }
posts-digest-intro =
    { $count ->
        [0] What had been said on the { $list } list has been removed since.
        [one] What was said on the { $list } list: one post.
       *[other] What was said on the { $list } list: { $count } posts.
    }
posts-digest-foot = The page of the list
posts-mail-held-subject =
    { $count ->
        [one] A post to the { $list } list is waiting for you
       *[other] { $count } posts to the { $list } list are waiting for you
    }
posts-mail-held =
    { $count ->
        [one] A post to the { $list } list is waiting for your approval.
       *[other] { $count } posts to the { $list } list are waiting for your approval.
    }

    To read and decide: <{ $link }>

    A post that nobody decides on within { $days } days is returned to its author.
posts-mail-held-links = To decide on a post without signing in:
posts-mail-held-reason = You are receiving this message because you manage the { $list } list.
posts-mail-refused-subject = { $list } list: your post “{ $subject }” was not accepted
posts-mail-refused = Your post “{ $subject }” was not sent to the { $list } list: one of its managers did not accept it.
posts-mail-your-text = Here is your text, should you want to use it again:
posts-mail-returned-subject = { $list } list: your post “{ $subject }” is returned to you
posts-mail-returned = Your post “{ $subject }” was not sent to the { $list } list: nobody decided on it within { $days } days. You can send it again.
posts-mail-returned-reason = You are receiving this message because you wrote to the { $list } list.
posts-mail-owner-subject = { $list } list: { $subject }
posts-mail-owner = This message came to the address of the managers of the { $list } list, from { $address }. Your reply will go to that address.
posts-mail-command-subject = { $list } list
posts-mail-command-reason = You are receiving this message because an e-mail from this address asked the { $list } list for it.
posts-mail-unsubscribe = To stop receiving the { $list } list, open this link: { $link }
posts-mail-options = To choose how you receive the { $list } list (each post, a digest, a pause), open this link: { $link }
posts-mail-not-subscribed = The { $list } list does not write to this address. If you receive its messages, it is at another address: write to us from that one, or follow the link at the foot of a message.
posts-mail-help = The { $list } list on the site: { $link }

    Write to the list: { $slug }@{ $host }

    Subscribe: { $slug }-subscribe@{ $host }

    Unsubscribe: { $slug }-unsubscribe@{ $host }

    Receive a digest, or pause: { $slug }-options@{ $host }

    Contact its managers: { $slug }-owner@{ $host }

## Sign-in

sign-in-mail-subject = Your sign-in link for { $site }
sign-in-mail-body =
    Hello,

    Open this link, then choose “Sign in”:

    <{ $link }>

    It can be used once, for { $minutes } minutes. If you didn’t ask for it, you can ignore this message: nobody can sign in without the link.
addresses-mail-confirm-subject = Your new address on { $site }
addresses-mail-confirm-body =
    Hello,

    To add this address to your account, open this link where you are signed in:

    <{ $link }>

    It can be used once, for { $minutes } minutes. If you didn’t ask for it, you can ignore this message: nothing changes.
addresses-mail-claimed-subject = Your address is still yours
addresses-mail-claimed-body =
    Hello,

    Someone tried to add { $address } to another account. This address belongs to yours: they received nothing, and nothing has changed.

    { $merge }
addresses-mail-claimed-merge = If it was you, with a second account, write to the people who run this site to have the two merged.
addresses-mail-claimed-merge-at = If it was you, with a second account, write to { $contact } to have the two merged.
addresses-mail-notice-subject = Your addresses on { $site }
addresses-mail-notice-requested = A link has just been sent to { $address }: opening it will add this address to your account.
addresses-mail-notice-added = The address { $address } has just been added to your account: it can now be used to sign in.
addresses-mail-notice-preferred = Messages for your account will now go to { $address }.
addresses-mail-notice-removed = The address { $address } has just been removed from your account: it can no longer be used to sign in.
addresses-mail-notice-restored = The address { $address } has just been taken back with the link that this site had sent to it. Every session of your account has been ended.
addresses-mail-notice-body =
    Hello,

    { $told }

    If this was you, there is nothing to do. If not, someone is using your account: sign in, end all sessions, then remove the addresses you don’t recognise.

    Your sessions: <{ $sessions }>

    Your addresses: <{ $addresses }>

    { $help }
addresses-mail-help = For help, write to { $contact }.
addresses-mail-removed-subject = Your address was removed from an account on { $site }
addresses-mail-removed-body =
    Hello,

    The address { $address } has just been removed from your account: it can no longer be used to sign in.

    If this was you, there is nothing to do. If not, you can take it back for { $days } days, without signing in:

    <{ $link }>

    { $help }
addresses-mail-removed-short =
    Hello,

    The address { $address } has just been removed from your account: it can no longer be used to sign in. To use it again, add it to your account.

    { $help }



## My data

people-erased = An erased person
privacy-readme =
    # Your data

    Everything this site holds about you, one table per subject. Codes and column names are the same in every language; next to a code, the column whose name ends in `_name` says the same in yours. Times are in UTC.

## Calendar

calendar-cancelled = Cancelled: { $title }
calendar-postponed = Postponed: { $title }
calendar-waiting = Waiting list: { $title }
calendar-withdrawn = Cancelled: { $title }
calendar-online = Online
calendar-hybrid = { $place }, and online
calendar-organised-by = Organised by { $lead }
calendar-organised-with = {" "}with { $others }
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

mail-reason = This message comes from your networks’ site.
mail-reason-administration = You are receiving this message because you are an administrator of this site.
mail-reason-sign-in = You are receiving this message because this address was entered on the sign-in page. If it wasn’t you, there is nothing to do.
mail-reason-address = You are receiving this message because this address was added to an account on this site.
mail-reason-event = You are receiving this message because this address is linked to this event, through a registration or as an organiser.
mail-reason-network = You are receiving this message because of your membership of, or role in, this network.
mail-reason-coordinator = You are receiving this message because you coordinate { $network }.

## Alerts

alerts-mail-subject = { $site }: e-mails are waiting
alerts-mail-body =
    On { $site }, the oldest e-mail has been waiting since { $since }. Waiting in total: { $number }.

    What the server answered: <{ $link }>

    On the server, `maillage check` checks the configuration and the SMTP server.

    This message waited like the others. You will not get another one until everything has been sent.
alerts-backup-subject = { $site }: no recent backup
alerts-backup-body =
    The last backup of { $site } is more than a week old: { $since }.

    On the server, `maillage backup <file>` makes one without stopping the site. Check the job that should run it every night.

    How the site is doing: <{ $link }>

    You will not get another message until the next backup.
alerts-backup-never-body =
    No backup of { $site } has been made for more than a week ({ $since }).

    On the server, `maillage backup <file>` makes one without stopping the site. A job can run it every night.

    How the site is doing: <{ $link }>

    You will not get another message until the first backup.


## Networks

networks-mail-requested-subject = { $child } asks to be part of { $network }
networks-mail-requested = The network { $child } ({ $name }) asks to be part of { $network }.
networks-mail-requested-effects = If you accept, its agenda and figures are added to those of { $network }, and you will be able to write to its members. Until then, nothing changes.
networks-mail-requested-link = To accept or decline: <{ $link }>
networks-mail-accepted-subject = { $child } is part of { $network }
networks-mail-accepted = The coordinators of { $network } have accepted: { $child } is now part of it. Its events are shown in the agenda of { $network }, and its figures count there too.
networks-mail-declined-subject = { $network } declined the request of { $child }
networks-mail-declined = The coordinators of { $network } declined the request of { $child } to be part of it. You can ask again.
networks-mail-ended-subject = { $child } is no longer part of { $network }
networks-mail-ended = The coordinators of { $network } have removed { $child } from it: its events and figures no longer count there, and its members are no longer members of { $network } because of it.
networks-mail-included-subject = Members of { $child } are members of { $network }
networks-mail-included = The members of the networks of { $network } are now its members too. Members of { $child } see what is reserved for members of { $network } and receive the messages of its list, unless they unsubscribe. The coordinators of { $network } can read their names, never their addresses.
networks-mail-page-link = The network’s page: <{ $link }>

## Certificates of attendance

certificates-document-title = Certificate of attendance
certificates-document-default-text =
    We certify that **{ $name }** took part in “{ $event }”, { $dates }, { $place }.

    The total time of attendance is **{ $hours }**.
certificates-document-online = online
certificates-document-on = on { $date }
certificates-document-from-to = from { $first } to { $last }
certificates-document-half-days = Attendance by half-day
certificates-document-day = Day
certificates-document-half-day = Half-day
certificates-document-duration = Time
certificates-document-total = Total
certificates-document-signed = Issued on { $date } by { $network }.
certificates-document-check = Check this certificate:
certificates-document-check-more = That page also says if the certificate was replaced or withdrawn.
certificates-document-code = Code: { $code }
certificates-document-code-column = Code
certificates-document-event = Event
certificates-document-network = Network
certificates-document-sample-name = Ada Lovelace
certificates-document-sample-event = Autumn school
certificates-document-statement-title = Events attended in { $year }
certificates-document-statement = In { $year }, { $name } attended the following events, for a total of { $hours }.
certificates-document-statement-events = Events
certificates-document-statement-check = Each code can be checked at { $link }.
certificates-document-statement-footer = Statement issued on { $date }
certificates-document-mail-subject = { $title }: your certificate of attendance
certificates-document-mail =
    Your certificate of attendance for “{ $title }” is ready.

    Download it here: { $link }

## Forms
forms-ready-diet = Diet
forms-ready-diet-choices = Vegetarian
    Vegan
    Gluten-free
    No pork
forms-ready-diet-more = Allergies or anything else about meals
forms-ready-lodging = Do you need accommodation on site?
forms-ready-lodging-nights = Which nights?
forms-ready-lodging-choices = The night before the first day
    During the event
    After the last day
forms-ready-arrival = Date of arrival
forms-ready-transport = How will you travel?
forms-ready-transport-choices = By train
    By car
    By plane
    On foot, by bicycle or by public transport
forms-ready-motivation = Why would you like to take part?
forms-ready-motivation-hint = Your work, what you expect, what you will do with it.
registrations-export-yes = yes
registrations-export-no = no
registrations-export-requested = request
registrations-export-declined = request declined
registrations-mail-applied-subject = Request saved: “{ $title }”
registrations-mail-applied = Your request to take part in “{ $title }” has been saved. The organisers choose among the requests and will write to you.
registrations-mail-declined-subject = Your request: “{ $title }”
registrations-mail-declined = Your request to take part in “{ $title }” was declined.
registrations-letter-accepted =
    Dear { $name },

    Your request to take part in “{ $event }” is accepted: a seat is reserved for you. If you can no longer come, give it back by the link below, so that somebody else can have it.
registrations-letter-waiting =
    Dear { $name },

    All seats of “{ $event }” are taken for now. We keep your request on the waiting list and will write to you if a seat becomes free.
registrations-letter-declined =
    Dear { $name },

    We received more requests than we have seats for “{ $event }”, and cannot accept yours. We hope to welcome you another time.
