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

## Adhésions


## Personnes et connexion


## Organisations


## Agenda


## Événements


## Inscriptions


## Calendriers


## Courriels


