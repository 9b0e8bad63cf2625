import type { Origin } from "../../papers/paper.ts";
import type { UpdateKind } from "../../papers/updates.ts";
import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, json, moment } from "./columns.ts";

/** A paper of the library: the merged facts of every source that named it. */
export const papers = sqliteTable(
  "papers",
  {
    /** Never given again: buttons and links outlive a paper that was merged into another. */
    id: integer().primaryKey({ autoIncrement: true }),
    origin: text().$type<Origin>().notNull(),
    arxivId: text().unique(),
    version: integer(),
    /** Not unique: on arXiv two papers may name one journal article. */
    doi: text(),
    /** A short hash of the normalised title: the index stays small and the title is compared again. */
    titleHash: integer().notNull(),
    title: text().notNull(),
    abstract: text().notNull(),
    titleSource: text(),
    /** Packed by its difference from the abstract: every ninth paper has one, and as text they were a twentieth of a library. */
    abstractSource: blob({ mode: "buffer" }),
    authors: json<string[]>().notNull(),
    authorCount: integer().notNull(),
    organization: text(),
    publishedAt: text(),
    upvotes: integer().notNull(),
    comments: integer().notNull(),
    summary: text(),
    keywords: json<string[]>().notNull(),
    categories: json<string[]>().notNull(),
    codeUrl: text(),
    projectUrl: text(),
    thumbnailUrl: text(),
    withdrawn: flag().notNull(),
    sample: flag().notNull(),
    addedAt: moment().notNull(),
  },
  (table) => [
    index("papers_doi")
      .on(table.doi)
      .where(sql`doi is not null`),
    index("papers_title").on(table.titleHash),
    index("papers_published").on(table.publishedAt),
    index("papers_upvotes").on(table.upvotes, table.publishedAt),
    index("papers_added").on(table.addedAt),
  ],
);

/** Ids of papers that turned out to be another one, and where they lead. */
export const mergedPapers = sqliteTable(
  "merged_papers",
  {
    oldId: integer().primaryKey(),
    paperId: integer()
      .notNull()
      .references(() => papers.id, { onDelete: "cascade" }),
  },
  (table) => [index("merged_papers_paper").on(table.paperId)],
);

/** Hashes of the titles and DOIs by which a paper was known before a better source named it otherwise; they still lead to it. */
export const otherNames = sqliteTable(
  "other_names",
  {
    name: integer().notNull(),
    paperId: integer()
      .notNull()
      .references(() => papers.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.name, table.paperId] }), index("other_names_paper").on(table.paperId)],
);

/** What happened to papers that a post shows or somebody saved: the matter of notes under posts. */
export const paperUpdates = sqliteTable(
  "paper_updates",
  {
    id: integer().primaryKey(),
    paperId: integer()
      .notNull()
      .references(() => papers.id, { onDelete: "cascade" }),
    kind: text().$type<UpdateKind>().notNull(),
    /** The title before a new version. */
    before: text(),
    at: moment().notNull(),
    /** The day (`YYYY-MM-DD`) of the note that tells it. */
    toldOn: text(),
  },
  (table) => [index("paper_updates_paper").on(table.paperId)],
);

/** Days on Hugging Face's Daily page. */
export const listings = sqliteTable(
  "listings",
  {
    day: text().notNull(),
    paperId: integer()
      .notNull()
      .references(() => papers.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.day, table.paperId] }), index("listings_paper").on(table.paperId)],
);
