import * as z from "zod";
import { addressField, type Secret, secretFields } from "./fields.ts";

/** Where papers are read, and which. */
export interface SourcesConfig {
  huggingFaceUrl: string;
  hfToken: string | null;
  arxivUrl: string;
  arxivRssUrl: string;
  arxivCategories: string[];
  /** Null: the sources are asked directly. */
  proxy: { http: string | null; https: string | null; none: string | null } | null;
}

/** The sources' secret variable. */
export const sourcesSecrets = {
  HF_TOKEN: {
    where: "huggingface.co/settings/tokens, a token that may read (hf_…)",
    wrong: /^(?!hf_)/,
    says: "is not a Hugging Face token, which starts with hf_",
  },
} satisfies Record<string, Secret>;

const categories = z
  .string()
  .default("cs.AI,cs.CL,cs.CV,cs.LG")
  .transform((list) =>
    list
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  )
  .refine((list) => list.every((name) => /^[a-z-]+(\.[A-Za-z-]+)?$/.test(name)), {
    error: "must be arXiv categories separated by commas, like cs.CV,cs.LG; empty for none",
  });

const proxyError =
  "must be an address like http://proxy.example.org:8080, with signs in a password as %23 (#) or %40 (@); empty for none";

const proxyField = z
  .url({ protocol: /^https?$/, error: proxyError })
  // `#` in a password ends the address there.
  .refine((address) => /^https?:\/\/[^/?#]+\/?$/i.test(address), { error: proxyError })
  .or(z.literal(""))
  .optional();

/** Variables that other programs read in lower case, so that both are taken. */
export const proxyFields = { HTTP_PROXY: proxyField, HTTPS_PROXY: proxyField, NO_PROXY: z.string().optional() };

/** The sources' variables. */
export const sourcesFields = {
  ...secretFields(sourcesSecrets),
  HUGGINGFACE_URL: addressField("https://huggingface.co"),
  ARXIV_URL: addressField("https://export.arxiv.org"),
  ARXIV_RSS_URL: addressField("https://rss.arxiv.org"),
  ARXIV_CATEGORIES: categories,
  ...proxyFields,
};

/** The sources' part of the configuration. */
export const sourcesConfig = (values: z.output<z.ZodObject<typeof sourcesFields>>): SourcesConfig => ({
  huggingFaceUrl: values.HUGGINGFACE_URL,
  hfToken: values.HF_TOKEN ?? null,
  arxivUrl: values.ARXIV_URL,
  arxivRssUrl: values.ARXIV_RSS_URL,
  arxivCategories: values.ARXIV_CATEGORIES,
  proxy:
    values.HTTP_PROXY || values.HTTPS_PROXY
      ? { http: values.HTTP_PROXY || null, https: values.HTTPS_PROXY || null, none: values.NO_PROXY || null }
      : null,
});

/** The user and password in an address of a proxy. */
export const proxySecrets = ({ proxy }: SourcesConfig): string[] =>
  [proxy?.http, proxy?.https].flatMap((address) => /\/\/([^/]+)@/.exec(address ?? "")?.[1] ?? []);
