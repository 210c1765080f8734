### The words of the pages. One section a slice, in the order of the pages.

## The frame

shell-motto = { $site }, the home of professional networks
shell-skip = Skip to content
shell-navigation = Main
shell-breadcrumbs = Breadcrumbs
shell-agenda = Agenda
shell-networks = Networks
shell-dashboard = My space
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-calendar = Calendar
shell-atom = Atom feed
shell-contact = Write to us
shell-about = About
shell-outbox = Demonstration e-mails

## Home

home-title = Professional networks, stitch by stitch
home-lead = The meetings, members and resources of engineering and research communities, in one place.
home-upcoming = Coming up
home-full-agenda = Full agenda
home-empty = Upcoming events will appear here.

## Errors

error-search = Search the whole site
error-search-submit = Search
error-signed-out = Please sign in first
error-signed-out-more = You need to sign in to read this page. A link sent by e-mail is enough: no password.
error-forbidden = You don’t have access to this
error-forbidden-more = The network’s coordinators can do this, or give you a mandate to do it.
error-not-found = This page does not exist
error-not-found-more = Or you don’t have access to it. If you should, sign in.
error-not-found-signed-in = Or you don’t have access to it.
error-invalid = This request was not understood
error-invalid-more = Nothing was saved. Go back to the previous page and try again.
error-too-large = This is too large
error-too-large-more = Nothing was saved. A form can hold up to 1.5 MB and 10,000 fields; an attached file, up to 20 MB.
error-address-too-long = This address is too long
error-address-too-long-more = No page on this site has an address that long. The search or the filter may have been too long.
error-request-timeout = Your request took too long to arrive
error-request-timeout-more = The connection was closed before everything had arrived. Nothing was saved. Check your connection, then try again.
error-method-not-allowed = This address does not accept this kind of request
error-method-not-allowed-more = The page exists, but not for this kind of request. Nothing has changed.
error-stale = This page has changed in the meantime.
error-stale-more = Someone else has edited it. What you typed is kept below: compare before saving again.
error-link-expired = This link is no longer valid
error-link-expired-more = It has already been used, or it is too old. Ask for a new one.
error-too-many-requests = Too many requests
error-too-many-requests-more = Wait a few minutes, then try again.
error-closed = This is no longer possible
error-closed-more = Things have changed since you opened this page. Nothing has been done.
error-closed-form = Things have changed since this form was opened. Nothing is saved; what you wrote is still there.
error-cross-site = This form was not sent from here
error-cross-site-more = It came from another site, or from a browser that doesn’t say which page it is sending from. Nothing has changed. Open the page on this site and try again.
error-closed-message-link = See the message
error-closed-review-link = See the annual review
error-closed-page-link = See the page
error-closed-committee-link = See the committees
error-closed-membership-requests-link = See the membership requests
error-closed-members-link = See the members
error-closed-network-link = See the network
error-closed-event-link = See the event
error-closed-registration-link = See the registration
error-closed-post-link = See the waiting posts
error-closed-list-link = See the list
error-closed-merge-link = See the organisation
error-closed-mail-link = See the e-mail
error-closed-choice-link = See the choices
error-closed-addresses-link = See my addresses
error-closed-import-link = Import a file
error-closed-message = This message has changed in the meantime
error-closed-message-more = It was scheduled, sent or returned to draft since you opened this page. Nothing has changed.
error-closed-review = This annual review has been adopted
error-closed-review-more = It can no longer change: its figures and texts stay as they were on the day it was adopted.
error-closed-import = This file can no longer be imported
error-closed-import-more = It has been imported already, or has expired: files are kept for one day only. Nothing has changed.
error-closed-page = This is already the current version
error-closed-page-more = The page already shows this text. Nothing has changed.
error-closed-committee = This committee is no longer empty
error-closed-committee-more = Somebody now has a mandate in it, so it can’t be deleted. Nothing has changed.
error-closed-membership = This membership has changed in the meantime
error-closed-membership-more = A coordinator replied, or the person left, since you opened this page. Nothing has changed.
error-closed-event = This event has changed in the meantime
error-closed-event-more = It has been published, postponed or cancelled, is over, or no longer takes registrations. Nothing has changed.
error-closed-registration = Registration is closed
error-closed-registration-more = The event is over, has been cancelled, or no longer takes registrations. Nothing has changed.
error-closed-post = This post is no longer waiting
error-closed-post-more = Somebody else decided before you, or it was returned without a decision. Nothing has changed.
error-closed-list = This list is closed
error-closed-list-more = Nobody can write to it any more; what was said there can still be read. Nothing was sent.
error-closed-mail = This e-mail is no longer marked as failed
error-closed-mail-more = It has been sent again, or its text has been deleted. Nothing has changed.
error-closed-merge = This merge can no longer be undone
error-closed-merge-more = Thirty days have passed, or it has been undone already. Nothing has changed.
error-closed-choice = This choice is in use
error-closed-choice-more = It can’t be deleted, but you can stop offering it. Nothing has changed.
error-closed-last-address = This is your last address
error-closed-last-address-more = Without it you could not sign in any more. Add another one first.
error-closed-restored-address = This address belongs to another account
error-closed-restored-address-more = Another account uses it today. Write to the people who run this site: they can merge the two accounts.
error-internal = Something went wrong on our side
error-internal-more = It has been logged, and nothing was left half done. Try again in a moment.
error-unavailable = The site can’t answer right now
error-unavailable-more = Nothing was saved. Try again in a moment; what you typed is still on the previous page.
error-response-timeout-more = The site took too long to respond. If you sent a form, it may have been saved: check before you send it again.
error-unavailable-form = Nothing was saved: the site can’t write anything right now. What you typed is kept below; try again in a moment.
error-request-id = Reference to give the administrators: { $request }
error-help = For help, write to
error-link-expired-renew = Ask for a new link

## Paging

pager-pages = Pages
pager-page = Page { $number }
pager-previous = ← Previous
pager-next = Next →

## Fields

fields-error-title = Error: { $title }
fields-error-count =
    { $count ->
        [one] One answer to correct
       *[other] { $count } answers to correct
    }
fields-optional = (optional)
fields-honeypot = Leave this field empty
fields-missing = { $label }: an answer is missing.
fields-error = { $label }: { $sentence }
fields-no-choice = —
fields-markdown-hint = In Markdown: **bold**, *italic*, [link](https://…), lists with “-”.
problem-required = An answer is required.
problem-too-long = This is too long: { $most } characters at most.
problem-too-complex = This text is too complex to be formatted: too many nested quotes or lists, too many notes, a table that is too large, or a link title that is never closed. Simplify it.
problem-too-many-placeholders = The placeholder for the name can appear { $most } times at most in one text.
problem-too-often = That is a lot in a short time: wait a little, then try again. Your text is intact.
problem-invisible = This text has no visible character.
problem-direction-control = This text contains an invisible character that reverses the reading direction: type it instead of pasting it.
problem-too-many = That is too many: { $most } at most.
problem-not-an-address = Enter an e-mail address, such as first.last@example.org.
problem-lacks-placeholder = The text must have { $mark }.
problem-not-a-length = Type a length such as 3 h 30, of twelve hours at most.
problem-unknown-code = No certificate has this code. Check each letter: there is no O and no I.
problem-not-a-placeholder = “{ $mark }” would not be replaced: the possible placeholders are below the field.
problem-unknown-placeholder = “{ $mark }” would not be replaced by anything. In the text, “{"{{"}name{"}}"}” becomes the person’s name; the subject is the same for everyone.
problem-in-future = This day or year is in the future: only past dates can be counted.
problem-not-a-slug = 2 to 80 lower-case letters (no accents), digits or hyphens.
problem-slug-taken = This short name is already taken.
problem-address-taken = Somebody else is already on the list with your preferred address: choose another one in “My addresses”.
problem-too-many-addresses = An account has { $most } addresses at most: remove one first.
problem-not-a-date = This date does not exist.
problem-date-too-far = The year must be between 1900 and 2199.
problem-not-in-future = This time has passed: choose one in the future.
problem-before-year = This day is before { $year }: 1 January { $year } at the earliest.
problem-not-between = A whole number from { $least } to { $most }.
problem-not-a-time = Enter a time, such as 14:00.
problem-unknown-time-zone = Enter a known time zone, such as Europe/Paris.
problem-skipped-time = This time does not exist on that day: the clocks go forward.
problem-ends-before-start = It ends before it starts.
problem-not-a-count = A whole number, { $most } at most.
problem-not-a-choice = This is not one of the choices.
problem-not-a-link = Enter an address that starts with https:// or http://.
problem-not-a-domain = Enter a domain name, such as cnrs.fr.
problem-cycle = A network can’t be placed under itself, directly or through others.
problem-unknown = Not found, or you don’t have access to it.
problem-no-account = No account has confirmed this address: ask the person to sign in once.
problem-date-passed = The date of this event has passed. Give it a new date first.
problem-unknown-holder = No account has this address: check it, or say below whose it is.
problem-last-coordination = The network would be left without coordinators. Give someone else a mandate first, or ask an administrator.
problem-ends-own-coordination = You will no longer coordinate this network from { $day }.
problem-ends-all-coordination = Nobody will coordinate it from { $day }: give someone else a mandate first.
problem-below-seats-taken = { $taken } people are already confirmed.
problem-file-too-large = This file is larger than { $most } MB.
problem-not-ticked = Tick this box to go on: this can’t be undone.
problem-not-a-file-kind = This type of file is not accepted, or its content doesn’t match its name.
problem-lasts-too-long = This is too long: { $most } days at most, from start to end.

## Networks

networks-title = Networks
networks-lead = Federations and their networks.
networks-none = There are no networks here yet. Public networks will be listed on this page; private networks are shown to their members only.
networks-none-sign-in = Sign in to see yours
networks-others = Other networks
networks-also-in = also in
networks-members =
    { $count ->
        [0] no members yet
        [one] { $number } member
       *[other] { $number } members
    }
networks-members-label = members
networks-facts = At a glance
networks-part-of = Part of
networks-children-heading = Member networks
networks-poles = Themes
network-kind-federation = Federation
network-kind-community = Community
network-kind-thematic = Thematic network
network-kind-regional = Regional network
network-kind-working-group = Working group
network-kind-centre = Centre
join-policy-open = open: join in one click
join-policy-approval = on request: the coordinators reply
join-policy-invitation = by invitation
join-policy-domain = open to addresses from one domain, on request for others
network-visibility-public = visible to everyone
network-visibility-private = visible to its members
networks-new = Create a network
networks-edit = Edit the page
networks-create = Create the network
fields-save = Save
networks-slug = Short name in the address
networks-slug-hint = It can’t be changed later: /networks/ri3.
networks-acronym = Acronym
networks-name = Full name
networks-summary = In one sentence
networks-summary-hint = On the home page and in search engines.
networks-kind = Type
fields-region = Region
networks-parents = Federations it belongs to
networks-parents-hint = The coordinators of each federation reply to the request; nothing changes until then.
networks-parents-requested = Request to { $network } sent on { $day }: its coordinators have not replied yet.
networks-parents-declined = { $network } declined the request of { $day }. Tick it to ask again.
networks-includes-below = The members of our networks are members here
networks-includes-below-hint = For a federation: members of its networks see what is reserved for its own members, can register for its events and receive the messages of its list, unless they unsubscribe. Its coordinators can read their names; their membership stays with their network. The coordinators of each network are told by e-mail.
networks-includes-below-fact = Members of its networks are its members too.
fields-yes = yes
fields-no = no
networks-join-policy = Membership
networks-join-domain-label = Domain
networks-join-domain-hint = For membership by domain: cnrs.fr.
networks-visibility = Visibility
networks-language = Language of its texts
networks-language-hint = Used for its name and texts, and for its e-mails to people whose language is not known.
networks-hue = Colour
networks-hue-hint = A hue from 0 to 359: 30 orange, 150 green, 250 blue, 330 pink.
networks-contact = Contact address
networks-contact-hint = Shown on the network’s page: use a team’s address rather than one person’s. Leave empty to use the site’s.
networks-contact-title = Contact
networks-description = Description
networks-poles-hint = One per line.
networks-resources = Resources
networks-resources-hint = One per line: the address, a space, the title.

networks-tab-presentation = About
networks-tab-agenda = Agenda
networks-tab-library = Resources
networks-tab-governance = Governance
networks-tab-reports = Figures
networks-tab-members = Members
networks-done-saved = Saved.
networks-joined-label = joined in the past year
networks-members-direct =
    { $count ->
        [one] { $number } of these members belongs to the network itself
       *[other] { $number } of these members belong to the network itself
    }
networks-coordination = Coordinators
networks-children = Member networks
networks-children-title = { $network }: member networks
networks-children-empty = It has no member networks yet. Requests will appear here, and you will be told by e-mail.
networks-children-lead = A network asks to be part of { $network } from its own “Edit the page” form; you reply here.
networks-children-private = private network
networks-children-requested = requested on { $day }
networks-children-accepted = is part of it
networks-children-accepted-on = part of it since { $day }
networks-children-declined = declined on { $day }
networks-children-accept = Accept { $network }
networks-children-decline = Decline { $network }
networks-children-end = Remove { $network }
networks-children-end-question = Remove { $network }?
networks-children-end-more = Its events and figures will no longer count here, and its members will no longer be members here because of it. Its coordinators will be told.
networks-children-done-accept = Done: the network is part of it; its coordinators have been told by e-mail.
networks-children-done-decline = Done: the network’s coordinators have been told by e-mail.
networks-requests-count =
    { $count ->
        [one] one network asks to be part of it
       *[other] { $count } networks ask to be part of it
    }
networks-follow = Follow
networks-feed-title = { $network } agenda
networks-new-event = Prepare an event
networks-upcoming-events = Upcoming events
networks-no-event = { $network } events will appear here.
networks-all-events = Full agenda
fields-preview = Preview
networks-library-empty = { $network } resources, and material from its past events, will appear here.
networks-library-older = Events from { $year } and earlier

## Pages

pages-new = New page
pages-new-title = New page: { $owner }
pages-edit = Edit
pages-edit-title = Edit “{ $title }”
page-kind-page = page
page-kind-guide = guide
page-kind-minutes = minutes
pages-access-public = everyone
pages-access-members = members of the network
pages-access-participants = members and participants
pages-access-committee = committees of the network
pages-draft = draft
pages-published = published
pages-empty = This page has no text yet.
pages-updated = changed on { $day }
pages-about = About this page
pages-contents = Contents
pages-menu = Pages
pages-files = Files
pages-size-kilobytes = { $number } kB
pages-size-megabytes = { $number } MB
pages-field-title = Title
pages-field-slug-hint = Leave empty to derive it from the title. It can’t be changed later, so that links keep working.
pages-field-body = Text
pages-field-body-hint = In Markdown: # headings, **bold**, lists, tables. To show an attached file, write its name: ![](plan.png).
pages-section-place = Where and for whom
pages-field-kind = Type
pages-field-position = Position in the menu
pages-field-position-hint = 1 comes first. Leave empty to keep the page out of the menu: it stays in the resources.
pages-field-access = Who can read it
pages-field-draft = Draft: only coordinators can read it
pages-field-note = What changed, in one line
pages-field-note-hint = Shown in the version history.
pages-create = Create the page
pages-save = Save
pages-done-created = The page has been created.
pages-done-saved = The page has been saved.
pages-done-restored = The earlier version has been restored, as a new version.
pages-done-removed = The page has been deleted.
pages-done-attached = The file has been attached.
pages-done-renamed = The file is attached as “{ $name }”: another file on this page already has its name.
pages-done-description-updated = “{ $name }” was already attached with the same content; its description has been updated.
pages-done-unchanged = “{ $name }” is already attached with the same content: nothing has changed.
pages-detach-more = “{ $name }” will be deleted from every version of the page: restoring an earlier version won’t bring it back. Links and pictures in the text that point to it will break.
pages-done-detached = The file has been removed.
pages-done-described = The description has been saved.
pages-stale-by = By { $author }, { $when }.
pages-stale-legend = Text: struck-through words are in the saved version, underlined words are in yours.
pages-author-command-line = the command line
pages-author-erased = an erased person
pages-revisions = Versions
pages-revisions-count =
    { $count ->
        [one] 1 version
       *[other] { $number } versions
    }
pages-revisions-title = Versions of “{ $title }”
pages-revision = Version { $number }
pages-revision-current = shown
pages-revision-by = by { $author }, { $when }
pages-revision-previous = ← Previous version
pages-revision-next = Next version →
pages-difference-removed = Removed:
pages-difference-added = Added:
pages-difference-skipped = Unchanged lines
pages-difference-none = The text has not changed.
pages-restore = Go back to version { $number }
pages-restore-hint = Its title and text come back as a new version; nothing is lost.
pages-restored-note = Back to version { $number }
pages-remove = Delete the page
pages-remove-open = Delete
pages-remove-title = Delete this page?
pages-remove-revisions = versions, lost with it
pages-remove-files = attached files, lost with it
pages-attachments = Files
pages-attachments-open = Attached files
pages-attachments-title = Files of “{ $title }”
pages-attachments-empty = The page’s pictures, slides and documents will appear here.
pages-attach-title = Attach a file
pages-attach = Attach
pages-attachment-markdown = In the text:
pages-describe = Save the description
pages-field-file = File
pages-field-file-hint = { $most } MB at most: PDF, pictures, documents, spreadsheets, presentations, text, archives.
pages-field-alternative = What the picture shows
pages-field-alternative-new = What the picture shows (for pictures)
pages-field-alternative-hint = One sentence for people who can’t see it. Required for a picture, not needed for other files.

## Governance

governance-empty = { $network } committees and their mandates will appear here.
governance-edit = Committees and mandates
governance-no-mandate = No mandates yet.
governance-actions = Actions
governance-name = Name
governance-role = Role
governance-role-hint = In a few words: chair, secretary, CNRS…
governance-since = Since
governance-until = Until
governance-mandate = Mandate
governance-no-end-date = no end date
governance-current = current
governance-upcoming = upcoming
governance-ended = ended
governance-change-mandate = Change the mandate
governance-new-committee = New committee
governance-create-committee = Create the committee
governance-change-committee = Change the committee
governance-remove-committee = Delete this empty committee
governance-committee-name = Committee name
governance-committee-description = What it does
governance-committee-description-hint = A sentence or two, on the public page.
governance-coordinates = coordinates the network
governance-coordinates-choice = This committee coordinates the network
governance-rights = Rights
governance-rights-hint = During their mandate, its members can edit the page, publish events and answer requests.
governance-give-mandate = Give a mandate
governance-mandate-of = Mandate: { $name }
governance-person = Choose a member
governance-address = Or give an address
governance-address-hint = For someone who is not a member of the network, or who has no account yet: an e-mail invites them to sign in.
governance-address-unknown = This address has no account yet: say whose it is. Their name will appear on the committees page, and their rights start when they first sign in.
governance-given-name = Given name
governance-family-name = Family name
fields-confirm = Before saving
governance-confirm-tick = I understand, and this is what I want
governance-first-day = First day
governance-last-day = Last day
governance-no-rights = This committee does not coordinate the network
governance-mandate-withdrawn = This mandate has been withdrawn in the meantime
governance-committee-deleted = This committee has been deleted in the meantime
governance-deleted-more = Somebody removed it while this form was open. Nothing was saved.
governance-unsaved-input = What you had typed
governance-search-members = Search the members
governance-search-members-more = Only the first { $most } members are listed: search for the others by part of their name.
governance-search-members-count =
    { $count ->
        [0] No member has that name.
        [one] One person found, in the list below.
       *[other] { $count } people found, in the list below.
    }
governance-search-members-submit = Search
governance-last-day-hint = Leave empty if there is no end date. Rights end after that day.
governance-withdraw-mandate = Withdraw this mandate, given by mistake
governance-withdraw-mandate-more = The mandate is removed as if it had never been given, from the history too. If it did apply for a time, give it a last day instead.

## Reports

reports-filter-day = On
reports-filter-year = Year
reports-filter-submit = Show
reports-year-ends = Year-end:
reports-tab-members = Members
reports-tab-events = Events
reports-tab-lists = Mailing lists
reports-tab-overlap = Overlap
reports-overlap-lead = On the diagonal, everyone in a network; elsewhere, the people that two networks have in common.
reports-members-on = members on { $day }
reports-joined-in = joined in { $year }
reports-left-in = left in { $year }
reports-series-joined = joined
reports-series-left = left
reports-filter-organisation-kind = Organisations
reports-filter-event-kind = Type
reports-filter-all-kinds = all types
reports-filtered-by-kind = Only people from this type of organisation are counted: { $kind }.
reports-no-member = { $network } had no members yet on { $day }.
reports-no-event = { $network } organised no events in { $year }.
reports-people-counted-once = A person who belongs to several networks is listed under each, and counted once in the total.
reports-events-counted-once = An event organised by several networks is counted once.
reports-events-co-organised = organised with other networks
reports-events-cancelled = cancelled or postponed
reports-events-registrations = registrations
reports-events-people = different people
reports-lists-messages = announcements
reports-lists-threads = threads
reports-lists-posts = posts
reports-lists-authors = people wrote
reports-no-list = { $network } had no lists yet in { $year }.
reports-lists-unfinished = The year { $year } is not over: its figures are those of today; those for { $before } cover the whole year.
reports-each-list-file = Every list ({ $number }), as CSV
reports-small-overlaps = “< { $few }”: fewer than { $few } people, or nobody. “–”: a number that would reveal one of those. The number of members of each network is public.
reports-small-groups = A group of fewer than { $few } people is never shown by itself: it is combined with others.
reports-breakdowns-withheld = The breakdown of the members is public only for today and for the last day of each past year: the difference between two other days could reveal something about one person.
reports-each-event-file = Every event and its attendance ({ $number }), as CSV
reports-all-tables = All tables, in one XLSX workbook

## Reviews

reviews-title = Annual reviews
reviews-lead = What the network did each year, with its figures. Once adopted, a review can’t be changed.
reviews-title-year = Annual review { $year }
reviews-empty = { $network } has not published an annual review yet.
reviews-earlier-years = Earlier years
reviews-new = Prepare the { $year } review
reviews-adopted = adopted on { $day }
reviews-draft = draft
reviews-draft-more = Only the network’s committees can see this draft: the coordinators write it, the committee adopts it. Until it is adopted, its figures are recounted each time it is opened.
reviews-done-saved = The draft has been saved.
reviews-done-adopted = The review has been adopted: it can no longer change, and keeps this address.
reviews-edit = Edit
reviews-edit-title = { $network } annual review { $year }: edit
reviews-edit-lead = Figures, events and mandates are added automatically.
reviews-highlights = Highlights
reviews-plans = Outlook
reviews-preview = Preview
reviews-preview-highlights = Preview of the highlights
reviews-preview-plans = Preview of the outlook
reviews-save = Save the draft
reviews-cancel = Cancel
reviews-adopt = Adopt
reviews-adopt-title = Adopt the { $network } annual review { $year }?
reviews-adopt-lead = Figures and texts will be kept exactly as they are now. No later correction or draft will change them. Everyone who can see the network will be able to read the review.
reviews-adopt-members = members counted
reviews-adopt-events = events counted
reviews-adopt-day = Day of the decision
reviews-adopt-unfinished = The year { $year } is not over: anything that happens until 31 December (arrivals, departures, events, participants) will never be in this review.
reviews-adopt-unfinished-tick = Adopt it anyway, with today’s figures
reviews-stale = This review has changed in the meantime.
reviews-adopt-day-hint = The day the committee adopted it; today at the latest.
reviews-adopt-submit = Adopt and freeze

## Memberships

memberships-status-member = You are a member
memberships-status-member-through = You are a member through { $networks }
memberships-status-member-through-more = Members of { $networks } are members of { $network } too: there is nothing to request, or to leave, here.
memberships-already-through = You are already a member of { $network }, through { $networks }.
memberships-through = through { $networks }
memberships-through-private-networks =
    { $count ->
        [one] One more person is a member through a private network, which does not name its members.
       *[other] { $number } more people are members through private networks, which do not name their members.
    }
memberships-through-lead = People who are members through a network of the federation remain members for as long as they belong to that network. Their membership can’t be ended here, and their addresses are not shown.
memberships-leave-still-member = You will still be a member through { $networks }: you will see what is reserved for members of { $network } and receive its messages. Your history and registrations stay.
memberships-status-requested = Request sent
memberships-status-requested-more = The coordinators will reply by e-mail.
memberships-withdraw-request = Withdraw my request
memberships-sign-in = Sign in to join { $network }
memberships-join = Join { $network }
memberships-request = Ask to join { $network }
memberships-request-message = A message to the coordinators
memberships-policy-open = Anyone can join, right away.
memberships-policy-approval = The coordinators reply to each request.
memberships-policy-domain = Right away with an address at { $domain }; otherwise the coordinators will reply to your request.
memberships-by-invitation = { $network } is by invitation: the coordinators add members themselves.
memberships-by-invitation-write = To ask for an invitation, write to
memberships-done-joined = Done: you are a member of { $network }.
memberships-done-requested = Your request to join { $network } has been sent. The coordinators will reply by e-mail.
memberships-done-left = Done: you are no longer a member of { $network }. You can join again.
memberships-done-left-through = Done: you no longer have a membership of your own in { $network }. You are still a member through { $networks }.
memberships-done-added = Done: the person is now a member, and has been told by e-mail.
memberships-done-ended = The membership has ended; the person has been told by e-mail.
memberships-done-accepted = Request accepted; the person has been told by e-mail.
memberships-done-refused = Request declined; the person has been told by e-mail.
memberships-leave-open = Leave { $network }…
memberships-leave-title = Leave { $network }?
memberships-leave-more = You will no longer receive its messages or see what is reserved for members. Your history and registrations stay.
memberships-leave = Leave { $network }
memberships-cancel = Cancel
memberships-members-title = { $network } members
memberships-requests = Membership requests
memberships-requests-title = Requests to join { $network }
memberships-requests-count =
    { $count ->
        [one] { $count } membership request
       *[other] { $count } membership requests
    }
memberships-requests-empty = No requests are pending. New ones will appear here, and you will be told by e-mail.
memberships-request-date = requested on { $day }
memberships-request-reason = A message to include
memberships-accept = Accept { $name }
memberships-refuse = Decline
memberships-requests-several = Reply to several requests
memberships-requests-several-more = Tick them above: they all get the same reply, each in their own e-mail.
memberships-request-tick = Tick this request
memberships-requests-tick-all = Tick all
memberships-requests-ticked = Ticked requests
memberships-accept-several = Accept the ticked requests
memberships-refuse-several = Decline the ticked requests
memberships-done-accepted-several =
    { $count ->
        [0] No request was accepted.
        [one] One request accepted; the person has been told by e-mail.
       *[other] { $count } requests accepted; each person has been told by e-mail.
    }
memberships-done-refused-several =
    { $count ->
        [0] No request was declined.
        [one] One request declined; the person has been told by e-mail.
       *[other] { $count } requests declined; each person has been told by e-mail.
    }
memberships-done-already-answered =
    { $count ->
        [one] One request had already been answered or withdrawn.
       *[other] { $count } requests had already been answered or withdrawn.
    }
memberships-count =
    { $several ->
        [yes] { $number } people, page { $page } of { $pages }
       *[no] { $count ->
            [0] Nobody
            [one] { $number } person
           *[other] { $number } people
        }
    }
memberships-nobody = Nobody matches this search.
memberships-search = Name, address or organisation
memberships-kind = Type of organisation
memberships-any-kind = All
memberships-any-region = All
memberships-state = Status
memberships-state-active = Members
memberships-state-bouncing = addresses to check
memberships-state-requested = Pending
memberships-state-left = Left
memberships-state-refused = Declined
memberships-state-all = All statuses
fields-filter = Filter
fields-clear-filters = Clear
memberships-export = Export as CSV
memberships-name = Name
memberships-address = Address
memberships-organisation = Organisation
memberships-profession = Profession
memberships-since = Since
memberships-history = History
membership-state-active = member
membership-state-requested = pending
membership-state-left = left
membership-state-refused = declined
memberships-add-title = Add a member
memberships-add-address = Their e-mail address
memberships-add-hint = The person must already have an account; they will be told by e-mail.
memberships-add = Add as a member
memberships-import = Import a list (CSV, Excel)
memberships-unnamed-person = Unnamed person
memberships-end-title = End the membership
memberships-end = End { $name }’s membership
memberships-end-more = The person will no longer receive the list’s messages or see what is reserved for members; an e-mail will tell them. The history stays.
memberships-reason = Reason
memberships-reason-hint = One sentence, for the e-mail to the person and for the history.
memberships-history-by-administrator = an administrator
memberships-history-requested = request sent
memberships-history-joined = joined
memberships-history-accepted = request accepted by { $by }
memberships-history-added = added by { $by }
memberships-history-refused = request declined by { $by }
memberships-history-withdrawn = request withdrawn
memberships-history-left = left
memberships-history-ended = membership ended by { $by }
memberships-history-entry = {""}: { $words }
memberships-directory = Directory
memberships-directory-title = { $network } directory
memberships-directory-lead = Only members can read this page, and it lists only those who have agreed to appear in it.
memberships-directory-listed = You are listed.
memberships-directory-not-listed = You are not listed.
memberships-join-directory = I agree to be listed in the directories of my networks
memberships-directory-join = List me in the directories of my networks
memberships-directory-change = Change
memberships-directory-empty = Nobody has agreed to be listed yet.

## Lists

networks-tab-lists = Mailing lists
lists-title = { $list } mailing list
lists-about = The { $network } coordinators use it to write to members and to other subscribers. Replies go to the sender only.
lists-about-other = This is a list of { $network }. It writes to its subscribers; each message has a link to unsubscribe.
lists-about-discussion = This is a discussion list of { $network }: its subscribers write to each other on this site. Each post is also sent by e-mail, with a link to unsubscribe.
lists-index-title = { $network } mailing lists
lists-new = New list
lists-created = The list is open.
lists-closed-badge = closed
lists-closed = This list is closed: nothing more is sent to it. Past messages stay in its archive.
lists-closed-done = The list is closed.
lists-reopened-done = The list is open again.
lists-close = Close the list
lists-close-more = Nothing more will be sent to it, and nobody can subscribe. Its archive stays, and you can reopen it.
lists-reopen = Reopen the list
lists-saved = Saved.
lists-subscriber-count =
    { $count ->
        [0] Nobody is subscribed to the list yet.
        [one] One person is subscribed to the list.
       *[other] { $number } people are subscribed to the list.
    }
lists-settings = List settings
lists-field-name = List name
lists-slug = List address
lists-slug-hint = The part before the @ sign, such as ri3-webinaires: letters without accents, digits, hyphens. The former address keeps leading to the list.
lists-kind = Purpose
list-kind-announcement = announcements: its managers write, the others read
list-kind-discussion = discussion: its subscribers write to each other
lists-rules = Who receives it without subscribing
lists-rules-hint = Anyone can opt out. If nothing is chosen here, the list writes to subscribers only.
lists-rule-participants = People registered for “{ $event }”, until it ends
lists-posting = Who can post
lists-posting-hint = For a discussion list. Posts by other people wait for a manager’s approval.
posting-policy-coordinators = the coordinators and the managers of the list
posting-policy-subscribers = the people who receive it
posting-policy-members = the members of the network
lists-moderation = Moderation
lists-first-posts-held = Review the first post of each person
lists-reply-to = Answers go
reply-rule-list = to the list
reply-rule-author = to the author of the post
lists-subject-prefix = Prefix of the subject
lists-subject-prefix-hint = For example [ri3-l]. Leave it empty so that subjects, and the signatures of e-mails, stay as they are.
lists-post-footer = Text under each post
lists-post-footer-hint = Leave it empty so that e-mails stay as they are, with their signatures.
lists-largest = Size above which an e-mail waits for approval, in MB
lists-largest-hint = Empty: the limit of the site.
lists-files = Attached files
lists-files-held = An e-mail with files waits for approval
lists-managers = Other managers
lists-managers-hint = One address a line, of people who have an account. They change the settings and review what is waiting, without being coordinators.
lists-description = Description
lists-description-hint = One or two sentences: what it is about, and how often it is sent.
lists-save = Save
lists-archive = Archive
lists-archive-open = Read past messages
lists-archive-title = { $list } list archive
lists-archive-access = Who can read the archive
list-archive-public = everyone
list-archive-members = members of the network
list-archive-subscribers = the people who receive it
list-archive-none = coordinators only
lists-archive-beginning = Beginning of the archive
lists-archive-beginning-hint = An archive open to everyone is read as a whole; coordinators and managers always read everything.
lists-archive-from-joining = Each person reads from the day they joined
lists-archive-empty = Messages sent to the list will appear here.
lists-archive-sent-on = Sent to the { $list } list, { $day }
lists-status-member = You receive these messages because you are a member.
lists-status-subscribed = You are subscribed.
lists-status-not-subscribed = You don’t receive this list’s messages.
lists-subscribe = Subscribe
lists-unsubscribe = Unsubscribe
lists-subscribe-title = Subscribe without joining
lists-subscribe-more = You will be sent an e-mail to confirm your address. Every message has a link to unsubscribe.
lists-address = Your e-mail address
lists-name = Your name
lists-name-hint = Messages are addressed to this name; the coordinators can see it.
lists-form-expired = The page was open for too long. What you typed has been kept: send it again.
lists-confirmation-sent-title = Check your e-mail
lists-confirmation-sent = An e-mail is on its way to { $address }.
lists-confirmation-sent-more = It contains a link to confirm your subscription, valid for three days. You won’t be sent anything else until then.
lists-back-to-list = Back to the list
lists-my-subscriptions = My mailing lists
lists-my-subscriptions-more = The announcements and discussions that you receive by e-mail. You are subscribed to a network’s list when you join it, and unsubscribed when you leave; you can also unsubscribe without leaving.
lists-options-open = Rhythm and pause
lists-my-subscriptions-paused = paused until { $day }
lists-options-title = Receiving the { $list } list
lists-options-lead = Choose how the messages of this list reach you. Nothing else changes: you stay on the list.
lists-options-saved = Saved.
lists-options-rhythm = The messages
lists-options-rhythm-hint = Digests leave at 6 a.m. (Paris time); the weekly one, on Mondays. Announcements by the coordinators do not wait for the digest.
lists-options-rhythm-hint-announcements = Without e-mail, you stay on the list and resume whenever you like.
lists-options-format = Format of digests
lists-options-format-hint = The second one suits programs that show each part as a message.
lists-options-own-posts = Your own posts
lists-options-own-posts-yes = Send me a copy
lists-options-pause = Pause until
lists-options-pause-hint = The first day on which e-mails resume, announcements included. What is written until then won’t be sent to you later. Empty: no pause.
reading-rhythm-each = each message at once
reading-rhythm-daily = one digest a day
reading-rhythm-weekly = one digest a week
reading-rhythm-none = no e-mail for now
digest-format-plain = one text with a table of contents
digest-format-mime = a table of contents, and each post as an attachment
lists-unsubscribe-options = Receive a digest instead, or pause
lists-my-subscriptions-none = You are not on any list. Join a network, or subscribe from its page.
lists-my-subscriptions-member = subscribed as a member
lists-my-subscriptions-subscribed = subscribed
lists-my-subscriptions-unsubscribed = unsubscribed
lists-done-subscribed = Done: you will receive the next messages.
lists-done-unsubscribed = Done: you won’t receive any more messages from this list.
lists-last-change = { $day }: { $what } ({ $how })
subscription-state-subscribed = subscribed
subscription-state-unsubscribed = unsubscribed
subscription-state-refused = declined
lists-cause-form = public form, address confirmed
lists-cause-one-click = link in a message
lists-cause-join = when joining the network
lists-cause-leave = when leaving the network
lists-cause-me = from my space
lists-cause-coordinator = by the coordinators
lists-cause-import = taken over from the previous list
lists-subscribers = Subscribers
lists-subscribers-title = Subscribers of the { $list } list
lists-subscribers-filter = Show
lists-subscribers-filter-all = people who receive it
lists-subscribers-filter-not-members = people who receive it without being members
lists-subscribers-filter-unsubscribed = people who unsubscribed
lists-subscribers-none = Nobody here.
lists-subscribers-participants =
    { $count ->
        [one] Plus one person registered for an event, until it ends.
       *[other] Plus { $number } people registered for an event, until it ends.
    }
lists-subscribers-through-networks =
    { $count ->
        [one] Plus one person who is a member through a network of this federation: only the coordinators of that network can read their name here.
       *[other] Plus { $number } people who are members through networks of this federation: only the coordinators of their network can read their names here.
    }
lists-subscribers-action = Action
lists-subscribers-since = since { $day }, { $how }
lists-subscribers-remove = Stop writing to them
lists-subscribers-remove-question = Stop writing to { $name } on this list?
lists-subscribers-remove-more = Memberships do not change. Only this person can subscribe again.
lists-subscribers-removed = Done: the list will no longer write to them.
lists-join-without-subscribing = Don’t subscribe me to the network’s mailing list
lists-unsubscribe-question = Unsubscribe from the { $list } list?
lists-unsubscribe-question-more = Only this list stops: your memberships and registrations don’t change.
lists-unsubscribe-event-question = Stop receiving messages about “{ $event }”?
lists-unsubscribe-event-question-more = Your registration remains valid, and you will still be told of changes to the event or its cancellation.
lists-unsubscribe-submit = Unsubscribe
lists-unsubscribe-done = You have been unsubscribed from the { $list } list
lists-unsubscribe-done-more = That’s all, there is nothing else to do. If you didn’t mean to, you can subscribe again.
lists-unsubscribe-event-done = You won’t receive any more messages about “{ $event }”
lists-unsubscribe-event-done-more = Done. Your registration remains valid.
lists-unsubscribe-undo = Subscribe again
lists-unsubscribe-inactive = This link is for e-mails that you no longer receive
lists-subscribe-question = Subscribe to the { $list } list?
lists-subscribe-submit = Subscribe
lists-subscribe-done = You are subscribed to the { $list } list
lists-subscribe-done-more = Every message has a link to unsubscribe.

## Lists: messages

messages-title = Messages
messages-title-of = { $network } messages
messages-new = Write a message
messages-edit = Edit the message
messages-none = No messages yet. Write the first one: nothing is sent until you have reviewed and confirmed it.
messages-done-removed = The draft has been deleted.
messages-done-saved = The draft has been saved. Nothing has been sent.
messages-done-test-copy = A test copy is on its way to your address.
messages-done-sent =
    { $count ->
        [one] The message is on its way to one person.
       *[other] The message is on its way to { $number } people.
    }
messages-done-scheduled = The message has been scheduled.
messages-done-unscheduled = The message is a draft again.
messages-subject = Subject
messages-text = Text
messages-text-hint = In Markdown: **bold**, [link](https://…), lists. {"{{"}name{"}}"} becomes the person’s name.
messages-language = Language of the text
message-language-fr = French
message-language-en = English
messages-organisation-kinds = Only people who work in these types of organisation
messages-organisation-kinds-hint = Leave all unticked to write to everyone. Otherwise, of the people chosen above, only those known to work in such an organisation today.
messages-audience = Recipients
messages-audience-event = People from a recent event
messages-audience-hint = Anyone chosen more than once receives a single copy. Only messages to the whole list go into its archive; messages to members alone, or to the people of an event, do not.
messages-audience-none = No recipients chosen yet.
messages-choice-subscribers = Everyone on the { $list } list
messages-choice-members = { $network } members
messages-choice-below = Members of { $network } and of its public networks
messages-choice-organisations = { $kind }
messages-organisation-kinds-only = Of these, only people who work in: { $kinds }.
messages-choice-participants = People registered for “{ $event }”
messages-choice-absent = People who registered for “{ $event }” but did not come
messages-choice-waiting = People on the waiting list for “{ $event }”
messages-save = Save the draft
messages-state = Status
messages-date = When
messages-recipients = Recipients
message-state-draft = draft
messages-state-held-back = draft, held back
message-state-scheduled = scheduled
message-state-sending = being sent
message-state-sent = sent
messages-failed =
    { $count ->
        [one] one failure
       *[other] { $number } failures
    }
messages-sent-by = { $day }, by { $author }
messages-scheduled-by = to be sent { $day }, written by { $author }
messages-edited-by = edited { $day }, by { $author }
messages-send-open = Send…
messages-remove-question = Delete this draft? Its text and its choice of recipients will be lost.
messages-recipients-open = Who will receive it, and why
messages-test-copy = Send me a test copy
messages-remove = Delete the draft
messages-unschedule = Return to draft
messages-deliveries-sent = Sent
messages-deliveries-failed = Failures
messages-recipients-title = Who will receive it
messages-recipients-count =
    { $count ->
        [0] Nobody.
        [one] One person.
       *[other] { $number } people.
    }
messages-recipients-duplicates =
    { $count ->
        [one] One person was chosen for more than one reason: they will get a single copy.
       *[other] { $number } duplicates: people chosen for more than one reason will get a single copy.
    }
messages-recipients-unnamed-members =
    { $count ->
        [one] one member of { $network }
       *[other] { $number } members of { $network }
    }
messages-recipients-unnamed-others =
    { $count ->
        [one] one person from another network
       *[other] { $number } people from other networks
    }
messages-recipients-unnamed = Not named, because only the coordinators of their network can read their names: { $groups }.
messages-recipients-none = Nobody would receive this message. Choose its recipients.
messages-recipients-name = Name
messages-recipients-address = Address
messages-recipients-reason = Why
messages-send-title = Send this message?
messages-send-count = people will receive one copy each
messages-send-usual-count = recipients is usual for an audience of this kind
messages-send-unusual-count = Your messages to an audience of this kind usually go to { $usual } people; this one would go to { $number }.
messages-send-confirm = Yes, these are the recipients I want
messages-send-confirm-required = Confirm that these are the recipients you want.
messages-send-submit =
    { $count ->
        [one] Send to one person
       *[other] Send to { $number } people
    }
messages-send-changed = The text or its recipients have changed since you reviewed it. Nothing has been sent. Check again: this is what would be sent now.
messages-send-cancel = Cancel
messages-schedule-title = Later
messages-schedule-day = Day
messages-schedule-time = Time
messages-schedule-time-hint = Paris time.
messages-schedule-submit = Schedule
delivery-log-title = Delivery log
delivery-log-open = Delivery log
delivery-log-unsubscribed = unsubscribed through this message
delivery-log-count =
    { $count ->
        [0] Nobody matches this search.
        [one] One person.
       *[other] { $number } people.
    }
delivery-log-deleted = The names and addresses of the recipients were deleted on { $day }, at the end of their retention period; the figures stay.
delivery-log-none = Nobody here.
delivery-log-unnamed =
    { $count ->
        [one] One copy goes to a member of another network, whose name only its coordinators can read: it counts in the figures but has no row here.
       *[other] { $number } copies go to members of other networks, whose names only their coordinators can read: they count in the figures but have no row here.
    }
delivery-log-doubtful =
    { $count ->
        [one] One copy may have been sent twice.
       *[other] { $number } copies may have been sent twice.
    }
delivery-log-doubtful-more = Sending was interrupted while these were going out. They were sent again with the same identifier: they may have arrived twice, but none was lost.
delivery-log-doubtful-badge = possibly twice
lists-search-people = Name or address
delivery-log-all = All
lists-filter = Filter
delivery-log-filter-doubtful = possibly twice
lists-export = Export as CSV
delivery-log-steps = Steps
delivery-log-step = { $day }: { $what }
delivery-log-step-queued = queued
delivery-log-step-sent = handed to the mail server
delivery-log-step-deferred = deferred
delivery-log-step-bounced = bounced
delivery-log-step-delayed = delayed by a server
delivery-log-step-failed = failed
delivery-log-step-interrupted = interrupted, then resumed
delivery-log-step-unsubscribed = unsubscribed
delivery-log-next-attempt = next attempt: { $day }


## Discussions

post-state-held = waiting
post-state-accepted = accepted
post-state-refused = declined
post-state-discarded = discarded
post-state-returned = returned without a decision
post-state-removed = removed
hold-reason-first-post = first post of this person
hold-reason-not-a-poster = this person is not among those who can post to the list
hold-reason-unverified = nothing proves that this e-mail comes from this person
hold-reason-not-addressed = the e-mail is not addressed to the list
hold-reason-administrivia = looks like a subscription request, sent to everybody by mistake
hold-reason-too-large = it is larger than the list takes
hold-reason-has-files = it has files attached
hold-reason-answers-digest = answers a whole digest, and not one of its posts
posts-threads = Threads
posts-threads-title = Threads of the { $list } list
posts-threads-open = Read the threads
posts-threads-empty = What people write to this list will appear here, one thread for each subject.
posts-feed = Subscribe to the Atom feed
posts-feed-title = Latest posts of the { $list } list
posts-feed-not-public = This archive is not public: the feed can only be read where you are signed in.
posts-mailbox = Export the posts (mbox)
posts-mailbox-more = The file has the addresses of the authors. Removed posts are not in it.
posts-count =
    { $count ->
        [one] one post
       *[other] { $number } posts
    }
posts-start = Start a thread
posts-write = Write to the list
posts-new = New thread
posts-answer = Answer
posts-answer-title = Answer: { $subject }
posts-in-reply-to = in reply to { $author }
posts-subject = Subject
posts-text = Message
posts-text-hint = It is sent by e-mail to the people who receive the list, with your name and address.
posts-submit = Send to the list
posts-will-wait-first-post = A manager of the list reads the first post of each person: yours will be sent once it is approved.
posts-will-wait-not-a-poster = You are not among the people who usually post to this list: yours will be sent if a manager approves it.
posts-removed = The text of this post was removed.
posts-file-size = { $size } kB
posts-files = Attached files
posts-quote = Quoted text
posts-write-by-mail = To write to the list:
posts-remove = Remove
posts-remove-more = Its text disappears from the thread, for everyone and for good. E-mails that were sent stay with the people who received them.
posts-done-removed = The text of the post is removed.
posts-done-sent = Your message is on its way to the list.
posts-done-held = Your post is waiting for a manager’s approval. Nobody else reads it until then.
posts-held = Waiting posts
posts-held-title = Waiting posts of the { $list } list
posts-held-waiting =
    { $count ->
        [one] One post is waiting
       *[other] { $number } posts are waiting
    }
posts-held-more = A post that nobody decides on within { $days } days is returned to its author.
posts-held-decided = This post is no longer waiting: somebody has decided.
posts-held-empty = Nothing is waiting. Posts to review before they are sent to the list will appear here.
posts-held-thread = New thread
posts-held-answer = Answer in a thread
posts-held-because = Why it is waiting: { $reason }
posts-held-accepted =
    { $count ->
        [0] The list has not accepted any post of this person yet.
        [one] The list has already accepted one post of this person.
       *[other] The list has already accepted { $number } posts of this person.
    }
posts-accept = Accept
posts-accept-and-trust = Accept this and later posts
posts-refuse = Decline and return it
posts-refuse-reason = Reason, sent with the returned post
posts-discard = Discard
posts-discard-more = It goes nowhere, and its author is not told: this is for spam.
posts-done-accepted = Accepted: the post is on its way to the list.
posts-done-refused = Declined: the post is returned to its author.
posts-done-discarded = The post is discarded.

## Imports

imports-title = Import { $network } members
imports-organisations-title = Import organisations
imports-lead = A table of { $network } members: one row per person, with their e-mail address.
imports-organisations-lead = A table of organisations: one row per organisation, with its name.
imports-file = File
imports-file-hint = CSV or Excel workbook (.xlsx), up to { $lines } rows and four megabytes. It may have a title above the columns.
imports-upload = Read the file
imports-recent = Your recent files
imports-state-done = imported
imports-state-pending = to be continued
imports-rules = What will happen
imports-rule-steps = You say what each column contains and what any unknown words mean, then review what will be done, row by row. Then everything is done at once, or nothing is. You can choose to leave rejected rows out: download them with the reason, correct them and import them later.
imports-rule-people = People who are new to the site are added with an address that they will confirm when they first sign in. People who already have an account become members and are told by e-mail; their profile belongs to them, and the file changes nothing in it. The joining date comes from the file, unless the history of their membership contradicts it. A file never brings back a person who has left the network. Nobody else receives anything.
imports-rule-organisations = Organisations are recognised by their name or one of their other names, ignoring accents and capitals. An empty cell erases nothing.
imports-rule-repeat = Importing the same file twice changes nothing the second time.
imports-rule-retention = Only you can read the file; it is deleted once imported, except for its rejected rows, and after { $hours } hours at the latest.
imports-step-file = Import
imports-step-columns = Columns
imports-step-dry-run = Dry run
imports-columns-title = What do the columns contain?
imports-columns-lead =
    { $count ->
        [one] { $file }: one row to import. This is what the columns seem to contain; correct it where needed.
       *[other] { $file }: { $number } rows to import. This is what the columns seem to contain; correct it where needed.
    }
imports-columns-caption = Columns of the file
imports-columns-heading = Heading
imports-columns-sample = First rows
imports-columns-content = Contains
imports-columns-unnamed = Column { $number }
imports-kind = Type of new organisations
imports-kind-hint = For those whose type is not given in the file.
imports-kind-none = Reject the row
imports-kind-leave-out = Import the person without the organisation
imports-heading = Row of headings
imports-heading-hint = Anything above it is ignored.
imports-heading-found = The column headings are in row { $line } of the file.
imports-heading-not-found = No row of the file gives the column headings.
imports-heading-change = Choose another row
imports-heading-change-more = The row that gives each column its heading. Afterwards, check your answers below again.
imports-heading-none = None: the file has no headings
imports-heading-row = Row { $line }: { $cells }
imports-heading-submit = Use this row
imports-step-values = Unknown words
imports-values-title = What do these words mean?
imports-values-lead = { $file } contains words that are not in this site’s lists. Say once what each one means: the answer applies to every row.
imports-values-choices = Leave a word empty if it has no equivalent: the row is imported without it, and the profile can be completed later.
imports-values-caption = Unknown words in the file
imports-values-value = In the file
imports-values-column = Column
imports-values-rows = Rows
imports-values-meaning = Means
imports-values-reject =
    { $count ->
        [one] Reject this row
       *[other] Reject these rows
    }
imports-values-empty = Leave empty
imports-values-suggested = Suggested from the word: please check.
imports-values-none = This site knows every word in the file.
imports-values-more =
    { $count ->
        [one] One more word, less frequent, is not shown. Answer these, then come back to this page.
       *[other] { $number } more words, less frequent, are not shown: { $shown } at a time. Answer these, then come back to this page.
    }
imports-preview = See what will be done
imports-other-file = Another file
column-ignored = (column ignored)
column-address = E-mail address
column-given-name = Given name
column-family-name = Family name
column-since = Member since
column-profession = Profession
column-region = Region
column-organisation = Organisation
column-organisation-kind = Type of organisation
column-organisation-place = Town of the organisation
column-organisation-region = Region of the organisation
column-aliases = Other names
column-affiliated-since = At the organisation since
imports-dry-run-title = What will be done
imports-dry-run-lead = { $file }: nothing has been saved yet.
imports-dry-run-caption = Row by row
imports-dry-run-row = Row
imports-dry-run-cells = In the file
imports-dry-run-outcome = Result
imports-dry-run-notes = Why
imports-count-created = new
imports-count-existing = already on the site
imports-count-changed = changed
imports-count-unchanged = unchanged
imports-count-to-check = to check
imports-count-rejected = rejected
imports-outcome-created = created
imports-outcome-joined = added as a member
imports-outcome-changed = changed
imports-outcome-unchanged = unchanged
imports-outcome-to-check = to check
imports-outcome-rejected = rejected
imports-run =
    { $count ->
        [one] Import one row
       *[other] Import { $number } rows
    }
imports-leave-out =
    { $count ->
        [one] Leave out the row that is rejected or not ticked, and import the others
       *[other] Leave out the rows that are rejected or not ticked ({ $count }), and import the others
    }
imports-leave-out-required = Some rows are rejected or not ticked: correct the file, or choose to leave them out.
imports-all-or-nothing = Everything is done at once. If a single write fails, nothing is done.
imports-run-ticked = Import the ticked rows
imports-same-person-question =
    { $count ->
        [one] One row has the address of a person with another name. Is it the same person? If so, tick the row; if not, correct the address in the file.
       *[other] { $number } rows have the address of a person with another name. Is it the same person? If so, tick the row; if not, correct the address in the file.
    }
imports-same-person-tick = It is the same person
imports-same-person-required = No row is left to import: tick at least one of the rows to check.
imports-rejected-more = You can download the rows that are rejected or to check, as they are, with the reason in an extra column: correct them, then import that file.
imports-rejected-download = Download these rows (CSV)
imports-rejected-retention =
    { $count ->
        [one] One row was not imported. Download it, correct it and import that file: it is kept for { $hours } hours after you sent yours.
       *[other] { $count } rows were not imported. Download them, correct them and import that file: they are kept for { $hours } hours after you sent yours.
    }
imports-rejected-file-name = rejected-rows
imports-rejected-reason = Reason for rejection
imports-rejected-row = Row { $line } of the first file. { $why }
imports-back-to-values = Back to the unknown words
imports-back-to-columns = Back to the columns
imports-nothing = Nothing to do: everything in this file is already in place, or rejected.
imports-stale = Things have changed since this table was shown, and nothing has been imported. This is what would be done now.
imports-done-title = Import complete
imports-done = { $file } has been imported. The site has deleted its copy of the imported rows.
imports-members-link = See the members
imports-organisations-link = See the organisations
imports-note-new-person = Added as a member; will confirm the address when they first sign in.
imports-note-new-organisation = New organisation: { $name }.
imports-note-sets = { $column }: { $value }.
imports-note-since-changed = member since { $to }; it was { $from }.
imports-note-history-left = Left the network on { $day }, so can’t have been a member continuously since before then.
imports-note-history-requested = Asked to join on { $day }, so was not a member before then.
imports-note-history-refused = Their request was declined on { $day }, so they were not a member before then.
imports-note-history-active = The history of their membership already has an entry on { $day }: an earlier date is not accepted.
imports-note-member-only = Already has an account: becomes a member, and nothing else in the row is used.
imports-note-own-profile = Already a member; their profile stays as it is.
imports-note-missing = { $column }: missing.
imports-note-kind-missing = New organisation without a type: give it in a column, or for all of them in the previous step.
imports-note-not-a-date = { $column }: “{ $value }” is not a date (31/12/2019 or 2019-12-31).
imports-note-not-an-address = “{ $value }” is not an e-mail address.
imports-note-unknown = { $column }: “{ $value }” is not on this site’s list.
imports-note-too-long = { $column }: too long.
imports-note-unreadable = { $column }: no visible character, or one that reverses the reading direction.
imports-note-future = { $column }: this date is in the future.
imports-note-duplicate = Already in row { $line }.
imports-note-has-left = Has left the network: a file can’t bring anyone back.
imports-note-was-refused = Their membership request was declined.
imports-note-is-pending = Their membership request is pending: reply to it.
imports-note-address-claimed = Another person has added this address and has not confirmed it yet.
imports-note-alias-taken = “{ $alias }” is the name of another organisation.
imports-note-first-day = { $column }: “{ $value }” is read as { $day }.
imports-note-left-empty = { $column }: “{ $value }” is left out.
imports-note-organisation-left-out = Organisation “{ $name }” left out: it is new and its type is not known.
imports-note-other-name = This address belongs to a person with another name.
imports-note-other-name-of = This address belongs to { $name }.
problem-too-much-text = This file contains too much text: { $most } MiB at most. Remove the columns that are not needed, or split it into several files.
problem-not-a-table = This file can’t be read as CSV or as an .xlsx workbook.
problem-empty-table = This file has no rows below its headings.
problem-too-many-rows = This file is too long: { $most } rows at most. Split it into several files.
problem-no-column = No column contains “{ $column }”.
problem-column-twice = Another column already contains this.
memberships-invite = Invite by e-mail
memberships-done-invited = Unless this address already had a pending invitation, one has just been sent to it.
memberships-invitation-title = Join { $network }?
memberships-invitation-by = { $by } invites you.

## Exports

exports-open = Export everything
exports-title = All the data of { $network }
exports-lead = A ZIP archive of tables, calendars and texts that other software can read: { $network } is not tied to this one.
exports-members = members, whatever their status; can be imported again as is
exports-history = every arrival and departure: when, by whom, why
exports-organisations = the members’ organisations
exports-committees = committees and their mandates
exports-events = the events as a table, as a calendar, and each as Markdown with its programme
exports-pages = the pages and their files
exports-reviews = the annual reviews, figures and texts
exports-messages = the list’s messages, who received them, and each person’s subscriptions
exports-registrations = who registered for the events the network leads, and who came
exports-audit-log = what was done, when and by whom
exports-warning = The archive contains personal data: keep it somewhere safe and delete it when you no longer need it. Its download is recorded in the activity log.
exports-download = Download the archive

## People and sign-in

people-done = Done.
people-affiliation-cancel = Cancel
people-sign-in = Sign in
people-sign-in-more = No password: you will be sent a link, valid for { $minutes } minutes.
people-sign-up-more = No account yet? The link will create one on your first visit.
people-your-address = Your e-mail address
people-send-link = Send me the link
people-link-sent = Check your e-mail
people-link-sent-to = If a link can be sent to
people-link-sent-delay = , it will arrive within a minute.
people-link-sent-more = It can be used once, for { $minutes } minutes. Nothing there? Check your spam folder, then ask for another link.
people-link-quota-title = Please wait before asking for another link
people-link-quota = Several links have just been requested for this address or from this connection. If you have received any, the latest one still works: check your e-mail.
people-link-quota-retry = You can ask for another one on { $at }.
people-link-another = Ask for another link
people-demo-outbox = In this demonstration, e-mails can be read here:
people-welcome = Welcome
people-sign-in-submit = Sign in
people-address-confirm = Add this address
people-address-confirm-submit = Add this address to my account
people-address-confirm-signed-out = This link adds an address to an account. Open it in the browser where you are signed in to that account.
people-sessions = My sessions
people-sessions-lead = The devices where you are signed in. Sign out of any you don’t recognise.
people-session-closed = The device has been signed out.
people-session-close = Sign out
people-session-name = the session { $device }
people-session-times = signed in { $opened }, last seen { $seen }
people-session-lifetime = A session ends after { $idle } days without use, and after { $most } days in any case.
people-sessions-end-others = Sign out everywhere else
people-sessions-end-others-more = The sessions on your other devices end; this one stays open.
people-sessions-end-all = Sign out everywhere
people-sessions-end-all-more = All your sessions end, this one included: to come back you will need a new sign-in link.
people-sessions-ended =
    { $count ->
        [0] No other session was open.
        [one] One other session has been ended.
       *[other] { $count } other sessions have been ended.
    }
people-this-device = this device
people-device-computer = { $browser } on { $system }
people-device-phone = { $browser } on { $system }
people-device-unknown = Unknown device
people-addresses = My addresses
people-addresses-lead = You can sign in with any of them. Messages go to the preferred one.
people-address-new = Add an address
people-address-label = E-mail address
people-address-hint = An e-mail will be sent there; its link adds the address to your account.
people-address-add = Send the link
people-address-unconfirmed = link sent, not opened yet
people-address-is-preferred = preferred
people-address-prefer = Make preferred
people-address-remove = Remove
people-address-remove-more = You will no longer be able to sign in with it. All your addresses are notified; unless it is a recent one, the e-mail it receives lets you take it back for { $days } days.
people-address-sent = An e-mail is on its way to this address. Open its link to add it.
people-address-added = The address has been added.
people-address-preferred = Messages will go to this address.
people-address-removed = The address has been removed.
people-address-restore = Take your address back
people-address-restore-lead = It was removed from an account on { $at }.
people-address-restore-effects = If you take it back:
people-address-restore-effect-sign-in = it belongs to that account again, and can be used to sign in;
people-address-restore-effect-sessions = all sessions of that account end, on every device;
people-address-restore-effect-addresses = these addresses, added since, are removed from the account: { $addresses };
people-address-restore-effect-notified = all addresses of the account are notified.
people-address-restore-submit = Take this address back
people-address-restored = The address is yours again
people-address-restored-more = All sessions have been ended. Sign in with { $address }, then check your addresses, your calendars and your profile.
people-profile = My profile
people-profile-welcome = Nice to meet you
people-profile-welcome-lead = Your name is used for your registrations and shown to the coordinators of the networks you join. The rest is optional.
people-profile-saved = Your profile has been saved.
people-profile-save = Save
people-given-name = Given name
people-family-name = Family name
people-organisation = Organisation
people-organisation-current = Current organisation
people-profession = Profession
people-region = Region
people-language = Language
people-language-hint = For pages and e-mails.
people-affiliations = My career
people-affiliations-lead = Where you work and have worked: figures for past years stay right when you move.
people-affiliation = A period of my career
people-affiliation-add = Add a period
people-affiliation-correct = Correct
people-affiliation-remove = Remove this period
people-affiliation-remove-more = Do this if it was entered by mistake: it disappears, from the figures of past years too. If you have left, give the last day instead.
people-affiliation-saved = Your career has been updated.
people-affiliation-removed = The period has been removed.
people-affiliation-from = First day
people-affiliation-to = Last day
people-affiliation-to-hint = Leave empty if you still work there.
people-affiliation-since = since { $from }
people-affiliation-span = from { $from } to { $to }
people-dashboard-greeting = Hello { $name }
people-dashboard-greeting-unnamed = Hello
people-dashboard-name-missing = What is your name?
people-dashboard-name-missing-link = Give your name to register for events and join networks.
people-dashboard-tasks = Waiting for you
people-dashboard-task-requests =
    { $count ->
        [one] request to join { $network }
       *[other] requests to join { $network }
    }
people-dashboard-task-invitation = invitation from { $network } to co-organise { $event }
people-dashboard-task-placement = the network { $child } asks to be part of { $network }
people-dashboard-task-draft = draft: { $event }
people-dashboard-task-failed =
    { $count ->
        [one] copy that will not be delivered: “{ $subject }”
       *[other] copies that will not be delivered: “{ $subject }”
    }
people-dashboard-task-doubtful =
    { $count ->
        [one] copy possibly sent twice: “{ $subject }”
       *[other] copies possibly sent twice: “{ $subject }”
    }
people-dashboard-task-mails =
    { $count ->
        [one] failed e-mail
       *[other] failed e-mails
    }
people-dashboard-networks = My networks
people-dashboard-events = My upcoming events
people-dashboard-waiting-lists = On a waiting list
people-dashboard-feeds = My calendars
people-dashboard-no-network = Your networks will appear here.
people-dashboard-find-network = See the networks
people-dashboard-no-event = Your upcoming registrations will appear here.
people-dashboard-find-event = See the agenda
people-dashboard-role-coordinator = coordinator
people-dashboard-role-member = member
people-dashboard-role-member-through = member through { $networks }
people-dashboard-role-requested = request sent


## My data

privacy-title = My data
privacy-lead = Everything this site holds about you. You can download it, correct it, leave everything or have it erased.
privacy-csv = Download as CSV
privacy-json = Download as JSON
privacy-correct = Correct
privacy-no-data = Nothing.
privacy-rows-shown = The first { $shown } of { $count } rows; the download contains all of them.
privacy-consents = My consents
privacy-consents-legend = I agree
privacy-consents-save = Save my consents
purpose-directory = to be listed in my networks’ directories
purpose-more-directory = Their other members can see your name, organisation, profession and region; never your address.
privacy-consent-given = { $what }: given on { $given }
privacy-consent-withdrawn = { $what }: given on { $given }, withdrawn on { $taken }
privacy-done-consents = Your consents have been saved.
privacy-done-left = You have left everything; your account is still there.
privacy-leaving = Leaving
privacy-leaving-more = Leaving everything ends your memberships, your list subscriptions and upcoming registrations, and keeps your account. Erasing your account also removes everything that identifies you.
privacy-leave-open = Leave everything…
privacy-leave-title = Leave everything?
privacy-leave-lead = Your account, profile and history are kept: you can come back.
privacy-leave = Leave everything
privacy-leave-lists = list subscriptions ended
privacy-leave-memberships = memberships and requests ended
privacy-leave-registrations = upcoming registrations cancelled
privacy-leave-feeds = calendar addresses revoked
privacy-leave-mandates = mandates ended today
privacy-erase-open = Erase my account…
privacy-erase-title = Erase my account?
privacy-erase-lead = This takes effect at once and can’t be undone: nobody can give you this account back.
privacy-erase-coordinates = You coordinate { $networks }: your mandate ends with you. A word to your colleagues before you go will spare them a surprise.
privacy-erase-deleted = What disappears
privacy-erase-deleted-name = your name, your addresses, your sessions, your links and your calendars
privacy-erase-deleted-mentions = your name in the e-mails sent to others about you, and invitations sent to your addresses
privacy-erase-kept = What stays
privacy-erase-kept-reviews = your name in adopted annual reviews, if you sat on a committee that year: mandates are public, and an adopted review never changes
privacy-erase-deleted-mails = the e-mails this site sent you: recipient, subject, text
privacy-erase-deleted-texts = what you wrote when you asked to join, and what was written about it
privacy-erase-deleted-registrations = your name and address in registration lists, including where you registered without an account using one of your addresses
privacy-erase-kept-figures = the record that a person with a certain profession, region and organisation was a member or attended, on certain dates: figures for past years stay as they were
privacy-erase-kept-audit-log = the record that things were done (an event published, a request accepted), without your name
privacy-erase-kept-published = your name where somebody typed it: in a programme, minutes or a page. Ask the coordinators to remove it
privacy-erase-confirm = Your address, to confirm
privacy-erase-confirm-hint = Type { $address }
privacy-erase = Erase my account
privacy-erased-title = Your account has been erased
privacy-erased = This site no longer knows who you are. Thank you for your time here.
privacy-erased-home-link = Back to the home page
privacy-erased-person = Erased person
problem-not-your-address = This is not one of your addresses.
problem-last-administrator = There would be no administrator left: give someone else that role first.
privacy-table-profile = Profile
privacy-table-profile-history = Earlier profile
privacy-table-addresses = Addresses
privacy-table-affiliations = Organisations
privacy-table-merged-affiliations = Organisations recently merged with another
privacy-table-memberships = Memberships
privacy-table-membership-history = Membership history
privacy-table-mandates = Mandates
privacy-table-registrations = Registrations and attendance
privacy-table-registration-history = Registration history
privacy-table-mails = E-mails from this site
privacy-table-feeds = Personal calendars
privacy-table-consents = Consents
privacy-table-lists = Mailing lists: what you chose
privacy-table-messages = Messages received from lists
privacy-table-sessions = Open sessions
privacy-table-imports = Imported files
privacy-table-managed-lists = Lists you manage
privacy-table-received-posts = Discussion messages you received
privacy-table-posts = What you wrote to lists
privacy-table-sent-mails = E-mails that lists received from you
privacy-table-post-files = Files you sent to lists
privacy-table-list-requests = Subscriptions requested, not confirmed yet
privacy-table-message-steps = Messages from lists: delivery incidents
privacy-table-messages-written = Messages you wrote
privacy-table-invitations = Invitations to you
privacy-table-invitations-sent = Invitations you sent
privacy-table-certificates = Your certificates of attendance
privacy-table-silenced-events = Events whose messages you stopped
privacy-table-sign-in-links = Sign-in links requested
privacy-table-known-devices = Known browsers
privacy-table-failing-addresses = Addresses from which our e-mails come back
privacy-table-received-digests = Digests received
privacy-table-reading-options = Rhythm and pauses of lists
privacy-table-removed-addresses = Recently removed addresses
privacy-table-registration-links = Links of your registrations
privacy-table-events-written = Events you created
privacy-table-reviews = Annual reviews you wrote or adopted
privacy-table-page-versions = Page versions you wrote
privacy-table-acts = Actions recorded in the activity log
privacy-column-answer = Answer of the server
privacy-column-first-failed-at = First failure
privacy-column-failed-at = Last failure
privacy-column-suspended-at = Suspended
privacy-column-rhythm = Rhythm
privacy-column-format = Format
privacy-column-own-posts = Own posts
privacy-column-paused-until = Pause until
privacy-column-title = Title
privacy-column-number = Number
privacy-column-until = Until
privacy-column-note = What changed
privacy-column-given-name = Given name
privacy-column-family-name = Family name
privacy-column-profession-name = Profession
privacy-column-region-name = Region
privacy-column-language = Language
privacy-column-created-at = Created
privacy-column-updated-at = Updated
privacy-column-administrator-since = Administrator since
privacy-column-address = Address
privacy-column-preferred = Preferred
privacy-column-verified-at = Confirmed
privacy-column-organisation = Organisation
privacy-column-organisation-kind-name = Type of organisation
privacy-column-place = Place
privacy-column-started-on = From
privacy-column-ended-on = To
privacy-column-network = Network
privacy-column-state = Status
privacy-column-since = Since
privacy-column-message = Message
privacy-column-at = When
privacy-column-by = By
privacy-column-reason = Reason
privacy-column-committee = Committee
privacy-column-role = Role
privacy-column-event = Event
privacy-column-starts = Date
privacy-column-presence = Attendance
privacy-column-half-days-present = Attended
privacy-column-recipient = To
privacy-column-subject = Subject
privacy-column-cause = Reason
privacy-column-sent-at = Sent
privacy-column-name = Name
privacy-column-scope = Content
privacy-column-last-used-on = Last used
privacy-column-last-used-at = Last sign-in
privacy-column-removed-at = Removed
privacy-column-purpose = Consent
privacy-column-given-at = Given
privacy-column-given-how = How
privacy-column-withdrawn-at = Withdrawn
privacy-column-withdrawn-how = How
privacy-column-device = Device
privacy-column-last-seen-at = Last seen
privacy-column-expires-at = Expires
privacy-column-file-name = File
privacy-column-done-at = Imported
privacy-column-accepted-at = Accepted
privacy-column-used-at = Used
privacy-column-year = Year
privacy-column-adopted-on = Adopted
privacy-column-action = Action
privacy-column-detail = Detail
privacy-column-list = List
privacy-column-rule = Outcome
privacy-column-how = How
privacy-column-posted-at = Written
privacy-column-text = Text
privacy-value-yes = yes
privacy-value-no = no
privacy-half-day-am = { $day }, morning
privacy-half-day-pm = { $day }, afternoon
privacy-value-active = member
privacy-value-requested = request pending
privacy-value-left = left
privacy-value-refused = declined
privacy-value-confirmed = confirmed
privacy-value-waiting = waiting list
privacy-value-withdrawn = cancelled
privacy-value-unconfirmed = to be confirmed
privacy-value-on-site = on site
privacy-value-online = online
privacy-value-sent = sent
privacy-value-queued = queued
privacy-value-delayed = delayed by a server
privacy-value-discarded = discarded after a restore
privacy-value-interrupted = interrupted
privacy-value-bounced = bounced
privacy-value-suspended = suspended
privacy-value-failed = failed
privacy-value-fr = French
privacy-value-en = English
privacy-value-directory = directory
privacy-value-form = this page
privacy-value-leaving = leaving
privacy-value-networks = my networks
privacy-value-registrations = { feed-scope-registrations }
privacy-value-subscribed = { subscription-state-subscribed }
privacy-value-unsubscribed = { subscription-state-unsubscribed }
privacy-value-one-click = { lists-cause-one-click }
privacy-value-join = { lists-cause-join }
privacy-value-leave = { lists-cause-leave }
privacy-value-me = { lists-cause-me }
privacy-value-import = { lists-cause-import }
privacy-value-sending = sending
privacy-value-deferred = deferred

## Organisations

organisations-hint = Type the first letters; an unknown organisation will be created.
organisations-list = Organisations
organisations-suggested =
    { $count ->
        [0] No organisation known by that name
        [one] { $count } organisation suggested
       *[other] { $count } organisations suggested
    }
organisations-kind = Type of this organisation
organisations-kind-hint = It is new here: either correct its name, or say what type it is.
organisations-place = Town of this organisation


## Search

search-title = Search
search-title-of = “{ $words }” – search
search-site = Site search
search-query = Words to search for
search-submit = Search
search-filters = Narrow down
search-network = Network
search-all-networks = All networks
search-year = Year
search-kinds = Types of results
search-all-kinds = Everything
search-kind-event = event
search-kind-page = page
search-kind-network = network
search-kind-person = person
search-kind-message = message
search-kind-post = discussion
search-kinds-event = Events
search-kinds-page = Pages
search-kinds-network = Networks
search-kinds-person = People
search-kinds-message = Messages
search-kinds-post = Discussions
search-count =
    { $count ->
        [0] No results
        [one] 1 result
       *[other] { $number } results
    }
search-no-word = This search contains no words.
search-no-word-more = Type at least one word. “C++”, “C#”, “.NET” and “R” are words; common words such as “the”, “of” or “a” are ignored, and so are punctuation and emojis.
search-quotes = Quotation marks make no difference: each word is searched for separately.
search-no-result = Nothing contains all of these words.
search-no-result-more = Try fewer words, or the beginning of a word. The search leaves out what you don’t have access to.

## Agenda

agenda-title = Agenda
agenda-title-of = { $network } agenda
agenda-lead = Meetings, webinars and training courses organised by the networks.
agenda-month-view = Month view
agenda-list-view = List view
agenda-subscribe = Subscribe
agenda-subscribe-calendar = In my calendar app
agenda-subscribe-download = Download (.ics)
agenda-subscribe-atom = Atom feed
agenda-subscribe-address = Address to copy
agenda-filter-words = Words
agenda-filter-network = Network
agenda-filter-kind = Type
agenda-filter-level = Level
agenda-filter-place = Place
agenda-filter-period = Period
agenda-filter-all = All
agenda-filter-everywhere = Everywhere
agenda-filter-online = Online
agenda-filter-on-site = On site
agenda-filter-regions = Regions
agenda-filter-upcoming = Upcoming
agenda-filter-past = Past
agenda-filter-submit = Filter
agenda-filter-clear = Clear
agenda-count =
    { $count ->
        [0] No events
        [one] One event
       *[other] { $number } events
    }
agenda-count-more = More than { $number } events
agenda-today = today, { $day }
agenda-today-mark = (today)
agenda-empty = Events that match these filters will appear here.
agenda-empty-past = See past events
agenda-empty-all = Full agenda
agenda-month-caption = Events in { $month }
agenda-month-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
agenda-new-event = Prepare an event
agenda-done-declined = Invitation declined.
agenda-done-removed = The draft has been deleted.


## Events

event-kind-webinar = Webinar
event-kind-school = Training
event-kind-workshop = Workshop
event-kind-thematic-day = Thematic day
event-kind-conference = Conference
event-kind-meeting = Meeting
event-kind-visit = Visit
event-kind-deadline = Deadline
event-level-local = local
event-level-regional = regional
event-level-national = national
event-level-international = international
events-level = { $level } level
event-mode-on-site = on site
event-mode-online = online
event-mode-hybrid = on site and online
event-state-draft = Draft
event-state-published = Published
event-state-postponed = Postponed
events-postponed-undated = Postponed, date to come
events-original-date = originally
event-state-cancelled = Cancelled
events-past = Past
events-full = Full
events-members-only = members only
events-seats-left =
    { $count ->
        [0] full
        [one] one seat left
       *[other] { $number } seats left
    }
events-seats-waiting = waiting list: { $number }
events-registration-closed = registration closed
events-organised-by = Organised by
events-organised-with = with
events-facts = At a glance
events-when = When
events-local-time = local time ({ $city }, { $offset })
events-home-time = that is { $home }
events-where = Where
events-access = Who can attend
events-access-everyone = Open to everyone, with or without an account
events-access-members = For members of { $networks }
events-no-registration = No registration needed
events-seats = Seats
events-seats-of =
    { $count ->
        [0] full: { $total } seats { $place }
        [one] one seat left of { $total } { $place }
       *[other] { $left } seats left of { $total } { $place }
    }
events-seats-unlimited = unlimited seats { $place }
events-registration-deadline = Register by
events-contact = Contact
events-video = Video meeting
events-video-for-registered = For registered participants only.
events-video-for-members = For members of the organising networks.
events-video-join = Join the meeting
events-calendar-menu = Add to calendar
events-calendar-download = Download (.ics)
events-calendar-subscribe = Subscribe to changes
events-calendar-address = Address to copy
events-state-draft = Only its coordinators and those of the invited networks can see it.
events-state-postponed = A new date will be announced.
events-state-cancelled = This event will not take place.
events-state-cancelled-past = This event did not take place.
events-state-past = This event has taken place.
events-state-past-materials = The materials are online.
events-state-waiting =
    { $count ->
        [0] New registrations go to the waiting list.
        [one] One person is waiting for a seat.
       *[other] { $number } people are waiting for a seat.
    }
events-programme = Programme
events-morning = morning
events-afternoon = afternoon
events-abstract = Abstract
events-outside-dates = outside the dates of the event
events-minutes = { $minutes } min
events-materials = Materials
events-attendance-title = Attendance
events-attendance =
    { $count ->
        [0] Record attendance (registrations: { $seats })
       *[other] Present: { $number } (registrations: { $seats })
    }
events-attendance-recorded = Your attendance has been recorded: { $half_days }.
material-kind-slides = slides
material-kind-recording = video
material-kind-link = link
events-coordination = Coordination
events-edit = Edit
events-edit-programme = Programme
events-edit-materials = Materials
events-edit-co-organisers = Co-organisers
events-write-message = Write to registered people
events-registrations =
    { $count ->
        [0] Registrations
        [one] One registration
       *[other] { $number } registrations
    }
events-duplicate = Duplicate
events-publish-open = Publish…
events-publish-again-open = Publish the new date…
events-postpone-open = Postpone…
events-cancel-open = Cancel the event…
events-cancel-past-open = Did not take place…
events-remove-open = Delete the draft…
events-organisers = Organising networks
organiser-state-lead = lead
organiser-state-accepted = accepted
organiser-state-invited = pending
organiser-state-declined = declined
events-organiser-since = since { $day }
events-organiser-on = on { $day }
events-invitation-withdraw = Withdraw the invitation
events-invitation-withdraw-network = for { $network }
events-invite = Invite a network
events-invite-hint = Its coordinators will be e-mailed once the event is published, and reply on the event’s page.
events-invite-submit = Invite
events-invitation = { $lead } invites { $network } to co-organise this event.
events-invitation-accept = Accept
events-invitation-network = for { $network }
events-invitation-decline = Decline
events-invitation-accepted = { $network } is co-organising this event.
events-invitation-accepted-leave = Stop co-organising
events-invitation-declined = { $network } declined to co-organise this event.
events-invitation-declined-join = Accept after all
events-new-for = Prepare a { $network } event
events-edit-title = Edit the event
events-create = Save as a draft
events-save = Save
events-save-and-notify =
    { $count ->
        [0] Save
        [one] Save, and tell one person if the time or place changes
       *[other] Save, and tell { $number } people if the time or place changes
    }
events-preview = Preview
events-field-title = Title
events-field-summary = In one or two sentences
events-field-kind = Type
events-field-level = Level
events-field-language = Language of the content
language-fr = French
language-en = English
events-section-when = When
events-field-starts = Start
events-field-ends = End
events-field-day = Day
events-field-time = Time
events-field-ends-hint = Leave the day empty for the same day.
events-field-all-day = All day, without times
events-field-zone = Time zone
events-section-where = Where
events-field-mode = Format
events-field-place = Place
events-field-place-hint = Town, institution, room.
events-field-region = Region
events-field-video-link = Video meeting link
events-field-video-link-hint = Shown to people whose registration is confirmed; without registration, to the members of the organising networks.
events-section-registration = Registration
events-field-registration = Who can register
registration-policy-none = no registration
registration-policy-open = anyone, with or without an account
registration-policy-members = members of the organising networks
events-field-closes = Last day to register
events-field-closes-hint = Leave empty to allow registration until the start. Without a time: until the end of that day.
events-field-seats-on-site = Seats on site
events-field-seats-online = Seats online
events-field-seats-hint = Leave empty for no limit.
events-section-page = Page
events-field-description = Description
events-field-contact = Contact
events-field-contact-hint = An e-mail address, or a few words.
events-field-visibility = Visibility
event-visibility-public = everyone
event-visibility-members = members of the organising networks
fields-saved-values = What is saved now
fields-saved-empty = (empty)
events-publish-title = Publish this event?
events-publish-again-title = Publish the new date?
events-publish-date = Give it a new date
events-publish-submit =
    { $count ->
        [0] Publish
        [one] Publish and tell one person
       *[other] Publish and tell { $number } people
    }
events-postpone-title = Postpone this event?
events-postpone-submit =
    { $count ->
        [0] Postpone
        [one] Postpone and tell one person
       *[other] Postpone and tell { $number } people
    }
events-cancel-title = Cancel this event?
events-cancel-past-title = Mark this event as not having taken place?
events-cancel-submit =
    { $count ->
        [0] Cancel the event
        [one] Cancel and tell one person
       *[other] Cancel and tell { $number } people
    }
events-cancel-past-submit = Mark it as not having taken place
events-remove-title = Delete this draft?
events-remove-submit = Delete the draft
events-remove-more = It was never published: nothing will remain of it.
events-figure-notified = registered people who will be told by e-mail
events-figure-waiting = on the waiting list
events-figure-organisers = networks whose agenda changes
events-figure-invited = networks invited to co-organise, which will be told by e-mail
events-reason = Reason
events-reason-hint = One sentence, for the e-mail and for the page.
fields-cancel = Cancel
fields-discard = Discard
events-programme-title = Programme
events-programme-lead = One row per talk or break. Empty rows disappear.
events-programme-row = Row { $row }
events-programme-row-title = Title
events-programme-row-session = Session
events-programme-row-day = Day
events-programme-row-day-outside = { $day } (outside the dates of the event)
events-programme-row-time = Time
events-programme-row-minutes = Minutes
events-programme-row-speakers = Speakers
events-programme-row-speakers-hint = Name, organisation; name, organisation.
events-programme-row-abstract = Abstract
events-programme-row-add = Add a row
events-materials-title = Materials
events-materials-empty = Slides, recordings and links will appear here.
events-material-kind = Type
events-material-title = Title
events-material-url = Address
events-material-add = Add
events-material-remove = Remove
events-material-remove-more = The link disappears from the event’s page for everyone. To put it back you will need its address.
events-done-created = The draft has been saved. It still has to be published.
events-done-duplicated = Here is the copy, as a draft. Check its dates.
events-done-saved = Saved.
events-done-talks-moved = Saved. The talks in the programme have moved with the event, by the same number of days.
events-done-published = The event has been published.
events-done-postponed =
    { $count ->
        [0] The event has been postponed. Nobody was registered.
        [one] The event has been postponed. The person registered has been told.
       *[other] The event has been postponed. The { $number } people registered have been told.
    }
events-done-cancelled =
    { $count ->
        [0] The event has been cancelled. There was nobody to tell.
        [one] The event has been cancelled. The person registered has been told.
       *[other] The event has been cancelled. The { $number } people registered have been told.
    }
events-done-accepted = The event has been added to the network’s agenda.
events-done-declined = The invitation has been declined.
events-done-invited = The network has been invited.
events-done-withdrawn = The invitation has been withdrawn.


## Registrations

registrations-title = Register
registrations-title-own = Your registration
presence-on-site = on site
presence-online = online
registration-state-unconfirmed = address to confirm
registration-state-confirmed = registration confirmed
registration-state-waiting = waiting list
registration-state-withdrawn = cancelled
registrations-waiting-list-place = number { $place }
registrations-register = Register
registrations-join-waiting-list = Join the waiting list
registrations-presence = I will attend
registrations-seats-unlimited = unlimited seats
registrations-seats-left =
    { $count ->
        [one] one seat left
       *[other] { $number } seats left
    }
registrations-seats-none =
    { $count ->
        [0] Full: the next seat that becomes free is yours.
        [one] Full: one person is waiting for a seat.
       *[other] Full: { $number } people are waiting for a seat.
    }
registrations-closed = Registration is closed.
registrations-not-published = Registration opens when the event is published.
registrations-postponed = Registration will reopen with the new date.
registrations-members-only = Registration is for members of the organising networks.
registrations-sign-in = Sign in to register in one click
registrations-withdraw = Cancel my registration
registrations-withdraw-waiting-list-place = You will lose your place on the waiting list (number { $place }).
registrations-withdraw-seat-given =
    { $count ->
        [one] Your seat will go at once to the person waiting.
       *[other] Your seat will go at once to the first of the { $number } people waiting.
    }
registrations-withdraw-seat-free = Your seat will be free again. You can register again as long as seats are left and registration is open.
registrations-withdraw-postponed = The event is postponed. Your seat will be free again, for the waiting list first. Registration will reopen with the new date.
registrations-withdraw-waiting-list = Your seat will be free again, but other people are waiting for it: you will not be able to take it back.
registrations-withdraw-members = Your seat will be free again, but only members of the organising networks can register: you will not be able to register again.
registrations-withdraw-closed = Your seat will be free again, but registration is closed: you will not be able to register again.
registrations-change = Change how you attend
registrations-change-to = Attend { $presence }
registrations-change-waiting-list = Wait for a seat { $presence }
registrations-change-warning = You would give up your current seat to join the waiting list.
registrations-one-click = Your name, address and organisation come from your profile. A confirmation will be sent by e-mail.
registrations-guest = No account is needed: a link sent to your address confirms your registration.
registrations-given-name = Given name
registrations-family-name = Family name
registrations-address = E-mail address
registrations-address-hint = For the confirmation, the calendar invitation and any changes.
registrations-organisation = Organisation
registrations-privacy = The event’s coordinators can read these answers. Every e-mail has a link to cancel your registration.
registrations-sent = Check your e-mail
registrations-sent-to = A confirmation link is on its way to
registrations-sent-more = You will have your seat once you open it and choose “Confirm my registration”.
registrations-sent-waiting-list = The event is full: you will join the waiting list once you open it and choose “Confirm my registration”.
registrations-sent-seat-or-waiting-list = You will have your seat, or a place on the waiting list, once you open it and choose “Confirm my registration”.
registrations-sent-not-received = Nothing within five minutes? Check your spam folder, then check the address and try again.
registrations-name-missing = What is your name?
registrations-name-missing-more = Registrations are made in your name: complete your profile first, then come back to register in one click.
registrations-name-missing-link = Complete my profile
registrations-back-to-event = Back to the event
registrations-done = Done.
registrations-done-full = It is full for now.
registrations-done-registered = Your registration is confirmed; an e-mail is on its way.
registrations-done-changed = Your change has been saved; an e-mail is on its way.
registrations-done-waiting = You are on the waiting list: if a seat becomes free it is yours, and an e-mail will tell you.
registrations-done-withdrawn = Your registration is cancelled. If somebody was waiting, the seat goes to them.
registrations-done-mail = An e-mail will confirm it.
registration-link-unconfirmed = Confirm your registration
registration-link-confirmed = Your registration is confirmed
registration-link-waiting = You are on the waiting list
registration-link-withdrawn = Your registration is cancelled
registrations-confirm = Confirm my registration
registrations-register-again = Register again
registrations-join-video = Join the meeting
registrations-calendar = Add to my calendar (.ics)
registrations-event-link = See the event’s page
registrations-list = Registrations
registrations-waiting = waiting
registrations-search = Name, address or organisation
registrations-state = Status
registrations-state-all = current
registrations-filter = Filter
registrations-export = Export as CSV
registrations-count =
    { $count ->
        [0] Nobody
        [one] One person
       *[other] { $number } people
    }
registrations-nobody-yet = Registered people will appear here.
registrations-nobody = Nobody matches this search.
registrations-attendance-caption = Attendance by half-day
registrations-name = Name
registrations-registration = Registration
registrations-attendance-morning = morning
registrations-attendance-afternoon = afternoon
registrations-attendance-save = Save attendance
registrations-attendance-half-day = A whole half-day
registrations-attendance-mark-all =
    { $count ->
        [one] Mark the person on this list as present
       *[other] Mark all { $number } people on this list as present
    }
registrations-attendance-saved = Attendance has been saved.
registrations-removed = The person has been told. If somebody was waiting, the seat goes to them.
registrations-history = History
fields-colon = :{ " " }
registrations-remove = Cancel { $name }’s registration
registrations-remove-more = The person will be told by e-mail. Their seat goes to the next person waiting.
registrations-remove-past = For a person added by mistake: an e-mail will tell them.
registrations-add-title = Register somebody
registrations-add-more = They will get an e-mail with a link to cancel without an account.
registrations-add-past = The event has taken place: the person will count as registered, even if there were no seats left, and can be marked as present. An e-mail will tell them.
registrations-add = Register
registrations-added = The person has been registered, and told by e-mail.
registrations-add-presence = Attendance
registrations-revoke-links = Revoke the links in their e-mails
registrations-revoke-links-more = Use this if one of them has been passed on: the registration stays, but links already sent no longer open it.
registrations-links-revoked = The links no longer work.
problem-already-registered = This address is already on the list.

## Calendars

calendar-atom-title = What’s new in the agenda
calendar-atom-title-of = What’s new in { $network }
calendar-feeds = My calendars
calendar-feeds-lead = One secret address per device: your calendar picks up changes and cancellations from it automatically.
calendar-feeds-none = Your calendar addresses will appear here.
calendar-feed-new = New address
calendar-feed-name = Name
calendar-feed-name-hint = To recognise it later: phone, work computer…
calendar-feed-scope = What it contains
feed-scope-registrations = my registrations
feed-scope-networks = every event of my networks
calendar-feed-create = Create the address
calendar-feed-created = Here is the address of “{ $name }”.
calendar-feed-created-more = It is shown only once. Treat it as a key: don’t share it.
calendar-feed-address = Address of the calendar “{ $name }”
calendar-feed-subscribe = Subscribe
calendar-feed-last-read = read on { $day }
calendar-feed-never-read = never read
calendar-feed-revoke = Revoke
calendar-feed-revoke-more = The device that reads this address will no longer find anything there. It can’t be restored: you would have to create another one.
calendar-feed-revoked = The address has been revoked: nothing can be read from it any more.


## Administration

administration-title = Administration
administration-instance = Name and appearance
administration-instance-more = The name of this site, its colour, its contact address.
administration-people = People
administration-people-more =
    { $count ->
        [one] { $number } person
       *[other] { $number } people
    }
administration-organisations = Organisations
administration-organisations-more =
    { $count ->
        [one] { $number } organisation
       *[other] { $number } organisations
    }
administration-taxonomies = Lists of choices
administration-taxonomies-more = Types of organisation, professions, regions.
administration-taxonomies-lead = A retired choice is no longer offered; it stays where people have used it, and in the figures.
administration-mandates = Mandates
administration-mandates-more = Current, about to end, and networks without coordinators.
administration-mails = E-mails
administration-mails-more =
    { $count ->
        [one] { $number } waiting
       *[other] { $number } waiting
    }
administration-audit-log = Activity log
administration-audit-log-more = Who did what, when.
administration-retention = Retention
administration-retention-more = How long each thing is kept, and what is deleted at night.
administration-mails-failed =
    { $count ->
        [one] e-mail that failed
       *[other] e-mails that failed
    }
administration-networks-uncoordinated =
    { $count ->
        [one] network without coordinators
       *[other] networks without coordinators
    }
administration-oldest-mail = The oldest e-mail still waiting was written { $at }.
administration-last-backup = Last backup: { $at }.
administration-no-backup = No backup has been made with “maillage backup” yet.
administration-alert-mail = E-mails have been waiting since { $since }.
administration-alert-mail-link = See what the server answered
administration-alert-backup = The last backup is more than a week old: { $since }.
administration-alert-no-backup = No backup has been made for more than a week ({ $since }).
administration-last-purge = Last purge: { $at } ({ $what }).
administration-network = Network
administration-committee = Committee
administration-person = Person
administration-mandates-none = No coordinators today
administration-mandates-ending = Ending within three months
administration-mandates-current = Current
administration-done-saved = Saved.
administration-done-purge-requested = The purge will begin within seconds; the activity log will say what was deleted.
administration-done-choice-in-use = This choice is in use: you can stop offering it, but not delete it.
administration-done-mail-retried = The e-mail is being sent again.
administration-done-sessions-ended = The sessions have been ended.
administration-done-merged = The two organisations are now one. For thirty days this can be undone at the bottom of this page.
administration-done-organisation-created = The organisation has been created.
administration-done-unmerged = The two organisations are separate again.
administration-done-unmerged-partly = The two organisations are separate again. Affiliations that were corrected in the meantime have been left as they are.
administration-name = Name of the site
administration-motto = Tagline, in the footer
administration-hue = Hue
administration-hue-hint = From 0 to 359, for pages that belong to no network; leave empty for the default (252).
administration-contact = Contact address
administration-contact-hint = Shown in the footer, and wherever a page says to write. Leave empty to use the sender of e-mails.
administration-language = Default language
administration-retention-copies = Who received which list message
administration-retention-copies-hint = Names and addresses, for this many days after sending. The number of recipients stays, and the unsubscribe link keeps working.
administration-language-hint = For visitors whose browser is set to another language.
administration-retention-lead = In days; leave empty for no limit. Every night, anything older is deleted, once the figures for the years concerned have been frozen.
administration-retention-preview = With these durations, this would be deleted tonight, for good: { $what }.
administration-retention-confirm = Save these durations and delete it
administration-retention-registrations = People registered for a past event
administration-retention-registrations-hint = Names and addresses; never deleted before the end of the year. Numbers, organisations and attendance stay.
administration-retention-mails = Sent e-mails
administration-retention-mails-hint = Recipient, date and subject. Their text is deleted as soon as they are sent, or a week after they failed.
administration-retention-audit = Activity log entries
administration-retention-sessions = Unused sessions
administration-retention-sessions-hint = An unused session expires after a month; its record is deleted later.
administration-retention-fixed = A registration without an account that was never confirmed is deleted after a day; so is a file waiting to be imported.
administration-purge-now = Purge now
administration-purge-more = This will be deleted at once, for good: { $what }. Tonight it would be deleted anyway.
administration-purge-submit = Delete now
administration-purge-nothing = Nothing is past its retention period: there is nothing to purge.
taxonomy-list-organisation-kind = Types of organisation
taxonomy-list-profession = Professions
taxonomy-list-region = Regions
administration-choice-new = Add a choice
administration-choice-french = In French
administration-choice-english = In English
administration-choice-add = Add
administration-choice-restore = Offer again
administration-choice-remove = Delete
administration-choice-retire = Stop offering
administration-choice-retired = no longer offered
administration-choice-up = Move up
administration-choice-down = Move down
administration-choice-uses =
    { $count ->
        [one] used { $number } time
       *[other] used { $number } times
    }
administration-search-people = Name or address
administration-search-organisations = Name, or another name
administration-search-mails = Recipient or subject
administration-person-unconfirmed = address not confirmed
administration-person-administrator = administrator
administration-person-confirmed = confirmed { $at }
administration-person-last-seen = last seen { $at }
administration-person-addresses = Addresses
administration-person-sessions = Open sessions
administration-person-add-role = Make administrator
administration-person-remove-role = Remove administrator role
administration-person-end-sessions = End their sessions
administration-person-audit-log = See in the activity log
administration-organisation-name = Name
administration-organisation-kind-hint-new = It decides where the people of this organisation count in the figures.
administration-organisation-kind-hint = Correcting the type also corrects the figures for past years, except those that are frozen.
administration-organisation-aliases = Other names
administration-organisation-aliases-hint = One per line.
administration-merge = Merge with another
administration-merge-more = People who work or worked at this organisation ({ $people }) will be counted under the other one, which keeps both names. The next page says what changes and asks you to confirm.
administration-merge-into = Name of the organisation to keep
administration-merge-submit = Merge
first-steps-title = First steps
first-steps-lead = This site is new. These steps get it ready in one evening; each is ticked off as soon as it is done.
first-steps-name = Give the site a name and a colour
first-steps-name-more = They appear at the top of every page and in every e-mail. The contact address tells people where to write.
first-steps-network = Create the first network
first-steps-network-more = An acronym and a name are enough. It can stay private while you prepare it.
first-steps-coordination = Appoint its coordinators
first-steps-coordination-more = Give a mandate to somebody else or to yourself. Coordinators publish events, write to members and welcome them.
first-steps-event = Prepare a first event
first-steps-event-more = It stays a draft until it is published.
first-steps-people = Invite people
first-steps-people-more = One by one by e-mail, or all at once from a spreadsheet.
first-steps-done = done
first-steps-to-submit = to do
first-steps-later = after the first network
administration-merge-preview = See what changes
administration-merge-cancel = Change nothing
administration-merge-question = Merge { $name } with { $into }?
administration-merge-organisations = The two organisations
administration-merge-removed = removed
administration-merge-kept = kept
administration-merge-no-value = nothing
administration-merge-changes = What changes
administration-merge-people =
    { $count ->
        [0] Nobody has worked at the removed organisation.
        [one] One person will be counted under { $into }.
       *[other] { $number } people will be counted under { $into }.
    }
administration-merge-both =
    { $count ->
        [one] One of them has worked at both: they will be counted once, and overlapping affiliations become one.
       *[other] { $number } of them have worked at both: they will be counted once, and overlapping affiliations become one.
    }
administration-merge-affiliations =
    { $count ->
        [0] No affiliation has to be moved.
        [one] One affiliation will be moved.
       *[other] { $number } affiliations will be moved.
    }
administration-merge-events =
    { $count ->
        [one] One event has registrations under the removed name: its figures by organisation will follow.
       *[other] { $number } events have registrations under the removed name: their figures by organisation will follow.
    }
administration-merge-names = { $name } becomes another name of { $into }. The type, town and region of { $into } do not change.
administration-merge-undo = This can be undone for { $days } days: until then the site keeps the names and affiliations of the removed organisation, then deletes them.
administration-unmerge-title = Recent merges
administration-unmerge-entry =
    { $count ->
        [0] { $name }, merged on { $at }. Can be undone until { $until }.
        [one] { $name }, merged on { $at } with one person. Can be undone until { $until }.
       *[other] { $name }, merged on { $at } with { $number } people. Can be undone until { $until }.
    }
administration-unmerge = Separate { $name }
administration-unmerge-more = { $name } becomes an organisation again, with its other names and its people. Later corrections stay, and people who arrived since stay at { $into }.
administration-unmerge-submit = Separate
administration-unmerge-name-taken = { $name } has become the name of another organisation in the meantime: change it first.
administration-organisation-new = Add an organisation
administration-organisation-create = Create the organisation
administration-hold = E-mails are on hold: a backup was restored { $at }
administration-hold-more = The e-mails waiting in the backup may have been sent already. Only sign-in and confirmation links requested since then are sent.
administration-hold-mails =
    { $count ->
        [one] { $number } e-mail from the backup is waiting
       *[other] { $number } e-mails from the backup are waiting
    }
administration-hold-copies =
    { $count ->
        [one] { $number } copy of a message from the backup is waiting
       *[other] { $number } copies of messages from the backup are waiting
    }
administration-hold-messages =
    { $count ->
        [one] { $number } scheduled message should have been sent
       *[other] { $number } scheduled messages should have been sent
    }
administration-hold-newer =
    { $count ->
        [one] { $number } e-mail written since is waiting too; it will be sent either way
       *[other] { $number } e-mails written since are waiting too; they will be sent either way
    }
administration-hold-none = Nothing is waiting.
administration-hold-discard = Discard what was waiting, and resume sending
administration-hold-discard-hint = Choose this if these e-mails were sent before the restore. Scheduled messages become drafts again.
administration-hold-send = Send what was waiting too
administration-hold-send-hint = Choose this if the backup was made just before the failure. Some people may get an e-mail twice; everything sent will be marked as doubtful.
administration-done-sending-resumed = E-mails are being sent again.
administration-hold-count =
    { $count ->
        [one] e-mail held since a restore
       *[other] e-mails held since a restore
    }
administration-mails-retry-all =
    { $count ->
        [one] Send { $number } failed e-mail again
       *[other] Send { $number } failed e-mails again
    }
administration-mail-retry = Send again
administration-filter-all = all
administration-mail-sent-at = Sent
administration-mail-cause = Reason
administration-mail-attempts = Attempts
administration-mail-text-deleted = Its text has been deleted: it can’t be sent again.
administration-mail-doubtful-more = Sending was interrupted while this e-mail was going out. It was sent again with the same identifier: it may have arrived twice, but it was not lost.
administration-mails-none = No e-mail matches this search.
administration-mails-pending = not sent yet
administration-mails-none-yet = The e-mails of this site will appear here.
bounce-address-to-check = address to check
bounce-answer = Answer of the server: { $answer }
bounce-suspended = Our e-mails no longer go there: they came back.
bounce-suspended-more = Choose another preferred address or, if this one works again, ask for a sign-in link there: opening it restores delivery.
bounce-prove-again = Get a link at this address
bounce-dashboard = Our e-mails no longer go to { $address }: they came back.
bounce-dashboard-link = Choose another address or check this one
person-mails = My e-mails
person-mails-lead = The e-mails that the site sent you in the last months, and what became of them.
person-mails-none = No e-mails so far.
person-mails-of-member = The network’s e-mails to this person
person-mails-title = E-mails to { $name }
person-mails-member-lead = What the lists of { $network } and its events sent to this person, and what arrived.

mail-cause-registration-asked = Registration to confirm
mail-cause-registration-known = Already registered
mail-cause-registration-confirmed = Registration confirmed
mail-cause-registration-waiting = Waiting list
mail-cause-registration-changed = Change of attendance
mail-cause-certificate-ready = Certificate of attendance
mail-cause-registration-noted = Added after the event
mail-cause-registration-noted-no-more = Removed after the event
mail-cause-registration-promoted = A seat has become free
mail-cause-registration-withdrawn = Registration cancelled
mail-cause-registration-erased = { mail-cause-registration-withdrawn }
mail-cause-event-moved = Change of time or place
mail-cause-event-link = New video link
mail-cause-event-postponed = Event postponed
mail-cause-event-dated = New date
mail-cause-event-cancelled = Event cancelled
mail-cause-event-invited = Invitation to co-organise
mail-cause-network-requested = A network asks to be part of another one
mail-cause-network-answered = Reply to a network
mail-cause-network-included = Members of a network become members of a federation
mail-cause-membership-requested = Membership request
mail-cause-membership-accepted = Request accepted
mail-cause-membership-refused = Request declined
mail-cause-membership-added = Added as a member
mail-cause-membership-ended = Membership ended
mail-cause-membership-invited = Invitation to join a network
mail-cause-list-confirm = Subscription to a list
mail-cause-list-held = Message held back
mail-cause-list-moderation = Posts waiting for approval
mail-cause-list-returned = Post returned
mail-cause-list-command = Answer to a request by e-mail
mail-cause-list-owner = Message to the managers of a list
mail-cause-list-message = Message of a list
mail-cause-list-post = Post of a discussion
mail-cause-list-digest-plain = Digest of a discussion
mail-cause-list-digest-mime = { mail-cause-list-digest-plain }
mail-cause-bounce-probe = Address to check
mail-cause-bounce-suspended = Suspended address
mail-cause-sign-in-link = Sign-in link
mail-cause-alert-mail = E-mails were stuck
mail-cause-alert-backup = No recent backup
mail-cause-address-proof = New address to confirm
mail-cause-address-warning = Address claimed by somebody else
mail-cause-address-requested = New address requested
mail-cause-address-added = New address added
mail-cause-address-preferred = New preferred address
mail-cause-address-removed = Address removed
mail-cause-address-restored = Address taken back
mail-cause-address-farewell = Notice to a removed address
mail-cause-mandate-given = Mandate given
administration-audit-log-actor = By
administration-audit-log-kind = About
administration-audit-log-from = From
administration-audit-log-to = To
administration-audit-log-system = The site
administration-audit-log-none = No action matches this search.
administration-audit-log-count =
    { $count ->
        [one] { $number } action
       *[other] { $number } actions
    }
problem-name-taken = This name is already taken.
audit-subject-deleted = (no longer exists)
audit-action-address-add = added an address
audit-action-address-prefer = chose a preferred address
audit-action-address-remove = removed an address
audit-action-address-ask = asked to add an address
audit-action-address-strike = took back an unconfirmed address recorded for
audit-action-address-restore = took a removed address back
audit-action-affiliation-add = added an organisation to their career
audit-action-affiliation-correct = corrected their career
audit-action-affiliation-remove = removed an organisation from their career
audit-action-attendance-mark = recorded attendance for
audit-action-certificate-export = downloaded the certificates of
audit-action-certificate-hours = changed the lengths of the half-days of
audit-action-certificate-restore = restored a certificate of
audit-action-certificate-revoke = withdrew a certificate of
audit-action-certificate-send = announced the certificates of
audit-action-certificate-text = changed the text of the certificates of
audit-action-committee-create = created the committee
audit-action-committee-edit = edited the committee
audit-action-committee-remove = deleted a committee
audit-action-consent-give = gave a consent
audit-action-consent-withdraw = withdrew a consent
audit-action-event-accept = agreed to co-organise the event
audit-action-event-add-material = added material to the event
audit-action-event-cancel = cancelled the event
audit-action-event-clone = duplicated an event:
audit-action-event-create = created the event
audit-action-event-decline = declined to co-organise the event
audit-action-event-edit = edited the event
audit-action-event-invite = invited a network to co-organise the event
audit-action-event-postpone = postponed the event
audit-action-event-programme = edited the programme of the event
audit-action-event-publish = published the event
audit-action-event-remove = deleted a draft
audit-action-event-remove-material = removed material from the event
audit-action-event-withdraw-invitation = withdrew a network’s invitation to co-organise the event
audit-action-feed-create = created a calendar address
audit-action-feed-revoke = revoked a calendar address
audit-action-import-members = imported members into the network
audit-action-import-organisations = imported organisations
audit-action-import-try-members = did a dry run of a list of members for the network
audit-action-import-try-organisations = did a dry run of a list of organisations
audit-action-instance-edit = changed the site’s name or appearance
audit-action-instance-retention = changed how long things are kept
audit-action-invitation-send = invited somebody to join the network
audit-action-invitation-accept = accepted the invitation to join the network
audit-action-mail-retry = sent e-mails again
audit-action-delivery-hold = put e-mails on hold after a restore
audit-action-delivery-release = resumed sending e-mails after a restore
audit-action-delivery-discard = discarded the e-mails of a restored backup
audit-action-mandate-edit = edited the mandate of
audit-action-mandate-give = gave a mandate to
audit-action-membership-correct = corrected the joining date of
audit-action-mandate-take-back = withdrew a mandate given by mistake
audit-action-membership-accept = accepted the membership request of
audit-action-membership-add = added to the members:
audit-action-membership-end = ended the membership of
audit-action-membership-join = joined the network
audit-action-membership-leave = left the network
audit-action-membership-refuse = declined the membership request of
audit-action-membership-request = asked to join the network
audit-action-network-create = created the network
audit-action-network-accept = accepted a network’s request to be part of
audit-action-network-ask = asked a federation to accept the network
audit-action-network-decline = declined or removed a network of the federation
audit-action-network-edit = edited the network
audit-action-network-export = exported the data of the network
audit-action-organisation-edit = corrected the organisation
audit-action-organisation-create = created the organisation
audit-action-organisation-unmerge = undid the merge of the organisation
audit-action-organisation-merge = merged two organisations under the name
audit-action-person-administrator = gave the administrator role to
audit-action-person-no-administrator = removed the administrator role from
audit-action-person-create = created their account
audit-action-person-edit = edited their profile
audit-action-person-erase = erased their account
audit-action-person-leave = left everything
audit-action-purge-ask = asked for a purge
audit-action-purge-run = deleted what was past its retention period:
audit-action-registration-add = registered somebody for the event
audit-action-registration-remove = cancelled a registration for the event
audit-action-registration-revoke-links = revoked the links of a registration for the event
audit-action-session-end = ended the sessions of
audit-action-session-start = signed in
audit-action-session-close = ended one of their sessions
audit-action-session-close-all = ended all their sessions, or all others
audit-action-membership-export = exported the members of the network
audit-action-registration-export = exported the registrations for the event
audit-action-subscription-export = exported the subscriptions to the list
audit-action-message-export = exported the delivery log of the message
audit-action-figures-export = exported a table of figures of the network
audit-action-person-export = exported their personal data
audit-action-page-export = exported pages
audit-kind-figures = figures
audit-action-taxonomy-add = added a choice
audit-action-taxonomy-edit = edited a choice
audit-action-list-close = closed the list
audit-action-list-create = created the list
audit-action-list-edit = changed the settings of the list
audit-action-list-import = imported the archive of the list
audit-action-list-reopen = reopened the list
audit-action-message-create = started the message
audit-action-message-edit = edited the message
audit-action-message-remove = deleted a draft message
audit-action-message-send = sent the message
audit-action-message-schedule = scheduled the message
audit-action-message-unschedule = unscheduled the message
audit-action-message-held = held back the message whose audience had changed,
audit-action-page-create = created the page
audit-action-page-edit = edited the page
audit-action-page-remove = deleted a page
audit-action-page-restore = restored an earlier version of the page
audit-action-page-import = imported a page from a folder:
audit-action-page-attach = attached a file to the page
audit-action-page-describe = described a picture of the page
audit-action-page-detach = removed a file from the page
audit-action-review-write = edited the annual review of
audit-action-review-adopt = adopted the annual review of
audit-action-subscription-change = changed a subscription to the list
audit-action-post-export = exported the posts of the list
audit-action-subscription-options = chose how to receive the list
audit-action-subscription-import = took over subscriptions to the list
audit-action-post-moderate = decided on a post that was waiting:
audit-action-post-remove = removed a post from the list
audit-action-post-write = wrote to the list
audit-kind-address = addresses
audit-kind-affiliation = careers
audit-kind-attendance = attendance
audit-kind-certificate = certificates
audit-kind-committee = committees
audit-kind-consent = consents
audit-kind-delivery = delivery
audit-kind-event = events
audit-kind-feed = calendars
audit-kind-import = imports
audit-kind-instance = site
audit-kind-invitation = invitations
audit-kind-mail = e-mails
audit-kind-mandate = mandates
audit-kind-membership = memberships
audit-kind-network = networks
audit-kind-organisation = organisations
audit-kind-person = people
audit-kind-purge = purges
audit-kind-registration = registrations
audit-kind-session = sessions
audit-kind-taxonomy = lists of choices
audit-detail-mails =
    { $count ->
        [one] { $number } e-mail
       *[other] { $number } e-mails
    }
audit-detail-delivery-logs =
    { $count ->
        [one] { $number } delivery log
       *[other] { $number } delivery logs
    }
audit-detail-sessions =
    { $count ->
        [one] { $number } session
       *[other] { $number } sessions
    }
audit-detail-attendances =
    { $count ->
        [one] { $number } attendance recorded
       *[other] { $number } attendances recorded
    }
audit-detail-registrations =
    { $count ->
        [one] { $number } registration for a past event
       *[other] { $number } registrations for past events
    }
audit-detail-rows =
    { $count ->
        [one] { $number } row
       *[other] { $number } rows
    }
audit-detail-file = { $file }: { $lines }
audit-detail-taxonomy = { $list }: { $change }
audit-detail-retention = { $what } { $number } days
audit-detail-retention-unlimited = { $what } for good
audit-kind-list = lists
audit-kind-message = messages
audit-kind-page = pages
audit-kind-post = discussions
audit-kind-review = annual reviews
audit-kind-subscription = subscriptions

## Mails

outbox-title = Demonstration e-mails
outbox-lead = Every e-mail this demonstration sends can be read here, with its links.
outbox-empty = E-mails will appear here. The first is sent when somebody asks to sign in.
outbox-subject = Subject
outbox-recipient = To
outbox-erased-recipient = an erased person
outbox-reply-to = Replies to
outbox-written-at = Written
outbox-state = Status
outbox-message-id = Identifier
outbox-attachment = Attachment
outbox-error = Server response
outbox-html = The message
outbox-text = Plain text
outbox-breadcrumbs = Breadcrumbs

## Certificates of attendance

certificates-title = Certificate of attendance
certificates-half-days = Attendance by half-day
certificates-duration = Time
certificates-dates = Date
certificates-total = Total
certificates-code-column = Code
certificates-event = Event
certificates-network = Network
certificates-name = Name
certificates-issued = Issued on
certificates-check-title = Check a certificate
certificates-check-lead = The code is at the bottom of the certificate.
certificates-code-field = Code of the certificate
certificates-code-hint = Sixteen letters and digits, with or without hyphens.
certificates-check-button = Check
certificates-check-another = Check another certificate
certificates-valid = Valid certificate
certificates-valid-more = Issued by { $network }. Compare what follows with the document.
certificates-replaced = Replaced certificate
certificates-replaced-more = A later certificate, with another code, says something else. Ask the person for it.
certificates-corrected = Certificate to renew
certificates-corrected-more = Attendance or its hours were corrected since. The person can ask for a new certificate.
certificates-revoked = Withdrawn certificate
certificates-revoked-more = The network withdrew this certificate: it is not valid any more.
certificates-name-title = Compare the name
certificates-name-more = The name is not kept here any more. Type the one on the document.
certificates-name-button = Compare
certificates-name-right = This is the name on the certificate.
certificates-name-wrong = This is not the name on the certificate.
certificates-mine = My past events
certificates-mine-link = Certificate of attendance
certificates-mine-lead = The events where your attendance was recorded, with your certificates.
certificates-mine-none = No attendance was recorded in your name.
certificates-mine-caption = Events of { $year }
certificates-year-total = Total: { $hours }
certificates-download = Download the certificate
certificates-link-more = Your attendance was recorded.
certificates-statement-button = { $year } statement for your employer
certificates-register = Certificates of attendance
certificates-register-lead = Everybody who was present downloads theirs from “My past events”, or by the link of an e-mail.
certificates-text-link = The text of your certificates
certificates-not-yet = Certificates are issued once the event is over.
certificates-nobody = No attendance is recorded.
certificates-lengths = Length of the half-days
certificates-lengths-more = Computed from the hours, at most 3 h 30 a half-day. Correct it if needed.
certificates-lengths-save = Save the lengths
certificates-lengths-saved = The lengths are saved.
certificates-people =
    { $count ->
        [one] One person was present
       *[other] { $number } people were present
    }
certificates-archive = All certificates (ZIP)
certificates-send = Tell them by e-mail
certificates-send-more = Everybody who was present gets one e-mail with the link to their certificate.
certificates-sent = The e-mails are on their way.
certificates-state = State
certificates-state-none = not asked for yet
certificates-state-issued = issued ({ $code })
certificates-state-corrected = to renew ({ $code })
certificates-state-revoked = withdrawn
certificates-revoke = Withdraw
certificates-revoke-more = Its page will say that it is not valid any more, and the person can’t download it.
certificates-restore = Restore
certificates-done-revoked = The certificate is withdrawn.
certificates-done-restored = The certificate is restored.
certificates-text = Text of the certificates of attendance
certificates-text-body = Text
certificates-text-hint = In Markdown, with these placeholders: { $marks }. The organisation follows the name, where it is known. Leave it empty for the usual text.
certificates-signatory = Signatory
certificates-signatory-hint = A name and a function, for example “Claire Fontaine, coordinator”.
certificates-text-save = Save
certificates-text-sample = See an example (PDF)
certificates-text-saved = The text is saved. A certificate that was issued keeps its own until it is asked for again.

## Log of a webinar

attendance-log = Attendance from the log of the video meeting
attendance-log-lead = Send the log of Zoom, BigBlueButton, Teams or any table (CSV, Excel, LibreOffice) with addresses or names, and durations. Nothing is recorded before you see the result; the file is not kept.
attendance-log-read = Read the log
attendance-log-again = See the result
attendance-log-column = Column { $number }
attendance-log-no-column = none
attendance-log-address = Column of the addresses
attendance-log-name = Column of the names
attendance-log-name-hint = For people whom the address is not enough to recognise.
attendance-log-time = Column of the durations
attendance-log-least = Least duration of an attendance, in minutes
attendance-log-half-day = Half-day
attendance-log-others = The other people registered
attendance-log-absent = Record them as absent, unless their attendance is recorded already
attendance-log-result =
    { $count ->
        [0] Nobody would be recorded as present
        [one] One person would be recorded as present
       *[other] { $number } people would be recorded as present
    }
attendance-log-missing =
    { $count ->
        [0] The log names everybody who registered.
        [one] One person registered is not in the log.
       *[other] { $number } people registered are not in the log.
    }
attendance-log-found = Recognised
attendance-log-by-address = by their address
attendance-log-by-name = by their name
attendance-log-present = present
attendance-log-too-short = not long enough
attendance-log-unknown =
    { $count ->
        [one] One person of the log is not recognised
       *[other] { $number } people of the log are not recognised
    }
attendance-log-unknown-more = Add them by hand if they took part.
attendance-log-ambiguous = several people registered have this name
attendance-log-apply = Record this attendance

## Forms
question-kind-short-text = Short answer
question-kind-long-text = Long answer
question-kind-one-of = One of several choices
question-kind-several-of = Several choices
question-kind-yes-no = Yes or no
question-kind-number = Number
question-kind-date = Date
question-kind-consent = Tick box (consent)
question-kind-heading = Section title
ready-question-diet = Diet
ready-question-lodging = Accommodation
ready-question-arrival = Arrival and travel
ready-question-motivation = Motivation
forms-edit = Registration questions
forms-title = Registration questions
forms-lead = People who register answer these questions, besides their name, address and organisation. A row without text is ignored.
forms-answered = People have answered already. Their answers stay as they are, with the questions as they were; they can complete them until registration closes.
forms-saved = The questions are saved.
forms-add = Add a question
forms-row = Question { $row }
forms-row-new = New question
forms-label = Question
forms-kind = Answer
forms-hint = Explanation
forms-choices = Choices
forms-choices-hint = Only for questions with choices: one per line. “Workshop A | 12” limits this choice to 12 people.
forms-condition = Asked
forms-condition-none = Always
forms-condition-is = If “{ $question }”: { $answer }
forms-condition-gone = Depending on an answer that is no longer offered before it
forms-kept-days = Delete the answers
forms-kept-days-hint = Number of days after the end of the event. Empty: together with the identity of those registered.
forms-required = An answer is required
forms-organisers-only = For the organisers alone: only they answer it and see it
forms-up = Move up
forms-down = Move down
forms-remove = Remove
forms-more = Ready-made questions
forms-ready-label = Subject
forms-ready-add = Add these questions
forms-reuse-from = Event
forms-reuse = Take over its questions
forms-yes = yes
forms-no = no
forms-choice-full = full
registrations-change-answers = Review my registration
registrations-own-answers = Your answers
registrations-own-details = Your name, address and organisation come from your profile.
registrations-save-answers = Save the answers
registrations-done-answered = Your answers are saved.
registrations-correct-answers = Correct the answers
registrations-answers = Answers
registrations-answers-no-form = Registrations for this event are asked no questions.
registrations-answers-filter = Answer
registrations-answers-all = all
registrations-answers-none = (no answer)
registrations-answers-totals = Totals
registrations-answers-former = { $question } (former question)
registrations-answers-own = { $question } (organisers)
registrations-answers-held = { $count } ({ $held } / { $seats } places taken)
registrations-sign-in-member = Sign in
forms-settings = More settings
registration-state-requested = request
registration-state-declined = request declined
registration-link-requested = Your request has been saved
registration-link-declined = Your request was declined
registration-decision-accepted = to accept
registration-decision-waiting = to put on the waiting list
registration-decision-declined = to decline
events-field-on-request = Seats
events-on-request-no = A seat for whoever registers, in order
events-on-request-yes = On request: the organisers choose
registrations-request = Ask to take part
registrations-request-more = The organisers choose among the requests, and answer everyone.
registrations-confirm-request = Confirm my request
registrations-withdraw-request = Your request will be withdrawn. You can make it again while registration is open.
registrations-sent-request = Your request will be saved once you have opened this link and chosen “Confirm my request”.
registrations-done-requested = Your request has been saved. The organisers will write to you.
registrations-choose = Choose among the requests
registrations-choose-one = Choose { $name }
registrations-choose-ticked = For the people ticked:
registrations-choose-accept = Accept
registrations-choose-wait = Put on the waiting list
registrations-choose-decline = Decline
registrations-choose-undo = Leave undecided
registrations-decision = Decision
registrations-decided = The decisions are noted. Nobody learns of them before you send them.
registrations-decisions = Decisions to send
registrations-decisions-sent = Everyone concerned receives their decision.
registrations-undecided = undecided
registrations-seats-taken = seats taken { $presence }
registrations-send-decisions = { $count ->
    [one] Send { $number } decision
   *[other] Send { $number } decisions
}
registrations-send-decisions-more = Everyone receives the letter for their decision, which holds from that moment on.
registrations-letters = Letters
registrations-letters-lead = Each letter is followed by the dates, the place and the link of the registration. Placeholders: { $marks }. Leave it empty for the usual text.
registrations-letters-accepted = To people accepted
registrations-letters-waiting = To people put on the waiting list
registrations-letters-declined = To people declined
registrations-letters-saved = The letters are saved.
registrations-note = Note between organisers
registrations-note-hint = The person reads it only by asking for all their data.
registrations-note-save = Save the note
problem-seats-left = { $count ->
    [0] No seat is left: nothing was sent.
    [one] Only { $number } seat is left, and more people are accepted: nothing was sent.
   *[other] Only { $number } seats are left, and more people are accepted: nothing was sent.
}
mail-cause-registration-applied = Request saved
mail-cause-registration-declined = Request declined
audit-action-registration-decide = decided requests for
audit-action-registration-letters = changed the letters of
audit-action-registration-send-decisions = sent the decisions for
problem-not-a-number = Enter a number, such as 12 or 12.5.
problem-new-question = This question has just been added. Answer it, or leave it empty and send the form again.
problem-choice-twice = “{ $choice }” is there twice.
problem-choice-full = “{ $choice }” is full: choose something else.
problem-condition-later = The question that this one depends on must come before it.
problem-condition-gone = The answer that this question depends on is no longer offered.
audit-action-event-form = changed the registration questions of
audit-action-registration-answers = corrected the answers of a registration for
privacy-table-registration-answers = Your answers when registering
