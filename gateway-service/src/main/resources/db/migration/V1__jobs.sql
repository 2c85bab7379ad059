-- A submission: what it is, how far it is. The counters are the number of its items in each state.
create table job (
    id uuid primary key,
    kind text not null,
    state text not null,
    model_id text not null,
    total bigint not null,
    queued bigint not null,
    running bigint not null,
    succeeded bigint not null,
    failed bigint not null,
    cancelled bigint not null,
    has_uploads boolean not null,
    problem text,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz
);
create index job_created_at on job (created_at desc, id);
create index job_open on job (id) where state in ('QUEUED', 'RUNNING');
create index job_uploads on job (ended_at) where has_uploads;

-- The model as it was when the job was submitted. Never updated, hence apart from the counters.
create table job_model (
    job_id uuid primary key references job (id) on delete cascade,
    model_id text not null,
    model_version text not null,
    labels text[] not null,
    label_names text not null,
    thresholds text not null,
    aggregation text not null,
    feature_specification text not null
);

-- One file of a job. ended_order counts the items of a job in the order in which they ended, from 1.
create table item (
    id uuid primary key,
    job_id uuid not null references job (id) on delete cascade,
    index integer not null,
    name text not null,
    uri text,
    state text not null,
    parts integer,
    ended_order bigint,
    labels text[],
    prediction text,
    problem text,
    created_at timestamptz not null,
    ended_at timestamptz,
    unique (job_id, index)
);
create index item_state on item (job_id, state);
create index item_ended on item (job_id, ended_order) where ended_order is not null;

-- The scores of some consecutive windows of an item, as a worker sent them.
create table part (
    item_id uuid not null references item (id) on delete cascade,
    part integer not null,
    model_version text not null,
    windows text not null,
    duration_seconds double precision,
    primary key (item_id, part)
);

-- What is to be published, in the order of id.
create table outbox (
    id bigint generated always as identity primary key,
    job_id uuid not null,
    topic text not null,
    message_key text not null,
    headers text not null,
    payload text not null
);
create index outbox_job on outbox (job_id);

-- Which job answered the first request of an Idempotency-Key.
create table idempotency (
    idempotency_key text primary key,
    fingerprint text not null,
    job_id uuid not null,
    created_at timestamptz not null
);
create index idempotency_created_at on idempotency (created_at);
