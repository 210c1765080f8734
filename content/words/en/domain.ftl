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


## Sign-in

sign-in-subject = Your link to sign in to Maillage
sign-in-body =
    Hello,

    Open this link, then choose “Open my session”:

    <{ $link }>

    It works once, for { $minutes } minutes. If you did not ask for it, you can forget this message: without the link, nobody gets in.


