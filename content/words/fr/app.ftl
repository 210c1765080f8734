### Les mots des pages. La référence : chaque clé existe ici. Une section par tranche, dans l’ordre des pages.

## Le cadre

shell-name = Maillage
shell-motto = Maillage, la maison des réseaux métiers
shell-skip = Aller au contenu
shell-navigation = Principale
shell-agenda = Agenda
shell-networks = Réseaux
shell-me = Mon espace
shell-sign-in = Se connecter
shell-sign-out = Se déconnecter
shell-calendar = Calendrier
shell-atom = Fil Atom
shell-about = À propos
shell-outbox = Courriels de la démonstration

## Accueil

home-title = Les réseaux métiers, maille à maille
home-lead = Les rencontres, les membres et les ressources des communautés d’ingénierie et de recherche, au même endroit.

## Refus

fault-search = Rechercher un événement par son titre
fault-search-do = Chercher
fault-signed-out = Connectez-vous d’abord
fault-signed-out-more = Cette page demande de savoir qui vous êtes. Un lien par courriel suffit, sans mot de passe.
fault-forbidden = Cela ne vous est pas ouvert
fault-forbidden-more = La coordination du réseau concerné peut le faire, ou vous en donner le droit par un mandat.
fault-not-found = Cette page n’existe pas
fault-not-found-more = Ou bien elle est réservée à d’autres personnes : si vous y avez droit, connectez-vous.
fault-invalid = Cette demande n’a pas été comprise
fault-invalid-more = Rien n’a été enregistré. Revenez à la page précédente et réessayez.
fault-too-large = C’est trop volumineux
fault-too-large-more = Rien n’a été enregistré. Ce formulaire accepte quatre mégaoctets au plus.
fault-stale = Cette page a changé entre-temps.
fault-stale-more = Une autre personne l’a modifiée. Votre saisie est conservée ci-dessous ; comparez avant d’enregistrer à nouveau.
fault-link-over = Ce lien ne sert plus
fault-link-over-more = Il a déjà servi, ou il est trop ancien. Demandez-en un nouveau.
fault-too-many = Trop de demandes
fault-too-many-more = Attendez quelques minutes, puis réessayez.
fault-closed = Ce n’est plus possible
fault-closed-more = L’état de l’événement ou de l’adhésion ne le permet plus. Rien n’a changé.
fault-internal = Une erreur de notre côté
fault-internal-more = Elle est notée dans le journal. Rien n’a été fait à moitié ; réessayez dans un instant.
fault-reference = Référence à donner à l’administration : { $request }

## Champs

fields-error-title = Erreur : { $title }
fields-to-correct =
    { $count ->
        [one] Une réponse est à revoir
       *[other] { $count } réponses sont à revoir
    }
fields-optional = (facultatif)
fields-none = —
fields-markdown-hint = En Markdown : **gras**, *italique*, [lien](https://…), listes avec « - ».
problem-required = Cette réponse est nécessaire.
problem-too-long = C’est trop long : { $most } caractères au plus.
problem-not-an-address = Ce n’est pas une adresse électronique : prenom.nom@exemple.fr.
problem-not-a-slug = De 2 à 80 lettres minuscules sans accent, chiffres ou tirets.
problem-slug-taken = Ce nom court est déjà pris.
problem-address-taken = Cette adresse est déjà celle d’un compte.
problem-not-a-date = Cette date n’existe pas.
problem-not-a-time = Ce n’est pas une heure : 14:00.
problem-not-a-zone = Ce fuseau horaire n’est pas connu : Europe/Paris.
problem-no-such-time = Cette heure n’existe pas ce jour-là : c’est le passage à l’heure d’été.
problem-ends-before-start = La fin précède le début.
problem-not-a-count = Un nombre entier, { $most } au plus.
problem-not-a-choice = Ce choix n’est pas proposé.
problem-not-a-link = Une adresse qui commence par https:// ou http://.
problem-not-a-domain = Un nom de domaine : cnrs.fr.
problem-cycle = Un réseau ne peut pas se trouver sous lui-même, directement ou par d’autres.
problem-unknown = Introuvable, ou réservé à d’autres personnes.
problem-no-account = Aucun compte n’a confirmé cette adresse : proposez à la personne de se connecter une première fois.
problem-last-coordination = Le réseau resterait sans coordination. Donnez d’abord un mandat à une autre personne, ou demandez à l’administration.
problem-wrong-domain = Seules les adresses du domaine de ce réseau s’inscrivent d’elles-mêmes.
problem-below-taken = Il y a déjà { $taken } personnes confirmées.
problem-in-the-past = Cette date est passée.

## Réseaux

networks-title = Réseaux
networks-lead = Les fédérations et leurs réseaux.
networks-others = Autres réseaux
networks-also-in = aussi dans
networks-members =
    { $count ->
        [0] pas encore de membre
        [one] { $number } membre
       *[other] { $number } membres
    }
networks-members-label = membres
networks-facts = En bref
networks-in = Dans
networks-holds = Réunit
networks-poles = Pôles
networks-kind-federation = Fédération
networks-kind-community = Communauté
networks-kind-thematic = Réseau thématique
networks-kind-regional = Réseau régional
networks-kind-working-group = Groupe de travail
networks-kind-centre = Centre
networks-join-open = ouverte : on adhère d’un clic
networks-join-approval = sur demande : la coordination répond
networks-join-invitation = sur invitation
networks-join-domain = ouverte aux adresses d’un domaine, sur demande pour les autres
networks-public = visible par tout le monde
networks-private = visible par ses membres
networks-new = Créer un réseau
networks-edit = Modifier la page
networks-create = Créer le réseau
networks-save = Enregistrer
networks-slug = Nom court dans l’adresse
networks-slug-hint = Il ne changera plus : /networks/ri3.
networks-acronym = Sigle
networks-name = Nom complet
networks-summary = En une phrase
networks-summary-hint = Sur la page d’accueil et dans les moteurs de recherche.
networks-kind = Type
networks-region = Région
networks-parents = Fédérations dont il fait partie
networks-join-policy = Adhésion
networks-join-domain-label = Domaine
networks-join-domain-hint = Pour une adhésion par domaine : cnrs.fr.
networks-visibility = Visibilité
networks-hue = Couleur
networks-hue-hint = Une teinte de 0 à 359 : 30 orangé, 150 vert, 250 bleu, 330 rose.
networks-description = Présentation
networks-poles-hint = Un par ligne.
networks-resources = Ressources
networks-resources-hint = Une par ligne : l’adresse, une espace, le titre.

networks-way = Fil d’Ariane
networks-tab-presentation = Présentation
networks-tab-agenda = Agenda
networks-tab-library = Ressources
networks-tab-governance = Gouvernance
networks-tab-figures = Chiffres
networks-tab-members = Membres
networks-done-saved = C’est enregistré.
networks-recent-label = depuis un an
networks-members-own =
    { $count ->
        [one] dont { $number } membre du réseau lui-même
       *[other] dont { $number } membres du réseau lui-même
    }
networks-coordination = Coordination
networks-follow = Suivre
networks-subscribe = S’abonner à l’agenda
networks-subscribe-calendar = Dans mon calendrier
networks-subscribe-file = Télécharger (.ics)
networks-subscribe-atom = Fil Atom
networks-subscribe-copy = Adresse à copier
networks-feed-title = Agenda de { $network }
networks-new-event = Préparer un événement
networks-next-events = Prochains événements
networks-no-event = Les événements de { $network } s’afficheront ici.
networks-preview = Aperçu
networks-library-empty = Les ressources de { $network } et les supports de ses événements passés s’afficheront ici.
networks-material-slides = diapositives
networks-material-recording = enregistrement
networks-material-link = lien

## Gouvernance

governance-empty = Les comités de { $network } et leurs mandats s’afficheront ici.
governance-edit = Comités et mandats
governance-no-mandate = Aucun mandat pour l’instant.
governance-acts = Actions
governance-name = Nom
governance-role = Rôle
governance-role-hint = En quelques mots : présidence, secrétariat, CNRS…
governance-since = Depuis
governance-until = Jusqu’à
governance-mandate = Mandat
governance-running = en cours
governance-coming = à venir
governance-over = terminé
governance-change = Modifier le mandat
governance-new-committee = Créer un comité
governance-create-committee = Créer le comité
governance-change-committee = Modifier le comité
governance-remove-committee = Supprimer ce comité vide
governance-committee-name = Nom du comité
governance-committee-description = Ce qu’il fait
governance-committee-description-hint = Une phrase ou deux, sur la page publique.
governance-coordinates = coordonne le réseau
governance-coordinates-choice = Ce comité coordonne le réseau
governance-rights = Droits
governance-rights-hint = Pendant leur mandat, ses membres modifient la page, publient des événements et répondent aux demandes.
governance-give = Donner un mandat
governance-mandate-of = Mandat de { $name }
governance-person = Parmi les membres
governance-address = Ou par son adresse
governance-address-hint = Pour une personne qui n’est pas membre du réseau mais a un compte.
governance-first-day = Premier jour
governance-last-day = Dernier jour
governance-last-day-hint = Vide : sans terme fixé. Les droits cessent après ce jour.
governance-take-back = Retirer ce mandat donné par erreur

## Chiffres

figures-on = Au
figures-show = Afficher
figures-empty = { $network } n’avait pas encore de membre au { $day }.
figures-as-declared = Les organisations sont celles de ce jour-là ; les professions et les régions, celles que chaque personne déclare aujourd’hui.
figures-once = Une personne membre de plusieurs réseaux figure dans chacun, et compte une fois dans le total.
figures-by-kind =
    { $count ->
        [one] { $number } membre par type d’organisation, au { $day }
       *[other] { $number } membres par type d’organisation, au { $day }
    }
figures-by-network =
    { $count ->
        [one] { $number } membre par réseau, au { $day }
       *[other] { $number } membres par réseau, au { $day }
    }
figures-by-profession =
    { $count ->
        [one] { $number } membre par profession, au { $day }
       *[other] { $number } membres par profession, au { $day }
    }
figures-by-region =
    { $count ->
        [one] { $number } membre par région, au { $day }
       *[other] { $number } membres par région, au { $day }
    }
figures-kind = Type d’organisation
figures-network = Réseau
figures-profession = Profession
figures-region = Région
figures-members = Membres
figures-share = Part
figures-percent = { $value } %
figures-unknown = non renseigné

## Adhésions

memberships-you-belong = Vous êtes membre
memberships-you-wait = Demande envoyée
memberships-you-wait-more = La coordination vous répondra par courriel.
memberships-take-back = Retirer ma demande
memberships-sign-in = Se connecter pour rejoindre { $network }
memberships-join = Rejoindre { $network }
memberships-ask = Demander à rejoindre { $network }
memberships-message = Un mot à la coordination
memberships-policy-open = L’adhésion est ouverte, sans attendre.
memberships-policy-approval = La coordination répond à chaque demande.
memberships-policy-domain = Sans attendre avec une adresse de { $domain } ; sinon, la coordination répond à votre demande.
memberships-by-invitation = On rejoint { $network } sur invitation : la coordination ajoute elle-même les membres. Écrivez-lui.
memberships-done-joined = C’est fait : vous êtes membre de { $network }.
memberships-done-requested = Votre demande à { $network } est envoyée. La coordination vous répondra par courriel.
memberships-done-left = C’est fait : vous n’êtes plus membre de { $network }. Vous pouvez revenir.
memberships-done-added = C’est fait : la personne est membre, un message l’en avertit.
memberships-done-ended = L’adhésion a pris fin ; un message en avertit la personne.
memberships-done-accepted = Demande acceptée ; un message en avertit la personne.
memberships-done-refused = Demande refusée ; un message en avertit la personne.
memberships-leave-open = Quitter { $network }…
memberships-leave-title = Quitter { $network } ?
memberships-leave-more = Vous ne recevrez plus ses messages et ne verrez plus ce qui est réservé à ses membres. Votre historique et vos inscriptions restent.
memberships-leave = Quitter { $network }
memberships-stay = Ne rien changer
memberships-members-title = Membres de { $network }
memberships-requests = Demandes d’adhésion
memberships-requests-title = Demandes d’adhésion à { $network }
memberships-requests-count =
    { $count ->
        [one] { $count } demande d’adhésion
       *[other] { $count } demandes d’adhésion
    }
memberships-requests-empty = Personne n’attend de réponse. Les prochaines demandes arriveront ici, et un message vous en avertira.
memberships-request-of = demande du { $day }
memberships-request-reason = Mot à joindre
memberships-accept = Accueillir { $name }
memberships-refuse = Refuser
memberships-count =
    { $several ->
        [yes] { $number } personnes, page { $page } sur { $pages }
       *[no] { $count ->
            [0] Aucune personne
            [one] { $number } personne
           *[other] { $number } personnes
        }
    }
memberships-nobody = Personne ne répond à cette recherche.
memberships-search = Nom, adresse ou organisation
memberships-kind = Type d’organisation
memberships-any-kind = Tous
memberships-any-region = Toutes
memberships-state = État
memberships-state-active = Membres
memberships-state-requested = En attente
memberships-state-left = Départs
memberships-state-refused = Refus
memberships-state-all = Tous les états
memberships-filter = Filtrer
memberships-clear = Effacer
memberships-export = Exporter en CSV
memberships-name = Nom
memberships-address = Adresse
memberships-organisation = Organisation
memberships-profession = Profession
memberships-since = Depuis
memberships-history = Historique
memberships-badge-active = membre
memberships-badge-requested = en attente
memberships-badge-left = a quitté
memberships-badge-refused = demande refusée
memberships-pages = Pages
memberships-page = Page { $number }
memberships-previous = ← Précédente
memberships-next = Suivante →
memberships-add-title = Ajouter un membre
memberships-add-address = Son adresse électronique
memberships-add-hint = La personne a déjà un compte ; un message l’avertit.
memberships-add = Ajouter aux membres
memberships-nameless = Personne sans nom
memberships-end-title = Mettre fin à l’adhésion
memberships-end = Mettre fin à l’adhésion de { $name }
memberships-reason = Pourquoi
memberships-reason-hint = Une phrase, dans le message à la personne et dans l’historique.
memberships-by-system = l’administration
memberships-was-requested = demande envoyée
memberships-was-joined = adhésion
memberships-was-accepted = demande acceptée par { $by }
memberships-was-added = ajout par { $by }
memberships-was-refused = demande refusée par { $by }
memberships-was-taken-back = demande retirée
memberships-was-left = départ
memberships-was-ended = adhésion close par { $by }
memberships-history-line = { "" } : { $words }


## Personnes et connexion


## Organisations


## Agenda


## Événements


## Inscriptions


## Calendriers


## Courriels


