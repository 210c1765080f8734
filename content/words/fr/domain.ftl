### Les mots du domaine : dates et courriels. La référence : chaque clé existe ici.

## Dates

dates-clock = { $hour } h { $minute }
dates-clock-sharp = { $hour } h
dates-day = { $weekday } { $day } { $month } { $year }
dates-first = 1ᵉʳ
dates-at = { $day }, { $start } – { $end } ({ $zone })
dates-at-moment = { $day }, { $start } ({ $zone })
dates-from-to-clock = du { $first }, { $start }, au { $last }, { $end } ({ $zone })
dates-from-to = du { $first } au { $last }
dates-whole-day = { $day }, toute la journée

## Inscriptions


## Réseaux


## Événements


## Connexion

sign-in-subject = Votre lien de connexion à Maillage
sign-in-body =
    Bonjour,

    Ouvrez ce lien, puis choisissez « Ouvrir ma session » :

    <{ $link }>

    Il sert une seule fois, pendant { $minutes } minutes. Si vous n’avez rien demandé, vous pouvez oublier ce message : sans le lien, personne n’entre.


