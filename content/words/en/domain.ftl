### The words of the domain: dates and mails.

## Dates

dates-clock = { $hour }:{ $minute }
dates-clock-sharp = { $hour }:00
dates-day = { $weekday } { $day } { $month } { $year }
dates-first = 1
dates-at = { $day }, { $start } – { $end } ({ $zone } time)
dates-at-moment = { $day }, { $start } ({ $zone } time)
dates-from-to-clock = { $first }, { $start }, to { $last }, { $end } ({ $zone } time)
dates-from-to = { $first } to { $last }
dates-whole-day = { $day }, all day

## Registrations


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


## Sign-in

sign-in-subject = Your link to sign in to Maillage
sign-in-body =
    Hello,

    Open this link, then choose “Open my session”:

    <{ $link }>

    It works once, for { $minutes } minutes. If you did not ask for it, you can forget this message: without the link, nobody gets in.
address-proof-subject = Your new address in Maillage
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


