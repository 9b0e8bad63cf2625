-- Until 0.1.0 one refused token paused a whole workspace, for good. What is really gone is found out again, without a pause.
UPDATE `subscriptions` SET `paused_because` = NULL WHERE `paused_because` LIKE 'the bot was removed from the workspace; install it again%';
