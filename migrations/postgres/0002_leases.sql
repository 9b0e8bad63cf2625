create table "leases" (
  "name" text collate "C" not null primary key,
  "holder" text collate "C" not null,
  "until" bigint not null
);
create table "taken_back" (
  "post_id" bigint not null,
  "member" text collate "C" not null,
  "emoji" text collate "C" not null,
  "at" bigint not null,
  primary key ("post_id", "member", "emoji"),
  foreign key ("post_id") references "posts" ("id") on delete cascade
);
create index "taken_back_at" on "taken_back" ("at");
