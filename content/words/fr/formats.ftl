### Les mots des fichiers : PDF, tableaux. La référence : chaque clé existe ici.

pdf-page = page { $page } sur { $pages }
pdf-missing-characters = Ce PDF n’a pas toutes les écritures : ce qui lui manque y est écrit en lettres latines, ou remplacé par « ? ». La page du site montre tout.
spreadsheets-few = < 5
spreadsheets-percent = { $value } %
spreadsheets-percent-below-one = < 1 %
