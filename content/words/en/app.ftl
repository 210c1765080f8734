### The words of the pages. One section a slice, in the order of the pages.

## The frame

shell-name = Maillage
shell-motto = Maillage, the home of professional networks
shell-skip = Skip to content
shell-navigation = Main
shell-trail = Breadcrumbs
shell-agenda = Agenda
shell-networks = Networks
shell-me = My space
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-calendar = Calendar
shell-atom = Atom feed
shell-contact = Write to us
shell-about = About
shell-outbox = Mails of the demonstration

## Home

home-title = Professional networks, stitch by stitch
home-lead = The meetings, members and resources of engineering and research communities, in one place.
home-next = Coming up
home-all = The whole agenda
home-empty = The next events will show here.

## Refusals

fault-search = Search all of the site
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
fault-too-large-more = Nothing was saved. A form takes four megabytes at most, an attached file twenty.
pager-pages = Pages
pager-page = Page { $number }
pager-previous = ← Previous
pager-next = Next →
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
fault-link-new = Ask for a new link

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
problem-address-taken = Somebody else is on the list already with your preferred address: choose another one in “My addresses”.
problem-unknown-mark = “{ $mark }” would be replaced by nothing. In the text, “{"{{"}name{"}}"}” becomes the person’s name; the subject is the same for everybody.
problem-not-a-date = There is no such date.
problem-to-come = This day or year is still to come: only what has been is counted.
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
problem-below-taken = { $taken } people are confirmed already.
problem-file-too-large = This file is larger than { $most } MB.
problem-not-a-file-kind = This kind of file is not accepted, or its content is not what its name says.
problem-lasts-too-long = This lasts too long: { $most } days at most, from start to end.
problem-not-ticked = Tick this box to go on: this can’t be undone.

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
networks-recent-label = joined within a year
networks-members-own =
    { $count ->
        [one] of whom { $number } member of the network itself
       *[other] of whom { $number } members of the network itself
    }
networks-coordination = Coordination
networks-follow = Follow
networks-feed-title = Agenda of { $network }
networks-new-event = Prepare an event
networks-next-events = Next events
networks-no-event = The events of { $network } will be shown here.
networks-all-events = Its whole agenda
networks-preview = Preview
networks-library-empty = The resources of { $network } and the materials of its past events will be shown here.
networks-library-older = Events of { $year } and before

## Pages

pages-new = New page
pages-new-title = New page: { $keeper }
pages-edit = Edit
pages-edit-title = Edit “{ $title }”
pages-kind-page = page
pages-kind-guide = guide
pages-kind-minutes = minutes
pages-access-public = everyone
pages-access-members = members of the network
pages-access-participants = members and participants
pages-access-committee = committees of the network
pages-draft = draft
pages-not-a-draft = published
pages-empty = This page has no text yet.
pages-updated = changed on { $day }
pages-beside = Around the page
pages-contents = Contents
pages-menu = Pages
pages-files = Files
pages-size-kilobytes = { $number } kB
pages-size-megabytes = { $number } MB
pages-field-title = Title
pages-field-slug-hint = Empty: made from the title. It does not change afterwards, so that links stay good.
pages-field-body = Text
pages-field-body-hint = In Markdown: # headings, **bold**, lists, tables. A file is written by its name: ![](plan.png).
pages-section-place = Where and for whom
pages-field-kind = Kind
pages-field-position = Place in the menu
pages-field-position-hint = 1 comes first. Empty: the page is not in the menu, only in the resources.
pages-field-access = Who may read it
pages-field-draft = Draft: only the coordination reads it
pages-field-note = What changes, in a line
pages-field-note-hint = For those who will read the versions.
pages-create = Create the page
pages-save = Save
pages-done-created = The page is created.
pages-done-saved = The page is saved.
pages-done-restored = The earlier version is back, as a new version.
pages-done-removed = The page is removed.
pages-done-attached = The file is attached.
pages-done-detached = The file is taken off.
pages-done-described = The description is saved.
pages-stale-by = By { $author }, { $when }.
pages-stale-text = Text: what is struck through is in the saved version, what is underlined is in yours.
pages-author-none = the command line
pages-author-gone = a person who was erased
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
pages-revision-before = ← Previous version
pages-revision-after = Next version →
pages-difference-removed = Removed:
pages-difference-added = Added:
pages-difference-skipped = Lines without a change
pages-difference-none = The text has not changed.
pages-restore = Go back to version { $number }
pages-restore-hint = Its title and text come back as a new version; nothing is lost.
pages-restored-note = Back to version { $number }
pages-remove = Remove the page
pages-remove-open = Remove
pages-remove-title = Remove this page?
pages-remove-revisions = versions, lost with it
pages-remove-files = attached files, lost with it
pages-attachments = Files
pages-attachments-open = Attached files
pages-attachments-title = Files of “{ $title }”
pages-attachments-empty = The pictures, slides and documents of the page will show here.
pages-attach-title = Attach a file
pages-attach = Attach
pages-attachment-written = In the text:
pages-describe = Save the description
pages-field-file = File
pages-field-file-hint = { $most } MB at most: PDF, pictures, documents, spreadsheets, presentations, text, archives.
pages-field-alternative = What the picture shows
pages-field-alternative-hint = A sentence for those who do not see it; needed for a picture.

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
governance-open = open
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
governance-no-rights = This committee does not coordinate the network
governance-mandate-gone = This mandate was taken back meanwhile
governance-committee-gone = This committee was removed meanwhile
governance-gone = Someone else removed it while this form was open: nothing was saved.
governance-typed = What you had typed
governance-find = Look among the members
governance-find-more = This list ends after { $most } members: look for the others by a part of their name.
governance-find-found =
    { $count ->
        [0] Nobody of that name among the members.
        [one] One person found, in the list below.
       *[other] { $count } people found, in the list below.
    }
governance-find-do = Look

## Figures

figures-on = On
figures-year = Year
figures-show = Show
figures-year-ends = End of year:
figures-members = Members
figures-events = Events
figures-overlap = Overlap
figures-overlap-lead = On the diagonal, everyone in a network; elsewhere, those whom two networks share.
figures-members-on = members on { $day }
figures-joined-in = joined in { $year }
figures-left-in = left in { $year }
figures-joined = joined
figures-left = left
figures-kind = Organisations
figures-event-kind = Kind
figures-every-kind = every kind
figures-only-kind = Only people of this kind of organisation are counted: { $kind }.
figures-empty = { $network } had no member yet on { $day }.
figures-no-event = { $network } held no event in { $year }.
figures-once = A person who is in several networks stands in each, and counts once in the total.
figures-events-once = An event that several networks held together counts once.
figures-together = held with other networks
figures-lost = cancelled or postponed
figures-registered = registrations
figures-people = different people
figures-each-event-file = Each event and who came ({ $number }), as CSV
figures-small-groups = A group of fewer than { $few } people is not shown alone: it is put together with others. How many members each network has is public.
figures-small-overlaps = “< { $few }”: fewer than { $few } people, or nobody. “–”: a number from which one of those could be found. How many members each network has is public.
figures-small-groups = A group of fewer than { $few } people is not shown alone: it is put together with others.
figures-parts-untold = What the members are is shown to everyone for the last day of each past year and for today only: from one day to the next, the difference would tell of a person.
figures-all-tables = Every table, in one XLSX workbook

## Reviews

reviews-title = Reviews
reviews-lead = Each year, what the network did and counted; once adopted, a review does not change.
reviews-of = Review of { $year }
reviews-empty = { $network } has not published a review yet.
reviews-begin = Prepare the review of { $year }
reviews-adopted = adopted on { $day }
reviews-draft = draft
reviews-draft-more = Only the network’s committees see this draft: coordinators write it, the committee adopts it. Its figures are counted anew each time it is read, until it is adopted.
reviews-saved = The draft is saved.
reviews-now-adopted = The review is adopted: it will not change, and keeps this address.
reviews-write = Write
reviews-write-title = Review of { $year }, { $network }: write
reviews-write-lead = Figures, events and mandates come by themselves.
reviews-highlights = Highlights
reviews-plans = Plans
reviews-preview = Preview
reviews-preview-highlights = How the highlights will read
reviews-preview-plans = How the plans will read
reviews-save = Save the draft
reviews-keep = Change nothing
reviews-adopt = Adopt
reviews-adopt-title = Adopt the review of { $year }, { $network }?
reviews-adopt-lead = Figures and texts are kept as they are at this moment. No correction and no new draft will change them; whoever sees the network can then read the review.
reviews-adopt-members = members counted
reviews-adopt-events = events counted
reviews-adopt-on = Day of the decision
reviews-adopt-on-hint = The day on which the committee adopted it; today at the latest.
reviews-adopt-unfinished = The year { $year } is not over: what happens until 31 December (who joins and leaves, events, participants) will never stand in this review.
reviews-adopt-unfinished-tick = Adopt it all the same, with the figures of today
reviews-stale = This review has changed meanwhile.
reviews-adopt-do = Adopt for good

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
memberships-add-title = Add a member
memberships-add-address = Their e-mail address
memberships-add-hint = The person has an account already; they are told by mail.
memberships-add = Add to the members
memberships-import = Import a list (CSV, Excel)
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
memberships-directory = Directory
memberships-directory-title = Directory of { $network }
memberships-directory-lead = Only members read this page; only those who agreed are in it.
memberships-directory-in = You are in it.
memberships-directory-out = You are not in it.
memberships-directory-change = Change
memberships-directory-empty = Nobody has agreed to be in it yet.

## Lists

networks-tab-list = List
lists-title = List { $list }
lists-what = The coordination of { $network } writes here to its members and to whoever follows. Answers go to the writer alone.
lists-saved = Saved.
lists-readers =
    { $count ->
        [0] Nobody follows the list yet.
        [one] One person follows the list.
       *[other] { $number } people follow the list.
    }
lists-settings = Settings of the list
lists-list-name = Name of the list
lists-description = Description
lists-description-hint = One or two sentences: what one reads there, how often.
lists-save = Save
lists-archive = Archive
lists-archive-open = Read what was sent so far
lists-archive-title = Archive of the list { $list }
lists-archive-who = Who reads the archive
lists-archive-public = everyone
lists-archive-members = the network’s members
lists-archive-none = nobody but the coordination
lists-archive-empty = Messages sent to the list will be read here.
lists-archive-sent = Sent to the list { $list }, { $day }
lists-you-member = You receive these messages because you are a member.
lists-you-read = You are on the list.
lists-you-do-not = You do not receive the messages of this list.
lists-follow = Subscribe
lists-stop = Stop
lists-follow-title = Follow without being a member
lists-follow-more = A message will ask you to confirm your address. Every message has a link to stop.
lists-address = Your e-mail address
lists-name = Your name
lists-name-hint = For the message’s address; the coordination sees it.
lists-website = Leave this field empty
lists-form-again = The page was open for too short or too long. What you typed is kept: send it again.
lists-asked-title = Look at your mail
lists-asked = A message is on its way to { $address }.
lists-asked-more = It has a link to open within three days, to confirm. Nothing else will be sent until then.
lists-back = Back to the list
lists-mine-title = My lists
lists-mine-more = Messages of coordinations. Joining a network subscribes you to its list, leaving unsubscribes; you can say no without leaving.
lists-mine-none = No list writes to you. Join a network, or subscribe from its page.
lists-mine-member = received, as a member
lists-mine-reads = received
lists-mine-stopped = stopped
lists-done-yes = Done: the next messages will reach you.
lists-done-no = Done: no more messages of this list.
lists-said = { $day }: { $what } ({ $how })
lists-said-yes = subscribed
lists-said-no = unsubscribed
lists-said-refused = refused
lists-cause-form = public form, address confirmed
lists-cause-one-click = link of a message
lists-cause-join = when joining the network
lists-cause-leave = when leaving the network
lists-cause-me = from my space
lists-cause-coordinator = by the coordinators
subscribers = Subscribers
subscribers-title = Subscribers of the { $list } list
subscribers-who = Show
subscribers-read = who gets it
subscribers-outside = who gets it without being a member
subscribers-not = who does not want it
subscribers-none = Nobody here.
subscribers-act = Action
subscribers-since = since { $day }, { $how }
subscribers-end = Stop writing to them
subscribers-ask = Stop writing to { $name } on this list?
subscribers-ask-more = Memberships do not change. Only this person can subscribe again, on their own.
subscribers-keep = No, go back
subscribers-ended = Done: the list will not write to them any more.
lists-join-refuse = Do not write to me: I do not want the messages of the list
unsubscribe-ask = Stop the messages of the list { $list }?
unsubscribe-ask-more = Only this list stops; your memberships and registrations do not change.
unsubscribe-ask-event = Stop the messages about “{ $event }”?
unsubscribe-ask-event-more = Your registration stands, and what concerns it (a change, a cancellation) will still reach you.
unsubscribe-do = Stop
unsubscribe-done = The list { $list } will not write to you any more
unsubscribe-done-more = Done, nothing else is needed. If it was not meant, you can come back.
unsubscribe-done-event = No more messages about “{ $event }”
unsubscribe-done-event-more = Done. Your registration stands.
unsubscribe-back = Receive them again
unsubscribe-gone = Nothing is sent to you by this link any more
subscriptions-ask = Receive the messages of the list { $list }?
subscriptions-do = Subscribe
subscriptions-done = You are on the list { $list }
subscriptions-done-more = Every message has a link to stop.

## Lists: messages

messages-title = Messages
messages-title-of = Messages of { $network }
messages-new = Write a message
messages-edit = Change the message
messages-none = No message yet. Write the first one: nothing leaves before you have read it again and said yes.
messages-removed = The draft is removed.
messages-saved = The draft is saved. Nothing has left.
messages-proof-sent = A proof is on its way to your address.
messages-sent =
    { $count ->
        [one] The message is on its way to one person.
       *[other] The message is on its way to { $number } people.
    }
messages-scheduled = The message is scheduled.
messages-unscheduled = The message is a draft again.
messages-subject = Subject
messages-text = Text
messages-text-hint = In Markdown: **bold**, [link](https://…), lists. {"{{"}name{"}}"} becomes the person’s name.
messages-language = Language of the text
messages-in-french = French
messages-in-english = English
messages-for = For whom
messages-for-hint = A person chosen more than once gets one message.
messages-for-nobody = Nobody is chosen yet.
messages-kinds = Only people who work in these kinds of organisation
messages-kinds-hint = Nothing ticked: everybody. Otherwise, among the people chosen above, those whose organisation is known and who work there today.
messages-choice-subscribers = Everybody on the list { $list }
messages-choice-members = Members of { $network }
messages-choice-below = Members of { $network } and of its public networks
messages-choice-organisations = { $kind }
messages-only = Among them, only those who work in: { $kinds }.
messages-choice-participants = People registered for “{ $event }”
messages-choice-absent = People absent from “{ $event }”
messages-choice-waiting = Waiting list of “{ $event }”
messages-save = Save the draft
messages-state = State
messages-when = When
messages-recipients = Recipients
messages-state-draft = draft
messages-state-held = draft, held back
messages-state-scheduled = scheduled
messages-state-sending = being sent
messages-state-sent = sent
messages-failed =
    { $count ->
        [one] one failure
       *[other] { $number } failures
    }
messages-was-sent = { $day }, by { $author }
messages-will-be-sent = leaves { $day }, written by { $author }
messages-was-changed = changed { $day }, by { $author }
messages-send-open = Send…
messages-who = Who will get it, and why
messages-proof = Send me a proof
messages-remove-ask = Delete this draft? Its text and the choice of its recipients are lost.
messages-remove = Remove the draft
messages-unschedule = Make it a draft again
messages-copies-sent = Sent
messages-copies-failed = Failures
recipients-title = Who will get it
recipients-count =
    { $count ->
        [0] Nobody.
        [one] One person.
       *[other] { $number } people.
    }
recipients-twice =
    { $count ->
        [one] Once more, somebody was chosen for a second reason: they count once.
       *[other] { $number } times, somebody was chosen for several reasons: they count once.
    }
recipients-nobody = Nobody would get this message. Choose whom it is for.
recipients-name = Name
recipients-address = Address
recipients-why = Why
send-title = Send this message?
send-people = people will get it, each once
send-usual = as a rule, for the last messages
send-unusual = As a rule, your messages go to { $usual } people; this one would go to { $number }.
send-sure = Yes, this is the audience I want
send-sure-needed = Confirm that this is the audience you want.
send-now =
    { $count ->
        [one] Send to one person
       *[other] Send to { $number } people
    }
send-changed = The text or its audience has changed since you read it. Nothing was sent. Read again: this is what would leave now.
send-not = Do not send
send-later-title = Later
send-date = Day
send-time = Time
send-time-hint = In Paris.
send-later = Schedule it
journal-title = Delivery journal
journal-open = Delivery journal
journal-left = unsubscribed by this message
journal-count =
    { $count ->
        [0] Nobody answers this search.
        [one] One person.
       *[other] { $number } people.
    }
journal-forgotten = Who got this message was removed on { $day }, as the retention says; the figures stay.
journal-nobody = Nobody here.
journal-doubtful =
    { $count ->
        [one] One copy has perhaps left twice.
       *[other] { $number } copies have perhaps left twice.
    }
journal-doubtful-more = Sending was interrupted while they were leaving. They were sent again under the same identifier: perhaps twice, never not at all.
journal-perhaps-twice = perhaps twice
journal-search = Name or address
journal-all = All
journal-filter = Filter
journal-filter-doubtful = perhaps twice
journal-export = Export as CSV
journal-steps = Steps
journal-step = { $day }: { $what }
journal-step-queued = queued
journal-step-sent = handed to the server
journal-step-deferred = deferred
journal-step-failed = failed
journal-step-interrupted = interrupted, sent again
journal-step-unsubscribed = unsubscribed
journal-next = next attempt: { $day }


## Imports

imports-title = Import members of { $network }
imports-organisations-title = Import organisations
imports-lead = A table of the members of { $network }: one line a person, with their e-mail address.
imports-organisations-lead = A table of organisations: one line each, with its name.
imports-file = File
imports-file-hint = CSV or an Excel workbook (.xlsx), { $lines } lines and four megabytes at most. The first line names the columns.
imports-bring = Read the file
imports-recent = Your recent files
imports-is-done = imported
imports-waits = to be continued
imports-rules = What will happen
imports-rule-steps = You say what each column holds, you read line by line what will be done, then all of it is done at once, or nothing.
imports-people = An unknown person is written down with an address that they prove at their first sign-in. A person whom the site knows becomes a member and hears of it by mail: their profile is theirs, the file changes nothing in it. Since when somebody is a member is for the file to say, unless the history of their membership contradicts it. Who left the network is not brought back by a file. The others get nothing.
imports-organisations-rule = An organisation is known by its name or one of its other names, whatever the accents and capitals. An empty cell takes nothing away.
imports-rule-again = Importing the same file twice changes nothing the second time.
imports-rule-kept = The file is read by you alone; it is forgotten once imported, and after { $hours } hours at the latest.
imports-step-file = Import
imports-step-columns = Columns
imports-step-plan = Dry run
imports-columns-title = What do the columns hold?
imports-columns-lead =
    { $count ->
        [one] { $file }: one line below the headings. This is what the headings suggest; correct it where needed.
       *[other] { $file }: { $count } lines below the headings. This is what the headings suggest; correct it where needed.
    }
imports-columns-caption = Columns of the file
imports-columns-heading = Heading
imports-columns-sample = First lines
imports-columns-holds = Holds
imports-columns-nameless = Column { $number }
imports-kind = Kind of new organisations
imports-kind-hint = For those whose kind the file does not say.
imports-kind-none = Refuse the line
imports-look = See what will be done
imports-other-file = Another file
imports-column-ignored = none of these
imports-column-address = e-mail address
imports-column-given-name = given name
imports-column-family-name = family name
imports-column-since = member since
imports-column-profession = profession
imports-column-region = region
imports-column-organisation = organisation
imports-column-organisation-kind = kind of organisation
imports-column-organisation-place = town of the organisation
imports-column-organisation-region = region of the organisation
imports-column-aliases = other names
imports-column-affiliated-since = at the organisation since
imports-plan-title = What will be done
imports-plan-lead = { $file }: nothing is written yet.
imports-plan-caption = Line by line
imports-line = Line
imports-about = In the file
imports-outcome = Will be
imports-notes = Why
imports-count-created = new
imports-count-joined = on the site already
imports-count-changed = changed
imports-count-same = unchanged
imports-count-refused = refused
imports-outcome-created = created
imports-outcome-joined = joined
imports-outcome-changed = changed
imports-outcome-same = unchanged
imports-outcome-refused = refused
imports-run =
    { $count ->
        [one] Import one line
       *[other] Import { $count } lines
    }
imports-leave-out =
    { $count ->
        [one] Leave out the refused line
       *[other] Leave out the { $count } refused lines
    }
imports-leave-out-needed = Some lines are refused: correct the file, or accept to leave them out.
imports-back-to-columns = Back to the columns
imports-nothing = Nothing to do: everything this file says stands already, or is refused.
imports-moved = Things have changed since this table was shown: nothing was imported. This is what would be done now.
imports-done-title = Import done
imports-done = { $file } is imported. Its lines are forgotten.
imports-see-members = See the members
imports-see-organisations = See the organisations
imports-note-new-person = Written down, member of the network; proves the address at the first sign-in.
imports-note-new-organisation = Organisation made: { $name }.
imports-note-sets = { $column }: { $value }.
imports-note-since-moves = member since { $to }; the register said: { $from }.
imports-note-stood-left = Left the network on { $day }: has not been a member without a break since an earlier day.
imports-note-stood-requested = Asked to join on { $day }: was not a member before.
imports-note-stood-refused = Their request was refused on { $day }: was not a member before.
imports-note-stood-active = The history of their membership has a line on { $day } already: no earlier day is taken.
imports-note-member-only = Has an account already: becomes a member, nothing else of the line is taken.
imports-note-own-profile = A member already; their profile stays as it is.
imports-note-missing = { $column }: missing.
imports-note-kind-missing = A new organisation without a kind: say it in a column, or for all of them at the step before.
imports-note-not-a-day = { $column }: “{ $value }” is not a date (31/12/2019 or 2019-12-31).
imports-note-not-an-address = “{ $value }” is not an e-mail address.
imports-note-unknown = { $column }: “{ $value }” is not in the list of this site.
imports-note-too-long = { $column }: too long.
imports-note-future = { $column }: this day has not come yet.
imports-note-twice = On line { $line } already.
imports-note-has-left = Left the network: no file brings anyone back.
imports-note-was-refused = Their request to join was refused.
imports-note-has-asked = Their request to join waits for an answer: answer it.
imports-note-claimed = This address waits to be proved by another person.
imports-note-alias-taken = “{ $alias }” is the name of another organisation.
problem-not-a-table = This file reads neither as CSV nor as an .xlsx workbook.
problem-empty-table = This file has no line below its headings.
problem-too-many-lines = This file is too long: { $most } lines at most. Cut it into several.
problem-too-much-text = This file holds too much text: { $most } MiB at most. Take out the columns that are not needed, or cut it into several.
problem-no-column = No column holds: { $column }.
problem-column-twice = Another column holds this already.
memberships-invite = Invite by mail
memberships-done-invited = Unless this address had an invitation already, it has just been sent one.
memberships-invitation-title = Join { $network }?
memberships-invitation-by = Invitation by { $by }.

## Exports

exports-open = Take everything away
exports-title = Everything { $network } owns
exports-lead = A ZIP archive of tables, calendars and texts that other programs read: { $network } is no tool’s captive.
exports-members = the members, in every state; can be imported again as it is
exports-history = each joining and leaving: when, by whom, why
exports-organisations = the members’ organisations
exports-committees = committees and their mandates
exports-events = the events as a table, as a calendar, and each as Markdown with its programme
exports-pages = the pages and their files
exports-messages = the list’s messages, who got them, and what each person said of the list
exports-registrations = who registered for the events that the network leads, and who came
exports-acts = what was done, when and by whom
exports-care = The archive holds personal data: keep it in a safe place and delete it when it is of no more use. The journal notes that it was taken.
exports-download = Download the archive

## People and sign-in

people-done = Done.
people-breadcrumbs = Breadcrumb
people-back = Change nothing
people-sign-in = Sign in
people-sign-in-how = No password: you are sent a link, valid for { $minutes } minutes.
people-sign-up-how = No account yet? The link makes it, on your first visit.
people-your-address = Your e-mail address
people-send-link = Send me the link
people-look = Look at your mail
people-look-at = If a link can be sent to
people-look-arrives = , it arrives within a minute.
people-look-more = It works once, for { $minutes } minutes. Nothing comes? Look into the spam folder, then ask for another link.
people-other-address = Ask for another link
people-demo-outbox = In this demonstration, messages can be read here:
people-welcome = Welcome
people-open-session = Open my session
people-prove = Add this address
people-prove-do = Add this address to my account
people-prove-elsewhere = This link adds an address to an account. Open it in the browser where that account is signed in.
people-sessions = My sessions
people-sessions-lead = The devices where you are signed in. Close those that you do not recognise.
people-session-closed = The session is closed.
people-session-close = Close
people-session-of = the session { $device }
people-session-times = opened { $opened }, seen { $seen }
people-this-device = this device
people-device-under = { $browser } on { $system }
people-device-on = { $browser } on { $system }
people-device-unknown = Unknown device
people-addresses = My addresses
people-addresses-lead = Each of them lets you sign in. Messages go to the preferred one.
people-address-new = Add an address
people-address-label = E-mail address
people-address-hint = A message goes there; its link adds the address to your account.
people-address-add = Send the link
people-address-waiting = link sent, to be opened
people-address-is-preferred = preferred
people-address-prefer = Prefer
people-address-remove = Remove
people-address-sent = A message is on its way to this address. Open its link to add it.
people-address-added = The address is yours.
people-address-preferred = Messages will go to this address.
people-address-removed = The address is removed.
people-profile = My profile
people-profile-welcome = Nice to meet you
people-profile-welcome-lead = Your name is for your registrations and for the coordinators of the networks that you join. The rest is optional.
people-profile-saved = Your profile is saved.
people-profile-save = Save
people-given-name = Given name
people-family-name = Family name
people-organisation = Organisation
people-organisation-now = Present organisation
people-profession = Profession
people-region = Region
people-language = Language
people-language-hint = Of the pages and of the messages.
people-affiliations = My career
people-affiliations-lead = Where you work and have worked: the figures of past years stay right after a move.
people-affiliation = A period of my career
people-affiliation-add = Add a period
people-affiliation-correct = Correct
people-affiliation-remove = Remove this period
people-affiliation-saved = Your career is up to date.
people-affiliation-removed = The period is removed.
people-affiliation-from = First day
people-affiliation-to = Last day
people-affiliation-to-hint = Empty if you still work there.
people-affiliation-since = since { $from }
people-affiliation-span = from { $from } to { $to }
people-hello = Hello { $name }
people-hello-you = Hello
people-nameless = What is your name?
people-nameless-do = Say your name to register and to join.
people-waiting = What is waiting
people-waiting-requests =
    { $count ->
        [one] request to join { $network }
       *[other] requests to join { $network }
    }
people-waiting-invitation = invitation of { $network } to hold { $event } too
people-waiting-draft = draft: { $event }
people-waiting-mails =
    { $count ->
        [one] failed message
       *[other] failed messages
    }
people-my-networks = My networks
people-my-events = My coming events
people-my-queues = On a waiting list
people-feeds = My calendars
people-no-network = Your networks will show here.
people-find-network = See the networks
people-no-event = Your coming registrations will show here.
people-find-event = See the agenda
people-standing-coordinator = coordination
people-standing-member = member
people-standing-requested = request sent


## My data

privacy-title = My data
privacy-lead = Everything this site holds of you. You can take it away, correct it, leave everything or be erased.
privacy-csv = Take away as CSV
privacy-json = Take away as JSON
privacy-correct = Correct
privacy-nothing = Nothing.
privacy-more = The first { $shown } lines of { $count }; the export holds all of them.
privacy-consents = My consents
privacy-consents-legend = I agree
privacy-consents-save = Save my consents
privacy-purpose-directory = to be in the directory of my networks
privacy-purpose-directory-more = Their other members read your name, organisation, profession and region there; never your address.
privacy-consent-stands = { $what }: given on { $given }
privacy-consent-over = { $what }: given on { $given }, taken back on { $taken }
privacy-done-agreed = your consents are saved.
privacy-done-left = you have left everything; your account stays.
privacy-end = Leaving
privacy-end-more = Leaving everything ends your memberships, the messages of lists and your registrations to come, and keeps your account. Being erased also removes what tells who you are.
privacy-leave-open = Leave everything…
privacy-leave-title = Leave everything?
privacy-leave-lead = Your account, your profile and your history stay: you can come back.
privacy-leave = Leave everything
privacy-ends-memberships = memberships and requests, ended
privacy-ends-lists = lists that write to you, stopped
privacy-ends-registrations = registrations to come, given back
privacy-ends-feeds = calendar addresses, revoked
privacy-ends-mandates = mandates, ended today
privacy-erase-open = Be erased…
privacy-erase-title = Erase my account?
privacy-erase-lead = It is immediate and for good: nobody can give this account back.
privacy-erase-coordinates = You coordinate { $networks }: your mandate ends with you. A word to your colleagues before you go will spare them a surprise.
privacy-goes = What goes
privacy-goes-name = your name, your addresses, your sessions, your links and your calendars
privacy-goes-others = your name in the mails that others got about you, and invitations sent to your addresses
privacy-goes-mails = the mails this site wrote to you: recipient, subject, text
privacy-goes-words = what you wrote when you asked to join, and what was written about it
privacy-goes-registrations = your name and address in lists of participants, also where you registered without an account with one of your addresses
privacy-stays = What stays
privacy-stays-figures = that a person of some profession, region and organisation was a member or came, at some dates: the figures of past years stay what they were
privacy-stays-acts = that acts were done (publishing an event, accepting a request), without saying by whom
privacy-stays-published = your name where it was written by hand: a programme, minutes, a page. Ask the coordination to take it out
privacy-stays-reviews = your name in yearly reviews that are adopted, if you sat in a committee that year: a mandate is public, and an adopted review never changes
privacy-erase-confirm = Your address, to confirm
privacy-erase-confirm-hint = Type { $address }
privacy-erase = Erase my account
privacy-erased-title = Your account is erased
privacy-erased = This site no longer knows who you are. Thank you for having been here.
privacy-erased-on = Back to the home page
privacy-unnamed = Erased person
problem-not-your-address = This is not one of your addresses.
problem-last-administrator = Nobody would be left to administer: give somebody else that role first.
privacy-table-profile = Profile
privacy-table-profile-history = Earlier profile
privacy-table-addresses = Addresses
privacy-table-affiliations = Organisations
privacy-table-memberships = Memberships
privacy-table-membership-history = History of memberships
privacy-table-mandates = Mandates
privacy-table-registrations = Registrations and attendance
privacy-table-registration-history = History of registrations
privacy-table-mails = Mails from this site
privacy-table-feeds = Own calendars
privacy-table-consents = Consents
privacy-table-lists = Lists: what you said
privacy-table-messages = Messages received from lists
privacy-table-sessions = Open sessions
privacy-table-imports = Imported files
privacy-table-page-versions = Versions of pages that you wrote
privacy-table-list-requests = Subscriptions asked for, not confirmed yet
privacy-table-message-steps = Messages from lists: on their way
privacy-table-messages-written = Messages that you wrote
privacy-table-invitations = Invitations to you
privacy-table-invitations-sent = Invitations that you sent
privacy-table-silenced-events = Events whose messages you want no more
privacy-table-sign-in-links = Sign-in links asked for
privacy-table-registration-links = Links of your registrations
privacy-table-events-written = Events that you made
privacy-table-reviews = Yearly reviews that you wrote or adopted
privacy-table-acts = Acts in the journal
privacy-column-title = title
privacy-column-number = number
privacy-column-note = what changes
privacy-column-given-name = given name
privacy-column-family-name = family name
privacy-column-profession = profession
privacy-column-region = region
privacy-column-language = language
privacy-column-created-at = created
privacy-column-updated-at = changed
privacy-column-administrator-since = administrator since
privacy-column-address = address
privacy-column-preferred = preferred
privacy-column-verified-at = proved
privacy-column-organisation = organisation
privacy-column-organisation-kind = Kind of organisation
privacy-column-place = place
privacy-column-started-on = from
privacy-column-ended-on = to
privacy-column-network = network
privacy-column-state = state
privacy-column-since = since
privacy-column-message = message
privacy-column-at = when
privacy-column-by = by
privacy-column-reason = reason
privacy-column-committee = committee
privacy-column-role = role
privacy-column-event = event
privacy-column-starts = date
privacy-column-presence = takes part
privacy-column-half-days-present = came
privacy-column-recipient = to
privacy-column-subject = subject
privacy-column-cause = cause
privacy-column-sent-at = sent
privacy-column-name = name
privacy-column-scope = holds
privacy-column-last-used-on = last used
privacy-column-purpose = consent
privacy-column-given-at = given
privacy-column-given-how = how
privacy-column-withdrawn-at = taken back
privacy-column-withdrawn-how = how
privacy-column-device = device
privacy-column-last-seen-at = last seen
privacy-column-expires-at = expires
privacy-column-file-name = file
privacy-column-done-at = imported
privacy-column-action = act
privacy-column-accepted-at = accepted
privacy-column-used-at = used
privacy-column-list = list
privacy-column-how = how
privacy-column-year = year
privacy-column-adopted-on = adopted
privacy-column-detail = detail
privacy-value-yes = yes
privacy-value-no = no
privacy-value-active = member
privacy-value-requested = request waits
privacy-value-left = left
privacy-value-refused = refused
privacy-value-confirmed = confirmed
privacy-value-waiting = waiting list
privacy-value-withdrawn = withdrawn
privacy-value-unconfirmed = to be confirmed
privacy-value-on-site = on site
privacy-value-online = online
privacy-value-sent = sent
privacy-value-queued = waiting
privacy-value-failed = failed
privacy-value-fr = French
privacy-value-en = English
privacy-value-directory = directory
privacy-value-form = this page
privacy-value-leaving = leaving
privacy-value-networks = my networks

## Organisations

organisations-hint = Type the first letters; an unknown organisation will be created.
organisations-list = Organisations
organisations-proposed =
    { $count ->
        [0] No organisation known by that name
        [one] { $count } organisation proposed
       *[other] { $count } organisations proposed
    }
organisations-kind = Kind of this organisation
organisations-kind-hint = It is new here: either correct its name, or say what it is.
organisations-place = Town of this organisation


## Search

search-title = Search
search-title-of = “{ $words }”, search
search-site = In all of the site
search-words = Words to search for
search-do = Search
search-narrow = Narrow down
search-network = Network
search-all-networks = All networks
search-year = Year
search-kinds = Kinds of results
search-everything = Everything
search-kind-event = event
search-kind-page = page
search-kind-network = network
search-kind-person = person
search-kind-message = message
search-kinds-event = Events
search-kinds-page = Pages
search-kinds-network = Networks
search-kinds-person = People
search-kinds-message = Messages
search-count =
    { $count ->
        [0] No result
        [one] 1 result
       *[other] { $number } results
    }
search-nothing = Nothing holds all of these words.
search-nothing-more = Try fewer words, or the beginning of a word. What is for other people only is not searched.
search-no-word = Nothing here can be searched for.
search-no-word-more = Type at least one word. “C++”, “C#”, “.NET” and “R” are words; “the”, “of” or “a”, which every text holds, are left aside, as are punctuation and emojis.
search-quotes = Quotation marks make no difference: each word is searched for, wherever it stands.

## Agenda

agenda-title = Agenda
agenda-of = Agenda of { $network }
agenda-lead = The meetings, webinars and schools of the networks.
agenda-month-view = Month view
agenda-list-view = List view
agenda-subscribe = Subscribe
agenda-subscribe-calendar = In my calendar
agenda-subscribe-download = Download (.ics)
agenda-subscribe-atom = Atom feed
agenda-subscribe-address = Address to copy
agenda-filter-q = Words
agenda-filter-network = Network
agenda-filter-kind = Kind
agenda-filter-level = Level
agenda-filter-where = Place
agenda-filter-when = Period
agenda-filter-all = All
agenda-filter-everywhere = Everywhere
agenda-filter-online = Online
agenda-filter-on-site = On site
agenda-filter-regions = Regions
agenda-filter-coming = Coming
agenda-filter-past = Past
agenda-filter-do = Filter
agenda-filter-clear = Clear
agenda-count =
    { $count ->
        [0] No event
        [one] One event
       *[other] { $number } events
    }
agenda-count-more = More than { $number } events
agenda-today = today, { $day }
agenda-today-mark = (today)
agenda-empty = Events that match these choices will show here.
agenda-empty-network = The events of { $network } will show here, with their registrations.
agenda-empty-past = See past events
agenda-empty-all = The whole agenda
agenda-month-caption = Events of { $month }
agenda-month-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
agenda-prepare = Prepare an event
agenda-declined = Invitation declined.
agenda-removed = The draft is gone.


## Events

events-kind-webinar = Webinar
events-kind-school = Training
events-kind-workshop = Workshop
events-kind-thematic-day = Thematic day
events-kind-conference = Conference
events-kind-meeting = Meeting
events-kind-visit = Visit
events-kind-deadline = Deadline
events-level-local = local
events-level-regional = regional
events-level-national = national
events-level-international = international
events-level = { $level }
events-mode-on-site = on site
events-mode-online = online
events-mode-hybrid = on site and online
events-draft = Draft
events-postponed = Postponed
events-cancelled = Cancelled
events-past = Past
events-full = Full
events-members-only = members only
events-seats-left =
    { $count ->
        [0] full
        [one] one seat
       *[other] { $number } seats
    }
events-seats-waiting = waiting list: { $number }
events-closed = registration closed
events-held-by = Held by
events-held-with = with
events-facts = In short
events-when = When
events-zone = local time ({ $city })
events-where = Where
events-for-whom = For whom
events-for-everyone = Open to all, with or without an account
events-for-members = For members of { $networks }
events-no-registration = No registration needed
events-seats = Seats
events-seats-of = { $left } of { $total } { $place }
events-seats-unlimited = no limit { $place }
events-closes = Register until
events-contact = Contact
events-video = Video meeting
events-video-note = For registered participants.
events-video-join = Join the meeting
events-calendar-menu = Add to calendar
events-calendar-download = Download (.ics)
events-calendar-subscribe = Subscribe to changes
events-calendar-address = Address to copy
events-state-draft = Visible only to its coordinators, and to those of the networks asked.
events-state-postponed = A new date will be announced.
events-state-cancelled = This event will not take place.
events-state-past = This event has taken place.
events-state-past-materials = Its documents are online.
events-state-waiting =
    { $count ->
        [0] Further registrations go to the waiting list.
        [one] One person waits for a seat.
       *[other] { $number } people wait for a seat.
    }
events-programme = Programme
events-morning = morning
events-afternoon = afternoon
events-abstract = Abstract
events-minutes = { $minutes } min
events-materials = Documents
events-material-slides = slides
events-material-recording = video
events-material-link = link
events-coordination = Coordination
events-edit = Edit
events-edit-programme = Programme
events-edit-materials = Documents
events-edit-holders = Co-organisers
events-registrations =
    { $count ->
        [0] Registrations
        [one] One registration
       *[other] { $number } registrations
    }
events-clone = Duplicate
events-publish-open = Publish…
events-publish-again-open = Publish the new date…
events-postpone-open = Postpone…
events-cancel-open = Cancel the event…
events-remove-open = Delete the draft…
events-holders = Networks that hold it
events-holder-lead = lead
events-holder-accepted = accepted
events-holder-invited = waiting
events-holder-declined = declined
events-holder-since = since { $day }
events-holder-on = on { $day }
events-holder-withdraw = Withdraw the invitation
events-holder-withdraw-of = of { $network }
events-invite = Invite a network
events-invite-hint = Its coordinators get a mail once the event is published, and answer on the event’s page.
events-invite-do = Invite
events-asked = { $lead } asks { $network } to co-organise this event.
events-asked-do = Accept
events-asked-for = for { $network }
events-asked-decline = Decline
events-answered-accepted = { $network } co-organises this event.
events-answered-leave = Stop co-organising
events-answered-declined = { $network } declined to co-organise this event.
events-answered-join = Accept after all
events-new = Prepare an event
events-new-for = Prepare an event of { $network }
events-edit-title = Edit the event
events-create = Keep as a draft
events-save = Save
events-save-told =
    { $count ->
        [0] Save
        [one] Save, and tell one person if the time or place changes
       *[other] Save, and tell { $number } people if the time or place changes
    }
events-preview = Preview
events-field-title = Title
events-field-summary = In one or two sentences
events-field-kind = Kind
events-field-level = Level
events-field-language = Language of the content
events-language-fr = French
events-language-en = English
events-section-when = When
events-field-starts = Start
events-field-ends = End
events-field-day = Day
events-field-time = Time
events-field-ends-hint = Day left empty: the same day.
events-field-all-day = Whole days, without hours
events-field-zone = Time zone
events-section-where = Where
events-field-mode = Mode
events-field-place = Place
events-field-place-hint = Town, institution, room.
events-field-region = Region
events-field-video-link = Link of the video meeting
events-field-video-link-hint = Shown only to people whose registration is confirmed.
events-section-registration = Registration
events-field-registration = Who can register
events-registration-none = no registration
events-registration-open = anyone, with or without an account
events-registration-members = members of the networks that hold it
events-field-closes = Last day to register
events-field-closes-hint = Empty: until it starts. Without a time: until the end of that day.
events-field-seats-on-site = Seats on site
events-field-seats-online = Seats online
events-field-seats-hint = Empty: no limit.
events-section-page = Page
events-field-description = Presentation
events-field-contact = Contact
events-field-contact-hint = An e-mail address, or a few words.
events-field-visibility = Visibility
events-visibility-public = everyone
events-visibility-members = members of the networks that hold it
events-stale-saved = What is saved now
events-stale-empty = (empty)
events-publish-title = Publish this event?
events-publish-again-title = Publish the new date?
events-publish-do = Publish
events-publish-tell =
    { $count ->
        [0] Publish
        [one] Publish and tell one person
       *[other] Publish and tell { $number } people
    }
events-postpone-title = Postpone this event?
events-postpone-do =
    { $count ->
        [0] Postpone
        [one] Postpone and tell one person
       *[other] Postpone and tell { $number } people
    }
events-cancel-title = Cancel this event?
events-cancel-do =
    { $count ->
        [0] Cancel the event
        [one] Cancel and tell one person
       *[other] Cancel and tell { $number } people
    }
events-remove-title = Delete this draft?
events-remove-do = Delete the draft
events-remove-more = It was never published: nothing of it will be left.
events-figure-told = registered people, told by mail
events-figure-waiting = on the waiting list
events-figure-holders = networks whose agenda changes
events-figure-invited = networks asked to co-organise, told by mail
events-note = Why
events-note-hint = One sentence, in the mail and on the page.
events-keep = Change nothing
events-programme-title = Programme
events-programme-lead = One row for each talk or break. An empty row goes away.
events-row = Row { $row }
events-row-title = Title
events-row-session = Session
events-row-day = Day
events-row-time = Time
events-row-minutes = Minutes
events-row-speakers = Speakers
events-row-speakers-hint = Name, organisation; name, organisation.
events-row-abstract = Abstract
events-row-add = Add a row
events-materials-title = Documents
events-materials-empty = Slides, recordings and links will show here.
events-material-kind = Kind
events-material-title = Title
events-material-url = Address
events-material-add = Add
events-material-remove = Remove
events-done-created = The draft is kept. It is yet to be published.
events-done-cloned = Here is the copy, a draft. Check its dates.
events-done-saved = Saved.
events-done-published = The event is published.
events-done-postponed = The event is postponed. Registered people are told.
events-done-cancelled = The event is cancelled. Registered people are told.
events-done-accepted = The event is in the network’s agenda.
events-done-declined = The invitation is declined.
events-done-invited = The network is invited.
events-done-withdrawn = The invitation is withdrawn.


## Registrations

registrations-title = Register
registrations-mine = Your registration
registrations-breadcrumbs = Breadcrumbs
registrations-on-site = on site
registrations-online = online
registrations-state-unconfirmed = address to confirm
registrations-state-confirmed = registration confirmed
registrations-state-waiting = waiting list
registrations-state-withdrawn = withdrawn
registrations-place = number { $place }
registrations-take = Register
registrations-queue = Join the waiting list
registrations-presence = I take part
registrations-unlimited = as many as come
registrations-free =
    { $count ->
        [one] one seat left
       *[other] { $number } seats left
    }
registrations-full =
    { $count ->
        [0] Full: the next seat that becomes free is yours.
        [one] Full: one person is waiting for a seat.
       *[other] Full: { $number } people are waiting for a seat.
    }
registrations-closed = Registration is closed.
registrations-members = Registration is for members of the networks that hold the event.
registrations-sign-in = Sign in to register in one click
registrations-withdraw = Withdraw
registrations-change = Change how you take part
registrations-change-to = Take part { $presence }
registrations-change-queue = Wait for a seat { $presence }
registrations-change-warning = You would give up your present seat to join the queue.
registrations-one-click = Your name, address and organisation come from your profile. The confirmation comes by mail.
registrations-guest = No account is needed: a link sent to your address confirms the registration.
registrations-given-name = Given name
registrations-family-name = Family name
registrations-address = E-mail address
registrations-address-hint = For the confirmation, the calendar and any change.
registrations-organisation = Organisation
registrations-website = Leave this field empty
registrations-privacy = The event’s coordinators read these answers. The link of each mail lets you withdraw.
registrations-sent = Look at your mail
registrations-sent-more = A link to confirm is on its way. Your seat is taken when you open it and choose “Confirm my registration”.
registrations-sent-else = Nothing within five minutes? Look among the unwanted mail, then check the address and try again.
registrations-nameless = What is your name?
registrations-nameless-more = The registration carries your name: complete your profile first, then come back to register in one click.
registrations-nameless-do = Complete my profile
registrations-back = Back to the event
registrations-done = Done.
registrations-done-full = It is full for now.
registrations-done-registered = Your registration is confirmed, a message is on its way.
registrations-done-waiting = You are on the waiting list: if a seat becomes free it is yours, and a message tells you.
registrations-done-unregistered = You are no longer on the list. The seat goes to whoever was waiting.
registrations-done-mail = A message confirms it.
registrations-ticket-unconfirmed = Confirm your registration
registrations-ticket-confirmed = Your registration is confirmed
registrations-ticket-waiting = You are on the waiting list
registrations-ticket-withdrawn = Your registration has ended
registrations-confirm = Confirm my registration
registrations-again = Register again
registrations-join = Join the meeting
registrations-list = Registrations
registrations-waiting = waiting
registrations-search = Name, address or organisation
registrations-state = State
registrations-state-all = current
registrations-filter = Filter
registrations-export = Export as CSV
registrations-count =
    { $count ->
        [0] Nobody
        [one] One person
       *[other] { $number } people
    }
registrations-nobody-yet = People who register will be shown here.
registrations-nobody = Nobody matches this search.
registrations-caption = Attendance by half-day
registrations-name = Name
registrations-registration = Registration
registrations-morning = morning
registrations-afternoon = afternoon
registrations-mark = Save attendance
registrations-marked = Attendance is saved.
registrations-removed = The person is told, and the seat goes to whoever was waiting.
registrations-history = History
registrations-colon = :{ " " }
registrations-remove = End the registration of { $name }
registrations-remove-more = A message tells the person. The seat goes to the first who waits.
registrations-add-title = Register somebody
registrations-add-more = A mail tells them, with the link by which they withdraw without an account.
registrations-add = Register
registrations-added = they are registered, and a mail tells them.
registrations-add-presence = Takes part
registrations-revoke-links = Revoke the links of their mails
registrations-revoke-links-more = If one of them was passed on: the registration stays, no link sent before opens it any more.
registrations-links-revoked = the links are of no use any more.
problem-on-the-list = This address is on the list already.

## Calendars

calendar-news = News of the agenda
calendar-news-of = News of { $network }
calendar-breadcrumbs = Breadcrumbs
calendar-mine = My calendars
calendar-mine-lead = One secret address a device: your calendar reads changes and cancellations there by itself.
calendar-mine-none = Your calendar addresses will be listed here.
calendar-new = New address
calendar-name = Name
calendar-name-hint = To know it again later: telephone, computer at work…
calendar-scope = What it holds
calendar-scope-registrations = what I registered for
calendar-scope-networks = everything that my networks hold
calendar-create = Create the address
calendar-made = Here is the address of “{ $name }”.
calendar-made-once = It is shown only once; it is a key, do not share it.
calendar-address-of = Address of the calendar “{ $name }”
calendar-subscribe = Subscribe
calendar-used = read on { $day }
calendar-unused = never read
calendar-revoke = Revoke
calendar-revoked = The address is revoked: nothing can be read there any more.


## Administration

administration-title = Administration
administration-way = Breadcrumbs
administration-instance = Name and look
administration-instance-more = What this site is called, its colour, whom to write to.
administration-people = People
administration-people-more =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
administration-organisations = Organisations
administration-organisations-more =
    { $count ->
        [one] { $count } organisation
       *[other] { $count } organisations
    }
administration-taxonomies = Lists of choices
administration-taxonomies-more = Kinds of organisation, professions, regions.
administration-taxonomies-lead = A retired choice is offered no more; it stays where it was made, and in the figures.
administration-mandates = Mandates
administration-mandates-more = Those that run, those about to end, networks without coordination.
administration-mails = Mails
administration-mails-more =
    { $count ->
        [one] { $count } waiting
       *[other] { $count } waiting
    }
administration-journal = Journal
administration-journal-more = Who did what, when.
administration-retention = Retention
administration-retention-more = How long each thing is kept, and what goes at night.
administration-failed =
    { $count ->
        [one] mail that failed
       *[other] mails that failed
    }
administration-uncoordinated =
    { $count ->
        [one] network without coordination
       *[other] networks without coordination
    }
administration-purged = Last purge: { $at } ({ $what }).
administration-network = Network
administration-committee = Committee
administration-person = Person
administration-alone = Without coordination today
administration-ending = Ending within three months
administration-running = Running
administration-saved = Saved.
administration-queued = The mail is on its way again.
administration-ended = The sessions are ended.
administration-merged = The two organisations are one.
administration-purge-asked = The purge is asked for: it begins within seconds, and the journal will tell what went.
administration-choice-used = This choice is used: it can be offered no more, but not removed.
administration-name = Name of the site
administration-motto = Motto, in the footer
administration-hue = Hue
administration-hue-hint = From 0 to 359, for pages that are no network’s; empty: Maillage’s own (252).
administration-contact = Contact address
administration-contact-hint = Shown in the footer.
administration-language = Default language
administration-language-hint = For who comes with a browser set to another language.
administration-retention-lead = In days; empty: without limit. Each night what is older is removed, after the figures of the years it counts in have been frozen.
administration-keep-registrations = Who registered for a past event
administration-keep-registrations-hint = Names and addresses; never before the year is over. How many, from where and who came stays.
administration-keep-mails = Sent mails
administration-keep-mails-hint = To whom, when, about what. Their text is forgotten as soon as they have left; that of a failed one after a week.
administration-keep-copies = Who got which message of a list
administration-keep-copies-hint = Names and addresses, from the day it left. How many got it stays; the link to unsubscribe goes on working.
administration-keep-audit = Lines of the journal
administration-keep-sessions = Unused sessions
administration-keep-sessions-hint = An unused session is of no use after a month; its line goes then.
administration-keep-fixed = A registration without an account that was never confirmed is forgotten after a day; so is a file to import.
administration-purge-now = Purge now
administration-list-organisation-kind = Kinds of organisation
administration-list-profession = Professions
administration-list-region = Regions
administration-new-choice = Add a choice
administration-in-french = In French
administration-in-english = In English
administration-add = Add
administration-restore = Offer again
administration-remove = Remove
administration-retire = Offer no more
administration-retired = offered no more
administration-up = Up
administration-down = Down
administration-used =
    { $count ->
        [one] used { $number } time
       *[other] used { $number } times
    }
administration-search-people = Name or address
administration-search-organisations = Name, or another name
administration-search-mails = Recipient or subject
administration-unproved = address not proved
administration-administers = administrator
administration-proved = proved { $at }
administration-seen = seen { $at }
administration-make-administrator = Make an administrator
administration-no-administrator = Free of administration
administration-end-sessions = End their sessions
administration-its-journal = What the journal says
administration-organisation-name = Name
administration-kind-hint = Correcting the kind corrects the figures of past years too, except those that are frozen.
administration-aliases = Other names
administration-aliases-hint = One a line.
administration-merge = Merge with another
administration-merge-more = The { $people } people who were at this organisation will be counted in the other one, which keeps both names. It is for good.
administration-merge-into = Name of the organisation to keep
administration-merge-do = Merge
administration-retry-all =
    { $count ->
        [one] Send { $count } failed mail again
       *[other] Send { $count } failed mails again
    }
administration-retry = Send again
administration-any = all
administration-sent-at = Sent
administration-cause = Cause
administration-attempts = Attempts
administration-text-forgotten = Its text is forgotten: it can’t be sent again.
administration-by = By
administration-about = About
administration-from = From
administration-to = To
administration-program = The site
administration-no-act = No act answers this search.
administration-acts =
    { $count ->
        [one] { $number } act
       *[other] { $number } acts
    }
problem-name-taken = Something else is called so already.
journal-address-add = added an address
journal-address-prefer = chose a preferred address
journal-address-remove = removed an address
journal-affiliation-add = added an organisation to their history
journal-affiliation-correct = corrected their history
journal-affiliation-remove = removed an organisation from their history
journal-attendance-mark = marked who came
journal-committee-create = made the committee
journal-committee-edit = changed the committee
journal-committee-remove = removed a committee
journal-consent-give = gave a consent
journal-consent-withdraw = took back a consent
journal-event-accept = agreed to hold
journal-event-add-material = added material to
journal-event-cancel = cancelled
journal-event-clone = copied
journal-event-create = made the event
journal-event-decline = declined to hold
journal-event-edit = changed the event
journal-event-invite = asked to hold
journal-event-postpone = postponed
journal-event-programme = changed the programme of
journal-event-publish = published
journal-event-remove = removed a draft
journal-event-remove-material = removed material from
journal-event-withdraw-invitation = withdrew a question to hold
journal-feed-create = made a calendar address
journal-feed-revoke = revoked a calendar address
journal-import-members = imported members into
journal-import-organisations = imported organisations
journal-import-try-members = tried a list of members for
journal-import-try-organisations = tried a list of organisations
journal-instance-edit = changed the site’s name or look
journal-instance-retention = changed how long things are kept
journal-invitation-send = invited somebody to join
journal-invitation-accept = accepted the invitation to join
journal-mail-retry = sent mails again
journal-mandate-edit = changed a mandate
journal-mandate-give = gave a mandate
journal-mandate-take-back = took back a mandate given by mistake
journal-membership-accept = accepted the request of
journal-membership-add = added to the members
journal-membership-correct = corrected the joining date of
journal-membership-end = ended the membership of
journal-membership-join = joined the network
journal-membership-leave = left the network
journal-membership-refuse = refused the request of
journal-membership-request = asked to join the network
journal-network-create = made the network
journal-network-edit = changed the network
journal-network-export = took away the archive of
journal-organisation-edit = corrected the organisation
journal-organisation-merge = merged organisations into
journal-person-administrator = made an administrator of
journal-person-no-administrator = freed of administration
journal-person-create = opened an account
journal-person-edit = changed their profile
journal-person-erase = was erased
journal-person-leave = left everything
journal-purge-ask = asked for a purge
journal-purge-run = removed what had served its time
journal-registration-add = registered somebody for
journal-registration-remove = ended a registration for
journal-registration-revoke-links = revoked the links of a registration for
journal-session-end = ended the sessions of
journal-taxonomy-add = added a choice
journal-taxonomy-edit = changed a choice
journal-kind-address = addresses
journal-kind-affiliation = affiliations
journal-kind-attendance = attendance
journal-kind-committee = committees
journal-kind-consent = consents
journal-kind-event = events
journal-kind-feed = calendars
journal-kind-import = imports
journal-kind-instance = site
journal-kind-invitation = invitations
journal-kind-mail = mails
journal-kind-mandate = mandates
journal-kind-membership = memberships
journal-kind-network = networks
journal-kind-organisation = organisations
journal-kind-person = people
journal-kind-purge = purges
journal-kind-registration = registrations
journal-kind-session = sessions
journal-kind-taxonomy = lists of choices

## Mails

outbox-title = Mails of the demonstration
outbox-lead = Each mail of this demonstration can be read here, with its links.
outbox-empty = Mails will appear here. The first leaves when somebody asks to sign in.
outbox-subject = Subject
outbox-to = To
outbox-when = Written
outbox-state = State
outbox-name = Identifier
outbox-file = Attachment
outbox-error = Answer of the server
outbox-html = The message
outbox-text = Plain text
outbox-way = Breadcrumbs
outbox-queued = waiting
outbox-sending = leaving
outbox-sent = sent
outbox-failed = refused


