CREATE TABLE `member_names` (
	`workspace_id` integer NOT NULL,
	`member` text NOT NULL,
	`name` text NOT NULL,
	`checked_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `member`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `page_channels` (
	`workspace_id` integer NOT NULL,
	`channel` text NOT NULL,
	`name` text,
	`open` integer DEFAULT false NOT NULL,
	`checked_at` integer,
	`choice` text,
	PRIMARY KEY(`workspace_id`, `channel`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `page_posts` (
	`post_id` integer PRIMARY KEY NOT NULL,
	`link` text,
	`roundup` text,
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `pages` (
	`workspace_id` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`sealed` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pages_hash_unique` ON `pages` (`hash`);