alter table "subscriptions" add "like" text collate "C" default '[]' not null;
create table "tastes" (
  "workspace_id" bigint not null,
  "audience" text collate "C" not null,
  "off" bigint not null,
  "forgotten_at" bigint,
  "without" text collate "C" not null,
  primary key ("workspace_id", "audience"),
  foreign key ("workspace_id") references "workspaces" ("id") on delete cascade
);
