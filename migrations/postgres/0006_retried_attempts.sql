create index "delivery_parts_retried" on "delivery_parts" ("claimed_at") where attempts > 1;
