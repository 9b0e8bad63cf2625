create table "pages" (
  "workspace_id" bigint not null,
  "hash" text collate "C" not null unique,
  "sealed" text collate "C" not null,
  "made_at" bigint not null,
  primary key ("workspace_id"),
  foreign key ("workspace_id") references "workspaces" ("id") on delete cascade
);
create table "page_channels" (
  "workspace_id" bigint not null,
  "channel" text collate "C" not null,
  "name" text collate "C",
  "open" bigint default 0 not null,
  "checked_at" bigint,
  "choice" text collate "C",
  primary key ("workspace_id", "channel"),
  foreign key ("workspace_id") references "workspaces" ("id") on delete cascade
);
create table "page_posts" (
  "post_id" bigint not null,
  "link" text collate "C",
  "roundup" text collate "C",
  primary key ("post_id"),
  foreign key ("post_id") references "posts" ("id") on delete cascade
);
create table "member_names" (
  "workspace_id" bigint not null,
  "member" text collate "C" not null,
  "name" text collate "C" not null,
  "checked_at" bigint not null,
  primary key ("workspace_id", "member"),
  foreign key ("workspace_id") references "workspaces" ("id") on delete cascade
);
