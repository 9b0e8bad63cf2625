CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY NOT NULL,
	`subscription_id` integer NOT NULL,
	`slot` text NOT NULL,
	`due_at` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`waiting_since` integer,
	`next_attempt_at` integer NOT NULL,
	`lease_owner` text,
	`lease_until` integer,
	`composed_at` integer,
	`window_to` integer,
	`rest` text NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`subscription_id`) REFERENCES `subscriptions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `deliveries_open` ON `deliveries` (`state`,`next_attempt_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_subscriptionId_slot_unique` ON `deliveries` (`subscription_id`,`slot`);--> statement-breakpoint
CREATE TABLE `delivery_parts` (
	`id` integer PRIMARY KEY NOT NULL,
	`delivery_id` integer NOT NULL,
	`position` integer NOT NULL,
	`place` text NOT NULL,
	`state` text NOT NULL,
	`message` text NOT NULL,
	`plain` integer DEFAULT false NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`channel` text,
	`thread` text,
	`claimed_at` integer,
	`first_claimed_at` integer,
	`sent_message` text,
	`reason` text,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `delivery_parts_deliveryId_position_unique` ON `delivery_parts` (`delivery_id`,`position`);--> statement-breakpoint
CREATE TABLE `erasures` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`key` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `submissions` (
	`workspace_id` integer NOT NULL,
	`paper_id` integer NOT NULL,
	`member` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `paper_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `submissions_paper` ON `submissions` (`paper_id`);--> statement-breakpoint
CREATE TABLE `listings` (
	`day` text NOT NULL,
	`paper_id` integer NOT NULL,
	PRIMARY KEY(`day`, `paper_id`),
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `listings_paper` ON `listings` (`paper_id`);--> statement-breakpoint
CREATE TABLE `merged_papers` (
	`old_id` integer PRIMARY KEY NOT NULL,
	`paper_id` integer NOT NULL,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `merged_papers_paper` ON `merged_papers` (`paper_id`);--> statement-breakpoint
CREATE TABLE `other_names` (
	`name` integer NOT NULL,
	`paper_id` integer NOT NULL,
	PRIMARY KEY(`name`, `paper_id`),
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `other_names_paper` ON `other_names` (`paper_id`);--> statement-breakpoint
CREATE TABLE `papers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`origin` text NOT NULL,
	`arxiv_id` text,
	`version` integer,
	`doi` text,
	`title_hash` integer NOT NULL,
	`title` text NOT NULL,
	`abstract` text NOT NULL,
	`title_source` text,
	`abstract_source` blob,
	`authors` text NOT NULL,
	`author_count` integer NOT NULL,
	`organization` text,
	`published_at` text,
	`upvotes` integer NOT NULL,
	`comments` integer NOT NULL,
	`summary` text,
	`keywords` text NOT NULL,
	`categories` text NOT NULL,
	`code_url` text,
	`project_url` text,
	`thumbnail_url` text,
	`withdrawn` integer NOT NULL,
	`sample` integer NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `papers_arxivId_unique` ON `papers` (`arxiv_id`);--> statement-breakpoint
CREATE INDEX `papers_doi` ON `papers` (`doi`) WHERE doi is not null;--> statement-breakpoint
CREATE INDEX `papers_title` ON `papers` (`title_hash`);--> statement-breakpoint
CREATE INDEX `papers_published` ON `papers` (`published_at`);--> statement-breakpoint
CREATE INDEX `papers_upvotes` ON `papers` (`upvotes`,`published_at`);--> statement-breakpoint
CREATE INDEX `papers_added` ON `papers` (`added_at`);--> statement-breakpoint
CREATE TABLE `sources` (
	`source` text PRIMARY KEY NOT NULL,
	`last_success_at` integer,
	`last_attempt_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`next_attempt_at` integer,
	`last_count` integer DEFAULT 0 NOT NULL,
	`turn_at` integer
);
--> statement-breakpoint
CREATE TABLE `validators` (
	`url` text PRIMARY KEY NOT NULL,
	`etag` text,
	`last_modified` text
);
--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`number` integer NOT NULL,
	`channel` text NOT NULL,
	`topics` text NOT NULL,
	`exclude` text NOT NULL,
	`of` text NOT NULL,
	`at` text NOT NULL,
	`on` text NOT NULL,
	`tz` text NOT NULL,
	`limit` integer NOT NULL,
	`layout` text NOT NULL,
	`minvotes` integer NOT NULL,
	`dm` integer NOT NULL,
	`made_by` text,
	`created_at` integer NOT NULL,
	`baseline_day` text,
	`paused_because` text,
	`failures` integer DEFAULT 0 NOT NULL,
	`next_due_at` integer NOT NULL,
	`next_date` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `subscriptions_due` ON `subscriptions` (`next_due_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `subscriptions_workspaceId_number_unique` ON `subscriptions` (`workspace_id`,`number`);--> statement-breakpoint
CREATE TABLE `topic_questions` (
	`topic` text PRIMARY KEY NOT NULL,
	`asked_at` integer NOT NULL,
	`failures` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `button_marks` (
	`workspace_id` integer NOT NULL,
	`paper_id` integer NOT NULL,
	`member` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `paper_id`, `member`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `button_marks_paper` ON `button_marks` (`paper_id`);--> statement-breakpoint
CREATE TABLE `marks` (
	`post_id` integer NOT NULL,
	`member` text NOT NULL,
	`emoji` text NOT NULL,
	`paper_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`post_id`, `member`, `emoji`),
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `marks_paper` ON `marks` (`paper_id`);--> statement-breakpoint
CREATE TABLE `post_papers` (
	`post_id` integer NOT NULL,
	`position` integer NOT NULL,
	`paper_id` integer NOT NULL,
	PRIMARY KEY(`post_id`, `position`),
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `post_papers_paper` ON `post_papers` (`paper_id`);--> statement-breakpoint
CREATE TABLE `posts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`channel` text NOT NULL,
	`thread` text,
	`message` text NOT NULL,
	`drawn` text NOT NULL,
	`posted_at` integer NOT NULL,
	`stale_since` integer,
	`refresh_after` integer,
	`gone_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `posts_stale` ON `posts` (`stale_since`);--> statement-breakpoint
CREATE INDEX `posts_posted` ON `posts` (`posted_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `posts_workspaceId_channel_message_unique` ON `posts` (`workspace_id`,`channel`,`message`);--> statement-breakpoint
CREATE TABLE `saves` (
	`workspace_id` integer NOT NULL,
	`member` text NOT NULL,
	`paper_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `member`, `paper_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `saves_paper` ON `saves` (`paper_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`platform` text NOT NULL,
	`event` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`platform`, `event`)
);
--> statement-breakpoint
CREATE INDEX `events_at` ON `events` (`at`);--> statement-breakpoint
CREATE TABLE `first_times` (
	`workspace_id` integer NOT NULL,
	`what` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `what`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `installations` (
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`sealed` text NOT NULL,
	PRIMARY KEY(`platform`, `workspace`)
);
--> statement-breakpoint
CREATE TABLE `replies` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`call` text NOT NULL,
	`offset` integer NOT NULL,
	`kept_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `replies_workspaceId_call_offset_unique` ON `replies` (`workspace_id`,`call`,`offset`);--> statement-breakpoint
CREATE TABLE `searches` (
	`workspace_id` integer NOT NULL,
	`member` text NOT NULL,
	`query` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `member`, `query`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`workspace_id` integer NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `key`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`platform` text NOT NULL,
	`workspace` text NOT NULL,
	`name` text NOT NULL,
	`installer` text,
	`left_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspaces_platform_workspace_unique` ON `workspaces` (`platform`,`workspace`);