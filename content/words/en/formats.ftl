### The words of files: PDF, tables.

pdf-page = page { $page } of { $pages }
pdf-missing-characters = This PDF does not include every script: missing characters are spelled in Latin letters, or replaced by “?”. The page on the site shows everything.
spreadsheets-few = < 5
spreadsheets-percent = { $value }%
spreadsheets-percent-below-one = <1%
