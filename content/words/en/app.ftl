### The words of the pages. One section a slice, in the order of the pages.

## The frame

shell-name = Maillage
shell-motto = Maillage, the home of professional networks
shell-skip = Skip to content
shell-navigation = Main
shell-agenda = Agenda
shell-networks = Networks
shell-me = My space
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-calendar = Calendar
shell-atom = Atom feed
shell-about = About
shell-outbox = Mails of the demonstration

## Home

home-title = Professional networks, stitch by stitch
home-lead = The meetings, members and resources of engineering and research communities, in one place.

## Refusals

fault-search = Find an event by its title
fault-search-do = Search
fault-signed-out = Please sign in first
fault-signed-out-more = This page needs to know who you are. A link by mail is enough, without a password.
fault-forbidden = This is not open to you
fault-forbidden-more = The coordinators of the network can do it, or give you the right by a mandate.
fault-not-found = This page does not exist
fault-not-found-more = Or it is for other people: if you have access, sign in.
fault-invalid = This request was not understood
fault-invalid-more = Nothing was saved. Go back to the previous page and try again.
fault-too-large = This is too large
fault-too-large-more = Nothing was saved. This form takes four megabytes at most.
fault-stale = This page has changed meanwhile.
fault-stale-more = Someone else changed it. What you typed is kept below; compare before you save again.
fault-link-over = This link no longer works
fault-link-over-more = It has been used, or it is too old. Ask for a new one.
fault-too-many = Too many requests
fault-too-many-more = Wait a few minutes, then try again.
fault-closed = This is no longer possible
fault-closed-more = The state of the event or membership no longer allows it. Nothing has changed.
fault-internal = An error on our side
fault-internal-more = It is in the log. Nothing was half done; try again in a moment.
fault-reference = Reference for the administrators: { $request }

## Fields

fields-error-title = Error: { $title }
fields-to-correct =
    { $count ->
        [one] One answer to correct
       *[other] { $count } answers to correct
    }
fields-optional = (optional)
fields-none = —
fields-markdown-hint = In Markdown: **bold**, *italic*, [link](https://…), lists with “-”.
problem-required = This answer is needed.
problem-too-long = This is too long: { $most } characters at most.
problem-not-an-address = This is not an e-mail address: first.last@example.org.
problem-not-a-slug = 2 to 80 lower-case letters without accents, digits or hyphens.
problem-slug-taken = This short name is in use.
problem-address-taken = This address belongs to an account.
problem-not-a-date = There is no such date.
problem-not-a-time = This is not a time: 14:00.
problem-not-a-zone = This time zone is not known: Europe/Paris.
problem-no-such-time = There is no such time on that day: clocks go forward.
problem-ends-before-start = It ends before it starts.
problem-not-a-count = A whole number, { $most } at most.
problem-not-a-choice = This is not one of the choices.
problem-not-a-link = An address that starts with https:// or http://.
problem-not-a-domain = A domain name: cnrs.fr.
problem-cycle = A network can’t stand below itself, directly or through others.
problem-unknown = Not found, or for other people.
problem-no-account = No account has confirmed this address: invite the person to sign in once.
problem-last-coordination = The network would be left without coordination. Give someone else a mandate first, or ask an administrator.
problem-wrong-domain = Only addresses of this network’s domain may join by themselves.
problem-below-taken = { $taken } people are confirmed already.
problem-in-the-past = This date has passed.

## Networks

networks-title = Networks
networks-lead = The federations and their networks.
networks-others = Other networks
networks-also-in = also in
networks-members =
    { $count ->
        [0] no member yet
        [one] { $number } member
       *[other] { $number } members
    }
networks-members-label = members
networks-facts = In short
networks-in = In
networks-holds = Brings together
networks-poles = Themes
networks-kind-federation = Federation
networks-kind-community = Community
networks-kind-thematic = Thematic network
networks-kind-regional = Regional network
networks-kind-working-group = Working group
networks-kind-centre = Centre
networks-join-open = open: one click to join
networks-join-approval = on request: the coordinators answer
networks-join-invitation = by invitation
networks-join-domain = open to addresses of a domain, on request for others
networks-public = visible to everyone
networks-private = visible to its members
networks-new = Create a network
networks-edit = Edit the page
networks-create = Create the network
networks-save = Save
networks-slug = Short name in the address
networks-slug-hint = It will not change: /networks/ri3.
networks-acronym = Acronym
networks-name = Full name
networks-summary = In one sentence
networks-summary-hint = On the home page and in search engines.
networks-kind = Kind
networks-region = Region
networks-parents = Federations it is part of
networks-join-policy = Membership
networks-join-domain-label = Domain
networks-join-domain-hint = For membership by domain: cnrs.fr.
networks-visibility = Visibility
networks-hue = Colour
networks-hue-hint = A hue from 0 to 359: 30 orange, 150 green, 250 blue, 330 pink.
networks-description = Presentation
networks-poles-hint = One a line.
networks-resources = Resources
networks-resources-hint = One a line: the address, a space, the title.

networks-way = Breadcrumbs
networks-tab-presentation = About
networks-tab-agenda = Agenda
networks-tab-library = Resources
networks-tab-governance = Governance
networks-tab-figures = Figures
networks-tab-members = Members
networks-done-saved = Saved.
networks-recent-label = within a year
networks-members-own =
    { $count ->
        [one] of whom { $number } member of the network itself
       *[other] of whom { $number } members of the network itself
    }
networks-coordination = Coordination
networks-follow = Follow
networks-subscribe = Subscribe to the agenda
networks-subscribe-calendar = In my calendar
networks-subscribe-file = Download (.ics)
networks-subscribe-atom = Atom feed
networks-subscribe-copy = Address to copy
networks-feed-title = Agenda of { $network }
networks-new-event = Prepare an event
networks-next-events = Next events
networks-no-event = The events of { $network } will be shown here.
networks-preview = Preview
networks-library-empty = The resources of { $network } and the materials of its past events will be shown here.
networks-material-slides = slides
networks-material-recording = recording
networks-material-link = link

## Governance

governance-empty = The committees of { $network } and their mandates will be shown here.
governance-edit = Committees and mandates
governance-no-mandate = No mandate yet.
governance-acts = Actions
governance-name = Name
governance-role = Role
governance-role-hint = In a few words: chair, secretary, CNRS…
governance-since = Since
governance-until = Until
governance-mandate = Mandate
governance-running = running
governance-coming = to come
governance-over = ended
governance-change = Change the mandate
governance-new-committee = New committee
governance-create-committee = Create the committee
governance-change-committee = Change the committee
governance-remove-committee = Remove this empty committee
governance-committee-name = Name of the committee
governance-committee-description = What it does
governance-committee-description-hint = A sentence or two, on the public page.
governance-coordinates = coordinates the network
governance-coordinates-choice = This committee coordinates the network
governance-rights = Rights
governance-rights-hint = During their mandate, its members edit the page, publish events and answer requests.
governance-give = Give a mandate
governance-mandate-of = Mandate of { $name }
governance-person = Among the members
governance-address = Or by address
governance-address-hint = For someone who is not a member of the network but has an account.
governance-first-day = First day
governance-last-day = Last day
governance-last-day-hint = Empty: no end set. Rights cease after that day.
governance-take-back = Take back this mandate given by mistake

## Figures

figures-on = On
figures-show = Show
figures-empty = { $network } had no member yet on { $day }.
figures-as-declared = Organisations are those of that day; professions and regions are those that each person declares today.
figures-once = A person who is in several networks stands in each, and counts once in the total.
figures-by-kind =
    { $count ->
        [one] { $number } member by kind of organisation, on { $day }
       *[other] { $number } members by kind of organisation, on { $day }
    }
figures-by-network =
    { $count ->
        [one] { $number } member by network, on { $day }
       *[other] { $number } members by network, on { $day }
    }
figures-by-profession =
    { $count ->
        [one] { $number } member by profession, on { $day }
       *[other] { $number } members by profession, on { $day }
    }
figures-by-region =
    { $count ->
        [one] { $number } member by region, on { $day }
       *[other] { $number } members by region, on { $day }
    }
figures-kind = Kind of organisation
figures-network = Network
figures-profession = Profession
figures-region = Region
figures-members = Members
figures-share = Share
figures-percent = { $value }%
figures-unknown = not given

## Memberships

memberships-you-belong = You are a member
memberships-you-wait = Request sent
memberships-you-wait-more = The coordination will answer by mail.
memberships-take-back = Take back my request
memberships-sign-in = Sign in to join { $network }
memberships-join = Join { $network }
memberships-ask = Ask to join { $network }
memberships-message = A word to the coordination
memberships-policy-open = Membership is open, at once.
memberships-policy-approval = The coordination answers each request.
memberships-policy-domain = At once with an address of { $domain }; otherwise the coordination answers your request.
memberships-by-invitation = { $network } is joined by invitation: its coordination adds the members itself. Write to it.
memberships-done-joined = Done: you are a member of { $network }.
memberships-done-requested = Your request to { $network } is sent. The coordination will answer by mail.
memberships-done-left = Done: you are no longer a member of { $network }. You may come back.
memberships-done-added = Done: the person is a member, and is told by mail.
memberships-done-ended = The membership has ended; the person is told by mail.
memberships-done-accepted = Request accepted; the person is told by mail.
memberships-done-refused = Request refused; the person is told by mail.
memberships-leave-open = Leave { $network }…
memberships-leave-title = Leave { $network }?
memberships-leave-more = You will no longer get its messages, nor see what is for its members only. Your history and your registrations stay.
memberships-leave = Leave { $network }
memberships-stay = Change nothing
memberships-members-title = Members of { $network }
memberships-requests = Membership requests
memberships-requests-title = Requests to join { $network }
memberships-requests-count =
    { $count ->
        [one] { $count } membership request
       *[other] { $count } membership requests
    }
memberships-requests-empty = Nobody waits for an answer. The next requests will come here, and you will be told by mail.
memberships-request-of = asked on { $day }
memberships-request-reason = A word to go with it
memberships-accept = Welcome { $name }
memberships-refuse = Refuse
memberships-count =
    { $several ->
        [yes] { $number } people, page { $page } of { $pages }
       *[no] { $count ->
            [0] Nobody
            [one] { $number } person
           *[other] { $number } people
        }
    }
memberships-nobody = Nobody answers this search.
memberships-search = Name, address or organisation
memberships-kind = Kind of organisation
memberships-any-kind = All
memberships-any-region = All
memberships-state = State
memberships-state-active = Members
memberships-state-requested = Waiting
memberships-state-left = Left
memberships-state-refused = Refused
memberships-state-all = All states
memberships-filter = Filter
memberships-clear = Clear
memberships-export = Export as CSV
memberships-name = Name
memberships-address = Address
memberships-organisation = Organisation
memberships-profession = Profession
memberships-since = Since
memberships-history = History
memberships-badge-active = member
memberships-badge-requested = waiting
memberships-badge-left = left
memberships-badge-refused = refused
memberships-pages = Pages
memberships-page = Page { $number }
memberships-previous = ← Previous
memberships-next = Next →
memberships-add-title = Add a member
memberships-add-address = Their e-mail address
memberships-add-hint = The person has an account already; they are told by mail.
memberships-add = Add to the members
memberships-nameless = Nameless person
memberships-end-title = End the membership
memberships-end = End the membership of { $name }
memberships-reason = Why
memberships-reason-hint = One sentence, in the mail to the person and in the history.
memberships-by-system = the administration
memberships-was-requested = request sent
memberships-was-joined = joined
memberships-was-accepted = request accepted by { $by }
memberships-was-added = added by { $by }
memberships-was-refused = request refused by { $by }
memberships-was-taken-back = request taken back
memberships-was-left = left
memberships-was-ended = membership ended by { $by }
memberships-history-line = {""}: { $words }


## People and sign-in


## Organisations


## Agenda


## Events


## Registrations


## Calendars


## Mails


