-- The instance itself. Columns are TEXT, BIGINT or DOUBLE PRECISION only, so that one text serves SQLite and PostgreSQL.
-- Moments are UTC text (2026-11-20T19:00:00Z), dates are text (2026-11-20): both sort and group as they stand.

-- One row. Every committed change adds one to `revision`: a page rendered at a revision is true as long as it stands.
CREATE TABLE instance (
    id BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO instance (id, revision) VALUES (1, 0);

-- Taxonomies are data; each instance edits its own.
CREATE TABLE organisation_kind (
    code TEXT PRIMARY KEY,
    name_fr TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL
);
INSERT INTO organisation_kind (code, name_fr, name_en, position) VALUES
    ('agency', 'Agence', 'Agency', 1),
    ('laboratory', 'Laboratoire ou institution', 'Laboratory or institution', 2),
    ('engineering', 'Ingénierie', 'Engineering', 3),
    ('services', 'Services', 'Services', 4),
    ('prime_contractor', 'Maître d’œuvre industriel', 'Prime contractor', 5),
    ('company', 'Entreprise', 'Company', 6),
    ('university', 'Université ou école', 'University or school', 7),
    ('association', 'Association', 'Association', 8),
    ('other', 'Autre', 'Other', 9);

CREATE TABLE profession (
    code TEXT PRIMARY KEY,
    name_fr TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL
);
INSERT INTO profession (code, name_fr, name_en, position) VALUES
    ('engineer', 'Ingénierie', 'Engineering', 1),
    ('researcher', 'Recherche', 'Research', 2),
    ('teacher_researcher', 'Enseignement et recherche', 'Teaching and research', 3),
    ('technician', 'Technique', 'Technical staff', 4),
    ('doctoral', 'Doctorat', 'Doctoral study', 5),
    ('student', 'Études', 'Study', 6),
    ('management', 'Direction', 'Management', 7),
    ('other', 'Autre', 'Other', 8);

CREATE TABLE region (
    code TEXT PRIMARY KEY,
    name_fr TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL
);
INSERT INTO region (code, name_fr, name_en, position) VALUES
    ('ara', 'Auvergne-Rhône-Alpes', 'Auvergne-Rhône-Alpes', 1),
    ('bfc', 'Bourgogne-Franche-Comté', 'Bourgogne-Franche-Comté', 2),
    ('bre', 'Bretagne', 'Brittany', 3),
    ('cvl', 'Centre-Val de Loire', 'Centre-Val de Loire', 4),
    ('cor', 'Corse', 'Corsica', 5),
    ('ges', 'Grand Est', 'Grand Est', 6),
    ('hdf', 'Hauts-de-France', 'Hauts-de-France', 7),
    ('idf', 'Île-de-France', 'Île-de-France', 8),
    ('nor', 'Normandie', 'Normandy', 9),
    ('naq', 'Nouvelle-Aquitaine', 'Nouvelle-Aquitaine', 10),
    ('occ', 'Occitanie', 'Occitanie', 11),
    ('pdl', 'Pays de la Loire', 'Pays de la Loire', 12),
    ('pac', 'Provence-Alpes-Côte d’Azur', 'Provence-Alpes-Côte d’Azur', 13),
    ('out', 'Outre-mer', 'Overseas France', 14),
    ('abroad', 'Hors de France', 'Outside France', 15);

-- Who did what to what, when. Rows are only ever added.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    person TEXT,                      -- null: the system, or a guest
    action TEXT NOT NULL,             -- event.publish, membership.accept, …
    subject TEXT NOT NULL,            -- the id of the thing
    detail TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, at);
