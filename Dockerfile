# The program for a team's server. Build: docker build -t dragoman .   Run: docker run --rm -v "$PWD:/data" dragoman build reports --record team.db
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /opt/dragoman

# Locked versions first: they change less often than the program, and their layer is kept.
COPY locks/server.txt locks/server.txt
RUN python -m pip install --require-hashes -r locks/server.txt

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src src
RUN python -m pip install --no-deps . && dragoman --version

# Nothing runs as root; /data is where reports come from and records go to.
RUN useradd --create-home --uid 10001 dragoman && mkdir /data && chown dragoman:dragoman /data
USER 10001
WORKDIR /data
VOLUME /data

ENTRYPOINT ["dragoman"]
CMD ["--help"]
