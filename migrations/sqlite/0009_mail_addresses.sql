CREATE TABLE `mail_addresses` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`member` text NOT NULL,
	`address` text,
	`key` text NOT NULL,
	`stopped` text,
	`pending` text,
	`code` text,
	`code_until` integer,
	`wrong_codes` integer DEFAULT 0 NOT NULL,
	`asked_at` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_addresses_workspaceId_member_unique` ON `mail_addresses` (`workspace_id`,`member`);--> statement-breakpoint
ALTER TABLE `subscriptions` ADD `to` text DEFAULT 'here' NOT NULL;
--> statement-breakpoint
UPDATE `subscriptions` SET `to` = 'dm' WHERE `dm` = 1;
