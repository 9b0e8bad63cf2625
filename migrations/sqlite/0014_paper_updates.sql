CREATE TABLE `paper_updates` (
	`id` integer PRIMARY KEY NOT NULL,
	`paper_id` integer NOT NULL,
	`kind` text NOT NULL,
	`before` text,
	`at` integer NOT NULL,
	`told_on` text,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `paper_updates_paper` ON `paper_updates` (`paper_id`);--> statement-breakpoint
CREATE TABLE `beginnings` (
	`what` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `delivery_parts` ADD `post` integer;