### Les mots des pages. La référence : chaque clé existe ici. Une section par tranche, dans l’ordre des pages.

## Le cadre

shell-motto = { $site }, la maison des réseaux métiers
shell-skip = Aller au contenu
shell-navigation = Principale
shell-breadcrumbs = Fil d’Ariane
shell-agenda = Agenda
shell-networks = Réseaux
shell-dashboard = Mon espace
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
home-upcoming = À venir
home-full-agenda = Tout l’agenda
home-empty = Les prochains événements s’afficheront ici.

## Refus

error-search = Rechercher dans tout le site
error-search-submit = Chercher
error-signed-out = Connectez-vous d’abord
error-signed-out-more = Pour lire cette page, il faut vous connecter. Un lien reçu par courriel suffit, sans mot de passe.
error-forbidden = Vous n’y avez pas accès
error-forbidden-more = La coordination du réseau concerné peut faire ce que vous demandez, ou vous en donner le droit par un mandat.
error-not-found = Cette page n’existe pas
error-not-found-more = Ou bien elle est réservée à d’autres personnes : si vous y avez droit, connectez-vous.
error-not-found-signed-in = Ou bien elle est réservée à d’autres personnes.
error-invalid = Cette demande n’a pas été comprise
error-invalid-more = Rien n’a été enregistré. Revenez à la page précédente et réessayez.
error-too-large = C’est trop volumineux
error-too-large-more = Rien n’a été enregistré. Un formulaire accepte 1,5 Mo et 10 000 champs au plus, un fichier joint 20 Mo.
error-address-too-long = Cette adresse est trop longue
error-address-too-long-more = Aucune page de ce site n’a d’adresse aussi longue. Ce qui a été recherché ou filtré était peut-être trop long.
error-request-timeout = L’envoi a été trop lent
error-request-timeout-more = La connexion s’est interrompue avant la fin de votre envoi. Rien n’a été enregistré. Vérifiez votre connexion, puis réessayez.
error-method-not-allowed = Cette adresse n’accepte pas ce genre de demande
error-method-not-allowed-more = La page existe, mais elle ne se lit pas ou ne s’envoie pas de cette façon. Rien n’a changé.
error-stale = Cette page a changé entre-temps.
error-stale-more = Une autre personne l’a modifiée. Votre saisie est conservée ci-dessous ; comparez avant d’enregistrer à nouveau.
error-link-expired = Ce lien n’est plus valable
error-link-expired-more = Il a déjà servi, ou il est trop ancien. Demandez-en un nouveau.
error-too-many-requests = Trop de demandes
error-too-many-requests-more = Attendez quelques minutes, puis réessayez.
error-closed = Ce n’est plus possible
error-closed-more = Les choses ont changé depuis que cette page a été affichée. Rien n’a été fait.
error-closed-form = Les choses ont changé depuis que ce formulaire a été ouvert. Rien n’est enregistré ; ce que vous avez écrit est toujours là.
error-cross-site = Ce formulaire n’a pas été envoyé d’ici
error-cross-site-more = Il est arrivé d’une page d’un autre site, ou d’un navigateur qui ne dit pas d’où il l’envoie. Rien n’a changé. Ouvrez la page sur ce site, puis recommencez.
error-closed-message-link = Voir le message
error-closed-review-link = Voir le bilan
error-closed-page-link = Voir la page
error-closed-committee-link = Voir les comités
error-closed-membership-requests-link = Voir les demandes d’adhésion
error-closed-members-link = Voir les membres
error-closed-network-link = Voir le réseau
error-closed-event-link = Voir l’événement
error-closed-registration-link = Voir l’inscription
error-closed-post-link = Voir les messages en attente
error-closed-list-link = Voir la liste
error-closed-merge-link = Voir l’organisation
error-closed-mail-link = Voir le courriel
error-closed-choice-link = Voir les choix
error-closed-addresses-link = Voir mes adresses
error-closed-import-link = Importer un fichier
error-closed-message = Ce message a changé entre-temps
error-closed-message-more = Il a été programmé, envoyé ou repris depuis que cette page a été affichée. Rien n’a changé.
error-closed-review = Ce bilan est adopté
error-closed-review-more = Il ne change plus ; les chiffres et les textes restent ceux du jour de son adoption.
error-closed-import = Ce fichier ne peut plus être importé
error-closed-import-more = Il a déjà été importé, ou il a été effacé : un fichier n’est gardé qu’un jour. Rien n’a changé.
error-closed-page = C’est déjà la version affichée
error-closed-page-more = La page montre déjà ce texte. Rien n’a changé.
error-closed-committee = Ce comité n’est plus vide
error-closed-committee-more = Un mandat y a été donné : il ne peut plus être supprimé. Rien n’a changé.
error-closed-membership = Cette adhésion a changé entre-temps
error-closed-membership-more = Une réponse a été donnée, ou l’adhésion a pris fin, depuis que cette page a été affichée. Rien n’a changé.
error-closed-event = Cet événement a changé entre-temps
error-closed-event-more = Il a été publié, reporté ou annulé, il est passé, ou ses inscriptions sont closes. Rien n’a changé.
error-closed-registration = Les inscriptions sont closes
error-closed-registration-more = L’événement est passé, annulé, ou ne prend plus d’inscriptions. Rien n’a changé.
error-closed-post = Ce message n’attend plus
error-closed-post-more = Une autre personne a décidé avant vous, ou le message a été rendu faute de décision. Rien n’a changé.
error-closed-list = Cette liste est fermée
error-closed-list-more = On n’y écrit plus ; ce qui s’y est dit reste à lire. Rien n’a été envoyé.
error-closed-mail = Ce courriel n’est plus en échec
error-closed-mail-more = Il est reparti, ou son texte a été effacé. Rien n’a changé.
error-closed-merge = Cette réunion ne peut plus être défaite
error-closed-merge-more = Trente jours ont passé, ou elle est déjà défaite. Rien n’a changé.
error-closed-choice = Ce choix est déjà utilisé
error-closed-choice-more = Il ne peut pas être supprimé, mais vous pouvez ne plus le proposer. Rien n’a changé.
error-closed-last-address = C’est votre dernière adresse
error-closed-last-address-more = Sans elle, vous ne pourriez plus vous connecter. Ajoutez-en d’abord une autre.
error-closed-restored-address = Cette adresse est celle d’un autre compte
error-closed-restored-address-more = Un autre compte s’en sert aujourd’hui. Écrivez à l’équipe qui tient ce site : elle saura réunir les deux comptes.
error-internal = Une erreur de notre côté
error-internal-more = Elle est notée dans le journal. Rien n’a été fait à moitié ; réessayez dans un instant.
error-unavailable = Le site ne peut pas répondre pour l’instant
error-unavailable-more = Rien n’a été enregistré. Réessayez dans quelques instants ; ce que vous aviez saisi est encore dans la page précédente.
error-response-timeout-more = La réponse n’est pas venue à temps. Si vous aviez envoyé un formulaire, il a peut-être été enregistré : vérifiez avant de recommencer.
error-unavailable-form = Rien n’a été enregistré : le site ne peut rien écrire pour l’instant. Votre saisie est conservée ci-dessous ; réessayez dans quelques instants.
error-request-id = Référence à donner à l’administration : { $request }
error-help = Pour obtenir de l’aide, écrivez à
error-link-expired-renew = Demander un nouveau lien

## Pagination

pager-pages = Pages
pager-page = Page { $number }
pager-previous = ← Précédente
pager-next = Suivante →

## Champs

fields-error-title = Erreur : { $title }
fields-error-count =
    { $count ->
        [one] Une réponse est à revoir
       *[other] { $count } réponses sont à revoir
    }
fields-optional = (facultatif)
fields-honeypot = Laissez ce champ vide
fields-missing = { $label } : réponse manquante.
fields-error = { $label } : { $sentence }
fields-no-choice = —
fields-markdown-hint = En Markdown : **gras**, *italique*, [lien](https://…), listes avec « - ».
problem-required = Cette réponse est nécessaire.
problem-too-long = C’est trop long : { $most } caractères au plus.
problem-too-complex = Ce texte est trop compliqué pour être mis en forme : trop de citations ou de listes les unes dans les autres, trop de notes, un tableau trop grand, ou un titre de lien qui ne se ferme pas. Simplifiez-le.
problem-too-many-placeholders = Dans un texte, la marque du nom peut figurer { $most } fois au plus.
problem-too-often = C’est beaucoup en peu de temps : attendez un peu, puis recommencez. Votre texte est intact.
problem-invisible = Ce texte ne contient aucun caractère visible.
problem-direction-control = Ce texte contient un caractère invisible qui inverse le sens de lecture : retapez-le plutôt que de le coller.
problem-too-many = C’est trop : { $most } au plus.
problem-not-an-address = Ce n’est pas une adresse électronique : prenom.nom@exemple.fr.
problem-not-a-slug = De 2 à 80 lettres minuscules sans accent, chiffres ou tirets.
problem-slug-taken = Ce nom court est déjà pris.
problem-address-taken = Quelqu’un d’autre est déjà sur la liste avec votre adresse préférée : choisissez-en une autre dans « Mes adresses ».
problem-too-many-addresses = Un compte a { $most } adresses au plus : retirez-en une d’abord.
problem-lacks-placeholder = Le texte doit contenir { $mark }.
problem-not-a-length = Écrivez une durée comme 3 h 30, de douze heures au plus.
problem-unknown-code = Aucune attestation n’a ce code. Vérifiez chaque lettre : il n’y a ni O ni I.
problem-not-a-placeholder = « { $mark } » ne serait remplacé par rien : les repères possibles sont sous le champ.
problem-unknown-placeholder = « { $mark } » ne serait remplacé par rien. Dans le texte, « {"{{"}nom{"}}"} » devient le nom de la personne ; l’objet est le même pour tous.
problem-not-a-date = Cette date n’existe pas.
problem-in-future = Ce jour ou cette année est encore à venir : seul le passé se compte.
problem-date-too-far = L’année doit être entre 1900 et 2199.
problem-not-in-future = Ce moment est passé : choisissez-en un à venir.
problem-before-year = Ce jour précède l’année { $year } : le 1ᵉʳ janvier { $year } au plus tôt.
problem-not-between = Un nombre entier, de { $least } à { $most }.
problem-not-a-time = Ce n’est pas une heure : 14:00.
problem-unknown-time-zone = Ce fuseau horaire n’est pas connu : Europe/Paris.
problem-skipped-time = Cette heure n’existe pas ce jour-là : c’est le passage à l’heure d’été.
problem-ends-before-start = La fin précède le début.
problem-not-a-count = Un nombre entier, { $most } au plus.
problem-not-a-choice = Ce choix n’est pas proposé.
problem-not-a-link = Une adresse qui commence par https:// ou http://.
problem-not-a-domain = Un nom de domaine : cnrs.fr.
problem-cycle = Un réseau ne peut pas se trouver sous lui-même, directement ou par d’autres.
problem-unknown = Introuvable, ou réservé à d’autres personnes.
problem-no-account = Aucun compte n’a confirmé cette adresse : proposez à la personne de se connecter une première fois.
problem-unknown-holder = Aucun compte n’a cette adresse : vérifiez-la, ou dites ci-dessous de qui il s’agit.
problem-date-passed = La date de cet événement est passée. Donnez-lui d’abord une nouvelle date.
problem-last-coordination = Le réseau resterait sans coordination. Donnez d’abord un mandat à une autre personne, ou demandez à l’administration.
problem-ends-own-coordination = Vous ne coordonnerez plus ce réseau dès le { $day }.
problem-ends-all-coordination = Plus personne ne le coordonnera dès le { $day } : confiez d’abord un mandat à une autre personne.
problem-below-seats-taken = Il y a déjà { $taken } personnes confirmées.
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
networks-part-of = Fait partie de
networks-children-heading = Réunit
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
fields-save = Enregistrer
networks-slug = Nom court dans l’adresse
networks-slug-hint = Il ne changera plus : /networks/ri3.
networks-acronym = Sigle
networks-name = Nom complet
networks-summary = En une phrase
networks-summary-hint = Sur la page d’accueil et dans les moteurs de recherche.
networks-kind = Type
fields-region = Région
networks-parents = Fédérations dont il fait partie
networks-parents-hint = La coordination de chacune répond à la demande ; jusque-là, rien ne change.
networks-parents-requested = Demande à { $network } envoyée le { $day } : sa coordination n’a pas encore répondu.
networks-parents-declined = { $network } n’a pas accepté la demande du { $day }. Cochez-la pour la renouveler.
networks-includes-below = Les membres de nos réseaux sont membres ici
networks-includes-below-hint = Pour une fédération : les membres des réseaux qui en font partie voient ce qui est réservé à ses membres, s’inscrivent à ses journées et reçoivent les messages de sa liste, sauf s’ils n’en veulent pas. Sa coordination lit leurs noms ; leur adhésion reste à leur réseau. La coordination de chaque réseau en est avertie.
networks-includes-below-fact = Les membres de ses réseaux en sont membres.
fields-yes = oui
fields-no = non
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
networks-tab-reports = Chiffres
networks-tab-members = Membres
networks-done-saved = C’est enregistré.
networks-joined-label = arrivées depuis un an
networks-members-direct =
    { $count ->
        [one] { $number } de ces membres l’est du réseau lui-même
       *[other] { $number } de ces membres le sont du réseau lui-même
    }
networks-coordination = Coordination
networks-children = Réseaux qui en font partie
networks-children-title = { $network } : les réseaux qui en font partie
networks-children-empty = Aucun réseau n’en fait partie. Les demandes arriveront ici, et un message vous en avertira.
networks-children-lead = Un réseau demande à faire partie du réseau { $network } sur sa propre page « Modifier la page » ; vous répondez ici.
networks-children-private = réseau privé
networks-children-requested = demande du { $day }
networks-children-accepted = en fait partie
networks-children-accepted-on = en fait partie depuis le { $day }
networks-children-declined = refusé le { $day }
networks-children-accept = Accepter { $network }
networks-children-decline = Refuser { $network }
networks-children-end = Retirer { $network }
networks-children-end-question = Retirer { $network } ?
networks-children-end-more = Ses événements et ses chiffres n’y compteront plus, et ses membres ne seront plus membres ici par lui. Sa coordination en sera avertie.
networks-children-done-accept = C’est fait : le réseau en fait partie ; un message avertit sa coordination.
networks-children-done-decline = C’est fait : un message avertit la coordination du réseau.
networks-requests-count =
    { $count ->
        [one] un réseau demande à en faire partie
       *[other] { $count } réseaux demandent à en faire partie
    }
networks-follow = Suivre
networks-feed-title = Agenda du réseau { $network }
networks-new-event = Préparer un événement
networks-upcoming-events = Prochains événements
networks-no-event = Les événements du réseau { $network } s’afficheront ici.
networks-all-events = Tout son agenda
fields-preview = Aperçu
networks-library-empty = Les ressources du réseau { $network } et les supports de ses événements passés s’afficheront ici.
networks-library-older = Événements de { $year } et d’avant

## Pages

pages-new = Nouvelle page
pages-new-title = Nouvelle page : { $owner }
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
pages-published = publiée
pages-empty = Cette page n’a pas encore de texte.
pages-updated = modifiée le { $day }
pages-about = Autour de la page
pages-contents = Sommaire
pages-menu = Pages
pages-files = Fichiers
pages-size-kilobytes = { $number } ko
pages-size-megabytes = { $number } Mo
pages-field-title = Titre
pages-field-slug-hint = Vide : tiré du titre. Il ne change plus ensuite, les liens restent bons.
pages-field-body = Texte
pages-field-body-hint = En Markdown : # titres, **gras**, listes, tableaux. Un fichier joint s’écrit par son nom : ![](plan.png).
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
pages-done-renamed = Le fichier est joint sous le nom « { $name } » : un autre fichier de la page porte déjà le sien.
pages-done-description-updated = « { $name } » était déjà joint, avec le même contenu ; sa description est mise à jour.
pages-done-unchanged = « { $name } » est déjà joint, avec le même contenu : rien n’a changé.
pages-detach-more = « { $name } » sera effacé, pour toutes les versions de la page : revenir à une ancienne version ne le ramène pas. Les liens et les images du texte qui y mènent seront rompus.
pages-done-detached = Le fichier est retiré.
pages-done-described = La description est enregistrée.
pages-stale-by = Par { $author }, { $when }.
pages-stale-legend = Texte : ce qui est barré est dans la version enregistrée, ce qui est souligné est dans la vôtre.
pages-author-command-line = la ligne de commande
pages-author-erased = une personne dont le compte est effacé
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
pages-revision-previous = ← Version précédente
pages-revision-next = Version suivante →
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
pages-attachment-markdown = Dans le texte :
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
governance-actions = Actions
governance-name = Nom
governance-role = Rôle
governance-role-hint = En quelques mots : présidence, secrétariat, CNRS…
governance-since = Depuis
governance-until = Jusqu’au
governance-mandate = Mandat
governance-no-end-date = sans terme
governance-current = en cours
governance-upcoming = à venir
governance-ended = terminé
governance-change-mandate = Modifier le mandat
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
governance-give-mandate = Donner un mandat
governance-mandate-of = Mandat : { $name }
governance-person = Parmi les membres
governance-address = Ou par son adresse
governance-address-hint = Pour une personne qui n’est pas membre du réseau, même sans compte : un message l’invite à se connecter.
governance-address-unknown = Cette adresse n’a pas encore de compte : dites de qui il s’agit. Son nom paraîtra sur la page des comités, et ses droits commenceront à sa première connexion.
governance-given-name = Prénom
governance-family-name = Nom
fields-confirm = Avant d’enregistrer
governance-confirm-tick = J’ai compris, et c’est ce que je veux
governance-first-day = Premier jour
governance-last-day = Dernier jour
governance-last-day-hint = Vide : sans terme fixé. Les droits cessent après ce jour.
governance-withdraw-mandate = Retirer ce mandat donné par erreur
governance-no-rights = Ce comité ne coordonne pas le réseau
governance-mandate-withdrawn = Ce mandat a été retiré entre-temps
governance-committee-deleted = Ce comité a été supprimé entre-temps
governance-deleted-more = Une autre personne l’a retiré pendant que ce formulaire était ouvert : rien n’a été enregistré.
governance-unsaved-input = Ce que vous aviez saisi
governance-search-members = Chercher parmi les membres
governance-search-members-more = Cette liste s’arrête à { $most } membres : cherchez les autres par une partie de leur nom.
governance-search-members-count =
    { $count ->
        [0] Personne de ce nom parmi les membres.
        [one] Une personne trouvée, dans la liste qui suit.
       *[other] { $count } personnes trouvées, dans la liste qui suit.
    }
governance-search-members-submit = Chercher
governance-withdraw-mandate-more = Le mandat disparaît comme s’il n’avait jamais été donné, de l’historique aussi. S’il a couru, donnez-lui plutôt un dernier jour.

## Chiffres

reports-filter-day = Au
reports-filter-year = Année
reports-filter-submit = Afficher
reports-year-ends = Fin d’année :
reports-tab-members = Membres
reports-tab-events = Événements
reports-tab-lists = Listes de diffusion
reports-tab-overlap = Recouvrement
reports-overlap-lead = Sur la diagonale, toutes les personnes d’un réseau ; ailleurs, celles que deux réseaux ont en commun.
reports-members-on = membres au { $day }
reports-joined-in = arrivées en { $year }
reports-left-in = départs en { $year }
reports-series-joined = arrivées
reports-series-left = départs
reports-filter-organisation-kind = Organisations
reports-filter-event-kind = Type
reports-filter-all-kinds = tous les types
reports-filtered-by-kind = Seules les personnes de ce type d’organisation sont comptées : { $kind }.
reports-no-member = { $network } n’avait pas encore de membre au { $day }.
reports-no-event = { $network } n’a organisé aucun événement en { $year }.
reports-people-counted-once = Une personne membre de plusieurs réseaux figure dans chacun, mais ne compte qu’une fois dans le total.
reports-events-counted-once = Un événement organisé par plusieurs réseaux ne compte qu’une fois.
reports-events-co-organised = organisés avec d’autres réseaux
reports-events-cancelled = annulés ou reportés
reports-events-registrations = inscriptions
reports-events-people = personnes différentes
reports-lists-messages = annonces
reports-lists-threads = fils
reports-lists-posts = messages
reports-lists-authors = personnes ont écrit
reports-no-list = { $network } n’avait pas encore de liste en { $year }.
reports-lists-unfinished = L’année { $year } n’est pas finie : ses chiffres sont ceux d’aujourd’hui, ceux de { $before } sont de l’année entière.
reports-each-list-file = Toutes les listes ({ $number }), en CSV
reports-each-event-file = Chaque événement et sa participation ({ $number }), en CSV
reports-small-overlaps = « < { $few } » : moins de { $few } personnes, ou aucune. « – » : un nombre dont l’un des précédents pourrait se déduire. Le nombre de membres de chaque réseau, lui, est public.
reports-small-groups = Un groupe de moins de { $few } personnes n’est pas montré seul : il est réuni à d’autres.
reports-breakdowns-withheld = La répartition des membres n’est montrée à tout le monde que pour aujourd’hui et pour le dernier jour de chaque année passée : d’un jour au suivant, la différence pourrait révéler quelque chose d’une personne.
reports-all-tables = Tous les tableaux, en un classeur XLSX

## Bilans

reviews-title = Bilans
reviews-lead = Chaque année, ce que le réseau a fait et compté ; adopté, un bilan ne change plus.
reviews-title-year = Bilan { $year }
reviews-empty = { $network } n’a pas encore publié de bilan.
reviews-earlier-years = Années précédentes
reviews-new = Préparer le bilan { $year }
reviews-adopted = adopté le { $day }
reviews-draft = projet
reviews-draft-more = Ce projet n’est visible que des comités du réseau : la coordination le rédige, le comité l’adopte. Ses chiffres sont recomptés à chaque lecture, jusqu’à son adoption.
reviews-done-saved = Le projet est enregistré.
reviews-done-adopted = Le bilan est adopté : il ne changera plus, et garde cette adresse.
reviews-edit = Rédiger
reviews-edit-title = Bilan { $year } du réseau { $network } : rédiger
reviews-edit-lead = Les chiffres, les événements et les mandats s’ajoutent d’eux-mêmes.
reviews-highlights = Faits marquants
reviews-plans = Perspectives
reviews-preview = Aperçu
reviews-preview-highlights = Aperçu des faits marquants
reviews-preview-plans = Aperçu des perspectives
reviews-save = Enregistrer le projet
reviews-cancel = Ne rien changer
reviews-adopt = Adopter
reviews-adopt-title = Adopter le bilan { $year } du réseau { $network } ?
reviews-adopt-lead = Chiffres et textes sont gardés tels qu’ils sont à cet instant. Ni une correction ni un nouveau projet ne les changeront ; le bilan devient lisible par toute personne qui voit le réseau.
reviews-adopt-members = membres comptés
reviews-adopt-events = événements comptés
reviews-adopt-day = Jour de la décision
reviews-adopt-day-hint = Celui où le comité a adopté le bilan ; aujourd’hui au plus tard.
reviews-adopt-unfinished = L’année { $year } n’est pas finie : ce qui arrive d’ici au 31 décembre (arrivées, départs, événements, participants) ne sera jamais dans ce bilan.
reviews-adopt-unfinished-tick = Adopter quand même, avec les chiffres d’aujourd’hui
reviews-stale = Ce bilan a changé entre-temps.
reviews-adopt-submit = Adopter et figer

## Adhésions

memberships-status-member = Vous êtes membre
memberships-status-member-through = Vous êtes membre par { $networks }
memberships-status-member-through-more = Votre adhésion à { $networks } vaut aussi pour { $network } : il n’y a rien à demander ni à quitter ici.
memberships-already-through = Vous êtes déjà membre du réseau { $network }, par { $networks }.
memberships-through = par { $networks }
memberships-through-private-networks =
    { $count ->
        [one] Une autre personne est membre par un réseau privé, qui ne la nomme pas.
       *[other] { $number } autres personnes sont membres par des réseaux privés, qui ne les nomment pas.
    }
memberships-through-lead = Qui est membre par un réseau de la fédération le reste tant que dure son adhésion à ce réseau : elle ne se termine pas ici, et son adresse n’y est pas montrée.
memberships-leave-still-member = Vous resterez membre par { $networks } : vous verrez toujours ce qui est réservé aux membres du réseau { $network } et recevrez ses messages. Votre historique et vos inscriptions restent.
memberships-status-requested = Demande envoyée
memberships-status-requested-more = La coordination vous répondra par courriel.
memberships-withdraw-request = Retirer ma demande
memberships-sign-in = Se connecter pour rejoindre { $network }
memberships-join = Rejoindre { $network }
memberships-request = Demander à rejoindre { $network }
memberships-request-message = Un mot à la coordination
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
memberships-cancel = Ne rien changer
memberships-members-title = Membres du réseau { $network }
memberships-requests = Demandes d’adhésion
memberships-requests-title = Demandes d’adhésion à { $network }
memberships-requests-count =
    { $count ->
        [one] { $count } demande d’adhésion
       *[other] { $count } demandes d’adhésion
    }
memberships-requests-empty = Personne n’attend de réponse. Les prochaines demandes arriveront ici, et un message vous en avertira.
memberships-request-date = demande du { $day }
memberships-request-reason = Mot à joindre
memberships-accept = Accueillir { $name }
memberships-refuse = Refuser
memberships-requests-several = Répondre à plusieurs demandes
memberships-requests-several-more = Cochez-les ci-dessus : elles reçoivent la même réponse, chaque personne par son propre message.
memberships-request-tick = Cocher cette demande
memberships-requests-tick-all = Tout cocher
memberships-requests-ticked = Demandes cochées
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
memberships-done-already-answered =
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
memberships-state-bouncing = adresses à vérifier
memberships-state-requested = En attente
memberships-state-left = Départs
memberships-state-refused = Refus
memberships-state-all = Tous les états
fields-filter = Filtrer
fields-clear-filters = Effacer
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
memberships-unnamed-person = Personne sans nom
memberships-end-title = Mettre fin à l’adhésion
memberships-end = Mettre fin à l’adhésion : { $name }
memberships-end-more = La personne ne recevra plus les messages de la liste et ne verra plus ce qui est réservé aux membres ; un message l’en avertit. L’historique reste.
memberships-reason = Pourquoi
memberships-reason-hint = Une phrase, dans le message à la personne et dans l’historique.
memberships-history-by-administrator = l’administration
memberships-history-requested = demande envoyée
memberships-history-joined = adhésion
memberships-history-accepted = demande acceptée par { $by }
memberships-history-added = ajout par { $by }
memberships-history-refused = demande refusée par { $by }
memberships-history-withdrawn = demande retirée
memberships-history-left = départ
memberships-history-ended = adhésion close par { $by }
memberships-history-entry = { "" } : { $words }
memberships-directory = Annuaire
memberships-directory-title = Annuaire du réseau { $network }
memberships-directory-lead = Seuls les membres lisent cette page ; n’y figurent que les personnes qui l’ont accepté.
memberships-directory-listed = Vous y êtes.
memberships-directory-not-listed = Vous n’y êtes pas.
memberships-join-directory = J’accepte de figurer dans l’annuaire de mes réseaux
memberships-directory-join = Figurer dans l’annuaire de mes réseaux
memberships-directory-change = Changer
memberships-directory-empty = Personne n’a encore accepté d’y figurer.

## Listes

networks-tab-lists = Listes
lists-title = Liste { $list }
lists-about = La coordination du réseau { $network } y écrit à ses membres et à qui veut suivre. On n’y répond qu’à la personne qui écrit.
lists-about-other = C’est une liste du réseau { $network }. Elle écrit à qui la suit ; chaque message contient un lien pour arrêter.
lists-about-discussion = C’est une liste de discussion du réseau { $network } : les personnes qui la reçoivent s’y écrivent, sur ce site. Chaque message arrive aussi par courriel, avec un lien pour arrêter.
lists-index-title = Listes du réseau { $network }
lists-new = Nouvelle liste
lists-created = La liste est ouverte.
lists-closed-badge = fermée
lists-closed = Cette liste est fermée : plus rien n’y est envoyé. Ce qui l’a été reste dans ses archives.
lists-closed-done = La liste est fermée.
lists-reopened-done = La liste est rouverte.
lists-close = Fermer la liste
lists-close-more = Plus rien n’y sera envoyé, et personne ne pourra s’y abonner. Ses archives restent, et vous pourrez la rouvrir.
lists-reopen = Rouvrir la liste
lists-saved = C’est enregistré.
lists-subscriber-count =
    { $count ->
        [0] Personne ne suit encore la liste.
        [one] Une personne suit la liste.
       *[other] { $number } personnes suivent la liste.
    }
lists-settings = Réglages de la liste
lists-field-name = Nom de la liste
lists-slug = Adresse de la liste
lists-slug-hint = Ce qui précède l’arobase, par exemple ri3-webinaires : des lettres sans accents, des chiffres, des tirets. L’ancienne adresse continue de mener à la liste.
lists-kind = À quoi elle sert
list-kind-announcement = annoncer : les responsables écrivent, les autres lisent
list-kind-discussion = discuter : les personnes abonnées s’écrivent
lists-rules = Qui la reçoit sans s’abonner
lists-rules-hint = Chaque personne peut dire non. Sans rien choisir ici, la liste n’écrit qu’à qui s’abonne.
lists-rule-participants = Personnes inscrites à « { $event } », jusqu’à sa fin
lists-posting = Qui peut y écrire
lists-posting-hint = Pour une liste de discussion. Ce qu’écrivent les autres attend l’accord d’un responsable.
posting-policy-coordinators = la coordination et les responsables de la liste
posting-policy-subscribers = les personnes qui la reçoivent
posting-policy-members = les membres du réseau
lists-moderation = Modération
lists-first-posts-held = Relire le premier message de chaque personne
lists-reply-to = Les réponses vont
reply-rule-list = à la liste
reply-rule-author = à l’auteur du message
lists-subject-prefix = Préfixe de l’objet
lists-subject-prefix-hint = Par exemple [ri3-l]. Laissez vide pour que les objets, et les signatures des courriels, restent intacts.
lists-post-footer = Texte sous chaque message
lists-post-footer-hint = Laissez vide pour que les courriels restent intacts, avec leurs signatures.
lists-largest = Taille au-delà de laquelle un courriel attend un accord, en Mo
lists-largest-hint = Vide : la limite du site.
lists-files = Fichiers joints
lists-files-held = Un courriel avec des fichiers attend un accord
lists-managers = Autres responsables
lists-managers-hint = Une adresse par ligne, de personnes qui ont un compte. Elles règlent la liste et relisent ce qui attend, sans être de la coordination.
lists-description = Présentation
lists-description-hint = Une ou deux phrases : ce que l’on y lit, à quel rythme.
lists-save = Enregistrer
lists-archive = Archives
lists-archive-open = Lire les messages déjà envoyés
lists-archive-title = Archives de la liste { $list }
lists-archive-access = Qui lit les archives
list-archive-public = tout le monde
list-archive-members = les membres du réseau
list-archive-subscribers = les personnes qui la reçoivent
list-archive-none = personne d’autre que la coordination
lists-archive-beginning = Début des archives
lists-archive-beginning-hint = Une archive ouverte à tout le monde se lit en entier ; la coordination et les responsables lisent toujours tout.
lists-archive-from-joining = Chaque personne lit à partir du jour de son arrivée
lists-archive-empty = Les messages envoyés à la liste se liront ici.
lists-archive-sent-on = Envoyé à la liste { $list }, { $day }
lists-status-member = Vous recevez ces messages parce que vous êtes membre.
lists-status-subscribed = Vous êtes sur la liste.
lists-status-not-subscribed = Vous ne recevez pas les messages de cette liste.
lists-subscribe = M’abonner
lists-unsubscribe = Ne plus recevoir
lists-subscribe-title = Suivre sans être membre
lists-subscribe-more = Un message vous demandera de confirmer votre adresse. Chaque envoi contient un lien pour arrêter.
lists-address = Votre adresse électronique
lists-name = Votre nom
lists-name-hint = Pour l’adresse du message ; la coordination le voit.
lists-form-expired = La page était ouverte depuis trop longtemps. Votre saisie est gardée : envoyez-la de nouveau.
lists-confirmation-sent-title = Consultez votre messagerie
lists-confirmation-sent = Un message part vers { $address }.
lists-confirmation-sent-more = Il contient un lien à ouvrir pour confirmer, pendant trois jours. Rien d’autre ne sera envoyé d’ici là.
lists-back-to-list = Revenir à la liste
lists-my-subscriptions = Mes listes
lists-my-subscriptions-more = Les annonces et les discussions que vous recevez par courriel. Rejoindre un réseau abonne à sa liste, le quitter désabonne ; vous pouvez dire non sans quitter.
lists-options-open = Rythme et pause
lists-my-subscriptions-paused = en pause jusqu’au { $day }
lists-options-title = Recevoir la liste { $list }
lists-options-lead = Choisissez comment les messages de cette liste vous parviennent. Rien d’autre ne change : vous restez sur la liste.
lists-options-saved = C’est noté.
lists-options-rhythm = Les messages
lists-options-rhythm-hint = Les résumés partent le matin à 6 h (Paris) ; celui de la semaine, le lundi. Les annonces de la coordination n’attendent pas le résumé.
lists-options-rhythm-hint-announcements = Sans courriel, vous restez sur la liste et reprenez quand vous voulez.
lists-options-format = Forme des résumés
lists-options-format-hint = La seconde convient aux logiciels qui montrent chaque partie comme un message.
lists-options-own-posts = Vos propres messages
lists-options-own-posts-yes = M’en envoyer une copie
lists-options-pause = Pause jusqu’au
lists-options-pause-hint = Le premier jour où les courriels reprennent, annonces comprises. Ce qui s’écrit d’ici là ne vous sera pas envoyé ensuite. Vide : pas de pause.
reading-rhythm-each = chaque message, tout de suite
reading-rhythm-daily = un résumé par jour
reading-rhythm-weekly = un résumé par semaine
reading-rhythm-none = aucun courriel pour l’instant
digest-format-plain = un seul texte, avec un sommaire
digest-format-mime = un sommaire, et chaque message en pièce jointe
lists-unsubscribe-options = Recevoir plutôt un résumé, ou faire une pause
lists-my-subscriptions-none = Aucune liste ne vous écrit. Rejoignez un réseau, ou abonnez-vous depuis sa page.
lists-my-subscriptions-member = reçue, comme membre
lists-my-subscriptions-subscribed = reçue
lists-my-subscriptions-unsubscribed = arrêtée
lists-done-subscribed = C’est fait : les prochains messages vous parviendront.
lists-done-unsubscribed = C’est fait : plus aucun message de cette liste.
lists-last-change = { $day } : { $what } ({ $how })
subscription-state-subscribed = abonnement
subscription-state-unsubscribed = désabonnement
subscription-state-refused = refus
lists-cause-form = formulaire public, adresse confirmée
lists-cause-one-click = lien d’un message
lists-cause-join = en rejoignant le réseau
lists-cause-leave = en quittant le réseau
lists-cause-me = depuis mon espace
lists-cause-coordinator = par la coordination
lists-cause-import = repris de l’ancienne liste
lists-subscribers = Qui suit la liste
lists-subscribers-title = Qui suit la liste { $list }
lists-subscribers-filter = Montrer
lists-subscribers-filter-all = qui la reçoit
lists-subscribers-filter-not-members = qui la reçoit sans être membre
lists-subscribers-filter-unsubscribed = qui n’en veut pas
lists-subscribers-none = Personne ici.
lists-subscribers-participants =
    { $count ->
        [one] S’y ajoute une personne inscrite à un événement, jusqu’à la fin de celui-ci.
       *[other] S’y ajoutent { $number } personnes inscrites à un événement, jusqu’à la fin de celui-ci.
    }
lists-subscribers-through-networks =
    { $count ->
        [one] S’y ajoute une personne, membre par un réseau qui fait partie de celui-ci : seule la coordination de son réseau lit son nom ici.
       *[other] S’y ajoutent { $number } personnes, membres par des réseaux qui font partie de celui-ci : seule la coordination de leur réseau lit leurs noms ici.
    }
lists-subscribers-action = Action
lists-subscribers-since = depuis le { $day }, { $how }
lists-subscribers-remove = Ne plus lui écrire
lists-subscribers-remove-question = Ne plus écrire à { $name } sur cette liste ?
lists-subscribers-remove-more = Les adhésions ne changent pas. Seule cette personne pourra se réabonner, d’elle-même.
lists-subscribers-removed = C’est fait : la liste ne lui écrira plus.
lists-join-without-subscribing = Ne pas m’écrire : je ne veux pas des messages de la liste
lists-unsubscribe-question = Ne plus recevoir les messages de la liste { $list } ?
lists-unsubscribe-question-more = Seule cette liste s’arrête ; vos adhésions et vos inscriptions ne changent pas.
lists-unsubscribe-event-question = Ne plus recevoir de messages au sujet de « { $event } » ?
lists-unsubscribe-event-question-more = Votre inscription reste valable, et ce qui la concerne (changement, annulation) vous parviendra encore.
lists-unsubscribe-submit = Ne plus recevoir
lists-unsubscribe-done = La liste { $list } ne vous écrira plus
lists-unsubscribe-done-more = C’est fait, sans autre démarche. Si ce n’était pas voulu, vous pouvez revenir.
lists-unsubscribe-event-done = Plus de messages au sujet de « { $event } »
lists-unsubscribe-event-done-more = C’est fait. Votre inscription reste valable.
lists-unsubscribe-undo = Recevoir de nouveau
lists-unsubscribe-inactive = Plus rien ne vous est envoyé par ce lien
lists-subscribe-question = Recevoir les messages de la liste { $list } ?
lists-subscribe-submit = M’abonner
lists-subscribe-done = Vous êtes sur la liste { $list }
lists-subscribe-done-more = Chaque message contient un lien pour arrêter.

## Listes : messages

messages-title = Messages
messages-title-of = Messages du réseau { $network }
messages-new = Écrire un message
messages-edit = Modifier le message
messages-none = Aucun message encore. Écrivez le premier : rien ne part avant que vous ne l’ayez relu et confirmé.
messages-done-removed = Le brouillon est supprimé.
messages-done-saved = Le brouillon est enregistré. Rien n’est parti.
messages-done-test-copy = Une épreuve part vers votre adresse.
messages-done-sent =
    { $count ->
        [one] Le message part vers une personne.
       *[other] Le message part vers { $number } personnes.
    }
messages-done-scheduled = Le message est programmé.
messages-done-unscheduled = Le message est de nouveau un brouillon.
messages-subject = Objet
messages-text = Texte
messages-text-hint = En Markdown : **gras**, [lien](https://…), listes. {"{{"}nom{"}}"} devient le nom de la personne.
messages-language = Langue du texte
message-language-fr = français
message-language-en = anglais
messages-audience = Pour qui
messages-audience-event = Les personnes d’un événement récent
messages-audience-hint = Une personne choisie plusieurs fois ne reçoit qu’un message. Seul ce qui part à toute la liste entre dans ses archives ; ce qui part aux seuls membres, d’un réseau ou de plusieurs, et aux personnes d’un événement n’y entre pas.
messages-audience-none = Aucun destinataire n’est encore choisi.
messages-organisation-kinds = Seulement les personnes qui travaillent dans ces types d’organisation
messages-organisation-kinds-hint = Rien de coché : tout le monde. Sinon, parmi les personnes choisies ci-dessus, celles dont on connaît l’organisation et qui y travaillent aujourd’hui.
messages-choice-subscribers = Tout le monde sur la liste { $list }
messages-choice-members = Membres du réseau { $network }
messages-choice-below = Membres du réseau { $network } et de ses réseaux publics
messages-choice-organisations = { $kind }
messages-organisation-kinds-only = Seulement les personnes qui travaillent dans : { $kinds }.
messages-choice-participants = Personnes inscrites à « { $event } »
messages-choice-absent = Personnes absentes à « { $event } »
messages-choice-waiting = Liste d’attente de « { $event } »
messages-save = Enregistrer le brouillon
messages-state = État
messages-date = Quand
messages-recipients = Destinataires
message-state-draft = brouillon
messages-state-held-back = brouillon, retenu
message-state-scheduled = programmé
message-state-sending = en cours d’envoi
message-state-sent = envoyé
messages-failed =
    { $count ->
        [one] un échec
       *[other] { $number } échecs
    }
messages-sent-by = { $day }, par { $author }
messages-scheduled-by = partira { $day }, écrit par { $author }
messages-edited-by = modifié { $day }, par { $author }
messages-send-open = Envoyer…
messages-recipients-open = Qui le recevra, et pourquoi
messages-test-copy = M’envoyer une épreuve
messages-remove-question = Supprimer ce brouillon ? Son texte et le choix de ses destinataires sont perdus.
messages-remove = Supprimer le brouillon
messages-unschedule = Reprendre en brouillon
messages-deliveries-sent = Envoyés
messages-deliveries-failed = Échecs
messages-recipients-title = Qui le recevra
messages-recipients-count =
    { $count ->
        [0] Personne.
        [one] Une personne.
       *[other] { $number } personnes.
    }
messages-recipients-duplicates =
    { $count ->
        [one] Une personne a été choisie à deux titres : elle ne recevra qu’un message.
       *[other] { $number } doublons : une personne choisie à plusieurs titres ne recevra qu’un message.
    }
messages-recipients-unnamed-members =
    { $count ->
        [one] un membre du réseau { $network }
       *[other] { $number } membres du réseau { $network }
    }
messages-recipients-unnamed-others =
    { $count ->
        [one] une personne d’un autre réseau
       *[other] { $number } personnes d’autres réseaux
    }
messages-recipients-unnamed = Sans leurs noms, que seule la coordination de leur réseau peut lire : { $groups }.
messages-recipients-none = Personne ne recevrait ce message. Choisissez pour qui il est.
messages-recipients-name = Nom
messages-recipients-address = Adresse
messages-recipients-reason = Pourquoi
messages-send-title = Envoyer ce message ?
messages-send-count = personnes le recevront, chacune une fois
messages-send-usual-count = d’habitude, pour un public de cette sorte
messages-send-unusual-count = D’habitude, vos messages à un public de cette sorte vont à { $usual } personnes ; celui-ci irait à { $number }.
messages-send-confirm = Oui, c’est bien le public voulu
messages-send-confirm-required = Confirmez que c’est bien le public voulu.
messages-send-submit =
    { $count ->
        [one] Envoyer à une personne
       *[other] Envoyer à { $number } personnes
    }
messages-send-changed = Le texte ou son public a changé depuis que vous l’avez lu. Rien n’est parti. Relisez : voici ce qui partirait maintenant.
messages-send-cancel = Ne pas envoyer
messages-schedule-title = Plus tard
messages-schedule-day = Jour
messages-schedule-time = Heure
messages-schedule-time-hint = À Paris.
messages-schedule-submit = Programmer l’envoi
delivery-log-title = Journal de l’envoi
delivery-log-open = Journal de l’envoi
delivery-log-unsubscribed = désabonnements par ce message
delivery-log-count =
    { $count ->
        [0] Personne ne correspond à cette recherche.
        [one] Une personne.
       *[other] { $number } personnes.
    }
delivery-log-deleted = Qui a reçu ce message a été effacé le { $day }, comme le prévoit la conservation ; les chiffres restent.
delivery-log-none = Personne ici.
delivery-log-unnamed =
    { $count ->
        [one] Une copie va à un membre d’un autre réseau, dont seule la coordination peut lire le nom : elle compte dans les chiffres, et n’a pas de ligne ici.
       *[other] { $number } copies vont à des membres d’autres réseaux, dont seule la coordination peut lire les noms : elles comptent dans les chiffres, et n’ont pas de ligne ici.
    }
delivery-log-doubtful =
    { $count ->
        [one] Une copie est peut-être partie deux fois.
       *[other] { $number } copies sont peut-être parties deux fois.
    }
delivery-log-doubtful-more = L’envoi a été interrompu pendant qu’elles partaient. Elles sont reparties, avec le même identifiant : deux fois peut-être, jamais zéro.
delivery-log-doubtful-badge = peut-être deux fois
lists-search-people = Nom ou adresse
delivery-log-all = Tous
lists-filter = Filtrer
delivery-log-filter-doubtful = peut-être deux fois
lists-export = Exporter en CSV
delivery-log-steps = Étapes
delivery-log-step = { $day } : { $what }
delivery-log-step-queued = en file
delivery-log-step-sent = remis au serveur
delivery-log-step-deferred = différé
delivery-log-step-bounced = revenu
delivery-log-step-delayed = retardé par un serveur
delivery-log-step-failed = échec
delivery-log-step-interrupted = envoi interrompu, repris
delivery-log-step-unsubscribed = désabonnement
delivery-log-next-attempt = prochain essai : { $day }


## Fils de discussion

post-state-held = en attente
post-state-accepted = accepté
post-state-refused = refusé
post-state-discarded = écarté
post-state-returned = rendu faute de décision
post-state-removed = retiré
hold-reason-first-post = premier message de cette personne
hold-reason-not-a-poster = cette personne n’est pas parmi celles qui écrivent à la liste
hold-reason-unverified = rien ne prouve que ce courriel vient de cette personne
hold-reason-not-addressed = le courriel n’est pas adressé à la liste
hold-reason-administrivia = ressemble à une demande d’abonnement, envoyée à tout le monde par erreur
hold-reason-too-large = plus grand que ce que prend la liste
hold-reason-has-files = des fichiers y sont joints
hold-reason-answers-digest = répond à un résumé entier, et non à un de ses messages
posts-threads = Fils
posts-threads-title = Fils de la liste { $list }
posts-threads-open = Lire les fils
posts-threads-empty = Ce que l’on s’écrit sur cette liste se lira ici, un fil par sujet.
posts-feed = S’abonner au flux Atom
posts-feed-title = Derniers messages de la liste { $list }
posts-feed-not-public = Cette archive n’est pas publique : le flux ne se lit que là où vous avez une session ouverte.
posts-mailbox = Exporter les messages (mbox)
posts-mailbox-more = Le fichier contient les adresses des auteurs. Les messages retirés n’y sont pas.
posts-count =
    { $count ->
        [one] un message
       *[other] { $number } messages
    }
posts-start = Ouvrir un fil
posts-write = Écrire à la liste
posts-new = Nouveau fil
posts-answer = Répondre
posts-answer-title = Répondre : { $subject }
posts-in-reply-to = en réponse à { $author }
posts-subject = Objet
posts-text = Message
posts-text-hint = Il part par courriel aux personnes qui reçoivent la liste, avec votre nom et votre adresse.
posts-submit = Envoyer à la liste
posts-will-wait-first-post = Un responsable de la liste relit le premier message de chaque personne : le vôtre partira avec son accord.
posts-will-wait-not-a-poster = Vous n’êtes pas parmi les personnes qui écrivent d’ordinaire à cette liste : votre message partira si un responsable l’accepte.
posts-removed = Le texte de ce message a été retiré.
posts-file-size = { $size } ko
posts-files = Fichiers joints
posts-quote = Texte cité
posts-write-by-mail = Pour écrire à la liste :
posts-remove = Retirer
posts-remove-more = Son texte disparaît du fil, pour tout le monde et pour de bon. Les courriels déjà partis restent chez les personnes qui les ont reçus.
posts-done-removed = Le texte du message est retiré.
posts-done-sent = Votre message part vers la liste.
posts-done-held = Votre message attend l’accord d’un responsable. D’ici là, personne d’autre ne le lit.
posts-held = En attente
posts-held-title = Messages en attente, liste { $list }
posts-held-waiting =
    { $count ->
        [one] Un message en attente
       *[other] { $number } messages en attente
    }
posts-held-more = Sans décision dans les { $days } jours, un message est rendu à la personne qui l’a écrit.
posts-held-decided = Ce message n’attend plus : quelqu’un a décidé.
posts-held-empty = Rien n’attend. Les messages à relire avant qu’ils partent à la liste se trouveront ici.
posts-held-thread = Nouveau fil
posts-held-answer = Réponse dans un fil
posts-held-because = Pourquoi il attend : { $reason }
posts-held-accepted =
    { $count ->
        [0] La liste n’a encore accepté aucun message de cette personne.
        [one] La liste a déjà accepté un message de cette personne.
       *[other] La liste a déjà accepté { $number } messages de cette personne.
    }
posts-accept = Accepter
posts-accept-and-trust = Accepter celui-ci et les suivants
posts-refuse = Refuser et le lui rendre
posts-refuse-reason = Raison du refus, envoyée avec le message rendu
posts-discard = Écarter
posts-discard-more = Il n’ira nulle part, et la personne qui l’a écrit n’en saura rien : c’est pour les messages indésirables.
posts-done-accepted = C’est accepté : le message part à la liste.
posts-done-refused = C’est refusé : le message est rendu à la personne qui l’a écrit.
posts-done-discarded = Le message est écarté.

## Imports

imports-title = Importer des membres du réseau { $network }
imports-organisations-title = Importer des organisations
imports-lead = Un tableau des membres du réseau { $network } : une ligne par personne, avec son adresse électronique.
imports-organisations-lead = Un tableau d’organisations : une ligne par organisation, avec son nom.
imports-file = Fichier
imports-file-hint = CSV ou classeur Excel (.xlsx), { $lines } lignes et quatre mégaoctets au plus. Un titre au-dessus des colonnes ne gêne pas.
imports-upload = Lire le fichier
imports-recent = Vos fichiers récents
imports-state-done = importé
imports-state-pending = à poursuivre
imports-rules = Ce qui va se passer
imports-rule-steps = Vous dites ce que contient chaque colonne et ce que veulent dire les mots que ce site ne connaît pas, vous lisez ligne par ligne ce qui sera fait, puis tout est fait d’un coup, ou rien. Les lignes refusées n’arrêtent pas les autres si vous le dites : elles se téléchargent, avec la raison, pour être corrigées et importées ensuite.
imports-rule-people = Une personne inconnue est inscrite avec une adresse qu’elle confirmera à sa première connexion. Une personne déjà connue du site devient membre et l’apprend par courriel : son profil lui appartient, le fichier n’y change rien. La date d’adhésion est celle du fichier, sauf si l’historique la contredit. Une personne qui a quitté le réseau n’y revient pas par un fichier. Les autres ne reçoivent rien.
imports-rule-organisations = Une organisation est reconnue à son nom ou à l’un de ses autres noms, sans tenir compte des accents et des majuscules. Une cellule vide n’efface rien.
imports-rule-repeat = Importer deux fois le même fichier ne change rien la seconde fois.
imports-rule-retention = Le fichier n’est lu que par vous ; il est oublié une fois importé, sauf ses lignes refusées, et au plus tard après { $hours } heures.
imports-step-file = Importer
imports-step-columns = Colonnes
imports-step-dry-run = Essai à blanc
imports-columns-title = Que contiennent les colonnes ?
imports-columns-lead =
    { $count ->
        [one] { $file } : une ligne à importer. Voici ce que les colonnes semblent contenir ; corrigez au besoin.
       *[other] { $file } : { $number } lignes à importer. Voici ce que les colonnes semblent contenir ; corrigez au besoin.
    }
imports-columns-caption = Colonnes du fichier
imports-columns-heading = Titre
imports-columns-sample = Premières lignes
imports-columns-content = Contient
imports-columns-unnamed = Colonne { $number }
imports-kind = Type des organisations nouvelles
imports-kind-hint = Pour celles dont le fichier ne dit pas le type.
imports-kind-none = Refuser la ligne
imports-kind-leave-out = Importer la personne sans son organisation
imports-heading = Ligne des titres
imports-heading-hint = Ce qui est au-dessus d’elle est laissé de côté.
imports-heading-found = Les titres des colonnes sont à la ligne { $line } du fichier.
imports-heading-not-found = Aucune ligne du fichier ne donne le titre des colonnes.
imports-heading-change = Choisir une autre ligne
imports-heading-change-more = La ligne qui donne le titre de chaque colonne. Les réponses données plus bas seront à revoir.
imports-heading-none = Aucune : le fichier n’a pas de titres
imports-heading-row = Ligne { $line } : { $cells }
imports-heading-submit = Prendre cette ligne
imports-step-values = Mots inconnus
imports-values-title = Que veulent dire ces mots ?
imports-values-lead = { $file } contient des mots que les listes de ce site ne connaissent pas. Dites une fois ce que chacun veut dire : cela vaut pour toutes ses lignes.
imports-values-choices = Laissez vide ce qui n’a pas d’équivalent : la ligne est importée, ce mot n’est pas repris, et chaque fiche se complète plus tard.
imports-values-caption = Mots inconnus du fichier
imports-values-value = Dans le fichier
imports-values-column = Colonne
imports-values-rows = Lignes
imports-values-meaning = Veut dire
imports-values-reject =
    { $count ->
        [one] Refuser cette ligne
       *[other] Refuser ces lignes
    }
imports-values-empty = Laisser vide
imports-values-suggested = Proposé d’après le mot : vérifiez.
imports-values-none = Ce site connaît tous les mots du fichier.
imports-values-more =
    { $count ->
        [one] Un autre mot, plus rare, n’est pas montré. Répondez à ceux-ci, puis revenez sur cette page.
       *[other] { $number } autres mots, plus rares, ne sont pas montrés : { $shown } à la fois. Répondez à ceux-ci, puis revenez sur cette page.
    }
imports-preview = Voir ce qui sera fait
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
imports-dry-run-title = Ce qui sera fait
imports-dry-run-lead = { $file } : rien n’est encore écrit.
imports-dry-run-caption = Ligne par ligne
imports-dry-run-row = Ligne
imports-dry-run-cells = Dans le fichier
imports-dry-run-outcome = Résultat
imports-dry-run-notes = Pourquoi
imports-count-created = nouvelles
imports-count-existing = déjà sur le site
imports-count-changed = modifiées
imports-count-unchanged = inchangées
imports-count-to-check = à vérifier
imports-count-rejected = refusées
imports-outcome-created = à créer
imports-outcome-joined = à rattacher
imports-outcome-changed = à modifier
imports-outcome-unchanged = inchangée
imports-outcome-to-check = à vérifier
imports-outcome-rejected = refusée
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
imports-leave-out-required = Des lignes sont refusées ou non cochées : corrigez le fichier, ou acceptez de les laisser de côté.
imports-all-or-nothing = Tout est fait d’un coup. Si une seule écriture échoue, rien n’est fait.
imports-run-ticked = Importer les lignes cochées
imports-same-person-question =
    { $count ->
        [one] Une ligne porte l’adresse d’une personne d’un autre nom. Est-ce bien elle ? Si oui, cochez la ligne ; sinon, corrigez l’adresse dans le fichier.
       *[other] { $number } lignes portent l’adresse d’une personne d’un autre nom. Est-ce bien elle ? Si oui, cochez la ligne ; sinon, corrigez l’adresse dans le fichier.
    }
imports-same-person-tick = C’est bien cette personne
imports-same-person-required = Aucune ligne n’est à importer : cochez au moins une ligne à vérifier.
imports-rejected-more = Les lignes refusées ou à vérifier se téléchargent telles quelles, avec la raison dans une colonne de plus : corrigez-les, puis importez ce fichier.
imports-rejected-download = Télécharger ces lignes (CSV)
imports-rejected-retention =
    { $count ->
        [one] Une ligne n’a pas été importée. Téléchargez-la, corrigez-la et importez ce fichier : elle est gardée { $hours } heures après l’envoi du vôtre.
       *[other] { $count } lignes n’ont pas été importées. Téléchargez-les, corrigez-les et importez ce fichier : elles sont gardées { $hours } heures après l’envoi du vôtre.
    }
imports-rejected-file-name = lignes-refusees
imports-rejected-reason = Raison du refus
imports-rejected-row = Ligne { $line } du premier fichier. { $why }
imports-back-to-values = Revoir les mots inconnus
imports-back-to-columns = Revoir les colonnes
imports-nothing = Rien à faire : tout ce que dit ce fichier est déjà en place, ou refusé.
imports-stale = Les choses ont changé depuis que ce tableau a été affiché : rien n’a été importé. Voici ce qui serait fait maintenant.
imports-done-title = Import terminé
imports-done = { $file } est importé. Les lignes importées sont oubliées.
imports-members-link = Voir les membres
imports-organisations-link = Voir les organisations
imports-note-new-person = Nouvelle personne, membre du réseau ; elle confirmera son adresse à sa première connexion.
imports-note-new-organisation = Organisation créée : { $name }.
imports-note-sets = { $column } : { $value }.
imports-note-since-changed = Membre depuis le { $to } ; le registre disait : { $from }.
imports-note-history-left = A quitté le réseau le { $day } : n’en est pas membre sans interruption depuis une date plus ancienne.
imports-note-history-requested = A demandé à entrer le { $day } : n’était pas encore membre avant.
imports-note-history-refused = Sa demande a été refusée le { $day } : n’était pas encore membre avant.
imports-note-history-active = L’historique de son adhésion a déjà une ligne le { $day } : pas de date plus ancienne.
imports-note-member-only = A déjà un compte : devient membre, rien d’autre de la ligne n’est repris.
imports-note-own-profile = Déjà membre ; son profil reste tel qu’il est.
imports-note-missing = { $column } : valeur manquante.
imports-note-kind-missing = Organisation nouvelle, sans type : dites-le dans une colonne, ou pour toutes à l’étape précédente.
imports-note-not-a-date = { $column } : « { $value } » n’est pas une date (31/12/2019 ou 2019-12-31).
imports-note-not-an-address = « { $value } » n’est pas une adresse électronique.
imports-note-unknown = { $column } : « { $value } » n’est pas dans la liste de ce site.
imports-note-too-long = { $column } : c’est trop long.
imports-note-unreadable = { $column } : aucun caractère visible, ou un caractère qui inverse le sens de lecture.
imports-note-future = { $column } : cette date n’est pas encore venue.
imports-note-duplicate = Déjà à la ligne { $line }.
imports-note-has-left = A quitté le réseau : un fichier n’y ramène personne.
imports-note-was-refused = Sa demande d’adhésion a été refusée.
imports-note-is-pending = Sa demande d’adhésion attend une réponse : répondez-y.
imports-note-address-claimed = Cette adresse attend d’être confirmée par une autre personne.
imports-note-alias-taken = « { $alias } » est le nom d’une autre organisation.
imports-note-first-day = { $column } : « { $value } » est compris comme le { $day }.
imports-note-left-empty = { $column } : « { $value } » n’est pas repris.
imports-note-organisation-left-out = Organisation « { $name } » non reprise : elle est nouvelle et son type n’est pas connu.
imports-note-other-name = Cette adresse est celle d’une personne d’un autre nom.
imports-note-other-name-of = Cette adresse est celle de { $name }.
problem-not-a-table = Ce fichier ne se lit ni comme un CSV ni comme un classeur .xlsx.
problem-empty-table = Ce fichier n’a aucune ligne sous celle des titres.
problem-too-many-rows = Ce fichier est trop long : { $most } lignes au plus. Coupez-le en plusieurs.
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
exports-audit-log = ce qui a été fait, quand et par qui
exports-warning = L’archive contient des données personnelles : gardez-la en lieu sûr et effacez-la quand elle ne sert plus. Son téléchargement est noté au journal.
exports-download = Télécharger l’archive

## Personnes et connexion

people-done = C’est fait.
people-affiliation-cancel = Ne rien changer
people-sign-in = Se connecter
people-sign-in-more = Pas de mot de passe : un lien vous est envoyé, valable { $minutes } minutes.
people-sign-up-more = Pas encore de compte ? Le lien le crée, à la première visite.
people-your-address = Votre adresse électronique
people-send-link = Recevoir le lien
people-link-sent = Consultez votre messagerie
people-link-sent-to = Si un lien peut être envoyé à
people-link-sent-delay = , il arrive dans la minute.
people-link-sent-more = Il sert une seule fois, pendant { $minutes } minutes. Rien ne vient ? Regardez parmi les indésirables, puis demandez un autre lien.
people-link-quota-title = Attendez avant de demander un autre lien
people-link-quota = Plusieurs liens viennent d’être demandés pour cette adresse, ou d’ici. Si vous en avez reçu un, le plus récent sert encore : regardez vos messages.
people-link-quota-retry = Vous pourrez en demander un autre le { $at }.
people-link-another = Demander un autre lien
people-demo-outbox = Dans cette démonstration, les messages se lisent ici :
people-welcome = Bienvenue
people-sign-in-submit = Ouvrir ma session
people-address-confirm = Ajouter cette adresse
people-address-confirm-submit = Ajouter cette adresse à mon compte
people-address-confirm-signed-out = Ce lien ajoute une adresse à un compte. Ouvrez-le dans le navigateur où la session de ce compte est ouverte.
people-sessions = Mes sessions
people-sessions-lead = Les appareils où votre session est ouverte. Fermez ceux que vous ne reconnaissez pas.
people-session-closed = La session est fermée.
people-session-close = Fermer
people-session-name = la session { $device }
people-session-times = ouverte le { $opened }, utilisée pour la dernière fois le { $seen }
people-session-lifetime = Une session se ferme après { $idle } jours sans être utilisée, et au bout de { $most } jours dans tous les cas.
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
people-device-computer = { $browser } sous { $system }
people-device-phone = { $browser } sur { $system }
people-device-unknown = Appareil inconnu
people-addresses = Mes adresses
people-addresses-lead = Chacune permet de se connecter. Les messages vont à l’adresse préférée.
people-address-new = Ajouter une adresse
people-address-label = Adresse électronique
people-address-hint = Un message y part ; son lien ajoute l’adresse à votre compte.
people-address-add = Envoyer le lien
people-address-unconfirmed = lien envoyé, à ouvrir
people-address-is-preferred = préférée
people-address-prefer = Préférer
people-address-remove = Retirer
people-address-remove-more = Elle ne permettra plus de s’y connecter. Toutes vos adresses en sont averties ; si elle n’est pas récente, le message qu’elle reçoit permet de la reprendre pendant { $days } jours.
people-address-sent = Un message part à cette adresse. Ouvrez son lien pour l’ajouter.
people-address-added = L’adresse est ajoutée à votre compte.
people-address-preferred = Les messages iront à cette adresse.
people-address-removed = L’adresse est retirée.
people-address-restore = Reprendre votre adresse
people-address-restore-lead = Elle a été retirée d’un compte le { $at }.
people-address-restore-effects = Si vous la reprenez :
people-address-restore-effect-sign-in = elle est de nouveau une adresse de ce compte, et permet de s’y connecter ;
people-address-restore-effect-sessions = toutes les sessions de ce compte se ferment, sur tous les appareils ;
people-address-restore-effect-addresses = ces adresses, plus récentes, quittent le compte : { $addresses } ;
people-address-restore-effect-notified = toutes les adresses du compte en sont averties.
people-address-restore-submit = Reprendre cette adresse
people-address-restored = L’adresse est de nouveau la vôtre
people-address-restored-more = Toutes les sessions sont fermées. Connectez-vous avec { $address }, puis vérifiez vos adresses, vos calendriers et votre profil.
people-profile = Mon profil
people-profile-welcome = Faisons connaissance
people-profile-welcome-lead = Votre nom sert à vos inscriptions et aux coordinations des réseaux que vous rejoignez. Le reste est facultatif.
people-profile-saved = Votre profil est enregistré.
people-profile-save = Enregistrer
people-given-name = Prénom
people-family-name = Nom
people-organisation = Organisation
people-organisation-current = Organisation actuelle
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
people-dashboard-greeting = Bonjour { $name }
people-dashboard-greeting-unnamed = Bonjour
people-dashboard-name-missing = Comment vous appelez-vous ?
people-dashboard-name-missing-link = Indiquez votre nom pour vous inscrire aux événements et rejoindre des réseaux.
people-dashboard-tasks = Ce qui attend
people-dashboard-task-requests =
    { $count ->
        [one] demande d’adhésion à { $network }
       *[other] demandes d’adhésion à { $network }
    }
people-dashboard-task-invitation = invitation du réseau { $network } à co-organiser { $event }
people-dashboard-task-placement = le réseau { $child } demande à faire partie du réseau { $network }
people-dashboard-task-draft = brouillon : { $event }
people-dashboard-task-failed =
    { $count ->
        [one] copie qui n’arrivera pas : « { $subject } »
       *[other] copies qui n’arriveront pas : « { $subject } »
    }
people-dashboard-task-doubtful =
    { $count ->
        [one] copie partie peut-être deux fois : « { $subject } »
       *[other] copies parties peut-être deux fois : « { $subject } »
    }
people-dashboard-task-mails =
    { $count ->
        [one] message en échec
       *[other] messages en échec
    }
people-dashboard-networks = Mes réseaux
people-dashboard-events = Mes prochains événements
people-dashboard-waiting-lists = Sur liste d’attente
people-dashboard-feeds = Mes calendriers
people-dashboard-no-network = Vos réseaux s’afficheront ici.
people-dashboard-find-network = Voir les réseaux
people-dashboard-no-event = Vos inscriptions à venir s’afficheront ici.
people-dashboard-find-event = Voir l’agenda
people-dashboard-role-coordinator = coordination
people-dashboard-role-member = membre
people-dashboard-role-member-through = membre par { $networks }
people-dashboard-role-requested = demande envoyée


## Mes données

privacy-title = Mes données
privacy-lead = Tout ce que ce site garde sur vous. Vous pouvez l’exporter, le corriger, tout quitter ou effacer votre compte.
privacy-csv = Exporter en CSV
privacy-json = Exporter en JSON
privacy-correct = Corriger
privacy-no-data = Rien.
privacy-rows-shown = Les { $shown } premières lignes sur { $count } ; l’export les contient toutes.
privacy-consents = Mes accords
privacy-consents-legend = J’accepte
privacy-consents-save = Enregistrer mes accords
purpose-directory = de figurer dans l’annuaire de mes réseaux
purpose-more-directory = Leurs autres membres y lisent votre nom, votre organisation, votre profession et votre région ; jamais votre adresse.
privacy-consent-given = { $what } : donné le { $given }
privacy-consent-withdrawn = { $what } : donné le { $given }, retiré le { $taken }
privacy-done-consents = Vos accords sont enregistrés.
privacy-done-left = Vous avez tout quitté ; votre compte reste.
privacy-leaving = Partir
privacy-leaving-more = Tout quitter met fin à vos adhésions, aux messages des listes et à vos inscriptions à venir, et garde votre compte. Effacer votre compte supprime aussi ce qui dit qui vous êtes.
privacy-leave-open = Tout quitter…
privacy-leave-title = Tout quitter ?
privacy-leave-lead = Votre compte, votre profil et votre historique restent : vous pourrez revenir.
privacy-leave = Tout quitter
privacy-leave-memberships = adhésions et demandes, closes
privacy-leave-lists = listes que vous recevez, arrêtées
privacy-leave-registrations = inscriptions à venir, annulées
privacy-leave-feeds = adresses de calendrier, révoquées
privacy-leave-mandates = mandats, clos aujourd’hui
privacy-erase-open = Effacer mon compte…
privacy-erase-title = Effacer mon compte ?
privacy-erase-lead = C’est immédiat et sans retour : personne ne pourra vous rendre ce compte.
privacy-erase-coordinates = Vous coordonnez { $networks } : votre mandat s’arrête avec vous. Un mot à vos collègues avant de partir leur évitera une surprise.
privacy-erase-deleted = Ce qui disparaît
privacy-erase-deleted-name = votre nom, vos adresses, vos sessions, vos liens et vos calendriers
privacy-erase-deleted-mentions = votre nom dans les courriels envoyés à d’autres à votre sujet, et les invitations envoyées à vos adresses
privacy-erase-deleted-mails = les courriels que ce site vous a écrits : destinataire, objet, texte
privacy-erase-deleted-texts = ce que vous avez écrit en demandant une adhésion, et ce qui a été écrit à son propos
privacy-erase-deleted-registrations = votre nom et votre adresse dans les listes d’inscription, y compris celles faites sans compte avec l’une de vos adresses
privacy-erase-kept = Ce qui reste
privacy-erase-kept-figures = le fait qu’une personne de telle profession, de telle région, de telle organisation a été membre ou présente, à telles dates : les chiffres des années passées restent ce qu’ils étaient
privacy-erase-kept-audit-log = le fait que des actes ont été accomplis (publier un événement, accepter une demande), sans dire par qui
privacy-erase-kept-published = votre nom là où il a été écrit à la main : un programme, un compte rendu, une page. Demandez à la coordination de l’en retirer
privacy-erase-kept-reviews = votre nom dans les bilans déjà adoptés, si vous avez siégé dans un comité cette année-là : un mandat est public, et un bilan adopté ne change plus
privacy-erase-confirm = Votre adresse, pour confirmer
privacy-erase-confirm-hint = Recopiez { $address }
privacy-erase = Effacer mon compte
privacy-erased-title = Votre compte est effacé
privacy-erased = Ce site ne sait plus qui vous êtes. Merci d’avoir été des nôtres.
privacy-erased-home-link = Retour à l’accueil
privacy-erased-person = Personne effacée
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
privacy-table-managed-lists = Listes dont vous êtes responsable
privacy-table-received-posts = Messages reçus de discussions
privacy-table-posts = Ce que vous avez écrit à des listes
privacy-table-sent-mails = Courriels reçus de vous par les listes
privacy-table-post-files = Fichiers que vous avez envoyés à des listes
privacy-table-list-requests = Abonnements demandés, pas encore confirmés
privacy-table-message-steps = Messages de listes : incidents d’envoi
privacy-table-messages-written = Messages que vous avez écrits
privacy-table-invitations = Invitations reçues
privacy-table-invitations-sent = Invitations envoyées
privacy-table-certificates = Vos attestations de présence
privacy-table-silenced-events = Événements dont vous ne recevez plus les messages
privacy-table-sign-in-links = Liens de connexion demandés
privacy-table-known-devices = Navigateurs connus
privacy-table-failing-addresses = Adresses d’où nos courriels reviennent
privacy-table-received-digests = Résumés reçus
privacy-table-reading-options = Rythme et pauses des listes
privacy-table-removed-addresses = Adresses retirées depuis peu
privacy-table-registration-links = Liens de vos inscriptions
privacy-table-events-written = Événements que vous avez créés
privacy-table-reviews = Bilans que vous avez écrits ou adoptés
privacy-table-acts = Actes notés au journal
privacy-column-answer = Réponse du serveur
privacy-column-first-failed-at = Premier échec
privacy-column-failed-at = Dernier échec
privacy-column-suspended-at = Suspendue
privacy-column-rhythm = Rythme
privacy-column-format = Forme
privacy-column-own-posts = Ses propres messages
privacy-column-paused-until = Pause jusqu’au
privacy-column-title = Titre
privacy-column-number = Numéro
privacy-column-until = Jusqu’au
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
privacy-column-rule = Suite donnée
privacy-column-how = Comment
privacy-column-posted-at = Écrit
privacy-column-text = Texte
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
privacy-value-delayed = retardé par un serveur
privacy-value-discarded = abandonné après une restauration
privacy-value-interrupted = interrompu
privacy-value-bounced = revenu
privacy-value-suspended = suspendu
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
privacy-value-import = { lists-cause-import }
privacy-value-sending = en cours d’envoi
privacy-value-deferred = différé

## Organisations

organisations-hint = Écrivez les premières lettres ; une organisation inconnue sera créée.
organisations-list = Organisations
organisations-suggested =
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
search-query = Mots à chercher
search-submit = Rechercher
search-filters = Préciser
search-network = Réseau
search-all-networks = Tous les réseaux
search-year = Année
search-kinds = Types de résultats
search-all-kinds = Tout
search-kind-event = événement
search-kind-page = page
search-kind-network = réseau
search-kind-person = personne
search-kind-message = message
search-kind-post = discussion
search-kinds-event = Événements
search-kinds-page = Pages
search-kinds-network = Réseaux
search-kinds-person = Personnes
search-kinds-message = Messages
search-kinds-post = Discussions
search-count =
    { $count ->
        [0] Aucun résultat
        [one] 1 résultat
       *[other] { $number } résultats
    }
search-no-result = Rien ne contient tous ces mots.
search-no-result-more = Essayez moins de mots, ou le début d’un mot. Ce qui est réservé à d’autres personnes n’est pas cherché.
search-no-word = Cette recherche ne contient aucun mot.
search-no-word-more = Tapez au moins un mot. « C++ », « C# », « .NET » et « R » sont des mots ; « le », « de » ou « a », que tout texte contient, sont laissés de côté, comme la ponctuation et les émojis.
search-quotes = Les guillemets n’y changent rien : chaque mot est cherché, où qu’il se trouve.

## Agenda

agenda-title = Agenda
agenda-title-of = Agenda du réseau { $network }
agenda-lead = Les rencontres, webinaires, écoles et réunions des réseaux.
agenda-month-view = Vue du mois
agenda-list-view = Vue en liste
agenda-subscribe = S’abonner
agenda-subscribe-calendar = Dans mon calendrier
agenda-subscribe-download = Télécharger (.ics)
agenda-subscribe-atom = Fil Atom
agenda-subscribe-address = Adresse à copier
agenda-filter-words = Mots
agenda-filter-network = Réseau
agenda-filter-kind = Type
agenda-filter-level = Niveau
agenda-filter-place = Lieu
agenda-filter-period = Période
agenda-filter-all = Tous
agenda-filter-everywhere = Partout
agenda-filter-online = En ligne
agenda-filter-on-site = Sur site
agenda-filter-regions = Régions
agenda-filter-upcoming = À venir
agenda-filter-past = Passés
agenda-filter-submit = Filtrer
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
agenda-new-event = Préparer un événement
agenda-done-declined = Invitation déclinée.
agenda-done-removed = Le brouillon est supprimé.


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
events-original-date = initialement
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
events-registration-closed = inscriptions closes
events-organised-by = Organisé par
events-organised-with = avec
events-facts = En bref
events-when = Quand
events-local-time = heure locale ({ $city }, { $offset })
events-home-time = soit { $home }
events-where = Où
events-access = Pour qui
events-access-everyone = Ouvert à toutes et à tous, avec ou sans compte
events-access-members = Pour les membres : { $networks }
events-no-registration = Sans inscription
events-seats = Places
events-seats-of =
    { $count ->
        [0] complet : { $total } places { $place }
        [one] une place libre sur { $total } { $place }
       *[other] { $left } places libres sur { $total } { $place }
    }
events-seats-unlimited = sans limite { $place }
events-registration-deadline = Inscriptions jusqu’au
events-contact = Contact
events-video = Visioconférence
events-video-for-registered = Réservée aux personnes inscrites.
events-video-for-members = Réservée aux membres des réseaux organisateurs.
events-video-join = Rejoindre la réunion
events-calendar-menu = Ajouter au calendrier
events-calendar-download = Télécharger (.ics)
events-calendar-subscribe = S’abonner aux changements
events-calendar-address = Adresse à copier
events-state-draft = Visible seulement par la coordination, et par celle des réseaux invités.
events-state-postponed = Une nouvelle date sera annoncée.
events-state-cancelled = Cet événement n’aura pas lieu.
events-state-cancelled-past = Cet événement n’a pas eu lieu.
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
events-outside-dates = hors des dates de l’événement
events-minutes = { $minutes } min
events-materials = Supports
events-attendance-title = Présences
events-attendance =
    { $count ->
        [0] Noter les présences (inscriptions : { $seats })
       *[other] Présences notées : { $number } (inscriptions : { $seats })
    }
events-attendance-recorded = Votre présence est notée : { $half_days }.
material-kind-slides = diapositives
material-kind-recording = vidéo
material-kind-link = lien
events-coordination = Coordination
events-edit = Modifier
events-edit-programme = Programme
events-edit-materials = Supports
events-edit-co-organisers = Co-organisation
events-write-message = Écrire aux personnes inscrites
events-registrations =
    { $count ->
        [0] Inscriptions
        [one] Une inscription
       *[other] { $number } inscriptions
    }
events-duplicate = Dupliquer
events-publish-open = Publier…
events-publish-again-open = Publier la nouvelle date…
events-postpone-open = Reporter…
events-cancel-open = Annuler…
events-cancel-past-open = N’a pas eu lieu…
events-remove-open = Supprimer le brouillon…
events-organisers = Réseaux organisateurs
organiser-state-lead = pilote
organiser-state-accepted = accepté
organiser-state-invited = en attente
organiser-state-declined = décliné
events-organiser-since = depuis le { $day }
events-organiser-on = le { $day }
events-invitation-withdraw = Retirer l’invitation
events-invitation-withdraw-network = du réseau { $network }
events-invite = Inviter un réseau
events-invite-hint = Sa coordination reçoit un message dès que l’événement est publié, et répond sur la page de l’événement.
events-invite-submit = Inviter
events-invitation = { $lead } propose à { $network } de co-organiser cet événement.
events-invitation-accept = Accepter
events-invitation-network = pour { $network }
events-invitation-decline = Décliner
events-invitation-accepted = { $network } co-organise cet événement.
events-invitation-accepted-leave = Ne plus co-organiser
events-invitation-declined = { $network } a décliné l’invitation à co-organiser cet événement.
events-invitation-declined-join = Accepter finalement
events-new-for = Préparer un événement du réseau { $network }
events-edit-title = Modifier l’événement
events-create = Enregistrer comme brouillon
events-save = Enregistrer
events-save-and-notify =
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
fields-saved-values = Ce qui est enregistré maintenant
fields-saved-empty = (vide)
events-publish-title = Publier cet événement ?
events-publish-again-title = Publier la nouvelle date ?
events-publish-date = Donner une nouvelle date
events-publish-submit =
    { $count ->
        [0] Publier
        [one] Publier et prévenir une personne
       *[other] Publier et prévenir { $number } personnes
    }
events-postpone-title = Reporter cet événement ?
events-postpone-submit =
    { $count ->
        [0] Reporter
        [one] Reporter et prévenir une personne
       *[other] Reporter et prévenir { $number } personnes
    }
events-cancel-title = Annuler cet événement ?
events-cancel-past-title = Noter que cet événement n’a pas eu lieu ?
events-cancel-submit =
    { $count ->
        [0] Annuler l’événement
        [one] Annuler et prévenir une personne
       *[other] Annuler et prévenir { $number } personnes
    }
events-cancel-past-submit = Noter qu’il n’a pas eu lieu
events-remove-title = Supprimer ce brouillon ?
events-remove-submit = Supprimer le brouillon
events-remove-more = Il n’a jamais été publié : il n’en restera rien.
events-figure-notified = personnes inscrites, prévenues par message
events-figure-waiting = en liste d’attente
events-figure-organisers = réseaux dont l’agenda change
events-figure-invited = réseaux invités à co-organiser, prévenus par message
events-reason = Pourquoi
events-reason-hint = Une phrase, dans le message et sur la page.
fields-cancel = Ne rien changer
fields-discard = Abandonner
events-programme-title = Programme
events-programme-lead = Une ligne par intervention ou par pause. Une ligne vide disparaît.
events-programme-row = Ligne { $row }
events-programme-row-title = Titre
events-programme-row-session = Session
events-programme-row-day = Jour
events-programme-row-day-outside = { $day } (hors des dates de l’événement)
events-programme-row-time = Heure
events-programme-row-minutes = Minutes
events-programme-row-speakers = Intervenantes et intervenants
events-programme-row-speakers-hint = Nom, organisation ; nom, organisation.
events-programme-row-abstract = Résumé
events-programme-row-add = Ajouter une ligne
events-materials-title = Supports
events-materials-empty = Les diapositives, enregistrements et liens s’afficheront ici.
events-material-kind = Type
events-material-title = Titre
events-material-url = Adresse
events-material-add = Ajouter
events-material-remove = Retirer
events-material-remove-more = Le lien disparaît de la page de l’événement, pour tout le monde. Pour le remettre, il faudra retrouver son adresse.
events-done-created = Le brouillon est enregistré. Il reste à le publier.
events-done-duplicated = Voici la copie, en brouillon. Vérifiez ses dates.
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
registrations-title-own = Votre inscription
presence-on-site = sur site
presence-online = en ligne
registration-state-unconfirmed = adresse à confirmer
registration-state-confirmed = inscription confirmée
registration-state-waiting = liste d’attente
registration-state-withdrawn = désinscription
registrations-waiting-list-place = place n° { $place }
registrations-register = S’inscrire
registrations-join-waiting-list = Rejoindre la liste d’attente
registrations-presence = Je participe
registrations-seats-unlimited = sans limite de places
registrations-seats-left =
    { $count ->
        [one] une place libre
       *[other] { $number } places libres
    }
registrations-seats-none =
    { $count ->
        [0] Complet : la prochaine place qui se libère est pour vous.
        [one] Complet : une personne attend une place.
       *[other] Complet : { $number } personnes attendent une place.
    }
registrations-closed = Les inscriptions sont closes.
registrations-not-published = Les inscriptions ouvriront à la publication.
registrations-postponed = Les inscriptions reprendront avec la nouvelle date.
registrations-members-only = Les inscriptions sont réservées aux membres des réseaux organisateurs.
registrations-sign-in = Se connecter pour s’inscrire d’un clic
registrations-withdraw = Me désinscrire
registrations-withdraw-waiting-list-place = Vous perdrez votre rang n° { $place } sur la liste d’attente.
registrations-withdraw-seat-given =
    { $count ->
        [one] Votre place ira aussitôt à la personne qui attend.
       *[other] Votre place ira aussitôt à la première des { $number } personnes qui attendent.
    }
registrations-withdraw-seat-free = Votre place redeviendra libre. Vous pourrez vous réinscrire tant qu’il en reste et que les inscriptions sont ouvertes.
registrations-withdraw-postponed = L’événement est reporté. Votre place redeviendra libre, d’abord pour la liste d’attente. Les inscriptions reprendront avec la nouvelle date.
registrations-withdraw-waiting-list = Votre place redeviendra libre, mais d’autres personnes l’attendent : vous ne pourrez pas la reprendre.
registrations-withdraw-members = Votre place redeviendra libre, et seuls les membres des réseaux organisateurs peuvent s’inscrire : vous ne pourrez pas vous réinscrire.
registrations-withdraw-closed = Votre place redeviendra libre, et les inscriptions sont closes : vous ne pourrez pas vous réinscrire.
registrations-change = Changer de façon de participer
registrations-change-to = Participer { $presence }
registrations-change-waiting-list = Attendre une place { $presence }
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
registrations-sent-waiting-list = C’est complet : vous serez sur la liste d’attente quand vous aurez ouvert ce lien et choisi « Confirmer mon inscription ».
registrations-sent-seat-or-waiting-list = Vous aurez une place, ou un rang sur la liste d’attente, quand vous aurez ouvert ce lien et choisi « Confirmer mon inscription ».
registrations-sent-not-received = Rien n’arrive dans les cinq minutes ? Regardez parmi les indésirables, puis vérifiez l’adresse et recommencez.
registrations-name-missing = Comment vous appeler ?
registrations-name-missing-more = L’inscription porte votre nom : complétez d’abord votre profil, puis revenez vous inscrire d’un clic.
registrations-name-missing-link = Compléter mon profil
registrations-back-to-event = Retour à l’événement
registrations-done = C’est fait.
registrations-done-full = C’est complet pour l’instant.
registrations-done-registered = Votre inscription est confirmée, un message part à l’instant.
registrations-done-changed = Votre changement est enregistré, un message part à l’instant.
registrations-done-waiting = Vous êtes sur la liste d’attente : si une place se libère, elle vous revient et un message vous en avertit.
registrations-done-withdrawn = Votre inscription est annulée. Si une personne attendait, la place lui revient.
registrations-done-mail = Un message le confirme.
registration-link-unconfirmed = Confirmer votre inscription
registration-link-confirmed = Votre inscription est confirmée
registration-link-waiting = Vous êtes sur la liste d’attente
registration-link-withdrawn = Votre inscription est annulée
registrations-confirm = Confirmer mon inscription
registrations-register-again = M’inscrire à nouveau
registrations-join-video = Rejoindre la réunion
registrations-calendar = Ajouter au calendrier (.ics)
registrations-event-link = Voir la page de l’événement
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
registrations-attendance-caption = Présence par demi-journée
registrations-name = Nom
registrations-registration = Inscription
registrations-attendance-morning = matin
registrations-attendance-afternoon = après-midi
registrations-attendance-save = Enregistrer les présences
registrations-attendance-half-day = Toute une demi-journée
registrations-attendance-mark-all =
    { $count ->
        [one] Marquer présente la personne de cette liste
       *[other] Marquer présentes les { $number } personnes de cette liste
    }
registrations-attendance-saved = Les présences sont enregistrées.
registrations-removed = La personne en est avertie. Si une autre attendait, la place lui revient.
registrations-history = Historique
fields-colon =  :{ " " }
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
problem-already-registered = Cette adresse est déjà sur la liste.

## Calendriers

calendar-atom-title = Nouveautés de l’agenda
calendar-atom-title-of = Nouveautés du réseau { $network }
calendar-feeds = Mes calendriers
calendar-feeds-lead = Une adresse secrète par appareil : votre calendrier y lit les changements et les annulations de lui-même.
calendar-feeds-none = Vos adresses de calendrier s’afficheront ici.
calendar-feed-new = Nouvelle adresse
calendar-feed-name = Nom
calendar-feed-name-hint = Pour la reconnaître plus tard : téléphone, ordinateur du bureau…
calendar-feed-scope = Ce qu’elle contient
feed-scope-registrations = mes inscriptions
feed-scope-networks = tous les événements de mes réseaux
calendar-feed-create = Créer l’adresse
calendar-feed-created = Voici l’adresse de « { $name } ».
calendar-feed-created-more = Elle n’est affichée qu’une fois, et qui la connaît peut lire ce calendrier : ne la partagez pas.
calendar-feed-address = Adresse du calendrier « { $name } »
calendar-feed-subscribe = S’abonner
calendar-feed-last-read = lu le { $day }
calendar-feed-never-read = jamais lu
calendar-feed-revoke = Révoquer
calendar-feed-revoke-more = L’appareil qui lit cette adresse n’y trouvera plus rien, et elle ne peut pas être rétablie : il faudra en créer une autre.
calendar-feed-revoked = L’adresse est révoquée : plus rien ne peut y être lu.


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
administration-audit-log = Journal
administration-audit-log-more = Qui a fait quoi, quand.
administration-retention = Conservation
administration-retention-more = Combien de temps chaque donnée est gardée, et ce qui est effacé chaque nuit.
administration-mails-failed =
    { $count ->
        [one] courriel en échec
       *[other] courriels en échec
    }
administration-networks-uncoordinated =
    { $count ->
        [one] réseau sans coordination
       *[other] réseaux sans coordination
    }
administration-oldest-mail = Le plus ancien courriel en attente a été écrit le { $at }.
administration-last-backup = Dernière sauvegarde : { $at }.
administration-no-backup = Aucune sauvegarde n’a encore été faite avec « maillage backup ».
administration-alert-mail = Des courriels attendent depuis le { $since }.
administration-alert-mail-link = Voir ce que le serveur a répondu
administration-alert-backup = La dernière sauvegarde a plus d’une semaine : elle date du { $since }.
administration-alert-no-backup = Aucune sauvegarde n’a été faite depuis plus d’une semaine (le { $since }).
administration-last-purge = Dernière purge : { $at } ({ $what }).
administration-network = Réseau
administration-committee = Comité
administration-person = Personne
administration-mandates-none = Sans coordination aujourd’hui
administration-mandates-ending = Finissent dans les trois mois
administration-mandates-current = En cours
administration-done-saved = C’est enregistré.
administration-done-mail-retried = Le courriel repart.
administration-done-sessions-ended = Les sessions sont fermées.
administration-done-merged = Les deux organisations n’en font plus qu’une. Pendant trente jours, cela peut être défait au bas de cette page.
administration-done-organisation-created = L’organisation est créée.
administration-done-unmerged = Les deux organisations sont de nouveau distinctes.
administration-done-unmerged-partly = Les deux organisations sont de nouveau distinctes. Des passages corrigés entre-temps sont restés tels quels.
administration-done-purge-requested = La purge est demandée : elle commence dans les secondes qui viennent, et le journal dira ce qui est parti.
administration-done-choice-in-use = Ce choix est utilisé : il peut ne plus être proposé, mais pas être supprimé.
administration-name = Nom du site
administration-motto = Devise, en pied de page
administration-hue = Teinte
administration-hue-hint = De 0 à 359, pour les pages qui n’appartiennent à aucun réseau ; vide : celle de Maillage (252).
administration-contact = Adresse de contact
administration-contact-hint = Affichée en pied de page, et partout où l’on propose d’écrire. Vide : l’adresse d’où partent les courriels.
administration-language = Langue par défaut
administration-language-hint = Pour qui vient avec un navigateur réglé sur une autre langue.
administration-retention-lead = En jours ; vide : sans limite. Chaque nuit, ce qui est plus vieux est effacé, après que les chiffres des années concernées ont été figés.
administration-retention-preview = Avec ces durées, cette nuit effacerait, sans retour : { $what }.
administration-retention-confirm = Enregistrer ces durées, et laisser effacer
administration-retention-registrations = Qui s’est inscrit à un événement passé
administration-retention-registrations-hint = Noms et adresses ; jamais avant la fin de l’année. Le nombre, les organisations et les présences restent.
administration-retention-mails = Courriels envoyés
administration-retention-mails-hint = À qui, quand, à quel propos. Leur texte est effacé dès l’envoi ; celui d’un échec, après une semaine.
administration-retention-copies = Qui a reçu quel message d’une liste
administration-retention-copies-hint = Noms et adresses, à compter de l’envoi. Le nombre de destinataires reste ; le lien de désinscription sert toujours.
administration-retention-audit = Lignes du journal
administration-retention-sessions = Sessions inutilisées
administration-retention-sessions-hint = Une session inutilisée se ferme après un mois ; sa ligne est effacée ensuite.
administration-retention-fixed = Une inscription sans compte jamais confirmée est effacée après un jour ; un fichier à importer, aussi.
administration-purge-now = Purger maintenant
administration-purge-more = Effacement immédiat et sans retour : { $what }. Sans votre demande, il aurait lieu cette nuit.
administration-purge-submit = Effacer maintenant
administration-purge-nothing = Rien n’a dépassé sa durée de conservation : il n’y a rien à purger.
taxonomy-list-organisation-kind = Types d’organisation
taxonomy-list-profession = Professions
taxonomy-list-region = Régions
administration-choice-new = Ajouter un choix
administration-choice-french = En français
administration-choice-english = En anglais
administration-choice-add = Ajouter
administration-choice-restore = Proposer à nouveau
administration-choice-remove = Supprimer
administration-choice-retire = Ne plus proposer
administration-choice-retired = n’est plus proposé
administration-choice-up = Monter
administration-choice-down = Descendre
administration-choice-uses =
    { $count ->
        [one] { $number } usage
       *[other] { $number } usages
    }
administration-search-people = Nom ou adresse
administration-search-organisations = Nom, ou autre nom
administration-search-mails = Destinataire ou objet
administration-person-unconfirmed = adresse non confirmée
administration-person-administrator = administration
administration-person-confirmed = confirmée { $at }
administration-person-last-seen = utilisée { $at }
administration-person-addresses = Adresses
administration-person-sessions = Sessions ouvertes
administration-person-add-role = Confier l’administration
administration-person-remove-role = Retirer l’administration
administration-person-end-sessions = Fermer ses sessions
administration-person-audit-log = Ce que dit le journal
administration-organisation-name = Nom
administration-organisation-kind-hint-new = Il décide où les personnes qui y travaillent comptent dans les chiffres.
administration-organisation-kind-hint = Corriger le type corrige aussi les chiffres des années passées, sauf ceux qui sont figés.
administration-organisation-aliases = Autres noms
administration-organisation-aliases-hint = Un par ligne.
administration-merge = Réunir avec une autre
administration-merge-more = Les personnes passées par cette organisation ({ $people }) seront comptées dans l’autre, qui gardera les deux noms. La page suivante dit ce qui change et demande confirmation.
administration-merge-into = Nom de l’organisation à garder
administration-merge-submit = Réunir
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
first-steps-to-submit = à faire
first-steps-later = après le premier réseau
administration-merge-preview = Voir ce qui change
administration-merge-cancel = Ne rien changer
administration-merge-question = Réunir { $name } avec { $into } ?
administration-merge-organisations = Les deux organisations
administration-merge-removed = disparaît
administration-merge-kept = reste
administration-merge-no-value = rien
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
administration-unmerge-entry =
    { $count ->
        [0] { $name }, réunie ici le { $at }. Peut être défait jusqu’au { $until }.
        [one] { $name }, réunie ici le { $at } avec une personne. Peut être défait jusqu’au { $until }.
       *[other] { $name }, réunie ici le { $at } avec { $number } personnes. Peut être défait jusqu’au { $until }.
    }
administration-unmerge = Séparer { $name }
administration-unmerge-more = { $name } redevient une organisation, avec ses autres noms et les personnes qui y étaient. Ce qui a été corrigé depuis reste tel quel, et les personnes arrivées depuis restent à { $into }.
administration-unmerge-submit = Séparer
administration-unmerge-name-taken = { $name } est devenu entre-temps le nom d’une autre organisation : changez-le d’abord.
administration-organisation-new = Ajouter une organisation
administration-organisation-create = Créer l’organisation
administration-hold = Rien ne part : une sauvegarde a été restaurée { $at }
administration-hold-more = Ce qui attendait dans la sauvegarde est peut-être déjà parti. Seuls partent les liens de connexion et de confirmation demandés depuis.
administration-hold-mails =
    { $count ->
        [one] { $number } courriel de la sauvegarde attend
       *[other] { $number } courriels de la sauvegarde attendent
    }
administration-hold-copies =
    { $count ->
        [one] { $number } exemplaire de message de la sauvegarde attend
       *[other] { $number } exemplaires de messages de la sauvegarde attendent
    }
administration-hold-messages =
    { $count ->
        [one] { $number } message programmé aurait dû partir
       *[other] { $number } messages programmés auraient dû partir
    }
administration-hold-newer =
    { $count ->
        [one] { $number } courriel écrit depuis attend aussi ; il partira dans les deux cas
       *[other] { $number } courriels écrits depuis attendent aussi ; ils partiront dans les deux cas
    }
administration-hold-none = Rien n’attend.
administration-hold-discard = Abandonner ce qui attendait, et reprendre les envois
administration-hold-discard-hint = Si ces courriels sont partis avant la restauration. Les messages programmés redeviennent des brouillons.
administration-hold-send = Envoyer aussi ce qui attendait
administration-hold-send-hint = Si la sauvegarde date d’un instant avant la panne. Des personnes recevront peut-être un courriel deux fois ; tout ce qui part sera marqué comme douteux.
administration-done-sending-resumed = Les envois ont repris.
administration-hold-count =
    { $count ->
        [one] envoi retenu depuis une restauration
       *[other] envois retenus depuis une restauration
    }
administration-mails-retry-all =
    { $count ->
        [one] Relancer { $number } courriel en échec
       *[other] Relancer { $number } courriels en échec
    }
administration-mail-retry = Renvoyer
administration-filter-all = tous
administration-mail-sent-at = Envoyé
administration-mail-cause = Motif
administration-mail-attempts = Tentatives
administration-mail-text-deleted = Son texte est effacé : il ne peut plus être renvoyé.
administration-mail-doubtful-more = L’envoi a été interrompu pendant que ce courriel partait. Il est reparti avec le même identifiant : deux fois peut-être, jamais zéro.
administration-mails-none = Aucun courriel ne correspond à cette recherche.
administration-mails-pending = pas encore partis
administration-mails-none-yet = Les courriels de ce site s’afficheront ici.
bounce-address-to-check = adresse à vérifier
bounce-answer = Réponse du serveur : { $answer }
bounce-suspended = Nos courriels n’y partent plus : ils nous revenaient.
bounce-suspended-more = Choisissez une autre adresse préférée ou, si celle-ci fonctionne de nouveau, demandez-y un lien de connexion : l’ouvrir rétablit l’envoi.
bounce-prove-again = Recevoir un lien à cette adresse
bounce-dashboard = Nos courriels ne partent plus vers { $address } : ils nous revenaient.
bounce-dashboard-link = Choisir une autre adresse ou vérifier celle-ci
person-mails = Mes courriels
person-mails-lead = Les courriels que le site vous a envoyés ces derniers mois, et ce qu’ils sont devenus.
person-mails-none = Aucun courriel pour l’instant.
person-mails-of-member = Les courriels du réseau à cette personne
person-mails-title = Courriels à { $name }
person-mails-member-lead = Ce que les listes du réseau { $network } et ses événements ont envoyé à cette personne, et ce qui est arrivé.

mail-cause-registration-asked = Inscription à confirmer
mail-cause-registration-known = Déjà sur la liste
mail-cause-registration-confirmed = Inscription confirmée
mail-cause-registration-waiting = Liste d’attente
mail-cause-registration-changed = Participation changée
mail-cause-certificate-ready = Attestation de présence
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
mail-cause-list-moderation = Messages en attente d’un accord
mail-cause-list-returned = Message rendu
mail-cause-list-command = Réponse à une demande par courriel
mail-cause-list-owner = Message aux responsables d’une liste
mail-cause-list-message = Message d’une liste
mail-cause-list-post = Message d’une discussion
mail-cause-list-digest-plain = Résumé d’une discussion
mail-cause-list-digest-mime = { mail-cause-list-digest-plain }
mail-cause-bounce-probe = Adresse à vérifier
mail-cause-bounce-suspended = Adresse suspendue
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
administration-audit-log-actor = Par
administration-audit-log-kind = À propos de
administration-audit-log-from = Du
administration-audit-log-to = Au
administration-audit-log-system = Le site
administration-audit-log-none = Aucun acte ne correspond à cette recherche.
administration-audit-log-count =
    { $count ->
        [one] { $number } acte
       *[other] { $number } actes
    }
problem-name-taken = Ce nom est déjà pris.
audit-subject-deleted = (n’existe plus)
audit-action-address-add = a ajouté une adresse
audit-action-address-prefer = a choisi son adresse préférée
audit-action-address-remove = a retiré une adresse
audit-action-address-ask = a demandé d’ajouter une adresse
audit-action-address-strike = a repris une adresse qui n’était que notée pour
audit-action-address-restore = a repris une adresse retirée
audit-action-affiliation-add = a ajouté une organisation à son parcours
audit-action-affiliation-correct = a corrigé son parcours
audit-action-affiliation-remove = a retiré une organisation de son parcours
audit-action-attendance-mark = a noté les présences à
audit-action-certificate-export = a téléchargé les attestations de
audit-action-certificate-hours = a changé les durées des demi-journées de
audit-action-certificate-restore = a rétabli une attestation de
audit-action-certificate-revoke = a retiré une attestation de
audit-action-certificate-send = a annoncé les attestations de
audit-action-certificate-text = a changé le texte des attestations de
audit-action-committee-create = a créé le comité
audit-action-committee-edit = a modifié le comité
audit-action-committee-remove = a retiré un comité
audit-action-consent-give = a donné un accord
audit-action-consent-withdraw = a retiré un accord
audit-action-event-accept = a accepté de co-organiser l’événement
audit-action-event-add-material = a ajouté un document à l’événement
audit-action-event-cancel = a annulé l’événement
audit-action-event-clone = a dupliqué un événement :
audit-action-event-create = a créé l’événement
audit-action-event-decline = a refusé de co-organiser l’événement
audit-action-event-edit = a modifié l’événement
audit-action-event-invite = a proposé à un réseau de co-organiser l’événement
audit-action-event-postpone = a reporté l’événement
audit-action-event-programme = a modifié le programme de l’événement
audit-action-event-publish = a publié l’événement
audit-action-event-remove = a supprimé un brouillon
audit-action-event-remove-material = a retiré un document de l’événement
audit-action-event-withdraw-invitation = a retiré à un réseau la proposition de co-organiser l’événement
audit-action-feed-create = a créé une adresse de calendrier
audit-action-feed-revoke = a révoqué une adresse de calendrier
audit-action-import-members = a importé des membres dans le réseau
audit-action-import-organisations = a importé des organisations
audit-action-import-try-members = a essayé une liste de membres pour le réseau
audit-action-import-try-organisations = a essayé une liste d’organisations
audit-action-instance-edit = a modifié le nom ou l’apparence du site
audit-action-instance-retention = a modifié les durées de conservation
audit-action-invitation-send = a invité une personne à rejoindre le réseau
audit-action-invitation-accept = a accepté l’invitation à rejoindre le réseau
audit-action-mail-retry = a relancé des courriels
audit-action-delivery-hold = a retenu les envois après une restauration
audit-action-delivery-release = a repris les envois après une restauration
audit-action-delivery-discard = a abandonné les envois d’une sauvegarde restaurée
audit-action-mandate-edit = a modifié le mandat de
audit-action-mandate-give = a donné un mandat à
audit-action-mandate-take-back = a retiré un mandat donné par erreur
audit-action-membership-accept = a accepté la demande d’adhésion de
audit-action-membership-add = a ajouté aux membres
audit-action-membership-correct = a corrigé la date d’adhésion de
audit-action-membership-end = a mis fin à l’adhésion de
audit-action-membership-join = a rejoint le réseau
audit-action-membership-leave = a quitté le réseau
audit-action-membership-refuse = a refusé la demande d’adhésion de
audit-action-membership-request = a demandé à rejoindre le réseau
audit-action-network-create = a créé le réseau
audit-action-network-accept = a accepté la demande d’un réseau à faire partie de
audit-action-network-ask = a demandé qu’une fédération accueille le réseau
audit-action-network-decline = a refusé ou retiré un réseau de la fédération
audit-action-network-edit = a modifié le réseau
audit-action-network-export = a exporté les données du réseau
audit-action-organisation-edit = a corrigé l’organisation
audit-action-organisation-create = a créé l’organisation
audit-action-organisation-unmerge = a séparé de nouveau l’organisation
audit-action-organisation-merge = a réuni deux organisations sous le nom
audit-action-person-administrator = a confié l’administration à
audit-action-person-no-administrator = a retiré l’administration à
audit-action-person-create = a ouvert un compte
audit-action-person-edit = a modifié son profil
audit-action-person-erase = a effacé son compte
audit-action-person-leave = a tout quitté
audit-action-purge-ask = a demandé une purge
audit-action-purge-run = a effacé ce qui avait dépassé sa durée de conservation :
audit-action-registration-add = a inscrit une personne à l’événement
audit-action-registration-remove = a désinscrit une personne de l’événement
audit-action-registration-revoke-links = a révoqué les liens d’une inscription à l’événement
audit-action-session-end = a fermé les sessions de
audit-action-session-start = a ouvert une session
audit-action-session-close = a fermé une de ses sessions
audit-action-session-close-all = a fermé toutes ses sessions, ou toutes les autres
audit-action-membership-export = a exporté les membres du réseau
audit-action-registration-export = a exporté les inscriptions à l’événement
audit-action-subscription-export = a exporté les abonnements à la liste
audit-action-message-export = a exporté le journal d’envoi du message
audit-action-figures-export = a exporté un tableau de chiffres du réseau
audit-action-person-export = a exporté ses données personnelles
audit-action-page-export = a exporté des pages
audit-kind-figures = chiffres
audit-action-taxonomy-add = a ajouté un choix
audit-action-taxonomy-edit = a modifié un choix
audit-action-list-close = a fermé la liste
audit-action-list-create = a créé la liste
audit-action-list-edit = a modifié les réglages de la liste
audit-action-list-import = a importé l’archive de la liste
audit-action-list-reopen = a rouvert la liste
audit-action-message-create = a commencé le message
audit-action-message-edit = a modifié le message
audit-action-message-remove = a supprimé un brouillon de message
audit-action-message-send = a envoyé le message
audit-action-message-schedule = a programmé le message
audit-action-message-unschedule = a remis en brouillon le message
audit-action-message-held = a retenu le message dont le public avait changé,
audit-action-page-create = a créé la page
audit-action-page-edit = a modifié la page
audit-action-page-remove = a supprimé une page
audit-action-page-restore = a rétabli une ancienne version de la page
audit-action-page-import = a importé d’un dossier la page
audit-action-page-attach = a joint un fichier à la page
audit-action-page-describe = a décrit une image de la page
audit-action-page-detach = a retiré un fichier de la page
audit-action-review-write = a rédigé le bilan du réseau
audit-action-review-adopt = a adopté le bilan du réseau
audit-action-subscription-change = a modifié un abonnement à la liste
audit-action-post-export = a exporté les messages de la liste
audit-action-subscription-options = a choisi comment recevoir la liste
audit-action-subscription-import = a repris des abonnements à la liste
audit-action-post-moderate = a décidé d’un message en attente :
audit-action-post-remove = a retiré un message de la liste
audit-action-post-write = a écrit à la liste
audit-kind-address = adresses
audit-kind-affiliation = parcours
audit-kind-attendance = présences
audit-kind-certificate = attestations
audit-kind-committee = comités
audit-kind-consent = accords
audit-kind-delivery = envois
audit-kind-event = événements
audit-kind-feed = calendriers
audit-kind-import = imports
audit-kind-instance = site
audit-kind-invitation = invitations
audit-kind-mail = courriels
audit-kind-mandate = mandats
audit-kind-membership = adhésions
audit-kind-network = réseaux
audit-kind-organisation = organisations
audit-kind-person = personnes
audit-kind-purge = purges
audit-kind-registration = inscriptions
audit-kind-session = sessions
audit-kind-taxonomy = listes de choix
audit-detail-mails =
    { $count ->
        [one] { $number } courriel
       *[other] { $number } courriels
    }
audit-detail-delivery-logs =
    { $count ->
        [one] { $number } journal d’envoi
       *[other] { $number } journaux d’envoi
    }
audit-detail-sessions =
    { $count ->
        [one] { $number } session
       *[other] { $number } sessions
    }
audit-detail-attendances =
    { $count ->
        [one] { $number } présence notée
       *[other] { $number } présences notées
    }
audit-detail-registrations =
    { $count ->
        [one] { $number } inscription à un événement passé
       *[other] { $number } inscriptions à des événements passés
    }
audit-detail-rows =
    { $count ->
        [one] { $number } ligne
       *[other] { $number } lignes
    }
audit-detail-file = { $file } : { $lines }
audit-detail-taxonomy = { $list } : { $change }
audit-detail-retention = { $what } { $number } j
audit-detail-retention-unlimited = { $what } sans limite
audit-kind-list = listes
audit-kind-message = messages
audit-kind-page = pages
audit-kind-post = fils de discussion
audit-kind-review = bilans
audit-kind-subscription = abonnements

## Courriels

outbox-title = Courriels de la démonstration
outbox-lead = Chaque courriel de cette démonstration se lit ici, avec ses liens.
outbox-empty = Les courriels s’afficheront ici. Le premier part quand quelqu’un demande à se connecter.
outbox-subject = Objet
outbox-recipient = À
outbox-erased-recipient = une personne effacée
outbox-reply-to = Réponses à
outbox-written-at = Écrit
outbox-state = État
outbox-message-id = Identifiant
outbox-attachment = Pièce jointe
outbox-error = Réponse du serveur
outbox-html = Le message
outbox-text = Version texte
outbox-breadcrumbs = Fil d’Ariane

## Attestations de présence

certificates-title = Attestation de présence
certificates-half-days = Présence par demi-journée
certificates-duration = Durée
certificates-dates = Date
certificates-total = Total
certificates-code-column = Code
certificates-event = Événement
certificates-network = Réseau
certificates-name = Nom
certificates-issued = Établie le
certificates-check-title = Vérifier une attestation
certificates-check-lead = Le code est au bas de l’attestation.
certificates-code-field = Code de l’attestation
certificates-code-hint = Seize lettres et chiffres, avec ou sans tirets.
certificates-check-button = Vérifier
certificates-check-another = Vérifier une autre attestation
certificates-valid = Attestation valable
certificates-valid-more = Établie par { $network }. Comparez ce qui suit avec le document.
certificates-replaced = Attestation remplacée
certificates-replaced-more = Une attestation plus récente, avec un autre code, dit autre chose. Demandez-la à la personne.
certificates-corrected = Attestation à renouveler
certificates-corrected-more = Les présences ou leurs durées ont été corrigées depuis. La personne peut demander une nouvelle attestation.
certificates-revoked = Attestation retirée
certificates-revoked-more = Le réseau a retiré cette attestation : elle n’est plus valable.
certificates-name-title = Comparer le nom
certificates-name-more = Le nom n’est plus conservé ici. Tapez celui qui figure sur le document.
certificates-name-button = Comparer
certificates-name-right = C’est le nom de l’attestation.
certificates-name-wrong = Ce n’est pas le nom de l’attestation.
certificates-mine = Mes événements passés
certificates-mine-link = Attestation de présence
certificates-mine-lead = Les événements où votre présence a été notée, avec vos attestations.
certificates-mine-none = Aucune présence n’a été notée à votre nom.
certificates-mine-caption = Événements de { $year }
certificates-year-total = Total : { $hours }
certificates-download = Télécharger l’attestation
certificates-link-more = Votre présence a été notée.
certificates-statement-button = Récapitulatif { $year } pour l’employeur
certificates-register = Attestations de présence
certificates-register-lead = Chaque personne présente télécharge la sienne depuis « Mes événements passés », ou par le lien de son courriel.
certificates-text-link = Le texte de vos attestations
certificates-not-yet = Les attestations s’établissent quand l’événement est terminé.
certificates-nobody = Aucune présence n’est notée.
certificates-lengths = Durée des demi-journées
certificates-lengths-more = Calculée d’après les horaires, au plus 3 h 30 par demi-journée. Corrigez-la si besoin.
certificates-lengths-save = Enregistrer les durées
certificates-lengths-saved = Les durées sont enregistrées.
certificates-people =
    { $count ->
        [one] Une personne présente
       *[other] { $number } personnes présentes
    }
certificates-archive = Toutes les attestations (ZIP)
certificates-send = Prévenir par courriel
certificates-send-more = Chaque personne présente reçoit un courriel avec le lien de son attestation, une seule fois.
certificates-sent = Les courriels partent.
certificates-state = État
certificates-state-none = pas encore demandée
certificates-state-issued = établie ({ $code })
certificates-state-corrected = à renouveler ({ $code })
certificates-state-revoked = retirée
certificates-revoke = Retirer
certificates-revoke-more = Sa page de vérification dira qu’elle n’est plus valable, et la personne ne pourra plus la télécharger.
certificates-restore = Rétablir
certificates-done-revoked = L’attestation est retirée.
certificates-done-restored = L’attestation est rétablie.
certificates-text = Texte des attestations de présence
certificates-text-body = Texte
certificates-text-hint = En Markdown, avec ces repères : { $marks }. Le nom est suivi de l’organisme, s’il est connu. Laissez vide pour le texte habituel.
certificates-signatory = Signataire
certificates-signatory-hint = Un nom et une fonction, par exemple « Claire Fontaine, coordinatrice ».
certificates-text-save = Enregistrer
certificates-text-sample = Voir un exemple (PDF)
certificates-text-saved = Le texte est enregistré. Une attestation déjà établie garde le sien jusqu’à ce qu’on la redemande.

## Journal d’un webinaire

attendance-log = Présences d’après le journal de la visioconférence
attendance-log-lead = Envoyez le journal de Zoom, BigBlueButton, Teams ou tout tableau (CSV, Excel, LibreOffice) avec des adresses ou des noms, et des durées. Rien n’est noté avant que vous ayez vu le résultat ; le fichier n’est pas conservé.
attendance-log-read = Lire le journal
attendance-log-again = Voir le résultat
attendance-log-column = Colonne { $number }
attendance-log-no-column = aucune
attendance-log-address = Colonne des adresses
attendance-log-name = Colonne des noms
attendance-log-name-hint = Pour les personnes que l’adresse ne suffit pas à reconnaître.
attendance-log-time = Colonne des durées
attendance-log-least = Durée minimale d’une présence, en minutes
attendance-log-half-day = Demi-journée
attendance-log-others = Les autres personnes inscrites
attendance-log-absent = Les noter absentes, sauf si leur présence est déjà notée
attendance-log-result =
    { $count ->
        [0] Personne ne serait noté présent
        [one] Une personne serait notée présente
       *[other] { $number } personnes seraient notées présentes
    }
attendance-log-missing =
    { $count ->
        [0] Le journal nomme toutes les personnes inscrites.
        [one] Une personne inscrite n’est pas dans le journal.
       *[other] { $number } personnes inscrites ne sont pas dans le journal.
    }
attendance-log-found = Reconnue
attendance-log-by-address = par son adresse
attendance-log-by-name = par son nom
attendance-log-present = présente
attendance-log-too-short = trop peu de temps
attendance-log-unknown =
    { $count ->
        [one] Une personne du journal n’est pas reconnue
       *[other] { $number } personnes du journal ne sont pas reconnues
    }
attendance-log-unknown-more = Ajoutez-les à la main si elles ont participé.
attendance-log-ambiguous = plusieurs personnes inscrites ont ce nom
attendance-log-apply = Noter ces présences

## Formulaires
question-kind-short-text = Réponse courte
question-kind-long-text = Réponse longue
question-kind-one-of = Un choix parmi plusieurs
question-kind-several-of = Plusieurs choix
question-kind-yes-no = Oui ou non
question-kind-number = Nombre
question-kind-date = Date
question-kind-consent = Case à cocher (accord)
question-kind-heading = Titre de partie
ready-question-diet = Régime alimentaire
ready-question-lodging = Hébergement
ready-question-arrival = Arrivée et transport
ready-question-motivation = Motivation
forms-edit = Questions à l’inscription
forms-title = Questions à l’inscription
forms-lead = Qui s’inscrit répond à ces questions, en plus du nom, de l’adresse et de l’organisation. Une ligne sans texte est ignorée.
forms-answered = Des personnes ont déjà répondu. Leurs réponses restent telles qu’elles sont, avec les questions d’alors ; elles peuvent les compléter jusqu’à la clôture.
forms-saved = Les questions sont enregistrées.
forms-add = Ajouter une question
forms-row = Question { $row }
forms-row-new = Nouvelle question
forms-label = Question
forms-kind = Réponse
forms-hint = Explication
forms-choices = Choix
forms-choices-hint = Seulement pour les questions à choix : un par ligne. « Atelier A | 12 » limite ce choix à 12 personnes.
forms-condition = Posée
forms-condition-none = Toujours
forms-condition-is = Si « { $question } » : { $answer }
forms-condition-gone = Selon une réponse qui n’est plus proposée avant elle
forms-kept-days = Effacer les réponses
forms-kept-days-hint = Nombre de jours après la fin de l’événement. Vide : en même temps que l’identité des personnes inscrites.
forms-required = La réponse est obligatoire
forms-organisers-only = Réservée à l’organisation : elle seule y répond et la voit
forms-up = Monter
forms-down = Descendre
forms-remove = Retirer
forms-more = Questions toutes prêtes
forms-ready-label = Sujet
forms-ready-add = Ajouter ces questions
forms-reuse-from = Événement
forms-reuse = Reprendre ses questions
forms-yes = oui
forms-no = non
forms-choice-full = complet
registrations-change-answers = Revoir mon inscription
registrations-own-answers = Vos réponses
registrations-own-details = Votre nom, votre adresse et votre organisation viennent de votre profil.
registrations-save-answers = Enregistrer les réponses
registrations-done-answered = Vos réponses sont enregistrées.
registrations-correct-answers = Corriger les réponses
registrations-answers = Réponses
registrations-answers-no-form = Les inscriptions à cet événement ne posent aucune question.
registrations-answers-filter = Réponse
registrations-answers-all = toutes
registrations-answers-none = (sans réponse)
registrations-answers-totals = Décompte
registrations-answers-former = { $question } (ancienne question)
registrations-answers-own = { $question } (organisation)
registrations-answers-held = { $count } ({ $held } / { $seats } places prises)
registrations-sign-in-member = Se connecter
forms-settings = Plus de réglages
registration-state-requested = demande
registration-state-declined = demande déclinée
registration-link-requested = Votre demande est enregistrée
registration-link-declined = Votre demande n’a pas été retenue
registration-decision-accepted = à accepter
registration-decision-waiting = à mettre en attente
registration-decision-declined = à décliner
events-field-on-request = Places
events-on-request-no = Une place à qui s’inscrit, dans l’ordre
events-on-request-yes = Sur demande : l’organisation choisit
registrations-request = Demander à participer
registrations-request-more = L’organisation choisit parmi les demandes, et répond à chaque personne.
registrations-confirm-request = Confirmer ma demande
registrations-withdraw-request = Votre demande sera retirée. Vous pourrez la refaire tant que les inscriptions sont ouvertes.
registrations-sent-request = Votre demande sera enregistrée quand vous aurez ouvert ce lien et choisi « Confirmer ma demande ».
registrations-done-requested = Votre demande est enregistrée. L’organisation vous écrira.
registrations-choose = Choisir parmi les demandes
registrations-choose-one = Choisir { $name }
registrations-choose-ticked = Pour les personnes cochées :
registrations-choose-accept = Accepter
registrations-choose-wait = Mettre en attente
registrations-choose-decline = Décliner
registrations-choose-undo = Ne rien décider
registrations-decision = Décision
registrations-decided = Les décisions sont notées. Personne n’en sait rien avant l’envoi.
registrations-decisions = Décisions à envoyer
registrations-decisions-sent = Chaque personne reçoit la décision qui la concerne.
registrations-undecided = sans décision
registrations-seats-taken = places prises { $presence }
registrations-send-decisions = { $count ->
    [one] Envoyer { $number } décision
   *[other] Envoyer { $number } décisions
}
registrations-send-decisions-more = Chaque personne reçoit la lettre qui correspond, et la décision vaut dès cet instant.
registrations-letters = Lettres
registrations-letters-lead = Chaque lettre est suivie des dates, du lieu et du lien de l’inscription. Repères possibles : { $marks }. Laissez vide pour le texte habituel.
registrations-letters-accepted = Aux personnes acceptées
registrations-letters-waiting = Aux personnes mises en attente
registrations-letters-declined = Aux personnes déclinées
registrations-letters-saved = Les lettres sont enregistrées.
registrations-note = Note entre organisateurs
registrations-note-hint = La personne ne la lit que si elle demande toutes ses données.
registrations-note-save = Enregistrer la note
problem-seats-left = { $count ->
    [0] Il ne reste aucune place : rien n’a été envoyé.
    [one] Il ne reste que { $number } place, et davantage de personnes sont acceptées : rien n’a été envoyé.
   *[other] Il ne reste que { $number } places, et davantage de personnes sont acceptées : rien n’a été envoyé.
}
mail-cause-registration-applied = Demande enregistrée
mail-cause-registration-declined = Demande déclinée
audit-action-registration-decide = a décidé des demandes pour
audit-action-registration-letters = a changé les lettres de
audit-action-registration-send-decisions = a envoyé les décisions pour
problem-not-a-number = Écrivez un nombre, par exemple 12 ou 12,5.
problem-new-question = Cette question vient de s’ajouter. Répondez-y, ou laissez-la vide et envoyez à nouveau.
problem-choice-twice = « { $choice } » figure deux fois.
problem-choice-full = « { $choice } » est complet : choisissez autre chose.
problem-condition-later = La question dont celle-ci dépend doit venir avant elle.
problem-condition-gone = La réponse dont cette question dépend n’est plus proposée.
audit-action-event-form = a changé les questions de l’inscription à l’événement
audit-action-registration-answers = a corrigé les réponses d’une inscription à
privacy-table-registration-answers = Vos réponses aux inscriptions
