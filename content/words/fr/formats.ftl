### Les mots des fichiers : PDF, tableaux. La référence : chaque clé existe ici.

paper-page = page { $page } sur { $pages }
paper-letters = Ce PDF n’a pas toutes les écritures : ce qui lui manque y est écrit en lettres latines, ou remplacé par « ? ». La page du site montre tout.
sheet-few = < 5
sheet-percent = { $value } %
sheet-percent-little = < 1 %
