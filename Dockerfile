# syntax=docker/dockerfile:1
# One small image: the binary with the web client inside, no shell, no root.

FROM node:22-bookworm-slim AS web
WORKDIR /build/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY web/ ./
RUN npx vite build --outDir /dist

FROM rust:1.95-bookworm AS server
WORKDIR /build
COPY . .
COPY --from=web /dist /dist
ENV ROSTRA_WEB_DIST=/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --profile dist --locked --package rostra \
    && cp target/dist/rostra /rostra \
    && mkdir /data

# glibc and root certificates, nothing else.
FROM gcr.io/distroless/cc-debian12:nonroot
LABEL org.opencontainers.image.title="Rostra" \
      org.opencontainers.image.description="A real-time chat server" \
      org.opencontainers.image.licenses="GPL-3.0-or-later"
COPY --from=server /rostra /usr/local/bin/rostra
COPY --from=server --chown=nonroot:nonroot /data /data
ENV ROSTRA_HOST=0.0.0.0 \
    PORT=8000 \
    ROSTRA_DATA_DIR=/data
USER nonroot
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s --retries=3 \
    CMD ["/usr/local/bin/rostra", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/rostra"]
CMD ["serve"]
