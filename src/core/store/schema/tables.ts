import type { Column } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { deliveries, deliveryParts } from "./deliveries.ts";
import { leases } from "./leases.ts";
import { erasures, mailAddresses, submissions } from "./members.ts";
import { listings, mergedPapers, otherNames, papers, paperUpdates } from "./papers.ts";
import { memberNames, pageChannels, pagePosts, pages } from "./pages.ts";
import { beginnings, sources, validators } from "./sources.ts";
import { subscriptions, topicQuestions } from "./subscriptions.ts";
import { buttonMarks, marks, postPapers, posts, saves, takenBack } from "./votes.ts";
import { events, firstTimes, installations, replies, searches, settings, tastes, workspaces } from "./workspaces.ts";

/** Every table, those that others refer to first. */
export const everyTable: readonly SQLiteTable[] = [
  workspaces,
  firstTimes,
  settings,
  tastes,
  replies,
  searches,
  events,
  installations,
  papers,
  mergedPapers,
  otherNames,
  listings,
  paperUpdates,
  posts,
  postPapers,
  marks,
  takenBack,
  buttonMarks,
  saves,
  submissions,
  erasures,
  mailAddresses,
  subscriptions,
  topicQuestions,
  deliveries,
  deliveryParts,
  pages,
  pageChannels,
  pagePosts,
  memberNames,
  sources,
  validators,
  beginnings,
  leases,
];

/** A column's name in the database. */
export const columnName = (column: Column): string => toSnakeCase(column.name);
