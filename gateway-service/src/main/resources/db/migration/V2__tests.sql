-- What a TEST job tests, as TYPE:PATH, and whether the files of a job are still being listed.
alter table job add column datasets text[];
alter table job add column listing boolean not null default false;

-- What is really heard in the file, and how far the scores are from it (mean binary cross-entropy).
alter table item add column truth text[];
alter table item add column loss double precision;

-- The jobs whose files are still being listed. A gateway that lists a job's files renews until; when
-- it has passed, another one goes on after the items that are there.
create table job_listing (
    job_id uuid primary key references job (id) on delete cascade,
    paths text[] not null,
    until timestamptz not null
);

-- The metrics of an ended TEST job.
create table job_metrics (
    job_id uuid primary key references job (id) on delete cascade,
    metrics text not null,
    created_at timestamptz not null
);
