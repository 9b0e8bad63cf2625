CREATE TABLE `__new_marks` (
	`post_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`member` text NOT NULL,
	`emoji` text NOT NULL,
	`paper_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`post_id`, `member`, `emoji`),
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`paper_id`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_marks` SELECT `post_id`, `workspace_id`, `member`, `emoji`, `paper_id`, `at` FROM `marks` JOIN `posts` ON `posts`.`id` = `post_id`;--> statement-breakpoint
DROP TABLE `marks`;--> statement-breakpoint
ALTER TABLE `__new_marks` RENAME TO `marks`;--> statement-breakpoint
CREATE INDEX `marks_workspace` ON `marks` (`workspace_id`,`paper_id`);--> statement-breakpoint
CREATE INDEX `marks_paper` ON `marks` (`paper_id`);
