### Les mots des pages. La référence : chaque clé existe ici. Une section par tranche, dans l’ordre des pages.

## Le cadre

shell-motto = { $site }, la maison des réseaux métiers
shell-skip = Aller au contenu
shell-navigation = Principale
shell-breadcrumbs = Fil d’Ariane
shell-agenda = Agenda
shell-networks = Réseaux
shell-me = Mon espace
shell-sign-in = Se connecter
shell-sign-out = Se déconnecter
shell-calendar = Calendrier
shell-atom = Fil Atom
shell-contact = Nous écrire
shell-about = À propos
shell-outbox = Courriels de la démonstration

## Accueil

home-title = Les réseaux métiers, maille à maille
home-lead = Les rencontres, les membres et les ressources des communautés d’ingénierie et de recherche, au même endroit.
home-next = À venir
home-all = Tout l’agenda
home-empty = Les prochains événements s’afficheront ici.

## Refus

fault-search = Rechercher dans tout le site
fault-search-do = Chercher
fault-signed-out = Connectez-vous d’abord
fault-signed-out-more = Pour lire cette page, il faut vous connecter. Un lien reçu par courriel suffit, sans mot de passe.
fault-forbidden = Vous n’y avez pas accès
fault-forbidden-more = La coordination du réseau concerné peut faire ce que vous demandez, ou vous en donner le droit par un mandat.
fault-not-found = Cette page n’existe pas
fault-not-found-more = Ou bien elle est réservée à d’autres personnes : si vous y avez droit, connectez-vous.
fault-not-found-signed-in = Ou bien elle est réservée à d’autres personnes.
fault-invalid = Cette demande n’a pas été comprise
fault-invalid-more = Rien n’a été enregistré. Revenez à la page précédente et réessayez.
fault-too-large = C’est trop volumineux
fault-too-large-more = Rien n’a été enregistré. Un formulaire accepte 1,5 Mo et 10 000 champs au plus, un fichier joint 20 Mo.
fault-address-too-long = Cette adresse est trop longue
fault-address-too-long-more = Aucune page de ce site n’a d’adresse aussi longue. Ce qui a été recherché ou filtré était peut-être trop long.
pager-pages = Pages
pager-page = Page { $number }
pager-previous = ← Précédente
pager-next = Suivante →
fault-slow = L’envoi a été trop lent
fault-slow-more = La connexion s’est interrompue avant la fin de votre envoi. Rien n’a été enregistré. Vérifiez votre connexion, puis réessayez.
fault-method = Cette adresse n’accepte pas ce genre de demande
fault-method-more = La page existe, mais elle ne se lit pas ou ne s’envoie pas de cette façon. Rien n’a changé.
fault-stale = Cette page a changé entre-temps.
fault-stale-more = Une autre personne l’a modifiée. Votre saisie est conservée ci-dessous ; comparez avant d’enregistrer à nouveau.
fault-link-over = Ce lien n’est plus valable
fault-link-over-more = Il a déjà servi, ou il est trop ancien. Demandez-en un nouveau.
fault-too-many = Trop de demandes
fault-too-many-more = Attendez quelques minutes, puis réessayez.
fault-closed = Ce n’est plus possible
fault-closed-more = Les choses ont changé depuis que cette page a été affichée. Rien n’a été fait.
fault-closed-kept = Les choses ont changé depuis que ce formulaire a été ouvert. Rien n’est enregistré ; ce que vous avez écrit est toujours là.
fault-foreign = Ce formulaire n’a pas été envoyé d’ici
fault-foreign-more = Il est arrivé d’une page d’un autre site, ou d’un navigateur qui ne dit pas d’où il l’envoie. Rien n’a changé. Ouvrez la page sur ce site, puis recommencez.
closed-message-see = Voir le message
closed-review-see = Voir le bilan
closed-page-see = Voir la page
closed-committee-see = Voir les comités
closed-requests-see = Voir les demandes d’adhésion
closed-members-see = Voir les membres
closed-network-see = Voir le réseau
closed-event-see = Voir l’événement
closed-registration-see = Voir l’inscription
closed-merge-see = Voir l’organisation
closed-mail-see = Voir le courriel
closed-choice-see = Voir les choix
closed-address-see = Voir mes adresses
closed-import-see = Importer un fichier
closed-message = Ce message a changé entre-temps
closed-message-more = Il a été programmé, envoyé ou repris depuis que cette page a été affichée. Rien n’a changé.
closed-review = Ce bilan est adopté
closed-review-more = Il ne change plus ; les chiffres et les textes restent ceux du jour de son adoption.
closed-import = Ce fichier ne peut plus être importé
closed-import-more = Il a déjà été importé, ou il a été effacé : un fichier n’est gardé qu’un jour. Rien n’a changé.
closed-page = C’est déjà la version affichée
closed-page-more = La page montre déjà ce texte. Rien n’a changé.
closed-committee = Ce comité n’est plus vide
closed-committee-more = Un mandat y a été donné : il ne peut plus être supprimé. Rien n’a changé.
closed-membership = Cette adhésion a changé entre-temps
closed-membership-more = Une réponse a été donnée, ou l’adhésion a pris fin, depuis que cette page a été affichée. Rien n’a changé.
closed-event = Cet événement a changé entre-temps
closed-event-more = Il a été publié, reporté ou annulé, il est passé, ou ses inscriptions sont closes. Rien n’a changé.
closed-registration = Les inscriptions sont closes
closed-registration-more = L’événement est passé, annulé, ou ne prend plus d’inscriptions. Rien n’a changé.
closed-mail = Ce courriel n’est plus en échec
closed-mail-more = Il est reparti, ou son texte a été effacé. Rien n’a changé.
closed-merge = Cette réunion ne peut plus être défaite
closed-merge-more = Trente jours ont passé, ou elle est déjà défaite. Rien n’a changé.
closed-choice = Ce choix est déjà utilisé
closed-choice-more = Il ne peut pas être supprimé, mais vous pouvez ne plus le proposer. Rien n’a changé.
closed-address = C’est votre dernière adresse
closed-address-more = Sans elle, vous ne pourriez plus vous connecter. Ajoutez-en d’abord une autre.
closed-restored = Cette adresse est celle d’un autre compte
closed-restored-more = Un autre compte s’en sert aujourd’hui. Écrivez à l’équipe qui tient ce site : elle saura réunir les deux comptes.
fault-internal = Une erreur de notre côté
fault-internal-more = Elle est notée dans le journal. Rien n’a été fait à moitié ; réessayez dans un instant.
fault-unavailable = Le site ne peut pas répondre pour l’instant
fault-unavailable-more = Rien n’a été enregistré. Réessayez dans quelques instants ; ce que vous aviez saisi est encore dans la page précédente.
fault-given-up-more = La réponse n’est pas venue à temps. Si vous aviez envoyé un formulaire, il a peut-être été enregistré : vérifiez avant de recommencer.
fault-unavailable-form = Rien n’a été enregistré : le site ne peut rien écrire pour l’instant. Votre saisie est conservée ci-dessous ; réessayez dans quelques instants.
fault-reference = Référence à donner à l’administration : { $request }
fault-help = Pour obtenir de l’aide, écrivez à
fault-link-new = Demander un nouveau lien

## Champs

fields-error-title = Erreur : { $title }
fields-to-correct =
    { $count ->
        [one] Une réponse est à revoir
       *[other] { $count } réponses sont à revoir
    }
fields-optional = (facultatif)
fields-leave-empty = Laissez ce champ vide
fields-missing = { $label } : réponse manquante.
fields-wrong = { $label } : { $sentence }
fields-none = —
fields-markdown-hint = En Markdown : **gras**, *italique*, [lien](https://…), listes avec « - ».
problem-required = Cette réponse est nécessaire.
problem-too-long = C’est trop long : { $most } caractères au plus.
problem-too-complex = Ce texte est trop compliqué pour être mis en forme : trop de citations ou de listes les unes dans les autres, trop de notes, un tableau trop grand, ou un titre de lien qui ne se ferme pas. Simplifiez-le.
problem-too-many-marks = Dans un texte, la marque du nom peut figurer { $most } fois au plus.
problem-too-often = Vous demandez beaucoup d’aperçus : attendez une minute, puis recommencez. Votre texte est intact.
problem-invisible = Ce texte ne contient aucun caractère visible.
problem-turns-direction = Ce texte contient un caractère invisible qui inverse le sens de lecture : retapez-le plutôt que de le coller.
problem-too-many = C’est trop : { $most } au plus.
problem-not-an-address = Ce n’est pas une adresse électronique : prenom.nom@exemple.fr.
problem-not-a-slug = De 2 à 80 lettres minuscules sans accent, chiffres ou tirets.
problem-slug-taken = Ce nom court est déjà pris.
problem-address-taken = Quelqu’un d’autre est déjà sur la liste avec votre adresse préférée : choisissez-en une autre dans « Mes adresses ».
problem-too-many-addresses = Un compte a { $most } adresses au plus : retirez-en une d’abord.
problem-unknown-mark = « { $mark } » ne serait remplacé par rien. Dans le texte, « {"{{"}nom{"}}"} » devient le nom de la personne ; l’objet est le même pour tous.
problem-not-a-date = Cette date n’existe pas.
problem-to-come = Ce jour ou cette année est encore à venir : seul le passé se compte.
problem-date-too-far = L’année doit être entre 1900 et 2199.
problem-not-to-come = Ce moment est passé : choisissez-en un à venir.
problem-not-of-year = Ce jour précède l’année { $year } : le 1ᵉʳ janvier { $year } au plus tôt.
problem-not-between = Un nombre entier, de { $least } à { $most }.
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
problem-new-holder = Aucun compte n’a cette adresse : vérifiez-la, ou dites ci-dessous de qui il s’agit.
problem-date-is-over = La date de cet événement est passée. Donnez-lui d’abord une nouvelle date.
problem-last-coordination = Le réseau resterait sans coordination. Donnez d’abord un mandat à une autre personne, ou demandez à l’administration.
problem-ends-own-coordination = Vous ne coordonnerez plus ce réseau dès le { $day }.
problem-ends-all-coordination = Plus personne ne le coordonnera dès le { $day } : confiez d’abord un mandat à une autre personne.
problem-below-taken = Il y a déjà { $taken } personnes confirmées.
problem-file-too-large = Ce fichier dépasse { $most } Mo.
problem-not-a-file-kind = Ce type de fichier n’est pas accepté, ou le contenu ne correspond pas au nom.
problem-lasts-too-long = C’est trop long : { $most } jours au plus, du début à la fin.
problem-not-ticked = Cochez cette case pour continuer : cette action est irréversible.

## Réseaux

networks-title = Réseaux
networks-lead = Les fédérations et leurs réseaux.
networks-none = Aucun réseau n’est présenté ici pour l’instant. Ceux qui s’ouvrent au public s’afficheront sur cette page ; les réseaux privés ne sont montrés qu’à leurs membres.
networks-none-sign-in = Se connecter pour voir les siens
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
networks-in = Fait partie de
networks-holds = Réunit
networks-poles = Pôles
network-kind-federation = Fédération
network-kind-community = Communauté
network-kind-thematic = Réseau thématique
network-kind-regional = Réseau régional
network-kind-working-group = Groupe de travail
network-kind-centre = Centre
join-policy-open = ouverte : on adhère d’un clic
join-policy-approval = sur demande : la coordination répond
join-policy-invitation = sur invitation
join-policy-domain = ouverte aux adresses d’un domaine, sur demande pour les autres
network-visibility-public = visible par tout le monde
network-visibility-private = visible par ses membres
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
networks-parents-hint = La coordination de chacune répond à la demande ; jusque-là, rien ne change.
networks-parents-requested = Demande à { $network } envoyée le { $day } : sa coordination n’a pas encore répondu.
networks-parents-declined = { $network } n’a pas accepté la demande du { $day }. Cochez-la pour la renouveler.
networks-includes-below = Les membres de nos réseaux sont membres ici
networks-includes-below-hint = Pour une fédération : les membres des réseaux qui en font partie voient ce qui est réservé à ses membres, s’inscrivent à ses journées et reçoivent les messages de sa liste, sauf s’ils n’en veulent pas. Sa coordination lit leurs noms ; leur adhésion reste à leur réseau. La coordination de chaque réseau en est avertie.
networks-includes-below-so = Les membres de ses réseaux en sont membres.
networks-yes = oui
networks-no = non
networks-join-policy = Adhésion
networks-join-domain-label = Domaine
networks-join-domain-hint = Pour une adhésion par domaine : cnrs.fr.
networks-visibility = Visibilité
networks-language = Langue de ses textes
networks-language-hint = Celle de son nom et de ses textes, et de ses courriels aux personnes dont la langue n’est pas connue.
networks-hue = Couleur
networks-hue-hint = Une teinte de 0 à 359 : 30 orangé, 150 vert, 250 bleu, 330 rose.
networks-contact = Adresse de contact
networks-contact-hint = Affichée sur la page du réseau : de préférence celle d’une équipe. Vide : celle du site.
networks-contact-title = Écrire
networks-description = Présentation
networks-poles-hint = Un par ligne.
networks-resources = Ressources
networks-resources-hint = Une par ligne : l’adresse, une espace, le titre.

networks-tab-presentation = Présentation
networks-tab-agenda = Agenda
networks-tab-library = Ressources
networks-tab-governance = Gouvernance
networks-tab-figures = Chiffres
networks-tab-members = Membres
networks-done-saved = C’est enregistré.
networks-recent-label = arrivées depuis un an
networks-members-own =
    { $count ->
        [one] { $number } de ces membres l’est du réseau lui-même
       *[other] { $number } de ces membres le sont du réseau lui-même
    }
networks-coordination = Coordination
networks-below = Réseaux qui en font partie
networks-below-title = { $network } : les réseaux qui en font partie
networks-below-empty = Aucun réseau n’en fait partie. Les demandes arriveront ici, et un message vous en avertira.
networks-below-lead = Un réseau demande à faire partie du réseau { $network } sur sa propre page « Modifier la page » ; vous répondez ici.
networks-below-private = réseau privé
networks-below-requested = demande du { $day }
networks-below-accepted = en fait partie
networks-below-accepted-on = en fait partie depuis le { $day }
networks-below-declined = refusé le { $day }
networks-below-accept = Accepter { $network }
networks-below-decline = Refuser { $network }
networks-below-end = Retirer { $network }
networks-below-end-ask = Retirer { $network } ?
networks-below-end-more = Ses événements et ses chiffres n’y compteront plus, et ses membres ne seront plus membres ici par lui. Sa coordination en sera avertie.
networks-below-done-accept = C’est fait : le réseau en fait partie ; un message avertit sa coordination.
networks-below-done-decline = C’est fait : un message avertit la coordination du réseau.
networks-requests-count =
    { $count ->
        [one] un réseau demande à en faire partie
       *[other] { $count } réseaux demandent à en faire partie
    }
networks-follow = Suivre
networks-feed-title = Agenda du réseau { $network }
networks-new-event = Préparer un événement
networks-next-events = Prochains événements
networks-no-event = Les événements du réseau { $network } s’afficheront ici.
networks-all-events = Tout son agenda
networks-preview = Aperçu
networks-library-empty = Les ressources du réseau { $network } et les supports de ses événements passés s’afficheront ici.
networks-library-older = Événements de { $year } et d’avant

## Pages

pages-new = Nouvelle page
pages-new-title = Nouvelle page : { $keeper }
pages-edit = Modifier
pages-edit-title = Modifier « { $title } »
page-kind-page = page
page-kind-guide = guide
page-kind-minutes = compte rendu
pages-access-public = tout le monde
pages-access-members = membres du réseau
pages-access-participants = membres et personnes inscrites
pages-access-committee = comités du réseau
pages-draft = brouillon
pages-not-a-draft = publiée
pages-empty = Cette page n’a pas encore de texte.
pages-updated = modifiée le { $day }
pages-beside = Autour de la page
pages-contents = Sommaire
pages-menu = Pages
pages-files = Fichiers
pages-size-kilobytes = { $number } ko
pages-size-megabytes = { $number } Mo
pages-field-title = Titre
pages-field-slug-hint = Vide : tiré du titre. Il ne change plus ensuite, les liens restent bons.
pages-field-body = Texte
pages-field-body-hint = En Markdown : # titres, **gras**, listes, tableaux. Un fichier joint s’écrit par son nom : ![](plan.png).
pages-section-place = Où et pour qui
pages-field-kind = Type
pages-field-position = Rang dans le menu
pages-field-position-hint = 1 vient en premier. Vide : la page n’est pas dans le menu, seulement dans les ressources.
pages-field-access = Qui peut la lire
pages-field-draft = Brouillon : seule la coordination la lit
pages-field-note = Ce qui change, en une ligne
pages-field-note-hint = Pour les personnes qui liront les versions.
pages-create = Créer la page
pages-save = Enregistrer
pages-done-created = La page est créée.
pages-done-saved = La page est enregistrée.
pages-done-restored = L’ancienne version est rétablie : c’est la nouvelle version de la page.
pages-done-removed = La page est supprimée.
pages-done-attached = Le fichier est joint.
pages-done-renamed = Le fichier est joint sous le nom « { $name } » : un autre fichier de la page porte déjà le sien.
pages-done-redescribed = « { $name } » était déjà joint, avec le même contenu ; sa description est mise à jour.
pages-done-same = « { $name } » est déjà joint, avec le même contenu : rien n’a changé.
pages-detach-more = « { $name } » sera effacé, pour toutes les versions de la page : revenir à une ancienne version ne le ramène pas. Les liens et les images du texte qui y mènent seront rompus.
pages-done-detached = Le fichier est retiré.
pages-done-described = La description est enregistrée.
pages-stale-by = Par { $author }, { $when }.
pages-stale-text = Texte : ce qui est barré est dans la version enregistrée, ce qui est souligné est dans la vôtre.
pages-author-none = la ligne de commande
pages-author-gone = une personne dont le compte est effacé
pages-revisions = Versions
pages-revisions-count =
    { $count ->
        [one] 1 version
       *[other] { $number } versions
    }
pages-revisions-title = Versions de « { $title } »
pages-revision = Version { $number }
pages-revision-current = affichée
pages-revision-by = par { $author }, { $when }
pages-revision-before = ← Version précédente
pages-revision-after = Version suivante →
pages-difference-removed = Retiré :
pages-difference-added = Ajouté :
pages-difference-skipped = Lignes sans changement
pages-difference-none = Le texte n’a pas changé.
pages-restore = Revenir à la version { $number }
pages-restore-hint = Son titre et son texte reviennent comme nouvelle version ; rien n’est perdu.
pages-restored-note = Retour à la version { $number }
pages-remove = Supprimer la page
pages-remove-open = Supprimer
pages-remove-title = Supprimer cette page ?
pages-remove-revisions = versions, perdues avec elle
pages-remove-files = fichiers joints, perdus avec elle
pages-attachments = Fichiers
pages-attachments-open = Fichiers joints
pages-attachments-title = Fichiers de « { $title } »
pages-attachments-empty = Les images, diapositives et documents de la page s’afficheront ici.
pages-attach-title = Joindre un fichier
pages-attach = Joindre
pages-attachment-written = Dans le texte :
pages-describe = Enregistrer la description
pages-field-file = Fichier
pages-field-file-hint = { $most } Mo au plus : PDF, images, documents, tableurs, présentations, texte, archives.
pages-field-alternative = Ce que l’image montre
pages-field-alternative-new = Ce que l’image montre (pour une image)
pages-field-alternative-hint = Une phrase pour qui ne la voit pas. Nécessaire pour une image, inutile pour un autre fichier.

## Gouvernance

governance-empty = Les comités du réseau { $network } et leurs mandats s’afficheront ici.
governance-edit = Comités et mandats
governance-no-mandate = Aucun mandat pour l’instant.
governance-acts = Actions
governance-name = Nom
governance-role = Rôle
governance-role-hint = En quelques mots : présidence, secrétariat, CNRS…
governance-since = Depuis
governance-until = Jusqu’au
governance-mandate = Mandat
governance-open = sans terme
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
governance-mandate-of = Mandat : { $name }
governance-person = Parmi les membres
governance-address = Ou par son adresse
governance-address-hint = Pour une personne qui n’est pas membre du réseau, même sans compte : un message l’invite à se connecter.
governance-new-holder = Cette adresse n’a pas encore de compte : dites de qui il s’agit. Son nom paraîtra sur la page des comités, et ses droits commenceront à sa première connexion.
governance-given-name = Prénom
governance-family-name = Nom
governance-sure = Avant d’enregistrer
governance-sure-choice = J’ai compris, et c’est ce que je veux
governance-first-day = Premier jour
governance-last-day = Dernier jour
governance-last-day-hint = Vide : sans terme fixé. Les droits cessent après ce jour.
governance-take-back = Retirer ce mandat donné par erreur
governance-no-rights = Ce comité ne coordonne pas le réseau
governance-mandate-gone = Ce mandat a été retiré entre-temps
governance-committee-gone = Ce comité a été supprimé entre-temps
governance-gone = Une autre personne l’a retiré pendant que ce formulaire était ouvert : rien n’a été enregistré.
governance-typed = Ce que vous aviez saisi
governance-find = Chercher parmi les membres
governance-find-more = Cette liste s’arrête à { $most } membres : cherchez les autres par une partie de leur nom.
governance-find-found =
    { $count ->
        [0] Personne de ce nom parmi les membres.
        [one] Une personne trouvée, dans la liste qui suit.
       *[other] { $count } personnes trouvées, dans la liste qui suit.
    }
governance-find-do = Chercher
governance-take-back-more = Le mandat disparaît comme s’il n’avait jamais été donné, de l’historique aussi. S’il a couru, donnez-lui plutôt un dernier jour.

## Chiffres

figures-on = Au
figures-year = Année
figures-show = Afficher
figures-year-ends = Fin d’année :
figures-members = Membres
figures-events = Événements
figures-overlap = Recouvrement
figures-overlap-lead = Sur la diagonale, toutes les personnes d’un réseau ; ailleurs, celles que deux réseaux ont en commun.
figures-members-on = membres au { $day }
figures-joined-in = arrivées en { $year }
figures-left-in = départs en { $year }
figures-joined = arrivées
figures-left = départs
figures-kind = Organisations
figures-event-kind = Type
figures-every-kind = tous les types
figures-only-kind = Seules les personnes de ce type d’organisation sont comptées : { $kind }.
figures-empty = { $network } n’avait pas encore de membre au { $day }.
figures-no-event = { $network } n’a organisé aucun événement en { $year }.
figures-once = Une personne membre de plusieurs réseaux figure dans chacun, mais ne compte qu’une fois dans le total.
figures-events-once = Un événement organisé par plusieurs réseaux ne compte qu’une fois.
figures-together = organisés avec d’autres réseaux
figures-lost = annulés ou reportés
figures-registered = inscriptions
figures-people = personnes différentes
figures-each-event-file = Chaque événement et sa participation ({ $number }), en CSV
figures-small-overlaps = « < { $few } » : moins de { $few } personnes, ou aucune. « – » : un nombre dont l’un des précédents pourrait se déduire. Le nombre de membres de chaque réseau, lui, est public.
figures-small-groups = Un groupe de moins de { $few } personnes n’est pas montré seul : il est réuni à d’autres.
figures-parts-untold = La répartition des membres n’est montrée à tout le monde que pour aujourd’hui et pour le dernier jour de chaque année passée : d’un jour au suivant, la différence pourrait révéler quelque chose d’une personne.
figures-all-tables = Tous les tableaux, en un classeur XLSX

## Bilans

reviews-title = Bilans
reviews-lead = Chaque année, ce que le réseau a fait et compté ; adopté, un bilan ne change plus.
reviews-of = Bilan { $year }
reviews-empty = { $network } n’a pas encore publié de bilan.
reviews-earlier = Années précédentes
reviews-begin = Préparer le bilan { $year }
reviews-adopted = adopté le { $day }
reviews-draft = projet
reviews-draft-more = Ce projet n’est visible que des comités du réseau : la coordination le rédige, le comité l’adopte. Ses chiffres sont recomptés à chaque lecture, jusqu’à son adoption.
reviews-saved = Le projet est enregistré.
reviews-now-adopted = Le bilan est adopté : il ne changera plus, et garde cette adresse.
reviews-write = Rédiger
reviews-write-title = Bilan { $year } du réseau { $network } : rédiger
reviews-write-lead = Les chiffres, les événements et les mandats s’ajoutent d’eux-mêmes.
reviews-highlights = Faits marquants
reviews-plans = Perspectives
reviews-preview = Aperçu
reviews-preview-highlights = Aperçu des faits marquants
reviews-preview-plans = Aperçu des perspectives
reviews-save = Enregistrer le projet
reviews-keep = Ne rien changer
reviews-adopt = Adopter
reviews-adopt-title = Adopter le bilan { $year } du réseau { $network } ?
reviews-adopt-lead = Chiffres et textes sont gardés tels qu’ils sont à cet instant. Ni une correction ni un nouveau projet ne les changeront ; le bilan devient lisible par toute personne qui voit le réseau.
reviews-adopt-members = membres comptés
reviews-adopt-events = événements comptés
reviews-adopt-on = Jour de la décision
reviews-adopt-on-hint = Celui où le comité a adopté le bilan ; aujourd’hui au plus tard.
reviews-adopt-unfinished = L’année { $year } n’est pas finie : ce qui arrive d’ici au 31 décembre (arrivées, départs, événements, participants) ne sera jamais dans ce bilan.
reviews-adopt-unfinished-tick = Adopter quand même, avec les chiffres d’aujourd’hui
reviews-stale = Ce bilan a changé entre-temps.
reviews-adopt-do = Adopter et figer

## Adhésions

memberships-you-belong = Vous êtes membre
memberships-you-belong-through = Vous êtes membre par { $networks }
memberships-through-more = Votre adhésion à { $networks } vaut aussi pour { $network } : il n’y a rien à demander ni à quitter ici.
memberships-already-through = Vous êtes déjà membre du réseau { $network }, par { $networks }.
memberships-through = par { $networks }
memberships-unnamed =
    { $count ->
        [one] Une autre personne est membre par un réseau privé, qui ne la nomme pas.
       *[other] { $number } autres personnes sont membres par des réseaux privés, qui ne les nomment pas.
    }
memberships-through-lead = Qui est membre par un réseau de la fédération le reste tant que dure son adhésion à ce réseau : elle ne se termine pas ici, et son adresse n’y est pas montrée.
memberships-leave-stay-through = Vous resterez membre par { $networks } : vous verrez toujours ce qui est réservé aux membres du réseau { $network } et recevrez ses messages. Votre historique et vos inscriptions restent.
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
memberships-by-invitation = On rejoint { $network } sur invitation : la coordination ajoute elle-même les membres.
memberships-by-invitation-write = Pour en demander une, écrivez à
memberships-done-joined = C’est fait : vous êtes membre du réseau { $network }.
memberships-done-requested = Votre demande à { $network } est envoyée. La coordination vous répondra par courriel.
memberships-done-left = C’est fait : vous n’êtes plus membre du réseau { $network }. Vous pouvez revenir.
memberships-done-left-through = C’est fait : vous n’avez plus d’adhésion propre à { $network }, mais vous en restez membre par { $networks }.
memberships-done-added = C’est fait : la personne est membre, un message l’en avertit.
memberships-done-ended = L’adhésion a pris fin ; un message en avertit la personne.
memberships-done-accepted = Demande acceptée ; un message en avertit la personne.
memberships-done-refused = Demande refusée ; un message en avertit la personne.
memberships-leave-open = Quitter { $network }…
memberships-leave-title = Quitter { $network } ?
memberships-leave-more = Vous ne recevrez plus ses messages et ne verrez plus ce qui est réservé à ses membres. Votre historique et vos inscriptions restent.
memberships-leave = Quitter { $network }
memberships-stay = Ne rien changer
memberships-members-title = Membres du réseau { $network }
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
memberships-several = Répondre à plusieurs demandes
memberships-several-more = Cochez-les ci-dessus : elles reçoivent la même réponse, chaque personne par son propre message.
memberships-tick = Cocher cette demande
memberships-tick-all = Tout cocher
memberships-ticked = Demandes cochées
memberships-accept-several = Accepter les demandes cochées
memberships-refuse-several = Refuser les demandes cochées
memberships-done-accepted-several =
    { $count ->
        [0] Aucune demande n’a été acceptée.
        [one] Une demande acceptée ; un message en avertit la personne.
       *[other] { $count } demandes acceptées ; un message en avertit chaque personne.
    }
memberships-done-refused-several =
    { $count ->
        [0] Aucune demande n’a été refusée.
        [one] Une demande refusée ; un message en avertit la personne.
       *[other] { $count } demandes refusées ; un message en avertit chaque personne.
    }
memberships-done-gone =
    { $count ->
        [one] Une demande avait déjà reçu une réponse, ou avait été retirée.
       *[other] { $count } demandes avaient déjà reçu une réponse, ou avaient été retirées.
    }
memberships-count =
    { $several ->
        [yes] { $number } personnes, page { $page } sur { $pages }
       *[no] { $count ->
            [0] Aucune personne
            [one] { $number } personne
           *[other] { $number } personnes
        }
    }
memberships-nobody = Personne ne correspond à cette recherche.
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
membership-state-active = membre
membership-state-requested = en attente
membership-state-left = départ
membership-state-refused = demande refusée
memberships-add-title = Ajouter un membre
memberships-add-address = Son adresse électronique
memberships-add-hint = La personne a déjà un compte ; un message l’avertit.
memberships-add = Ajouter aux membres
memberships-import = Importer une liste (CSV, Excel)
memberships-nameless = Personne sans nom
memberships-end-title = Mettre fin à l’adhésion
memberships-end = Mettre fin à l’adhésion : { $name }
memberships-end-more = La personne ne recevra plus les messages de la liste et ne verra plus ce qui est réservé aux membres ; un message l’en avertit. L’historique reste.
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
memberships-directory = Annuaire
memberships-directory-title = Annuaire du réseau { $network }
memberships-directory-lead = Seuls les membres lisent cette page ; n’y figurent que les personnes qui l’ont accepté.
memberships-directory-in = Vous y êtes.
memberships-directory-out = Vous n’y êtes pas.
memberships-join-directory = J’accepte de figurer dans l’annuaire de mes réseaux
memberships-directory-enter = Figurer dans l’annuaire de mes réseaux
memberships-directory-change = Changer
memberships-directory-empty = Personne n’a encore accepté d’y figurer.

## Listes

networks-tab-list = Liste
lists-title = Liste { $list }
lists-what = La coordination du réseau { $network } y écrit à ses membres et à qui veut suivre. On n’y répond qu’à la personne qui écrit.
lists-saved = C’est enregistré.
lists-readers =
    { $count ->
        [0] Personne ne suit encore la liste.
        [one] Une personne suit la liste.
       *[other] { $number } personnes suivent la liste.
    }
lists-settings = Réglages de la liste
lists-list-name = Nom de la liste
lists-description = Présentation
lists-description-hint = Une ou deux phrases : ce que l’on y lit, à quel rythme.
lists-save = Enregistrer
lists-archive = Archives
lists-archive-open = Lire les messages déjà envoyés
lists-archive-title = Archives de la liste { $list }
lists-archive-who = Qui lit les archives
list-archive-public = tout le monde
list-archive-members = les membres du réseau
list-archive-none = personne d’autre que la coordination
lists-archive-empty = Les messages envoyés à la liste se liront ici.
lists-archive-sent = Envoyé à la liste { $list }, { $day }
lists-you-member = Vous recevez ces messages parce que vous êtes membre.
lists-you-read = Vous êtes sur la liste.
lists-you-do-not = Vous ne recevez pas les messages de cette liste.
lists-follow = M’abonner
lists-stop = Ne plus recevoir
lists-follow-title = Suivre sans être membre
lists-follow-more = Un message vous demandera de confirmer votre adresse. Chaque envoi contient un lien pour arrêter.
lists-address = Votre adresse électronique
lists-name = Votre nom
lists-name-hint = Pour l’adresse du message ; la coordination le voit.
lists-form-again = La page était ouverte depuis trop longtemps. Votre saisie est gardée : envoyez-la de nouveau.
lists-asked-title = Consultez votre messagerie
lists-asked = Un message part vers { $address }.
lists-asked-more = Il contient un lien à ouvrir pour confirmer, pendant trois jours. Rien d’autre ne sera envoyé d’ici là.
lists-back = Revenir à la liste
lists-mine-title = Mes listes
lists-mine-more = Les messages des coordinations. Rejoindre un réseau abonne à sa liste, le quitter désabonne ; vous pouvez dire non sans quitter.
lists-mine-none = Aucune liste ne vous écrit. Rejoignez un réseau, ou abonnez-vous depuis sa page.
lists-mine-member = reçue, comme membre
lists-mine-reads = reçue
lists-mine-stopped = arrêtée
lists-done-yes = C’est fait : les prochains messages vous parviendront.
lists-done-no = C’est fait : plus aucun message de cette liste.
lists-said = { $day } : { $what } ({ $how })
subscription-state-subscribed = abonnement
subscription-state-unsubscribed = désabonnement
subscription-state-refused = refus
lists-cause-form = formulaire public, adresse confirmée
lists-cause-one-click = lien d’un message
lists-cause-join = en rejoignant le réseau
lists-cause-leave = en quittant le réseau
lists-cause-me = depuis mon espace
lists-cause-coordinator = par la coordination
subscribers = Qui suit la liste
subscribers-title = Qui suit la liste { $list }
subscribers-who = Montrer
subscribers-read = qui la reçoit
subscribers-outside = qui la reçoit sans être membre
subscribers-not = qui n’en veut pas
subscribers-none = Personne ici.
subscribers-through =
    { $count ->
        [one] S’y ajoute une personne, membre par un réseau qui fait partie de celui-ci : seule la coordination de son réseau lit son nom ici.
       *[other] S’y ajoutent { $number } personnes, membres par des réseaux qui font partie de celui-ci : seule la coordination de leur réseau lit leurs noms ici.
    }
subscribers-act = Action
subscribers-since = depuis le { $day }, { $how }
subscribers-end = Ne plus lui écrire
subscribers-ask = Ne plus écrire à { $name } sur cette liste ?
subscribers-ask-more = Les adhésions ne changent pas. Seule cette personne pourra se réabonner, d’elle-même.
subscribers-ended = C’est fait : la liste ne lui écrira plus.
lists-join-refuse = Ne pas m’écrire : je ne veux pas des messages de la liste
unsubscribe-ask = Ne plus recevoir les messages de la liste { $list } ?
unsubscribe-ask-more = Seule cette liste s’arrête ; vos adhésions et vos inscriptions ne changent pas.
unsubscribe-ask-event = Ne plus recevoir de messages au sujet de « { $event } » ?
unsubscribe-ask-event-more = Votre inscription reste valable, et ce qui la concerne (changement, annulation) vous parviendra encore.
unsubscribe-do = Ne plus recevoir
unsubscribe-done = La liste { $list } ne vous écrira plus
unsubscribe-done-more = C’est fait, sans autre démarche. Si ce n’était pas voulu, vous pouvez revenir.
unsubscribe-done-event = Plus de messages au sujet de « { $event } »
unsubscribe-done-event-more = C’est fait. Votre inscription reste valable.
unsubscribe-back = Recevoir de nouveau
unsubscribe-gone = Plus rien ne vous est envoyé par ce lien
subscriptions-ask = Recevoir les messages de la liste { $list } ?
subscriptions-do = M’abonner
subscriptions-done = Vous êtes sur la liste { $list }
subscriptions-done-more = Chaque message contient un lien pour arrêter.

## Listes : messages

messages-title = Messages
messages-title-of = Messages du réseau { $network }
messages-new = Écrire un message
messages-edit = Modifier le message
messages-none = Aucun message encore. Écrivez le premier : rien ne part avant que vous ne l’ayez relu et confirmé.
messages-removed = Le brouillon est supprimé.
messages-saved = Le brouillon est enregistré. Rien n’est parti.
messages-proof-sent = Une épreuve part vers votre adresse.
messages-sent =
    { $count ->
        [one] Le message part vers une personne.
       *[other] Le message part vers { $number } personnes.
    }
messages-scheduled = Le message est programmé.
messages-unscheduled = Le message est de nouveau un brouillon.
messages-subject = Objet
messages-text = Texte
messages-text-hint = En Markdown : **gras**, [lien](https://…), listes. {"{{"}nom{"}}"} devient le nom de la personne.
messages-language = Langue du texte
message-language-fr = français
message-language-en = anglais
messages-for = Pour qui
messages-for-event = Les personnes d’un événement récent
messages-for-hint = Une personne choisie plusieurs fois ne reçoit qu’un message. Seul ce qui part à toute la liste entre dans ses archives ; ce qui part aux seuls membres, d’un réseau ou de plusieurs, et aux personnes d’un événement n’y entre pas.
messages-for-nobody = Aucun destinataire n’est encore choisi.
messages-kinds = Seulement les personnes qui travaillent dans ces types d’organisation
messages-kinds-hint = Rien de coché : tout le monde. Sinon, parmi les personnes choisies ci-dessus, celles dont on connaît l’organisation et qui y travaillent aujourd’hui.
messages-choice-subscribers = Tout le monde sur la liste { $list }
messages-choice-members = Membres du réseau { $network }
messages-choice-below = Membres du réseau { $network } et de ses réseaux publics
messages-choice-organisations = { $kind }
messages-only = Seulement les personnes qui travaillent dans : { $kinds }.
messages-choice-participants = Personnes inscrites à « { $event } »
messages-choice-absent = Personnes absentes à « { $event } »
messages-choice-waiting = Liste d’attente de « { $event } »
messages-save = Enregistrer le brouillon
messages-state = État
messages-when = Quand
messages-recipients = Destinataires
message-state-draft = brouillon
messages-state-held = brouillon, retenu
message-state-scheduled = programmé
message-state-sending = en cours d’envoi
message-state-sent = envoyé
messages-failed =
    { $count ->
        [one] un échec
       *[other] { $number } échecs
    }
messages-was-sent = { $day }, par { $author }
messages-will-be-sent = partira { $day }, écrit par { $author }
messages-was-changed = modifié { $day }, par { $author }
messages-send-open = Envoyer…
messages-who = Qui le recevra, et pourquoi
messages-proof = M’envoyer une épreuve
messages-remove-ask = Supprimer ce brouillon ? Son texte et le choix de ses destinataires sont perdus.
messages-remove = Supprimer le brouillon
messages-unschedule = Reprendre en brouillon
messages-copies-sent = Envoyés
messages-copies-failed = Échecs
recipients-title = Qui le recevra
recipients-count =
    { $count ->
        [0] Personne.
        [one] Une personne.
       *[other] { $number } personnes.
    }
recipients-twice =
    { $count ->
        [one] Une personne a été choisie à deux titres : elle ne recevra qu’un message.
       *[other] { $number } doublons : une personne choisie à plusieurs titres ne recevra qu’un message.
    }
recipients-unnamed-of =
    { $count ->
        [one] un membre du réseau { $network }
       *[other] { $number } membres du réseau { $network }
    }
recipients-unnamed-others =
    { $count ->
        [one] une personne d’un autre réseau
       *[other] { $number } personnes d’autres réseaux
    }
recipients-unnamed = Sans leurs noms, que seule la coordination de leur réseau peut lire : { $groups }.
recipients-nobody = Personne ne recevrait ce message. Choisissez pour qui il est.
recipients-name = Nom
recipients-address = Adresse
recipients-why = Pourquoi
send-title = Envoyer ce message ?
send-people = personnes le recevront, chacune une fois
send-usual = d’habitude, pour un public de cette sorte
send-unusual = D’habitude, vos messages à un public de cette sorte vont à { $usual } personnes ; celui-ci irait à { $number }.
send-sure = Oui, c’est bien le public voulu
send-sure-needed = Confirmez que c’est bien le public voulu.
send-now =
    { $count ->
        [one] Envoyer à une personne
       *[other] Envoyer à { $number } personnes
    }
send-changed = Le texte ou son public a changé depuis que vous l’avez lu. Rien n’est parti. Relisez : voici ce qui partirait maintenant.
send-not = Ne pas envoyer
send-later-title = Plus tard
send-date = Jour
send-time = Heure
send-time-hint = À Paris.
send-later = Programmer l’envoi
journal-title = Journal de l’envoi
journal-open = Journal de l’envoi
journal-left = désabonnements par ce message
journal-count =
    { $count ->
        [0] Personne ne correspond à cette recherche.
        [one] Une personne.
       *[other] { $number } personnes.
    }
journal-forgotten = Qui a reçu ce message a été effacé le { $day }, comme le prévoit la conservation ; les chiffres restent.
journal-nobody = Personne ici.
journal-unnamed =
    { $count ->
        [one] Une copie va à un membre d’un autre réseau, dont seule la coordination peut lire le nom : elle compte dans les chiffres, et n’a pas de ligne ici.
       *[other] { $number } copies vont à des membres d’autres réseaux, dont seule la coordination peut lire les noms : elles comptent dans les chiffres, et n’ont pas de ligne ici.
    }
journal-doubtful =
    { $count ->
        [one] Une copie est peut-être partie deux fois.
       *[other] { $number } copies sont peut-être parties deux fois.
    }
journal-doubtful-more = L’envoi a été interrompu pendant qu’elles partaient. Elles sont reparties, avec le même identifiant : deux fois peut-être, jamais zéro.
journal-perhaps-twice = peut-être deux fois
journal-search = Nom ou adresse
journal-all = Tous
journal-filter = Filtrer
journal-filter-doubtful = peut-être deux fois
journal-export = Exporter en CSV
journal-steps = Étapes
journal-step = { $day } : { $what }
journal-step-queued = en file
journal-step-sent = remis au serveur
journal-step-deferred = différé
journal-step-failed = échec
journal-step-interrupted = envoi interrompu, repris
journal-step-unsubscribed = désabonnement
journal-next = prochain essai : { $day }


## Imports

imports-title = Importer des membres du réseau { $network }
imports-organisations-title = Importer des organisations
imports-lead = Un tableau des membres du réseau { $network } : une ligne par personne, avec son adresse électronique.
imports-organisations-lead = Un tableau d’organisations : une ligne par organisation, avec son nom.
imports-file = Fichier
imports-file-hint = CSV ou classeur Excel (.xlsx), { $lines } lignes et quatre mégaoctets au plus. Un titre au-dessus des colonnes ne gêne pas.
imports-bring = Lire le fichier
imports-recent = Vos fichiers récents
imports-is-done = importé
imports-waits = à poursuivre
imports-rules = Ce qui va se passer
imports-rule-steps = Vous dites ce que contient chaque colonne et ce que veulent dire les mots que ce site ne connaît pas, vous lisez ligne par ligne ce qui sera fait, puis tout est fait d’un coup, ou rien. Les lignes refusées n’arrêtent pas les autres si vous le dites : elles se téléchargent, avec la raison, pour être corrigées et importées ensuite.
imports-people = Une personne inconnue est inscrite avec une adresse qu’elle confirmera à sa première connexion. Une personne déjà connue du site devient membre et l’apprend par courriel : son profil lui appartient, le fichier n’y change rien. La date d’adhésion est celle du fichier, sauf si l’historique la contredit. Une personne qui a quitté le réseau n’y revient pas par un fichier. Les autres ne reçoivent rien.
imports-organisations-rule = Une organisation est reconnue à son nom ou à l’un de ses autres noms, sans tenir compte des accents et des majuscules. Une cellule vide n’efface rien.
imports-rule-again = Importer deux fois le même fichier ne change rien la seconde fois.
imports-rule-kept = Le fichier n’est lu que par vous ; il est oublié une fois importé, sauf ses lignes refusées, et au plus tard après { $hours } heures.
imports-step-file = Importer
imports-step-columns = Colonnes
imports-step-plan = Essai à blanc
imports-columns-title = Que contiennent les colonnes ?
imports-columns-lead =
    { $count ->
        [one] { $file } : une ligne à importer. Voici ce que les colonnes semblent contenir ; corrigez au besoin.
       *[other] { $file } : { $number } lignes à importer. Voici ce que les colonnes semblent contenir ; corrigez au besoin.
    }
imports-columns-caption = Colonnes du fichier
imports-columns-heading = Titre
imports-columns-sample = Premières lignes
imports-columns-holds = Contient
imports-columns-nameless = Colonne { $number }
imports-kind = Type des organisations nouvelles
imports-kind-hint = Pour celles dont le fichier ne dit pas le type.
imports-kind-none = Refuser la ligne
imports-kind-leave-out = Importer la personne sans son organisation
imports-heading = Ligne des titres
imports-heading-hint = Ce qui est au-dessus d’elle est laissé de côté.
imports-heading-stands = Les titres des colonnes sont à la ligne { $line } du fichier.
imports-heading-stands-none = Aucune ligne du fichier ne donne le titre des colonnes.
imports-heading-change = Choisir une autre ligne
imports-heading-change-more = La ligne qui donne le titre de chaque colonne. Les réponses données plus bas seront à revoir.
imports-heading-none = Aucune : le fichier n’a pas de titres
imports-heading-line = Ligne { $line } : { $cells }
imports-heading-take = Prendre cette ligne
imports-step-values = Mots inconnus
imports-values-title = Que veulent dire ces mots ?
imports-values-lead = { $file } contient des mots que les listes de ce site ne connaissent pas. Dites une fois ce que chacun veut dire : cela vaut pour toutes ses lignes.
imports-values-choices = Laissez vide ce qui n’a pas d’équivalent : la ligne est importée, ce mot n’est pas repris, et chaque fiche se complète plus tard.
imports-values-caption = Mots inconnus du fichier
imports-values-value = Dans le fichier
imports-values-column = Colonne
imports-values-lines = Lignes
imports-values-means = Veut dire
imports-values-refuse =
    { $count ->
        [one] Refuser cette ligne
       *[other] Refuser ces lignes
    }
imports-values-empty = Laisser vide
imports-values-proposed = Proposé d’après le mot : vérifiez.
imports-values-none = Ce site connaît tous les mots du fichier.
imports-values-more =
    { $count ->
        [one] Un autre mot, plus rare, n’est pas montré. Répondez à ceux-ci, puis revenez sur cette page.
       *[other] { $number } autres mots, plus rares, ne sont pas montrés : { $shown } à la fois. Répondez à ceux-ci, puis revenez sur cette page.
    }
imports-look = Voir ce qui sera fait
imports-other-file = Un autre fichier
column-ignored = (colonne ignorée)
column-address = Adresse électronique
column-given-name = Prénom
column-family-name = Nom
column-since = Membre depuis
column-profession = Profession
column-region = Région
column-organisation = Organisation
column-organisation-kind = Type d’organisation
column-organisation-place = Ville de l’organisation
column-organisation-region = Région de l’organisation
column-aliases = Autres noms
column-affiliated-since = Dans l’organisation depuis
imports-plan-title = Ce qui sera fait
imports-plan-lead = { $file } : rien n’est encore écrit.
imports-plan-caption = Ligne par ligne
imports-line = Ligne
imports-about = Dans le fichier
imports-outcome = Résultat
imports-notes = Pourquoi
imports-count-created = nouvelles
imports-count-joined = déjà sur le site
imports-count-changed = modifiées
imports-count-same = inchangées
imports-count-questioned = à vérifier
imports-count-refused = refusées
imports-outcome-created = à créer
imports-outcome-joined = à rattacher
imports-outcome-changed = à modifier
imports-outcome-same = inchangée
imports-outcome-questioned = à vérifier
imports-outcome-refused = refusée
imports-run =
    { $count ->
        [one] Importer une ligne
       *[other] Importer { $number } lignes
    }
imports-leave-out =
    { $count ->
        [one] Laisser de côté la ligne refusée ou non cochée, et importer les autres
       *[other] Laisser de côté les lignes refusées ou non cochées ({ $count }), et importer les autres
    }
imports-leave-out-needed = Des lignes sont refusées ou non cochées : corrigez le fichier, ou acceptez de les laisser de côté.
imports-all-or-nothing = Tout est fait d’un coup. Si une seule écriture échoue, rien n’est fait.
imports-run-accepted = Importer les lignes cochées
imports-questioned =
    { $count ->
        [one] Une ligne porte l’adresse d’une personne d’un autre nom. Est-ce bien elle ? Si oui, cochez la ligne ; sinon, corrigez l’adresse dans le fichier.
       *[other] { $number } lignes portent l’adresse d’une personne d’un autre nom. Est-ce bien elle ? Si oui, cochez la ligne ; sinon, corrigez l’adresse dans le fichier.
    }
imports-accept = C’est bien cette personne
imports-accept-needed = Aucune ligne n’est à importer : cochez au moins une ligne à vérifier.
imports-refused-more = Les lignes refusées ou à vérifier se téléchargent telles quelles, avec la raison dans une colonne de plus : corrigez-les, puis importez ce fichier.
imports-refused-download = Télécharger ces lignes (CSV)
imports-refused-kept =
    { $count ->
        [one] Une ligne n’a pas été importée. Téléchargez-la, corrigez-la et importez ce fichier : elle est gardée { $hours } heures après l’envoi du vôtre.
       *[other] { $count } lignes n’ont pas été importées. Téléchargez-les, corrigez-les et importez ce fichier : elles sont gardées { $hours } heures après l’envoi du vôtre.
    }
imports-refused-file = lignes-refusees
imports-refused-reason = Raison du refus
imports-refused-line = Ligne { $line } du premier fichier. { $why }
imports-back-to-values = Revoir les mots inconnus
imports-back-to-columns = Revoir les colonnes
imports-nothing = Rien à faire : tout ce que dit ce fichier est déjà en place, ou refusé.
imports-moved = Les choses ont changé depuis que ce tableau a été affiché : rien n’a été importé. Voici ce qui serait fait maintenant.
imports-done-title = Import terminé
imports-done = { $file } est importé. Les lignes importées sont oubliées.
imports-see-members = Voir les membres
imports-see-organisations = Voir les organisations
imports-note-new-person = Nouvelle personne, membre du réseau ; elle confirmera son adresse à sa première connexion.
imports-note-new-organisation = Organisation créée : { $name }.
imports-note-sets = { $column } : { $value }.
imports-note-since-moves = Membre depuis le { $to } ; le registre disait : { $from }.
imports-note-stood-left = A quitté le réseau le { $day } : n’en est pas membre sans interruption depuis une date plus ancienne.
imports-note-stood-requested = A demandé à entrer le { $day } : n’était pas encore membre avant.
imports-note-stood-refused = Sa demande a été refusée le { $day } : n’était pas encore membre avant.
imports-note-stood-active = L’historique de son adhésion a déjà une ligne le { $day } : pas de date plus ancienne.
imports-note-member-only = A déjà un compte : devient membre, rien d’autre de la ligne n’est repris.
imports-note-own-profile = Déjà membre ; son profil reste tel qu’il est.
imports-note-missing = { $column } : valeur manquante.
imports-note-kind-missing = Organisation nouvelle, sans type : dites-le dans une colonne, ou pour toutes à l’étape précédente.
imports-note-not-a-day = { $column } : « { $value } » n’est pas une date (31/12/2019 ou 2019-12-31).
imports-note-not-an-address = « { $value } » n’est pas une adresse électronique.
imports-note-unknown = { $column } : « { $value } » n’est pas dans la liste de ce site.
imports-note-too-long = { $column } : c’est trop long.
imports-note-unreadable = { $column } : aucun caractère visible, ou un caractère qui inverse le sens de lecture.
imports-note-future = { $column } : cette date n’est pas encore venue.
imports-note-twice = Déjà à la ligne { $line }.
imports-note-has-left = A quitté le réseau : un fichier n’y ramène personne.
imports-note-was-refused = Sa demande d’adhésion a été refusée.
imports-note-has-asked = Sa demande d’adhésion attend une réponse : répondez-y.
imports-note-claimed = Cette adresse attend d’être confirmée par une autre personne.
imports-note-alias-taken = « { $alias } » est le nom d’une autre organisation.
imports-note-first-day = { $column } : « { $value } » est compris comme le { $day }.
imports-note-left-empty = { $column } : « { $value } » n’est pas repris.
imports-note-organisation-left-out = Organisation « { $name } » non reprise : elle est nouvelle et son type n’est pas connu.
imports-note-other-name = Cette adresse est celle d’une personne d’un autre nom.
imports-note-other-name-of = Cette adresse est celle de { $name }.
problem-not-a-table = Ce fichier ne se lit ni comme un CSV ni comme un classeur .xlsx.
problem-empty-table = Ce fichier n’a aucune ligne sous celle des titres.
problem-too-many-lines = Ce fichier est trop long : { $most } lignes au plus. Coupez-le en plusieurs.
problem-too-much-text = Ce fichier contient trop de texte : { $most } mébioctets au plus. Retirez les colonnes inutiles, ou coupez-le en plusieurs.
problem-no-column = Aucune colonne ne contient « { $column } ».
problem-column-twice = Une autre colonne contient déjà cela.
memberships-invite = Inviter par courriel
memberships-done-invited = Si cette adresse n’avait pas déjà une invitation en cours, elle vient d’en recevoir une.
memberships-invitation-title = Rejoindre { $network } ?
memberships-invitation-by = { $by } vous invite.

## Exports

exports-open = Tout exporter
exports-title = Toutes les données du réseau { $network }
exports-lead = Une archive ZIP de tableaux, de calendriers et de textes que d’autres logiciels savent lire : { $network } n’est captif d’aucun outil.
exports-members = les membres, dans tous les états ; se réimporte tel quel
exports-history = chaque adhésion, chaque départ : quand, par qui, pourquoi
exports-organisations = les organisations des membres
exports-committees = les comités et leurs mandats
exports-events = les événements en tableau, en calendrier, et chacun en Markdown avec son programme
exports-pages = les pages et leurs fichiers
exports-reviews = les bilans de chaque année, chiffres et textes
exports-messages = les messages de la liste, leurs destinataires, et les choix d’abonnement de chaque personne
exports-registrations = les inscriptions aux événements que le réseau pilote, et les présences
exports-acts = ce qui a été fait, quand et par qui
exports-care = L’archive contient des données personnelles : gardez-la en lieu sûr et effacez-la quand elle ne sert plus. Son téléchargement est noté au journal.
exports-download = Télécharger l’archive

## Personnes et connexion

people-done = C’est fait.
people-back = Ne rien changer
people-sign-in = Se connecter
people-sign-in-how = Pas de mot de passe : un lien vous est envoyé, valable { $minutes } minutes.
people-sign-up-how = Pas encore de compte ? Le lien le crée, à la première visite.
people-your-address = Votre adresse électronique
people-send-link = Recevoir le lien
people-look = Consultez votre messagerie
people-look-at = Si un lien peut être envoyé à
people-look-arrives = , il arrive dans la minute.
people-look-more = Il sert une seule fois, pendant { $minutes } minutes. Rien ne vient ? Regardez parmi les indésirables, puis demandez un autre lien.
people-look-instead = Attendez avant de demander un autre lien
people-look-quota = Plusieurs liens viennent d’être demandés pour cette adresse, ou d’ici. Si vous en avez reçu un, le plus récent sert encore : regardez vos messages.
people-look-retry = Vous pourrez en demander un autre le { $at }.
people-other-address = Demander un autre lien
people-demo-outbox = Dans cette démonstration, les messages se lisent ici :
people-welcome = Bienvenue
people-open-session = Ouvrir ma session
people-prove = Ajouter cette adresse
people-prove-do = Ajouter cette adresse à mon compte
people-prove-elsewhere = Ce lien ajoute une adresse à un compte. Ouvrez-le dans le navigateur où la session de ce compte est ouverte.
people-sessions = Mes sessions
people-sessions-lead = Les appareils où votre session est ouverte. Fermez ceux que vous ne reconnaissez pas.
people-session-closed = La session est fermée.
people-session-close = Fermer
people-session-of = la session { $device }
people-session-times = ouverte le { $opened }, utilisée pour la dernière fois le { $seen }
people-session-longest = Une session se ferme après { $idle } jours sans être utilisée, et au bout de { $most } jours dans tous les cas.
people-sessions-end-others = Se déconnecter partout ailleurs
people-sessions-end-others-more = Les sessions de vos autres appareils se ferment ; celle-ci reste ouverte.
people-sessions-end-all = Se déconnecter partout
people-sessions-end-all-more = Toutes vos sessions se ferment, celle-ci comprise : pour revenir, il faudra un nouveau lien de connexion.
people-sessions-ended =
    { $count ->
        [0] Aucune autre session n’était ouverte.
        [one] Une autre session est fermée.
       *[other] { $count } autres sessions sont fermées.
    }
people-this-device = cet appareil
people-device-under = { $browser } sous { $system }
people-device-on = { $browser } sur { $system }
people-device-unknown = Appareil inconnu
people-addresses = Mes adresses
people-addresses-lead = Chacune permet de se connecter. Les messages vont à l’adresse préférée.
people-address-new = Ajouter une adresse
people-address-label = Adresse électronique
people-address-hint = Un message y part ; son lien ajoute l’adresse à votre compte.
people-address-add = Envoyer le lien
people-address-waiting = lien envoyé, à ouvrir
people-address-is-preferred = préférée
people-address-prefer = Préférer
people-address-remove = Retirer
people-address-remove-more = Elle ne permettra plus de s’y connecter. Toutes vos adresses en sont averties ; si elle n’est pas récente, le message qu’elle reçoit permet de la reprendre pendant { $days } jours.
people-address-sent = Un message part à cette adresse. Ouvrez son lien pour l’ajouter.
people-address-added = L’adresse est ajoutée à votre compte.
people-address-preferred = Les messages iront à cette adresse.
people-address-removed = L’adresse est retirée.
people-restore = Reprendre votre adresse
people-restore-lead = Elle a été retirée d’un compte le { $at }.
people-restore-what = Si vous la reprenez :
people-restore-again = elle est de nouveau une adresse de ce compte, et permet de s’y connecter ;
people-restore-sessions = toutes les sessions de ce compte se ferment, sur tous les appareils ;
people-restore-leaving = ces adresses, plus récentes, quittent le compte : { $addresses } ;
people-restore-told = toutes les adresses du compte en sont averties.
people-restore-do = Reprendre cette adresse
people-restored = L’adresse est de nouveau la vôtre
people-restored-more = Toutes les sessions sont fermées. Connectez-vous avec { $address }, puis vérifiez vos adresses, vos calendriers et votre profil.
people-profile = Mon profil
people-profile-welcome = Faisons connaissance
people-profile-welcome-lead = Votre nom sert à vos inscriptions et aux coordinations des réseaux que vous rejoignez. Le reste est facultatif.
people-profile-saved = Votre profil est enregistré.
people-profile-save = Enregistrer
people-given-name = Prénom
people-family-name = Nom
people-organisation = Organisation
people-organisation-now = Organisation actuelle
people-profession = Profession
people-region = Région
people-language = Langue
people-language-hint = Celle des pages et des messages.
people-affiliations = Mon parcours
people-affiliations-lead = Où vous travaillez et avez travaillé : les chiffres des années passées restent justes après un changement.
people-affiliation = Une période de mon parcours
people-affiliation-add = Ajouter une période
people-affiliation-correct = Corriger
people-affiliation-remove = Retirer cette période
people-affiliation-remove-more = À faire si elle a été saisie par erreur : elle disparaît, y compris des chiffres des années passées. Si vous n’y travaillez plus, indiquez plutôt le dernier jour.
people-affiliation-saved = Votre parcours est à jour.
people-affiliation-removed = La période est retirée.
people-affiliation-from = Premier jour
people-affiliation-to = Dernier jour
people-affiliation-to-hint = Vide si vous y travaillez encore.
people-affiliation-since = depuis le { $from }
people-affiliation-span = du { $from } au { $to }
people-hello = Bonjour { $name }
people-hello-you = Bonjour
people-nameless = Comment vous appelez-vous ?
people-nameless-do = Indiquez votre nom pour vous inscrire aux événements et rejoindre des réseaux.
people-waiting = Ce qui attend
people-waiting-requests =
    { $count ->
        [one] demande d’adhésion à { $network }
       *[other] demandes d’adhésion à { $network }
    }
people-waiting-invitation = invitation du réseau { $network } à co-organiser { $event }
people-waiting-placement = le réseau { $child } demande à faire partie du réseau { $network }
people-waiting-draft = brouillon : { $event }
people-waiting-failed =
    { $count ->
        [one] copie qui n’arrivera pas : « { $subject } »
       *[other] copies qui n’arriveront pas : « { $subject } »
    }
people-waiting-doubtful =
    { $count ->
        [one] copie partie peut-être deux fois : « { $subject } »
       *[other] copies parties peut-être deux fois : « { $subject } »
    }
people-waiting-mails =
    { $count ->
        [one] message en échec
       *[other] messages en échec
    }
people-my-networks = Mes réseaux
people-my-events = Mes prochains événements
people-my-queues = Sur liste d’attente
people-feeds = Mes calendriers
people-no-network = Vos réseaux s’afficheront ici.
people-find-network = Voir les réseaux
people-no-event = Vos inscriptions à venir s’afficheront ici.
people-find-event = Voir l’agenda
people-standing-coordinator = coordination
people-standing-member = membre
people-standing-through = membre par { $networks }
people-standing-requested = demande envoyée


## Mes données

privacy-title = Mes données
privacy-lead = Tout ce que ce site garde sur vous. Vous pouvez l’exporter, le corriger, tout quitter ou effacer votre compte.
privacy-csv = Exporter en CSV
privacy-json = Exporter en JSON
privacy-correct = Corriger
privacy-nothing = Rien.
privacy-more = Les { $shown } premières lignes sur { $count } ; l’export les contient toutes.
privacy-consents = Mes accords
privacy-consents-legend = J’accepte
privacy-consents-save = Enregistrer mes accords
purpose-directory = de figurer dans l’annuaire de mes réseaux
purpose-more-directory = Leurs autres membres y lisent votre nom, votre organisation, votre profession et votre région ; jamais votre adresse.
privacy-consent-stands = { $what } : donné le { $given }
privacy-consent-over = { $what } : donné le { $given }, retiré le { $taken }
privacy-done-agreed = Vos accords sont enregistrés.
privacy-done-left = Vous avez tout quitté ; votre compte reste.
privacy-end = Partir
privacy-end-more = Tout quitter met fin à vos adhésions, aux messages des listes et à vos inscriptions à venir, et garde votre compte. Effacer votre compte supprime aussi ce qui dit qui vous êtes.
privacy-leave-open = Tout quitter…
privacy-leave-title = Tout quitter ?
privacy-leave-lead = Votre compte, votre profil et votre historique restent : vous pourrez revenir.
privacy-leave = Tout quitter
privacy-ends-memberships = adhésions et demandes, closes
privacy-ends-lists = listes que vous recevez, arrêtées
privacy-ends-registrations = inscriptions à venir, annulées
privacy-ends-feeds = adresses de calendrier, révoquées
privacy-ends-mandates = mandats, clos aujourd’hui
privacy-erase-open = Effacer mon compte…
privacy-erase-title = Effacer mon compte ?
privacy-erase-lead = C’est immédiat et sans retour : personne ne pourra vous rendre ce compte.
privacy-erase-coordinates = Vous coordonnez { $networks } : votre mandat s’arrête avec vous. Un mot à vos collègues avant de partir leur évitera une surprise.
privacy-goes = Ce qui disparaît
privacy-goes-name = votre nom, vos adresses, vos sessions, vos liens et vos calendriers
privacy-goes-others = votre nom dans les courriels envoyés à d’autres à votre sujet, et les invitations envoyées à vos adresses
privacy-goes-mails = les courriels que ce site vous a écrits : destinataire, objet, texte
privacy-goes-words = ce que vous avez écrit en demandant une adhésion, et ce qui a été écrit à son propos
privacy-goes-registrations = votre nom et votre adresse dans les listes d’inscription, y compris celles faites sans compte avec l’une de vos adresses
privacy-stays = Ce qui reste
privacy-stays-figures = le fait qu’une personne de telle profession, de telle région, de telle organisation a été membre ou présente, à telles dates : les chiffres des années passées restent ce qu’ils étaient
privacy-stays-acts = le fait que des actes ont été accomplis (publier un événement, accepter une demande), sans dire par qui
privacy-stays-published = votre nom là où il a été écrit à la main : un programme, un compte rendu, une page. Demandez à la coordination de l’en retirer
privacy-stays-reviews = votre nom dans les bilans déjà adoptés, si vous avez siégé dans un comité cette année-là : un mandat est public, et un bilan adopté ne change plus
privacy-erase-confirm = Votre adresse, pour confirmer
privacy-erase-confirm-hint = Recopiez { $address }
privacy-erase = Effacer mon compte
privacy-erased-title = Votre compte est effacé
privacy-erased = Ce site ne sait plus qui vous êtes. Merci d’avoir été des nôtres.
privacy-erased-on = Retour à l’accueil
privacy-unnamed = Personne effacée
problem-not-your-address = Ce n’est pas l’une de vos adresses.
problem-last-administrator = Il ne resterait personne à l’administration : donnez d’abord ce rôle à quelqu’un d’autre.
privacy-table-profile = Profil
privacy-table-profile-history = Profil d’avant
privacy-table-addresses = Adresses
privacy-table-affiliations = Organisations
privacy-table-merged-affiliations = Organisations réunies depuis peu avec une autre
privacy-table-memberships = Adhésions
privacy-table-membership-history = Historique des adhésions
privacy-table-mandates = Mandats
privacy-table-registrations = Inscriptions et présences
privacy-table-registration-history = Historique des inscriptions
privacy-table-mails = Courriels reçus de ce site
privacy-table-feeds = Calendriers personnels
privacy-table-consents = Accords donnés
privacy-table-lists = Listes : ce que vous avez dit
privacy-table-messages = Messages reçus de listes
privacy-table-sessions = Sessions ouvertes
privacy-table-imports = Fichiers importés
privacy-table-page-versions = Versions de pages que vous avez écrites
privacy-table-list-requests = Abonnements demandés, pas encore confirmés
privacy-table-message-steps = Messages de listes : incidents d’envoi
privacy-table-messages-written = Messages que vous avez écrits
privacy-table-invitations = Invitations reçues
privacy-table-invitations-sent = Invitations envoyées
privacy-table-silenced-events = Événements dont vous ne recevez plus les messages
privacy-table-sign-in-links = Liens de connexion demandés
privacy-table-known-devices = Navigateurs connus
privacy-table-removed-addresses = Adresses retirées depuis peu
privacy-table-registration-links = Liens de vos inscriptions
privacy-table-events-written = Événements que vous avez créés
privacy-table-reviews = Bilans que vous avez écrits ou adoptés
privacy-table-acts = Actes notés au journal
privacy-column-title = Titre
privacy-column-number = Numéro
privacy-column-note = Ce qui change
privacy-column-given-name = Prénom
privacy-column-family-name = Nom
privacy-column-profession-name = Profession
privacy-column-region-name = Région
privacy-column-language = Langue
privacy-column-created-at = Créé
privacy-column-updated-at = Modifié
privacy-column-administrator-since = Administration depuis
privacy-column-address = Adresse
privacy-column-preferred = Préférée
privacy-column-verified-at = Confirmée
privacy-column-organisation = Organisation
privacy-column-organisation-kind-name = Type d’organisation
privacy-column-place = Lieu
privacy-column-started-on = Début
privacy-column-ended-on = Fin
privacy-column-network = Réseau
privacy-column-state = État
privacy-column-since = Depuis
privacy-column-message = Message
privacy-column-at = Quand
privacy-column-by = Par
privacy-column-reason = Motif
privacy-column-committee = Comité
privacy-column-role = Rôle
privacy-column-event = Événement
privacy-column-starts = Date
privacy-column-presence = Participation
privacy-column-half-days-present = Présences
privacy-column-recipient = À
privacy-column-subject = Objet
privacy-column-cause = Motif
privacy-column-sent-at = Envoyé
privacy-column-name = Nom
privacy-column-scope = Contenu
privacy-column-last-used-on = Dernier usage
privacy-column-last-used-at = Dernière connexion
privacy-column-removed-at = Retirée
privacy-column-purpose = Accord
privacy-column-given-at = Donné
privacy-column-given-how = Par
privacy-column-withdrawn-at = Retiré
privacy-column-withdrawn-how = Par
privacy-column-device = Appareil
privacy-column-last-seen-at = Vue
privacy-column-expires-at = Expire
privacy-column-file-name = Fichier
privacy-column-done-at = Importé
privacy-column-action = Acte
privacy-column-accepted-at = Acceptée
privacy-column-used-at = Utilisé
privacy-column-year = Année
privacy-column-adopted-on = Adopté
privacy-column-detail = Détail
privacy-column-list = Liste
privacy-column-how = Comment
privacy-value-yes = oui
privacy-value-no = non
privacy-half-day-am = { $day }, matin
privacy-half-day-pm = { $day }, après-midi
privacy-value-active = membre
privacy-value-requested = demande en attente
privacy-value-left = départ
privacy-value-refused = refusée
privacy-value-confirmed = confirmée
privacy-value-waiting = liste d’attente
privacy-value-withdrawn = désinscription
privacy-value-unconfirmed = à confirmer
privacy-value-on-site = sur site
privacy-value-online = en ligne
privacy-value-sent = envoyé
privacy-value-queued = en attente
privacy-value-failed = en échec
privacy-value-fr = français
privacy-value-en = anglais
privacy-value-directory = annuaire
privacy-value-form = cette page
privacy-value-leaving = départ
privacy-value-networks = mes réseaux
privacy-value-registrations = { feed-scope-registrations }
privacy-value-subscribed = { subscription-state-subscribed }
privacy-value-unsubscribed = { subscription-state-unsubscribed }
privacy-value-one-click = { lists-cause-one-click }
privacy-value-join = { lists-cause-join }
privacy-value-leave = { lists-cause-leave }
privacy-value-me = { lists-cause-me }
privacy-value-sending = en cours d’envoi
privacy-value-deferred = différé

## Organisations

organisations-hint = Écrivez les premières lettres ; une organisation inconnue sera créée.
organisations-list = Organisations
organisations-proposed =
    { $count ->
        [0] Aucune organisation connue sous ce nom
        [one] { $count } organisation proposée
       *[other] { $count } organisations proposées
    }
organisations-kind = Type de cette organisation
organisations-kind-hint = Elle est nouvelle ici : ou bien corrigez son nom, ou bien dites ce qu’elle est.
organisations-place = Ville de cette organisation


## Recherche

search-title = Recherche
search-title-of = « { $words } », recherche
search-site = Dans tout le site
search-words = Mots à chercher
search-do = Rechercher
search-narrow = Préciser
search-network = Réseau
search-all-networks = Tous les réseaux
search-year = Année
search-kinds = Types de résultats
search-everything = Tout
search-kind-event = événement
search-kind-page = page
search-kind-network = réseau
search-kind-person = personne
search-kind-message = message
search-kinds-event = Événements
search-kinds-page = Pages
search-kinds-network = Réseaux
search-kinds-person = Personnes
search-kinds-message = Messages
search-count =
    { $count ->
        [0] Aucun résultat
        [one] 1 résultat
       *[other] { $number } résultats
    }
search-nothing = Rien ne contient tous ces mots.
search-nothing-more = Essayez moins de mots, ou le début d’un mot. Ce qui est réservé à d’autres personnes n’est pas cherché.
search-no-word = Cette recherche ne contient aucun mot.
search-no-word-more = Tapez au moins un mot. « C++ », « C# », « .NET » et « R » sont des mots ; « le », « de » ou « a », que tout texte contient, sont laissés de côté, comme la ponctuation et les émojis.
search-quotes = Les guillemets n’y changent rien : chaque mot est cherché, où qu’il se trouve.

## Agenda

agenda-title = Agenda
agenda-of = Agenda du réseau { $network }
agenda-lead = Les rencontres, webinaires, écoles et réunions des réseaux.
agenda-month-view = Vue du mois
agenda-list-view = Vue en liste
agenda-subscribe = S’abonner
agenda-subscribe-calendar = Dans mon calendrier
agenda-subscribe-download = Télécharger (.ics)
agenda-subscribe-atom = Fil Atom
agenda-subscribe-address = Adresse à copier
agenda-filter-q = Mots
agenda-filter-network = Réseau
agenda-filter-kind = Type
agenda-filter-level = Niveau
agenda-filter-where = Lieu
agenda-filter-when = Période
agenda-filter-all = Tous
agenda-filter-everywhere = Partout
agenda-filter-online = En ligne
agenda-filter-on-site = Sur site
agenda-filter-regions = Régions
agenda-filter-coming = À venir
agenda-filter-past = Passés
agenda-filter-do = Filtrer
agenda-filter-clear = Effacer
agenda-count =
    { $count ->
        [0] Aucun événement
        [one] Un événement
       *[other] { $number } événements
    }
agenda-count-more = Plus de { $number } événements
agenda-today = aujourd’hui, { $day }
agenda-today-mark = (aujourd’hui)
agenda-empty = Les événements qui correspondent à ces choix s’afficheront ici.
agenda-empty-past = Voir les événements passés
agenda-empty-all = Tout l’agenda
agenda-month-caption = Événements de { $month }
agenda-month-more =
    { $count ->
        [one] et un autre
       *[other] et { $count } autres
    }
agenda-prepare = Préparer un événement
agenda-declined = Invitation déclinée.
agenda-removed = Le brouillon est supprimé.


## Événements

event-kind-webinar = Webinaire
event-kind-school = Formation
event-kind-workshop = Atelier
event-kind-thematic-day = Journée thématique
event-kind-conference = Conférence
event-kind-meeting = Réunion
event-kind-visit = Visite
event-kind-deadline = Date limite
event-level-local = local
event-level-regional = régional
event-level-national = national
event-level-international = international
events-level = niveau { $level }
event-mode-on-site = sur site
event-mode-online = en ligne
event-mode-hybrid = sur site et en ligne
event-state-draft = Brouillon
event-state-published = Publié
event-state-postponed = Reporté
events-postponed-undated = Reporté, date à venir
events-was-on = initialement
event-state-cancelled = Annulé
events-past = Passé
events-full = Complet
events-members-only = réservé aux membres
events-seats-left =
    { $count ->
        [0] complet
        [one] une place libre
       *[other] { $number } places libres
    }
events-seats-waiting = liste d’attente : { $number }
events-closed = inscriptions closes
events-held-by = Organisé par
events-held-with = avec
events-facts = En bref
events-when = Quand
events-zone = heure locale ({ $city }, { $offset })
events-at-home = soit { $home }
events-where = Où
events-for-whom = Pour qui
events-for-everyone = Ouvert à toutes et à tous, avec ou sans compte
events-for-members = Pour les membres : { $networks }
events-no-registration = Sans inscription
events-seats = Places
events-seats-of =
    { $count ->
        [0] complet : { $total } places { $place }
        [one] une place libre sur { $total } { $place }
       *[other] { $left } places libres sur { $total } { $place }
    }
events-seats-unlimited = sans limite { $place }
events-closes = Inscriptions jusqu’au
events-contact = Contact
events-video = Visioconférence
events-video-note = Réservée aux personnes inscrites.
events-video-members = Réservée aux membres des réseaux organisateurs.
events-video-join = Rejoindre la réunion
events-calendar-menu = Ajouter au calendrier
events-calendar-download = Télécharger (.ics)
events-calendar-subscribe = S’abonner aux changements
events-calendar-address = Adresse à copier
events-state-draft = Visible seulement par la coordination, et par celle des réseaux invités.
events-state-postponed = Une nouvelle date sera annoncée.
events-state-cancelled = Cet événement n’aura pas lieu.
events-state-was-cancelled = Cet événement n’a pas eu lieu.
events-state-past = Cet événement a eu lieu.
events-state-past-materials = Les supports sont en ligne.
events-state-waiting =
    { $count ->
        [0] Les prochaines inscriptions iront en liste d’attente.
        [one] Une personne attend une place.
       *[other] { $number } personnes attendent une place.
    }
events-programme = Programme
events-morning = matin
events-afternoon = après-midi
events-abstract = Résumé
events-outside = hors des dates de l’événement
events-minutes = { $minutes } min
events-materials = Supports
events-turnout-title = Présences
events-turnout =
    { $count ->
        [0] Noter les présences (inscriptions : { $seats })
       *[other] Présences notées : { $number } (inscriptions : { $seats })
    }
events-turnout-own = Votre présence est notée : { $half_days }.
material-kind-slides = diapositives
material-kind-recording = vidéo
material-kind-link = lien
events-coordination = Coordination
events-edit = Modifier
events-edit-programme = Programme
events-edit-materials = Supports
events-edit-holders = Co-organisation
events-write = Écrire aux personnes inscrites
events-registrations =
    { $count ->
        [0] Inscriptions
        [one] Une inscription
       *[other] { $number } inscriptions
    }
events-clone = Dupliquer
events-publish-open = Publier…
events-publish-again-open = Publier la nouvelle date…
events-postpone-open = Reporter…
events-cancel-open = Annuler…
events-cancel-past-open = N’a pas eu lieu…
events-remove-open = Supprimer le brouillon…
events-holders = Réseaux organisateurs
holder-state-lead = pilote
holder-state-accepted = accepté
holder-state-invited = en attente
holder-state-declined = décliné
events-holder-since = depuis le { $day }
events-holder-on = le { $day }
events-holder-withdraw = Retirer l’invitation
events-holder-withdraw-of = du réseau { $network }
events-invite = Inviter un réseau
events-invite-hint = Sa coordination reçoit un message dès que l’événement est publié, et répond sur la page de l’événement.
events-invite-do = Inviter
events-asked = { $lead } propose à { $network } de co-organiser cet événement.
events-asked-do = Accepter
events-asked-for = pour { $network }
events-asked-decline = Décliner
events-answered-accepted = { $network } co-organise cet événement.
events-answered-leave = Ne plus co-organiser
events-answered-declined = { $network } a décliné l’invitation à co-organiser cet événement.
events-answered-join = Accepter finalement
events-new-for = Préparer un événement du réseau { $network }
events-edit-title = Modifier l’événement
events-create = Enregistrer comme brouillon
events-save = Enregistrer
events-save-told =
    { $count ->
        [0] Enregistrer
        [one] Enregistrer, et prévenir une personne si l’heure ou le lieu change
       *[other] Enregistrer, et prévenir { $number } personnes si l’heure ou le lieu change
    }
events-preview = Aperçu
events-field-title = Titre
events-field-summary = En une ou deux phrases
events-field-kind = Type
events-field-level = Niveau
events-field-language = Langue du contenu
language-fr = français
language-en = anglais
events-section-when = Quand
events-field-starts = Début
events-field-ends = Fin
events-field-day = Jour
events-field-time = Heure
events-field-ends-hint = Jour vide : le même jour.
events-field-all-day = Journées entières, sans heures
events-field-zone = Fuseau horaire
events-section-where = Où
events-field-mode = Mode
events-field-place = Lieu
events-field-place-hint = Ville, établissement, salle.
events-field-region = Région
events-field-video-link = Lien de la visioconférence
events-field-video-link-hint = Montré aux personnes dont l’inscription est confirmée ; sans inscription, aux membres des réseaux organisateurs.
events-section-registration = Inscriptions
events-field-registration = Qui peut s’inscrire
registration-policy-none = pas d’inscription
registration-policy-open = tout le monde, avec ou sans compte
registration-policy-members = les membres des réseaux organisateurs
events-field-closes = Dernier jour pour s’inscrire
events-field-closes-hint = Vide : jusqu’au début. Sans heure : jusqu’à la fin de ce jour.
events-field-seats-on-site = Places sur site
events-field-seats-online = Places en ligne
events-field-seats-hint = Vide : sans limite.
events-section-page = Page
events-field-description = Présentation
events-field-contact = Contact
events-field-contact-hint = Une adresse électronique, ou quelques mots.
events-field-visibility = Visibilité
event-visibility-public = tout le monde
event-visibility-members = les membres des réseaux organisateurs
events-stale-saved = Ce qui est enregistré maintenant
events-stale-empty = (vide)
events-publish-title = Publier cet événement ?
events-publish-again-title = Publier la nouvelle date ?
events-publish-date = Donner une nouvelle date
events-publish-tell =
    { $count ->
        [0] Publier
        [one] Publier et prévenir une personne
       *[other] Publier et prévenir { $number } personnes
    }
events-postpone-title = Reporter cet événement ?
events-postpone-do =
    { $count ->
        [0] Reporter
        [one] Reporter et prévenir une personne
       *[other] Reporter et prévenir { $number } personnes
    }
events-cancel-title = Annuler cet événement ?
events-cancel-past-title = Noter que cet événement n’a pas eu lieu ?
events-cancel-do =
    { $count ->
        [0] Annuler l’événement
        [one] Annuler et prévenir une personne
       *[other] Annuler et prévenir { $number } personnes
    }
events-cancel-past-do = Noter qu’il n’a pas eu lieu
events-remove-title = Supprimer ce brouillon ?
events-remove-do = Supprimer le brouillon
events-remove-more = Il n’a jamais été publié : il n’en restera rien.
events-figure-told = personnes inscrites, prévenues par message
events-figure-waiting = en liste d’attente
events-figure-holders = réseaux dont l’agenda change
events-figure-invited = réseaux invités à co-organiser, prévenus par message
events-note = Pourquoi
events-note-hint = Une phrase, dans le message et sur la page.
events-keep = Ne rien changer
events-abandon = Abandonner
events-programme-title = Programme
events-programme-lead = Une ligne par intervention ou par pause. Une ligne vide disparaît.
events-row = Ligne { $row }
events-row-title = Titre
events-row-session = Session
events-row-day = Jour
events-row-day-outside = { $day } (hors des dates de l’événement)
events-row-time = Heure
events-row-minutes = Minutes
events-row-speakers = Intervenantes et intervenants
events-row-speakers-hint = Nom, organisation ; nom, organisation.
events-row-abstract = Résumé
events-row-add = Ajouter une ligne
events-materials-title = Supports
events-materials-empty = Les diapositives, enregistrements et liens s’afficheront ici.
events-material-kind = Type
events-material-title = Titre
events-material-url = Adresse
events-material-add = Ajouter
events-material-remove = Retirer
events-material-remove-more = Le lien disparaît de la page de l’événement, pour tout le monde. Pour le remettre, il faudra retrouver son adresse.
events-done-created = Le brouillon est enregistré. Il reste à le publier.
events-done-cloned = Voici la copie, en brouillon. Vérifiez ses dates.
events-done-saved = C’est enregistré.
events-done-talks-moved = C’est enregistré. Les interventions du programme se déplacent avec l’événement, du même nombre de jours.
events-done-published = L’événement est publié.
events-done-postponed =
    { $count ->
        [0] L’événement est reporté. Personne n’y était inscrit.
        [one] L’événement est reporté. La personne inscrite est prévenue.
       *[other] L’événement est reporté. Les { $number } personnes inscrites sont prévenues.
    }
events-done-cancelled =
    { $count ->
        [0] L’événement est annulé. Personne n’était à prévenir.
        [one] L’événement est annulé. La personne inscrite est prévenue.
       *[other] L’événement est annulé. Les { $number } personnes inscrites sont prévenues.
    }
events-done-accepted = L’événement est dans l’agenda du réseau.
events-done-declined = L’invitation est déclinée.
events-done-invited = Le réseau est invité.
events-done-withdrawn = L’invitation est retirée.


## Inscriptions

registrations-title = S’inscrire
registrations-mine = Votre inscription
presence-on-site = sur site
presence-online = en ligne
registration-state-unconfirmed = adresse à confirmer
registration-state-confirmed = inscription confirmée
registration-state-waiting = liste d’attente
registration-state-withdrawn = désinscription
registrations-place = place n° { $place }
registrations-take = S’inscrire
registrations-queue = Rejoindre la liste d’attente
registrations-presence = Je participe
registrations-unlimited = sans limite de places
registrations-free =
    { $count ->
        [one] une place libre
       *[other] { $number } places libres
    }
registrations-full =
    { $count ->
        [0] Complet : la prochaine place qui se libère est pour vous.
        [one] Complet : une personne attend une place.
       *[other] Complet : { $number } personnes attendent une place.
    }
registrations-closed = Les inscriptions sont closes.
registrations-not-yet = Les inscriptions ouvriront à la publication.
registrations-suspended = Les inscriptions reprendront avec la nouvelle date.
registrations-members = Les inscriptions sont réservées aux membres des réseaux organisateurs.
registrations-sign-in = Se connecter pour s’inscrire d’un clic
registrations-withdraw = Me désinscrire
registrations-withdraw-place = Vous perdrez votre rang n° { $place } sur la liste d’attente.
registrations-withdraw-goes =
    { $count ->
        [one] Votre place ira aussitôt à la personne qui attend.
       *[other] Votre place ira aussitôt à la première des { $number } personnes qui attendent.
    }
registrations-withdraw-free = Votre place redeviendra libre. Vous pourrez vous réinscrire tant qu’il en reste et que les inscriptions sont ouvertes.
registrations-withdraw-postponed = L’événement est reporté. Votre place redeviendra libre, d’abord pour la liste d’attente. Les inscriptions reprendront avec la nouvelle date.
registrations-withdraw-queue = Votre place redeviendra libre, mais d’autres personnes l’attendent : vous ne pourrez pas la reprendre.
registrations-withdraw-members = Votre place redeviendra libre, et seuls les membres des réseaux organisateurs peuvent s’inscrire : vous ne pourrez pas vous réinscrire.
registrations-withdraw-closed = Votre place redeviendra libre, et les inscriptions sont closes : vous ne pourrez pas vous réinscrire.
registrations-change = Changer de façon de participer
registrations-change-to = Participer { $presence }
registrations-change-queue = Attendre une place { $presence }
registrations-change-warning = Vous laisseriez votre place actuelle pour la liste d’attente.
registrations-one-click = Votre nom, votre adresse et votre organisation viennent de votre profil. La confirmation arrive par courriel.
registrations-guest = Aucun compte n’est nécessaire : un lien envoyé à votre adresse confirme l’inscription.
registrations-given-name = Prénom
registrations-family-name = Nom
registrations-address = Adresse électronique
registrations-address-hint = Pour la confirmation, le calendrier et les changements.
registrations-organisation = Organisation
registrations-privacy = Ces réponses sont lues par la coordination de l’événement. Le lien de chaque courriel permet de se désinscrire.
registrations-sent = Consultez votre messagerie
registrations-sent-to = Un lien de confirmation vient de partir à
registrations-sent-more = Votre place sera réservée quand vous aurez ouvert ce lien et choisi « Confirmer mon inscription ».
registrations-sent-queue = C’est complet : vous serez sur la liste d’attente quand vous aurez ouvert ce lien et choisi « Confirmer mon inscription ».
registrations-sent-either = Vous aurez une place, ou un rang sur la liste d’attente, quand vous aurez ouvert ce lien et choisi « Confirmer mon inscription ».
registrations-sent-else = Rien n’arrive dans les cinq minutes ? Regardez parmi les indésirables, puis vérifiez l’adresse et recommencez.
registrations-nameless = Comment vous appeler ?
registrations-nameless-more = L’inscription porte votre nom : complétez d’abord votre profil, puis revenez vous inscrire d’un clic.
registrations-nameless-do = Compléter mon profil
registrations-back = Retour à l’événement
registrations-done = C’est fait.
registrations-done-full = C’est complet pour l’instant.
registrations-done-registered = Votre inscription est confirmée, un message part à l’instant.
registrations-done-changed = Votre changement est enregistré, un message part à l’instant.
registrations-done-waiting = Vous êtes sur la liste d’attente : si une place se libère, elle vous revient et un message vous en avertit.
registrations-done-unregistered = Votre inscription est annulée. Si une personne attendait, la place lui revient.
registrations-done-mail = Un message le confirme.
registration-link-unconfirmed = Confirmer votre inscription
registration-link-confirmed = Votre inscription est confirmée
registration-link-waiting = Vous êtes sur la liste d’attente
registration-link-withdrawn = Votre inscription est annulée
registrations-confirm = Confirmer mon inscription
registrations-again = M’inscrire à nouveau
registrations-join = Rejoindre la réunion
registrations-calendar = Ajouter au calendrier (.ics)
registrations-to-event = Voir la page de l’événement
registrations-list = Inscriptions
registrations-waiting = en attente
registrations-search = Nom, adresse ou organisation
registrations-state = État
registrations-state-all = en cours
registrations-filter = Filtrer
registrations-export = Exporter en CSV
registrations-count =
    { $count ->
        [0] Personne
        [one] Une personne
       *[other] { $number } personnes
    }
registrations-nobody-yet = Les personnes inscrites s’afficheront ici.
registrations-nobody = Personne ne correspond à cette recherche.
registrations-caption = Présence par demi-journée
registrations-name = Nom
registrations-registration = Inscription
registrations-morning = matin
registrations-afternoon = après-midi
registrations-mark = Enregistrer les présences
registrations-whole = Toute une demi-journée
registrations-mark-whole =
    { $count ->
        [one] Marquer présente la personne de cette liste
       *[other] Marquer présentes les { $number } personnes de cette liste
    }
registrations-marked = Les présences sont enregistrées.
registrations-removed = La personne en est avertie. Si une autre attendait, la place lui revient.
registrations-history = Historique
registrations-colon =  :{ " " }
registrations-remove = Désinscrire { $name }
registrations-remove-more = Un message l’annonce à la personne. Sa place va à la première qui attend.
registrations-remove-past = L’ajout était une erreur : un message l’annonce à la personne.
registrations-add-title = Inscrire une personne
registrations-add-more = Un message l’avertit, avec le lien pour se désinscrire sans compte.
registrations-add-past = L’événement a eu lieu : la personne est comptée parmi les inscriptions, même au-delà des places, et sa présence peut être notée. Un message l’en avertit.
registrations-add = Inscrire
registrations-added = La personne est inscrite, un message l’en avertit.
registrations-add-presence = Participation
registrations-revoke-links = Révoquer les liens de ses messages
registrations-revoke-links-more = Si l’un d’eux a été transmis : l’inscription reste, aucun lien déjà envoyé ne l’ouvre plus.
registrations-links-revoked = Les liens ne servent plus.
problem-on-the-list = Cette adresse est déjà sur la liste.

## Calendriers

calendar-news = Nouveautés de l’agenda
calendar-news-of = Nouveautés du réseau { $network }
calendar-mine = Mes calendriers
calendar-mine-lead = Une adresse secrète par appareil : votre calendrier y lit les changements et les annulations de lui-même.
calendar-mine-none = Vos adresses de calendrier s’afficheront ici.
calendar-new = Nouvelle adresse
calendar-name = Nom
calendar-name-hint = Pour la reconnaître plus tard : téléphone, ordinateur du bureau…
calendar-scope = Ce qu’elle contient
feed-scope-registrations = mes inscriptions
feed-scope-networks = tous les événements de mes réseaux
calendar-create = Créer l’adresse
calendar-made = Voici l’adresse de « { $name } ».
calendar-made-once = Elle n’est affichée qu’une fois, et qui la connaît peut lire ce calendrier : ne la partagez pas.
calendar-address-of = Adresse du calendrier « { $name } »
calendar-subscribe = S’abonner
calendar-used = lu le { $day }
calendar-unused = jamais lu
calendar-revoke = Révoquer
calendar-revoke-more = L’appareil qui lit cette adresse n’y trouvera plus rien, et elle ne peut pas être rétablie : il faudra en créer une autre.
calendar-revoked = L’adresse est révoquée : plus rien ne peut y être lu.


## Administration

administration-title = Administration
administration-instance = Nom et apparence
administration-instance-more = Comment ce site s’appelle, sa couleur, à qui écrire.
administration-people = Personnes
administration-people-more =
    { $count ->
        [one] { $number } personne
       *[other] { $number } personnes
    }
administration-organisations = Organisations
administration-organisations-more =
    { $count ->
        [one] { $number } organisation
       *[other] { $number } organisations
    }
administration-taxonomies = Listes de choix
administration-taxonomies-more = Types d’organisation, professions, régions.
administration-taxonomies-lead = Un choix retiré n’est plus proposé ; il reste là où il a été fait, et dans les chiffres.
administration-mandates = Mandats
administration-mandates-more = Ceux qui courent, ceux qui vont finir, les réseaux sans coordination.
administration-mails = Courriels
administration-mails-more =
    { $count ->
        [one] { $number } en attente
       *[other] { $number } en attente
    }
administration-journal = Journal
administration-journal-more = Qui a fait quoi, quand.
administration-retention = Conservation
administration-retention-more = Combien de temps chaque donnée est gardée, et ce qui est effacé chaque nuit.
administration-failed =
    { $count ->
        [one] courriel en échec
       *[other] courriels en échec
    }
administration-uncoordinated =
    { $count ->
        [one] réseau sans coordination
       *[other] réseaux sans coordination
    }
administration-oldest-mail = Le plus ancien courriel en attente a été écrit le { $at }.
administration-last-backup = Dernière sauvegarde : { $at }.
administration-no-backup = Aucune sauvegarde n’a encore été faite avec « maillage backup ».
administration-alert-mail = Des courriels attendent depuis le { $since }.
administration-alert-mail-see = Voir ce que le serveur a répondu
administration-alert-backup = La dernière sauvegarde a plus d’une semaine : elle date du { $since }.
administration-alert-no-backup = Aucune sauvegarde n’a été faite depuis plus d’une semaine (le { $since }).
administration-purged = Dernière purge : { $at } ({ $what }).
administration-network = Réseau
administration-committee = Comité
administration-person = Personne
administration-alone = Sans coordination aujourd’hui
administration-ending = Finissent dans les trois mois
administration-running = En cours
administration-saved = C’est enregistré.
administration-queued = Le courriel repart.
administration-ended = Les sessions sont fermées.
administration-merged = Les deux organisations n’en font plus qu’une. Pendant trente jours, cela peut être défait au bas de cette page.
administration-created = L’organisation est créée.
administration-unmerged = Les deux organisations sont de nouveau distinctes.
administration-unmerged-partly = Les deux organisations sont de nouveau distinctes. Des passages corrigés entre-temps sont restés tels quels.
administration-purge-asked = La purge est demandée : elle commence dans les secondes qui viennent, et le journal dira ce qui est parti.
administration-choice-used = Ce choix est utilisé : il peut ne plus être proposé, mais pas être supprimé.
administration-name = Nom du site
administration-motto = Devise, en pied de page
administration-hue = Teinte
administration-hue-hint = De 0 à 359, pour les pages qui n’appartiennent à aucun réseau ; vide : celle de Maillage (252).
administration-contact = Adresse de contact
administration-contact-hint = Affichée en pied de page, et partout où l’on propose d’écrire. Vide : l’adresse d’où partent les courriels.
administration-language = Langue par défaut
administration-language-hint = Pour qui vient avec un navigateur réglé sur une autre langue.
administration-retention-lead = En jours ; vide : sans limite. Chaque nuit, ce qui est plus vieux est effacé, après que les chiffres des années concernées ont été figés.
administration-retention-would = Avec ces durées, cette nuit effacerait, sans retour : { $what }.
administration-retention-sure = Enregistrer ces durées, et laisser effacer
administration-keep-registrations = Qui s’est inscrit à un événement passé
administration-keep-registrations-hint = Noms et adresses ; jamais avant la fin de l’année. Le nombre, les organisations et les présences restent.
administration-keep-mails = Courriels envoyés
administration-keep-mails-hint = À qui, quand, à quel propos. Leur texte est effacé dès l’envoi ; celui d’un échec, après une semaine.
administration-keep-copies = Qui a reçu quel message d’une liste
administration-keep-copies-hint = Noms et adresses, à compter de l’envoi. Le nombre de destinataires reste ; le lien de désinscription sert toujours.
administration-keep-audit = Lignes du journal
administration-keep-sessions = Sessions inutilisées
administration-keep-sessions-hint = Une session inutilisée se ferme après un mois ; sa ligne est effacée ensuite.
administration-keep-fixed = Une inscription sans compte jamais confirmée est effacée après un jour ; un fichier à importer, aussi.
administration-purge-now = Purger maintenant
administration-purge-more = Effacement immédiat et sans retour : { $what }. Sans votre demande, il aurait lieu cette nuit.
administration-purge-do = Effacer maintenant
administration-purge-nothing = Rien n’a dépassé sa durée de conservation : il n’y a rien à purger.
taxonomy-list-organisation-kind = Types d’organisation
taxonomy-list-profession = Professions
taxonomy-list-region = Régions
administration-new-choice = Ajouter un choix
administration-in-french = En français
administration-in-english = En anglais
administration-add = Ajouter
administration-restore = Proposer à nouveau
administration-remove = Supprimer
administration-retire = Ne plus proposer
administration-retired = n’est plus proposé
administration-up = Monter
administration-down = Descendre
administration-used =
    { $count ->
        [one] { $number } usage
       *[other] { $number } usages
    }
administration-search-people = Nom ou adresse
administration-search-organisations = Nom, ou autre nom
administration-search-mails = Destinataire ou objet
administration-unproved = adresse non confirmée
administration-administers = administration
administration-proved = confirmée { $at }
administration-seen = utilisée { $at }
administration-addresses = Adresses
administration-sessions = Sessions ouvertes
administration-make-administrator = Confier l’administration
administration-no-administrator = Retirer l’administration
administration-end-sessions = Fermer ses sessions
administration-its-journal = Ce que dit le journal
administration-organisation-name = Nom
administration-kind-hint-new = Il décide où les personnes qui y travaillent comptent dans les chiffres.
administration-kind-hint = Corriger le type corrige aussi les chiffres des années passées, sauf ceux qui sont figés.
administration-aliases = Autres noms
administration-aliases-hint = Un par ligne.
administration-merge = Réunir avec une autre
administration-merge-more = Les personnes passées par cette organisation ({ $people }) seront comptées dans l’autre, qui gardera les deux noms. La page suivante dit ce qui change et demande confirmation.
administration-merge-into = Nom de l’organisation à garder
administration-merge-do = Réunir
first-steps-title = Premiers pas
first-steps-lead = Ce site est neuf. Voici de quoi l’ouvrir en une soirée ; chaque étape se coche d’elle-même.
first-steps-name = Donner un nom et une couleur au site
first-steps-name-more = Ils apparaissent en haut de chaque page et dans chaque courriel. L’adresse de contact dit à qui écrire.
first-steps-network = Créer le premier réseau
first-steps-network-more = Un sigle et un nom suffisent. Il peut rester privé le temps de le préparer.
first-steps-coordination = Confier sa coordination
first-steps-coordination-more = Par un mandat, à une autre personne ou à vous. Qui coordonne publie les événements, écrit aux membres et les accueille.
first-steps-event = Préparer un premier événement
first-steps-event-more = Il reste un brouillon jusqu’à sa publication.
first-steps-people = Inviter des personnes
first-steps-people-more = Une par une par courriel, ou toutes d’un coup depuis un tableau.
first-steps-done = fait
first-steps-to-do = à faire
first-steps-later = après le premier réseau
administration-merge-look = Voir ce qui change
administration-merge-not = Ne rien changer
administration-merge-ask = Réunir { $name } avec { $into } ?
administration-merge-sides = Les deux organisations
administration-merge-goes = disparaît
administration-merge-stays = reste
administration-merge-nothing = rien
administration-merge-changes = Ce qui change
administration-merge-people =
    { $count ->
        [0] Personne n’est passé par l’organisation qui disparaît.
        [one] Une personne sera comptée dans { $into }.
       *[other] { $number } personnes seront comptées dans { $into }.
    }
administration-merge-both =
    { $count ->
        [one] L’une est passée par les deux : elle ne sera comptée qu’une fois, et ses passages qui se recouvrent n’en feront qu’un.
       *[other] { $number } d’entre elles sont passées par les deux : elles ne seront comptées qu’une fois, et leurs passages qui se recouvrent n’en feront qu’un.
    }
administration-merge-affiliations =
    { $count ->
        [0] Aucun passage n’est à déplacer.
        [one] Un passage sera déplacé.
       *[other] { $number } passages seront déplacés.
    }
administration-merge-events =
    { $count ->
        [one] Un événement a des inscriptions sous le nom qui disparaît : ses chiffres par organisation suivront.
       *[other] { $number } événements ont des inscriptions sous le nom qui disparaît : leurs chiffres par organisation suivront.
    }
administration-merge-names = { $name } devient un autre nom de { $into }. Le type, la ville et la région de { $into } ne changent pas.
administration-merge-undo = Cela peut être défait pendant { $days } jours : le site garde jusque-là le nom, les autres noms et les passages de l’organisation qui disparaît, puis les efface.
administration-unmerge-title = Réunions récentes
administration-unmerge-kept =
    { $count ->
        [0] { $name }, réunie ici le { $at }. Peut être défait jusqu’au { $until }.
        [one] { $name }, réunie ici le { $at } avec une personne. Peut être défait jusqu’au { $until }.
       *[other] { $name }, réunie ici le { $at } avec { $number } personnes. Peut être défait jusqu’au { $until }.
    }
administration-unmerge = Séparer { $name }
administration-unmerge-more = { $name } redevient une organisation, avec ses autres noms et les personnes qui y étaient. Ce qui a été corrigé depuis reste tel quel, et les personnes arrivées depuis restent à { $into }.
administration-unmerge-do = Séparer
administration-unmerge-taken = { $name } est devenu entre-temps le nom d’une autre organisation : changez-le d’abord.
administration-organisation-new = Ajouter une organisation
administration-organisation-create = Créer l’organisation
administration-held = Rien ne part : une sauvegarde a été restaurée { $at }
administration-held-more = Ce qui attendait dans la sauvegarde est peut-être déjà parti. Seuls partent les liens de connexion et de confirmation demandés depuis.
administration-held-mails =
    { $count ->
        [one] { $number } courriel de la sauvegarde attend
       *[other] { $number } courriels de la sauvegarde attendent
    }
administration-held-copies =
    { $count ->
        [one] { $number } exemplaire de message de la sauvegarde attend
       *[other] { $number } exemplaires de messages de la sauvegarde attendent
    }
administration-held-messages =
    { $count ->
        [one] { $number } message programmé aurait dû partir
       *[other] { $number } messages programmés auraient dû partir
    }
administration-held-newer =
    { $count ->
        [one] { $number } courriel écrit depuis attend aussi ; il partira dans les deux cas
       *[other] { $number } courriels écrits depuis attendent aussi ; ils partiront dans les deux cas
    }
administration-held-none = Rien n’attend.
administration-held-discard = Abandonner ce qui attendait, et reprendre les envois
administration-held-discard-hint = Si ces courriels sont partis avant la restauration. Les messages programmés redeviennent des brouillons.
administration-held-send = Envoyer aussi ce qui attendait
administration-held-send-hint = Si la sauvegarde date d’un instant avant la panne. Des personnes recevront peut-être un courriel deux fois ; tout ce qui part sera marqué comme douteux.
administration-released = Les envois ont repris.
administration-held-short =
    { $count ->
        [one] envoi retenu depuis une restauration
       *[other] envois retenus depuis une restauration
    }
administration-retry-all =
    { $count ->
        [one] Relancer { $number } courriel en échec
       *[other] Relancer { $number } courriels en échec
    }
administration-retry = Renvoyer
administration-any = tous
administration-sent-at = Envoyé
administration-cause = Motif
administration-attempts = Tentatives
administration-text-forgotten = Son texte est effacé : il ne peut plus être renvoyé.
administration-doubtful-more = L’envoi a été interrompu pendant que ce courriel partait. Il est reparti avec le même identifiant : deux fois peut-être, jamais zéro.
administration-mails-none = Aucun courriel ne correspond à cette recherche.
administration-mails-unsettled = pas encore partis
administration-mails-none-yet = Les courriels de ce site s’afficheront ici.
mail-cause-registration-asked = Inscription à confirmer
mail-cause-registration-known = Déjà sur la liste
mail-cause-registration-confirmed = Inscription confirmée
mail-cause-registration-waiting = Liste d’attente
mail-cause-registration-changed = Participation changée
mail-cause-registration-noted = Participation notée
mail-cause-registration-noted-no-more = Participation retirée
mail-cause-registration-promoted = Place libérée
mail-cause-registration-withdrawn = Désinscription
mail-cause-registration-erased = { mail-cause-registration-withdrawn }
mail-cause-event-moved = Changement d’horaire ou de lieu
mail-cause-event-link = Nouveau lien de visioconférence
mail-cause-event-postponed = Événement reporté
mail-cause-event-dated = Nouvelle date
mail-cause-event-cancelled = Événement annulé
mail-cause-event-invited = Proposition de co-organiser
mail-cause-network-requested = Un réseau demande à faire partie d’un autre
mail-cause-network-answered = Réponse à un réseau
mail-cause-network-included = Membres des réseaux d’une fédération
mail-cause-membership-requested = Demande d’adhésion
mail-cause-membership-accepted = Demande acceptée
mail-cause-membership-refused = Demande refusée
mail-cause-membership-added = Ajout aux membres
mail-cause-membership-ended = Fin d’adhésion
mail-cause-membership-invited = Invitation à rejoindre un réseau
mail-cause-list-confirm = Abonnement à une liste
mail-cause-list-held = Message retenu
mail-cause-sign-in-link = Lien de connexion
mail-cause-alert-mail = Des courriels n’avançaient plus
mail-cause-alert-backup = La sauvegarde manquait
mail-cause-address-proof = Nouvelle adresse à confirmer
mail-cause-address-warning = Adresse demandée par quelqu’un d’autre
mail-cause-address-requested = Nouvelle adresse demandée
mail-cause-address-added = Nouvelle adresse ajoutée
mail-cause-address-preferred = Nouvelle adresse préférée
mail-cause-address-removed = Adresse retirée
mail-cause-address-restored = Adresse reprise
mail-cause-address-farewell = Adresse retirée, à reprendre si besoin
mail-cause-mandate-given = Mandat confié
administration-by = Par
administration-about = À propos de
administration-from = Du
administration-to = Au
administration-program = Le site
administration-no-act = Aucun acte ne correspond à cette recherche.
administration-acts =
    { $count ->
        [one] { $number } acte
       *[other] { $number } actes
    }
problem-name-taken = Ce nom est déjà pris.
journal-gone = (n’existe plus)
journal-address-add = a ajouté une adresse
journal-address-prefer = a choisi son adresse préférée
journal-address-remove = a retiré une adresse
journal-address-ask = a demandé d’ajouter une adresse
journal-address-strike = a repris une adresse qui n’était que notée pour
journal-address-restore = a repris une adresse retirée
journal-affiliation-add = a ajouté une organisation à son parcours
journal-affiliation-correct = a corrigé son parcours
journal-affiliation-remove = a retiré une organisation de son parcours
journal-attendance-mark = a noté les présences à
journal-committee-create = a créé le comité
journal-committee-edit = a modifié le comité
journal-committee-remove = a retiré un comité
journal-consent-give = a donné un accord
journal-consent-withdraw = a retiré un accord
journal-event-accept = a accepté de co-organiser l’événement
journal-event-add-material = a ajouté un document à l’événement
journal-event-cancel = a annulé l’événement
journal-event-clone = a dupliqué un événement :
journal-event-create = a créé l’événement
journal-event-decline = a refusé de co-organiser l’événement
journal-event-edit = a modifié l’événement
journal-event-invite = a proposé à un réseau de co-organiser l’événement
journal-event-postpone = a reporté l’événement
journal-event-programme = a modifié le programme de l’événement
journal-event-publish = a publié l’événement
journal-event-remove = a supprimé un brouillon
journal-event-remove-material = a retiré un document de l’événement
journal-event-withdraw-invitation = a retiré à un réseau la proposition de co-organiser l’événement
journal-feed-create = a créé une adresse de calendrier
journal-feed-revoke = a révoqué une adresse de calendrier
journal-import-members = a importé des membres dans le réseau
journal-import-organisations = a importé des organisations
journal-import-try-members = a essayé une liste de membres pour le réseau
journal-import-try-organisations = a essayé une liste d’organisations
journal-instance-edit = a modifié le nom ou l’apparence du site
journal-instance-retention = a modifié les durées de conservation
journal-invitation-send = a invité une personne à rejoindre le réseau
journal-invitation-accept = a accepté l’invitation à rejoindre le réseau
journal-mail-retry = a relancé des courriels
journal-delivery-hold = a retenu les envois après une restauration
journal-delivery-release = a repris les envois après une restauration
journal-delivery-discard = a abandonné les envois d’une sauvegarde restaurée
journal-mandate-edit = a modifié le mandat de
journal-mandate-give = a donné un mandat à
journal-mandate-take-back = a retiré un mandat donné par erreur
journal-membership-accept = a accepté la demande d’adhésion de
journal-membership-add = a ajouté aux membres
journal-membership-correct = a corrigé la date d’adhésion de
journal-membership-end = a mis fin à l’adhésion de
journal-membership-join = a rejoint le réseau
journal-membership-leave = a quitté le réseau
journal-membership-refuse = a refusé la demande d’adhésion de
journal-membership-request = a demandé à rejoindre le réseau
journal-network-create = a créé le réseau
journal-network-accept = a accepté la demande d’un réseau à faire partie de
journal-network-ask = a demandé qu’une fédération accueille le réseau
journal-network-decline = a refusé ou retiré un réseau de la fédération
journal-network-edit = a modifié le réseau
journal-network-export = a exporté les données du réseau
journal-organisation-edit = a corrigé l’organisation
journal-organisation-create = a créé l’organisation
journal-organisation-unmerge = a séparé de nouveau l’organisation
journal-organisation-merge = a réuni deux organisations sous le nom
journal-person-administrator = a confié l’administration à
journal-person-no-administrator = a retiré l’administration à
journal-person-create = a ouvert un compte
journal-person-edit = a modifié son profil
journal-person-erase = a effacé son compte
journal-person-leave = a tout quitté
journal-purge-ask = a demandé une purge
journal-purge-run = a effacé ce qui avait dépassé sa durée de conservation :
journal-registration-add = a inscrit une personne à l’événement
journal-registration-remove = a désinscrit une personne de l’événement
journal-registration-revoke-links = a révoqué les liens d’une inscription à l’événement
journal-session-end = a fermé les sessions de
journal-session-start = a ouvert une session
journal-session-close = a fermé une de ses sessions
journal-session-close-all = a fermé toutes ses sessions, ou toutes les autres
journal-membership-export = a exporté les membres du réseau
journal-registration-export = a exporté les inscriptions à l’événement
journal-subscription-export = a exporté les abonnements à la liste
journal-message-export = a exporté le journal d’envoi du message
journal-figures-export = a exporté un tableau de chiffres du réseau
journal-person-export = a exporté ses données personnelles
journal-page-export = a exporté des pages
journal-kind-figures = chiffres
journal-taxonomy-add = a ajouté un choix
journal-taxonomy-edit = a modifié un choix
journal-list-edit = a modifié les réglages de la liste
journal-message-create = a commencé le message
journal-message-edit = a modifié le message
journal-message-remove = a supprimé un brouillon de message
journal-message-send = a envoyé le message
journal-message-schedule = a programmé le message
journal-message-unschedule = a remis en brouillon le message
journal-message-held = a retenu le message dont le public avait changé,
journal-page-create = a créé la page
journal-page-edit = a modifié la page
journal-page-remove = a supprimé une page
journal-page-restore = a rétabli une ancienne version de la page
journal-page-import = a importé d’un dossier la page
journal-page-attach = a joint un fichier à la page
journal-page-describe = a décrit une image de la page
journal-page-detach = a retiré un fichier de la page
journal-review-write = a rédigé le bilan du réseau
journal-review-adopt = a adopté le bilan du réseau
journal-subscription-change = a modifié un abonnement à la liste
journal-kind-address = adresses
journal-kind-affiliation = parcours
journal-kind-attendance = présences
journal-kind-committee = comités
journal-kind-consent = accords
journal-kind-delivery = envois
journal-kind-event = événements
journal-kind-feed = calendriers
journal-kind-import = imports
journal-kind-instance = site
journal-kind-invitation = invitations
journal-kind-mail = courriels
journal-kind-mandate = mandats
journal-kind-membership = adhésions
journal-kind-network = réseaux
journal-kind-organisation = organisations
journal-kind-person = personnes
journal-kind-purge = purges
journal-kind-registration = inscriptions
journal-kind-session = sessions
journal-kind-taxonomy = listes de choix
journal-mails =
    { $count ->
        [one] { $number } courriel
       *[other] { $number } courriels
    }
journal-copies =
    { $count ->
        [one] { $number } journal d’envoi
       *[other] { $number } journaux d’envoi
    }
journal-sessions =
    { $count ->
        [one] { $number } session
       *[other] { $number } sessions
    }
journal-presences =
    { $count ->
        [one] { $number } présence notée
       *[other] { $number } présences notées
    }
journal-registrations =
    { $count ->
        [one] { $number } inscription à un événement passé
       *[other] { $number } inscriptions à des événements passés
    }
journal-lines =
    { $count ->
        [one] { $number } ligne
       *[other] { $number } lignes
    }
journal-file = { $file } : { $lines }
journal-kept = { $what } { $number } j
journal-kept-for-good = { $what } sans limite
journal-kind-list = listes
journal-kind-message = messages
journal-kind-page = pages
journal-kind-review = bilans
journal-kind-subscription = abonnements

## Courriels

outbox-title = Courriels de la démonstration
outbox-lead = Chaque courriel de cette démonstration se lit ici, avec ses liens.
outbox-empty = Les courriels s’afficheront ici. Le premier part quand quelqu’un demande à se connecter.
outbox-subject = Objet
outbox-to = À
outbox-erased = une personne effacée
outbox-answers = Réponses à
outbox-when = Écrit
outbox-state = État
outbox-name = Identifiant
outbox-file = Pièce jointe
outbox-error = Réponse du serveur
outbox-html = Le message
outbox-text = Version texte
outbox-way = Fil d’Ariane


