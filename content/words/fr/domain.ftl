### Les mots du domaine : dates et courriels. La référence : chaque clé existe ici.

## Dates

dates-minutes = { $minutes } min
dates-hours = { $hours } h
dates-hours-minutes = { $hours } h { $minutes }
dates-time = { $hour } h { $minute }
dates-time-full-hour = { $hour } h
dates-day = { $weekday } { $day } { $month } { $year }
dates-date = { $day } { $month } { $year }
dates-first-of-month = 1ᵉʳ
dates-day-times = { $day }, { $start } – { $end } ({ $zone })
dates-day-time = { $day }, { $start } ({ $zone })
dates-from-to-times = du { $first }, { $start }, au { $last }, { $end } ({ $zone })
dates-from-to = du { $first } au { $last }
dates-all-day = { $day }, toute la journée
dates-with-home-time = { $there }, soit { $home }
dates-home-time = { $hours } à { $city }
dates-hours-with-home-time = { $hours } ({ $city }), { $home }
dates-city-london = Londres
dates-city-noumea = Nouméa
dates-city-reunion = La Réunion
dates-city-miquelon = Saint-Pierre-et-Miquelon
dates-city-montreal = Montréal
dates-city-sao-paulo = São Paulo
dates-city-wallis = Wallis-et-Futuna
dates-city-zurich = Zurich

## Rapports

reports-unknown = non renseigné
reports-others = autres groupes, réunis
reports-seniority-first = moins d’un an
reports-seniority-range = de { $from } à { $to } ans
reports-seniority-more = { $from } ans et plus
reports-by-kind = Membres par type d’organisation, au { $day }
reports-by-network = Membres par réseau, au { $day }
reports-by-profession = Membres par profession, au { $day }
reports-by-region = Membres par région, au { $day }
reports-by-seniority = Membres par ancienneté, au { $day }
reports-kind = Type d’organisation
reports-network = Réseau
reports-profession = Profession
reports-region = Région
reports-seniority = Ancienneté
reports-members = Membres
reports-share = Part
reports-arrivals-departures = Arrivées et départs en { $year }
reports-month = Mois
reports-joined = Arrivées
reports-left = Départs
reports-difference = Différence
reports-total = Total
reports-event-kinds = Événements de { $year } par type et par mois
reports-event-kind = Type
reports-levels = Événements de { $year } par niveau, organisés par { $network } et les réseaux qu’il réunit
reports-levels-network-only = Événements de { $year } par niveau, organisés par { $network }
reports-level = Niveau
reports-schools = Formations
reports-actions = Actions
reports-meetings = Réunions
reports-actions-note = « Actions » : tout ce qui n’est ni une formation (écoles comprises) ni une réunion du réseau : webinaires, ateliers, journées, conférences, visites.
reports-organisers = Réseaux organisateurs en { $year }
reports-events = Événements
reports-co-organised = Avec d’autres réseaux
reports-attendance = Participation en { $year } : { $people } personnes différentes
reports-attendance-without-people = Participation en { $year }
reports-registered = Inscriptions
reports-present = Présences
reports-attendance-organisations = Inscriptions de { $year } par type d’organisation
reports-each-event = Chaque événement de { $year }
reports-event = Événement
reports-day = Date
reports-organised-by = Organisé par
reports-from-network = D’organisations du réseau
reports-members-only-events =
    { $count ->
        [one] { $number } autre, réservé aux membres
       *[other] { $number } autres, réservés aux membres
    }
reports-overlap = Personnes communes à deux réseaux, au { $day }
reports-kind-webinar = Webinaire
reports-kind-school = Formation
reports-kind-workshop = Atelier
reports-kind-thematic-day = Journée thématique
reports-kind-conference = Conférence
reports-kind-meeting = Réunion
reports-kind-visit = Visite
reports-kind-deadline = Date limite
reports-level-local = Local
reports-level-regional = Régional
reports-level-national = National
reports-level-international = International
reports-lists = Listes de diffusion en { $year } et en { $before }
reports-list = Liste
reports-list-kind = Type
reports-list-announcement = Annonces
reports-list-discussion = Discussion
reports-list-messages = Annonces { $year }
reports-list-threads = Fils { $year }
reports-list-posts = Messages { $year }
reports-list-authors = Personnes { $year }
reports-lists-note = « Annonces » : ce qui a été envoyé à toute la liste, comme dans ses archives. « Fils » et « Messages » : ce qui a été écrit à la liste, même si le texte en a été retiré depuis ; ce qui attend ou a été refusé ne compte pas. « Personnes » : celles qui ont écrit ces messages, chacune une fois, dans le total aussi ; toutes celles dont le compte est effacé comptent pour une.
reports-lists-hidden-authors = « < { $few } » : moins de { $few } personnes. « – » : rien à compter, ou un total dont l’un des précédents pourrait se déduire.

## Inscriptions

registrations-export-column-family-name = Nom
registrations-export-column-given-name = Prénom
registrations-export-column-address = Adresse
registrations-export-column-organisation = Organisation
registrations-export-column-presence = Participation
registrations-export-column-state = État
registrations-export-column-place = Place dans la file
registrations-export-column-since = Depuis
registrations-export-column-morning = matin
registrations-export-column-afternoon = après-midi
registrations-export-present = oui
registrations-export-absent = non
registrations-export-on-site = sur site
registrations-export-online = en ligne
registrations-export-unconfirmed = adresse à confirmer
registrations-export-confirmed = confirmée
registrations-export-waiting = liste d’attente
registrations-export-withdrawn = désinscription
registrations-mail-to-confirm-subject = À confirmer : votre inscription à « { $title } »
registrations-mail-to-confirm = Votre inscription à « { $title } » n’attend plus que vous.
registrations-mail-to-confirm-more = Si vous n’avez rien demandé, ignorez ce message : sans confirmation, rien n’est retenu.
registrations-mail-already-registered-subject = Vous êtes déjà sur la liste : « { $title } »
registrations-mail-already-registered = Cette adresse est déjà inscrite à « { $title } » : rien n’a changé.
registrations-mail-confirmed-subject = Inscription confirmée : « { $title } »
registrations-mail-confirmed = Votre inscription à « { $title } » est confirmée.
registrations-mail-waiting-subject = Liste d’attente : « { $title } »
registrations-mail-waiting = Vous êtes sur la liste d’attente de « { $title } », à la place n° { $place }. Si une place se libère, elle vous revient et un message vous en avertit.
registrations-mail-promoted-subject = Une place s’est libérée : « { $title } »
registrations-mail-promoted = Une place s’est libérée : votre inscription à « { $title } » est confirmée.
registrations-mail-withdrawn-subject = Désinscription : « { $title } »
registrations-mail-withdrawn = Votre inscription à « { $title } » est annulée.
registrations-mail-changed-on-site-subject = Vous participez désormais sur site : « { $title } »
registrations-mail-changed-on-site = C’est noté : vous participez désormais sur site à « { $title } », où vous avez une place.
registrations-mail-changed-online-subject = Vous participez désormais en ligne : « { $title } »
registrations-mail-changed-online = C’est noté : vous participez désormais en ligne à « { $title } », où vous avez une place.
registrations-mail-changed-waiting-subject = Vous attendez une autre place : « { $title } »
registrations-mail-changed-waiting-on-site = C’est noté : vous attendez une place sur site à « { $title } », au rang n° { $place }. Si une place se libère, elle vous revient et un message vous en avertit.
registrations-mail-changed-waiting-online = C’est noté : vous attendez une place en ligne à « { $title } », au rang n° { $place }. Si une place se libère, elle vous revient et un message vous en avertit.
registrations-mail-added-after-subject = Participation notée : « { $title } »
registrations-mail-added-after = La coordination de « { $title } », qui a eu lieu, vous a compté parmi les personnes inscrites.
registrations-mail-removed-after-subject = Participation retirée : « { $title } »
registrations-mail-removed-after = La coordination de « { $title } » ne vous compte plus parmi les personnes inscrites : l’ajout était une erreur.
registrations-mail-erased = Votre compte est effacé : votre inscription à « { $title } » prend fin.
registrations-mail-calendar-removal = Le fichier joint retire l’événement de votre calendrier.
registrations-mail-when = Quand : { $when }
registrations-mail-where = Lieu : { $place }
registrations-mail-on-site = Vous participez sur site.
registrations-mail-online = Vous participez en ligne.
registrations-mail-video = Visioconférence : <{ $link }>
registrations-mail-reason-to-confirm = Vous recevez ce message parce que cette adresse a été saisie dans le formulaire d’inscription à « { $title } ».
registrations-mail-reason = Vous recevez ce message parce que cette adresse est inscrite à « { $title } », ou sur sa liste d’attente. Pour ne plus en recevoir, désinscrivez-vous par le lien ci-dessus.
registrations-mail-reason-past = Vous recevez ce message parce que cette adresse était inscrite à « { $title } », ou sur sa liste d’attente.
registrations-mail-reason-after = Vous recevez ce message parce que la coordination de « { $title } » a changé la liste des personnes inscrites, après l’événement.
registrations-mail-link-after =
    Pour voir ce qui est noté, sans compte :

    <{ $link }>
registrations-mail-link-confirm =
    Ouvrez ce lien dans les { $hours } heures, puis choisissez « Confirmer mon inscription » :

    <{ $link }>
registrations-mail-link =
    Pour changer ou vous désinscrire, sans compte :

    <{ $link }>
registrations-mail-link-again =
    Si c’est une erreur, ce lien permet de vous inscrire à nouveau :

    <{ $link }>

## Bilans

review-title = Bilan { $year } du réseau { $network }
review-footer = Bilan { $year }, { $network }
review-adopted = Adopté le { $day }
review-adopted-early = Adopté le { $day }, avant la fin de l’année : chiffres au { $on }
review-draft = Projet, chiffres au { $day }
review-unfinished = L’année { $year } n’était pas finie : membres au { $day }, événements tels qu’ils avaient eu lieu ou étaient annoncés ce jour-là. Les chiffres de { $before } sont ceux de l’année entière.
review-highlights = Faits marquants
review-figures = L’année en chiffres
review-summary = { $year } et l’année précédente
review-measure = Mesure
review-people = Personnes différentes
review-members = Membres
review-events = Événements
review-no-event = Aucun événement en { $year }.
review-by-kind = Événements de { $year } par type
review-by-month = Les événements de { $year }, mois par mois
review-members-only-events =
    { $count ->
        [one] S’y ajoute { $number } événement réservé aux membres, compté sans être nommé.
       *[other] S’y ajoutent { $number } événements réservés aux membres, comptés sans être nommés.
    }
review-lists = Listes de diffusion
review-committees = Comités et mandats
review-name = Nom
review-role = Rôle
review-since = Depuis
review-until = Jusqu’au
review-no-end-date = sans terme
review-plans = Perspectives

## Tableaux

memberships-export-column-family-name = Nom
memberships-export-column-given-name = Prénom
memberships-export-column-address = Adresse
memberships-export-column-organisation = Organisation
memberships-export-column-organisation-kind = Type d’organisation
memberships-export-column-profession = Profession
memberships-export-column-region = Région
memberships-export-column-state = État
memberships-export-column-since = Depuis

## Adhésions

memberships-export-requested = demande en attente
memberships-export-active = membre
memberships-export-active-through = membre par { $networks }
memberships-export-left = départ
memberships-export-refused = demande refusée
memberships-mail-requested-subject = { $name } demande à rejoindre { $network }
memberships-mail-requested = { $name } demande à rejoindre { $network }. Pour lui écrire : { $address }
memberships-mail-mandate-subject = Un mandat dans { $network }
memberships-mail-mandate = Un mandat vous est confié dans { $network } ({ $name }) : { $role }, { $committee }.
memberships-mail-mandate-by = { $by } vous confie un mandat dans { $network } ({ $name }) : { $role }, { $committee }.
memberships-mail-mandate-from = Il commence le { $first }.
memberships-mail-mandate-until = Il commence le { $first } et finit le { $last }.
memberships-mail-mandate-rights = Pendant ce temps, vous coordonnez ce réseau : vous accueillez ses membres, publiez ses événements et écrivez à sa liste.
memberships-mail-mandate-link = Pour y entrer, connectez-vous avec { $address } : <{ $link }>
memberships-mail-requested-link = Pour accepter ou refuser : <{ $link }>
memberships-mail-accepted-subject = Bienvenue dans { $network }
memberships-mail-accepted = La coordination a accepté votre demande : vous êtes membre du réseau { $network } ({ $name }).
memberships-mail-accepted-link = L’agenda et les ressources du réseau : <{ $link }>
memberships-mail-refused-subject = Votre demande à { $network }
memberships-mail-refused = La coordination n’a pas retenu votre demande d’adhésion à { $network } ({ $name }).
memberships-mail-refused-link = Vous pourrez la renouveler : <{ $link }>
memberships-mail-added-subject = Bienvenue dans { $network }
memberships-mail-added = La coordination vous compte désormais parmi les membres du réseau { $network } ({ $name }).
memberships-mail-added-link = La page du réseau, où vous pouvez aussi le quitter : <{ $link }>
memberships-mail-ended-subject = Votre adhésion à { $network } a pris fin
memberships-mail-ended = La coordination a mis fin à votre adhésion à { $network } ({ $name }).
memberships-mail-ended-link = La page du réseau : <{ $link }>
memberships-mail-invited-subject = Invitation à rejoindre { $network }
memberships-mail-invited-by-subject = { $by } vous invite à rejoindre { $network }
memberships-mail-invited = La coordination vous invite à rejoindre { $network } ({ $name }).
memberships-mail-invited-by = { $by } vous invite à rejoindre { $network } ({ $name }).
memberships-mail-invited-body =
    Bonjour,

    { $invites }

    Pour accepter, ouvrez cette page et connectez-vous avec { $address }, sans mot de passe : <{ $link }>

    L’invitation vaut { $days } jours. Si elle ne vous dit rien, oubliez ce message : rien ne change.
memberships-mail-reason-invited = Vous recevez ce message parce qu’une invitation à rejoindre { $network } a été envoyée à cette adresse.
memberships-mail-reason-request = Vous recevez ce message parce que vous avez demandé à rejoindre { $network }.
memberships-mail-reason-member = Vous recevez ce message parce que votre adhésion au réseau { $network } a changé.
memberships-mail-reason-mandate = Vous recevez ce message parce qu’un mandat vous est confié dans { $network }.

## Imports

imports-reason = Import du fichier { $file }
imports-since-reason = Date corrigée par l’import du fichier { $file } ; le registre disait : { $day }.

## Exports

exports-readme =
    # { $network } – { $name }

    Toutes les données de ce réseau, le { $date }. Les tableaux sont en UTF-8 ; les codes et les noms de colonnes sont les mêmes dans toutes les langues, sauf dans `members.csv`, qui est dans la vôtre et se réimporte tel quel.

    - `network.md` : la page du réseau, en Markdown avec un en-tête TOML
    - `members.csv` : les membres, dans tous les états
    - `membership-history.csv` : chaque changement d’état des adhésions
    - `organisations.csv` : les organisations des membres, et leurs autres noms
    - `committees.csv` : les comités et leurs mandats
    - `resources.csv` : les ressources
    - `events.csv` : les événements pilotés (`lead`) ou co-organisés (`accepted`), avec le nombre d’inscriptions et de présences
    - `events.ics` : les mêmes, pour un agenda
    - `events/` : chaque événement piloté, en Markdown, avec son programme et ses documents
    - `networks/`, `events/…/pages/` : les pages du réseau et de ces événements, avec leurs fichiers
    - `reviews/` : les bilans, chiffres et textes, en Markdown
    - `programmes.csv` : les interventions de ces événements
    - `registrations.csv` : les inscriptions à ces événements et les présences, par demi-journée
    - `subscriptions.csv` : les choix d’abonnement de chaque personne à la liste du réseau, et leur date
    - `messages.csv`, `message-copies.csv` : les messages et leurs destinataires
    - `acts.csv` : le journal de ce qui a été fait

    Ces fichiers contiennent des données personnelles.

## Événements

events-online = en ligne
events-on-site = sur site
events-hybrid = sur site et en ligne
events-place-and-online = { $place } et en ligne
events-mail-when-where = **{ $when }**, { $place }.
events-mail-page-link = [Voir la page de l’événement]({ $link })
events-mail-calendar = Le fichier joint met votre calendrier à jour.
events-mail-previous-date = Auparavant : { $when }.
events-mail-moved-subject = Changement : { $title }
events-mail-moved = L’événement « { $title } » change d’horaire ou de lieu. Votre inscription reste valable.
events-mail-video-changed-subject = Nouveau lien de visioconférence : { $title }
events-mail-video-changed = Le lien de la visioconférence a changé pour « { $title } ». Votre inscription reste valable.
events-mail-video-new-link = Nouveau lien de la visioconférence : <{ $link }>
events-mail-postponed-subject = Reporté : { $title }
events-mail-postponed = L’événement « { $title } » n’aura pas lieu à la date prévue : { $when }.
events-mail-postponed-more = Votre inscription reste valable. La nouvelle date vous sera écrite.
events-mail-rescheduled-subject = Nouvelle date : { $title }
events-mail-rescheduled = L’événement « { $title } », qui avait été reporté, a une nouvelle date. Votre inscription reste valable.
events-mail-cancelled-subject = Annulé : { $title }
events-mail-cancelled = L’événement « { $title } » n’aura pas lieu. Il était prévu à cette date : { $when }.
events-mail-cancelled-more = Vous n’avez rien à faire : le fichier joint le retire de votre calendrier.
events-mail-invited-subject = { $lead } vous propose de co-organiser « { $title } »
events-mail-invited = { $lead } propose à { $network } de co-organiser « { $title } ».
events-mail-invited-link = [Accepter ou décliner sur la page de l’événement]({ $link })

## Listes

lists-footer-reason-subscriber = vous suivez la liste { $list }
lists-footer-reason-member = vous êtes membre du réseau { $network }
lists-footer-reason-participant = vous participez à « { $event } »
lists-footer-reason-absent = votre inscription à « { $event } »
lists-footer-reason-waiting = vous êtes sur la liste d’attente de « { $event } »
lists-footer-reason-test-copy = c’est une épreuve, qui ne part qu’à vous
lists-reason-subscriber = suit la liste { $list }
lists-reason-member = membre du réseau { $network }
lists-reason-participant = participe à « { $event } »
lists-reason-absent = absence à « { $event } »
lists-reason-waiting = sur la liste d’attente de « { $event } »
lists-reason-test-copy = épreuve
lists-export-column-family-name = Nom
lists-export-column-given-name = Prénom
lists-export-column-address = Adresse
lists-export-column-state = État
lists-export-column-since = Depuis
lists-export-member = membre
lists-export-subscriber = personne abonnée
lists-export-refused = a refusé
lists-export-unsubscribed = ne la reçoit plus
lists-footer-reason = Vous recevez ce message du réseau { $network } : { $why }.
lists-footer-unsubscribe = Ne plus recevoir les messages de cette liste
lists-footer-unsubscribe-event = Ne plus recevoir de messages au sujet de cet événement
lists-footer-unsubscribe-at = { $stop } :
lists-footer-page = La page de la liste :
lists-mail-confirm-subject = À confirmer : votre abonnement à la liste { $list }
lists-mail-confirm =
    Pour recevoir les messages de la liste { $list }, ouvrez ce lien, puis choisissez « M’abonner » :

    <{ $link }>

    Il sert pendant { $days } jours. Si vous n’avez rien demandé, ignorez ce message : sans confirmation, rien ne vous sera envoyé.
lists-mail-already-subscribed-subject = Vous suivez déjà la liste { $list }
lists-mail-already-subscribed =
    Quelqu’un, sans doute vous, a demandé un abonnement à la liste { $list }. Cette adresse la suit déjà : rien n’a changé.

    La page de la liste : <{ $link }>
lists-mail-reason = Vous recevez ce message parce que cette adresse a été saisie sur la page de la liste { $list }.
lists-mail-held-back-reason = Vous recevez cet avis parce que vous avez programmé l’envoi de « { $subject } ».
lists-mail-held-back-subject = Votre message attend votre avis : { $subject }
lists-mail-held-back =
    Votre message devait partir maintenant. Il serait allé à { $count } personnes ; elles étaient { $expected } quand vous l’avez programmé. Rien n’est parti.

    Pour vérifier et envoyer : <{ $link }>
delivery-state-queued = en attente
delivery-state-sending = en cours d’envoi
delivery-state-sent = envoyé
delivery-state-deferred = différé
delivery-state-failed = échec
delivery-state-unsubscribed = désabonnement avant l’envoi
delivery-state-discarded = abandonné après une restauration
delivery-state-bounced = revenu
delivery-state-suspended = suspendu : adresse à vérifier
delivery-log-column-name = Nom
delivery-log-column-address = Adresse
delivery-log-column-reason = Raison
delivery-log-column-state = État
delivery-log-column-doubtful = Peut-être deux fois
delivery-log-column-queued = Mis en file
delivery-log-column-sent = Envoyé
delivery-log-column-unsubscribed = Désabonnement
delivery-log-column-error = Réponse du serveur
delivery-log-yes = oui


## Courriels qui reviennent

bounce-mail-probe-subject = Cette adresse fonctionne-t-elle encore ?
bounce-mail-answer = Le serveur a répondu : { $reason }
bounce-mail-probe-intro = Nos derniers courriels à cette adresse nous sont revenus.
bounce-mail-probe =
    Si vous lisez ce message, il n’y a rien à faire : s’il ne revient pas dans les { $days } jours, nous oublions l’incident. S’il revient, nous n’écrirons plus à cette adresse.

    Si vous changez d’adresse, ajoutez la nouvelle ici : <{ $link }>
bounce-mail-reason = Vous recevez ce message parce que cette adresse est inscrite sur le site.
bounce-mail-suspended-subject = Nous n’écrivons plus à { $address }
bounce-mail-suspended-intro = Nos courriels à { $address } nous reviennent : nous n’y envoyons plus rien.
bounce-mail-suspended =
    Pour recevoir nos courriels, choisissez une autre adresse préférée, ou prouvez que celle-là fonctionne de nouveau : <{ $link }>
bounce-mail-suspended-reason = Vous recevez ce message parce que cette adresse et l’autre sont les vôtres sur le site.

## Fils de discussion

posts-from = { $author } via { $list }
posts-foot-answer = Répondre sur le site
posts-foot-options = Ne plus recevoir cette liste, ou en recevoir un résumé
posts-digest-subject =
    { $count ->
        [one] { $list }, résumé du { $day } : un message
       *[other] { $list }, résumé du { $day } : { $count } messages
    }
posts-digest-intro =
    { $count ->
        [0] Ce qui s’était dit sur la liste { $list } a été retiré depuis.
        [one] Ce qui s’est dit sur la liste { $list } : un message.
       *[other] Ce qui s’est dit sur la liste { $list } : { $count } messages.
    }
posts-digest-foot = La page de la liste
posts-mail-held-subject =
    { $count ->
        [one] Un message attend votre accord, liste { $list }
       *[other] { $count } messages attendent votre accord, liste { $list }
    }
posts-mail-held =
    { $count ->
        [one] Un message attend votre accord sur la liste { $list }.
       *[other] { $count } messages attendent votre accord sur la liste { $list }.
    }

    Pour lire et décider : <{ $link }>

    Sans décision dans les { $days } jours, un message est rendu à la personne qui l’a écrit.
posts-mail-held-links = Pour décider d’un message sans vous connecter :
posts-mail-held-reason = Vous recevez ce message parce que vous êtes responsable de la liste { $list }.
posts-mail-refused-subject = Liste { $list } : votre message « { $subject } » n’est pas accepté
posts-mail-refused = Votre message « { $subject } » n’est pas parti à la liste { $list } : une personne qui en est responsable ne l’a pas accepté.
posts-mail-your-text = Voici votre texte, pour le reprendre :
posts-mail-returned-subject = Liste { $list } : votre message « { $subject } » vous est rendu
posts-mail-returned = Votre message « { $subject } » n’est pas parti à la liste { $list } : aucune décision n’a été prise en { $days } jours. Vous pouvez l’envoyer de nouveau.
posts-mail-returned-reason = Vous recevez ce message parce que vous avez écrit à la liste { $list }.
posts-mail-owner-subject = Liste { $list } : { $subject }
posts-mail-owner = Ce message est arrivé à l’adresse des responsables de la liste { $list }, de la part de { $address }. Votre réponse ira à cette adresse.
posts-mail-command-subject = Liste { $list }
posts-mail-command-reason = Vous recevez ce message parce qu’un courriel de cette adresse l’a demandé à la liste { $list }.
posts-mail-unsubscribe = Pour ne plus recevoir la liste { $list }, ouvrez ce lien : { $link }
posts-mail-options = Pour choisir comment vous recevez la liste { $list } (chaque message, un résumé, une pause), ouvrez ce lien : { $link }
posts-mail-not-subscribed = La liste { $list } n’écrit pas à cette adresse. Si ses messages vous parviennent, c’est à une autre adresse : écrivez-nous de celle-là, ou suivez le lien au bas d’un message.
posts-mail-help = La liste { $list } se lit sur le site : { $link }

    Écrire à la liste : { $slug }@{ $host }

    S’abonner : { $slug }-subscribe@{ $host }

    Se désabonner : { $slug }-unsubscribe@{ $host }

    Recevoir un résumé, ou faire une pause : { $slug }-options@{ $host }

    Joindre les responsables : { $slug }-owner@{ $host }

## Connexion

sign-in-mail-subject = Votre lien de connexion à { $site }
sign-in-mail-body =
    Bonjour,

    Ouvrez ce lien, puis choisissez « Ouvrir ma session » :

    <{ $link }>

    Il sert une seule fois, pendant { $minutes } minutes. Si vous n’avez rien demandé, vous pouvez ignorer ce message : sans ce lien, personne ne peut se connecter.
addresses-mail-confirm-subject = Votre nouvelle adresse dans { $site }
addresses-mail-confirm-body =
    Bonjour,

    Pour ajouter cette adresse à votre compte, ouvrez ce lien là où votre session est ouverte :

    <{ $link }>

    Il sert une seule fois, pendant { $minutes } minutes. Si vous n’avez rien demandé, vous pouvez ignorer ce message : rien ne change.
addresses-mail-claimed-subject = Votre adresse reste la vôtre
addresses-mail-claimed-body =
    Bonjour,

    Une autre personne a voulu ajouter { $address } à son compte. C’est l’adresse du vôtre : elle n’a rien reçu, et rien n’a changé.

    { $merge }
addresses-mail-claimed-merge = Si c’était vous, avec un second compte, écrivez à l’équipe qui tient ce site pour les réunir.
addresses-mail-claimed-merge-at = Si c’était vous, avec un second compte, écrivez à { $contact } pour les réunir.
addresses-mail-notice-subject = Vos adresses dans { $site }
addresses-mail-notice-requested = Un lien vient de partir à { $address } : en l’ouvrant, on ajoutera cette adresse à votre compte.
addresses-mail-notice-added = L’adresse { $address } vient d’être ajoutée à votre compte : elle permet maintenant de s’y connecter.
addresses-mail-notice-preferred = Les messages de votre compte iront maintenant à { $address }.
addresses-mail-notice-removed = L’adresse { $address } vient d’être retirée de votre compte : elle ne permet plus de s’y connecter.
addresses-mail-notice-restored = L’adresse { $address } vient d’être reprise par le lien que ce site lui avait envoyé. Toutes les sessions de votre compte sont fermées.
addresses-mail-notice-body =
    Bonjour,

    { $told }

    Si c’est bien vous, il n’y a rien à faire. Sinon, quelqu’un se sert de votre compte : connectez-vous, fermez toutes les sessions, puis retirez les adresses que vous ne reconnaissez pas.

    Vos sessions : <{ $sessions }>

    Vos adresses : <{ $addresses }>

    { $help }
addresses-mail-help = Pour obtenir de l’aide, écrivez à { $contact }.
addresses-mail-removed-subject = Votre adresse a été retirée d’un compte de { $site }
addresses-mail-removed-body =
    Bonjour,

    L’adresse { $address } vient d’être retirée de votre compte : elle ne permet plus de s’y connecter.

    Si c’est bien vous, il n’y a rien à faire. Sinon, vous pouvez la reprendre pendant { $days } jours, sans vous connecter :

    <{ $link }>

    { $help }
addresses-mail-removed-short =
    Bonjour,

    L’adresse { $address } vient d’être retirée de votre compte : elle ne permet plus de s’y connecter. Pour la reprendre, ajoutez-la depuis votre compte.

    { $help }



## Mes données

people-erased = Une personne effacée
privacy-readme =
    # Vos données

    Tout ce que ce site garde sur vous, un tableau par sujet. Les codes et les noms de colonnes sont les mêmes dans toutes les langues ; à côté d’un code, la colonne qui finit par `_name` dit la même chose dans la vôtre. Les moments sont en temps universel.

## Calendrier

calendar-cancelled = Annulé : { $title }
calendar-postponed = Reporté : { $title }
calendar-waiting = Liste d’attente : { $title }
calendar-withdrawn = Désinscription : { $title }
calendar-online = En ligne
calendar-hybrid = { $place }, et en ligne
calendar-organised-by = Organisé par { $lead }
calendar-organised-with = {" "}avec { $others }
calendar-video = Visioconférence : { $link }
calendar-my-registrations = Mes inscriptions
calendar-my-networks = Mes réseaux
calendar-kind-webinar = Webinaire
calendar-kind-school = Formation
calendar-kind-workshop = Atelier
calendar-kind-thematic-day = Journée thématique
calendar-kind-conference = Conférence
calendar-kind-meeting = Réunion
calendar-kind-visit = Visite
calendar-kind-deadline = Date limite


## Courriels

mail-reason = Ce message vous est adressé par le site de vos réseaux.
mail-reason-administration = Vous recevez ce message parce que vous administrez ce site.
mail-reason-sign-in = Vous recevez ce message parce que cette adresse a été saisie sur la page de connexion. Si ce n’est pas par vous, il n’y a rien à faire.
mail-reason-address = Vous recevez ce message parce que cette adresse a été saisie dans un compte de ce site.
mail-reason-event = Vous recevez ce message parce que cette adresse est liée à cet événement : inscription ou organisation.
mail-reason-network = Vous recevez ce message en raison d’une adhésion ou d’un rôle dans ce réseau.
mail-reason-coordinator = Vous recevez ce message parce que vous coordonnez { $network }.

## Alertes

alerts-mail-subject = { $site } : des courriels attendent
alerts-mail-body =
    Sur { $site }, le plus ancien courriel attend depuis le { $since }. En attente, en tout : { $number }.

    Ce que le serveur a répondu : <{ $link }>

    Sur la machine, `maillage check` essaie la configuration et le serveur SMTP.

    Ce message a attendu comme les autres. Il n’y en aura pas d’autre avant que tout soit reparti.
alerts-backup-subject = { $site } : la sauvegarde manque
alerts-backup-body =
    La dernière sauvegarde de { $site } a plus d’une semaine : elle date du { $since }.

    Sur la machine, `maillage backup <fichier>` en fait une, sans rien arrêter. Vérifiez la tâche qui devait la faire chaque nuit.

    Où en est le site : <{ $link }>

    Il n’y aura pas d’autre message avant la prochaine sauvegarde.
alerts-backup-never-body =
    Aucune sauvegarde de { $site } n’a été faite depuis plus d’une semaine (le { $since }).

    Sur la machine, `maillage backup <fichier>` en fait une, sans rien arrêter. Une tâche peut le faire chaque nuit.

    Où en est le site : <{ $link }>

    Il n’y aura pas d’autre message avant la première sauvegarde.


## Réseaux

networks-mail-requested-subject = { $child } demande à faire partie du réseau { $network }
networks-mail-requested = Le réseau { $child } ({ $name }) demande à faire partie du réseau { $network }.
networks-mail-requested-effects = Si vous acceptez, son agenda et ses chiffres s’ajoutent à ceux du réseau { $network }, et vous pourrez écrire à ses membres. Jusque-là, rien ne change.
networks-mail-requested-link = Pour accepter ou refuser : <{ $link }>
networks-mail-accepted-subject = { $child } fait partie du réseau { $network }
networks-mail-accepted = La coordination du réseau { $network } a accepté : { $child } en fait partie. Ses événements s’affichent désormais dans l’agenda du réseau { $network }, et ses chiffres comptent dans les siens.
networks-mail-declined-subject = { $network } n’a pas accepté { $child }
networks-mail-declined = La coordination du réseau { $network } n’a pas accepté que { $child } en fasse partie. Vous pourrez renouveler la demande.
networks-mail-ended-subject = { $child } ne fait plus partie du réseau { $network }
networks-mail-ended = La coordination du réseau { $network } a mis fin à l’appartenance du réseau { $child } : ses événements et ses chiffres n’y comptent plus, et ses membres ne sont plus membres du réseau { $network } par lui.
networks-mail-included-subject = Les membres du réseau { $child } sont membres du réseau { $network }
networks-mail-included = { $network } a choisi que les membres de ses réseaux soient aussi les siens. Les membres du réseau { $child } voient ce qui est réservé aux membres du réseau { $network } et reçoivent les messages de sa liste, sauf s’ils n’en veulent pas. La coordination du réseau { $network } lit leurs noms, jamais leurs adresses.
networks-mail-page-link = La page du réseau : <{ $link }>

## Attestations de présence

certificates-document-title = Attestation de présence
certificates-document-default-text =
    Nous attestons que **{ $name }** a participé à « { $event } », { $dates }, { $place }.

    La durée totale de sa présence est de **{ $hours }**.
certificates-document-online = en ligne
certificates-document-on = le { $date }
certificates-document-from-to = du { $first } au { $last }
certificates-document-half-days = Présence par demi-journée
certificates-document-day = Jour
certificates-document-half-day = Demi-journée
certificates-document-duration = Durée
certificates-document-total = Total
certificates-document-signed = Établie le { $date } par { $network }.
certificates-document-check = Vérifier cette attestation :
certificates-document-check-more = Cette page dit aussi si l’attestation a été remplacée ou retirée.
certificates-document-code = Code : { $code }
certificates-document-code-column = Code
certificates-document-event = Événement
certificates-document-network = Réseau
certificates-document-sample-name = Ada Lovelace
certificates-document-sample-event = École d’automne
certificates-document-statement-title = Participation à des événements en { $year }
certificates-document-statement = En { $year }, { $name } a participé aux événements suivants, pour une durée totale de { $hours }.
certificates-document-statement-events = Événements
certificates-document-statement-check = Chaque code se vérifie sur { $link }.
certificates-document-statement-footer = Récapitulatif établi le { $date }
certificates-document-mail-subject = { $title } : votre attestation de présence
certificates-document-mail =
    Votre attestation de présence à « { $title } » est prête.

    Téléchargez-la ici : { $link }

## Formulaires
forms-ready-diet = Régime alimentaire
forms-ready-diet-choices = Végétarien
    Végan
    Sans gluten
    Sans porc
forms-ready-diet-more = Allergies ou autres précisions pour les repas
forms-ready-lodging = Souhaitez-vous être hébergé sur place ?
forms-ready-lodging-nights = Quelles nuits ?
forms-ready-lodging-choices = La veille du premier jour
    Pendant l’événement
    Après le dernier jour
forms-ready-arrival = Date d’arrivée
forms-ready-transport = Comment venez-vous ?
forms-ready-transport-choices = En train
    En voiture
    En avion
    À pied, à vélo ou en transports en commun
forms-ready-motivation = Pourquoi souhaitez-vous participer ?
forms-ready-motivation-hint = Votre métier, ce que vous attendez, ce que vous en ferez.
registrations-export-yes = oui
registrations-export-no = non
registrations-export-requested = demande
registrations-export-declined = demande déclinée
registrations-mail-applied-subject = Demande enregistrée : « { $title } »
registrations-mail-applied = Votre demande de participation à « { $title } » est enregistrée. L’organisation choisit parmi les demandes et vous écrira.
registrations-mail-declined-subject = Votre demande : « { $title } »
registrations-mail-declined = Votre demande de participation à « { $title } » n’a pas été retenue.
registrations-letter-accepted =
    Bonjour { $name },

    Votre demande de participation à « { $event } » est acceptée : une place vous est réservée. Si vous ne pouvez plus venir, rendez-la par le lien ci-dessous, pour qu’elle serve à quelqu’un d’autre.
registrations-letter-waiting =
    Bonjour { $name },

    Les places de « { $event } » sont toutes attribuées pour l’instant. Nous gardons votre demande en liste d’attente et vous écrirons si une place se libère.
registrations-letter-declined =
    Bonjour { $name },

    Nous avons reçu plus de demandes que de places pour « { $event } », et nous ne pouvons pas retenir la vôtre. Nous espérons vous accueillir une prochaine fois.
