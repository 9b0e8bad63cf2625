CREATE TABLE `tastes` (
	`workspace_id` integer NOT NULL,
	`audience` text NOT NULL,
	`off` integer NOT NULL,
	`forgotten_at` integer,
	`without` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `audience`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `like` text DEFAULT '[]' NOT NULL;