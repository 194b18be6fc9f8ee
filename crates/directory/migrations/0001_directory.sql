-- Accounts, their users and how users are named. Times are microseconds since the Unix epoch.

create table accounts (
    id       integer primary key,
    realm    text not null,
    name     text not null,
    settings text not null,
    unique (realm, name)
) strict;

create table users (
    id         integer primary key,
    account_id integer not null references accounts (id),
    profile    text    not null,
    protected  integer not null,
    created_at integer not null,
    updated_at integer not null,
    deleted_at integer,
    purge_at   integer
) strict;

create index users_by_account on users (account_id, id);
-- The worker asks for the next of them after every job, so those that are swept are not in it.
create index users_to_purge on users (purge_at) where purge_at is not null and profile <> '{}';

-- The key starts with what a caller knows, so that a batch is as many probes as it has entries,
-- however many users the account holds.
create table identifiers (
    account_id integer not null,
    scheme     text    not null,
    value      text    not null,
    user_id    integer not null references users (id) on delete cascade,
    exclusive  integer not null,
    primary key (account_id, scheme, value, user_id)
) strict, without rowid;

create unique index identifiers_exclusive on identifiers (account_id, scheme, value) where exclusive = 1;
create index identifiers_by_user on identifiers (user_id);

create table sequences (
    account_id integer not null references accounts (id),
    scheme     text    not null,
    last       integer not null,
    primary key (account_id, scheme)
) strict, without rowid;

create table credentials (
    realm      text    not null,
    kind       text    not null,
    key        text    not null,
    account_id integer not null references accounts (id),
    secret     text,
    subject    integer references users (id) on delete cascade,
    grants     text    not null,
    expires_at integer,
    primary key (realm, kind, key)
) strict, without rowid;

create index credentials_by_subject on credentials (subject) where subject is not null;

create table jobs (
    id          text primary key,
    account_id  integer not null references accounts (id),
    class       text    not null,
    work        text    not null,
    total       integer not null,
    created_at  integer not null,
    due_at      integer not null,
    expires_at  integer not null,
    finished_at integer
) strict;

create index jobs_active on jobs (due_at) where finished_at is null;
create index jobs_by_account on jobs (account_id, created_at);
create index jobs_finished on jobs (expires_at) where finished_at is not null;

-- What became of each item of a batch. Identifiers only: the profile of a deleted user is not kept here.
-- The record of a job is kept as long as the job can be read.
create table batches (
    id         integer primary key,
    account_id integer not null references accounts (id),
    job_id     text unique references jobs (id) on delete cascade,
    at         integer not null,
    items      text    not null
) strict;

create index batches_by_account on batches (account_id, at);
