### The words of files: PDF, tables.

paper-page = page { $page } of { $pages }
paper-letters = This PDF does not include every script: missing characters are spelled in Latin letters, or replaced by “?”. The page on the site shows everything.
sheet-few = < 5
sheet-percent = { $value }%
sheet-percent-little = <1%
