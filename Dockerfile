# One image for the portal, the worker and the command line.

FROM node:20-bookworm-slim AS pages
WORKDIR /sightline
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend frontend
COPY portal/static portal/static
RUN npm run build

FROM python:3.11-slim-bookworm
WORKDIR /sightline
COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY . .
COPY --from=pages /sightline/portal/static portal/static
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && useradd --system --create-home --home-dir /home/sightline sightline \
 && install -d -o sightline -g sightline -m 0700 /var/lib/sightline
USER sightline
ENV SIGHTLINE_HOME=/var/lib/sightline/home PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["sightline", "portal", "--host", "0.0.0.0", "--port", "8000"]
