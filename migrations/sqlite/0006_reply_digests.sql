DROP INDEX `replies_workspaceId_call_offset_unique`;--> statement-breakpoint
ALTER TABLE `replies` ADD `digest` text;--> statement-breakpoint
CREATE UNIQUE INDEX `replies_workspaceId_digest_offset_unique` ON `replies` (`workspace_id`,`digest`,`offset`);