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

## Memberships


## People and sign-in


## Organisations


## Agenda


## Events


## Registrations


## Calendars


## Mails


