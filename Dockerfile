# One base image for all: Node comes from the same locked wheel as on a developer's machine.
ARG BASE=python:3.13-slim

# --- the libraries the server runs on ---
FROM ${BASE} AS libraries
COPY requirements.txt /build/
RUN python -m venv /opt/adil \
 && /opt/adil/bin/pip install --no-cache-dir --require-hashes --no-deps -r /build/requirements.txt

# --- the app for phones; nothing of Node goes further than this stage ---
FROM ${BASE} AS pwa
COPY requirements-build.txt /build/
RUN pip install --no-cache-dir --require-hashes --no-deps -r /build/requirements-build.txt
WORKDIR /build/pwa
COPY pwa/package.json pwa/package-lock.json pwa/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY schema/schema.graphql ../schema/
COPY pwa/ ./
RUN npm run build

# --- what runs ---
FROM ${BASE}
# /app, not site-packages: a library named "schema" must not be able to replace ours.
WORKDIR /app
COPY --from=libraries /opt/adil /opt/adil
COPY api/ api/
COPY schema/ schema/
COPY --from=pwa /build/pwa/build pwa/build
ENV PATH=/opt/adil/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ADIL_ENV=production \
    ADIL_HOST=0.0.0.0 \
    ADIL_PORT=8000
RUN python -m compileall -q api schema \
 && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin adil
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"ADIL_PORT\"]}/healthz', timeout=4)"]
# Nothing is written to the image's file system: run it with --read-only --tmpfs /tmp
CMD ["python", "-m", "api", "serve"]
