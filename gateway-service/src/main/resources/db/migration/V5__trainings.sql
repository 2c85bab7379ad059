-- A training run, which is a job of its own. Unlike a job it may be taken up again after its end. heard_at
-- is when a worker was last heard of, or asked for; told_at is by the worker's clock when it said what
-- the columns after it hold. An attempt below least_attempt does not count any more.
create table training (
    job_id uuid primary key references job (id) on delete cascade,
    name text not null unique,
    architecture text,
    options text not null,
    metric text not null,
    higher_is_better boolean not null,
    state text not null,
    attempt integer not null,
    least_attempt integer not null,
    fruitless integer not null,
    begun_attempt integer not null,
    resumptions integer not null,
    stopping boolean not null,
    worker text,
    heard_at timestamptz not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    told_at timestamptz,
    phase text,
    epoch integer not null,
    epochs integer not null,
    step bigint not null,
    furthest_step bigint not null,
    furthest_lost_step bigint not null,
    steps_per_epoch integer,
    steps_in_epoch integer not null,
    files_per_second double precision,
    seconds_left double precision,
    labels text[],
    parameters bigint,
    best double precision,
    best_epoch integer,
    stopped_early boolean not null,
    model_id text,
    figures text,
    problem text
);
create index training_created_at on training (created_at desc, job_id);
create index training_open on training (heard_at) where state in ('QUEUED', 'RUNNING');
create index training_model on training (model_id) where model_id is not null;

-- The order in which rows and lines of runs became known: what a follower was told ends at a place.
create sequence training_place;

-- A row of a run's metrics.csv.
create table training_metrics (
    job_id uuid not null references training (job_id) on delete cascade,
    scope text not null,
    step bigint not null,
    epoch integer not null,
    figures text not null,
    place bigint not null,
    primary key (job_id, scope, step)
);
create index training_metrics_place on training_metrics (job_id, place);

-- A line of a run's log; the oldest are given up when there are too many.
create table training_log (
    job_id uuid not null references training (job_id) on delete cascade,
    number bigint not null,
    line text not null,
    place bigint not null,
    primary key (job_id, number)
);
create index training_log_place on training_log (job_id, place);
