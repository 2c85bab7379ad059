-- Names under which models are asked for, such as "default" and "champion".
create table model_alias (
    alias text primary key,
    model_id text not null,
    changed_at timestamptz not null
);
