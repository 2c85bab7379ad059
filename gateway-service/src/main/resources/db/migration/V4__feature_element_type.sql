-- How precisely the model wants its features delivered: FLOAT32 or FLOAT16.
alter table job_model add column feature_element_type text not null default 'FLOAT32';
