# The bot as an image for amd64 and arm64: docker buildx build --platform linux/amd64,linux/arm64 -t papers-bot .
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The bundle is made below, when its files are there.
RUN npm ci --ignore-scripts
COPY . .
# npm prune writes the lockfile anew; without the touch the bundle would count as older than its inputs and not be used.
RUN node scripts/bundle.js && npm prune --omit=dev --ignore-scripts && touch dist/inputs.json && mkdir data

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000 DATABASE_URL=file:/app/data/papers.db SEARCH_DIR=/app/data
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/src src
COPY --from=build /app/commands commands
COPY --from=build /app/migrations migrations
COPY --from=build /app/scripts scripts
COPY --from=build --chown=node:node /app/data data
USER node
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --start-period=60s --interval=30s --timeout=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without npm between, the bot itself gets SIGTERM.
ENTRYPOINT ["node", "src/launch.js"]
CMD ["main"]
